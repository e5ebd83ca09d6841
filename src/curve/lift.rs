//! Lift and cumulative gains: how much more is found than by drawing at random.

use super::{Point, flag_rate_at, missing_class, points};
use crate::confusion::{ConfusionMatrix, Undefined};
use crate::quantity::Rate;
use crate::tally::Ranking;

const NOTHING_FLAGGED: Undefined = "nothing was flagged";

/// Cumulative gains, `recall` against `flag_rate`, and lift: columns of equal length, the highest threshold
/// first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lift {
    /// The thresholds, each a score that occurs.
    pub thresholds: Vec<f64>,
    /// The share of items that are flagged.
    pub flag_rate: Vec<f64>,
    /// The share of positives that are flagged.
    pub recall: Vec<f64>,
    /// The lift.
    pub lift: Vec<f64>,
}

/// Returns the lift at a prevalence, or at that of these rows: how many times as many positives are flagged as
/// among as many items drawn at random.
///
/// ```text
/// lift = recall / flag rate = precision / π
/// ```
///
/// Here `π` is the prevalence.
///
/// # Errors
///
/// Where nothing was flagged, or there are no positives or no negatives.
pub fn lift(matrix: &ConfusionMatrix, prevalence: Option<Rate>) -> Result<f64, Undefined> {
    let recall = matrix.recall()?.estimate();
    let flag_rate = flag_rate(matrix, prevalence)?;
    if flag_rate == 0.0 { Err(NOTHING_FLAGGED) } else { Ok(recall / flag_rate) }
}

fn flag_rate(matrix: &ConfusionMatrix, prevalence: Option<Rate>) -> Result<f64, Undefined> {
    match prevalence {
        Some(prevalence) => flag_rate_at(matrix, prevalence),
        None => Ok(matrix.flag_rate()?.estimate()),
    }
}

/// Returns cumulative gains and lift at a `prevalence`, or at that of these rows. Gains start at 0 and 0,
/// which no threshold gives, and end at 1 and 1; lift ends at 1. Between rows gains are a straight line, and
/// lift is recall over flag rate on that line, no straight line itself.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::lift_curve;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// let curve = lift_curve(&ranking, None).unwrap();
/// assert_eq!(curve.flag_rate, [0.25, 0.5, 0.75, 1.0]);
/// assert_eq!(curve.recall, [0.5, 0.5, 1.0, 1.0]);
/// assert_eq!(curve.lift[..2], [2.0, 1.0]);
/// ```
pub fn lift_curve(ranking: &Ranking, prevalence: Option<Rate>) -> Result<Lift, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let mut curve = Lift::default();
    for Point { threshold, matrix } in points(ranking) {
        curve.thresholds.push(threshold);
        curve.flag_rate.push(flag_rate(&matrix, prevalence)?);
        curve.recall.push(matrix.recall()?.estimate());
        curve.lift.push(lift(&matrix, prevalence)?);
    }
    Ok(curve)
}
