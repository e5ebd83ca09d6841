//! Confidence intervals for one proportion, such as an error rate.
//!
//! Use [`wilson`] by default and [`clopper_pearson`] where coverage must never fall below the stated
//! confidence. Brown, Cai and DasGupta, *Statistical Science* 16(2), 2001, compare them.

mod agresti_coull;
mod blaker;
mod clopper_pearson;
mod finite_pool;
mod jeffreys;
mod likelihood_ratio;
mod mid_p;
mod one_sided;
mod wald;
mod wilson;
mod wilson_with_correction;

pub use agresti_coull::agresti_coull;
pub use blaker::blaker;
pub use clopper_pearson::clopper_pearson;
pub use finite_pool::{PoolInterval, PoolSample, hypergeometric};
pub use jeffreys::jeffreys;
pub use likelihood_ratio::likelihood_ratio;
pub use mid_p::mid_p;
pub use one_sided::{lower_bound, upper_bound, zero_event_bound};
pub use wald::wald;
pub use wilson::wilson;
pub use wilson_with_correction::wilson_with_correction;
