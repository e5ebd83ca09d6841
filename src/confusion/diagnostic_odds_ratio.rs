//! The odds of a flag on a violating item, over those on an innocent one.

use super::{ConfusionMatrix, Estimate, Limits};
use crate::quantity::{Confidence, real};
use crate::special::normal_upper_quantile;

const METHOD: &str = "log";

/// Returns the diagnostic odds ratio with its interval on the log scale.
///
/// ```text
/// DOR = TP·TN / (FP·FN) = LR+ / LR-
/// ln DOR ± z √( 1/TP + 1/FP + 1/FN + 1/TN )
/// ```
///
/// Here `z` leaves half of what the confidence leaves in the upper normal tail. The interval needs
/// four counts above 0. Where `FP` or `FN` is 0 the ratio is infinite, where only `TP` or `TN` is,
/// it is 0 without limits; it is undefined where no item is violating or innocent, and where all or
/// none were flagged.
///
/// Source: Woolf, *Annals of Human Genetics* 19, 1955.
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
    let (tp, fp) = (real(matrix.true_positives()), real(matrix.false_positives()));
    let (fneg, tn) = (real(matrix.false_negatives()), real(matrix.true_negatives()));
    if fp == 0.0 || fneg == 0.0 {
        let reason = match (fp == 0.0, fneg == 0.0) {
            (true, false) => "infinite: no innocent item was flagged",
            (false, _) => "infinite: every violating item was flagged",
            (true, true) => "infinite: no decision was wrong",
        };
        return Estimate::undefined(METHOD, reason);
    }
    let value = (tp / fp) * (tn / fneg);
    if tp == 0.0 || tn == 0.0 {
        let reason = "no limits: one of the four counts is 0";
        return Estimate::without_limits(value, METHOD, reason);
    }
    let error = (1.0 / tp + 1.0 / fp + 1.0 / fneg + 1.0 / tn).sqrt();
    let half_width = normal_upper_quantile(confidence.tail()) * error;
    Estimate::new(value, Limits::around(0.0, half_width).map(|step| value * step.exp()), METHOD)
}
