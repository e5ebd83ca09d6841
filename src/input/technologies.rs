//! `technologies.csv`: who uses which technology.

use super::table::{Columns, Table};
use crate::disclosure::Technology;
use crate::error::Result;

const COLUMNS: Columns = Columns {
    required: &["name", "used_by"],
    optional: &["kind", "maker", "source", "note"],
    labels: false,
};

/// Whether a table has the header of `technologies.csv`.
pub(super) fn is_technologies(table: &Table) -> bool {
    table.has_column("used_by")
}

/// Returns the technologies of a table in the layout of `technologies.csv`, in its order.
///
/// # Errors
///
/// If the table has other columns, or a row has no name.
pub fn read_technologies(table: &Table) -> Result<Vec<Technology>> {
    table.check(COLUMNS)?;
    let list = |text: &str| {
        let names = text.split(';').map(str::trim).filter(|name| !name.is_empty());
        names.map(str::to_owned).collect()
    };
    let technology = |row: super::table::Row<'_>| {
        Ok(Technology {
            name: row.required("name")?.to_owned(),
            used_by: list(row.text("used_by")),
        })
    };
    table.rows().map(technology).collect()
}
