//! The interval of a share from counts that were weighted.

use crate::quantity::{Confidence, ConfidenceInterval, WeightedCount};
use crate::special::{Share, beta_share};

/// Returns the interval of the share that `events` are of all, where the counts of both were added up
/// over strata drawn with known probabilities: fractions in `[0, 1]`.
///
/// ```text
/// share = A / (A + B),  A = Σ w a,  B = Σ w b
/// lower odds: the α/2 quantile of G⁻(A) / G⁺(B),  upper: the 1 - α/2 quantile of G⁺(A) / G⁻(B)
/// G⁻: gamma with mean y = Σ w n and variance v = Σ w² n
/// G⁺: gamma with mean y + m and variance v + m²
/// ```
///
/// Here `w` are the weights, `a` and `b` the counts of events and of others by stratum, taken as
/// independent Poisson counts, `m` is the largest weight on that side, and `α/2` what the confidence
/// leaves in each tail. `G⁻` and `G⁺` are the confidence distributions of Fay and Feuer for a weighted
/// sum of Poisson means; their independent quotient joins ("melds") the two as Fay, Proschan and
/// Brittain do. A quotient of gamma variables has the quantiles of a beta distribution, so nothing is
/// searched but these.
///
/// Where all weights are equal it is [`clopper_pearson`](super::clopper_pearson), and where others are
/// many it is the gamma interval of a rate. Unlike limits from a variance, estimated by linearising,
/// which is 0 where nothing was found, it reckons with what one more item of the heaviest stratum would
/// change: with 90 events of weight 1 and no others among those of weight 1000 the lower limit of the
/// share is 2.3 %, and not 96 %. No limit was missed more often than `α/2` wherever that was
/// enumerated (one or two strata to a side, weights of 1 to 1000 and means from 0.02 to 12; some of it in
/// `tests/weighted_coverage.rs`); a proof is known for equal weights only. The number drawn from a
/// stratum is taken as random too.
///
/// Sources: Fay and Feuer, *Statistics in Medicine* 16, 1997; Fay, Proschan and Brittain, *Biometrics*
/// 71, 2015.
///
/// ```
/// use baserate::interval::melded_gamma;
/// use baserate::quantity::{Confidence, Weight, WeightedCount};
///
/// let found = WeightedCount::new(90, Weight::ONE);
/// let missed = WeightedCount::new(0, Weight::new(1000.0).unwrap());
/// let recall = melded_gamma(found, missed, Confidence::DEFAULT);
/// assert!((recall.lower() - 0.0233).abs() < 5e-5);
/// assert_eq!(recall.upper(), 1.0);
/// ```
#[must_use]
pub fn melded_gamma(
    events: WeightedCount,
    others: WeightedCount,
    confidence: Confidence,
) -> ConfidenceInterval {
    let tail = confidence.tail();
    let lower = Share::from_odds(lower_odds(events, others, tail)).x();
    ConfidenceInterval::new(lower, Share::from_odds(lower_odds(others, events, tail)).rest())
}

/// Returns the interval of the odds `A / B` that belong to the share of [`melded_gamma`], from 0 to
/// infinity.
///
/// ```
/// use baserate::interval::melded_gamma_odds;
/// use baserate::quantity::{Confidence, Weight, WeightedCount};
///
/// let found = WeightedCount::new(90, Weight::ONE);
/// let missed = WeightedCount::new(0, Weight::new(1000.0).unwrap());
/// let odds = melded_gamma_odds(found, missed, Confidence::DEFAULT);
/// assert!((odds.lower() - 0.0239).abs() < 5e-5);
/// assert_eq!(odds.upper(), f64::INFINITY);
/// ```
#[must_use]
pub fn melded_gamma_odds(
    events: WeightedCount,
    others: WeightedCount,
    confidence: Confidence,
) -> ConfidenceInterval {
    let tail = confidence.tail();
    let upper = 1.0 / lower_odds(others, events, tail);
    ConfidenceInterval::of_ratio(lower_odds(events, others, tail), upper)
}

