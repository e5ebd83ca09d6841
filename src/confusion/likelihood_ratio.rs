//! How much a flag, or its absence, changes the odds that an item is violating.

use super::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use super::{ConfusionMatrix, Estimate, Limits, Undefined};
use crate::quantity::{Confidence, real};
use crate::special::normal_upper_quantile;

const METHOD: &str = "log";

/// Returns the positive likelihood ratio, `recall / FPR`, with its interval on the log scale.
///
/// ```text
/// LR+ = (TP / V) / (FP / I)
/// ln LR+ ± z √( 1/TP - 1/V + 1/FP - 1/I )
/// ```
///
/// Here `V` items are violating and `I` innocent, and `z` leaves half of what the confidence leaves
/// in the upper normal tail. Undefined where `V` or `I` is 0 or nothing was flagged, infinite where
/// no innocent item was flagged; 0, without limits, where no violating item was. Where everything
/// was flagged, it is 1 and the method has no width to give.
///
/// Source: Simel, Samsa and Matchar, *Journal of Clinical Epidemiology* 44, 1991.
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
    let zero = "no limits: no violating item was flagged";
    let all = "no limits: everything was flagged";
    let parts = [
        Part::of(matrix.true_positives(), matrix.false_negatives()),
        Part::of(matrix.false_positives(), matrix.true_negatives()),
    ];
    let reasons = Reasons { infinite, zero, neither: NOTHING_FLAGGED, all };
    ratio(matrix, parts, &reasons, confidence)
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
    let zero = "no limits: every violating item was flagged";
    let all = "no limits: nothing was flagged";
    let parts = [
        Part::of(matrix.false_negatives(), matrix.true_positives()),
        Part::of(matrix.true_negatives(), matrix.false_positives()),
    ];
    let reasons = Reasons { infinite, zero, neither: EVERYTHING_FLAGGED, all };
    ratio(matrix, parts, &reasons, confidence)
}

/// Events and the rest of one group.
#[derive(Clone, Copy)]
struct Part {
    events: f64,
    rest: f64,
}

impl Part {
    fn of(events: u64, rest: u64) -> Self {
        Self { events: real(events), rest: real(rest) }
    }

    fn size(self) -> f64 {
        self.events + self.rest
    }

    /// `1 / events - 1 / size`, without subtracting.
    fn variance(self) -> f64 {
        self.rest / self.events / self.size()
    }
}

/// What to say where a count is 0.
struct Reasons {
    infinite: Undefined,
    zero: Undefined,
    neither: Undefined,
    all: Undefined,
}

fn ratio(
    matrix: &ConfusionMatrix,
    [violating, innocent]: [Part; 2],
    reasons: &Reasons,
    confidence: Confidence,
) -> Estimate {
    if let Some(reason) = matrix.missing_truth() {
        return Estimate::undefined(METHOD, reason);
    }
    match (violating.events > 0.0, innocent.events > 0.0) {
        (false, false) => return Estimate::undefined(METHOD, reasons.neither),
        (true, false) => return Estimate::undefined(METHOD, reasons.infinite),
        (false, true) => return Estimate::without_limits(0.0, METHOD, reasons.zero),
        (true, true) => {}
    }
    if violating.rest + innocent.rest == 0.0 {
        return Estimate::without_limits(1.0, METHOD, reasons.all);
    }
    let value = violating.events / violating.size() / (innocent.events / innocent.size());
    let error = (violating.variance() + innocent.variance()).sqrt();
    let half_width = normal_upper_quantile(confidence.tail()) * error;
    let limits = Limits::around(0.0, half_width).map(|step| value * step.exp());
    Estimate::new(value, limits, METHOD)
}
