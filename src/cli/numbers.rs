//! Numbers as they are written on the command line.

use std::num::NonZeroU64;
use std::str::FromStr;

use crate::input::{parse_count, parse_share};
use crate::quantity::Probability;

/// A probability as it is written on the command line: `0.84`, `84%`, `1e-6`, `1 in 50e9`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share(pub(super) Probability);

impl FromStr for Share {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let share = parse_share(text).and_then(|share| Probability::new(share).ok());
        share.map(Self).ok_or("expected a share from 0 to 1, such as 0.84, 84%, 1e-6 or 1 in 50e9")
    }
}

/// A whole number as it is written on the command line: `12300000000`, `12.3e9`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count(pub(super) u64);

impl FromStr for Count {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        parse_count(text).map(Self).ok_or("expected a whole number, such as 340000 or 12.3e9")
    }
}

/// A number above 0: how many times as much something counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Times(pub(super) f64);

impl FromStr for Times {
    type Err = &'static str;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let number = text.parse().ok().filter(|number: &f64| number.is_finite() && *number > 0.0);
        number.map(Self).ok_or("expected a number above 0, such as 100")
    }
}

/// Reads a whole number that is not 0.
pub(super) fn at_least_one(text: &str) -> std::result::Result<NonZeroU64, &'static str> {
    let number = parse_count(text).and_then(NonZeroU64::new);
    number.ok_or("expected a whole number of at least 1")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_from_0_to_1() {
        for (text, share) in [("0", 0.0), ("84%", 0.84), ("1 in 50e9", 2e-11), ("1", 1.0)] {
            assert_eq!(text.parse().map(|Share(share)| share.get()), Ok(share));
        }
        for text in ["-0.1", "1.1", "101%", "NaN", "", "one", "1 in 0"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }
}
