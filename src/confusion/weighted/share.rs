//! Metrics that are shares of weighted counts.

use super::WeightedMatrix;
use crate::confusion::f1::{NOTHING_CONCERNED, f1_of_share};
use crate::confusion::{Estimate, Limits, Metric};
use crate::interval::melded_gamma;
use crate::quantity::{Confidence, WeightedCount, real};

const METHOD: &str = "melded-gamma";

/// An estimate with its limits.
#[derive(Clone, Copy)]
pub(super) struct Estimated {
    pub(super) value: f64,
    pub(super) lower: f64,
    pub(super) upper: f64,
}

/// The share that `metric` is, or `None` for a metric that is none.
pub(super) fn of_metric(
    metric: Metric,
    matrix: &WeightedMatrix,
    confidence: Confidence,
) -> Option<Estimate> {
    let [events, others] = matrix.share(metric)?;
    let share = match metric.proportion(matrix.counts())? {
        Ok(sampled) => {
            let Estimated { value, lower, upper } = estimated([events, others], confidence);
            Estimate::new(value, Limits { lower, upper }, METHOD)
                .of_sample(sampled, design_effect(events, others))
        }
        Err(reason) => Estimate::undefined(METHOD, reason),
    };
    Some(share)
}

/// F1 as the transformed share of violating and flagged items among all that are one of both.
pub(super) fn f1(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    let cells = matrix.cells();
    let others = cells.false_positives.plus(cells.false_negatives);
    let name = format!("{METHOD}-f1");
    if cells.true_positives.count() == 0 && others.count() == 0 {
        return Estimate::undefined(name, NOTHING_CONCERNED);
    }
    let share = estimated([cells.true_positives, others], confidence);
    let limits = Limits { lower: share.lower, upper: share.upper }.map(f1_of_share);
    Estimate::new(f1_of_share(share.value), limits, name)
}

/// The share that the first is of both, with its limits. One of the two must have been counted.
pub(super) fn estimated([events, others]: [WeightedCount; 2], confidence: Confidence) -> Estimated {
    let value = events.total() / (events.total() + others.total());
    let limits = melded_gamma(events, others, confidence);
    Estimated { value, lower: limits.lower(), upper: limits.upper() }
}

/// The shares of violating and of innocent items that were flagged, with their limits. There must be
/// items of both kinds.
pub(super) fn flagged(matrix: &WeightedMatrix, confidence: Confidence) -> [Estimated; 2] {
    let groups = [matrix.violating_by_decision(), matrix.innocent_by_decision()];
    groups.map(|group| estimated(group, confidence))
}

/// The same of those that were not flagged.
pub(super) fn unflagged(matrix: &WeightedMatrix, confidence: Confidence) -> [Estimated; 2] {
    let groups = [matrix.violating_by_decision(), matrix.innocent_by_decision()];
    groups.map(|[flagged, unflagged]| estimated([unflagged, flagged], confidence))
}

/// Returns by how much the weights multiply the variance of a share, compared with as many items of
/// its base drawn with equal probability; `None` where the share is 0 or 1.
///
/// ```text
/// V / (p (1 - p) / n),  V = p² (1 - p)² (Σ w² a / A² + Σ w² b / B²)
/// ```
///
/// Here `V` is the linearised variance of the share `p = A / (A + B)`, with the symbols of
/// [`melded_gamma`], and `n` the number of events and others counted.
///
/// Source: Kish, *Survey Sampling*, 1965.
fn design_effect(events: WeightedCount, others: WeightedCount) -> Option<f64> {
    if events.count() == 0 || others.count() == 0 {
        return None;
    }
    let (a, b) = (events.total(), others.total());
    let relative = events.squares() / a / a + others.squares() / b / b;
    Some((real(events.count()) + real(others.count())) * (a / (a + b)) * (b / (a + b)) * relative)
}
