//! The exact interval with half of what was seen counted.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{Share, beta_share, binomial_probability, binomial_tails, root};

/// How far the bracket of the search is widened, so that its own rounding cannot exclude the limit.
const MARGIN: f64 = 1e-3;

/// Returns the mid-P interval, as fractions in `[0, 1]`.
///
/// ```text
/// lower: P(X > k) + ½ P(X = k) = α/2        upper: P(X < k) + ½ P(X = k) = α/2
/// ```
///
/// Here `X` is binomial with `n` trials, `k` the events counted and `α/2` what the confidence leaves
/// in each tail. Narrower than [`clopper_pearson`](super::clopper_pearson), whose limits it has but
/// for half of one outcome; its coverage is near the stated confidence on average and can fall a
/// little below. With no events the upper limit is `1 - α^(1/n)`.
///
/// Source: Lancaster, *Journal of the American Statistical Association* 56, 1961; Newcombe,
/// *Statistics in Medicine* 17, 1998, method 6.
///
/// ```
/// use baserate::interval::mid_p;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let interval = mid_p(Proportion::new(1, 29).unwrap(), Confidence::DEFAULT);
/// assert!((interval.lower() - 0.0017).abs() < 5e-5);
/// assert!((interval.upper() - 0.1585).abs() < 5e-5);
/// ```
#[must_use]
pub fn mid_p(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let (events, others) = (proportion.events(), proportion.non_events());
    let tail = confidence.tail();
    let upper = lower_limit(others, events, tail).rest();
    proportion.interval(lower_limit(events, others, tail).x(), upper)
}

/// The lower limit. The exact limits with `α/2` and with `α` in the tail enclose it, for half the
/// exact tail is less than the mid-P one and the whole is more.
fn lower_limit(events: u64, others: u64, tail: f64) -> Share {
    let trials = events.saturating_add(others);
    match (events, others) {
        (0, _) => return Share::new(0.0),
        (_, 0) => return Share::from_log((2.0 * tail).ln() / real(trials)),
        _ => {}
    }
    let exact = |tail| beta_share(real(events), real(others) + 1.0, tail).log_odds();
    let log_odds = root(exact(tail) - MARGIN, exact(2.0 * tail) + MARGIN, |log_odds| {
        let share = Share::from_odds(log_odds.exp());
        let (_, at_least) = binomial_tails(events, trials, share);
        ((at_least - binomial_probability(events, trials, share) / 2.0) / tail).ln()
    });
    Share::from_odds(log_odds.exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval = mid_p(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// Newcombe, *Statistics in Medicine* 17, 1998, table I, method 6, printed to four decimals.
    #[test]
    fn table_of_newcombe() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.2544, 0.3658),
            (15, 148, 0.0601, 0.1581),
            (0, 20, 0.0, 0.1391),
            (1, 29, 0.0017, 0.1585),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() <= 5e-5, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() <= 5e-5, "{events}/{trials}: {found:?}");
        }
    }
}
