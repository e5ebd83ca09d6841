//! The exact interval, by inverting two binomial tests.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{beta_lower_quantile, beta_upper_quantile};

/// Returns the Clopper-Pearson ("exact") interval, as fractions in `[0, 1]`.
///
/// ```text
/// lower: P(X >= k) = α/2, the α/2 quantile of Beta(k, n - k + 1)
/// upper: P(X <= k) = α/2, the 1 - α/2 quantile of Beta(k + 1, n - k)
/// ```
///
/// Here `X` is binomial with `n` trials, `k` the events counted and `α/2` what the confidence leaves
/// in each tail. The interval covers the true share at least as often as the confidence says,
/// whatever that share is. With no events the upper limit is `1 - (α/2)^(1/n)`; with nothing else
/// the lower limit is `(α/2)^(1/n)`.
///
/// Source: Clopper and Pearson, *Biometrika* 26, 1934.
///
/// ```
/// use baserate::interval::clopper_pearson;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let wrong = Proportion::new(4, 200).unwrap();
/// let interval = clopper_pearson(wrong, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.005476).abs() < 1e-6);
/// assert!((interval.upper() - 0.050414).abs() < 1e-6);
/// ```
#[must_use]
pub fn clopper_pearson(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let (events, others) = (proportion.events(), proportion.non_events());
    let tail = confidence.tail();
    // The share at which the one outcome that was seen comes up in all trials with the tail's odds.
    let log_share = tail.ln() / real(proportion.trials());
    let lower = match (events, others) {
        (0, _) => 0.0,
        (_, 0) => log_share.exp(),
        _ => beta_lower_quantile(real(events), real(others) + 1.0, tail),
    };
    let upper = match (events, others) {
        (_, 0) => 1.0,
        (0, _) => -log_share.exp_m1(),
        _ => beta_upper_quantile(real(events) + 1.0, real(others), tail),
    };
    proportion.interval(lower, upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval =
            clopper_pearson(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// Newcombe, *Statistics in Medicine* 17, 1998, table I, method 5, printed to four decimals.
    #[test]
    fn table_of_newcombe() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.2527, 0.3676),
            (15, 148, 0.0578, 0.1617),
            (0, 20, 0.0, 0.1684),
            (1, 29, 0.0009, 0.1776),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() <= 5e-5, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() <= 5e-5, "{events}/{trials}: {found:?}");
        }
    }

    /// statsmodels: `proportion_confint(84, 101, alpha=0.05, method="beta")`.
    #[test]
    fn statsmodels() {
        let (lower, upper) = limits(84, 101);
        assert!((lower - 0.744_242_147_979_102).abs() < 1e-14);
        assert!((upper - 0.898_781_606_243_792).abs() < 1e-14);
    }

    /// scipy: `binomtest(4, 200).proportion_ci(0.95, method="exact")`.
    #[test]
    fn scipy() {
        let (lower, upper) = limits(4, 200);
        assert!((lower - 0.005_475_565_879_556_443).abs() < 1e-14);
        assert!((upper - 0.050_413_609_089_896_34).abs() < 1e-14);
    }
}
