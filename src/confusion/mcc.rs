//! Matthews' correlation coefficient.

use super::{ConfusionMatrix, Estimate, Limits};
use crate::quantity::{Confidence, real};
use crate::special::normal_upper_quantile;

const METHOD: &str = "fisher-z";

/// Returns Matthews' correlation coefficient, with an interval inside `[-1, 1]`.
///
/// ```text
/// φ = (TP·TN - FP·FN) / √( V·I·F·U )
/// tanh( artanh φ ± z·s / (1 - φ²) ),  s² = Σ n (xy - φ(x² + y²)/2)² / N²
/// ```
///
/// Here `V` items are violating, `I` innocent, `F` flagged and `U` not flagged, of `N`; the sum runs
/// over the four cells with their counts `n`. `x` is the standardised truth, `√(I/V)` for violating
/// and `-√(V/I)` for innocent items, `y` the standardised decision, `√(U/F)` and `-√(F/U)`. `s` is the
/// error of `φ` by the delta method, written with the influence of each item on a correlation, which
/// subtracts nothing large; it equals the formula of Bishop, Fienberg and Holland (*Discrete
/// Multivariate Analysis*, 1975, page 381).
///
/// The interval is approximate, and false where a count is 0, for the error then leaves that cell
/// out: there are no limits there. Where all counts are positive it covers nearly as often as it says
/// even for rare events (by enumeration .94 to .99 at a nominal .95, with 10 to 1 000 violating items).
///
/// Undefined where a row or a column of the matrix is empty.
///
/// Source of the interval: Itaya, Tamura, Hayashi and Yamamoto, *Statistics in Medicine* 44, 2025.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, mcc};
/// use baserate::quantity::Confidence;
///
/// let cells = Cells {
///     true_positives: 84,
///     false_positives: 10,
///     false_negatives: 16,
///     true_negatives: 990,
/// };
/// let phi = mcc(&ConfusionMatrix::new(cells).unwrap(), Confidence::DEFAULT);
/// assert!((phi.value().unwrap() - 0.8536).abs() < 5e-4);
/// ```
#[must_use]
pub fn mcc(matrix: &ConfusionMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.missing_margin() {
        return Estimate::undefined(METHOD, reason);
    }
    let wrong = (matrix.false_positives(), matrix.false_negatives());
    let right = (matrix.true_positives(), matrix.true_negatives());
    if wrong == (0, 0) {
        return Estimate::without_limits(1.0, METHOD, "no limits: no decision was wrong");
    }
    if right == (0, 0) {
        return Estimate::without_limits(-1.0, METHOD, "no limits: every decision was wrong");
    }
    let value = coefficient(matrix);
    if matrix.has_empty_cell() {
        return Estimate::without_limits(value, METHOD, "no limits: a count is 0");
    }
    let half_width = normal_upper_quantile(confidence.tail()) * standard_error(matrix, value)
        / ((1.0 - value) * (1.0 + value));
    Estimate::new(value, Limits::around(value.atanh(), half_width).map(f64::tanh), METHOD)
}

fn coefficient(matrix: &ConfusionMatrix) -> f64 {
    let truth = real(matrix.violating()).sqrt() * real(matrix.innocent()).sqrt();
    let decision = real(matrix.flagged()).sqrt() * real(matrix.unflagged()).sqrt();
    (matrix.determinant() / truth / decision).clamp(-1.0, 1.0)
}

fn standard_error(matrix: &ConfusionMatrix, value: f64) -> f64 {
    let truth_odds = real(matrix.innocent()) / real(matrix.violating());
    let decision_odds = real(matrix.unflagged()) / real(matrix.flagged());
    let (violating, innocent) = (truth_odds.sqrt(), -truth_odds.sqrt().recip());
    let (flagged, unflagged) = (decision_odds.sqrt(), -decision_odds.sqrt().recip());
    let cells = [
        (matrix.true_positives(), violating, flagged),
        (matrix.false_positives(), innocent, flagged),
        (matrix.false_negatives(), violating, unflagged),
        (matrix.true_negatives(), innocent, unflagged),
    ];
    let squares = cells.map(|(count, x, y)| {
        let influence = x * y - value * (x * x + y * y) / 2.0;
        real(count) * influence * influence
    });
    squares.iter().sum::<f64>().sqrt() / real(matrix.total())
}
