//! Synthetic data whose truth is known: confusion counts, scores and disclosure funnels.
//!
//! Everything is drawn from a [`Stream`] with a seed: the same seed gives the same data on every
//! machine and any number of threads.

mod confusion;
mod counts;
pub mod funnel;
mod scores;
mod stream;

pub use confusion::{ConfusionDesign, ConfusionTest, SimulatedSystem};
pub use counts::{MOST_ITEMS, binomial, hypergeometric};
pub use scores::{
    Accounts, Block, Law, RealisedScores, Row, ScoresDesign, area_under_curve, split, split_keyed,
};
pub use stream::{Purpose, Stream};

use crate::error::{Error, Result};
use crate::quantity::display::grouped;

/// Refuses a number of `what` that is 0 or larger than [`MOST_ITEMS`].
fn check_items(what: &str, number: u64) -> Result<()> {
    if (1..=MOST_ITEMS).contains(&number) {
        return Ok(());
    }
    let message = format!("{what} is {number}, expected from 1 to {}", grouped(MOST_ITEMS));
    Err(Error::request(message))
}
