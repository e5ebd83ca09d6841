//! The header of a text file: which columns hold what.

use std::path::Path;

use super::ScoreOptions;
use crate::error::{Error, Result};
use crate::input::delimited::{delimiter, lines};

/// The columns of a tally besides the score.
pub(super) const TALLY: [&str; 3] = ["positives", "negatives", "unlabelled"];

/// Where columns are.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// How many columns there are.
    pub(super) fields: usize,
    pub(super) score: usize,
    pub(super) kind: Kind,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One item, with its label in this column.
    Item(usize),
    /// As many items as these columns say: positives, negatives and perhaps unlabelled ones.
    Counts(usize, usize, Option<usize>),
}

/// What a row with so many columns is read by.
pub(super) fn kind(
    names: &[&str],
    options: &ScoreOptions,
    refused: impl Fn(String, Option<String>) -> Error,
) -> Result<(usize, Kind)> {
    let place = |name: &str| names.iter().position(|column| *column == name);
    let twice = names.iter().find(|name| {
        let is_wanted = [options.score.as_str(), options.label.as_str()].contains(*name);
        is_wanted && names.iter().filter(|other| other == name).count() > 1
    });
    if let Some(name) = twice {
        return Err(refused(format!("column \"{name}\" is there twice, expected once"), None));
    }
    let missing = |option: &str, name: &str| {
        let found = names.join(", ");
        let remedy = format!("name the column with --{option}");
        refused(format!("no column \"{name}\", found {found}"), Some(remedy))
    };
    let [positives, negatives, unlabelled] = TALLY.map(place);
    let score = place(&options.score);
    let counts = match (place(&options.label), positives, negatives) {
        (Some(label), ..) => Kind::Item(label),
        (None, Some(positives), Some(negatives)) => Kind::Counts(positives, negatives, unlabelled),
        // Where the score is missing, too, it is named first.
        _ if score.is_none() => return Err(missing("score", &options.score)),
        _ => return Err(missing("label", &options.label)),
    };
    // A tally has its own name for the score.
    let score = match counts {
        Kind::Item(_) => score,
        Kind::Counts(..) => place("score").or(score),
    };
    Ok((score.ok_or_else(|| missing("score", &options.score))?, counts))
}

impl Layout {
    /// Returns the layout of the text that begins with `text`, and where its header ends.
    pub(super) fn read(path: &Path, text: &[u8], options: &ScoreOptions) -> Result<(Self, usize)> {
        let start = if text.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let text = &text[start..];
        if text.contains(&0) {
            let message = "binary data, expected CSV, TSV, Parquet or Arrow";
            return Err(Error::file(path, message));
        }
        let delimiter = delimiter(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text);
        let mut header = csv::ByteRecord::new();
        let read = reader.read_byte_record(&mut header);
        if !read.map_err(|error| Error::file(path, error.to_string()))? {
            return Err(Error::file(path, "an empty file, expected a header line and rows"));
        }
        let names: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let header = &text[..end.min(text.len())];
        let line = lines(header.trim_ascii_end()) + 1;
        let (score, kind) = kind(&names, options, |message, remedy| {
            let error = Error::line(path, line, message);
            remedy.into_iter().fold(error, Error::with_remedy)
        })?;
        let layout = Self { delimiter, fields: names.len(), score, kind };
        Ok((layout, start + end))
    }

    /// The columns that are read: the score, and the label or the three counts.
    pub(super) fn wanted(&self) -> [usize; 4] {
        // No row has so many columns.
        const NONE: usize = usize::MAX;
        match self.kind {
            Kind::Item(label) => [self.score, label, NONE, NONE],
            Kind::Counts(positives, negatives, unlabelled) => {
                [self.score, positives, negatives, unlabelled.unwrap_or(NONE)]
            }
        }
    }
}
