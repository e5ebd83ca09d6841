//! JSON.

use serde::Serialize;

use crate::error::{Error, Result};

/// Returns `result` as one indented JSON object; a number that is undefined or infinite is null.
///
/// # Errors
///
/// If the result cannot be represented.
pub fn json(result: &impl Serialize) -> Result<String> {
    serde_json::to_string_pretty(result)
        .map(|text| text + "\n")
        .map_err(|error| Error::request(format!("the result cannot be written as JSON: {error}")))
}
