//! Scores with labels, or tallies of them, counted at a threshold.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::Path;

use super::layout::unknown_labels;
use super::stream::{Form, Stream};
use super::{ScoreOptions, arrow_file, parquet, read_scores};
use crate::confusion::{Cells, ConfusionMatrix, Labels, SystemCounts};
use crate::error::{Error, Result};
use crate::input::Digest;
use crate::input::confusion::{TRUTH, count, truth};
use crate::input::table::{Columns, Row, Table};
use crate::tally::{Resolution, ScoreCounts};

const ITEMS: Columns =
    Columns { required: &["score", "label"], optional: &["system"], labels: true };
const TALLY: Columns = Columns {
    required: &["score", "positives", "negatives"],
    optional: &["unlabelled", "dropped", "other_labels", "system"],
    labels: true,
};

/// The columns of a tally that tell rows with the same score apart.
const KEYS: [&str; 2] = ["weight", "cluster"];

/// What to do where scores are read in another way than claims do.
const COUNT_FIRST: &str = "count the rows with \"baserate tally\", which takes --score, --label, --positive, \
                           --negative and --nan, and give the tally as evidence";

/// Whether a table has the header of a score file or of a tally.
pub(in crate::input) fn is_scores(table: &Table) -> bool {
    is_tally(table) || ITEMS.required.iter().all(|column| table.has_column(column))
}

fn is_tally(table: &Table) -> bool {
    TALLY.required.iter().all(|column| table.has_column(column)) && !table.has_column("label")
}

/// Returns the counts that the scores of `table` give where a score of at least `threshold` is a flag,
/// for each system and each combination of those further columns that are `labels`, in the order in which they
/// appear; rows that differ in others are pooled. Where there is no column `system`, the name of the file
/// without its ending stands for it.
///
/// A row is an item with a label, which is `true`, `1` or `positive`, or else `false`, `0` or `negative`; or
/// one of a tally, with how many positives and negatives have the score.
///
/// # Errors
///
/// At the first score that is no finite number, label that is none of these, or count that is none, and if
/// there are weights or clusters.
pub fn count_at_threshold(
    table: &Table,
    threshold: f64,
    labels: impl Fn(&str) -> bool,
) -> Result<Vec<SystemCounts>> {
    let columns = if is_tally(table) { TALLY } else { ITEMS };
    table.check(columns)?;
    if KEYS.iter().any(|key| table.has_column(key)) {
        return Err(has_keys(table.path()));
    }
    let names: Vec<&str> = table.labels(columns).into_iter().filter(|name| labels(name)).collect();
    let mut groups: BTreeMap<(String, Labels), (u64, Cells)> = BTreeMap::new();
    for row in table.rows() {
        let counts = counts(&row, is_tally(table))?;
        if counts == [0; 2] && row.text("score").is_empty() {
            // It says how many rows had no score and were left out.
            continue;
        }
        let expected = "a finite number";
        let score = row.parsed("score", expected, |text| {
            text.parse::<f64>().ok().filter(|score| score.is_finite())
        })?;
        let identity = (system(&row)?, labels_of(&row, &names));
        let (_, cells) = groups.entry(identity).or_insert((row.line(), Cells::default()));
        *cells = added(*cells, score >= threshold, counts)
            .ok_or_else(|| row.error("more rows than 18446744073709551615"))?;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, (line, _))| *line);
    let counts = |((system, labels), (_, cells))| {
        let matrix = ConfusionMatrix::new(cells).ok_or_else(|| too_many(table.path()))?;
        Ok(SystemCounts { system, labels, matrix })
    };
    groups.into_iter().map(counts).collect()
}

/// How many positives and how many negatives a row stands for.
fn counts(row: &Row<'_>, is_tally: bool) -> Result<[u64; 2]> {
    if is_tally {
        let others = if row.has_column("other_labels") { count(row, "other_labels")? } else { 0 };
        return match unknown_labels(others) {
            Some((message, remedy)) => Err(row.error(message).with_remedy(remedy)),
            None => Ok([count(row, "positives")?, count(row, "negatives")?]),
        };
    }
    let is_positive = row.parsed("label", TRUTH, truth);
    let is_positive = is_positive.map_err(|error| error.with_remedy(COUNT_FIRST))?;
    Ok(if is_positive { [1, 0] } else { [0, 1] })
}

fn added(cells: Cells, is_flagged: bool, [positives, negatives]: [u64; 2]) -> Option<Cells> {
    Some(if is_flagged {
        Cells {
            true_positives: cells.true_positives.checked_add(positives)?,
            false_positives: cells.false_positives.checked_add(negatives)?,
            ..cells
        }
    } else {
        Cells {
            false_negatives: cells.false_negatives.checked_add(positives)?,
            true_negatives: cells.true_negatives.checked_add(negatives)?,
            ..cells
        }
    })
}

