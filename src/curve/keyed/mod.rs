//! Areas and rates of rows with weights or clusters.
//!
//! The values come from the ranking of what the rows stand for ([`KeyedTally::ranking`]), as any do. What
//! differs is how much they vary by chance: here, by the sum over rows of how much each of them moves the value
//! (its influence), squared for every row, or for the sum of every cluster, whose rows may be alike.

mod areas;
mod effective;
mod rates;
mod units;

pub use areas::{KeyedAuc, keyed_auc, keyed_average_precision};
pub use effective::{Effective, effective};
pub use rates::{keyed_counts_at, keyed_ppv_at_prevalence, keyed_rates_at};

#[cfg(doc)]
use crate::tally::KeyedTally;
