//! A share together with what is missing to the whole.

use crate::quantity::Rate;

/// A number in `[0, 1]` and what is missing to 1, both to full precision.
///
/// `1 - x` loses every digit of a rare event's share once it is turned round; keeping both does not.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    x: f64,
    rest: f64,
}

impl Share {
    pub(super) const UNKNOWN: Self = Self { x: f64::NAN, rest: f64::NAN };

    /// Returns the share `x`; NaN unless it is in `[0, 1]`.
    #[must_use]
    pub fn new(x: f64) -> Self {
        if (0.0..=1.0).contains(&x) { Self { x, rest: 1.0 - x } } else { Self::UNKNOWN }
    }

    /// Returns the share `odds / (1 + odds)`, for odds from 0 to infinity.
    ///
    /// ```
    /// use baserate::special::Share;
    ///
    /// let rare = Share::from_odds(1e-20);
    /// assert_eq!(rare.turned_round().rest(), 1e-20);
    /// ```
    #[must_use]
    pub fn from_odds(odds: f64) -> Self {
        Self { x: 1.0 / (1.0 + 1.0 / odds), rest: 1.0 / (1.0 + odds) }
    }

    /// Returns the share whose natural logarithm is `log`, 0 at the most.
    #[must_use]
    pub fn from_log(log: f64) -> Self {
        Self { x: log.exp(), rest: -log.exp_m1() }
    }

    /// Returns the share `x` of which `rest` is missing to 1, as the caller vouches.
    pub(crate) fn with_rest(x: f64, rest: f64) -> Self {
        Self { x, rest }
    }

    /// The odds, `x / (1 - x)`.
    #[must_use]
    pub fn odds(self) -> f64 {
        self.x / self.rest
    }

    /// The natural logarithm of the odds, `ln(x / (1 - x))`.
    #[must_use]
    pub fn log_odds(self) -> f64 {
        self.odds().ln()
    }

    /// The share itself, in `[0, 1]`.
    #[must_use]
    pub fn x(self) -> f64 {
        self.x
    }

    /// What is missing to the whole, `1 - x`.
    #[must_use]
    pub fn rest(self) -> f64 {
        self.rest
    }

    /// The share of everything else.
    #[must_use]
    pub fn turned_round(self) -> Self {
        Self { x: self.rest, rest: self.x }
    }
}

impl From<Rate> for Share {
    fn from(rate: Rate) -> Self {
        Self { x: rate.share(), rest: rate.turned_round().share() }
    }
}
