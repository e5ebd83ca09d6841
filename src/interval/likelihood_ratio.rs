//! The interval of all shares that explain the counts nearly as well as the best one.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{Cell, Share, normal_upper_quantile, root};

/// Returns the likelihood-ratio interval, as fractions in `[0, 1]`.
///
/// ```text
/// k ln(k / nπ) + (n - k) ln((n - k) / n(1-π)) = z²/2, solved for π on either side of k/n
/// ```
///
/// Here `k` is the number of events among `n` trials, and `z` leaves `(1 - confidence) / 2` in the
/// upper normal tail, so that `z²` is the quantile of a chi-squared distribution with one degree of
/// freedom. With no events the upper limit is `1 - exp(-z²/2n)`, with nothing else the lower limit
/// `exp(-z²/2n)`. With few events it covers less often than it says.
///
/// Source: Wilks, *Annals of Mathematical Statistics* 9, 1938; Newcombe, *Statistics in Medicine* 17,
/// 1998, method 7.
///
/// ```
/// use baserate::interval::likelihood_ratio;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let interval = likelihood_ratio(Proportion::new(15, 148).unwrap(), Confidence::DEFAULT);
/// assert!((interval.lower() - 0.0596).abs() < 5e-5);
/// assert!((interval.upper() - 0.1567).abs() < 5e-5);
/// ```
#[must_use]
pub fn likelihood_ratio(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let (events, others) = (real(proportion.events()), real(proportion.non_events()));
    let z = normal_upper_quantile(confidence.tail());
    let allowed = z * z / 2.0;
    let upper = lower_deviance_limit(others, events, allowed).rest();
    proportion.interval(lower_deviance_limit(events, others, allowed).x(), upper)
}

/// The share below the estimate `k/n` whose deviance, the left side of the formula above, is `allowed`;
/// `k` and `n` need not be whole.
pub(crate) fn lower_deviance_limit(events: f64, others: f64, allowed: f64) -> Share {
    if events == 0.0 {
        return Share::new(0.0);
    }
    if others == 0.0 {
        return Share::from_log(-allowed / events);
    }
    let estimate = (events / others).ln();
    // The deviance is at least k (ln(p / π) - 1), so this is low enough.
    let least = estimate - allowed / events - 1.0 - (1.0 + events / others).ln();
    let log_odds = root(least, estimate, |log_odds| {
        let share = Share::from_odds(log_odds.exp());
        let excess = events * share.rest() - others * share.x();
        let trials = events + others;
        let seen = Cell { count: events, expected: trials * share.x(), excess };
        let rest = Cell { count: others, expected: trials * share.rest(), excess: -excess };
        seen.deviance() + rest.deviance() - allowed
    });
    Share::from_odds(log_odds.exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval =
            likelihood_ratio(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// Newcombe, *Statistics in Medicine* 17, 1998, table I, method 7, printed to four decimals.
    #[test]
    fn table_of_newcombe() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.2542, 0.3655),
            (15, 148, 0.0596, 0.1567),
            (0, 20, 0.0, 0.0916),
            (1, 29, 0.0020, 0.1432),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() <= 5e-5, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() <= 5e-5, "{events}/{trials}: {found:?}");
        }
    }
}
