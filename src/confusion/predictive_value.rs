//! What a flag, or its absence, would mean where another share of the items is violating.

use super::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use super::{ConfusionMatrix, Estimate, Limits, Undefined};
use crate::quantity::{Confidence, Rate, real};
use crate::special::{Share, normal_upper_quantile};

const LOGIT: &str = "logit";
const ADJUSTED: &str = "adjusted-logit";

/// The prevalence of the place to which recall and the false positive rate are carried.
pub type Prevalence = Rate;

pub(super) const NOTHING_FLAGGED_THERE: Undefined = "nothing would be flagged there";
pub(super) const EVERYTHING_FLAGGED_THERE: Undefined = "everything would be flagged there";

/// Returns the positive predictive value of a detector with this `recall` and false positive rate
/// `fpr` where the share `prevalence` of the items is violating; what is missing to 1 is the false
/// discovery rate.
///
/// ```text
/// odds(PPV) = π / (1 - π) · recall / FPR
/// ```
///
/// Here `π` is the prevalence: Bayes' theorem.
///
/// # Errors
///
/// Where nothing would be flagged.
///
/// ```
/// use baserate::confusion::ppv;
/// use baserate::special::Share;
///
/// let [recall, fpr, prevalence] = [0.84, 1e-6, 1e-7].map(Share::new);
/// let ppv = ppv(recall, fpr, prevalence).unwrap();
/// assert!((ppv.x() - 0.0775).abs() < 5e-5);
/// ```
pub fn ppv(recall: Share, fpr: Share, prevalence: Share) -> Result<Share, Undefined> {
    let prior = prevalence.odds();
    posterior(prior, recall.x(), fpr.x()).ok_or(NOTHING_FLAGGED_THERE)
}

/// Returns the negative predictive value of a detector with this `recall` and false positive rate
/// `fpr` where the share `prevalence` of the items is violating; what is missing to 1 is the false
/// omission rate.
///
/// ```text
/// odds(NPV) = (1 - π) / π · (1 - FPR) / (1 - recall)
/// ```
///
/// # Errors
///
/// Where everything would be flagged.
pub fn npv(recall: Share, fpr: Share, prevalence: Share) -> Result<Share, Undefined> {
    let prior = prevalence.turned_round().odds();
    posterior(prior, fpr.rest(), recall.rest()).ok_or(EVERYTHING_FLAGGED_THERE)
}

/// The share that is right among what was decided in one way: `prior` odds that it is, times the
/// shares of the `right` and of the `wrong` items that are decided so. `None` where nothing is.
fn posterior(prior: f64, right: f64, wrong: f64) -> Option<Share> {
    let share = Share::from_odds(prior * right / wrong);
    (!share.x().is_nan()).then_some(share)
}

/// The odds of a prevalence, and the variance of their logarithm, with `adjustment` added to counted
/// events and non-events.
fn odds(prevalence: Prevalence, adjustment: f64) -> (f64, f64) {
    match prevalence {
        Rate::Known(_) => (Share::from(prevalence).odds(), 0.0),
        Rate::Counted(proportion) => {
            let events = real(proportion.events()) + adjustment;
            let others = real(proportion.non_events()) + adjustment;
            (events / others, events.recip() + others.recip())
        }
    }
}

fn is_counted_at_an_edge(prevalence: Prevalence) -> bool {
    prevalence.proportion().is_some_and(|p| p.events() == 0 || p.non_events() == 0)
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
    let neither_there = NOTHING_FLAGGED_THERE;
    let groups = Groups { right, wrong, neither: NOTHING_FLAGGED, neither_there };
    predictive_value(matrix, &groups, |k| odds(prevalence, k), prevalence, confidence)
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
    let neither_there = EVERYTHING_FLAGGED_THERE;
    let groups = Groups { right, wrong, neither: EVERYTHING_FLAGGED, neither_there };
    let turned_round = |k| {
        let (odds, variance) = odds(prevalence, k);
        (1.0 / odds, variance)
    };
    predictive_value(matrix, &groups, turned_round, prevalence, confidence)
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
    let Some(value) = posterior(odds(0.0).0, right.share(), wrong.share()) else {
        return Estimate::undefined(LOGIT, neither_there);
    };
    let value = value.x();
    let breaks = right.events == 0.0 || wrong.events == 0.0 || is_counted_at_an_edge(prevalence);
    if breaks {
        Estimate::new(value, limits(z * z / 2.0), ADJUSTED)
    } else {
        Estimate::new(value, limits(0.0), LOGIT)
    }
}
