//! Synthetic scores with labels, and with accounts that hold several of them.
//!
//! # How rows of one account belong together
//!
//! Each score is built of independent random pieces that add up: a normal number of two normal ones, a
//! gamma number of two gamma ones. Of each such piece, a part that makes up a share `ρ` (the score
//! correlation) of its variance is drawn once for an account and a label, the rest for each row. So
//! scores keep exactly the law that is asked for, and the pieces of two rows of one account and label
//! have the correlation `ρ`. The scores themselves have it for a normal law, and less for others, but for
//! 0 (independent) and 1 (equal): with `ρ = 0.3` it is 0.25 for `beta:1,1` and 0.21 for t with 3 degrees
//! of freedom. With 2 degrees or fewer scores have no variance, and so no correlation.
//!
//! Labels of one account are drawn with a probability of its own, from the beta distribution with mean
//! `π` and shapes `π(1-c)/c` and `(1-π)(1-c)/c`, so that two labels of one account have exactly the
//! correlation `c` (the label correlation). The number of rows of an account is geometric.

mod auc;
mod block;
mod law;
mod realised;
mod split;

pub use auc::area_under_curve;
pub use block::{Block, Row};
pub use law::Law;
pub use realised::RealisedScores;
pub use split::{split, split_keyed};

use serde::Serialize;

use super::check_items;
use crate::error::{Error, Result};
use crate::quantity::Probability;

/// What scores are drawn from.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoresDesign {
    rows: u64,
    prevalence: Probability,
    positives: Law,
    negatives: Law,
    accounts: Option<Accounts>,
}

/// How many rows an account may hold on average.
const MOST_MEAN_ROWS: f64 = 1000.0;

/// How rows are clustered by account.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Accounts {
    mean_rows: f64,
    label_correlation: Probability,
    score_correlation: Probability,
}

impl Accounts {
    /// Returns accounts that hold this many rows on average, with this correlation of the labels within
    /// one account, and of the pieces that scores of the same label are made of.
    ///
    /// As an account ends with its [`Block`], the mean falls short of what is asked for by the share
    /// `(mean_rows - 1) / 65536`, 1.5 % at the most.
    ///
    /// # Errors
    ///
    /// If `mean_rows` is not from 1 to 1000.
    pub fn new(
        mean_rows: f64,
        label_correlation: Probability,
        score_correlation: Probability,
    ) -> Result<Self> {
        if (1.0..=MOST_MEAN_ROWS).contains(&mean_rows) {
            return Ok(Self { mean_rows, label_correlation, score_correlation });
        }
        let message =
            format!("{mean_rows} rows per account, expected a number from 1 to {MOST_MEAN_ROWS}");
        let remedy =
            format!("accounts end with a block of {} rows, which cuts larger ones", Block::ROWS);
        Err(Error::request(message).with_remedy(remedy))
    }

    /// How many rows an account holds on average.
    #[must_use]
    pub fn mean_rows(self) -> f64 {
        self.mean_rows
    }

    /// The correlation of two labels of one account.
    #[must_use]
    pub fn label_correlation(self) -> Probability {
        self.label_correlation
    }

    /// The share of the pieces of a score that its account and label determine.
    #[must_use]
    pub fn score_correlation(self) -> Probability {
        self.score_correlation
    }
}

impl ScoresDesign {
    /// Returns the design of `rows` scores of which each is positive with the probability
    /// `prevalence`.
    ///
    /// # Errors
    ///
    /// If there are no rows, or more than [`MOST_ITEMS`](super::MOST_ITEMS).
    pub fn new(
        rows: u64,
        prevalence: Probability,
        positives: Law,
        negatives: Law,
        accounts: Option<Accounts>,
    ) -> Result<Self> {
        check_items("--rows", rows)?;
        Ok(Self { rows, prevalence, positives, negatives, accounts })
    }

    /// How many rows there are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// The probability that a row is positive.
    #[must_use]
    pub fn prevalence(&self) -> Probability {
        self.prevalence
    }

    /// What the scores of rows with this label are drawn from.
    #[must_use]
    pub fn law(&self, positive: bool) -> Law {
        if positive { self.positives } else { self.negatives }
    }

    /// How rows are clustered, if they are.
    #[must_use]
    pub fn accounts(&self) -> Option<Accounts> {
        self.accounts
    }

    /// Returns how many blocks the rows are drawn in.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.rows.div_ceil(Block::ROWS)
    }

    /// Returns the rows of block `number`, from 0, each drawn when it is asked for.
    ///
    /// An account ends with its block at the latest.
    #[must_use]
    pub fn block(&self, seed: u64, number: u64) -> Block<'_> {
        Block::new(self, seed, number)
    }
}
