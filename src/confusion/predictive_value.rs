//! What a flag, or its absence, would mean where another share of the items is violating.

use super::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use super::{ConfusionMatrix, Estimate, Limits, Undefined};
use crate::quantity::{Confidence, Probability, Proportion, real};
use crate::special::normal_upper_quantile;

const LOGIT: &str = "logit";
const ADJUSTED: &str = "adjusted-logit";

pub(super) const NOTHING_FLAGGED_THERE: Undefined = "nothing would be flagged there";
pub(super) const EVERYTHING_FLAGGED_THERE: Undefined = "everything would be flagged there";

/// The prevalence of the place to which recall and the false positive rate are carried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Prevalence {
    /// A share that is taken as known; its own uncertainty is not part of the interval.
    Known(Probability),
    /// A share that was itself estimated from an independent random sample of that place.
    Counted(Proportion),
}

impl Prevalence {
    /// The share itself.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Known(share) => share.get(),
            Self::Counted(proportion) => proportion.estimate(),
        }
    }

    /// Its odds, and the variance of their logarithm, with `k²/2` added to counted events and
    /// non-events where `k` is given.
    fn odds(self, adjustment: f64) -> (f64, f64) {
        match self {
            Self::Known(share) => (share.get() / (1.0 - share.get()), 0.0),
            Self::Counted(proportion) => {
                let events = real(proportion.events()) + adjustment;
                let others = real(proportion.non_events()) + adjustment;
                (events / others, events.recip() + others.recip())
            }
        }
    }

    fn is_counted_at_an_edge(self) -> bool {
        matches!(self, Self::Counted(p) if p.events() == 0 || p.non_events() == 0)
    }
}

/// Returns the positive predictive value (precision) at another prevalence, with its logit interval.
///
/// ```text
/// odds(PPV) = LR+ · π / (1 - π),  LR+ = recall / FPR
/// logit PPV ± z √( (1 - recall)/TP + specificity/FP + var logit π )
/// ```
///
/// Here `π` is the prevalence and `z` leaves half of what the confidence leaves in the upper normal
/// tail. A counted prevalence of `x` events and `y` non-events adds `1/x + 1/y`, an independent sample
/// being assumed; a known one adds nothing. Recall and the false positive rate are assumed to be the
/// same there as in these counts.
///
/// Where TP or FP is 0, or a counted prevalence has no events or nothing else, the formula breaks, and
/// the adjusted interval is given in its place: `z²/2` is added to every count before the same formula
/// is used, and the interval is widened to the estimate, which is then exactly 0 or 1. (A count of 0
/// elsewhere needs no adjustment, and would be badly served by one: with 0 misses it moves recall
/// away from 1.) Undefined where no item is violating or innocent, or where nothing was flagged.
///
/// Source: Mercaldo, Lau and Zhou, *Statistics in Medicine* 26, 2007, for both. Their ApoE4 data, at a
/// prevalence of 3 %:
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, Prevalence, ppv_at_prevalence};
/// use baserate::quantity::{Confidence, Probability};
///
/// let cells = Cells {
///     true_positives: 240,
///     false_positives: 87,
///     false_negatives: 178,
///     true_negatives: 288,
/// };
/// let matrix = ConfusionMatrix::new(cells).unwrap();
/// let prevalence = Prevalence::Known(Probability::new(0.03).unwrap());
/// let ppv = ppv_at_prevalence(&matrix, prevalence, Confidence::DEFAULT);
/// assert!((ppv.value().unwrap() - 0.0711).abs() < 5e-5);
/// assert!((ppv.limits().unwrap().lower - 0.0589).abs() < 5e-5);
/// assert!((ppv.limits().unwrap().upper - 0.0856).abs() < 5e-5);
/// ```
#[must_use]
pub fn ppv_at_prevalence(
    matrix: &ConfusionMatrix,
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    let right = Group::of(matrix.true_positives(), matrix.false_negatives());
    let wrong = Group::of(matrix.false_positives(), matrix.true_negatives());
    let (neither, neither_there) = (NOTHING_FLAGGED, NOTHING_FLAGGED_THERE);
    let groups = Groups { right, wrong, neither, neither_there };
    predictive_value(matrix, &groups, |k| prevalence.odds(k), prevalence, confidence)
}

