//! Points of curves that depend on the prevalence, in a stream with another one.
//!
//! Recall and the false positive rate of every threshold are taken to be the same there.

use super::{missing_class, points};
use crate::confusion::{ConfusionMatrix, Undefined, ppv};
use crate::quantity::{Proportion, Rate, real};
use crate::special::Share;
use crate::tally::Ranking;

/// Returns the precision of these counts where the share `prevalence` is violating.
///
/// ```text
/// odds(precision) = π/(1 - π)·recall/FPR
/// ```
///
/// # Errors
///
/// Where nothing was flagged, or there are no positives or no negatives.
pub fn precision_at(matrix: &ConfusionMatrix, prevalence: Rate) -> Result<f64, Undefined> {
    let [recall, fpr] = [matrix.recall()?, matrix.fpr()?].map(|share| Rate::Counted(share).into());
    Ok(ppv(recall, fpr, prevalence.into())?.x())
}

/// Returns the share of items that are flagged where the share `prevalence` is violating:
/// `π·recall + (1 - π)·FPR`.
///
/// # Errors
///
/// Where there are no positives or no negatives.
pub fn flag_rate_at(matrix: &ConfusionMatrix, prevalence: Rate) -> Result<f64, Undefined> {
    let [recall, fpr] = [matrix.recall()?, matrix.fpr()?].map(Proportion::estimate);
    let prevalence = Share::from(prevalence);
    Ok(prevalence.x() * recall + prevalence.rest() * fpr)
}

/// Returns average precision where the share `prevalence` is violating.
///
/// ```text
/// AP = Σ (recall - recall before) · precision there, over all thresholds from the highest down
/// ```
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::average_precision_at;
/// use baserate::quantity::{Proportion, Rate};
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// // With the second positive come half of the negatives: of ten items, one is flagged rightly and 4.5 wrongly.
/// let tenth = Rate::Counted(Proportion::new(1, 10).unwrap());
/// let precision = average_precision_at(&ranking, tenth).unwrap();
/// assert!((precision - (1.0 + 2.0 / 11.0) / 2.0).abs() < 1e-15);
/// ```
pub fn average_precision_at(ranking: &Ranking, prevalence: Rate) -> Result<f64, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let mut sum = 0.0;
    for (point, cell) in points(ranking).zip(ranking.cells()) {
        if cell.positives > 0 {
            sum += real(cell.positives) * precision_at(&point.matrix, prevalence)?;
        }
    }
    Ok(sum / real(ranking.positives()))
}
