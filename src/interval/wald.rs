//! The textbook interval, kept to show why it should not be used.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::normal_upper_quantile;

/// Returns the Wald interval, as fractions in `[0, 1]`; **not for use**, only for comparison.
///
/// ```text
/// p ± z √(p(1-p)/n)
/// ```
///
/// Here `p = events / n`, and `z` leaves `(1 - confidence) / 2` in the upper normal tail; what falls
/// outside `[0, 1]` is cut off. With no events it is the single point 0, as if chance had been shut out,
/// and with few events it covers far less often than it says: at 5 events expected, a stated 95 %
/// is about 87 %. Its coverage has no lower bound above 0 whatever the number of trials.
///
/// Source: Laplace, 1812; its failure is the subject of Brown, Cai and DasGupta, *Statistical
/// Science* 16(2), 2001.
///
/// ```
/// use baserate::interval::wald;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let none_in_twenty = wald(Proportion::new(0, 20).unwrap(), Confidence::DEFAULT);
/// assert_eq!(none_in_twenty.upper(), 0.0);
/// ```
#[must_use]
pub fn wald(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let (p, trials) = (proportion.estimate(), real(proportion.trials()));
    let z = normal_upper_quantile(confidence.tail());
    let half_width = z * (p * (real(proportion.non_events()) / trials) / trials).sqrt();
    proportion.interval(p - half_width, p + half_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval = wald(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// Newcombe, *Statistics in Medicine* 17, 1998, table I, method 1, printed to four decimals.
    #[test]
    fn table_of_newcombe() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.2522, 0.3638),
            (15, 148, 0.0527, 0.1500),
            (0, 20, 0.0, 0.0),
            (1, 29, 0.0, 0.1009),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() <= 5e-5, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() <= 5e-5, "{events}/{trials}: {found:?}");
        }
    }
}
