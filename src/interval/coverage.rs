//! How often an interval holds the true share, reckoned exactly.

use std::num::NonZeroU64;

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{Share, beta_tails, binomial_tails};

/// A method for the interval of one proportion, such as [`wilson`](super::wilson).
pub type OneProportion = fn(Proportion, Confidence) -> ConfidenceInterval;

/// Limits closer to each other than this are one: they differ by rounding alone.
const ROUNDING: f64 = 1e-12;

/// In how many steps a stretch of a [`coverage_curve`] between two limits is drawn.
const STEPS: u32 = 8;

/// How often the intervals of a method hold the true share, over all true shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coverage {
    /// The number of trials.
    pub trials: u64,
    /// The least coverage of any true share: what no share is covered less often than.
    pub least: f64,
    /// The true share near which the coverage comes down to the least; the smallest of several.
    pub near: f64,
    /// The mean coverage where every true share is as likely as any other.
    pub mean: f64,
}

/// Returns how often the intervals of `method` hold the true share with `trials` trials: the least
/// and the mean coverage, as fractions in `[0, 1]`.
///
/// ```text
/// C(p) = Σ P(X = k; n, p) over the counts k whose interval holds p
/// least = inf C(p) for 0 < p < 1        mean = ∫ C(p) dp from 0 to 1
/// ```
///
/// Nothing is simulated, and no grid of shares is tried. From one limit to the next in the order of
/// all `2n + 2` limits, the counts whose intervals hold `p` stay the same and follow each other, and
/// the probability of such a run of counts rises and then falls along `p`. It is therefore least as
/// `p` nears one of the two limits, and the least of these is `least`. The mean is a sum, for
/// `∫ P(X = k; n, p) dp` between two limits is that part of a Beta(k + 1, n - k + 1) distribution,
/// over `n + 1`.
///
/// The limits of `method` must not fall as the count rises; those of no method in this module do.
///
/// Source: Wang, *Statistica Sinica* 17, 2007, for the least; Brown, Cai and `DasGupta`, *Statistical
/// Science* 16(2), 2001, for the mean.
///
/// ```
/// use std::num::NonZeroU64;
///
/// use baserate::interval::{clopper_pearson, coverage, wilson};
/// use baserate::quantity::Confidence;
///
/// let trials = NonZeroU64::new(50).unwrap();
/// assert!(coverage(clopper_pearson, trials, Confidence::DEFAULT).least > 0.95);
/// let wilson = coverage(wilson, trials, Confidence::DEFAULT);
/// assert!(wilson.least < 0.84 && (wilson.mean - 0.952).abs() < 5e-4);
/// ```
#[must_use]
pub fn coverage(method: OneProportion, trials: NonZeroU64, confidence: Confidence) -> Coverage {
    let intervals = Intervals::of(method, trials, confidence);
    let ends = intervals.stretches().into_iter().flat_map(|stretch| {
        let held = intervals.held(stretch);
        stretch.map(|end| (end, intervals.probability(held, end)))
    });
    // A share further up has to be covered less often by more than rounding.
    let (near, least) =
        ends.fold((0.0, 1.0), |lowest, end| if end.1 < lowest.1 - ROUNDING { end } else { lowest });
    Coverage { trials: trials.get(), least: least.max(0.0), near, mean: intervals.mean() }
}

/// Returns points `(p, C(p))` of the coverage that [`coverage`] sums up, in the order of the true
/// share: a few within every stretch between two limits, its ends included, so that the jumps at
/// the limits show.
///
/// ```
/// use std::num::NonZeroU64;
///
/// use baserate::interval::{coverage_curve, wald};
/// use baserate::quantity::Confidence;
///
/// let curve = coverage_curve(wald, NonZeroU64::new(10).unwrap(), Confidence::DEFAULT);
/// let rare = curve.iter().find(|(share, _)| *share > 0.05).unwrap();
/// assert!(rare.1 < 0.5);
/// ```
#[must_use]
pub fn coverage_curve(
    method: OneProportion,
    trials: NonZeroU64,
    confidence: Confidence,
) -> Vec<(f64, f64)> {
    let intervals = Intervals::of(method, trials, confidence);
    let points = intervals.stretches().into_iter().flat_map(|stretch| {
        let held = intervals.held(stretch);
        let [from, to] = stretch;
        let share = move |step| {
            let part = f64::from(step) / f64::from(STEPS);
            from * (1.0 - part) + to * part
        };
        let intervals = &intervals;
        (0..=STEPS).map(share).map(move |share| (share, intervals.probability(held, share)))
    });
    points.collect()
}

/// A run of counts: the first, and the one after the last.
type Run = (u64, u64);

/// The interval of every count from 0 to the number of trials.
struct Intervals {
    trials: u64,
    of_count: Vec<ConfidenceInterval>,
}

impl Intervals {
    fn of(method: OneProportion, trials: NonZeroU64, confidence: Confidence) -> Self {
        let trials = trials.get();
        let proportions = (0..=trials).filter_map(|count| Proportion::new(count, trials));
        let of_count = proportions.map(|proportion| method(proportion, confidence)).collect();
        Self { trials, of_count }
    }

    /// The stretches of shares between neighbouring limits.
    fn stretches(&self) -> Vec<[f64; 2]> {
        let limits = self.of_count.iter().flat_map(|i| [i.lower(), i.upper()]);
        let mut limits: Vec<f64> = limits.chain([0.0, 1.0]).collect();
        limits.sort_by(f64::total_cmp);
        limits.dedup_by(|next, previous| *next - *previous < ROUNDING);
        limits.windows(2).map(|pair| [pair[0], pair[1]]).collect()
    }

    /// The counts whose intervals hold all shares of a stretch.
    fn held(&self, [from, to]: [f64; 2]) -> Run {
        let share = f64::midpoint(from, to);
        let first = self.of_count.partition_point(|interval| interval.upper() < share);
        let end = self.of_count.partition_point(|interval| interval.lower() <= share);
        (first as u64, end as u64)
    }

    /// The probability of a run of counts at a true share.
    fn probability(&self, (first, end): Run, share: f64) -> f64 {
        if first >= end {
            return 0.0;
        }
        let share = Share::new(share);
        let below = first.checked_sub(1).map_or(0.0, |k| binomial_tails(k, self.trials, share).0);
        1.0 - below - binomial_tails(end, self.trials, share).1
    }

    fn mean(&self) -> f64 {
        let held = (0..=self.trials).zip(&self.of_count).map(|(count, interval)| {
            let (a, b) = (real(count) + 1.0, real(self.trials - count) + 1.0);
            beta_tails(a, b, interval.upper()).0 - beta_tails(a, b, interval.lower()).0
        });
        held.sum::<f64>() / (real(self.trials) + 1.0)
    }
}
