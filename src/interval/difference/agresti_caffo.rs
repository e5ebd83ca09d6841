//! The interval of one event and one other more in each sample.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::normal_upper_quantile;

/// Returns the Agresti-Caffo interval for `first - second`, a difference of fractions in `[-1, 1]`.
///
/// ```text
/// p̃₁ - p̃₂ ± z √(p̃₁(1-p̃₁)/(n₁+2) + p̃₂(1-p̃₂)/(n₂+2))  with  p̃ = (events + 1) / (n + 2)
/// ```
///
/// Here `z` leaves `(1 - confidence) / 2` in the upper normal tail; what lies beyond -1 and 1 is cut off.
/// Simple and fair for common events. For rare ones the added events outweigh those counted.
///
/// Source: Agresti and Caffo, *The American Statistician* 54, 2000.
///
/// ```
/// use baserate::interval::difference::agresti_caffo;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [first, second] = [(7, 34), (1, 34)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let interval = agresti_caffo(first, second, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.0116).abs() < 5e-5);
/// assert!((interval.upper() - 0.3217).abs() < 5e-5);
/// ```
#[must_use]
pub fn agresti_caffo(
    first: Proportion,
    second: Proportion,
    confidence: Confidence,
) -> ConfidenceInterval {
    let [(p1, variance1), (p2, variance2)] = [first, second].map(|proportion| {
        let trials = real(proportion.trials()) + 2.0;
        let p = (real(proportion.events()) + 1.0) / trials;
        (p, p * ((real(proportion.non_events()) + 1.0) / trials) / trials)
    });
    let half_width = normal_upper_quantile(confidence.tail()) * (variance1 + variance2).sqrt();
    ConfidenceInterval::of_difference(p1 - p2 - half_width, p1 - p2 + half_width)
}
