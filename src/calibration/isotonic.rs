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
///
/// ```
/// use baserate::calibration::{Forecasts, isotonic};
/// use baserate::quantity::Confidence;
/// use baserate::tally::{Label, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let tally = Tally::new(rows, 0).unwrap();
/// let forecasts = Forecasts::new(&tally).unwrap();
/// let steps = isotonic(&forecasts, Confidence::DEFAULT);
/// let shares: Vec<f64> = steps.iter().filter_map(|step| step.calibrated.value()).collect();
/// assert_eq!(shares, [0.0, 0.5, 1.0]);
/// assert_eq!((steps[1].from, steps[1].to), (0.35, 0.4));
/// ```
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
