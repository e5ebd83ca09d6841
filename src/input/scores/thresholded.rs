//! Scores with labels, counted at a threshold.

use std::collections::BTreeMap;
use std::path::Path;

use crate::confusion::{Cells, ConfusionMatrix, Labels, SystemCounts};
use crate::error::Result;
use crate::input::confusion::{TRUTH, truth};
use crate::input::table::{Columns, Row, Table};

const COLUMNS: Columns =
    Columns { required: &["score", "label"], optional: &["system"], labels: true };

/// Whether a table has the header of a score file.
pub(in crate::input) fn is_scores(table: &Table) -> bool {
    table.has_column("score") && table.has_column("label")
}

/// Returns the counts that the scores of `table` give where a score of at least `threshold` is a flag,
/// for each system and each combination of further columns, in the order in which they appear. Where
/// there is no column `system`, the name of the file without its ending stands for it.
///
/// A label is `true`, `1` or `positive`, or else `false`, `0` or `negative`.
///
/// # Errors
///
/// At the first score that is no finite number or label that is none of these.
pub fn count_at_threshold(table: &Table, threshold: f64) -> Result<Vec<SystemCounts>> {
    table.check(COLUMNS)?;
    let names = table.labels(COLUMNS);
    let mut groups: BTreeMap<(String, Labels), (u64, Cells)> = BTreeMap::new();
    for row in table.rows() {
        let identity = (system(&row)?, labels(&row, &names));
        let (_, cells) = groups.entry(identity).or_insert((row.line(), Cells::default()));
        let expected = "a finite number";
        let score = row.parsed("score", expected, |text| {
            text.parse::<f64>().ok().filter(|score| score.is_finite())
        })?;
        let violating = row.parsed("label", TRUTH, truth)?;
        *match (violating, score >= threshold) {
            (true, true) => &mut cells.true_positives,
            (false, true) => &mut cells.false_positives,
            (true, false) => &mut cells.false_negatives,
            (false, false) => &mut cells.true_negatives,
        } += 1;
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, (line, _))| *line);
    let counts = |((system, labels), (_, cells))| {
        ConfusionMatrix::new(cells).map(|matrix| SystemCounts { system, labels, matrix })
    };
    Ok(groups.into_iter().filter_map(counts).collect())
}

fn labels(row: &Row<'_>, names: &[&str]) -> Labels {
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
