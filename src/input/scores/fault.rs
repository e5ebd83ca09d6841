//! What is wrong with a row, by its line in a text or its number in a columnar file.

use std::borrow::Cow;

use super::ScoreOptions;
use crate::error::Error;

/// The remedy for a file that is cut off or damaged.
pub(super) const AGAIN: &str = "copy or write it again";

/// What is wrong with a row, before it is known in which file.
#[derive(Debug)]
pub(super) struct Fault {
    line: u64,
    what: What,
}

#[derive(Debug)]
enum What {
    /// This, with a remedy where there is one.
    Message(String, Option<&'static str>),
    /// Another label that might be negative: which is the first is known when all threads are done.
    ThirdLabel,
}

impl Fault {
    pub(super) fn at(line: u64, message: impl Into<String>) -> Self {
        Self { line, what: What::Message(message.into(), None) }
    }

    pub(super) fn third_label(line: u64) -> Self {
        Self { line, what: What::ThirdLabel }
    }

    pub(super) fn with_remedy(self, remedy: &'static str) -> Self {
        let what = match self.what {
            What::Message(message, _) => What::Message(message, Some(remedy)),
            What::ThirdLabel => What::ThirdLabel,
        };
        Self { what, ..self }
    }

    /// The line or number, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// A label that is none of those expected.
    #[cold]
    pub(super) fn unknown_label(line: u64, text: &[u8], options: &ScoreOptions) -> Self {
        let (expected, remedy) = options.labels.expected();
        let (name, text) = (&options.label, String::from_utf8_lossy(text));
        let message = format!("{name} is {}, expected {expected}", shown(&text));
        Self::at(line, message).with_remedy(remedy)
    }

    /// The error `at` that line, unless it is only a label that others tell of.
    pub(super) fn error(self, at: impl Fn(u64, String) -> Error) -> Option<Error> {
        let What::Message(message, remedy) = self.what else { return None };
        let error = at(self.line, message);
        Some(remedy.into_iter().fold(error, Error::with_remedy))
    }
}

/// A field as an error shows it.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if text.is_empty() { "empty".into() } else { format!("\"{text}\"").into() }
}
