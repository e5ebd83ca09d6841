//! Numbers as they are written on the command line.

use std::num::NonZeroU64;
use std::str::FromStr;

use crate::input::{EXPECTED_RATE, count_remedy, parse_count, parse_rate, parse_share};
use crate::quantity::{Probability, Rate};

/// A probability as it is written on the command line: `0.84`, `84%`, `1e-6`, `1 in 50e9`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share(pub(super) Probability);

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let share = parse_share(text).and_then(|share| Probability::new(share).ok());
        let expected = "expected a share from 0 to 1, such as 0.84, 84%, 1e-6 or 1 in 50e9";
        share.map(Self).ok_or_else(|| no_number(text, expected))
    }
}

/// A whole number as it is written on the command line: `12300000000`, `12.3e9`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count(pub(super) u64);

impl FromStr for Count {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let expected = "expected a whole number, such as 340000 or 12.3e9";
        parse_count(text).map(Self).ok_or_else(|| no_count(text, expected))
    }
}

/// A number above 0: how many times as much something counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times(pub(super) f64);

impl FromStr for Times {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
        number.map(Self).ok_or_else(|| no_number(text, "expected a number above 0, such as 100"))
    }
}

/// Reads a whole number that is not 0.
pub(super) fn at_least_one(text: &str) -> std::result::Result<NonZeroU64, String> {
    let number = parse_count(text).and_then(NonZeroU64::new);
    number.ok_or_else(|| no_count(text, "expected a whole number of at least 1"))
}

/// Reads the seed of a random number generator.
pub(super) fn seed(text: &str) -> std::result::Result<u64, &'static str> {
    text.parse().map_err(|_| "expected a whole number from 0 to 18446744073709551615")
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_from_0_to_1() {
        for (text, share) in [("0", 0.0), ("84%", 0.84), ("1 in 50e9", 2e-11), ("1", 1.0)] {
            assert_eq!(text.parse().map(|Share(share)| share.get()), Ok(share), "{text}");
        }
        for text in ["-0.1", "1.1", "101%", "NaN", "", "one", "1 in 0"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }
}
