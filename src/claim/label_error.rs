//! What wrong labels in a test leave of its result.
//!
//! A test compares a detector with labels, and labels err. Each counted item may in truth be of the other
//! kind; which ones are, nobody knows, so they are put where they change a rate most. The eight numbers
//! of items by truth, label and decision are non-negative; those with the same label and decision add up to
//! what was counted, and a bound on the wrong labels is one more linear condition. A rate of the truth
//! is a ratio of sums of the eight and has its ends at corners, as in [`CellShares`](super::CellShares).
//!
//! A perfect result with a share `e` of wrong labels leaves a false positive rate of up to
//! `e / (innocent + e)`, with the labelled innocent as a share of all; a claim of less cannot be supported
//! by that test, however large it is.

use super::cone::{Cone, Form, Ratio};
use super::shares::ratio;
use crate::confusion::{ConfusionMatrix, Metric, Undefined};
use crate::quantity::{Confidence, Probability, real};
use crate::special::{beta_lower_quantile, beta_upper_quantile, first_count};

const NO_ITEMS: Undefined = "there are no items";
const NOWHERE_DEFINED: Undefined = "it is 0/0 whichever labels are wrong";

/// How often the labels of a test are wrong, at the most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LabelError {
    /// This share of all labels, wherever they are.
    OfAll(Probability),
    /// A share of what is truly violating and one of what is truly innocent.
    ByTruth {
        /// The share of truly violating items that are labelled innocent.
        violating: Probability,
        /// The share of truly innocent items that are labelled violating.
        innocent: Probability,
    },
}

/// The counts of a test by its labels, and all that they may be in truth.
///
/// ```
/// use baserate::claim::{LabelError, MislabelledTest};
/// use baserate::confusion::{Cells, ConfusionMatrix, Metric};
/// use baserate::quantity::Probability;
///
/// // Not one false positive in 9000 innocent items, but up to 1 % of the 10 000 labels are wrong.
/// let cells = Cells {
///     true_positives: 900,
///     false_positives: 0,
///     false_negatives: 100,
///     true_negatives: 9_000,
/// };
/// let matrix = ConfusionMatrix::new(cells).unwrap();
/// let errors = LabelError::OfAll(Probability::new(0.01).unwrap());
/// let test = MislabelledTest::new(&matrix, errors).unwrap();
/// let (least, greatest) = test.range(Metric::FalsePositiveRate).unwrap();
/// assert_eq!(least, 0.0);
/// assert!((greatest - 100.0 / 9_100.0).abs() < 1e-15);
/// ```
#[derive(Clone, Debug)]
pub struct MislabelledTest {
    cone: Cone<8>,
    items: f64,
}

/// Where the eight numbers are: the four true cells (violating flagged, innocent flagged, violating not
/// flagged, innocent not flagged) of the items labelled rightly, and then of those labelled wrongly.
const TRUE_CELLS: usize = 4;

impl MislabelledTest {
    /// Returns the test with these counts by label, of which labels may be wrong as often as `errors`
    /// says. A share of all labels is rounded down to whole ones.
    ///
    /// # Errors
    ///
    /// Where there are no items.
    pub fn new(counted: &ConfusionMatrix, errors: LabelError) -> Result<Self, Undefined> {
        let items = counted.total();
        if items == 0 {
            return Err(NO_ITEMS);
        }
        let mut cone = Cone::new();
        let counts = [
            counted.true_positives(),
            counted.false_positives(),
            counted.false_negatives(),
            counted.true_negatives(),
        ];
        for (cell, count) in counts.into_iter().enumerate() {
            let form = share_of_labelled(cell, count, items);
            cone = cone.where_at_least_0(&form).where_at_least_0(&form.map(|factor| -factor));
        }
        for form in bounds(errors, items) {
            cone = cone.where_at_least_0(&form);
        }
        Ok(Self { cone, items: real(items) })
    }

    /// Returns the least and the greatest value of a share in truth, whichever labels are wrong.
    ///
    /// Sharp for [`LabelError::OfAll`]: some choice of whole items gives each end. By truth the ends are
    /// sharp for parts of items, and whole items may fall short of them by less than one.
    ///
    /// # Errors
    ///
    /// Where the share is 0/0 whichever labels are wrong, or is not a share of items.
    pub fn range(&self, metric: Metric) -> Result<(f64, f64), Undefined> {
        self.cone.range(&in_truth(metric)?).ok_or(NOWHERE_DEFINED)
    }

    /// Returns what a share is at most, with the stated confidence, whichever labels are wrong.
    ///
    /// The greatest of the exact one-sided bounds ([`upper_bound`](crate::interval::upper_bound)) over all
    /// that the counts may be in truth, parts of items included; 1 where wrong labels might leave nothing that the
    /// share is a share of.
    ///
    /// # Errors
    ///
    /// As [`range`](Self::range).
    pub fn upper_bound(&self, metric: Metric, confidence: Confidence) -> Result<f64, Undefined> {
        let tail = confidence.one_sided_tail();
        self.greatest(metric, |events, others| {
            if others > 0.0 { beta_upper_quantile(events + 1.0, others, tail) } else { 1.0 }
        })
    }

    /// Returns what a share is at least, with the stated confidence, whichever labels are wrong; the
    /// other side of [`upper_bound`](Self::upper_bound).
    ///
    /// # Errors
    ///
    /// As [`range`](Self::range).
    pub fn lower_bound(&self, metric: Metric, confidence: Confidence) -> Result<f64, Undefined> {
        let tail = confidence.one_sided_tail();
        let negative = self.greatest(metric, |events, others| {
            if events > 0.0 { -beta_lower_quantile(events, others + 1.0, tail) } else { 0.0 }
        });
        negative.map(f64::abs)
    }

