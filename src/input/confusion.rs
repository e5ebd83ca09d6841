//! Confusion counts: four to a row, or one to a row with its truth and its decision.

use std::collections::BTreeMap;
use std::path::Path;

use super::number::{EXPECTED_COUNT, count_remedy, parse_count};
use super::table::{Columns, Row, Table};
use crate::confusion::{Cells, ConfusionMatrix, Labels, SystemCounts};
use crate::error::{Error, Result};

const WIDE: Columns =
    Columns { required: &["system", "tp", "fp", "fn", "tn"], optional: &[], labels: true };

pub(super) const LONG: Columns =
    Columns { required: &["system", "actual", "predicted", "count"], optional: &[], labels: true };

/// Which class of the long layout is looked for, where it has others than true and false.
pub type PositiveClass = String;

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
    let table = open(path)?;
    let has_any = |columns: Columns| columns.required[1..].iter().any(|c| table.has_column(c));
    check_one_layout(&table)?;
    let systems = match (has_any(WIDE), has_any(LONG), positive) {
        (true, _, None) => wide(&table)?,
        (true, ..) => {
            let message = "four counts a row, expected classes to look for the positive one in";
            return Err(Error::file(path, message)
                .with_remedy("leave out --positive, or give one count a row with its classes"));
        }
        (false, true, _) => long(&table, positive)?,
        (false, false, _) => {
            let found = table.header().join(", ");
            return Err(table.header_error(format!(
                "no columns of counts, found {found}, expected system, tp, fp, fn, tn or system, \
                 actual, predicted, count"
            )));
        }
    };
    Ok((table, systems))
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
    if path != Path::new("-") && !path.exists() {
        let message = "no such file, expected a CSV file of confusion counts";
        return Err(Error::file(path, message));
    }
    Table::read(path)
}

fn wide(table: &Table) -> Result<Vec<SystemCounts>> {
    table.check(WIDE)?;
    let names = table.labels(WIDE);
    let mut seen: BTreeMap<(String, Labels), u64> = BTreeMap::new();
    let mut systems = Vec::new();
    for row in table.rows() {
        let (system, labels) = identity(&row, &names)?;
        let cells = Cells {
            true_positives: count(&row, "tp")?,
            false_positives: count(&row, "fp")?,
            false_negatives: count(&row, "fn")?,
            true_negatives: count(&row, "tn")?,
        };
        if let Some(line) = seen.insert((system.clone(), labels.clone()), row.line()) {
            let message = format!("system \"{system}\" is on line {line} already, expected once");
            return Err(row.error(message).with_remedy(DISTINGUISH));
        }
        let matrix = ConfusionMatrix::new(cells).ok_or_else(|| row.error(TOO_MANY))?;
        systems.push(SystemCounts { system, labels, matrix });
    }
    Ok(systems)
}

pub(super) const DISTINGUISH: &str = "remove one, or tell them apart by a further column";
pub(super) const TOO_MANY: &str = "the counts add up to more than 18446744073709551615";

/// The counts of one system while the rows of the long layout are read.
#[derive(Default)]
struct Collected<'a> {
    /// The first line.
    line: u64,
    seen: BTreeMap<(&'a str, &'a str), u64>,
    cells: BTreeMap<(bool, bool), u64>,
}

fn long(table: &Table, positive: Option<&PositiveClass>) -> Result<Vec<SystemCounts>> {
    table.check(LONG)?;
    let names = table.labels(LONG);
    let mut systems: BTreeMap<(String, Labels), Collected<'_>> = BTreeMap::new();
    for row in table.rows() {
        let new = Collected { line: row.line(), ..Collected::default() };
        systems.entry(identity(&row, &names)?).or_insert(new).add(&row, positive)?;
    }
    if let Some(class) = positive {
        check_class(table, class)?;
    }
    let mut systems: Vec<_> = systems.into_iter().collect();
    systems.sort_by_key(|(_, collected)| collected.line);
    let matrix = |((system, labels), collected): ((String, Labels), Collected<'_>)| {
        let place = |message: String| Error::line(table.path(), collected.line, message);
        let cells = collected.cells(&system).map_err(|message| {
            place(message).with_remedy("add it, with a count of 0 where there were none")
        })?;
        let matrix = ConfusionMatrix::new(cells).ok_or_else(|| place(TOO_MANY.to_owned()))?;
        Ok(SystemCounts { system, labels, matrix })
    };
    systems.into_iter().map(matrix).collect()
}

impl<'a> Collected<'a> {
    fn add(&mut self, row: &Row<'a>, positive: Option<&PositiveClass>) -> Result<()> {
        let cell = (class(row, "actual", positive)?, class(row, "predicted", positive)?);
        let pair = (row.text("actual"), row.text("predicted"));
        if let Some(line) = self.seen.insert(pair, row.line()) {
            let message = format!(
                "actual \"{}\" and predicted \"{}\" are on line {line} already, expected once",
                pair.0, pair.1
            );
            return Err(row.error(message).with_remedy(DISTINGUISH));
        }
        let total = self.cells.entry(cell).or_default();
        *total = total.checked_add(count(row, "count")?).ok_or_else(|| row.error(TOO_MANY))?;
        Ok(())
    }

    fn cells(&self, system: &str) -> std::result::Result<Cells, String> {
        let cell = |actual: bool, predicted: bool| {
            let word = |positive| if positive { "positive" } else { "negative" };
            self.cells.get(&(actual, predicted)).copied().ok_or_else(|| {
                format!(
                    "system \"{system}\" has no row for actual {} and predicted {}, expected one \
                     for each of the four",
                    word(actual),
                    word(predicted)
                )
            })
        };
        Ok(Cells {
            true_positives: cell(true, true)?,
            false_positives: cell(false, true)?,
            false_negatives: cell(true, false)?,
            true_negatives: cell(false, false)?,
        })
    }
}

/// Whether the class in column `name` is the one that is looked for.
fn class(row: &Row<'_>, name: &str, positive: Option<&PositiveClass>) -> Result<bool> {
    let text = row.required(name)?;
    if let Some(positive) = positive {
        return Ok(text == positive);
    }
    let expected = "true, 1 or positive, or else false, 0 or negative";
    let parsed = row.parsed(name, expected, |text| match text.to_lowercase().as_str() {
        "true" | "1" | "positive" => Some(true),
        "false" | "0" | "negative" => Some(false),
        _ => None,
    });
    parsed.map_err(|error| {
        error.with_remedy(
            "or name the class to look for with --positive, or ask for all with --multiclass",
        )
    })
}

fn check_class(table: &Table, class: &str) -> Result<()> {
    let mut classes: Vec<&str> =
        table.rows().flat_map(|row| [row.text("actual"), row.text("predicted")]).collect();
    classes.sort_unstable();
    classes.dedup();
    if classes.contains(&class) {
        return Ok(());
    }
    let message = format!("no class \"{class}\", found {}", classes.join(", "));
    Err(Error::file(table.path(), message).with_remedy("name one of these with --positive"))
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
