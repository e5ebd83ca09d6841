//! A tally that also tells weights and clusters apart.

use super::{Clusters, Label, Ranking, ScoreCounts, Tally, TooMany};
use crate::quantity::{Weight, WeightedCount, real, whole};

/// What tells rows with the same score apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// How many rows each stands for.
    pub weights: bool,
    /// Which cluster it belongs to.
    pub clusters: bool,
}

impl Keys {
    /// Nothing but the score.
    pub const NONE: Self = Self { weights: false, clusters: false };
}

/// Rows that agree in their cluster, weight and score.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeyedRow {
    /// The place of the cluster among all; 0 where there are none.
    pub cluster: usize,
    /// The weight of each row; 1 where there are none.
    pub weight: Weight,
    /// The score.
    pub score: f64,
    pub(super) counts: [u64; Label::COUNT],
}

impl KeyedRow {
    /// How many rows have this label.
    #[must_use]
    pub fn count(&self, label: Label) -> u64 {
        self.counts[label.place()]
    }

    /// The positives, the negatives and the unlabelled rows.
    #[must_use]
    pub fn counts(&self) -> [u64; 3] {
        self.counts
    }

    /// What the rows with this label stand for.
    #[must_use]
    pub fn weighted(&self, label: Label) -> f64 {
        real(self.count(label)) * self.weight.get()
    }
}

/// For every distinct cluster, weight and score, how many positives, negatives and unlabelled rows have
/// them, and how many rows had no score and were left out.
///
/// The rows of a tally are at most what a `u64` holds. Made by [`KeyedScores`](super::KeyedScores).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct KeyedTally {
    keys: Keys,
    clusters: Vec<String>,
    rows: Vec<KeyedRow>,
    dropped: u64,
}

impl KeyedTally {
    /// The tally of `rows` in order of cluster, weight and score, whose counts fit a `u64`.
    pub(super) fn of(keys: Keys, clusters: Vec<String>, rows: Vec<KeyedRow>, dropped: u64) -> Self {
        Self { keys, clusters, rows, dropped }
    }

    /// What tells rows with the same score apart.
    #[must_use]
    pub fn keys(&self) -> Keys {
        self.keys
    }

    /// The names of the clusters, in the order of their letters.
    #[must_use]
    pub fn clusters(&self) -> &[String] {
        &self.clusters
    }

    /// The rows in order of cluster, weight and score.
    #[must_use]
    pub fn rows(&self) -> &[KeyedRow] {
        &self.rows
    }

    /// The rows of each cluster, or of all one by one where there are no clusters.
    pub fn by_cluster(&self) -> impl Iterator<Item = &[KeyedRow]> {
        let keeps = self.keys.clusters;
        self.rows.chunk_by(move |one, two| keeps && one.cluster == two.cluster)
    }

    /// How many rows had no score and were left out, as was asked for.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    /// How many rows have this label.
    #[must_use]
    pub fn count(&self, label: Label) -> u64 {
        self.rows.iter().map(|row| row.count(label)).sum()
    }

    /// The rows with this label whose score `is_in`, and what they stand for. Every one of them might have
    /// had the greatest weight of all, which therefore belongs to the count.
    #[must_use]
    pub fn weighted(&self, label: Label, is_in: impl Fn(f64) -> bool) -> WeightedCount {
        let heaviest = self.rows.iter().map(|row| row.weight.get()).fold(0.0, f64::max);
        let heaviest = Weight::relative(heaviest).unwrap_or(Weight::ONE);
        let rows = self.rows.iter().filter(|row| row.count(label) > 0 && is_in(row.score));
        let counts = rows.map(|row| WeightedCount::new(row.count(label), row.weight));
        counts.fold(WeightedCount::new(0, heaviest), WeightedCount::plus)
    }

    /// Returns the tally of the same rows without weights and clusters.
    #[must_use]
    pub fn without_keys(&self) -> Tally {
        Tally::of(Label::ALL.map(|label| self.scores(label, |row| row.count(label))), self.dropped)
    }

