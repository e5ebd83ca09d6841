//! Numbers between 0 and 1.

use crate::error::{Error, Result};

/// A probability or share: a number in `[0, 1]`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Probability(f64);

impl Probability {
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
