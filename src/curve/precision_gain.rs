//! Precision–recall–gain: precision and recall on a scale on which areas mean something.

use super::{Point, missing_class, points};
use crate::confusion::{ConfusionMatrix, Undefined};
use crate::quantity::{Rate, real};
use crate::special::Share;
use crate::tally::Ranking;

const NO_RIGHT_FLAG: Undefined = "no flagged item is positive";
const AT_AN_EDGE: Undefined = "the prevalence is 0 or 1";

/// Precision gain against recall gain: columns of equal length, the highest threshold first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrecisionRecallGain {
    /// The thresholds, each a score that occurs.
    pub thresholds: Vec<f64>,
    /// The precision gain.
    pub precision_gain: Vec<f64>,
    /// The recall gain.
    pub recall_gain: Vec<f64>,
}

/// Returns the precision gain: 1 at best, 0 for a precision no higher than the prevalence, below 0 for less.
///
/// ```text
/// (precision - π) / ((1 - π)·precision) = 1 - FPR/recall
/// ```
///
/// Here `π` is the prevalence. As the right side shows, it is the same at every prevalence.
///
/// Source: Flach and Kull, *NIPS*, 2015, definition 4.
///
/// # Errors
///
/// Where no flagged item is positive, or there are no positives or no negatives.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix};
/// use baserate::curve::precision_gain;
///
/// let cells = Cells { true_positives: 3, false_positives: 1, false_negatives: 1, true_negatives: 9 };
/// let matrix = ConfusionMatrix::new(cells).unwrap();
/// // FPR 1/10 and recall 3/4.
/// assert!((precision_gain(&matrix).unwrap() - (1.0 - 0.1 / 0.75)).abs() < 1e-15);
/// ```
pub fn precision_gain(matrix: &ConfusionMatrix) -> Result<f64, Undefined> {
    let (recall, fpr) = (matrix.recall()?, matrix.fpr()?);
    if recall.events() == 0 {
        return Err(NO_RIGHT_FLAG);
    }
    Ok(1.0 - fpr.estimate() / recall.estimate())
}

/// Returns the recall gain at a prevalence, or at that of these rows: 1 at best, 0 for a recall no higher than
/// the prevalence, below 0 for less.
///
/// ```text
/// (recall - π) / ((1 - π)·recall) = 1 - π/(1 - π)·(1 - recall)/recall
/// ```
///
/// Here `π` is the prevalence.
///
/// Source: Flach and Kull, *NIPS*, 2015, definition 4.
///
/// # Errors
///
/// Where no flagged item is positive, or there are no positives or no negatives.
pub fn recall_gain(matrix: &ConfusionMatrix, prevalence: Option<Rate>) -> Result<f64, Undefined> {
    let (recall, _) = (matrix.recall()?, matrix.fpr()?);
    if recall.events() == 0 {
        return Err(NO_RIGHT_FLAG);
    }
    let missed = real(recall.non_events()) / real(recall.events());
    let odds = inside(prevalence.unwrap_or(Rate::Counted(matrix.prevalence()?)))?.odds();
    Ok(1.0 - odds * missed)
}

/// Returns precision and recall gain at a `prevalence`, or at that of these rows, at all thresholds that flag a
/// positive: above them, both are minus infinity. Between its points the curve is a straight line.
///
/// Source: Flach and Kull, *NIPS*, 2015.
///
/// # Errors
///
/// Where there are no positives or no negatives.
pub fn precision_recall_gain(
    ranking: &Ranking,
    prevalence: Option<Rate>,
) -> Result<PrecisionRecallGain, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let mut curve = PrecisionRecallGain::default();
    for Point { threshold, matrix } in points(ranking) {
        let gains = precision_gain(&matrix).and_then(|precision| {
            recall_gain(&matrix, prevalence).map(|recall| (precision, recall))
        });
        let Ok((precision, recall)) = gains else { continue };
        curve.thresholds.push(threshold);
        curve.precision_gain.push(precision);
        curve.recall_gain.push(recall);
    }
    Ok(curve)
}

/// Returns the area under precision gain against recall gain (AUPRG) at a `prevalence`, or at that of these rows:
/// 1 at best, 0 for a detector that flags by chance, below 0 for a worse one.
///
/// It runs over recall gains from 0 to 1, where recall is at least the prevalence; where a line crosses a recall
/// gain of 0, precision gain is taken on that line.
///
/// Source: Flach and Kull, *NIPS*, 2015.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::auprg;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// // Precision gain falls from 1 to 0 at a recall gain of 0, and rises to 1/2 at one of 1.
/// assert_eq!(auprg(&ranking, None), Ok(0.25));
/// ```
pub fn auprg(ranking: &Ranking, prevalence: Option<Rate>) -> Result<f64, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let (positives, negatives) = (real(ranking.positives()), real(ranking.negatives()));
    let prevalence = prevalence.map_or(Ok(here(ranking)), inside)?;
    // Where recall is the prevalence, recall gain is 0.
    let (least, odds) = (prevalence.x(), prevalence.odds());
    let gains = |recall: f64, fpr: f64| (1.0 - odds * (1.0 - recall) / recall, 1.0 - fpr / recall);
    let (mut area, mut fpr, mut recall) = (0.0, 0.0, 0.0);
    for point in points(ranking) {
        let next_fpr = real(point.matrix.false_positives()) / negatives;
        let next_recall = real(point.matrix.true_positives()) / positives;
        if next_recall > least && next_recall > recall {
            let start = if recall < least {
                let part = (least - recall) / (next_recall - recall);
                (0.0, 1.0 - (fpr + part * (next_fpr - fpr)) / least)
            } else {
                gains(recall, fpr)
            };
            let end = gains(next_recall, next_fpr);
            area += (end.0 - start.0) * f64::midpoint(start.1, end.1);
        }
        (fpr, recall) = (next_fpr, next_recall);
    }
    Ok(area)
}

/// The share of positives.
fn here(ranking: &Ranking) -> Share {
    Share::from_odds(real(ranking.positives()) / real(ranking.negatives()))
}

/// A prevalence that leaves something to gain.
fn inside(prevalence: Rate) -> Result<Share, Undefined> {
    let share = Share::from(prevalence);
    if share.x() > 0.0 && share.rest() > 0.0 { Ok(share) } else { Err(AT_AN_EDGE) }
}
