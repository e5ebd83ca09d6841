//! Scores with labels, however many, from CSV and TSV (packed or not), Parquet and Arrow, and tallies of
//! them.
//!
//! Rows are never held: each becomes a key of a [`Collector`](crate::tally::Collector) as it is read, and
//! columns that are not needed are passed over.

mod arrow;
mod batch;
mod blocks;
mod decimal;
mod fault;
mod gathered;
mod guard;
mod label_column;
mod labels;
mod layout;
mod parquet;
mod parser;
mod settled;
mod sources;
mod stream;
mod text;
mod thresholded;
mod whole_column;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

pub use guard::silence_guarded_panics;
pub use labels::LabelWords;
pub use thresholded::count_at_threshold;
pub(super) use thresholded::is_scores;

use super::Digest;
use crate::error::{Error, Result};
use crate::tally::{CountedScores, Label, Resolution, Rows, TooMany};
use fault::Fault;
use gathered::Gathered;
use guard::guarded;
use settled::{settled, third_label};
use sources::Sources;
use stream::{Form, Opened, Stream};

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
    /// How finely scores are told apart, if not all are.
    pub resolution: Option<Resolution>,
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
            resolution: None,
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
/// header. Rows with an empty label are unlabelled. Where a tally is coarse, all are made as coarse as the
/// coarsest.
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
    /// Whether scores are held in 32 bits, and the first file with such ones.
    width: Option<(bool, PathBuf)>,
}

impl Read {
    fn file(
        &mut self,
        path: &Path,
        options: &ScoreOptions,
        progress: &(dyn Fn(u64) + Sync),
    ) -> Result<()> {
        let (form, mut stream) = Stream::open(path, options.with_digests, progress)?;
        let done = read_form(path, form, &mut stream, options, progress)?;
        let (gathered, second) = settled(done, options, |line, message| match form {
            Form::Parquet | Form::Arrow | Form::ArrowStream => {
                Error::file(path, format!("row {line}: {message}"))
            }
            Form::Text | Form::Gzip | Form::Zstd => Error::line(path, line, message),
        })?;
        self.check_width(&gathered, path)?;
        self.gathered.extend(gathered);
        self.inputs.extend(stream.into_inner().1.finish(path)?);
        self.add_second(second, path, options)
    }

    /// Refuses scores of 32 bits beside others: a number that was rounded is not the one that was not.
    fn check_width(&mut self, gathered: &[Gathered], path: &Path) -> Result<()> {
        let has_single = gathered.iter().any(|one| !one.single.is_empty());
        let has_double = gathered.iter().any(|one| !one.double.is_empty());
        if !has_single && !has_double {
            return Ok(());
        }
        let (known, first) = self.width.get_or_insert_with(|| (has_single, path.to_path_buf()));
        if *known == has_single {
            return Ok(());
        }
        let bits = |single: bool| if single { 32 } else { 64 };
        let message = format!(
            "scores of {} bits, expected {} bits as in {}",
            bits(has_single),
            bits(*known),
            first.display()
        );
        let remedy = "write both in the same way: 0.1 is another number in 32 bits than in 64";
        Err(Error::file(path, message).with_remedy(remedy))
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
                Err(third_label(options, known, &new, |message| Error::file(path, message)))
            }
            (None, new) => {
                self.second = new;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn scores(self, sources: Sources, options: &ScoreOptions) -> Result<Scores> {
        let (mut single, mut double) = (Vec::new(), Vec::new());
        let (mut counts, mut dropped) = (CountedScores::default(), 0);
        let mut resolution = None::<Resolution>;
        for one in self.gathered {
            single.push(one.single);
            double.push(one.double);
            counts.append(one.counts);
            dropped += one.dropped;
            resolution = resolution.into_iter().chain(one.resolution).min();
        }
        let rows = counts
            .tally(dropped)
            .and_then(|counted| Rows::new(single, double, counted.coarsened(resolution)))
            .map_err(|TooMany| Error::request("more rows than 18446744073709551615"))?;
        check(&rows, self.second.as_deref(), &sources, options)?;
        Ok(Scores { rows, inputs: self.inputs, skipped: sources.skipped })
    }
}

/// Reads a file of this form: what each thread gathered, with its first fault.
fn read_form(
    path: &Path,
    form: Form,
    stream: &mut Opened<'_>,
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<(Gathered, Option<Fault>)>> {
    match form {
        Form::Parquet | Form::Arrow if path == Path::new("-") => {
            let message =
                "standard input is a Parquet or Arrow file, expected text or an Arrow stream";
            Err(Error::request(message).with_remedy("name the file itself"))
        }
        Form::Parquet => parquet::read(path, options, progress),
        Form::Arrow | Form::ArrowStream => {
            let read = guarded(|| match form {
                Form::Arrow => arrow::read_file(path, options),
                _ => arrow::read_stream(path, stream, options),
            });
            let damaged = || Err(arrow::damaged(path, &"its parts make no sense"));
            Ok(vec![read.unwrap_or_else(damaged)?])
        }
        Form::Text | Form::Gzip | Form::Zstd => {
            let text = stream::unpacked(form, stream)
                .map_err(|error| Error::file(path, format!("cannot be read: {error}")))?;
            text::read(path, text, options)
        }
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
            0 => "no rows, expected at least one".to_owned(),
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
