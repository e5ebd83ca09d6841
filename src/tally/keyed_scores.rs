//! Rows with weights and clusters, gathered.

use std::collections::HashMap;
use std::sync::Arc;

use super::{KeyedRow, KeyedTally, Keys, Label, TooMany};
use crate::quantity::Weight;

/// How many rows are held before those that agree are joined.
const FIRST: usize = 1 << 16;

/// Scores with labels, and with weights or clusters, in any order: what becomes a [`KeyedTally`].
///
/// ```
/// use baserate::quantity::Weight;
/// use baserate::tally::{KeyedScores, Keys, Label};
///
/// let mut rows = KeyedScores::new(Keys { weights: false, clusters: true });
/// for (account, score, label) in
///     [("b", 0.5, Label::Positive), ("a", 0.5, Label::Negative), ("b", 0.5, Label::Positive)]
/// {
///     rows.add(account, Weight::ONE, score, label, 1);
/// }
/// let tally = rows.tally(0).unwrap();
/// assert_eq!(tally.clusters(), ["a", "b"]);
/// assert_eq!(tally.rows()[1].count(Label::Positive), 2);
/// ```
#[derive(Clone, Debug, Default)]
pub struct KeyedScores {
    keys: Keys,
    names: Vec<Arc<str>>,
    places: HashMap<Arc<str>, usize>,
    last: usize,
    rows: Vec<KeyedRow>,
    total: u128,
}

impl KeyedScores {
    /// Returns no rows yet, which are told apart by these keys.
    #[must_use]
    pub fn new(keys: Keys) -> Self {
        Self { keys, ..Self::default() }
    }

    /// What tells rows with the same score apart.
    #[must_use]
    pub fn keys(&self) -> Keys {
        self.keys
    }

    /// Whether no row was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// Adds `count` rows with this score, which is finite. Without clusters, `cluster` does not matter, and
    /// without weights `weight` is 1.
    pub fn add(&mut self, cluster: &str, weight: Weight, score: f64, label: Label, count: u64) {
        if count == 0 {
            return;
        }
        let cluster = if self.keys.clusters { self.place(cluster) } else { 0 };
        let mut counts = [0; Label::COUNT];
        counts[label.place()] = count;
        self.total += u128::from(count);
        // Adding 0 makes 0 of -0.
        self.push(KeyedRow { cluster, weight, score: score + 0.0, counts });
    }

    fn push(&mut self, row: KeyedRow) {
        if self.rows.len() == self.rows.capacity() {
            if self.rows.len() >= FIRST {
                self.join();
            }
            self.rows.reserve(self.rows.len().max(FIRST));
        }
        self.rows.push(row);
    }

    /// The place of the cluster `name`; the last one is likely to come again.
    fn place(&mut self, name: &str) -> usize {
        if self.names.get(self.last).is_some_and(|last| **last == *name) {
            return self.last;
        }
        self.last = self.places.get(name).copied().unwrap_or_else(|| {
            let name: Arc<str> = name.into();
            self.places.insert(Arc::clone(&name), self.names.len());
            self.names.push(name);
            self.names.len() - 1
        });
        self.last
    }

    /// Adds all rows of `other`, which has the same keys.
    pub fn append(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        self.total += other.total;
        let places: Vec<usize> = other.names.iter().map(|name| self.place(name)).collect();
        for row in other.rows {
            let cluster = places.get(row.cluster).copied().unwrap_or(0);
            self.push(KeyedRow { cluster, ..row });
        }
    }

    /// Puts rows in order and joins those that agree.
    fn join(&mut self) {
        self.rows.sort_unstable_by(|one, two| {
            let weights = one.weight.get().total_cmp(&two.weight.get());
            let scores = || one.score.total_cmp(&two.score);
            one.cluster.cmp(&two.cluster).then(weights).then_with(scores)
        });
        self.rows.dedup_by(|row, kept| {
            let agree = KeyedRow { counts: kept.counts, ..*row } == *kept;
            if agree {
                // Whether all fit is told by the total.
                for (sum, more) in kept.counts.iter_mut().zip(row.counts) {
                    *sum = sum.saturating_add(more);
                }
            }
            agree
        });
    }

    /// Returns the tally of these rows and of `dropped` ones that had no score.
    ///
    /// # Errors
    ///
    /// Where the rows are more than a `u64` holds.
    pub fn tally(mut self, dropped: u64) -> Result<KeyedTally, TooMany> {
        let mut order: Vec<usize> = (0..self.names.len()).collect();
        order.sort_unstable_by(|one, two| self.names[*one].cmp(&self.names[*two]));
        let mut ranks = vec![0; order.len()];
        for (rank, place) in order.iter().enumerate() {
            ranks[*place] = rank;
        }
        for row in &mut self.rows {
            row.cluster = ranks.get(row.cluster).copied().unwrap_or(0);
        }
        self.join();
        u64::try_from(self.total + u128::from(dropped)).map_err(|_| TooMany)?;
        let clusters = order.iter().map(|place| self.names[*place].to_string()).collect();
        Ok(KeyedTally::of(self.keys, clusters, self.rows, dropped))
    }
}
