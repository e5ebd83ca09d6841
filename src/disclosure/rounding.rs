//! How a printed figure was rounded, and so which whole numbers it may stand for.

use std::fmt;

use crate::quantity::{CountRange, real, whole};

/// How a source rounded a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rounding {
    /// Not rounded.
    Exact,
    /// To the nearest multiple of this many: 6.6 million is `nearest:100000`.
    Nearest(u64),
    /// To within this many per cent either way.
    About(f64),
    /// The figure is a lower bound ("more than 50 000").
    AtLeast,
    /// The figure is an upper bound ("fewer than 10").
    AtMost,
}

impl Rounding {
    /// What a file may say, for messages.
    pub const EXPECTED: &'static str = "exact, nearest:N, about:PERCENT, at-least or at-most";

    /// Returns the rounding that `text` stands for, or `None` when it is none of
    /// [`EXPECTED`](Self::EXPECTED).
    #[must_use]
    pub fn from_word(text: &str) -> Option<Self> {
        match text.split_once(':') {
            None => match text {
                "exact" => Some(Self::Exact),
                "at-least" => Some(Self::AtLeast),
                "at-most" => Some(Self::AtMost),
                _ => None,
            },
            Some(("nearest", unit)) => {
                unit.parse().ok().filter(|unit| *unit > 0).map(Self::Nearest)
            }
            Some(("about", percent)) => percent
                .trim_end_matches('%')
                .parse()
                .ok()
                .filter(|percent| (0.0..100.0).contains(percent))
                .map(Self::About),
            Some(_) => None,
        }
    }

    /// Returns every whole number that `value`, so rounded, may stand for. Half a unit either way
    /// belongs to it, since sources do not say which way they round a half.
    ///
    /// ```
    /// use baserate::disclosure::Rounding;
    ///
    /// let range = Rounding::Nearest(10_000).range(340_000);
    /// assert_eq!((range.low(), range.high()), (335_000, Some(345_000)));
    /// ```
    #[must_use]
    pub fn range(self, value: u64) -> CountRange {
        match self {
            Self::Exact => CountRange::exactly(value),
            Self::Nearest(unit) => around(value, unit / 2),
            Self::About(percent) => around(value, share_of(value, percent)),
            Self::AtLeast => CountRange::at_least(value),
            Self::AtMost => around(value, 0).hull(CountRange::exactly(0)),
        }
    }
}

fn around(value: u64, margin: u64) -> CountRange {
    let low = CountRange::exactly(value.saturating_sub(margin));
    low.hull(CountRange::exactly(value.saturating_add(margin)))
}

fn share_of(value: u64, percent: f64) -> u64 {
    whole(real(value) * percent / 100.0)
}

impl fmt::Display for Rounding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Exact => f.write_str("exact"),
            Self::Nearest(unit) => write!(f, "nearest:{unit}"),
            Self::About(percent) => write!(f, "about:{percent}"),
            Self::AtLeast => f.write_str("at-least"),
            Self::AtMost => f.write_str("at-most"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_and_written_back() {
        for text in ["exact", "nearest:100000", "about:2.5", "at-least", "at-most"] {
            assert_eq!(Rounding::from_word(text).unwrap().to_string(), text);
        }
        for text in ["approx", "nearest:0", "nearest:", "nearest:1.5", "about:-1", "about:100"] {
            assert_eq!(Rounding::from_word(text), None, "{text}");
        }
    }

    #[test]
    fn ranges_hold_the_value_and_all_that_rounds_to_it() {
        let ends = |rounding: Rounding, value| {
            let range = rounding.range(value);
            (range.low(), range.high())
        };
        assert_eq!(ends(Rounding::Exact, 207), (207, Some(207)));
        assert_eq!(ends(Rounding::Nearest(100), 100), (50, Some(150)));
        assert_eq!(ends(Rounding::Nearest(1000), 0), (0, Some(500)));
        assert_eq!(ends(Rounding::Nearest(5), 10), (8, Some(12)));
        assert_eq!(ends(Rounding::About(10.0), 1005), (905, Some(1105)));
        assert_eq!(ends(Rounding::AtLeast, 50_000), (50_000, None));
        assert_eq!(ends(Rounding::AtMost, 10), (0, Some(10)));
    }
}