fn lower_odds(events: WeightedCount, others: WeightedCount, tail: f64) -> f64 {
    if events.count() == 0 {
        return 0.0;
    }
    let heaviest = others.heaviest();
    let below = Gamma::new(events.total(), events.squares());
    let above = Gamma::new(others.total() + heaviest, others.squares() + heaviest * heaviest);
    let share = beta_share(below.shape, above.shape, tail);
    below.scale / above.scale * (share.x() / share.rest())
}

/// A gamma distribution.
struct Gamma {
    shape: f64,
    scale: f64,
}

impl Gamma {
    fn new(mean: f64, variance: f64) -> Self {
        Self { shape: mean * (mean / variance), scale: variance / mean }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::clopper_pearson;
    use crate::quantity::{Proportion, Weight};

    fn weighted(counts: &[(u64, f64)]) -> WeightedCount {
        let counts = counts.iter().map(|(n, w)| WeightedCount::new(*n, Weight::new(*w).unwrap()));
        counts.reduce(WeightedCount::plus).unwrap()
    }

    /// Down syndrome among births of order five and above (Fleiss, *Statistical Methods for Rates and
    /// Proportions*, 1981, table 14.4). R, the vignette of `dsrTest`: 75.52901, 67.70212 to 188.30017
    /// in 100 000, by the gamma method of Fay and Feuer. The others are so many that their part of
    /// the interval is nothing.
    #[test]
    fn a_rate_where_others_are_many() {
        let cases = [0, 8, 63, 112, 262, 295];
        let births = [327.0, 30_666.0, 123_419.0, 149_919.0, 104_088.0, 34_392.0];
        let standard = [319_933.0, 931_318.0, 786_511.0, 488_235.0, 237_863.0, 61_313.0];
        let all: f64 = standard.iter().sum();
        let (scale, many) = (1e9, 1_u64 << 62);
        let strata: Vec<(u64, f64)> = cases
            .into_iter()
            .zip(standard.iter().zip(births))
            .map(|(cases, (standard, births))| (cases, standard / births / all * 1e5 * scale))
            .collect();
        let (events, others) = (weighted(&strata), weighted(&[(many, scale)]));
        assert!((events.total() / scale - 75.529_01).abs() < 5e-6);
        let odds = melded_gamma_odds(events, others, Confidence::DEFAULT);
        let rate = |odds: f64| odds * others.total() / scale;
        assert!((rate(odds.lower()) - 67.702_12).abs() < 5e-6, "{}", rate(odds.lower()));
        assert!((rate(odds.upper()) - 188.300_17).abs() < 5e-6, "{}", rate(odds.upper()));
    }

    #[test]
    fn equal_weights_give_the_exact_interval() {
        for (events, others) in [(90, 10), (0, 20), (20, 0), (44, 7_999_956), (1, 49_999_999_999)] {
            let proportion = Proportion::new(events, events + others).unwrap();
            let exact = clopper_pearson(proportion, Confidence::DEFAULT);
            for weight in [1.0, 7.3, 1e6] {
                let found = melded_gamma(
                    weighted(&[(events, weight)]),
                    weighted(&[(others, weight)]),
                    Confidence::DEFAULT,
                );
                let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * b;
                assert!(near(found.lower(), exact.lower()), "{found:?} {exact:?}");
                assert!(near(found.upper(), exact.upper()), "{found:?} {exact:?}");
            }
        }
    }

    /// What was drawn with certainty but never found says nothing of a stratum drawn thinly.
    #[test]
    fn a_heavy_stratum_without_events_is_reckoned_with() {
        let found = weighted(&[(90, 1.0)]);
        let light = melded_gamma(found, weighted(&[(5, 1.0)]), Confidence::DEFAULT);
        let heavy = melded_gamma(found, weighted(&[(5, 1.0), (0, 1000.0)]), Confidence::DEFAULT);
        assert!(light.lower() > 0.88 && heavy.lower() < 0.03, "{light:?} {heavy:?}");
    }
}
