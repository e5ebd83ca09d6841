//! Rows of one thread, gathered.

use super::bins::Bins;
use super::few::Few;
use super::{Key, Label, Resolution};

/// How many keys are held in one piece: enough to be quick, few enough to leave no gap in memory.
const PIECE: usize = 1 << 20;

/// How many rows with the same score take no more room one by one than as a count.
const ONE_BY_ONE: u64 = 4;

/// Rows of scores with labels, gathered by one thread as they are read.
///
/// Distinct scores are counted while they are few. Once they are not, the counts are kept and further
/// keys are put by, to be sorted when all are there ([`Collection`](super::Collection)). With a
/// [`Resolution`], bins are counted instead, in memory that does not grow with the rows.
#[derive(Clone, Debug)]
pub struct Collector<K> {
    few: Few<K>,
    is_many: bool,
    many: [Pieces<K>; Label::COUNT],
    bins: Option<Bins>,
    /// What was counted before there were many, in other collectors.
    counted: Vec<(K, Label, u64)>,
}

/// Keys in pieces, so that none is ever moved.
pub(super) type Pieces<K> = Vec<Vec<K>>;

impl<K: Key> Collector<K> {
    /// Returns a collector that tells scores apart as finely as `resolution` says, or all without one.
    #[must_use]
    pub fn new(resolution: Option<Resolution>) -> Self {
        Self { bins: resolution.map(Bins::new), ..Self::default() }
    }

    /// Adds a row.
    #[inline]
    pub fn add(&mut self, key: K, label: Label) {
        if let Some(bins) = &mut self.bins {
            return bins.add(key, label);
        }
        if !self.is_many {
            if self.few.add(key, label) {
                return;
            }
            self.is_many = true;
        }
        self.put_by(key, label);
    }

    #[inline]
    fn put_by(&mut self, key: K, label: Label) {
        let pieces = &mut self.many[label.place()];
        match pieces.last_mut() {
            Some(piece) if piece.len() < piece.capacity() => piece.push(key),
            _ => open_piece(pieces, key),
        }
    }

    /// Adds all rows of `other`, in not much more room than if they had come one by one.
    pub fn absorb(&mut self, other: Self) {
        self.bins = match (self.bins.take(), other.bins) {
            (Some(bins), Some(more)) => Some(bins.with(&more)),
            (bins, more) => bins.or(more),
        };
        for label in Label::ALL {
            for (key, count) in other.few.with_label(label) {
                self.add_many(key, label, count);
            }
        }
        for (key, label, count) in other.counted {
            self.add_many(key, label, count);
        }
        for (all, mut pieces) in self.many.iter_mut().zip(other.many) {
            pieces.iter_mut().for_each(Vec::shrink_to_fit);
            // The piece that is being filled stays the last.
            all.splice(0..0, pieces);
        }
    }

    fn add_many(&mut self, key: K, label: Label, count: u64) {
        if !self.is_many && self.few.add_many(key, label, count) {
            return;
        }
        self.is_many = true;
        if count <= ONE_BY_ONE {
            (0..count).for_each(|_| self.put_by(key, label));
        } else {
            self.counted.push((key, label, count));
        }
    }

    /// Whether no row was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let has_none = |bins: &Bins| Label::ALL.iter().all(|label| bins.rows(*label) == 0);
        self.few.is_empty() && self.counted.is_empty() && self.bins.as_ref().is_none_or(has_none)
    }

    /// What was gathered, taken apart.
    pub(super) fn into_parts(self) -> Parts<K> {
        let Self { few, counted, many, bins, .. } = self;
        Parts { few, counted, many, bins }
    }
}

/// What a collector gathered.
pub(super) struct Parts<K> {
    pub(super) few: Few<K>,
    pub(super) counted: Vec<(K, Label, u64)>,
    pub(super) many: [Pieces<K>; Label::COUNT],
    pub(super) bins: Option<Bins>,
}

/// Begins another piece with `key`; the first are smaller, for labels that are rare.
#[cold]
fn open_piece<K>(pieces: &mut Pieces<K>, key: K) {
    let capacity = if pieces.len() < 8 { PIECE >> (8 - pieces.len()) } else { PIECE };
    let mut piece = Vec::with_capacity(capacity);
    piece.push(key);
    pieces.push(piece);
}

impl<K: Key> Default for Collector<K> {
    fn default() -> Self {
        let many = std::array::from_fn(|_| Pieces::new());
        Self { few: Few::default(), is_many: false, many, bins: None, counted: Vec::new() }
    }
}
