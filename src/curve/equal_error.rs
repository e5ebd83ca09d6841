//! Where the two error rates are equal.

use super::{missing_class, points};
use crate::confusion::Undefined;
use crate::quantity::real;
use crate::tally::Ranking;

/// Returns the equal error rate, a share: where the false positive rate equals the false negative rate, on
/// the straight line between the two thresholds next to that point.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::equal_error_rate;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// assert_eq!(equal_error_rate(&ranking), Ok(0.5));
/// ```
pub fn equal_error_rate(ranking: &Ranking) -> Result<f64, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let (positives, negatives) = (real(ranking.positives()), real(ranking.negatives()));
    // The false positive rate at the threshold before, and by how much the false negative rate exceeds it.
    let (mut last_fpr, mut last_excess) = (0.0, 1.0);
    for point in points(ranking) {
        let fpr = real(point.matrix.false_positives()) / negatives;
        let excess = real(point.matrix.false_negatives()) / positives - fpr;
        if excess <= 0.0 {
            return Ok(last_fpr + last_excess / (last_excess - excess) * (fpr - last_fpr));
        }
        (last_fpr, last_excess) = (fpr, excess);
    }
    // Not reached: where everything is flagged, the rates are 1 and 0.
    Ok(last_fpr)
}
