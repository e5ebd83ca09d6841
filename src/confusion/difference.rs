//! Youden's J and balanced accuracy: recall against the false positive rate.

use super::{ConfusionMatrix, Estimate};
use crate::interval::difference::newcombe;
use crate::quantity::{Confidence, real};

const METHOD: &str = "newcombe";

/// Returns Youden's J, `recall - FPR`, with its interval by squares and addition.
///
/// ```text
/// J = recall + specificity - 1 = p - q,  p = TP / (TP + FN),  q = FP / (FP + TN)
/// lower: J - √( (p - l)² + (u' - q)² )
/// upper: J + √( (u - p)² + (q - l')² )
/// ```
///
/// Here `(l, u)` and `(l', u')` are the Wilson limits of `p` and `q`, two proportions of different
/// items and so independent. Wilson limits are used whatever method other proportions have, since
/// with them the result stays inside `[-1, 1]`. The one estimate at which rounding matters, J near
/// 0, is subtracted in whole numbers.
///
/// Source: Newcombe, *Statistics in Medicine* 17, 1998, pages 873–890, method 10.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, youden_j};
/// use baserate::quantity::Confidence;
///
/// let cells = Cells {
///     true_positives: 56,
///     false_negatives: 14,
///     false_positives: 48,
///     true_negatives: 32,
/// };
/// // Newcombe's table II, 56/70 - 48/80.
/// let j = youden_j(&ConfusionMatrix::new(cells).unwrap(), Confidence::DEFAULT);
/// assert!((j.value().unwrap() - 0.2).abs() < 1e-15);
/// assert!((j.limits().unwrap().lower - 0.0524).abs() < 5e-5);
/// assert!((j.limits().unwrap().upper - 0.3339).abs() < 5e-5);
/// ```
#[must_use]
pub fn youden_j(matrix: &ConfusionMatrix, confidence: Confidence) -> Estimate {
    let (recall, fpr) = match (matrix.recall(), matrix.fpr()) {
        (Ok(recall), Ok(fpr)) => (recall, fpr),
        (Err(reason), _) | (_, Err(reason)) => return Estimate::undefined(METHOD, reason),
    };
    let difference = matrix.determinant() / real(matrix.violating()) / real(matrix.innocent());
    let limits = newcombe(recall, fpr, confidence).into();
    Estimate::new(difference.clamp(-1.0, 1.0), limits, METHOD)
}

/// Returns balanced accuracy, the mean of recall and specificity, with its interval.
///
/// ```text
/// (recall + specificity) / 2 = (1 + J) / 2
/// ```
///
/// Here `J` is [`youden_j`], whose limits are carried over; the result stays inside `[0, 1]`.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, balanced_accuracy};
/// use baserate::quantity::Confidence;
///
/// let cells = Cells {
///     true_positives: 84,
///     false_negatives: 16,
///     false_positives: 10,
///     true_negatives: 990,
/// };
/// let mean = balanced_accuracy(&ConfusionMatrix::new(cells).unwrap(), Confidence::DEFAULT);
/// assert!((mean.value().unwrap() - (0.84 + 0.99) / 2.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn balanced_accuracy(matrix: &ConfusionMatrix, confidence: Confidence) -> Estimate {
    balanced(youden_j(matrix, confidence))
}

/// The balanced accuracy that goes with Youden's J.
pub(super) fn balanced(j: Estimate) -> Estimate {
    let halved = |j: f64| j.midpoint(1.0);
    match (j.value(), j.limits()) {
        (Some(value), Some(limits)) => {
            Estimate::new(halved(value), limits.map(halved), j.method().to_owned())
        }
        _ => j,
    }
}