    /// The greatest value of `bound`, of the events and the others that a share counts. It rises in one of
    /// them and falls in the other, so that it is found at a corner of what they may be in truth, or where
    /// both rise along an edge.
    fn greatest(&self, metric: Metric, bound: impl Fn(f64, f64) -> f64) -> Result<f64, Undefined> {
        self.range(metric)?;
        let Ratio { part, whole } = in_truth(metric)?;
        let rest: Form<8> = std::array::from_fn(|index| whole[index] - part[index]);
        let corners: Vec<[f64; 2]> =
            self.cone.corners([part, rest]).map(|shares| shares.map(|s| s * self.items)).collect();
        let at_corners = corners.iter().map(|[events, others]| bound(*events, *others));
        let mut greatest = at_corners.fold(f64::NEG_INFINITY, f64::max);
        let both_rise = |from: &[f64; 2], to: &[f64; 2]| from[0] < to[0] && from[1] < to[1];
        for from in &corners {
            for to in corners.iter().filter(|to| both_rise(from, to)) {
                let between = |end: usize, t: f64| from[end] + t * (to[end] - from[end]);
                let along = |t: f64| bound(between(0, t), between(1, t));
                greatest = greatest.max(greatest_along(along));
            }
        }
        Ok(greatest)
    }
}

/// How finely an edge is searched before the surroundings of the best place are, and how often.
const STEPS: u32 = 24;
const ROUNDS: u32 = 4;

/// The greatest value of `bound` over `[0, 1]`.
fn greatest_along(bound: impl Fn(f64) -> f64) -> f64 {
    let (mut low, mut high, mut greatest) = (0.0, 1.0, f64::NEG_INFINITY);
    for _ in 0..ROUNDS {
        let step = (high - low) / f64::from(STEPS);
        let mut best: f64 = low;
        for place in (0..=STEPS).map(|index| low + step * f64::from(index)) {
            let value = bound(place);
            if value > greatest {
                (greatest, best) = (value, place);
            }
        }
        (low, high) = ((best - step).max(0.0), (best + step).min(1.0));
    }
    greatest
}

/// The share of all items that are counted in one cell by their label, less what it is.
fn share_of_labelled(cell: usize, count: u64, items: u64) -> Form<8> {
    let share = real(count) / real(items);
    // An item of the other truth with the same decision is in this cell if labelled wrongly.
    let counted = [cell, TRUE_CELLS + (cell ^ 1)];
    std::array::from_fn(|index| if counted.contains(&index) { 1.0 - share } else { -share })
}

/// The conditions that keep labels from being wrong too often.
fn bounds(errors: LabelError, items: u64) -> Vec<Form<8>> {
    let is_wrong = |index: usize| index >= TRUE_CELLS;
    let at_most = |share: f64, among: &dyn Fn(usize) -> bool| -> Form<8> {
        std::array::from_fn(|index| match (among(index), is_wrong(index)) {
            (false, _) => 0.0,
            (true, false) => share,
            (true, true) => share - 1.0,
        })
    };
    let is_violating = |index: usize| index.is_multiple_of(2);
    match errors {
        LabelError::OfAll(share) => {
            let too_many = |wrong: u64| real(wrong) / real(items) > share.get();
            let wrong = if too_many(items) { first_count(0..=items, too_many) - 1 } else { items };
            vec![at_most(real(wrong) / real(items), &|_| true)]
        }
        LabelError::ByTruth { violating, innocent } => vec![
            at_most(violating.get(), &is_violating),
            at_most(innocent.get(), &|index| !is_violating(index)),
        ],
    }
}

/// A share of the true cells, whatever the labels.
fn in_truth(metric: Metric) -> Result<Ratio<8>, Undefined> {
    let Ratio { part, whole } = ratio(metric)?;
    let twice = |cells: Form<4>| std::array::from_fn(|index| cells[index % TRUE_CELLS]);
    Ok(Ratio { part: twice(part), whole: twice(whole) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confusion::Cells;
    use crate::interval::lower_bound;
    use crate::quantity::Proportion;

    /// Every choice of up to 8 wrong labels among 12, 12, 0 and 20, one by one: the least bound is not at
    /// a corner.
    #[test]
    fn the_least_bound_of_all_choices_may_lie_between_corners() {
        let counted = ConfusionMatrix::new(Cells {
            true_positives: 12,
            false_positives: 12,
            false_negatives: 0,
            true_negatives: 20,
        })
        .unwrap();
        let errors = LabelError::OfAll(Probability::new(0.2).unwrap());
        let test = MislabelledTest::new(&counted, errors).unwrap();
        let found = test.lower_bound(Metric::Recall, Confidence::DEFAULT).unwrap();
        let mut least = 1.0_f64;
        for lost in 0..=8_u64 {
            for gained in 0..=8 - lost {
                for missed in 0..=8 - lost - gained {
                    let right = 12 - lost + gained;
                    if let Some(recall) = Proportion::new(right, right + missed) {
                        least = least.min(lower_bound(recall, Confidence::DEFAULT));
                    }
                }
            }
        }
        assert!((least - 0.3904).abs() < 5e-5, "{least}");
        assert!(found <= least && found > least - 0.005, "{found} {least}");
    }
}
