//! Counts by bin.

use super::{Key, Label, Resolution, ScoreCounts};

/// How many rows of each label are in each bin. The memory of bins that have none is never touched.
#[derive(Clone, Debug)]
pub(super) struct Bins {
    resolution: Resolution,
    counts: Vec<[u64; Label::COUNT]>,
    rows: [u64; Label::COUNT],
}

impl Bins {
    pub(super) fn new(resolution: Resolution) -> Self {
        let counts = vec![[0; Label::COUNT]; resolution.bins()];
        Self { resolution, counts, rows: [0; Label::COUNT] }
    }

    pub(super) fn resolution(&self) -> Resolution {
        self.resolution
    }

    /// Counts a row.
    #[inline]
    pub(super) fn add<K: Key>(&mut self, key: K, label: Label) {
        self.counts[self.resolution.bin(key)][label.place()] += 1;
        self.rows[label.place()] += 1;
    }

    /// Adds the rows of `other`, whose bins are the same.
    pub(super) fn with(mut self, other: &Self) -> Self {
        for (all, more) in self.counts.iter_mut().zip(&other.counts) {
            if *more != [0; Label::COUNT] {
                for (count, more) in all.iter_mut().zip(more) {
                    *count += more;
                }
            }
        }
        for (rows, more) in self.rows.iter_mut().zip(other.rows) {
            *rows += more;
        }
        self
    }

    /// How many rows have this label.
    pub(super) fn rows(&self, label: Label) -> u64 {
        self.rows[label.place()]
    }

    /// The lowest scores of the bins with this label, with their counts.
    pub(super) fn counts(&self, label: Label) -> ScoreCounts {
        let mut counts = ScoreCounts::default();
        for (bin, cell) in self.counts.iter().enumerate() {
            if cell[label.place()] > 0 {
                counts.push(self.resolution.score(bin), cell[label.place()]);
            }
        }
        counts
    }
}
