//! Scores with labels, however many, from CSV and TSV (packed or not), Parquet and Arrow, and tallies of
//! them.
//!
//! Rows are never held: each becomes a key of a [`Collector`](crate::tally::Collector) as it is read, and
//! columns that are not needed are passed over.

mod arrow;
mod arrow_file;
mod batch;
mod blocks;
mod decimal;
mod fault;
mod files;
mod gathered;
mod groups;
mod guard;
mod key_columns;
mod label_column;
mod labels;
mod layout;
mod number_column;
mod parquet;
mod parser;
mod quick;
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
pub(super) use thresholded::{count_columnar, is_columnar, is_scores};

use super::Digest;
use crate::error::{Error, Result};
use crate::tally::{
    CountedScores, KeyedScores, KeyedTally, Keys, Label, Resolution, Rows, TooMany,
};
use fault::Fault;
use files::{OneFile, read_files};
use gathered::Gathered;
use guard::guarded;
use settled::third_label;
use sources::Sources;
use stream::{Form, Opened};

/// Which columns hold what, and what is done with rows without a score.
#[derive(Clone, Debug)]
pub struct ScoreOptions {
    /// The column of scores.
    pub score: String,
    /// The column of labels.
    pub label: String,
    /// Which labels are positive and which negative.
    pub labels: LabelWords,
    /// The column of weights, if there are any: of how many items each row was drawn, or a number in
    /// proportion to it.
    pub weight: Option<String>,
    /// The column of clusters, if there are any, such as accounts: rows of one are not independent.
    pub cluster: Option<String>,
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
            weight: None,
            cluster: None,
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
    /// The rows, or none where they have weights or clusters.
    pub rows: Rows,
    /// The rows with weights or clusters; none are without, where there are any.
    pub keyed: Option<KeyedTally>,
    /// Whether there are rows that were not counted in a tally.
    pub has_items: bool,
    /// The files that were read, with their fingerprints if these were asked for.
    pub inputs: Vec<Digest>,
    /// The files in folders that were not read, since their names do not end like those of scores.
    pub skipped: Vec<PathBuf>,
}

impl Scores {
    /// How many rows have this label.
    #[must_use]
    pub fn count(&self, label: Label) -> u64 {
        self.keyed.as_ref().map_or_else(|| self.rows.count(label), |keyed| keyed.count(label))
    }

    /// How many rows had no score and were left out, as was asked for.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.keyed.as_ref().map_or_else(|| self.rows.dropped(), KeyedTally::dropped)
    }
}

