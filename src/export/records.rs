//! CSV.

use std::fmt::Display;

use crate::error::{Error, Result};

/// Returns `records` as CSV.
pub(super) fn csv_text(records: impl IntoIterator<Item = Vec<String>>) -> Result<String> {
    fn failed(error: impl Display) -> Error {
        Error::request(format!("cannot write CSV: {error}"))
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        writer.write_record(record).map_err(failed)?;
    }
    String::from_utf8(writer.into_inner().map_err(failed)?).map_err(failed)
}
