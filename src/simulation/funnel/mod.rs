//! Synthetic disclosure funnels: what was scanned, flagged, reviewed, acted against, appealed, reversed
//! and audited, by the hidden truth, and the figures that are printed of it.
//!
//! Every assumption of the identification ladder can be kept or broken: reviewers and those who decide
//! appeals make errors with given probabilities, the wronged appeal at κ times the odds of others,
//! some appeals are never decided, and audits overlook errors.

mod design;
mod disclosure;
mod outcome;
mod truth;

pub use design::{Appeals, Audits, Detector, FunnelDesign, Reversals, Review};
pub use disclosure::{FunnelDisclosure, Printing};
pub use outcome::{AppealOutcome, Funnel, ReviewOutcome, Split};
pub use truth::{FunnelTruth, OddsRatio, TrueRates, TrueRatio};
