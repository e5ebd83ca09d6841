//! Scores with labels, however many, from CSV and TSV (packed or not), and tallies of them.
//!
//! Rows are never held: each becomes a key of a [`Collector`](crate::tally::Collector) as it is read, and
//! columns that are not needed are passed over.

mod blocks;
mod decimal;
mod fault;
mod labels;
mod layout;
mod parser;
mod sources;
mod stream;
mod text;
mod thresholded;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

pub use labels::LabelWords;
pub use thresholded::count_at_threshold;
pub(super) use thresholded::is_scores;

use super::Digest;
use crate::error::{Error, Result};
use crate::tally::{Label, Rows, Tally, TooMany};
use parser::Gathered;
use sources::Sources;
use stream::Stream;

/// Which columns hold what, and what is done with rows without a score.
#[derive(Clone, Debug)]
pub struct ScoreOptions {
    /// The column of scores.
    pub score: String,
    /// The column of labels.
    pub label: String,
    /// Which labels are positive and which negative.
    pub labels: LabelWords,
    /// What is done with a score that is NaN, infinite or empty.
    pub not_finite: NotFinite,
    /// How many threads read.
    pub threads: NonZeroUsize,
    /// Whether files are fingerprinted, which takes as long as reading some of them.
    pub with_digests: bool,
}

impl Default for ScoreOptions {
    fn default() -> Self {
        Self {
            score: "score".to_owned(),
            label: "label".to_owned(),
            labels: LabelWords::default(),
            not_finite: NotFinite::Refuse,
            threads: NonZeroUsize::MIN,
            with_digests: true,
        }
    }
}

/// What is done with a score that is NaN, infinite or empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotFinite {
    /// It is an error.
    Refuse,
    /// The row is left out, and counted.
    Drop,
}

/// What was read.
#[derive(Debug)]
pub struct Scores {
    /// The rows.
    pub rows: Rows,
    /// The files that were read, with their fingerprints if these were asked for.
    pub inputs: Vec<Digest>,
    /// The files in folders that were not read, since their names do not end like those of scores.
    pub skipped: Vec<PathBuf>,
}

/// Returns the rows of all score files that `paths` stand for: files, folders, patterns such as
/// `scores-*.csv`, or `-` for standard input. `progress` is told how many bytes were read since it was
/// last told.
///
/// A file has one row an item, with a score and a label, or is a tally with the columns `score`,
/// `positives`, `negatives` and perhaps `unlabelled`. What a file is, is told by its first bytes and its
/// header. Rows with an empty label are unlabelled.
///
/// # Errors
///
/// If a file cannot be read or is none of these, a column is missing, a score is no finite number (unless
/// such rows are dropped), a label is none of those expected, or there are no rows at all.
pub fn read_scores(
    paths: &[PathBuf],
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Scores> {
    let sources = Sources::of(paths)?;
    let mut read = Read::default();
    for path in &sources.files {
        read.file(path, options, progress)?;
    }
    read.scores(sources, options)
}

/// What has been read.
#[derive(Default)]
struct Read {
    gathered: Vec<Gathered>,
    inputs: Vec<Digest>,
    /// The label that is negative because it is not the positive one.
    second: Option<String>,
}

impl Read {
    fn file(
        &mut self,
        path: &Path,
        options: &ScoreOptions,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<()> {
        let (form, mut stream) = Stream::open(path, options.with_digests, progress)?;
        let text = stream::unpacked(form, &mut stream)
            .map_err(|error| Error::file(path, format!("cannot be read: {error}")))?;
        let (gathered, second) = text::read(path, text, options)?;
        self.gathered.extend(gathered);
        self.inputs.extend(stream.into_inner().1.finish(path)?);
        self.add_second(second, path, options)
    }

    /// Notes the label that is negative because it is not the positive one; it must be the same in all
    /// files.
    fn add_second(
        &mut self,
        second: Option<String>,
        path: &Path,
        options: &ScoreOptions,
    ) -> Result<()> {
        match (&self.second, second) {
            (Some(known), Some(new)) if *known != new => {
                Err(text::third_label(options, known, &new, |message| Error::file(path, message)))
            }
            (None, new) => {
                self.second = new;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn scores(self, sources: Sources, options: &ScoreOptions) -> Result<Scores> {
        let (mut items, mut counts, mut dropped) = (Vec::new(), Vec::new(), 0);
        for one in self.gathered {
            items.push(one.items);
            counts.extend(one.counts);
            dropped += one.dropped;
        }
        let rows = Tally::new(counts, dropped)
            .and_then(|counted| Rows::new(Vec::new(), items, counted))
            .map_err(|TooMany| Error::request("more rows than 18446744073709551615"))?;
        check(&rows, self.second.as_deref(), &sources, options)?;
        Ok(Scores { rows, inputs: self.inputs, skipped: sources.skipped })
    }
}

/// Refuses files without rows that have a score, and a positive label that nothing has.
fn check(
    rows: &Rows,
    second: Option<&str>,
    sources: &Sources,
    options: &ScoreOptions,
) -> Result<()> {
    let error = |message: String| match sources.files.as_slice() {
        [file] => Error::file(file, message),
        _ => Error::request(message),
    };
    let [positives, negatives, unlabelled] =
        [Label::Positive, Label::Negative, Label::Unlabelled].map(|label| rows.count(label));
    if positives + negatives + unlabelled == 0 {
        let message = match rows.dropped() {
            0 => "a header without rows, expected at least one row".to_owned(),
            dropped => format!("{dropped} rows without a finite score, expected at least one with"),
        };
        return Err(error(message));
    }
    match (&options.labels.positive, second) {
        (Some(positive), Some(second)) if positives == 0 => Err(error(format!(
            "no {} is \"{positive}\", all that there are are \"{second}\"",
            options.label
        ))
        .with_remedy("name the label that is positive with --positive")),
        _ => Ok(()),
    }
}
