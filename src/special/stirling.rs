//! Factorials by their saddle-point form, in which nothing large cancels.
//!
//! ```text
//! ln(c!) = ½ ln(2πc) + c ln(c) - c + δ(c)
//! ```
//!
//! Binomial and hypergeometric probabilities are products of such terms. The powers `c ln(c)` join
//! into deviances, how far each count is from its expectation, and these are small where the
//! probability is not. Source: Loader, *Fast and accurate computation of binomial probabilities*,
//! 2000.

use std::f64::consts::TAU;

use cdflib::special::internal::{dstrem, rlog1};

/// A count and what was expected in its place.
#[derive(Clone, Copy)]
pub(crate) struct Cell {
    /// The count.
    pub(crate) count: f64,
    /// What was expected.
    pub(crate) expected: f64,
    /// The count less the expectation, known better than the two subtracted.
    pub(crate) excess: f64,
}

impl Cell {
    /// Returns `c ln(c / m) + m - c`, the deviance of the count `c` from its expectation `m`: 0 where
    /// they agree, `m` where the count is 0.
    #[must_use]
    pub(crate) fn deviance(self) -> f64 {
        if self.count == 0.0 {
            self.expected
        } else if self.excess.abs() < self.count / 2.0 {
            self.count * rlog1(-self.excess / self.count)
        } else {
            self.count * (self.count / self.expected).ln() - self.excess
        }
    }

    /// Returns the logarithm of what the cell gives to a probability.
    pub(super) fn log_weight(self) -> f64 {
        -self.deviance() - log_scale(self.count)
    }
}

/// Returns `½ ln(2πc) + δ(c)`: what the logarithm of `c!` has besides the powers, 0 for no count.
pub(super) fn log_scale(count: f64) -> f64 {
    if count > 0.0 { (TAU * count).ln() / 2.0 + dstrem(count) } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn factorials() {
        let mut factorial = 1.0_f64;
        for count in 1..=20 {
            let count = f64::from(count);
            factorial *= count;
            let found = log_scale(count) + count * count.ln() - count;
            assert!((found - factorial.ln()).abs() < 2e-14, "{count}: {found}");
        }
    }

    #[test]
    fn deviances_at_the_ends() {
        let same = Cell { count: 7.0, expected: 7.0, excess: 0.0 };
        let none = Cell { count: 0.0, expected: 2.5, excess: -2.5 };
        assert_eq!((same.deviance().abs(), none.deviance()), (0.0, 2.5));
    }

    /// Both forms where they meet.
    #[test]
    fn forms_agree() {
        for (expected, excess) in [(4.000_001, 3.999_999), (3.999_999, 4.000_001)] {
            let cell = Cell { count: 8.0, expected, excess };
            let plain = 8.0 * (8.0 / expected).ln() - excess;
            assert!((cell.deviance() / plain - 1.0).abs() < 1e-14);
        }
    }
}
