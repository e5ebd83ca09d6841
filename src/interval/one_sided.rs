//! Bounds on one side: "at most" and "at least".

use crate::quantity::{Confidence, Proportion, real};
use crate::special::{Share, beta_lower_quantile, beta_upper_quantile};

/// Returns the exact upper bound, a fraction in `[0, 1]`: with the stated confidence the share is at
/// most this.
///
/// ```text
/// P(X <= k) = 1 - confidence
/// ```
///
/// Here `X` is binomial and `k` the events counted. All that the confidence leaves is on one side, so
/// the bound at 97.5 % is the upper end of the 95 % [`clopper_pearson`](super::clopper_pearson)
/// interval. 1 where there is nothing but events.
///
/// Source: Clopper and Pearson, *Biometrika* 26, 1934.
///
/// ```
/// use baserate::interval::upper_bound;
/// use baserate::quantity::{Confidence, Proportion};
///
/// // No error in 3000 items: at most 1 in 1000.
/// let bound = upper_bound(Proportion::new(0, 3000).unwrap(), Confidence::DEFAULT);
/// assert!((bound - 0.000998).abs() < 1e-6);
/// ```
#[must_use]
pub fn upper_bound(proportion: Proportion, confidence: Confidence) -> f64 {
    let (events, others) = (proportion.events(), proportion.non_events());
    match (events, others) {
        (_, 0) => 1.0,
        (0, trials) => zero_event_bound(trials, confidence),
        _ => beta_upper_quantile(real(events) + 1.0, real(others), confidence.one_sided_tail()),
    }
}

/// Returns the exact lower bound, a fraction in `[0, 1]`: with the stated confidence the share is at
/// least this.
///
/// ```text
/// P(X >= k) = 1 - confidence
/// ```
///
/// The other side of [`upper_bound`]. 0 where there are no events.
///
/// Source: Clopper and Pearson, *Biometrika* 26, 1934.
///
/// ```
/// use baserate::interval::lower_bound;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let bound = lower_bound(Proportion::new(59, 59).unwrap(), Confidence::DEFAULT);
/// assert!((bound - 0.9505).abs() < 5e-5);
/// ```
#[must_use]
pub fn lower_bound(proportion: Proportion, confidence: Confidence) -> f64 {
    let (events, others) = (proportion.events(), proportion.non_events());
    let tail = confidence.one_sided_tail();
    match (events, others) {
        (0, _) => 0.0,
        (trials, 0) => Share::from_log(tail.ln() / real(trials)).x(),
        _ => beta_lower_quantile(real(events), real(others) + 1.0, tail),
    }
}

/// Returns what the share of an event is at most, with the stated confidence, that never came up in
/// `trials`: a fraction in `(0, 1]`, and 1 where there were no trials.
///
/// ```text
/// 1 - (1 - confidence)^(1/n)
/// ```
///
/// At 95 % it is near `3/n`, the rule of three. [`upper_bound`] at no events.
///
/// Source: Hanley and Lippman-Hand, *JAMA* 249, 1983.
///
/// ```
/// use baserate::interval::zero_event_bound;
/// use baserate::quantity::Confidence;
///
/// let bound = zero_event_bound(150_000_000_000, Confidence::DEFAULT);
/// assert!((bound * 150e9 - 2.995732273554).abs() < 1e-9);
/// ```
#[must_use]
pub fn zero_event_bound(trials: u64, confidence: Confidence) -> f64 {
    if trials == 0 {
        return 1.0;
    }
    Share::from_log(confidence.one_sided_tail().ln() / real(trials)).rest()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::clopper_pearson;

    /// A two-sided interval is two one-sided bounds of half the risk each.
    #[test]
    fn two_bounds_make_an_interval() {
        let (two_sided, one_sided) =
            (Confidence::new(0.9375).unwrap(), Confidence::new(0.96875).unwrap());
        for (events, trials) in [(0, 8), (8, 8), (1, 29), (44, 8_000_000), (7_999_956, 8_000_000)] {
            let proportion = Proportion::new(events, trials).unwrap();
            let interval = clopper_pearson(proportion, two_sided);
            let bounds = (lower_bound(proportion, one_sided), upper_bound(proportion, one_sided));
            assert_eq!((interval.lower(), interval.upper()), bounds);
        }
    }
}
