//! The curves as columns of equal length.

use super::{missing_class, points};
use crate::confusion::{ConfusionMatrix, Undefined};
use crate::quantity::Proportion;
use crate::tally::Ranking;

/// A receiver operating characteristic: columns of equal length, the highest threshold first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Roc {
    /// The thresholds, each a score that occurs.
    pub thresholds: Vec<f64>,
    /// The share of negatives that are flagged.
    pub fpr: Vec<f64>,
    /// The share of positives that are flagged.
    pub recall: Vec<f64>,
}

/// Precision against recall: columns of equal length, the highest threshold first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrecisionRecall {
    /// The thresholds, each a score that occurs.
    pub thresholds: Vec<f64>,
    /// The share of flagged items that are positive.
    pub precision: Vec<f64>,
    /// The share of positives that are flagged.
    pub recall: Vec<f64>,
}

/// A detection error tradeoff: columns of equal length, the highest threshold first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Det {
    /// The thresholds, each a score that occurs.
    pub thresholds: Vec<f64>,
    /// The share of negatives that are flagged.
    pub fpr: Vec<f64>,
    /// The share of positives that are not flagged.
    pub fnr: Vec<f64>,
}

/// Returns the receiver operating characteristic. It starts at an FPR and a recall of 0, which no
/// threshold gives, and ends at 1 and 1.
///
/// # Errors
///
/// Where there are no positives or no negatives.
pub fn roc(ranking: &Ranking) -> Result<Roc, Undefined> {
    let mut roc = Roc::default();
    for (threshold, [fpr, recall]) in
        columns(ranking, [ConfusionMatrix::fpr, ConfusionMatrix::recall])?
    {
        roc.thresholds.push(threshold);
        roc.fpr.push(fpr);
        roc.recall.push(recall);
    }
    Ok(roc)
}

/// Returns precision and recall. Where nothing is flagged there is no precision, and no point.
///
/// # Errors
///
/// Where there are no positives or no negatives.
pub fn precision_recall(ranking: &Ranking) -> Result<PrecisionRecall, Undefined> {
    let mut curve = PrecisionRecall::default();
    for (threshold, [precision, recall]) in
        columns(ranking, [ConfusionMatrix::precision, ConfusionMatrix::recall])?
    {
        curve.thresholds.push(threshold);
        curve.precision.push(precision);
        curve.recall.push(recall);
    }
    Ok(curve)
}

/// Returns the detection error tradeoff, from the lowest threshold that flags no negative, if any does, to
/// the highest that flags every positive: beyond, one rate stays 0 while the other grows.
///
/// # Errors
///
/// Where there are no positives or no negatives.
pub fn det(ranking: &Ranking) -> Result<Det, Undefined> {
    let mut det = Det::default();
    for (threshold, [fpr, fnr]) in columns(ranking, [ConfusionMatrix::fpr, ConfusionMatrix::fnr])? {
        if fpr == 0.0 {
            det = Det::default();
        }
        det.thresholds.push(threshold);
        det.fpr.push(fpr);
        det.fnr.push(fnr);
        if fnr == 0.0 {
            break;
        }
    }
    Ok(det)
}

/// A rate of a confusion matrix.
type Rate = fn(&ConfusionMatrix) -> Result<Proportion, Undefined>;

/// Two rates at every threshold; both are defined where something is flagged.
fn columns(
    ranking: &Ranking,
    rates: [Rate; 2],
) -> Result<impl Iterator<Item = (f64, [f64; 2])>, Undefined> {
    match missing_class(ranking) {
        Some(reason) => Err(reason),
        None => Ok(points(ranking).filter_map(move |point| {
            let [one, two] = rates.map(|rate| rate(&point.matrix).map(Proportion::estimate));
            Some((point.threshold, [one.ok()?, two.ok()?]))
        })),
    }
}
