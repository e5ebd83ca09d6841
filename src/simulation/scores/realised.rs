//! What a simulation of scores came to.

use serde::Serialize;

use super::Row;

/// How many rows of each label, and how many accounts, were drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RealisedScores {
    /// Rows with a positive label.
    pub positives: u64,
    /// Rows with a negative label.
    pub negatives: u64,
    /// Accounts; 0 where rows are not clustered.
    pub accounts: u64,
    #[serde(skip)]
    last_account: Option<u64>,
}

impl RealisedScores {
    /// Counts the next row.
    pub fn count(&mut self, row: &Row) {
        let label = if row.positive { &mut self.positives } else { &mut self.negatives };
        *label += 1;
        if row.account.is_some() && row.account != self.last_account {
            self.accounts += 1;
            self.last_account = row.account;
        }
    }

    /// How many rows were drawn.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.positives + self.negatives
    }

    /// Adds what whole blocks came to, which share no account.
    pub fn add(&mut self, other: Self) {
        self.positives += other.positives;
        self.negatives += other.negatives;
        self.accounts += other.accounts;
    }
}
