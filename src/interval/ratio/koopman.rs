//! The score interval for a ratio.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{normal_upper_quantile, root};

/// The logarithms between which a limit is sought: 1 in 1e130.
const WIDEST: f64 = 300.0;

/// Returns Koopman's score interval for `first / second`, a ratio from 0 to infinity.
///
/// ```text
/// (p̂₁ - φp̂₂) / √(p̃₁(1-p̃₁)/n₁ + φ² p̃₂(1-p̃₂)/n₂) = ±z, solved for φ
/// ```
///
/// Here `p̂` are the shares counted, `p̃` those most likely among all with `p̃₁ = φp̃₂`, and `z` leaves
/// `(1 - confidence) / 2` in the upper normal tail. The square of the left side is the chi-squared
/// statistic of the counts against `p̃`. 0 where the first has no events, infinity where the second
/// has none.
///
/// Source: Koopman, *Biometrics* 40, 1984.
///
/// ```
/// use baserate::interval::ratio::koopman;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [first, second] = [(7, 34), (1, 34)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let interval = koopman(first, second, Confidence::DEFAULT);
/// assert!((interval.lower() - 1.221).abs() < 5e-4);
/// assert!((interval.upper() - 42.576).abs() < 5e-4);
/// ```
#[must_use]
pub fn koopman(
    first: Proportion,
    second: Proportion,
    confidence: Confidence,
) -> ConfidenceInterval {
    let z = normal_upper_quantile(confidence.tail());
    let lower = lower_limit(first, second, z);
    ConfidenceInterval::of_ratio(lower, 1.0 / lower_limit(second, first, z))
}

fn lower_limit(first: Proportion, second: Proportion, z: f64) -> f64 {
    if first.events() == 0 {
        return 0.0;
    }
    let estimate = (first.estimate() / second.estimate()).ln().min(WIDEST);
    root(-WIDEST, estimate, |log_ratio| score(first, second, log_ratio.exp()) - z).exp()
}

/// How many standard errors the first share counted is above `ratio` times the second.
fn score(first: Proportion, second: Proportion, ratio: f64) -> f64 {
    let (n1, n2) = (real(first.trials()), real(second.trials()));
    let second_share = most_likely_second(first, second, ratio);
    let first_share = (ratio * second_share).min(1.0);
    let variance = first_share * (1.0 - first_share) / n1
        + ratio * ratio * second_share * (1.0 - second_share) / n2;
    let excess = first.estimate() - ratio * second.estimate();
    if excess == 0.0 { 0.0 } else { excess / variance.sqrt() }
}

/// The most likely second share where the first is `ratio` times as large: the smaller solution of a
/// quadratic equation, written so that nothing cancels.
fn most_likely_second(first: Proportion, second: Proportion, ratio: f64) -> f64 {
    let (x1, n1) = (real(first.events()), real(first.trials()));
    let (x2, n2) = (real(second.events()), real(second.trials()));
    let (with_first, with_second) = (ratio * (n1 + x2), x1 + n2);
    let others = real(first.non_events()) * real(second.non_events());
    let discriminant = (with_first - with_second).powi(2) + 4.0 * ratio * others;
    (2.0 * (x1 + x2) / (with_first + with_second + discriminant.sqrt())).min(1.0)
}
