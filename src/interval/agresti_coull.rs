//! The interval of Wald with half of `z²` events and as many others added.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::normal_upper_quantile;

/// Returns the Agresti-Coull interval, as fractions in `[0, 1]`.
///
/// ```text
/// p̃ ± z √(p̃(1-p̃)/ñ)  with  ñ = n + z²,  p̃ = (events + z²/2) / ñ
/// ```
///
/// Here `z` leaves `(1 - confidence) / 2` in the upper normal tail; half of `z²` events and as many
/// others are added, 1.92 of each at 95 % and 3.32 at 99 %. It has the centre of [`wilson`](super::wilson) and contains it. Its lower
/// limit falls below 0 where there are few events and is then cut off at 0, which says nothing: do
/// not use it for rare events.
///
/// Source: Agresti and Coull, *The American Statistician* 52, 1998; in this general form Brown, Cai
/// and DasGupta, *Statistical Science* 16(2), 2001, equation 5.
///
/// ```
/// use baserate::interval::agresti_coull;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let interval = agresti_coull(Proportion::new(0, 20).unwrap(), Confidence::DEFAULT);
/// assert_eq!(interval.lower(), 0.0);
/// assert!((interval.upper() - 0.1898).abs() < 5e-5);
/// ```
#[must_use]
pub fn agresti_coull(proportion: Proportion, confidence: Confidence) -> ConfidenceInterval {
    let z = normal_upper_quantile(confidence.tail());
    let trials = real(proportion.trials()) + z * z;
    let centre = (real(proportion.events()) + z * z / 2.0) / trials;
    let rest = (real(proportion.non_events()) + z * z / 2.0) / trials;
    let half_width = z * (centre * rest / trials).sqrt();
    proportion.interval(centre - half_width, centre + half_width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, trials: u64) -> (f64, f64) {
        let interval = agresti_coull(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// statsmodels: `proportion_confint(k, n, alpha=0.05, method="agresti_coull")`.
    #[test]
    fn statsmodels() {
        for (events, trials, lower, upper) in [
            (81, 263, 0.255_220_665_189_996_75, 0.366_277_431_671_077_5),
            (15, 148, 0.061_385_974_928_797_27, 0.161_487_666_325_247_05),
            (0, 20, 0.0, 0.189_809_560_542_488_88),
            (1, 29, 0.0, 0.186_286_508_561_706_12),
            (84, 101, 0.745_915_064_553_858_4, 0.893_145_100_705_643),
        ] {
            let found = limits(events, trials);
            assert!((found.0 - lower).abs() < 1e-14, "{events}/{trials}: {found:?}");
            assert!((found.1 - upper).abs() < 1e-14, "{events}/{trials}: {found:?}");
        }
    }
}
