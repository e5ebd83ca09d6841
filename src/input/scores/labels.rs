//! What a label says.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::tally::Label;

/// Which labels are positive and which negative.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LabelWords {
    /// The one that is positive; without it, true, 1 and positive are, and false, 0 and negative are
    /// negative.
    pub positive: Option<String>,
    /// Those that are negative; without any, all others are, if they are all the same.
    pub negatives: Vec<String>,
}

/// What a text says of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// This label, or none where the text is empty.
    Label(Label),
    /// One of the labels that may be negative, if they are all the same.
    Other,
    /// None of the labels that were expected.
    Unknown,
}

impl LabelWords {
    /// What `text` says.
    pub(super) fn read(&self, text: &[u8]) -> Said {
        let label = match (&self.positive, text) {
            (_, b"") => Label::Unlabelled,
            (Some(positive), text) if text == positive.as_bytes() => Label::Positive,
            (Some(_), text) => return self.read_negative(text),
            (None, b"1" | b"true") => Label::Positive,
            (None, b"0" | b"false") => Label::Negative,
            (None, text) => match text.to_ascii_lowercase().as_slice() {
                b"true" | b"positive" | b"1.0" => Label::Positive,
                b"false" | b"negative" | b"0.0" => Label::Negative,
                _ => return Said::Unknown,
            },
        };
        Said::Label(label)
    }

    fn read_negative(&self, text: &[u8]) -> Said {
        if self.negatives.is_empty() {
            Said::Other
        } else if self.negatives.iter().any(|negative| negative.as_bytes() == text) {
            Said::Label(Label::Negative)
        } else {
            Said::Unknown
        }
    }

    /// Refuses a label that is to be both.
    pub(super) fn check(&self) -> Result<()> {
        let Some(both) = self.positive.as_ref().filter(|label| self.negatives.contains(label))
        else {
            return Ok(());
        };
        let message =
            format!("\"{both}\" is named as positive and as negative, expected one of them");
        Err(Error::request(message).with_remedy("leave out --negative, or that label there"))
    }

    /// What was expected, and the remedy.
    pub(super) fn expected(&self) -> (String, &'static str) {
        match &self.positive {
            None => (
                "true, 1 or positive, or else false, 0 or negative".to_owned(),
                "or name the label that is positive with --positive",
            ),
            Some(positive) => (
                format!("\"{positive}\" or \"{}\"", self.negatives.join("\", \"")),
                "name every label that is negative with --negative",
            ),
        }
    }
}

/// The labels that may be negative, with the first place of each.
#[derive(Clone, Debug)]
pub(super) struct Others<P> {
    first: BTreeMap<Vec<u8>, P>,
}

impl<P> Default for Others<P> {
    fn default() -> Self {
        Self { first: BTreeMap::new() }
    }
}

impl<P: Copy + Ord> Others<P> {
    /// Notes a label at `place`; `false` where it is not the first kind.
    pub(super) fn note(&mut self, text: &[u8], place: P) -> bool {
        if !self.first.contains_key(text) {
            self.first.insert(text.to_vec(), place);
        }
        self.first.len() == 1
    }

    pub(super) fn add(&mut self, others: Self) {
        for (text, place) in others.first {
            let first = self.first.entry(text).or_insert(place);
            *first = place.min(*first);
        }
    }

    /// The labels in the order in which they appear.
    pub(super) fn in_order(&self) -> Vec<(String, P)> {
        let mut labels: Vec<(String, P)> = self
            .first
            .iter()
            .map(|(text, place)| (String::from_utf8_lossy(text).into_owned(), *place))
            .collect();
        labels.sort_by_key(|(_, place)| *place);
        labels
    }
}
