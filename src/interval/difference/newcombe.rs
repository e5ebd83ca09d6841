//! The interval joined from two score intervals.

use crate::interval::wilson::wilson_arms;
use crate::quantity::{Confidence, ConfidenceInterval, Proportion};

/// Returns Newcombe's hybrid score interval for `first - second`, a difference of fractions in
/// `[-1, 1]`.
///
/// ```text
/// d - √((p₁ - l₁)² + (u₂ - p₂)²)  to  d + √((u₁ - p₁)² + (p₂ - l₂)²)
/// ```
///
/// Here `d = p₁ - p₂`, and `l` and `u` are the [`wilson`](crate::interval::wilson) limits of each proportion. Right at the ends
/// too: never beyond -1 and 1, never a single point.
///
/// Source: Newcombe, *Statistics in Medicine* 17, 1998, pages 873-890, method 10.
///
/// ```
/// use baserate::interval::difference::newcombe;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [first, second] = [(56, 70), (48, 80)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let interval = newcombe(first, second, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.0524).abs() < 5e-5);
/// assert!((interval.upper() - 0.3339).abs() < 5e-5);
/// ```
#[must_use]
pub fn newcombe(
    first: Proportion,
    second: Proportion,
    confidence: Confidence,
) -> ConfidenceInterval {
    let difference = first.excess_over(second);
    let (below1, above1) = wilson_arms(first, confidence);
    let (below2, above2) = wilson_arms(second, confidence);
    ConfidenceInterval::of_difference(
        difference - below1.hypot(above2),
        difference + above1.hypot(below2),
    )
}
