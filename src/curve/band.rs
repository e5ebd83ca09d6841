//! Limits of recall and of the false positive rate that hold at every threshold at once.
//!
//! The usual limits hold at a threshold that was fixed beforehand. One that was chosen on the same rows, because
//! its rate looked good there, is where chance helped; limits for it must hold wherever it may be.
//!
//! # Derivation
//!
//! Let `n` items be drawn independently, `G(t)` the probability of a score of at least `t`, and `K(t)` how many
//! of the items have one. Each score can be had from a number `U` that is uniform between 0 and 1, such that it is
//! at least `t` exactly where `U <= G(t)`, whether scores are tied or not. With the numbers in ascending order,
//! `U(1) <= … <= U(n)`, it follows from `K(t) = j` that
//!
//! ```text
//! U(k) <= G(t) for every k <= j,   G(t) < U(k) for every k > j
//! ```
//!
//! `U(k)` has the distribution Beta(k, n + 1 - k). So a lower limit of `U(k)` is one of `G` at all thresholds
//! with `k` items or more, an upper limit one at all with fewer; at `k = j` and at `k = j + 1` they are the limits
//! of Clopper and Pearson. Limits of the `U(k)` for some `k`, fixed beforehand, whose risks add up to `δ` hold
//! all at once with probability `1 - δ` at least, and with them limits of `G` at every threshold.
//!
//! Two bounds share `δ`:
//!
//! - Three quarters go to the tails: the `k` up to `n/4` from either end, from one to the next by about one standard
//!   deviation, `√k`. Each octave (from 1, 2, 4, 8, … on) of either tail has the same part of the risk, its `k`
//!   share it, and half of each share is for either side.
//! - One quarter goes to the inequality of Dvoretzky, Kiefer and Wolfowitz, `|K(t)/n - G(t)| <= √(ln(2/δ')/2n)` for
//!   all `t` with probability `1 - δ'`, which is sharper in the middle.
//!
//! The limits are at most about three times as far from the share counted as those of Clopper and Pearson, for `n`
//! up to 1e8. The inequality alone, which gives the usual band of Kolmogorov and Smirnov's kind, is fit for the
//! middle only: with a million negatives of which 3 are flagged, its upper limit is more than 200 times as far.
//!
//! Sources: Clopper and Pearson, *Biometrika* 26, 1934; Massart, *Annals of Probability* 18, 1990, for the
//! constant of the inequality; Campbell, *Statistics in Medicine* 13, 1994, for bands of both rates.

use super::missing_class;
use crate::confusion::{ConfusionMatrix, Undefined};
use crate::interval::clopper_pearson;
use crate::quantity::{Confidence, ConfidenceInterval, real, whole};
use crate::special::{beta_lower_quantile, beta_upper_quantile};
use crate::tally::Ranking;

/// The part of the risk that the inequality for the middle has.
const MIDDLE: f64 = 0.25;

/// Limits of the share of one class that is flagged, which hold at every threshold at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    trials: u64,
    /// `k` in ascending order, each with a lower limit of the share where at least so many are flagged, and an
    /// upper one where fewer are.
    steps: Vec<Step>,
    /// How far the share is at most from the one counted.
    middle: f64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    rank: u64,
    lower: f64,
    upper: f64,
}

impl Band {
    /// Returns the band of a class of which `trials` items were drawn, or `None` where there are none.
    ///
    /// ```
    /// use baserate::curve::Band;
    /// use baserate::quantity::Confidence;
    ///
    /// // A threshold that flags 3 of a million negatives, chosen on these.
    /// let band = Band::new(1_000_000, Confidence::DEFAULT).unwrap();
    /// let limits = band.limits(3);
    /// assert!(limits.lower() > 0.05e-6 && limits.upper() < 16e-6);
    /// // With a threshold fixed beforehand: 0.62e-6 to 8.8e-6.
    /// ```
    #[must_use]
    pub fn new(trials: u64, confidence: Confidence) -> Option<Self> {
        if trials == 0 {
            return None;
        }
        let risk = confidence.one_sided_tail();
        let middle = ((2.0 / (MIDDLE * risk)).ln() / (2.0 * real(trials))).sqrt();
        let tail: Vec<Step> = steps(trials, (1.0 - MIDDLE) * risk);
        let other = tail.iter().rev().map(|step| step.mirrored(trials));
        let mut steps: Vec<Step> = tail.iter().copied().chain(other).collect();
        keep_sharpest(&mut steps);
        Some(Self { trials, steps, middle })
    }

    /// Returns the limits at any threshold that flags `events` of the items, as fractions in `[0, 1]`.
    #[must_use]
    pub fn limits(&self, events: u64) -> ConfidenceInterval {
        let after = self.steps.partition_point(|step| step.rank <= events);
        let lower = after.checked_sub(1).map_or(0.0, |place| self.steps[place].lower);
        let upper = self.steps.get(after).map_or(1.0, |step| step.upper);
        let counted = real(events) / real(self.trials);
        ConfidenceInterval::new(lower.max(counted - self.middle), upper.min(counted + self.middle))
    }
}

impl Step {
    /// The step at the other end, where what is not flagged is counted.
    fn mirrored(self, trials: u64) -> Self {
        Self { rank: trials + 1 - self.rank, lower: 1.0 - self.upper, upper: 1.0 - self.lower }
    }
}

