//! The log interval for a ratio.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::normal_upper_quantile;

/// Returns the Katz log interval for `first / second`, a ratio from 0 to infinity.
///
/// ```text
/// ln(p₁/p₂) ± z √(1/x₁ - 1/n₁ + 1/x₂ - 1/n₂)
/// ```
///
/// Here `x` are the events among `n` trials, and `z` leaves `(1 - confidence) / 2` in the upper
/// normal tail. Where either has no events the formula has no value, and the interval is everything
/// from 0 to infinity; [`koopman`](super::koopman) says more.
///
/// Source: Katz, Baptista, Azen and Pike, *Biometrics* 34, 1978, method C.
///
/// ```
/// use baserate::interval::ratio::katz;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [first, second] = [(7, 34), (1, 34)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let interval = katz(first, second, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.91).abs() < 5e-3);
/// assert!((interval.upper() - 53.87).abs() < 5e-3);
/// ```
#[must_use]
pub fn katz(first: Proportion, second: Proportion, confidence: Confidence) -> ConfidenceInterval {
    if first.events() == 0 || second.events() == 0 {
        return ConfidenceInterval::of_ratio(0.0, f64::INFINITY);
    }
    // 1/x - 1/n, without the difference.
    let [variance1, variance2] =
        [first, second].map(|p| real(p.non_events()) / real(p.trials()) / real(p.events()));
    let ratio = first.estimate() / second.estimate();
    let width = (normal_upper_quantile(confidence.tail()) * (variance1 + variance2).sqrt()).exp();
    ConfidenceInterval::of_ratio(ratio / width, ratio * width)
}
