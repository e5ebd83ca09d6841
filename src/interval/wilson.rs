//! The score interval.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::normal_upper_quantile;

/// Returns the Wilson score interval, as fractions in `[0, 1]`.
///
/// ```text
/// (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)
/// ```
///
/// Here `p = events / n`, and `z` leaves `(1 - confidence) / 2` in the upper normal tail. The two
/// ends solve one quadratic equation whose solutions have the product `p² / (1 + z²/n)`; the lower
/// end is taken from that product, so that nothing is subtracted and no digit lost.
///
/// Source: Wilson, *Journal of the American Statistical Association* 22, 1927.
///
/// ```
/// use baserate::interval::wilson;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let flagged = Proportion::new(81, 263).unwrap();
/// let interval = wilson(flagged, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.2553).abs() < 5e-5);
/// assert!((interval.upper() - 0.3662).abs() < 5e-5);
/// ```
#[must_use]
pub fn wilson(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let (events, trials) = (real(proportion.events()), real(proportion.trials()));
    let z = normal_upper_quantile(confidence.tail());
    proportion.interval(score_limit_below(events, trials, z), score_limit_above(events, trials, z))
}

/// How far the limits are below and above the estimate. Of the rarer outcome, for beside a share near 1
/// the distance would be lost in rounding.
pub(super) fn wilson_arms(proportion: Proportion, confidence: Confidence) -> (f64, f64) {
    let rarer = proportion.events() <= proportion.non_events();
    let interval = wilson(if rarer { proportion } else { proportion.turned_round() }, confidence);
    let estimate =
        real(proportion.events().min(proportion.non_events())) / real(proportion.trials());
    let (below, above) = (estimate - interval.lower(), interval.upper() - estimate);
    if rarer { (below, above) } else { (above, below) }
}

/// The lower score limit for `events` of `trials`, which need not be whole.
pub(super) fn score_limit_below(events: f64, trials: f64, z: f64) -> f64 {
    events * (events / trials) / score_sum(events, trials, z)
}

/// The upper score limit for `events` of `trials`, which need not be whole.
pub(super) fn score_limit_above(events: f64, trials: f64, z: f64) -> f64 {
    score_sum(events, trials, z) / (trials + z * z)
}

fn score_sum(events: f64, trials: f64, z: f64) -> f64 {
    let half_width = z * (events * ((trials - events) / trials) + z * z / 4.0).sqrt();
    events + z * z / 2.0 + half_width
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval = wilson(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// Newcombe, *Statistics in Medicine* 17, 1998, table I, method 3, printed to four decimals.
    #[test]
    fn table_of_newcombe() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.2553, 0.3662),
            (15, 148, 0.0624, 0.1605),
            (0, 20, 0.0, 0.1611),
            (1, 29, 0.0061, 0.1718),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() <= 5e-5, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() <= 5e-5, "{events}/{trials}: {found:?}");
        }
    }

    /// statsmodels: `proportion_confint(84, 101, alpha=0.05, method="wilson")`.
    #[test]
    fn statsmodels() {
        let (lower, upper) = limits(84, 101);
        assert!((lower - 0.746_887_910_813_618).abs() < 1e-14);
        assert!((upper - 0.892_172_254_445_884).abs() < 1e-14);
    }
}
