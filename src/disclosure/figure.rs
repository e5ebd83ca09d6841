//! One number that a source printed.

use std::fmt;
use std::path::PathBuf;

use super::{CaseKey, Period, Rounding, Stage};
use crate::quantity::CountRange;

/// One number that a source printed, with everything needed to know what it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The population that it is about.
    pub key: CaseKey,
    /// The channel of complaint, such as `internal`; empty where none is stated.
    pub channel: String,
    /// The piece of a sum that it is, such as `videos`; empty for the whole.
    pub part: String,
    /// The days that it covers.
    pub period: Period,
    /// The stage of the funnel that it counts.
    pub stage: Stage,
    /// The number as printed.
    pub value: u64,
    /// How the number was rounded.
    pub rounding: Rounding,
    /// Where it stands.
    pub source: Source,
    /// What the source says beside it, or what is uncertain about reading it.
    pub note: String,
}

impl Figure {
    /// Every whole number that the printed one may stand for.
    #[must_use]
    pub fn range(&self) -> CountRange {
        self.rounding.range(self.value)
    }
}

/// Where a figure stands: the line of the file it was read from, and the place in the document
/// that printed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// The file that it was read from, as named on the command line.
    pub file: PathBuf,
    /// The line of that file, counted from 1.
    pub line: u64,
    /// Document, section, table and row.
    pub citation: String,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file.display(), self.line, self.citation)
    }
}
