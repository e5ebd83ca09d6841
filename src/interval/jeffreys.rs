//! The Bayesian interval with Jeffreys' prior.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{beta_lower_quantile, beta_upper_quantile};

/// Returns the equal-tailed Jeffreys interval, as fractions in `[0, 1]`.
///
/// ```text
/// lower: the α/2 quantile of Beta(k + ½, n - k + ½), but 0 where k = 0
/// upper: the 1 - α/2 quantile of it, but 1 where k = n
/// ```
///
/// Here `k` is the number of events among `n` trials and `α/2` what the confidence leaves in each
/// tail. The ends at no events and at nothing else follow Brown, Cai and DasGupta, without whom the
/// interval for no events would exclude 0; the quantile at the other end keeps `α/2`. Their further
/// modification at one event (the *modified* Jeffreys interval) is not applied.
///
/// Source: Brown, Cai and DasGupta, *Statistical Science* 16(2), 2001, section 3.1.3, equation 7.
///
/// ```
/// use baserate::interval::jeffreys;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let interval = jeffreys(Proportion::new(84, 101).unwrap(), Confidence::DEFAULT);
/// assert!((interval.lower() - 0.749873617953982).abs() < 1e-14);
/// assert!((interval.upper() - 0.894811373510988).abs() < 1e-14);
/// ```
#[must_use]
pub fn jeffreys(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let (a, b) = (real(proportion.events()) + 0.5, real(proportion.non_events()) + 0.5);
    let tail = confidence.tail();
    proportion.interval(beta_lower_quantile(a, b, tail), beta_upper_quantile(a, b, tail))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval = jeffreys(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// scipy: `beta(k + 0.5, n - k + 0.5).ppf([0.025, 0.975])`, with 0 and 1 at the ends.
    #[test]
    fn scipy() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.254_521_934_991_023_6, 0.365_647_499_174_082_46),
            (15, 148, 0.060_448_517_009_296_425, 0.157_643_143_478_741_12),
            (0, 20, 0.0, 0.116_638_982_904_875_39),
            (1, 29, 0.003_746_173_649_057_073, 0.150_077_686_002_231_73),
            (84, 101, 0.749_873_617_953_982_2, 0.894_811_373_510_987_6),
            (4, 200, 0.006_787_598_800_080_364, 0.046_846_566_966_842_355),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() < 1e-13, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() < 1e-13, "{events}/{trials}: {found:?}");
        }
    }
}