/// Returns the rows of all score files that `paths` stand for: files, folders, patterns such as
/// `scores-*.csv`, or `-` for standard input. `progress` is told how many bytes were read since it was
/// last told.
///
/// A file has one row an item, with a score and a label, or is a tally with the columns `score`,
/// `positives`, `negatives` and perhaps `unlabelled` and `other_labels`, which must be 0. What a file is, is told by its first bytes and its
/// header. Rows with an empty label are unlabelled. A tally with the columns `weight` or `cluster` is always
/// read with them. Where a tally is coarse, all are made as coarse as the coarsest.
///
/// # Errors
///
/// If a file cannot be read or is none of these, a column is missing, a score is no finite number (unless
/// such rows are dropped), a label is none of those expected, a weight is not above 0, a cluster has no name,
/// some files have weights or clusters and others have none, or there are no rows at all.
pub fn read_scores(
    paths: &[PathBuf],
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Scores> {
    options.labels.check()?;
    let sources = Sources::of(paths)?;
    read_files(&sources.files, options, progress)?.scores(sources, options)
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
    /// What tells rows with the same score apart, and the first file with such rows.
    keys: Option<(Keys, PathBuf)>,
}

impl Read {
    /// Adds what was read of the file at `path`.
    fn add(&mut self, file: OneFile, path: &Path, options: &ScoreOptions) -> Result<()> {
        self.check_width(&file.gathered, path)?;
        self.check_keys(&file.gathered, path)?;
        for (place, one) in file.gathered.into_iter().enumerate() {
            // No more of them than there are threads, however many files there are.
            if self.gathered.len() < options.threads.get() {
                self.gathered.push(one);
            } else {
                let place = place % self.gathered.len();
                self.gathered[place].absorb(one);
            }
        }
        self.inputs.extend(file.digest);
        self.add_second(file.second, path, options)
    }

    /// Refuses scores of 32 bits beside others: a number that was rounded is not the one that was not.
    fn check_width(&mut self, gathered: &[Gathered], path: &Path) -> Result<()> {
        let widths: Vec<[bool; 2]> = gathered.iter().map(Gathered::widths).collect();
        let has_single = widths.iter().any(|[single, _]| *single);
        let has_double = widths.iter().any(|[_, double]| *double);
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

    /// Refuses rows with weights or clusters beside others without.
    fn check_keys(&mut self, gathered: &[Gathered], path: &Path) -> Result<()> {
        let Some(found) = gathered.iter().find_map(Gathered::keys) else { return Ok(()) };
        let (known, first) = self.keys.get_or_insert_with(|| (found, path.to_path_buf()));
        if *known == found {
            return Ok(());
        }
        let message = format!(
            "rows {}, expected rows {} as in {}",
            in_words(found),
            in_words(*known),
            first.display()
        );
        let remedy = "give all rows the same; --weight and --cluster name the columns, and in a tally they \
                      are weight and cluster";
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
        let (mut counts, mut keyed) = (CountedScores::default(), KeyedScores::default());
        let (mut dropped, mut has_items) = (0, false);
        let mut resolution = None::<Resolution>;
        for one in self.gathered {
            has_items |= one.widths() != [false, false];
            single.push(one.single);
            double.push(one.double);
            counts.append(one.counts);
            keyed.append(one.keyed);
            dropped += one.dropped;
            resolution = resolution.into_iter().chain(one.resolution).min();
        }
        if resolution.is_some() && !keyed.is_empty() {
            let message = "scores with weights or clusters and a resolution, expected one alone";
            return Err(Error::request(message).with_remedy("leave out --resolution"));
        }
        let too_many = |TooMany| Error::request("more rows than 18446744073709551615");
        let keyed = (!keyed.is_empty()).then(|| keyed.tally(dropped)).transpose();
        let keyed = keyed.map_err(too_many)?;
        let dropped = if keyed.is_some() { 0 } else { dropped };
        let rows = counts
            .tally(dropped)
            .and_then(|counted| Rows::new(single, double, counted.coarsened(resolution)));
        let scores = Scores {
            rows: rows.map_err(too_many)?,
            keyed,
            has_items,
            inputs: self.inputs,
            skipped: sources.skipped,
        };
        check(&scores, self.second.as_deref(), &sources.files, options)?;
        Ok(scores)
    }
}

/// What rows have besides a score.
fn in_words(keys: Keys) -> &'static str {
    match (keys.weights, keys.clusters) {
        (true, true) => "with weights and clusters",
        (true, false) => "with weights alone",
        (false, true) => "with clusters alone",
        (false, false) => "without weights or clusters",
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
        Form::Arrow => arrow_file::read(path, options, progress),
        Form::ArrowStream => {
            let read = guarded(|| arrow::read_stream(path, stream, options));
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
    scores: &Scores,
    second: Option<&str>,
    files: &[PathBuf],
    options: &ScoreOptions,
) -> Result<()> {
    let error = |message: String| match files {
        [file] => Error::file(file, message),
        _ => Error::request(message),
    };
    let [positives, negatives, unlabelled] =
        [Label::Positive, Label::Negative, Label::Unlabelled].map(|label| scores.count(label));
    if positives + negatives + unlabelled == 0 {
        let message = match scores.dropped() {
            0 => "no rows, expected at least one".to_owned(),
            dropped => format!("{dropped} rows without a finite score, expected at least one with"),
        };
        return Err(error(message));
    }
    if options.labels.positive.is_some() && !scores.has_items {
        let message = "--positive with tallies alone, which have counted labels already";
        return Err(error(message.to_owned()).with_remedy("leave it out"));
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
