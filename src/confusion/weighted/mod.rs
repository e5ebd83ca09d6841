//! Metrics of counts that were drawn with known probabilities, each item standing for several.
//!
//! Where all that was flagged is labelled and one in a thousand of what was not, a missed item stands
//! for a thousand. Every metric is then a function of the four weighted totals. Their limits rest on
//! [`melded_gamma`](crate::interval::melded_gamma), which does not take the few items of a heavy
//! stratum for certainty; metrics of several shares are at the ends of the limits of all.

mod joined;
mod matrix;
mod mcc;
mod predictive_value;
mod share;

use super::{Estimate, Metric, balanced};
use crate::quantity::Confidence;

pub use matrix::{WeightedCells, WeightedMatrix};
pub use predictive_value::{ppv_of_rates, weighted_npv_at_prevalence, weighted_ppv_at_prevalence};

/// Returns `metric` of weighted counts with its interval.
///
/// Shares and F1 have the interval of [`melded_gamma`](crate::interval::melded_gamma). The limits of all
/// others are their least and greatest values over the intervals of the two or three shares that they are
/// made of, at levels at which these hold together (Bonferroni): cautious, mostly wider than one metric
/// alone needs. None is proved to hold as often as the confidence says; all do in the designs that
/// `tests/weighted_coverage.rs` enumerates, each with a heavy stratum in which events are rare.
///
/// ```
/// use baserate::confusion::{Metric, WeightedCells, WeightedMatrix, weighted_estimate};
/// use baserate::quantity::{Confidence, Weight, WeightedCount};
///
/// // All that was flagged was looked at, and one in a thousand of the rest.
/// let (all, thin) = (Weight::ONE, Weight::new(1000.0).unwrap());
/// let matrix = WeightedMatrix::new(WeightedCells {
///     true_positives: WeightedCount::new(90, all),
///     false_positives: WeightedCount::new(10, all),
///     false_negatives: WeightedCount::new(1, thin),
///     true_negatives: WeightedCount::new(1999, thin),
/// })
/// .unwrap();
/// let recall = weighted_estimate(Metric::Recall, &matrix, Confidence::DEFAULT);
/// assert_eq!(recall.value(), Some(90.0 / 1090.0));
/// assert!(recall.limits().unwrap().lower < 0.016);
/// ```
#[must_use]
pub fn weighted_estimate(
    metric: Metric,
    matrix: &WeightedMatrix,
    confidence: Confidence,
) -> Estimate {
    if let Some(found) = share::of_metric(metric, matrix, confidence) {
        return found;
    }
    match metric {
        Metric::BalancedAccuracy => balanced(joined::youden_j(matrix, confidence)),
        Metric::YoudenJ => joined::youden_j(matrix, confidence),
        Metric::PositiveLikelihoodRatio => joined::lr_positive(matrix, confidence),
        Metric::NegativeLikelihoodRatio => joined::lr_negative(matrix, confidence),
        Metric::DiagnosticOddsRatio => joined::odds_ratio(matrix, confidence),
        Metric::Mcc => mcc::mcc(matrix, confidence),
        _ => share::f1(matrix, confidence),
    }
}
