//! What is wrong with a row.

use std::path::Path;

use crate::error::Error;

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

    /// The line, counted from 1.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// The error at that line of the file at `path`, unless it is only a label that others tell of.
    pub(super) fn error(self, path: &Path) -> Option<Error> {
        let What::Message(message, remedy) = self.what else { return None };
        let error = Error::line(path, self.line, message);
        Some(remedy.into_iter().fold(error, Error::with_remedy))
    }
}
