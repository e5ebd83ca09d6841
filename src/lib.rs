//! What the claimed error rates of automated detection systems are worth.

pub mod calibration;
pub mod claim;
pub mod cli;
pub mod comparison;
pub mod confusion;
pub mod curve;
pub mod disclosure;
pub mod error;
pub mod evaluation;
pub mod export;
pub mod identification;
pub mod input;
pub mod interval;
pub mod layering;
pub mod planning;
pub mod prevalence;
pub mod quantity;
pub mod report;
pub mod resampling;
pub mod simulation;
pub mod special;
pub mod tally;
