//! Student's t distribution.

use super::Share;
use super::beta::{quantile, tails};

/// Returns the probabilities below and above `t` in Student's distribution with `freedom` degrees
/// of freedom, which need not be whole.
///
/// ```text
/// P(T >= t) = Iₓ(freedom / 2, ½) / 2  with  x = freedom / (freedom + t²), for t >= 0
/// ```
///
/// NaN unless `freedom` is above 0 and `t` a number.
///
/// ```
/// use baserate::special::student_t_tails;
///
/// let (lower, upper) = student_t_tails(1.0, 1.0);
/// assert!((lower - 0.75).abs() < 1e-15 && (upper - 0.25).abs() < 1e-15);
/// ```
#[must_use]
pub fn student_t_tails(freedom: f64, t: f64) -> (f64, f64) {
    if freedom.is_nan() || freedom <= 0.0 || t.is_nan() {
        return (f64::NAN, f64::NAN);
    }
    let (outside, inside) = tails(freedom / 2.0, 0.5, Share::from_odds(freedom / t / t));
    let (far, near) = (outside / 2.0, 0.5 + inside / 2.0);
    if t >= 0.0 { (near, far) } else { (far, near) }
}

/// Returns the `t` that leaves the probability `tail` above it in Student's distribution with
/// `freedom` degrees of freedom.
///
/// From the quantile of the beta distribution that `t² / freedom` has the odds of. NaN unless
/// `freedom` is above 0 and `tail` strictly between 0 and 1.
///
/// ```
/// use baserate::special::student_t_upper_quantile;
///
/// assert!((student_t_upper_quantile(10.0, 0.025) / 2.2281388519862747 - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn student_t_upper_quantile(freedom: f64, tail: f64) -> f64 {
    if tail > 0.5 {
        return -student_t_upper_quantile(freedom, 1.0 - tail);
    }
    // Solved for whichever is the smaller: what is outside ±t, or what is inside.
    let share = if tail <= 0.25 {
        quantile(freedom / 2.0, 0.5, 2.0 * tail).turned_round()
    } else if tail < 0.5 {
        quantile(0.5, freedom / 2.0, 1.0 - 2.0 * tail)
    } else {
        return if freedom > 0.0 && !tail.is_nan() { 0.0 } else { f64::NAN };
    };
    (freedom * (share.x() / share.rest())).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With one degree of freedom the quantile is a cotangent.
    #[test]
    fn cauchy() {
        for tail in [1e-9, 0.01, 0.3, 0.45, 0.5, 0.8] {
            let expected = 1.0 / (std::f64::consts::PI * tail).tan();
            assert!(
                (student_t_upper_quantile(1.0, tail) - expected).abs()
                    <= 1e-13 * expected.abs().max(1.0)
            );
        }
    }

    #[test]
    fn ends() {
        assert_eq!(student_t_tails(3.0, 0.0), (0.5, 0.5));
        assert_eq!(student_t_tails(3.0, f64::INFINITY), (1.0, 0.0));
        assert!(student_t_upper_quantile(0.0, 0.5).is_nan());
        assert!(student_t_upper_quantile(2.0, 1.5).is_nan());
        assert!(student_t_upper_quantile(2.0, f64::NAN).is_nan());
    }
}
