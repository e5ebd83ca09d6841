//! Rows that were counted before.

use super::{Label, ScoreCounts, Tally, TooMany};

/// Scores with labels and how many rows have both, in any order: what becomes a [`Tally`].
#[derive(Clone, Debug, Default)]
pub struct CountedScores {
    by_label: [Vec<(f64, u64)>; Label::COUNT],
}

impl CountedScores {
    /// Adds `count` rows with this score, which is finite, and label.
    pub fn add(&mut self, score: f64, label: Label, count: u64) {
        if count > 0 {
            // Adding 0 makes 0 of -0.
            self.by_label[label.place()].push((score + 0.0, count));
        }
    }

    /// Whether no row was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.by_label.iter().all(Vec::is_empty)
    }

    /// Adds all rows of `other`.
    pub fn append(&mut self, other: Self) {
        for (all, mut more) in self.by_label.iter_mut().zip(other.by_label) {
            if all.is_empty() {
                *all = more;
            } else {
                all.append(&mut more);
            }
        }
    }

    /// Returns the tally of these rows and of `dropped` ones that had no score.
    ///
    /// # Errors
    ///
    /// Where the rows are more than a `u64` holds.
    pub fn tally(self, dropped: u64) -> Result<Tally, TooMany> {
        let counts = self.by_label.iter().flatten().map(|(_, count)| *count);
        let total = counts.into_iter().try_fold(dropped, u64::checked_add);
        total.map(|_| Tally::of(self.by_label.map(ScoreCounts::of), dropped)).ok_or(TooMany)
    }
}
