//! Distinct scores with a count each.

use std::cmp::Ordering;

use super::Resolution;

/// Distinct scores in ascending order, each with how many rows have it, at least one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScoreCounts {
    scores: Vec<f64>,
    counts: Vec<u64>,
}

impl ScoreCounts {
    /// How many distinct scores there are.
    #[must_use]
    pub fn distinct(&self) -> usize {
        self.scores.len()
    }

    /// How many rows there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.counts.iter().sum()
    }

    /// The scores with their counts, the lowest score first.
    #[must_use]
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (f64, u64)> + Clone {
        self.scores.iter().copied().zip(self.counts.iter().copied())
    }

    /// Adds a score that is at least as high as all that are there.
    pub(super) fn push(&mut self, score: f64, count: u64) {
        match (self.scores.last(), self.counts.last_mut()) {
            (Some(last), Some(total)) if last.total_cmp(&score) == Ordering::Equal => {
                *total += count;
            }
            _ => {
                self.scores.push(score);
                self.counts.push(count);
            }
        }
    }

    /// Adds scores that are at least as high as all that are there.
    pub(super) fn append(&mut self, mut higher: Self) {
        if self.scores.is_empty() {
            *self = higher;
        } else {
            self.scores.append(&mut higher.scores);
            self.counts.append(&mut higher.counts);
        }
    }

    /// The same rows in bins.
    #[must_use]
    pub(super) fn coarsened(&self, resolution: Resolution) -> Self {
        let mut counts = Self::default();
        for (score, count) in self.iter() {
            counts.push(resolution.lowest(score), count);
        }
        counts
    }

    /// The rows of both; the sum of the two totals must fit a `u64`.
    #[must_use]
    pub(super) fn merged(self, other: Self) -> Self {
        if self.scores.is_empty() {
            return other;
        }
        if other.scores.is_empty() {
            return self;
        }
        let mut all = Self::default();
        let (mut these, mut others) = (self.iter().peekable(), other.iter().peekable());
        while let Some((score, count)) = match (these.peek(), others.peek()) {
            (Some((one, _)), Some((two, _))) if one <= two => these.next(),
            (Some(_), None) => these.next(),
            _ => others.next(),
        } {
            all.push(score, count);
        }
        all
    }

    /// Returns the counts of `rows`, in any order; their sum must fit a `u64`.
    #[must_use]
    pub(super) fn of(mut rows: Vec<(f64, u64)>) -> Self {
        // A stable sort is quick where much is in order already, as in a tally.
        rows.sort_by(|(one, _), (two, _)| one.total_cmp(two));
        let mut counts = Self::default();
        for (score, count) in rows {
            counts.push(score, count);
        }
        counts
    }
}
