//! The beta distribution: tails from `cdflib`, quantiles solved here.
//!
//! The inverse of that crate is good to 1e-8 absolute, which is nothing at a rate of 1 in
//! 50 000 000 000.

use cdflib::special::{beta_log, internal::beta_rcomp, try_beta_inc};

use super::{Share, moved, normal_upper_quantile};

/// How close, in relative terms, a tail must be for one more step to end the search: Halley's step
/// about cubes the error, so 1e-5 leaves 1e-15.
const LAST_STEP: f64 = 1e-5;

/// How many steps a search may take. A few suffice from the start used; halving the bracket, the
/// slowest that can happen, needs about 60.
const MOST_STEPS: usize = 200;

/// From which smaller shape on `cdflib` works with the distance from the mean.
const FROM_THE_MEAN: f64 = 8.0;

/// Returns the probabilities below and above `x` of a beta distribution, `(Iₓ(a, b), 1 - Iₓ(a, b))`.
///
/// Each tail is computed directly, never as the complement of the other where that would lose
/// digits. Both are NaN unless `a` and `b` are above 0 and `x` is in `[0, 1]`.
///
/// Source: DiDonato and Morris, *ACM Transactions on Mathematical Software* 18, 1992 (algorithm 708).
///
/// ```
/// use baserate::special::beta_tails;
///
/// let (lower, upper) = beta_tails(1.0, 1.0, 0.25);
/// assert_eq!((lower, upper), (0.25, 0.75));
/// ```
#[must_use]
pub fn beta_tails(a: f64, b: f64, x: f64) -> (f64, f64) {
    if a > 0.0 && b > 0.0 && (0.0..=1.0).contains(&x) {
        corrected_tails(a, b, Share::new(x))
    } else {
        (f64::NAN, f64::NAN)
    }
}

/// Returns the `x` in `[0, 1]` that leaves the probability `tail` below it: `Iₓ(a, b) = tail`.
///
/// Solved in the logarithm of the odds `x / (1 - x)`, in which the logarithm of the tail is concave,
/// by Halley's method within a bracket. To full precision for tails up to one half; for a larger one
/// ask [`beta_upper_quantile`] for what remains. NaN unless `a` and `b` are above 0 and `tail` is
/// strictly between 0 and 1.
///
/// ```
/// use baserate::special::beta_lower_quantile;
///
/// // One event in fifty billion trials: the lower 95 % limit is 0.5 in a trillion.
/// let x = beta_lower_quantile(1.0, 5e10, 0.025);
/// assert!((x / 5.063561596856975e-13 - 1.0).abs() < 1e-12);
/// ```
#[must_use]
pub fn beta_lower_quantile(a: f64, b: f64, tail: f64) -> f64 {
    quantile(a, b, tail).x()
}

/// Returns the `x` in `[0, 1]` that leaves the probability `tail` above it: `1 - Iₓ(a, b) = tail`.
///
/// The mirror image of [`beta_lower_quantile`], as precise when `x` is tiny.
///
/// ```
/// use baserate::special::beta_upper_quantile;
///
/// assert!((beta_upper_quantile(1.0, 1.0, 0.25) - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn beta_upper_quantile(a: f64, b: f64, tail: f64) -> f64 {
    quantile(b, a, tail).rest()
}

pub(super) fn tails(a: f64, b: f64, at: Share) -> (f64, f64) {
    try_beta_inc(a, b, at.x(), at.rest()).unwrap_or((f64::NAN, f64::NAN))
}

/// The probabilities below and above `at`, for shapes of any size.
///
/// `cdflib` works with the distance from the mean, `λ = a - (a + b) x`, and rounds the product. At
/// `a = 1e9` that alone moves a tail by 1e-11 of itself. The part rounded away is found here with a
/// fused multiplication, and the density carries it into the tails.
pub(crate) fn corrected_tails(a: f64, b: f64, at: Share) -> (f64, f64) {
    let (below, above) = tails(a, b, at);
    if a.min(b) < FROM_THE_MEAN {
        return (below, above);
    }
    let (x, y) = (at.x(), at.rest());
    let whole = a + b;
    let used = if a <= b { a - whole * x } else { whole * y - b };
    let exact = if x <= y { (-whole).mul_add(x, a) } else { whole.mul_add(y, -b) };
    // A distance too great by so much is a share too small by that part of the whole.
    let missing = (used - exact) / whole;
    let change = beta_rcomp(a, b, x, y) / (x * y) * missing;
    moved(below, above, change)
}

