//! Numbers between 0 and 1.

use serde::Serialize;

use crate::error::{Error, Result};

/// A probability or share: a number in `[0, 1]`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct Probability(f64);

impl Probability {
    /// Certainty, or all of it.
    pub const ONE: Self = Self(1.0);

    /// Returns `value` as a probability.
    ///
    /// # Errors
    ///
    /// If `value` is not in `[0, 1]`.
    pub fn new(value: f64) -> Result<Self> {
        if (0.0..=1.0).contains(&value) {
            Ok(Self(value))
        } else {
            Err(Error::request(format!("a share of {value}, expected a number from 0 to 1")))
        }
    }

    /// The number itself, in `[0, 1]`.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }

    /// What is missing to 1, where the number is taken as the decimal that it was written as, of up
    /// to 15 digits: of 0.999999 this is 0.000001, and not the 0.0000010000000000287557 that a subtraction gives.
    ///
    /// ```
    /// use baserate::quantity::Probability;
    ///
    /// let specificity = Probability::new(0.999_999).unwrap();
    /// assert_eq!(specificity.turned_round().get(), 1e-6);
    /// ```
    #[must_use]
    pub fn turned_round(self) -> Self {
        Self(decimal_rest(self.0).unwrap_or(1.0 - self.0))
    }
}

/// What is missing to 1, by the digits of the shortest decimal; `None` for one with so many digits
/// that a subtraction loses nothing.
fn decimal_rest(share: f64) -> Option<f64> {
    let text = share.to_string();
    let digits = text.strip_prefix("0.")?;
    let places = u32::try_from(digits.len()).ok()?;
    let rest = 10_u64.checked_pow(places)?.checked_sub(digits.parse().ok()?)?;
    format!("{rest}e-{places}").parse().ok()
}

/// A confidence level: a number strictly between 0 and 1, such as 0.95.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(f64);

impl Confidence {
    /// 95 %, the level used when none is asked for.
    pub const DEFAULT: Self = Self(0.95);

    /// Returns `level` as a confidence level.
    ///
    /// # Errors
    ///
    /// If `level` is not strictly between 0 and 1.
    pub fn new(level: f64) -> Result<Self> {
        if level > 0.0 && level < 1.0 {
            Ok(Self(level))
        } else {
            Err(Error::request(format!(
                "a confidence of {level}, expected a number between 0 and 1"
            ))
            .with_remedy("write 0.95 for 95 %"))
        }
    }

    /// The level itself, such as 0.95.
    #[must_use]
    pub fn level(self) -> f64 {
        self.0
    }

    /// The level that each of so many intervals must have for all of them to hold together at this
    /// one, however they depend on each other: `1 - (1 - level) / intervals` (Bonferroni).
    ///
    /// ```
    /// use baserate::quantity::Confidence;
    ///
    /// assert!((Confidence::DEFAULT.shared_by(2).level() - 0.975).abs() < 1e-12);
    /// ```
    #[must_use]
    pub fn shared_by(self, intervals: u32) -> Self {
        let level = 1.0 - (1.0 - self.0) / f64::from(intervals.max(1));
        Self(level.min(1.0 - f64::EPSILON / 2.0))
    }

    /// The probability left in each tail of a two-sided interval, `(1 - level) / 2`.
    #[must_use]
    pub fn tail(self) -> f64 {
        (1.0 - self.0) / 2.0
    }

    /// The probability left in the one tail of a bound, `1 - level`.
    #[must_use]
    pub fn one_sided_tail(self) -> f64 {
        1.0 - self.0
    }

    /// The level at which each of `parts` independent intervals has to hold so that all of them hold
    /// together at this one: `level^(1/parts)`.
    ///
    /// Source: Šidák, *Journal of the American Statistical Association* 62, 1967.
    ///
    /// ```
    /// use baserate::quantity::Confidence;
    ///
    /// let each = Confidence::DEFAULT.of_each(2);
    /// assert!((each.level() * each.level() - 0.95).abs() < 1e-15);
    /// ```
    #[must_use]
    pub fn of_each(self, parts: u32) -> Self {
        Self(self.0.powf(1.0 / f64::from(parts.max(1))))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_to_1_has_the_digits_of_the_decimal() {
        for (share, rest) in [
            (0.0, 1.0),
            (1.0, 0.0),
            (0.84, 0.16),
            (0.999, 0.001),
            (0.999_999, 1e-6),
            (0.999_999_999_98, 2e-11),
            (0.999_999_999_999_998, 2e-15),
            (1e-3, 0.999),
            (1e-20, 1.0),
        ] {
            let found = Probability(share).turned_round();
            assert_eq!(found, Probability(rest), "{share}");
        }
        let third = Probability(1.0 / 3.0).turned_round().get();
        assert!((third - 2.0 / 3.0).abs() < 1e-15);
    }
}