/// The steps from the end at which few are flagged; those of both ends have the `risk` together.
fn steps(trials: u64, risk: f64) -> Vec<Step> {
    let ranks = ranks(trials);
    let octaves = ranks.chunk_by(|one, two| one.ilog2() == two.ilog2());
    let of_each = risk / 2.0 / real(octaves.clone().count() as u64);
    octaves
        .flat_map(|octave| {
            let of_side = of_each / real(octave.len() as u64) / 2.0;
            octave.iter().map(move |rank| {
                let (k, rest) = (real(*rank), real(trials - rank + 1));
                Step {
                    rank: *rank,
                    lower: beta_lower_quantile(k, rest, of_side),
                    upper: beta_upper_quantile(k, rest, of_side),
                }
            })
        })
        .collect()
}

/// From 1 to a quarter of the trials.
fn ranks(trials: u64) -> Vec<u64> {
    let next = |rank: &u64| Some(rank + whole(real(*rank).sqrt()).max(1));
    std::iter::successors(Some(1), next)
        .take_while(|rank| *rank == 1 || *rank <= trials / 4)
        .collect()
}

/// Carries each limit to where it is sharper than the one there: an upper one to fewer events, a lower one to
/// more.
fn keep_sharpest(steps: &mut [Step]) {
    let mut lower = 0.0_f64;
    for step in steps.iter_mut() {
        lower = lower.max(step.lower);
        step.lower = lower;
    }
    let mut upper = 1.0_f64;
    for step in steps.iter_mut().rev() {
        upper = upper.min(step.upper);
        step.upper = upper;
    }
}

/// Limits of recall and of the false positive rate that hold together, at every threshold at once.
#[derive(Clone, Debug, PartialEq)]
pub struct Bands {
    recall: Band,
    fpr: Band,
}

impl Bands {
    /// Returns the bands of both rates of `ranking`: that of each class at `√confidence`, since positives and
    /// negatives were drawn independently.
    ///
    /// # Errors
    ///
    /// Where there are no positives or no negatives.
    pub fn new(ranking: &Ranking, confidence: Confidence) -> Result<Self, Undefined> {
        let each = confidence.of_each(2);
        let bands = [ranking.positives(), ranking.negatives()].map(|class| Band::new(class, each));
        match bands {
            [Some(recall), Some(fpr)] => Ok(Self { recall, fpr }),
            _ => Err(missing_class(ranking).unwrap_or("no items")),
        }
    }

    /// Returns the limits at the threshold of the ranking with these counts, whichever it is.
    #[must_use]
    pub fn at(&self, matrix: &ConfusionMatrix) -> RateLimits {
        RateLimits {
            recall: self.recall.limits(matrix.true_positives()),
            fpr: self.fpr.limits(matrix.false_positives()),
        }
    }
}

/// Limits of both rates at a threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RateLimits {
    /// Those of recall.
    pub recall: ConfidenceInterval,
    /// Those of the false positive rate.
    pub fpr: ConfidenceInterval,
}

/// Returns the exact limits of either rate, each for itself, at a threshold that was fixed beforehand
/// ([`clopper_pearson`]).
///
/// # Errors
///
/// Where there are no positives or no negatives.
pub fn pointwise(
    matrix: &ConfusionMatrix,
    confidence: Confidence,
) -> Result<RateLimits, Undefined> {
    Ok(RateLimits {
        recall: clopper_pearson(matrix.recall()?, confidence),
        fpr: clopper_pearson(matrix.fpr()?, confidence),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::Proportion;

    #[test]
    fn ranks_go_up_by_a_standard_deviation() {
        assert_eq!(ranks(1), [1]);
        assert_eq!(ranks(80), [1, 2, 3, 4, 6, 8, 10, 13, 16, 20]);
        assert!(ranks(1_000_000_000).len() < 40_000);
    }

    #[test]
    fn what_is_not_flagged_has_the_mirrored_limits() {
        for trials in [1, 2, 3, 7, 58, 1000] {
            let band = Band::new(trials, Confidence::DEFAULT).unwrap();
            for events in 0..=trials {
                let (one, two) = (band.limits(events), band.limits(trials - events));
                assert!((one.lower() - (1.0 - two.upper())).abs() < 1e-15, "{trials} {events}");
                assert!(one.lower() <= real(events) / real(trials));
                let pointwise = Proportion::new(events, trials).unwrap();
                let pointwise = clopper_pearson(pointwise, Confidence::DEFAULT);
                assert!(one.lower() <= pointwise.lower() && one.upper() >= pointwise.upper());
            }
            assert_eq!((band.limits(0).lower(), band.limits(trials).upper()), (0.0, 1.0));
        }
        assert_eq!(Band::new(0, Confidence::DEFAULT), None);
    }

    /// As the documentation says: the price of all thresholds at once.
    #[test]
    fn limits_are_about_three_times_as_far_at_most_as_those_at_one_threshold() {
        for trials in [58_u64, 342, 1000, 1_000_000, 100_000_000] {
            let band = Band::new(trials, Confidence::DEFAULT.of_each(2)).unwrap();
            let events = std::iter::successors(Some(0_u64), |events| Some(events + 1 + events / 3));
            for events in events.take_while(|events| *events <= trials) {
                let counted = Proportion::new(events, trials).unwrap();
                let pointwise = clopper_pearson(counted, Confidence::DEFAULT);
                let far = band.limits(events).upper() - counted.estimate();
                let near = pointwise.upper() - counted.estimate();
                assert!(far <= 3.2 * near, "{events} of {trials}: {}", far / near);
            }
        }
        let inequality = (2.0_f64 / 0.05).ln() / 2e6;
        let counted = Proportion::new(3, 1_000_000).unwrap();
        let near = clopper_pearson(counted, Confidence::DEFAULT).upper() - 3e-6;
        assert!((inequality.sqrt() / near - 236.0).abs() < 10.0, "{}", inequality.sqrt() / near);
    }
}
