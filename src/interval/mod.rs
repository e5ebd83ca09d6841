//! Confidence intervals for proportions, such as error rates: one file for each method.
//!
//! For one proportion use [`wilson`] by default and [`clopper_pearson`] where coverage must never fall
//! below the stated confidence. Brown, Cai and DasGupta, *Statistical Science* 16(2), 2001, compare
//! them; [`coverage`] reckons how often each covers, exactly, and `reports/interval-coverage` shows it.
//! [`hypergeometric`] is for a sample from a pool of known size, [`upper_bound`] and [`lower_bound`] are
//! for one side.
//!
//! For two proportions on different items see [`difference`], [`ratio`] and [`odds_ratio`], for two on the
//! same items [`paired`]; [`within_margin`] reads equivalence from any of them. What follows is what
//! [`guidance`] returns.
//!
//! ```text
#![doc = include_str!("guidance.txt")]
//! ```

mod agresti_coull;
mod blaker;
mod clopper_pearson;
mod coverage;
pub mod difference;
mod finite_pool;
mod jeffreys;
mod korn_graubard;
mod likelihood_ratio;
mod margin;
mod melded_gamma;
mod mid_p;
pub mod odds_ratio;
mod one_sided;
pub mod paired;
pub mod ratio;
mod wald;
mod wilson;
mod wilson_with_correction;

pub use agresti_coull::agresti_coull;
pub use blaker::blaker;
pub use clopper_pearson::clopper_pearson;
pub use coverage::{Coverage, OneProportion, coverage, coverage_curve};
pub use finite_pool::{PoolInterval, PoolSample, hypergeometric};
pub use jeffreys::jeffreys;
pub use korn_graubard::{ClusteredShare, korn_graubard};
pub use likelihood_ratio::likelihood_ratio;
pub(crate) use likelihood_ratio::lower_deviance_limit;
pub use margin::{MarginVerdict, within_margin};
pub use melded_gamma::{melded_gamma, melded_gamma_odds};
pub use mid_p::mid_p;
pub use one_sided::{lower_bound, upper_bound, zero_event_bound};
pub use wald::wald;
pub use wilson::wilson;
pub use wilson_with_correction::wilson_with_correction;

/// Returns which interval to use when, in words for a careful reader who is no statistician; lines of
/// at most 100 characters.
///
/// ```
/// use baserate::interval::guidance;
///
/// assert!(guidance().lines().any(|line| line.trim_start().starts_with("clopper-pearson")));
/// ```
#[must_use]
pub fn guidance() -> &'static str {
    include_str!("guidance.txt")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guidance_fits_a_terminal_and_names_every_method() {
        let text = guidance();
        assert!(text.lines().all(|line| line.chars().count() <= 100));
        for method in [
            "wilson ",
            "clopper-pearson ",
            "blaker ",
            "mid-p ",
            "jeffreys ",
            "likelihood ",
            "agresti-coull ",
            "wilson-cc ",
            "wald ",
            "hypergeometric ",
        ] {
            assert!(text.contains(&format!("\n  {method}")), "{method}");
        }
    }
}
