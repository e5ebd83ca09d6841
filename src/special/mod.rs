//! Tails and quantiles of the distributions that intervals rest on, to full precision at rare events.
//!
//! This folder is the only place that names a numerical crate: `cdflib`, for the forward functions,
//! and `libm`, for random numbers that are the same on every machine.
//! Quantiles are solved here, every search is bounded, and all is held against tables made at
//! 50 digits or more (`tests/special_reference.rs`). What is not defined is NaN, never a panic.

mod beta;
mod binomial;
mod chi_squared;
mod first_count;
mod hypergeometric;
mod normal;
mod portable;
mod root;
mod share;
mod stirling;
mod student_t;

pub use beta::{beta_lower_quantile, beta_tails, beta_upper_quantile};
pub(crate) use beta::{corrected_tails as beta_tails_at, quantile as beta_share};
pub use binomial::{binomial_probability, binomial_tails};
pub use chi_squared::{chi_squared_lower_quantile, chi_squared_tails, chi_squared_upper_quantile};
pub(crate) use first_count::first_count;
pub use hypergeometric::Draw;
pub use normal::{normal_tails, normal_upper_quantile};
pub(crate) use portable::{portable_exp, portable_ln};
pub(crate) use root::root;
pub use share::Share;
pub(crate) use stirling::Cell;
pub use student_t::{student_t_tails, student_t_upper_quantile};

/// Returns the two tails with the probability `change` moved from the upper to the lower one.
fn moved(below: f64, above: f64, change: f64) -> (f64, f64) {
    if change.is_finite() {
        // Far from the mean a tail may be 0 and its correction not.
        ((below + change).max(0.0), (above - change).max(0.0))
    } else {
        (below, above)
    }
}
