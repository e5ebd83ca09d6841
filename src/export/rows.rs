//! Rows to CSV.

use crate::error::{Error, Result};

/// Returns `rows`, each with as many fields as the first, as CSV.
///
/// # Errors
///
/// If the rows cannot be written.
pub(super) fn csv(rows: impl IntoIterator<Item = Vec<String>>) -> Result<String> {
    let failed =
        |error: &dyn std::fmt::Display| Error::request(format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in rows {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}
