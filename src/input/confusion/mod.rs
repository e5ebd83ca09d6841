//! Confusion counts: four to a row, or one to a row with its truth and its decision; with or without
//! weights.

mod long;
mod weight;
mod wide;

use std::collections::BTreeMap;
use std::path::Path;

use super::number::{EXPECTED_COUNT, count_remedy, parse_count};
use super::table::{Columns, Row, Table};
use crate::confusion::{Cells, ConfusionMatrix, Labels, SystemCounts};
use crate::error::{Error, Result};
use crate::quantity::WeightedCount;
use weight::Weights;

pub(super) use long::{TRUTH, truth};
pub use weight::{Stratum, read_strata};

const WIDE: Columns =
    Columns { required: &["system", "tp", "fp", "fn", "tn"], optional: &[], labels: true };

pub(super) const LONG: Columns =
    Columns { required: &["system", "actual", "predicted", "count"], optional: &[], labels: true };

/// Which class of the long layout is looked for, where it has others than true and false.
pub type PositiveClass = String;

/// The counts of one system before they are checked for being complete: by truth and by decision.
struct Counted {
    /// The first line.
    line: u64,
    system: String,
    labels: Labels,
    cells: BTreeMap<(bool, bool), WeightedCount>,
}

/// Returns the table and the confusion counts in the file at `path`, or on standard input where that is
/// `-`, in the order in which the systems appear.
///
/// The header is `system,tp,fp,fn,tn` or `system,actual,predicted,count`, in any order; all other
/// columns are labels. In the long layout, a class is `true`, `1` or `positive`, or else `false`, `0` or
/// `negative`, unless `positive` names the class that is looked for: any other is then the rest.
///
/// # Errors
///
/// If the file cannot be read or is in neither layout, a count is not a whole number, counts of one
/// system are there twice or not all, or they add up to more than a `u64` holds.
pub fn read_confusion(
    path: &Path,
    positive: Option<&PositiveClass>,
) -> Result<(Table, Vec<SystemCounts>)> {
    let (table, counted) = read(path, positive, Weights::Equal)?;
    let complete = |counted: Counted| {
        let matrix = counted.complete(&table, positive)?;
        Ok(SystemCounts { system: counted.system, labels: counted.labels, matrix })
    };
    let systems = counted.into_iter().map(complete).collect::<Result<_>>()?;
    Ok((table, systems))
}

fn read(
    path: &Path,
    positive: Option<&PositiveClass>,
    weights: Weights<'_>,
) -> Result<(Table, Vec<Counted>)> {
    let table = open(path)?;
    check_one_layout(&table)?;
    weights.check(&table)?;
    let has_any = |columns: Columns| columns.required[1..].iter().any(|c| table.has_column(c));
    let counted = match (has_any(WIDE), has_any(LONG), positive) {
        (true, _, None) => wide::rows(&table, weights)?,
        (true, ..) => {
            let message = "four counts a row, expected classes to look for the positive one in";
            return Err(Error::file(path, message)
                .with_remedy("leave out --positive, or give one count a row with its classes"));
        }
        (false, true, _) => long::rows(&table, positive, weights)?,
        (false, false, _) => {
            return Err(no_counts(&table));
        }
    };
    Ok((table, counted))
}

/// Whether a table has columns of confusion counts.
pub(super) fn is_confusion(table: &Table) -> bool {
    table.has_column("tp") || (table.has_column("actual") && table.has_column("predicted"))
}

fn no_counts(table: &Table) -> Error {
    let found = table.header().join(", ");
    let error = table.header_error(format!(
        "no columns of counts, found {found}, expected system, tp, fp, fn, tn or system, actual, \
         predicted, count"
    ));
    let known = |name: &String| WIDE.required.contains(&name.to_lowercase().as_str());
    if table.header().iter().filter(|name| known(name)).count() > 1 {
        return error.with_remedy("write the names of the columns in small letters");
    }
    error.with_remedy("name the columns so, in any order")
}

/// Refuses a table with the columns of both layouts: which of the counts are meant cannot be told.
pub(super) fn check_one_layout(table: &Table) -> Result<()> {
    let found = |columns: Columns| -> Vec<&str> {
        let own = columns.required[1..].iter().copied();
        own.filter(|column| table.has_column(column)).collect()
    };
    let (wide, long) = (found(WIDE), found(LONG));
    if wide.is_empty() || !long.contains(&"count") && long.len() < 2 {
        return Ok(());
    }
    let message = format!(
        "columns of two layouts, {} and {}, expected those of one",
        wide.join(", "),
        long.join(", ")
    );
    Err(table.header_error(message).with_remedy("remove or rename the columns of the other"))
}

pub(super) fn open(path: &Path) -> Result<Table> {
    Table::expected(path, "a CSV file of confusion counts")
}

pub(super) const DISTINGUISH: &str = "remove one, or tell them apart by a further column";
const TOO_MANY: &str = "the counts add up to more than 18446744073709551615";
const ADD_IT: &str = "add it, with a count of 0 where there were none";

/// The refusal of counts whose sum is no count, at the place that `at` gives it.
pub(super) fn too_many(at: impl FnOnce(String) -> Error) -> Error {
    at(TOO_MANY.to_owned()).with_remedy("look for a count with digits too many")
}

impl Counted {
    /// The four counts, all of which must be there.
    fn complete(&self, table: &Table, positive: Option<&PositiveClass>) -> Result<ConfusionMatrix> {
        let place = |message: String| Error::line(table.path(), self.line, message);
        let cell = |actual: bool, predicted: bool| {
            let found = self.cells.get(&(actual, predicted)).map(|cell| cell.count());
            found.ok_or_else(|| {
                let missing = long::in_words(table, positive, (actual, predicted));
                let message = format!(
                    "system \"{}\" has no row for {missing}, expected one for each of the four",
                    self.system
                );
                place(message).with_remedy(ADD_IT)
            })
        };
        let cells = Cells {
            true_positives: cell(true, true)?,
            false_positives: cell(false, true)?,
            false_negatives: cell(true, false)?,
            true_negatives: cell(false, false)?,
        };
        ConfusionMatrix::new(cells).ok_or_else(|| too_many(place))
    }
}

pub(super) fn identity(row: &Row<'_>, names: &[&str]) -> Result<(String, Labels)> {
    let labels = names.iter().map(|name| ((*name).to_owned(), row.text(name).to_owned()));
    Ok((row.required("system")?.to_owned(), Labels(labels.collect())))
}

/// Reads the whole number in column `name`, none of which may be left open.
pub(super) fn count(row: &Row<'_>, name: &str) -> Result<u64> {
    let text = row.text(name);
    let is_number = || text.parse::<f64>().is_ok_and(f64::is_finite);
    row.parsed(name, EXPECTED_COUNT, parse_count).map_err(|error| {
        let remedy = match count_remedy(text) {
            _ if text.is_empty() => "all four counts must be known; write 0 only for none",
            Some(remedy) => remedy,
            None if is_number() => "give the count itself, not a share, an average or a weight",
            None => "give the count itself",
        };
        error.with_remedy(remedy)
    })
}
