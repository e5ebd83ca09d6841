//! The chi-squared distribution.

use cdflib::special::{internal::rcomp, try_gamma_inc};

use super::{moved, root};

/// From which shape on `cdflib` works with the ratio of `x` to it.
const BY_RATIO: f64 = 20.0;

/// Returns the probabilities below and above `x` in a chi-squared distribution with `freedom`
/// degrees of freedom, which need not be whole.
///
/// ```text
/// P(X <= x) = P(freedom / 2, x / 2), the incomplete gamma function
/// ```
///
/// Each tail is computed directly, for up to 1e13 degrees of freedom. NaN beyond these near the mean, and
/// unless `freedom` is above 0 and `x` at least 0. Source:
/// DiDonato and Morris, *ACM Transactions on Mathematical Software* 12, 1986.
///
/// ```
/// use baserate::special::chi_squared_tails;
///
/// let (_, upper) = chi_squared_tails(2.0, 6.0);
/// assert!((upper - (-3.0_f64).exp()).abs() < 1e-15);
/// ```
#[must_use]
pub fn chi_squared_tails(freedom: f64, x: f64) -> (f64, f64) {
    if !(freedom > 0.0 && x >= 0.0) {
        return (f64::NAN, f64::NAN);
    }
    if x.is_infinite() {
        return (1.0, 0.0);
    }
    let (shape, x) = (freedom / 2.0, x / 2.0);
    let (below, above) = try_gamma_inc(shape, x).unwrap_or((f64::NAN, f64::NAN));
    let change = missing_by_rounding(shape, x);
    moved(below, above, change)
}

/// What the lower tail lacks because `cdflib` works with `x / shape`, rounded: at `shape = 5e7` that
/// alone moves a tail by 4e-12 of itself. What was rounded away is found with a fused multiplication, and
/// the density carries it into the tails.
fn missing_by_rounding(shape: f64, x: f64) -> f64 {
    if shape < BY_RATIO {
        return 0.0;
    }
    rcomp(shape, x) / x * (-(x / shape)).mul_add(shape, x)
}

/// Returns the `x` that leaves the probability `tail` above it in a chi-squared distribution with
/// `freedom` degrees of freedom.
///
/// Solved in the logarithm of `x`. To full precision for tails up to one half; for a larger one ask
/// [`chi_squared_lower_quantile`] for what remains. NaN unless `freedom` is above 0 and `tail`
/// strictly between 0 and 1.
///
/// ```
/// use baserate::special::chi_squared_upper_quantile;
///
/// assert!((chi_squared_upper_quantile(1.0, 0.05) / 3.841458820694124 - 1.0).abs() < 1e-14);
/// ```
#[must_use]
pub fn chi_squared_upper_quantile(freedom: f64, tail: f64) -> f64 {
    quantile(freedom, tail, |(_, above)| -(above / tail).ln())
}

/// Returns the `x` that leaves the probability `tail` below it in a chi-squared distribution with
/// `freedom` degrees of freedom; the other side of [`chi_squared_upper_quantile`].
///
/// ```
/// use baserate::special::chi_squared_lower_quantile;
///
/// assert!((chi_squared_lower_quantile(2.0, 0.5) - 2.0 * 2.0_f64.ln()).abs() < 1e-14);
/// ```
#[must_use]
pub fn chi_squared_lower_quantile(freedom: f64, tail: f64) -> f64 {
    quantile(freedom, tail, |(below, _)| (below / tail).ln())
}

/// The `x` at which `error`, which rises with `x`, is 0 for the tails.
fn quantile(freedom: f64, tail: f64, error: impl Fn((f64, f64)) -> f64) -> f64 {
    if !(freedom > 0.0 && freedom.is_finite() && tail > 0.0 && tail < 1.0) {
        return f64::NAN;
    }
    let (least, greatest) = (f64::MIN_POSITIVE.ln(), f64::MAX.ln());
    root(least, greatest, |log_x| error(chi_squared_tails(freedom, log_x.exp()))).exp()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends() {
        assert_eq!(chi_squared_tails(3.0, 0.0), (0.0, 1.0));
        assert_eq!(chi_squared_tails(3.0, f64::INFINITY), (1.0, 0.0));
        assert!(chi_squared_tails(0.0, 1.0).0.is_nan());
        assert!(chi_squared_tails(1.0, -1.0).0.is_nan());
        assert!(chi_squared_upper_quantile(1.0, 0.0).is_nan());
        assert!(chi_squared_lower_quantile(1.0, f64::NAN).is_nan());
    }
}
