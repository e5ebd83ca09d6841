//! The standard normal distribution.

use cdflib::special::{cumnor, dinvnr};

/// Returns the probabilities below and above `z` in a standard normal distribution.
///
/// Each tail is computed directly. Source: Cody, *Mathematics of Computation* 23, 1969.
///
/// ```
/// use baserate::special::normal_tails;
///
/// let (lower, upper) = normal_tails(6.0);
/// assert!((upper / 9.865876450376982e-10 - 1.0).abs() < 1e-13);
/// assert!((lower - 1.0).abs() < 1e-8);
/// ```
#[must_use]
pub fn normal_tails(z: f64) -> (f64, f64) {
    match z {
        f64::INFINITY => (1.0, 0.0),
        f64::NEG_INFINITY => (0.0, 1.0),
        z => cumnor(z),
    }
}

/// Returns the `z` that leaves the probability `tail` above it in a standard normal distribution.
///
/// Right to all digits, but to 1e-16 absolute where `z` is near 0. NaN unless `tail` is strictly
/// between 0 and 1. Source: Cody, *Mathematics of Computation* 23,
/// 1969, for the distribution function, inverted by Newton's method.
///
/// ```
/// use baserate::special::normal_upper_quantile;
///
/// assert!((normal_upper_quantile(0.025) - 1.959963984540054).abs() < 1e-15);
/// ```
#[must_use]
pub fn normal_upper_quantile(tail: f64) -> f64 {
    -dinvnr(tail, 1.0 - tail)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        assert!(normal_upper_quantile(0.0).is_nan());
        assert!(normal_tails(f64::NAN).0.is_nan());
        assert_eq!(normal_tails(f64::INFINITY), (1.0, 0.0));
        assert_eq!(normal_tails(0.0), (0.5, 0.5));
    }
}
