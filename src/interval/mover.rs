//! Differences and ratios of two estimates that have intervals of their own.

use crate::quantity::ConfidenceInterval;

/// An estimate of any kind with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimated {
    /// The estimate, at least 0.
    pub value: f64,
    /// Its lower limit.
    pub lower: f64,
    /// Its upper limit.
    pub upper: f64,
}

/// Returns the interval of `first - second`, a difference of two shares estimated independently, in
/// `[-1, 1]`.
///
/// ```text
/// d - √((x - l)² + (u' - y)²)  to  d + √((u - x)² + (y - l')²),  d = x - y
/// ```
///
/// Here `x` has the limits `l` and `u` and `y` the limits `l'` and `u'`, both at the confidence that
/// the result is to have. The variance near each limit is recovered from its distance.
///
/// Source: Zou and Donner, *Statistics in Medicine* 27, 2008 (MOVER).
///
/// ```
/// use baserate::interval::mover::{Estimated, difference};
///
/// let first = Estimated { value: 0.8, lower: 0.7, upper: 0.9 };
/// let second = Estimated { value: 0.1, lower: 0.05, upper: 0.2 };
/// assert!((difference(first, second).lower() - (0.7 - 0.02_f64.sqrt())).abs() < 1e-15);
/// ```
#[must_use]
pub fn difference(first: Estimated, second: Estimated) -> ConfidenceInterval {
    let value = first.value - second.value;
    let below = (first.value - first.lower).hypot(second.upper - second.value);
    let above = (first.upper - first.value).hypot(second.value - second.lower);
    ConfidenceInterval::of_difference(value - below, value + above)
}

/// Returns the interval of `first / second`, a ratio of two positive quantities estimated
/// independently, from 0 to infinity.
///
/// ```text
/// lower: the r < x/y with (x - r y)² = (x - l)² + r² (u' - y)²
/// upper: the r > x/y with (x - r y)² = (u - x)² + r² (y - l')²
/// ```
///
/// These are the ratios at which the interval of [`difference`], for `x - r y`, just reaches 0, with
/// the symbols used there. An estimate of 0 does no harm: the lower limit is positive where `y` is
/// 0, and the upper one finite where `x` is. Both cannot be 0.
///
/// Sources: Donner and Zou, *Statistical Methods in Medical Research* 21, 2012; Newcombe, the same 25,
/// 2016 (MOVER-R).
///
/// ```
/// use baserate::interval::mover::{Estimated, ratio};
///
/// let first = Estimated { value: 0.8, lower: 0.7, upper: 0.9 };
/// let never = Estimated { value: 0.0, lower: 0.0, upper: 0.01 };
/// assert!((ratio(first, never).lower() - 63_f64.sqrt() / 0.1).abs() < 1e-9);
/// assert_eq!(ratio(first, never).upper(), f64::INFINITY);
/// ```
#[must_use]
pub fn ratio(first: Estimated, second: Estimated) -> ConfidenceInterval {
    ConfidenceInterval::of_ratio(lower_ratio(first, second), 1.0 / lower_ratio(second, first))
}

/// The smaller solution of `r² u'(2y - u') - 2r x y + l(2x - l) = 0`, written so that nothing cancels.
fn lower_ratio(first: Estimated, second: Estimated) -> f64 {
    if first.lower == 0.0 {
        return 0.0;
    }
    let product = first.value * second.value;
    let numerator = first.lower * (2.0 * first.value - first.lower);
    let leading = second.upper * (2.0 * second.value - second.upper);
    let discriminant = (product * product - leading * numerator).max(0.0);
    numerator / (product + discriminant.sqrt())
}
