//! Rows of one thread, gathered.

use super::bins::Bins;
use super::few::Few;
use super::{Key, Label, Resolution};

/// How many keys are held in one piece: enough to be quick, few enough to leave no gap in memory.
const PIECE: usize = 1 << 20;

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
        let pieces = &mut self.many[label.place()];
        match pieces.last_mut() {
            Some(piece) if piece.len() < piece.capacity() => piece.push(key),
            _ => open_piece(pieces, key),
        }
    }

    /// Whether no row was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let has_none = |bins: &Bins| Label::ALL.iter().all(|label| bins.rows(*label) == 0);
        self.few.is_empty() && self.bins.as_ref().is_none_or(has_none)
    }

    /// What was counted, and what was put by, by label; and what was counted in bins.
    pub(super) fn into_parts(self) -> (Few<K>, [Pieces<K>; Label::COUNT], Option<Bins>) {
        (self.few, self.many, self.bins)
    }
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
        Self { few: Few::default(), is_many: false, many, bins: None }
    }
}
