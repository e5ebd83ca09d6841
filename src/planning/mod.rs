//! What a test must be to carry a claim: how many items, and how many errors among them it may show.
//!
//! A claim "the rate is at most `q`" is proven by a test where its one-sided exact
//! [`upper_bound`](crate::interval::upper_bound) is at most `q`. Everything here asks for the smallest
//! test with that outcome, or for the chance that a test of a given size has it. Trials are taken as
//! independent, each an event at the same rate; a thousand frames of one film are not a thousand trials.

mod audit;
mod enriched;
mod power;
mod precision;
mod proof;

use crate::quantity::Confidence;

pub use audit::{UnflaggedAudit, audit_of_unflagged, most_missed};
pub use enriched::{AllowedErrors, EnrichedTest, enriched_test};
pub use power::{TestPlan, pass_probability, smallest_test};
pub use precision::{PrecisionTest, precision_test};
pub use proof::{
    allowed_events, clean_trials, refuting_events, trials_allowing, trials_to_measure,
};

/// Rounding allowed where a probability equals the risk, as `P(X <= 3)` of seven tosses equals a half.
const ROUNDING: f64 = 1e-13;

/// Whether an event as improbable as `probability` is within the risk that `confidence` leaves.
fn within_risk(probability: f64, confidence: Confidence) -> bool {
    probability <= confidence.one_sided_tail() * (1.0 + ROUNDING)
}
