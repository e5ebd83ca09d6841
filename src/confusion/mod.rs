//! The confusion matrix of a detector and every error rate that it determines.
//!
//! An item is *violating* or *innocent* (the truth) and *flagged* or not (the decision), which makes
//! four cells. Each metric is one formula over these cells, with the interval that fits it: exact
//! for proportions, on the logarithmic scale for ratios, by transformation for the rest. A metric
//! that the counts leave undefined is absent, with the reason; it is never 0 and never NaN.
//!
//! Every interval takes the items as drawn at random and independently of each other. Items that
//! come in clusters (many from one account) carry less information than their number says. Items that
//! were drawn with different probabilities are weighted: [`weighted_estimate`].

mod diagnostic_odds_ratio;
mod difference;
mod estimate;
mod f1;
mod likelihood_ratio;
mod matrix;
mod mcc;
mod metric;
mod multiclass;
mod predictive_value;
mod rates;
mod system;
mod weighted;

pub use diagnostic_odds_ratio::diagnostic_odds_ratio;
use difference::balanced;
pub use difference::{balanced_accuracy, youden_j};
pub use estimate::{Estimate, Limits, Method};
pub use f1::f1;
pub use likelihood_ratio::{lr_negative, lr_positive};
pub use matrix::{Cells, ConfusionMatrix};
pub use mcc::mcc;
pub use metric::{Metric, estimate};
pub use multiclass::{ClassMatrix, PerClass, Weighting};
pub use predictive_value::{Prevalence, npv, npv_at_prevalence, ppv, ppv_at_prevalence};
pub use rates::Undefined;
pub use system::{Labels, SystemClasses, SystemCounts};
pub use weighted::{
    WeightedCells, WeightedMatrix, ppv_of_rates, weighted_estimate, weighted_npv_at_prevalence,
    weighted_ppv_at_prevalence,
};
