//! How much a flag, or its absence, changes the odds that an item is violating.

use super::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use super::{ConfusionMatrix, Estimate, Limits, Undefined};
use crate::interval::ratio::koopman;
use crate::quantity::{Confidence, Proportion, real};
use crate::special::normal_upper_quantile;

const METHOD: &str = "log";

/// The method where one of the two shares is 0.
const AT_AN_EDGE: &str = "koopman";

/// Returns the positive likelihood ratio, `recall / FPR`, with its interval on the log scale.
///
/// ```text
/// LR+ = (TP / V) / (FP / I)
/// ln LR+ ± z √( 1/TP - 1/V + 1/FP - 1/I )
/// ```
///
/// Here `V` items are violating and `I` innocent, and `z` leaves half of what the confidence leaves
/// in the upper normal tail. Undefined where `V` or `I` is 0 or nothing was flagged. Where no innocent
/// item was flagged, the ratio is infinite, and where no violating item was, it is 0: the logarithm
/// breaks, and the one limit that there is comes from Koopman's score interval for a ratio. Where
/// everything was flagged, it is 1 and the method has no width to give.
///
/// Sources: Simel, Samsa and Matchar, *Journal of Clinical Epidemiology* 44, 1991; Koopman,
/// *Biometrics* 40, 1984.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, lr_positive};
/// use baserate::quantity::Confidence;
///
/// let cells = Cells {
///     true_positives: 240,
///     false_positives: 87,
///     false_negatives: 178,
///     true_negatives: 288,
/// };
/// let ratio = lr_positive(&ConfusionMatrix::new(cells).unwrap(), Confidence::DEFAULT);
/// assert!((ratio.value().unwrap() - 2.4749).abs() < 1e-4);
/// assert!((ratio.limits().unwrap().lower - 2.0226).abs() < 1e-4);
/// ```
#[must_use]
pub fn lr_positive(matrix: &ConfusionMatrix, confidence: Confidence) -> Estimate {
    let infinite = "infinite: no innocent item was flagged";
    let all = "no limits: everything was flagged";
    let reasons = Reasons { infinite, neither: NOTHING_FLAGGED, all };
    match (matrix.recall(), matrix.fpr()) {
        (Ok(recall), Ok(fpr)) => ratio(recall, fpr, &reasons, confidence),
        (Err(reason), _) | (_, Err(reason)) => Estimate::undefined(METHOD, reason),
    }
}

/// Returns the negative likelihood ratio, `FNR / specificity`, with its interval on the log scale.
///
/// ```text
/// LR- = (FN / V) / (TN / I)
/// ln LR- ± z √( 1/FN - 1/V + 1/TN - 1/I )
/// ```
///
/// The symbols, the edges and the source are those of [`lr_positive`], with what was not flagged in
/// place of what was.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, lr_negative};
/// use baserate::quantity::Confidence;
///
/// let cells = Cells {
///     true_positives: 240,
///     false_positives: 87,
///     false_negatives: 178,
///     true_negatives: 288,
/// };
/// let ratio = lr_negative(&ConfusionMatrix::new(cells).unwrap(), Confidence::DEFAULT);
/// assert!((ratio.value().unwrap() - 0.5545).abs() < 1e-4);
/// ```
#[must_use]
pub fn lr_negative(matrix: &ConfusionMatrix, confidence: Confidence) -> Estimate {
    let infinite = "infinite: every innocent item was flagged";
    let all = "no limits: nothing was flagged";
    let reasons = Reasons { infinite, neither: EVERYTHING_FLAGGED, all };
    match (matrix.fnr(), matrix.specificity()) {
        (Ok(fnr), Ok(specificity)) => ratio(fnr, specificity, &reasons, confidence),
        (Err(reason), _) | (_, Err(reason)) => Estimate::undefined(METHOD, reason),
    }
}

/// What to say where a count is 0.
struct Reasons {
    infinite: Undefined,
    neither: Undefined,
    all: Undefined,
}

fn ratio(
    violating: Proportion,
    innocent: Proportion,
    reasons: &Reasons,
    confidence: Confidence,
) -> Estimate {
    match (violating.events(), innocent.events()) {
        (0, 0) => return Estimate::undefined(METHOD, reasons.neither),
        (_, 0) => {
            let lower = koopman(violating, innocent, confidence).lower();
            return Estimate::infinite(lower, AT_AN_EDGE, reasons.infinite);
        }
        (0, _) => {
            let limits = koopman(violating, innocent, confidence).into();
            return Estimate::new(0.0, limits, AT_AN_EDGE);
        }
        _ => {}
    }
    if violating.non_events() == 0 && innocent.non_events() == 0 {
        return Estimate::without_limits(1.0, METHOD, reasons.all);
    }
    let value = violating.estimate() / innocent.estimate();
    let error = (variance(violating) + variance(innocent)).sqrt();
    let half_width = normal_upper_quantile(confidence.tail()) * error;
    let limits = Limits::around(0.0, half_width).map(|step| value * step.exp());
    Estimate::new(value, limits, METHOD)
}

/// The variance of the logarithm of a share: `1 / events - 1 / trials`, without subtracting.
fn variance(share: Proportion) -> f64 {
    real(share.non_events()) / real(share.events()) / real(share.trials())
}
