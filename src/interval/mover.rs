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
/// ln(x/y) - √(ln²(x/l) + ln²(u'/y))  to  ln(x/y) + √(ln²(u/x) + ln²(y/l'))
/// ```
///
/// The interval of [`difference`] for the logarithms, with the symbols used there. Both estimates and
/// their lower limits must be positive.
///
/// Source: Zou and Donner, *Statistics in Medicine* 27, 2008.
///
/// ```
/// use baserate::interval::mover::{Estimated, ratio};
///
/// let first = Estimated { value: 0.8, lower: 0.4, upper: 0.9 };
/// let second = Estimated { value: 0.1, lower: 0.05, upper: 0.2 };
/// assert!((ratio(first, second).lower() - 8.0 / (2_f64.sqrt() * 2_f64.ln()).exp()).abs() < 1e-14);
/// ```
#[must_use]
pub fn ratio(first: Estimated, second: Estimated) -> ConfidenceInterval {
    let value = first.value / second.value;
    let log = |above: f64, below: f64| (above / below).ln();
    let below = log(first.value, first.lower).hypot(log(second.upper, second.value));
    let above = log(first.upper, first.value).hypot(log(second.value, second.lower));
    ConfidenceInterval::of_ratio(value * (-below).exp(), value * above.exp())
}
