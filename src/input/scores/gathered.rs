//! What one thread has read.

use super::fault::Fault;
use super::labels::Others;
use super::{NotFinite, ScoreOptions};
use crate::tally::{Collector, CountedScores, Resolution};

/// What one thread has read.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Items with an `f32` for a score.
    pub(super) single: Collector<u32>,
    /// Items with any other score.
    pub(super) double: Collector<u64>,
    /// Rows of tallies.
    pub(super) counts: CountedScores,
    /// The labels that may be negative, with their first places in the file that is being read.
    pub(super) others: Others<u64>,
    /// How many rows had no score and were left out.
    pub(super) dropped: u64,
    /// How finely the scores of a tally were told apart, if not all were.
    pub(super) resolution: Option<Resolution>,
}

impl Gathered {
    /// Nothing as yet.
    pub(super) fn new(options: &ScoreOptions) -> Self {
        let single = Collector::new(options.resolution);
        let double = Collector::new(options.resolution);
        Self { single, double, resolution: options.resolution, ..Self::default() }
    }

    /// Leaves out `rows` rows whose score is missing or not finite, if that was asked for.
    #[cold]
    pub(super) fn drop_row(
        &mut self,
        score: Option<f64>,
        rows: u64,
        options: &ScoreOptions,
        row: u64,
    ) -> Result<(), Fault> {
        if options.not_finite == NotFinite::Drop {
            self.dropped += rows;
            return Ok(());
        }
        let found = score.map_or("empty".to_owned(), |score| format!("\"{score}\""));
        let message = format!("{} is {found}, expected a finite number", options.score);
        Err(Fault::at(row, message)
            .with_remedy("complete it, or leave out such rows, counted, with --nan drop"))
    }
}