/// Returns the negative predictive value at another prevalence, with its logit interval.
///
/// ```text
/// odds(NPV) = (1 - π) / π / LR-,  LR- = FNR / specificity
/// logit NPV ± z √( recall/FN + (1 - specificity)/TN + var logit π )
/// ```
///
/// The symbols, the edges and the source are those of [`ppv_at_prevalence`], with what was not flagged
/// in place of what was.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, Prevalence, npv_at_prevalence};
/// use baserate::quantity::{Confidence, Probability};
///
/// let cells = Cells {
///     true_positives: 240,
///     false_positives: 87,
///     false_negatives: 178,
///     true_negatives: 288,
/// };
/// let matrix = ConfusionMatrix::new(cells).unwrap();
/// let prevalence = Prevalence::Known(Probability::new(0.03).unwrap());
/// let npv = npv_at_prevalence(&matrix, prevalence, Confidence::DEFAULT);
/// assert!((npv.value().unwrap() - 0.9831).abs() < 5e-5);
/// // The paper prints .9810; to five decimals it is .98095.
/// assert!((npv.limits().unwrap().lower - 0.98095).abs() < 5e-6);
/// assert!((npv.limits().unwrap().upper - 0.9851).abs() < 5e-5);
/// ```
#[must_use]
pub fn npv_at_prevalence(
    matrix: &ConfusionMatrix,
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    let right = Group::of(matrix.true_negatives(), matrix.false_positives());
    let wrong = Group::of(matrix.false_negatives(), matrix.true_positives());
    let (neither, neither_there) = (EVERYTHING_FLAGGED, EVERYTHING_FLAGGED_THERE);
    let groups = Groups { right, wrong, neither, neither_there };
    let odds = |k| {
        let (odds, variance) = prevalence.odds(k);
        (1.0 / odds, variance)
    };
    predictive_value(matrix, &groups, odds, prevalence, confidence)
}

/// The items of one truth: those decided as the predictive value is about, and the rest.
#[derive(Clone, Copy)]
struct Group {
    events: f64,
    rest: f64,
}

impl Group {
    fn of(events: u64, rest: u64) -> Self {
        Self { events: real(events), rest: real(rest) }
    }

    fn plus(self, adjustment: f64) -> Self {
        Self { events: self.events + adjustment, rest: self.rest + adjustment }
    }

    fn share(self) -> f64 {
        self.events / (self.events + self.rest)
    }

    /// The variance of the logarithm of the share.
    fn variance(self) -> f64 {
        self.rest / self.events / (self.events + self.rest)
    }
}

/// The two groups that a predictive value is about, rightly and wrongly decided so.
struct Groups {
    right: Group,
    wrong: Group,
    /// Why there is no value where nothing was decided so.
    neither: Undefined,
    /// The same, at the other prevalence.
    neither_there: Undefined,
}

fn predictive_value(
    matrix: &ConfusionMatrix,
    groups: &Groups,
    odds: impl Fn(f64) -> (f64, f64),
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    let Groups { right, wrong, neither, neither_there } = *groups;
    if let Some(reason) = matrix.missing_truth() {
        return Estimate::undefined(LOGIT, reason);
    }
    if right.events + wrong.events == 0.0 {
        return Estimate::undefined(LOGIT, neither);
    }
    let z = normal_upper_quantile(confidence.tail());
    let limits = |adjustment: f64| {
        let (right, wrong) = (right.plus(adjustment), wrong.plus(adjustment));
        let (prior, variance) = odds(adjustment);
        let error = (right.variance() + wrong.variance() + variance).sqrt();
        let logit = (prior * right.share() / wrong.share()).ln();
        Limits::around(logit, z * error).map(|logit| 1.0 / (1.0 + (-logit).exp()))
    };
    let odds_of_it = odds(0.0).0 * right.share() / wrong.share();
    let value = 1.0 / (1.0 + odds_of_it.recip());
    if value.is_nan() {
        return Estimate::undefined(LOGIT, neither_there);
    }
    let breaks = right.events == 0.0 || wrong.events == 0.0 || prevalence.is_counted_at_an_edge();
    if breaks {
        Estimate::new(value, limits(z * z / 2.0), ADJUSTED)
    } else {
        Estimate::new(value, limits(0.0), LOGIT)
    }
}
