//! The score interval with a correction for continuity.

use super::wilson::{score_limit_above, score_limit_below};
use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::normal_upper_quantile;

/// Returns the Wilson score interval with continuity correction, as fractions in `[0, 1]`.
///
/// ```text
/// lower: (2np + z² - 1 - z √(z² - 2 - 1/n + 4p(nq + 1))) / 2(n + z²)
/// upper: (2np + z² + 1 + z √(z² + 2 - 1/n + 4p(nq - 1))) / 2(n + z²)
/// ```
///
/// Here `p = events / n`, `q = 1 - p`, and `z` leaves `(1 - confidence) / 2` in the upper normal tail.
/// These are the score limits of half an event less and half an event more, which is how they are
/// reckoned here. With no events the lower limit is 0; with nothing else the upper limit is 1. It
/// is about as wide as [`clopper_pearson`](super::clopper_pearson) and, unlike that, guarantees
/// nothing.
///
/// Source: Newcombe, *Statistics in Medicine* 17, 1998, method 4.
///
/// ```
/// use baserate::interval::wilson_with_correction;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let flagged = Proportion::new(81, 263).unwrap();
/// let interval = wilson_with_correction(flagged, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.2535).abs() < 5e-5);
/// assert!((interval.upper() - 0.3682).abs() < 5e-5);
/// ```
#[must_use]
pub fn wilson_with_correction(
    proportion: Proportion,
    confidence: Confidence,
) -> ConfidenceInterval {
    let (events, trials) = (real(proportion.events()), real(proportion.trials()));
    let z = normal_upper_quantile(confidence.tail());
    let fewer = (events - 0.5).max(0.0);
    let more = (events + 0.5).min(trials);
    proportion.interval(score_limit_below(fewer, trials, z), score_limit_above(more, trials, z))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval =
            wilson_with_correction(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// Newcombe, *Statistics in Medicine* 17, 1998, table I, method 4, printed to four decimals.
    #[test]
    fn table_of_newcombe() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.2535, 0.3682),
            (15, 148, 0.0598, 0.1644),
            (0, 20, 0.0, 0.2005),
            (1, 29, 0.0018, 0.1963),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() <= 5e-5, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() <= 5e-5, "{events}/{trials}: {found:?}");
        }
    }

    /// R 4.2: `print(prop.test(84, 101)$conf.int, digits = 15)`.
    #[test]
    fn r() {
        let (lower, upper) = limits(84, 101);
        assert!((lower - 0.741_331_154_898_481_2).abs() < 1e-14);
        assert!((upper - 0.896_133_033_849_034_2).abs() < 1e-14);
    }
}
