//! The exact interval that lies within the exact one.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{Share, beta_share, binomial_tails, first_count, root};

/// Returns Blaker's exact interval, as fractions in `[0, 1]`.
///
/// ```text
/// accept(π) = P(X >= k) + P(X <= k*)  where P(X >= k) is the smaller tail,
///             k* the greatest count with P(X <= k*) <= P(X >= k); and mirrored
/// ```
///
/// Here `X` is binomial with `n` trials and share `π`, and `k` is the number of events counted. The
/// limits are the least and the greatest `π` with `accept(π) >= α`, where `α` is what the confidence
/// leaves in both tails together. It covers at least as often as the confidence says and lies within
/// [`clopper_pearson`](super::clopper_pearson). What is accepted need not be one piece: shares
/// between the limits may be rejected, and the interval holds them all the same.
///
/// No grid is searched. Below the estimate `k*` rises in steps with `π`. Between two steps
/// `accept` falls and then rises, for its slope has the sign of `odds^(k-k*-1) - constant`; at each
/// step it jumps up to `2 P(X >= k)`. At the Clopper-Pearson limit that is `α`, so the limit sought
/// lies between it and the next step: where `accept` first reaches `α`, or else at the step.
///
/// Source: Blaker, *Canadian Journal of Statistics* 28, 2000; for the shape of `accept` Klaschka and
/// Reiczigel, *Computational Statistics* 36, 2021.
///
/// ```
/// use baserate::interval::blaker;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let interval = blaker(Proportion::new(1, 100).unwrap(), Confidence::DEFAULT);
/// assert!((interval.lower() - 0.0005).abs() < 5e-5);
/// assert!((interval.upper() - 0.0513).abs() < 5e-5);
/// ```
#[must_use]
pub fn blaker(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let (events, others) = (proportion.events(), proportion.non_events());
    let tail = confidence.tail();
    let upper = lower_limit(others, events, tail).rest();
    proportion.interval(lower_limit(events, others, tail).x(), upper)
}

fn lower_limit(events: u64, others: u64, tail: f64) -> Share {
    if events == 0 {
        return Share::new(0.0);
    }
    let trials = events.saturating_add(others);
    let at_most =
        |count, log_odds: f64| binomial_tails(count, trials, Share::from_odds(log_odds.exp())).0;
    let at_least =
        |log_odds: f64| binomial_tails(events, trials, Share::from_odds(log_odds.exp())).1;
    let exact = |tail| beta_share(real(events), real(others) + 1.0, tail).log_odds();

    let least = exact(tail);
    let next_count = first_count(0..=events - 1, |count| at_most(count, least) > tail);
    let step = root(least, exact(0.5), |log_odds| {
        (at_least(log_odds) / at_most(next_count, log_odds)).ln()
    });
    let accept_less = |log_odds| {
        let opposite = next_count.checked_sub(1).map_or(0.0, |count| at_most(count, log_odds));
        at_least(log_odds) + opposite - 2.0 * tail
    };
    let limit = if accept_less(step) > 0.0 { root(least, step, accept_less) } else { step };
    Share::from_odds(limit.exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval = blaker(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// Blaker, 2000, and the issue that asked for the method.
    #[test]
    fn published() {
        for (events, trials, lower, upper) in [(0, 9, 0.0, 0.3161), (1, 100, 0.0005, 0.0513)] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() <= 5e-5, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() <= 5e-5, "{events}/{trials}: {found:?}");
        }
    }
}
