//! The odds of a flag on a violating item, over those on an innocent one.

use super::{ConfusionMatrix, Estimate, Limits, Undefined};
use crate::interval::odds_ratio::conditional_exact;
use crate::quantity::{Confidence, real};
use crate::special::normal_upper_quantile;

const METHOD: &str = "log";

/// The method where one of the four counts is 0.
const AT_AN_EDGE: &str = "conditional-exact";

/// Returns the diagnostic odds ratio with its interval on the log scale.
///
/// ```text
/// DOR = TP·TN / (FP·FN) = LR+ / LR-
/// ln DOR ± z √( 1/TP + 1/FP + 1/FN + 1/TN )
/// ```
///
/// Here `z` leaves half of what the confidence leaves in the upper normal tail. Where `FP` or `FN` is
/// 0 the ratio is infinite, where only `TP` or `TN` is, it is 0: the logarithm breaks, and the one
/// limit that there is comes from the exact conditional interval. Undefined where no item is
/// violating or innocent, and where all or none were flagged.
///
/// Sources: Woolf, *Annals of Human Genetics* 19, 1955; Cornfield, *Proceedings of the Third Berkeley
/// Symposium* 4, 1956.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, diagnostic_odds_ratio};
/// use baserate::quantity::Confidence;
///
/// let cells = Cells {
///     true_positives: 240,
///     false_positives: 87,
///     false_negatives: 178,
///     true_negatives: 288,
/// };
/// let ratio = diagnostic_odds_ratio(&ConfusionMatrix::new(cells).unwrap(), Confidence::DEFAULT);
/// assert!((ratio.value().unwrap() - 240.0 * 288.0 / (87.0 * 178.0)).abs() < 1e-12);
/// ```
#[must_use]
pub fn diagnostic_odds_ratio(matrix: &ConfusionMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.missing_margin() {
        return Estimate::undefined(METHOD, reason);
    }
    if matrix.has_empty_cell() {
        return at_an_edge(matrix, confidence);
    }
    let (tp, fp) = (real(matrix.true_positives()), real(matrix.false_positives()));
    let (fneg, tn) = (real(matrix.false_negatives()), real(matrix.true_negatives()));
    let value = (tp / fp) * (tn / fneg);
    let error = (1.0 / tp + 1.0 / fp + 1.0 / fneg + 1.0 / tn).sqrt();
    let half_width = normal_upper_quantile(confidence.tail()) * error;
    Estimate::new(value, Limits::around(0.0, half_width).map(|step| value * step.exp()), METHOD)
}

/// Infinite or 0, with the one limit that there is.
fn at_an_edge(matrix: &ConfusionMatrix, confidence: Confidence) -> Estimate {
    let limits: Limits = match (matrix.recall(), matrix.fpr()) {
        (Ok(recall), Ok(fpr)) => conditional_exact(recall, fpr, confidence).into(),
        (Err(reason), _) | (_, Err(reason)) => return Estimate::undefined(AT_AN_EDGE, reason),
    };
    match infinite(matrix) {
        Some(reason) => Estimate::infinite(limits.lower, AT_AN_EDGE, reason),
        None => Estimate::new(0.0, limits, AT_AN_EDGE),
    }
}

/// Why the ratio is infinite, where it is.
pub(super) fn infinite(matrix: &ConfusionMatrix) -> Option<Undefined> {
    match (matrix.false_positives(), matrix.false_negatives()) {
        (0, 0) => Some("infinite: no decision was wrong"),
        (0, _) => Some("infinite: no innocent item was flagged"),
        (_, 0) => Some("infinite: every violating item was flagged"),
        _ => None,
    }
}
