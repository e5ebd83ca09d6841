//! Decisions among several classes, one count to a row with its true and its decided class.

use std::collections::BTreeMap;
use std::path::Path;

use super::confusion::{DISTINGUISH, LONG, check_one_layout, count, identity, open, too_many};
use super::table::Table;
use crate::confusion::{ClassMatrix, Labels, SystemClasses};
use crate::error::{Error, Result};

/// The first line of a system, and its counts by true and decided class.
type Counted = (u64, BTreeMap<(String, String), u64>);

/// Returns the table and the counts by class in the file at `path`, or on standard input where that is
/// `-`, in the order in which the systems appear. The header is `system,actual,predicted,count`; all
/// other columns but `class` are labels. Pairs of different classes without a row have no items.
///
/// # Errors
///
/// If the file cannot be read or is not in this layout, a count is not a whole number, a pair is there
/// twice or, for one class with itself, missing, or the counts of a system add up to more than a
/// `u64` holds.
pub fn read_classes(path: &Path) -> Result<(Table, Vec<SystemClasses>)> {
    let table = open(path)?;
    check_one_layout(&table)?;
    table.check(LONG)?;
    let names = table.labels(LONG);
    if names.contains(&"class") {
        let message = "a label is called \"class\", which is the name for the class of a result";
        return Err(table.header_error(message.to_owned()).with_remedy("rename the column"));
    }
    let mut systems: BTreeMap<(String, Labels), Counted> = BTreeMap::new();
    for row in table.rows() {
        let new = || (row.line(), BTreeMap::new());
        let (_, counts) = systems.entry(identity(&row, &names)?).or_insert_with(new);
        let (actual, predicted) = (row.required("actual")?, row.required("predicted")?);
        let count = count(&row, "count")?;
        if counts.insert((actual.to_owned(), predicted.to_owned()), count).is_some() {
            let message = format!(
                "actual \"{actual}\" and predicted \"{predicted}\" are there twice, expected once"
            );
            return Err(row.error(message).with_remedy(DISTINGUISH));
        }
    }
    let mut systems: Vec<_> = systems.into_iter().collect();
    systems.sort_by_key(|(_, (line, _))| *line);
    let matrix = |((system, labels), (line, counts)): ((String, Labels), Counted)| {
        if let Some(class) = without_right_ones(&counts) {
            let message = format!(
                "no row for actual \"{class}\" and predicted \"{class}\", expected one for every class"
            );
            let remedy = "write the number that were decided rightly, 0 where there were none";
            return Err(Error::line(table.path(), line, message).with_remedy(remedy));
        }
        let matrix = ClassMatrix::new(&counts);
        let matrix =
            matrix.ok_or_else(|| too_many(|message| Error::line(table.path(), line, message)))?;
        Ok(SystemClasses { system, labels, matrix })
    };
    let systems = systems.into_iter().map(matrix).collect::<Result<_>>()?;
    Ok((table, systems))
}

/// A class of which no row says how many were decided rightly, where there is one.
fn without_right_ones(counts: &BTreeMap<(String, String), u64>) -> Option<&str> {
    let mut classes = counts.keys().flat_map(|(actual, predicted)| [actual, predicted]);
    let missing = |class: &&String| !counts.contains_key(&((*class).clone(), (*class).clone()));
    classes.find(missing).map(String::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_class_without_a_row_of_its_own_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("counts.csv");
        let rows = "A,cat,cat,3\nA,dog,dog,3\nA,fox,cat,2\n";
        std::fs::write(&path, format!("system,actual,predicted,count\n{rows}")).unwrap();
        let error = read_classes(&path).unwrap_err().to_string();
        assert!(error.contains("no row for actual \"fox\" and predicted \"fox\""), "{error}");
    }
}