/// Whether the file at `path` begins like one of Parquet or Arrow.
pub(in crate::input) fn is_columnar(path: &Path) -> bool {
    let form = || Ok::<_, Error>(Stream::open(path, false, &|_| {})?.0);
    path.is_file() && form().is_ok_and(|form| matches!(form, Form::Parquet | Form::Arrow))
}

/// Returns the counts of a Parquet or Arrow file of scores or of a tally, with its fingerprint, as
/// [`count_at_threshold`] does; the name of the file without its ending stands for the system.
///
/// # Errors
///
/// If the file cannot be read, has further columns, or weights or clusters, or if `threshold` is within a bin
/// of a coarse tally.
pub(in crate::input) fn count_columnar(
    path: &Path,
    threshold: f64,
) -> Result<(SystemCounts, Vec<Digest>)> {
    let (form, _) = Stream::open(path, false, &|_| {})?;
    let names = if form == Form::Parquet { parquet::names(path) } else { arrow_file::names(path) }?;
    let known = [ITEMS.required, TALLY.required, TALLY.optional].concat();
    let is_further = |name: &&String| name.as_str() == "system" || !known.contains(&name.as_str());
    if let Some(name) = names.iter().find(|name| !KEYS.contains(&name.as_str()) && is_further(name))
    {
        let message = format!(
            "a column \"{name}\", expected scores and labels of one system, or a tally, alone"
        );
        let remedy = "leave the column out, or write the file as CSV, in which claims may name further columns";
        return Err(Error::file(path, message).with_remedy(remedy));
    }
    let options = ScoreOptions { threads: NonZeroUsize::MIN, ..ScoreOptions::default() };
    let scores = read_scores(&[path.to_path_buf()], &options, &|_| {}).map_err(without_options)?;
    if scores.keyed.is_some() || names.iter().any(|name| KEYS.contains(&name.as_str())) {
        return Err(has_keys(path));
    }
    let tally = scores.rows.tally(options.threads);
    check_edge(path, tally.resolution(), threshold)?;
    let above = |scores: &ScoreCounts| {
        scores.iter().filter(|(score, _)| *score >= threshold).map(|(_, count)| count).sum::<u64>()
    };
    let [flagged_positives, flagged_negatives] =
        [above(tally.positives()), above(tally.negatives())];
    let matrix = ConfusionMatrix::new(Cells {
        true_positives: flagged_positives,
        false_positives: flagged_negatives,
        false_negatives: tally.positives().total() - flagged_positives,
        true_negatives: tally.negatives().total() - flagged_negatives,
    });
    let matrix = matrix.ok_or_else(|| too_many(path))?;
    let counts = SystemCounts { system: stem(path), labels: Labels::default(), matrix };
    Ok((counts, scores.inputs))
}

/// The same error without options that only other commands have.
fn without_options(error: Error) -> Error {
    let names_option = error.remedy().is_some_and(|remedy| remedy.contains("--"));
    if names_option { error.with_remedy(COUNT_FIRST) } else { error }
}

/// Refuses a threshold within a bin of scores, of which it is not known which are above it.
fn check_edge(path: &Path, resolution: Option<Resolution>, threshold: f64) -> Result<()> {
    let Some((resolution, below)) = resolution
        .map(|resolution| (resolution, resolution.lowest(threshold)))
        .filter(|(_, below)| *below < threshold)
    else {
        return Ok(());
    };
    let above = resolution.above(threshold).map_or(String::new(), |above| format!(" or {above}"));
    let message = format!(
        "scores told apart by {} leading bits, and the threshold {threshold} is between two that these \
         tell apart",
        resolution.bits()
    );
    Err(Error::file(path, message).with_remedy(format!(
        "take a threshold at which the counts are exact, such as {below}{above}, or a tally without \
         --resolution"
    )))
}

fn has_keys(path: &Path) -> Error {
    let message = "scores with weights or clusters, expected scores without: exact limits hold for rows drawn \
                   alike and independently of each other";
    let remedy = "see what \"baserate sweep\" says of them, or leave out a column that is neither";
    Error::file(path, message).with_remedy(remedy)
}

fn too_many(path: &Path) -> Error {
    Error::file(path, "more rows than 18446744073709551615")
}

fn labels_of(row: &Row<'_>, names: &[&str]) -> Labels {
    Labels(names.iter().map(|name| ((*name).to_owned(), row.text(name).to_owned())).collect())
}

fn system(row: &Row<'_>) -> Result<String> {
    if row.has_column("system") {
        row.required("system").map(str::to_owned)
    } else {
        Ok(stem(row.path()))
    }
}

fn stem(path: &Path) -> String {
    path.file_stem().map_or(String::new(), |stem| stem.to_string_lossy().into_owned())
}
