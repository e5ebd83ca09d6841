//! Rows as CSV.

use crate::error::{Error, Result};

/// Returns `header` and `rows` as CSV.
///
/// # Errors
///
/// If the rows cannot be written.
pub(super) fn written<R>(header: &[String], rows: R) -> Result<String>
where
    R: IntoIterator<Item = Vec<String>>,
{
    let failed =
        |error: &dyn std::fmt::Display| Error::request(format!("cannot write CSV: {error}"));
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| failed(&error))?;
    for row in rows {
        writer.write_record(row).map_err(|error| failed(&error))?;
    }
    let bytes = writer.into_inner().map_err(|error| failed(&error))?;
    String::from_utf8(bytes).map_err(|error| failed(&error))
}
