//! Rates as they are written on the command line.

use crate::input::{EXPECTED_RATE, parse_rate};
use crate::quantity::Rate;

/// Reads a share from 0 to 1, or the counts of a sample: `0.1%`, `1 in 1000`, `2 of 100000`.
pub(super) fn rate(text: &str) -> std::result::Result<Rate, String> {
    parse_rate(text).ok_or_else(|| format!("expected {EXPECTED_RATE}"))
}