    /// Returns the ranking of what the rows stand for, with negatives lumped: of rows with weights these
    /// are not counts but whole multiples of a small share of all, so that every share, curve, area and
    /// threshold follows from it as from any ranking, while nothing that takes them for numbers of rows does.
    ///
    /// ```text
    /// count = round(weight · rows · 2ᵏ),  2ᵏ the power of 2 next below 2⁶² / (all weights)
    /// ```
    ///
    /// Weights that are whole, or whole numbers of halves, quarters and so on, are exact; of others at most
    /// 2⁻⁶² of all is lost for each distinct row.
    #[must_use]
    pub fn ranking(&self) -> Ranking {
        if !self.keys.weights {
            return Ranking::lumped(&self.without_keys());
        }
        let scale = 1.0 / self.unit();
        let counts = Label::ALL.map(|label| match label {
            Label::Unlabelled => ScoreCounts::default(),
            _ => self.scores(label, |row| whole((row.weighted(label) * scale).round())),
        });
        Ranking::lumped(&Tally::of(counts, 0))
    }

    /// What a count of [`Self::ranking`] stands for where there are weights: a power of 2.
    #[must_use]
    pub fn unit(&self) -> f64 {
        1.0 / scale(self.total(Label::Positive) + self.total(Label::Negative), MOST)
    }

    /// Returns what chance draws whole: the clusters, or each row where there are none, with what they stand
    /// for where there are weights, in units as in [`Self::ranking`], of which all are at most 2⁵².
    ///
    /// # Errors
    ///
    /// Where the rows are more than a `u64` holds.
    pub fn drawn_whole(&self) -> Result<Clusters, TooMany> {
        let scale = scale(self.total(Label::Positive) + self.total(Label::Negative), MOST_DRAWN);
        let Keys { weights, clusters } = self.keys;
        let units = move |row: &KeyedRow, count: u64| {
            if !weights || count == 0 {
                return count;
            }
            whole((real(count) * row.weight.get() * scale).round()).max(1)
        };
        let labelled = self.rows.iter().flat_map(|row| Label::ALL.map(|label| (row, label)));
        if clusters {
            return Clusters::new(labelled.map(|(row, label)| {
                (row.cluster as u64, row.score, label, units(row, row.count(label)))
            }));
        }
        let each = labelled.flat_map(|(row, label)| {
            std::iter::repeat_n(
                (row, label),
                usize::try_from(row.count(label)).unwrap_or(usize::MAX),
            )
        });
        let number = |(number, (row, label)): (u64, (&KeyedRow, Label))| {
            (number, row.score, label, units(row, 1))
        };
        Clusters::new((0..).zip(each).map(number))
    }

    /// Returns the rows in two parts: `first` says how many of the rows of a cluster with each label, or of one
    /// row where there are no clusters, are in the first.
    pub(crate) fn parted(
        &self,
        mut first: impl FnMut(&[KeyedRow]) -> Vec<[u64; Label::COUNT]>,
    ) -> [Self; 2] {
        let mut parts = [Vec::new(), Vec::new()];
        for rows in self.by_cluster() {
            for (row, first) in rows.iter().zip(first(rows)) {
                let mut rest = row.counts;
                for (rest, first) in rest.iter_mut().zip(first) {
                    *rest = rest.saturating_sub(first);
                }
                for (part, counts) in parts.iter_mut().zip([first, rest]) {
                    if counts != [0; Label::COUNT] {
                        part.push(KeyedRow { counts, ..*row });
                    }
                }
            }
        }
        parts.map(|rows| Self::of(self.keys, self.clusters.clone(), rows, 0))
    }

    /// What all rows with this label stand for.
    #[must_use]
    pub fn total(&self, label: Label) -> f64 {
        self.rows.iter().map(|row| row.weighted(label)).sum()
    }

    fn scores(&self, label: Label, count: impl Fn(&KeyedRow) -> u64) -> ScoreCounts {
        let rows = self.rows.iter().filter(|row| row.count(label) > 0);
        ScoreCounts::of(rows.map(|row| (row.score, count(row))).filter(|(_, n)| *n > 0).collect())
    }
}

/// How many units all rows with weights have at most, or a little more.
const MOST: f64 = 4_611_686_018_427_387_904.0;

/// The same where some may be drawn several times.
const MOST_DRAWN: f64 = 4_503_599_627_370_496.0;

/// The power of 2 by which weights that add up to `all` are multiplied, so that they are at most `most`.
fn scale(all: f64, most: f64) -> f64 {
    const EXPONENT: u64 = 0x7ff << 52;
    f64::from_bits((most / all).to_bits() & EXPONENT)
}
