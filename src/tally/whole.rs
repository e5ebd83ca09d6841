//! The tally itself.

use super::{CountedScores, Label, Resolution, ScoreCounts};

/// The name under which a file of a tally says how many rows were left out.
pub const DROPPED_KEY: &str = "baserate.dropped";

/// The name under which a file of a tally says how finely scores were told apart, if not all were.
pub const RESOLUTION_KEY: &str = "baserate.resolution";

/// For every distinct score, how many positives, negatives and unlabelled rows have it, and how many
/// rows had no score and were left out.
///
/// The rows of a tally are at most what a `u64` holds. A tally with a [`Resolution`] knows of every score
/// only in which bin it is: each stands at the lowest score of its bin.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Tally {
    counts: [ScoreCounts; Label::COUNT],
    dropped: u64,
    resolution: Option<Resolution>,
}

/// The rows are more than a `u64` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany;

impl Tally {
    /// Returns the tally of `rows`: a score, a label and how many rows have both, in any order; `dropped`
    /// rows had no score.
    ///
    /// # Errors
    ///
    /// Where the rows are more than a `u64` holds.
    pub fn new(
        rows: impl IntoIterator<Item = (f64, Label, u64)>,
        dropped: u64,
    ) -> Result<Self, TooMany> {
        let mut counted = CountedScores::default();
        for (score, label, count) in rows {
            counted.add(score, label, count);
        }
        counted.tally(dropped)
    }

    /// The tally of counts by label, whose sum fits a `u64`.
    pub(super) fn of(counts: [ScoreCounts; Label::COUNT], dropped: u64) -> Self {
        Self { counts, dropped, resolution: None }
    }

    /// The scores of rows with this label.
    #[must_use]
    pub fn with_label(&self, label: Label) -> &ScoreCounts {
        &self.counts[label.place()]
    }

    /// The scores of violating items.
    #[must_use]
    pub fn positives(&self) -> &ScoreCounts {
        self.with_label(Label::Positive)
    }

    /// The scores of innocent items.
    #[must_use]
    pub fn negatives(&self) -> &ScoreCounts {
        self.with_label(Label::Negative)
    }

    /// The scores of items of which nobody said what they are.
    #[must_use]
    pub fn unlabelled(&self) -> &ScoreCounts {
        self.with_label(Label::Unlabelled)
    }

    /// How many rows had no score and were left out, as was asked for.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// How finely scores were told apart, or `None` where all were.
    #[must_use]
    pub fn resolution(&self) -> Option<Resolution> {
        self.resolution
    }

    /// Returns the same rows with scores told apart only as finely as `resolution` says; a tally that is
    /// coarser, and any without one, stays as it is.
    #[must_use]
    pub fn coarsened(self, resolution: Option<Resolution>) -> Self {
        let coarser = Resolution::coarser(self.resolution, resolution);
        match coarser.filter(|coarser| Some(*coarser) != self.resolution) {
            None => self,
            Some(coarser) => Self {
                counts: self.counts.each_ref().map(|counts| counts.coarsened(coarser)),
                resolution: Some(coarser),
                ..self
            },
        }
    }

    /// How many rows there were, those left out included.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.counts.iter().map(ScoreCounts::total).sum::<u64>() + self.dropped
    }

    /// Returns every distinct score with its positives, negatives and unlabelled rows, the lowest score
    /// first.
    pub fn cells(&self) -> impl Iterator<Item = (f64, [u64; 3])> {
        let mut counts = Label::ALL.map(|label| self.with_label(label).iter().peekable());
        std::iter::from_fn(move || {
            let score =
                counts.iter_mut().filter_map(|counts| Some(counts.peek()?.0)).reduce(f64::min)?;
            let cell = counts.each_mut().map(|counts| {
                counts.next_if(|(next, _)| *next <= score).map_or(0, |(_, count)| count)
            });
            Some((score, cell))
        })
    }

    /// Returns the tally of the rows of both, as coarse as the coarser.
    ///
    /// # Errors
    ///
    /// Where the rows are more than a `u64` holds.
    pub fn merged(self, other: Self) -> Result<Self, TooMany> {
        self.rows().checked_add(other.rows()).ok_or(TooMany)?;
        Ok(self.with_rows(other))
    }

    /// The tally of the rows of both, which fit a `u64`.
    pub(super) fn with_rows(self, other: Self) -> Self {
        let dropped = self.dropped + other.dropped;
        let resolution = Resolution::coarser(self.resolution, other.resolution);
        let [positives, negatives, unlabelled] = self.coarsened(resolution).counts;
        let [more_positives, more_negatives, more_unlabelled] = other.coarsened(resolution).counts;
        let counts = [
            positives.merged(more_positives),
            negatives.merged(more_negatives),
            unlabelled.merged(more_unlabelled),
        ];
        Self { resolution, ..Self::of(counts, dropped) }
    }

    /// Whether there are no rows with scores.
    pub(super) fn is_empty(&self) -> bool {
        self.counts.iter().all(|counts| counts.distinct() == 0)
    }
}
