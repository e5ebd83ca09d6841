//! What the lines of a tally hold, with keys or without.

use crate::evaluation::Tallied;
use crate::tally::{KeyedTally, Keys, Label, Tally};

/// A distinct score with its counts, and its cluster and weight where there are any.
#[derive(Clone, Copy, Debug)]
pub(super) struct Line<'a> {
    pub(super) cluster: Option<&'a str>,
    pub(super) weight: Option<f64>,
    pub(super) score: f64,
    /// The positives, the negatives and the unlabelled rows.
    pub(super) counts: [u64; 3],
}

/// The columns of the counts.
pub(super) const COUNTS: [&str; 3] = ["positives", "negatives", "unlabelled"];

impl Tallied {
    /// The lines from the first to the last.
    pub(super) fn lines(&self) -> Box<dyn Iterator<Item = Line<'_>> + '_> {
        match self {
            Self::Plain(tally) => Box::new(tally.cells().map(|(score, counts)| Line {
                cluster: None,
                weight: None,
                score,
                counts,
            })),
            Self::Keyed(tally) => Box::new(keyed(tally)),
        }
    }

    /// What tells rows with the same score apart.
    pub(super) fn keys(&self) -> Keys {
        match self {
            Self::Plain(_) => Keys::NONE,
            Self::Keyed(tally) => tally.keys(),
        }
    }

    /// How many rows had no score and were left out.
    pub(super) fn dropped(&self) -> u64 {
        match self {
            Self::Plain(tally) => tally.dropped(),
            Self::Keyed(tally) => tally.dropped(),
        }
    }

    /// How many rows have each label.
    pub(super) fn totals(&self) -> [u64; 3] {
        [Label::Positive, Label::Negative, Label::Unlabelled].map(|label| match self {
            Self::Plain(tally) => tally.with_label(label).total(),
            Self::Keyed(tally) => tally.count(label),
        })
    }

    /// How many rows there were, those left out included.
    pub(super) fn all_rows(&self) -> u64 {
        self.totals().iter().sum::<u64>() + self.dropped()
    }
}

impl From<Tally> for Tallied {
    fn from(tally: Tally) -> Self {
        Self::Plain(tally)
    }
}

fn keyed(tally: &KeyedTally) -> impl Iterator<Item = Line<'_>> {
    let Keys { weights, clusters } = tally.keys();
    tally.rows().iter().map(move |row| Line {
        cluster: tally.clusters().get(row.cluster).map(String::as_str).filter(|_| clusters),
        weight: weights.then(|| row.weight.get()),
        score: row.score,
        counts: row.counts(),
    })
}