/// The share below which a beta distribution has the probability `tail`.
pub(crate) fn quantile(a: f64, b: f64, tail: f64) -> Share {
    if !(a > 0.0 && b > 0.0 && tail > 0.0 && tail < 1.0) {
        return Share::UNKNOWN;
    }
    let (mut low, mut high) = (f64::MIN_POSITIVE, 1.0 / f64::MIN_POSITIVE);
    let mut odds = approximate_odds(a, b, tail).clamp(low, high);
    for _ in 0..MOST_STEPS {
        let at = Share::from_odds(odds);
        let (below, _) = tails(a, b, at);
        if below.is_nan() {
            return Share::UNKNOWN;
        }
        let error = (below / tail).ln();
        let next = odds * halley_step(a, b, at, below, error).exp();
        if error.abs() < LAST_STEP {
            return Share::from_odds(next);
        }
        *(if error < 0.0 { &mut low } else { &mut high }) = odds;
        odds = if low < next && next < high { next } else { low.sqrt() * high.sqrt() };
    }
    Share::from_odds(odds)
}

/// By how much to move the log odds so that the logarithm of the tail, `error` too high at `at`
/// where the tail is `below`, comes right.
fn halley_step(a: f64, b: f64, at: Share, below: f64, error: f64) -> f64 {
    let slope = beta_rcomp(a, b, at.x(), at.rest()) / below;
    let curvature_by_slope = a * at.rest() - b * at.x() - slope;
    let newton = -error / slope;
    newton / (1.0 + newton * curvature_by_slope / 2.0).max(0.5)
}

/// Odds near those sought: any would do, closer ones mean fewer steps.
///
/// The larger of two approximations: `xᵃ / (a B(a, b)) = tail`, which is never too high for `b >= 1`
/// and close where the tail is small and `a` too, and a normal one (Abramowitz and Stegun, 1964,
/// 26.5.22) where it applies.
fn approximate_odds(a: f64, b: f64, tail: f64) -> f64 {
    let power = (((tail * a).ln() + beta_log(a, b)) / a).exp();
    if a < 1.0 || b < 1.0 {
        return power;
    }
    let z = normal_upper_quantile(tail);
    let (reciprocal_a, reciprocal_b) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
    let h = 2.0 / (reciprocal_a + reciprocal_b);
    let lambda = (z * z - 3.0) / 6.0;
    let shift = z * (h + lambda).sqrt() / h
        - (reciprocal_b - reciprocal_a) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
    power.max(a / b * (-2.0 * shift).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `Iₓ(1, b) = 1 - (1 - x)ᵇ` and `Iₓ(a, 1) = xᵃ`, whatever the size.
    #[test]
    fn closed_forms() {
        for power in [1.0, 2.0, 75.0, 8e6, 1.5e11, 1e13] {
            for tail in [5e-10, 5e-4, 0.025, 0.25] {
                let least = -(f64::ln_1p(-tail) / power).exp_m1();
                assert!((beta_lower_quantile(1.0, power, tail) / least - 1.0).abs() < 1e-14);
                let greatest = (f64::ln(tail) / power).exp();
                assert!((beta_lower_quantile(power, 1.0, tail) / greatest - 1.0).abs() < 1e-14);
                let missing = -(f64::ln(tail) / power).exp_m1();
                assert!((beta_upper_quantile(1.0, power, tail) / missing - 1.0).abs() < 1e-14);
            }
        }
    }

    #[test]
    fn ends_are_exact() {
        assert_eq!(beta_tails(3.0, 4e9, 0.0), (0.0, 1.0));
        assert_eq!(beta_tails(3.0, 4e9, 1.0), (1.0, 0.0));
    }

    #[test]
    fn nothing_is_made_up_outside_the_domain() {
        for (a, b, tail) in [
            (0.0, 1.0, 0.1),
            (1.0, -1.0, 0.1),
            (1.0, 1.0, 0.0),
            (1.0, 1.0, 1.0),
            (f64::NAN, 1.0, 0.1),
            (1.0, 1.0, f64::NAN),
        ] {
            assert!(beta_lower_quantile(a, b, tail).is_nan(), "{a} {b} {tail}");
        }
        assert!(beta_tails(1.0, 1.0, 1.5).0.is_nan());
    }
}
