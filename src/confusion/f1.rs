//! The harmonic mean of precision and recall.

use super::{ConfusionMatrix, Estimate, Limits, Method, Undefined};
use crate::quantity::{Confidence, Proportion};

pub(super) const NOTHING_CONCERNED: Undefined = "no item is violating or flagged";

/// Returns F1, the harmonic mean of precision and recall, with an interval inside `[0, 1]`.
///
/// ```text
/// F1 = 2·TP / (2·TP + FP + FN) = 2s / (1 + s),  s = TP / (TP + FP + FN)
/// ```
///
/// `s`, the Jaccard index (F*), is a proportion: of all items but the true negatives, those that are
/// both violating and flagged. F1 increases with it, so the limits of `s` by `method`, transformed in
/// the same way, are limits of F1; with an exact method they cover at least as often as the
/// confidence says. That holds where each item falls into its cell by chance, as in a random sample of
/// a stream: given `TP + FP + FN`, the count `TP` is then binomial. It holds only roughly where the
/// numbers of violating and innocent items were fixed in advance. F1, like precision, depends on the
/// prevalence of the test set and does not travel to another.
///
/// The method is named after that of `s`, such as `wilson-f1`. Undefined where there is neither a
/// violating nor a flagged item.
///
/// Sources: Hand, Christen and Kirielle, *Machine Learning* 110, 2021, for F*; Lam, Gopal and Qian,
/// arXiv:2309.14621, 2023, who compare the transformed (indirect) limits with others.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, Method, f1};
/// use baserate::interval::clopper_pearson;
/// use baserate::quantity::Confidence;
///
/// let cells = Cells {
///     true_positives: 84,
///     false_positives: 10,
///     false_negatives: 16,
///     true_negatives: 990,
/// };
/// let exact = Method { name: "clopper-pearson", interval: clopper_pearson };
/// let mean = f1(&ConfusionMatrix::new(cells).unwrap(), &exact, Confidence::DEFAULT);
/// assert!((mean.value().unwrap() - 168.0 / 194.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn f1(matrix: &ConfusionMatrix, method: &Method, confidence: Confidence) -> Estimate {
    let name = format!("{}-f1", method.name);
    let events = matrix.true_positives();
    let trials = matrix.flagged() + matrix.false_negatives();
    let Some(share) = Proportion::new(events, trials) else {
        return Estimate::undefined(name, NOTHING_CONCERNED);
    };
    let limits = Limits::from((method.interval)(share, confidence)).map(f1_of_share);
    Estimate::new(f1_of_share(share.estimate()), limits, name)
}

/// F1 where `share` is the Jaccard index.
pub(super) fn f1_of_share(share: f64) -> f64 {
    2.0 * share / (1.0 + share)
}
