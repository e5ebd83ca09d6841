//! Curves, areas and thresholds, all from one pass over a [`Ranking`].
//!
//! An item is flagged when its score is at least the threshold; tied items are flagged together, and
//! more is always taken for more likely violating. [`points`] gives the confusion matrix at every
//! threshold that is a score, the highest first, and everything else follows from these counts. There is no
//! point for flagging nothing, since no score is a threshold for that: where a curve is drawn, it starts
//! at a false positive rate and a recall of 0.
//!
//! ```
//! use baserate::curve::{auc, average_precision, points};
//! use baserate::quantity::Confidence;
//! use baserate::tally::{Label, Ranking, Tally};
//!
//! let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
//! let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
//! let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
//! assert_eq!(auc(&ranking).unwrap().area().x(), 0.75);
//! let precision = average_precision(&ranking, Confidence::DEFAULT);
//! assert!((precision.value().unwrap() - 5.0 / 6.0).abs() < 1e-15);
//! let flagged: Vec<u64> = points(&ranking).map(|point| point.matrix.flagged()).collect();
//! assert_eq!(flagged, [1, 2, 3, 4]);
//! ```

mod arrays;
mod at_prevalence;
mod auc;
mod average_precision;
mod band;
mod cost;
mod decision;
mod delong;
mod discretisation;
mod equal_error;
mod guarantee;
mod keyed;
mod lift;
mod normal_deviate;
mod partial_auc;
mod point;
mod pooled;
mod precision_gain;
mod rule;

pub use arrays::{Det, PrecisionRecall, Roc, det, precision_recall, roc};
pub use at_prevalence::{average_precision_at, flag_rate_at, precision_at};
pub(crate) use auc::LostPairs;
pub use auc::{Auc, auc, auc_bound, auc_delong, auc_logit_delong};
pub(crate) use average_precision::PrecisionSum;
pub use average_precision::average_precision;
pub use band::{Band, Bands, RateLimits, pointwise};
pub use cost::{CostCurve, cost_area, cost_curve};
pub use decision::{NetBenefit, decision_curve, usual_threshold_probabilities};
pub use discretisation::{Attained, Discretisation, Orders};
pub(crate) use equal_error::Crossing;
pub use equal_error::equal_error_rate;
pub use guarantee::{guaranteed_fpr, guaranteed_precision, guaranteed_recall};
pub use keyed::{
    Effective, KeyedAuc, effective, keyed_auc, keyed_average_precision, keyed_counts_at,
    keyed_ppv_at_prevalence, keyed_rates_at,
};
pub use lift::{Lift, lift, lift_curve};
pub use normal_deviate::normal_deviate;
pub(crate) use partial_auc::AreaBetween;
pub use partial_auc::{PartialAuc, partial_auc, standardised_area};
pub use point::{Point, counts_at, missing_class, points, points_upward};
pub use pooled::{Block, pooled};
pub use precision_gain::{
    PrecisionRecallGain, auprg, precision_gain, precision_recall_gain, recall_gain,
};
pub use rule::{Rule, choose};

#[cfg(doc)]
use crate::tally::Ranking;
