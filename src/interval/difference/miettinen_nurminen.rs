//! The score interval for a difference.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{Share, normal_upper_quantile, root};

/// The log odds between which the constrained estimate is sought; beyond them it is at its end.
const WIDEST: f64 = 700.0;

/// Returns the Miettinen-Nurminen interval for `first - second`, a difference of fractions in
/// `[-1, 1]`.
///
/// ```text
/// (p̂₁ - p̂₂ - δ) / √((p̃₁(1-p̃₁)/n₁ + p̃₂(1-p̃₂)/n₂) N/(N-1)) = ±z, solved for δ
/// ```
///
/// Here `p̂` are the shares counted, `p̃` those most likely among all with `p̃₁ - p̃₂ = δ`, `N = n₁ + n₂`,
/// and `z` leaves `(1 - confidence) / 2` in the upper normal tail. The most likely shares are found by
/// a search in log odds instead of the cubic's closed form, which loses every digit at rates such as 1
/// in a billion. Where the estimate is -1 or 1, so is that end.
///
/// Source: Miettinen and Nurminen, *Statistics in Medicine* 4, 1985, equations 8 and 9.
///
/// ```
/// use baserate::interval::difference::miettinen_nurminen;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [first, second] = [(7, 34), (1, 34)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let interval = miettinen_nurminen(first, second, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.0270416).abs() < 5e-8);
/// assert!((interval.upper() - 0.3452912).abs() < 5e-8);
/// ```
#[must_use]
pub fn miettinen_nurminen(
    first: Proportion,
    second: Proportion,
    confidence: Confidence,
) -> ConfidenceInterval {
    let z = normal_upper_quantile(confidence.tail());
    let upper = -lower_limit(second, first, z);
    ConfidenceInterval::of_difference(lower_limit(first, second, z), upper)
}

fn lower_limit(first: Proportion, second: Proportion, z: f64) -> f64 {
    let estimate = first.excess_over(second);
    if estimate <= -1.0 {
        return -1.0;
    }
    root(-1.0, estimate, |difference| score(first, second, difference) - z)
}

/// How many standard errors the difference counted is above `difference`.
fn score(first: Proportion, second: Proportion, difference: f64) -> f64 {
    if difference <= -1.0 {
        // Only 0 and 1 differ by so much, and these do not vary.
        return f64::INFINITY;
    }
    let (n1, n2) = (real(first.trials()), real(second.trials()));
    let excess = first.excess_over(second) - difference;
    let [one, two] = most_likely(first, second, difference);
    let variance = one.x * one.rest / n1 + two.x * two.rest / n2;
    let corrected = variance * ((n1 + n2) / (n1 + n2 - 1.0));
    if excess == 0.0 { 0.0 } else { excess / corrected.sqrt() }
}

/// A share and what is missing to the whole.
#[derive(Clone, Copy)]
struct Estimate {
    x: f64,
    rest: f64,
}

/// The most likely shares that differ by `difference`.
///
/// Both move together over a range of width `1 - |difference|`, so one number from 0 to 1 says where
/// they are. The slope of the log likelihood falls along it.
fn most_likely(first: Proportion, second: Proportion, difference: f64) -> [Estimate; 2] {
    let at = |log_odds: f64| {
        let place = Share::from_odds(log_odds.exp());
        let width = 1.0 - difference.abs();
        let (up, down) = (difference.max(0.0), (-difference).max(0.0));
        [
            Estimate { x: up + width * place.x(), rest: down + width * place.rest() },
            Estimate { x: down + width * place.x(), rest: up + width * place.rest() },
        ]
    };
    at(root(-WIDEST, WIDEST, |log_odds| {
        let [one, two] = at(log_odds);
        slope(first, one) + slope(second, two)
    }))
}

/// The slope of the log likelihood of a binomial count.
fn slope(proportion: Proportion, at: Estimate) -> f64 {
    let part = |count, share| if count == 0 { 0.0 } else { real(count) / share };
    part(proportion.events(), at.x) - part(proportion.non_events(), at.rest)
}
