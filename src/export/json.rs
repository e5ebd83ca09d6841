//! JSON.

use serde::Serialize;

use crate::error::{Error, Result};
use crate::evaluation::Outcome;

/// Returns `outcome` as one indented JSON object; a number that is undefined or infinite is null.
///
/// # Errors
///
/// If the result cannot be represented.
pub fn json<T: Serialize>(outcome: &Outcome<T>) -> Result<String> {
    serde_json::to_string_pretty(outcome)
        .map(|text| text + "\n")
        .map_err(|error| Error::request(format!("the result cannot be written as JSON: {error}")))
}
