//! Numbers as they are written on the command line.

use crate::input::{EXPECTED_RATE, count_remedy, parse_rate};
use crate::quantity::Rate;

/// Reads a share from 0 to 1, or the counts of a sample: `0.1%`, `1 in 1000`, `2 of 100000`.
pub(super) fn rate(text: &str) -> std::result::Result<Rate, String> {
    parse_rate(text).ok_or_else(|| no_number(text, &format!("expected {EXPECTED_RATE}")))
}

/// Why `text` is refused as a number, with the remedy where it has a comma.
pub(super) fn no_number(text: &str, expected: &str) -> String {
    if text.contains(',') {
        format!("{expected}; write decimals with a point, and thousands without a separator")
    } else {
        expected.to_owned()
    }
}

/// Why `text` is refused as a count, with the remedy where it gives one away.
pub(super) fn no_count(text: &str, expected: &str) -> String {
    let remedy = count_remedy(text).map(|remedy| format!("; {remedy}"));
    format!("{expected}{}", remedy.unwrap_or_default())
}
