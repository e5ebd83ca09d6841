//! Isotonic regression: the probabilities that scores should have had.

use super::Forecasts;
use crate::confusion::Estimate;
use crate::quantity::Confidence;

/// Neighbouring scores that get the same probability.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// The lowest of their probabilities.
    pub from: f64,
    /// The highest of their probabilities.
    pub to: f64,
    /// How many violating rows have one of these scores.
    pub positives: u64,
    /// How many innocent rows have one of these scores.
    pub negatives: u64,
    /// The share of them that is violating, which is the probability that they get.
    pub calibrated: Estimate,
}

/// Returns the steps of the rising function of the scores that fits the truth best, the lowest first.
///
/// No rising function has a lower Brier score or log loss on these rows. The scores of a step are pooled in
/// whole numbers ([`pooled`](crate::curve::pooled)). The limits of a step are exact for scores that were pooled
/// beforehand; these were pooled by looking at the truth, and so cover less often.
///
/// Source: Zadrozny and Elkan, *KDD*, 2002.
#[must_use]
pub fn isotonic(forecasts: &Forecasts, confidence: Confidence) -> Vec<Step> {
    let step = |block: &crate::curve::Block| Step {
        from: forecasts.probability(block.lowest).x(),
        to: forecasts.probability(block.highest).x(),
        positives: block.positives,
        negatives: block.negatives,
        calibrated: forecasts.share(block.positives, block.negatives, confidence),
    };
    forecasts.blocks().iter().map(step).collect()
}
