//! Rows however they were read.

use std::num::NonZeroUsize;

use super::{Collection, Collector, Label, Ranking, Resolution, Tally, TooMany};

/// All rows that were read: as `f32`, as `f64`, or counted in a tally.
#[derive(Debug)]
pub struct Rows {
    single: Collection<u32>,
    double: Collection<u64>,
    counted: Tally,
}

impl Rows {
    /// Returns the rows of collectors of `f32` and of `f64`, and those of a tally.
    ///
    /// # Errors
    ///
    /// Where they are more than a `u64` holds.
    pub fn new(
        single: Vec<Collector<u32>>,
        double: Vec<Collector<u64>>,
        counted: Tally,
    ) -> Result<Self, TooMany> {
        let (single, double) = (Collection::new(single), Collection::new(double));
        let rows = Label::ALL.map(|label| single.rows(label).checked_add(double.rows(label)));
        let total = rows.into_iter().try_fold(counted.rows(), |all, rows| all.checked_add(rows?));
        total.map(|_| Self { single, double, counted }).ok_or(TooMany)
    }

    /// How many rows have this label.
    #[must_use]
    pub fn count(&self, label: Label) -> u64 {
        self.single.rows(label) + self.double.rows(label) + self.counted.with_label(label).total()
    }

    /// How many rows had no score and were left out, as was asked for.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.counted.dropped()
    }

    /// How finely scores are told apart, or `None` where all are.
    #[must_use]
    pub fn resolution(&self) -> Option<Resolution> {
        let of_items = Resolution::coarser(self.single.resolution(), self.double.resolution());
        Resolution::coarser(of_items, self.counted.resolution())
    }

    /// Returns the tally of all rows.
    #[must_use]
    pub fn tally(self, threads: NonZeroUsize) -> Tally {
        let single = self.single.tally(threads);
        self.counted.with_rows(single).with_rows(self.double.tally(threads))
    }

    /// Returns the ranking of all rows, with negatives lumped.
    #[must_use]
    pub fn ranking(self, threads: NonZeroUsize) -> Ranking {
        let is_exact = self.resolution().is_none();
        match (self.single.is_empty(), self.double.is_empty(), self.counted.is_empty()) {
            (false, true, true) if is_exact => self.single.ranking(threads),
            (true, false, true) if is_exact => self.double.ranking(threads),
            _ => Ranking::lumped(&self.tally(threads)),
        }
    }
}
