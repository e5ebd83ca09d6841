//! Confidence intervals for one proportion, such as an error rate.
//!
//! Use [`wilson`] by default and [`clopper_pearson`] where coverage must never fall below the stated
//! confidence. Brown, Cai and DasGupta, *Statistical Science* 16(2), 2001, compare them.

mod clopper_pearson;
mod wilson;

pub use clopper_pearson::clopper_pearson;
pub use wilson::wilson;
