//! What one thread has read.

use super::fault::Fault;
use super::labels::Others;
use super::{NotFinite, ScoreOptions};
use crate::tally::{Collector, CountedScores, KeyedScores, Keys, Resolution};

/// What one thread has read.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    /// Items with an `f32` for a score.
    pub(super) single: Collector<u32>,
    /// Items with any other score.
    pub(super) double: Collector<u64>,
    /// Rows of tallies.
    pub(super) counts: CountedScores,
    /// Rows with weights or clusters, of tallies or not.
    pub(super) keyed: KeyedScores,
    /// Of items among these, whether their scores are `f32`.
    pub(super) keyed_items: Option<bool>,
    /// The labels that may be negative, with their first places in the file that is being read.
    pub(super) others: Others<u64>,
    /// How many rows had no score and were left out.
    pub(super) dropped: u64,
    /// How finely the scores of a tally were told apart, if not all were.
    pub(super) resolution: Option<Resolution>,
}

impl Gathered {
    /// Nothing yet of a file whose rows have these keys.
    pub(super) fn new(options: &ScoreOptions, keys: Keys) -> Self {
        Self {
            single: Collector::new(options.resolution),
            double: Collector::new(options.resolution),
            keyed: KeyedScores::new(keys),
            resolution: options.resolution,
            ..Self::default()
        }
    }

    /// What tells rows with the same score apart, if there are any rows.
    pub(super) fn keys(&self) -> Option<Keys> {
        let has_plain =
            !self.single.is_empty() || !self.double.is_empty() || !self.counts.is_empty();
        if has_plain {
            return Some(Keys::NONE);
        }
        (!self.keyed.is_empty()).then(|| self.keyed.keys())
    }

    /// Whether there are items with scores of 32 bits, and whether with others.
    pub(super) fn widths(&self) -> [bool; 2] {
        [
            !self.single.is_empty() || self.keyed_items == Some(true),
            !self.double.is_empty() || self.keyed_items == Some(false),
        ]
    }

    /// Adds what another has gathered of rows with the same keys.
    pub(super) fn absorb(&mut self, other: Self) {
        self.single.absorb(other.single);
        self.double.absorb(other.double);
        self.counts.append(other.counts);
        self.keyed.append(other.keyed);
        self.keyed_items = self.keyed_items.or(other.keyed_items);
        self.dropped += other.dropped;
        self.resolution = self.resolution.into_iter().chain(other.resolution).min();
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
