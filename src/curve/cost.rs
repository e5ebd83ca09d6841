//! Cost curves: what the best threshold costs, whatever prevalence and costs are.

use super::{Block, missing_class, pooled};
use crate::confusion::Undefined;
use crate::quantity::real;
use crate::tally::Ranking;

/// The least cost of any threshold: columns of equal length, the highest threshold first.
///
/// Each threshold is the best from its probability-cost up to the next. Below the first, flagging nothing is the
/// best; the curve starts at a cost of 0 for a probability-cost of 0, and ends at 0 for 1. Between its points it is a
/// straight line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CostCurve {
    /// The thresholds, each a score that occurs.
    pub thresholds: Vec<f64>,
    /// The probability-cost from which each is the best.
    pub probability_cost: Vec<f64>,
    /// The normalised expected cost there.
    pub expected_cost: Vec<f64>,
}

/// Returns the lower envelope of the costs of all thresholds.
///
/// ```text
/// NEC = FNR·PC + FPR·(1 - PC),  PC = π·c / (π·c + 1 - π)
/// ```
///
/// Here `π` is the prevalence and `c` how many times as much a missed item costs as a wrong flag. `PC` is the
/// probability-cost: of all that could go wrong, the share that missed items make up, by cost. `NEC` is the
/// normalised expected cost: 1 where everything goes wrong. One curve says what holds at every prevalence and cost.
///
/// Source: Drummond and Holte, *Machine Learning* 65, 2006.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::cost_curve;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// let curve = cost_curve(&ranking).unwrap();
/// // Missing half of the positives is the best up to where a miss weighs as much as a wrong flag.
/// assert_eq!(curve.thresholds, [0.8, 0.35, 0.1]);
/// assert_eq!(curve.probability_cost, [0.0, 0.5, 1.0]);
/// assert_eq!(curve.expected_cost, [0.0, 0.25, 0.0]);
/// ```
pub fn cost_curve(ranking: &Ranking) -> Result<CostCurve, Undefined> {
    let mut curve = CostCurve::default();
    for (threshold, probability_cost, cost) in vertices(ranking)? {
        curve.thresholds.push(threshold);
        curve.probability_cost.push(probability_cost);
        curve.expected_cost.push(cost);
    }
    Ok(curve)
}

/// Returns the area under [`cost_curve`]: the cost of always using the best threshold, where any
/// probability-cost is as likely as any other. 0 at best, and 1/4 for scores that tell nothing apart.
///
/// It is also the Brier score, at a prevalence of one half, after isotonic regression.
///
/// Sources: Drummond and Holte, *Machine Learning* 65, 2006; Hernández-Orallo, Flach and Ferri, *Journal of Machine
/// Learning Research* 13, 2012, theorem 29.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::cost_area;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let tied = [(0.5, Label::Positive, 3), (0.5, Label::Negative, 9)];
/// assert_eq!(cost_area(&Ranking::of(&Tally::new(tied, 0).unwrap())), Ok(0.25));
/// ```
pub fn cost_area(ranking: &Ranking) -> Result<f64, Undefined> {
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    let last = (0.0, 1.0, 0.0);
    for (_, next_x, next_y) in vertices(ranking)?.into_iter().chain([last]) {
        area += (next_x - x) * f64::midpoint(y, next_y);
        (x, y) = (next_x, next_y);
    }
    Ok(area)
}

/// Where a threshold becomes the best: the threshold, the probability-cost and the cost.
fn vertices(ranking: &Ranking) -> Result<Vec<(f64, f64, f64)>, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let (positives, negatives) = (ranking.positives(), ranking.negatives());
    let (mut flagged_positives, mut flagged_negatives) = (0, 0);
    // The sides of the convex hull of the receiver operating characteristic, from the highest score down.
    let blocks = pooled(ranking.cells().iter().rev().copied());
    let vertex = |block: &Block| {
        let fnr = real(positives - flagged_positives) / real(positives);
        let fpr = real(flagged_negatives) / real(negatives);
        // Flagging the block is worth it from where its own two costs are equal.
        let gained = real(block.positives) / real(positives);
        let lost = real(block.negatives) / real(negatives);
        let (x, rest) = (lost / (gained + lost), gained / (gained + lost));
        flagged_positives += block.positives;
        flagged_negatives += block.negatives;
        (block.lowest, x, fnr * x + fpr * rest)
    };
    Ok(blocks.iter().rev().map(vertex).collect())
}
