//! Counts of distinct scores while there are few of them.

use super::{Key, Label};

/// How many slots a table has at first.
const FIRST: usize = 1 << 10;

/// How many slots a table may have, however few rows there are; half of them may be used.
const ALWAYS: usize = 1 << 16;

/// How many slots a table may have, however many rows there are.
const MOST: usize = 1 << 20;

/// How many rows a distinct score must stand for where a table has more slots than [`ALWAYS`].
const ROWS_EACH: u64 = 4;

/// A table of distinct scores with their counts by label: a hash table with open addressing, at most
/// half full.
#[derive(Clone, Debug)]
pub(super) struct Few<K> {
    slots: Vec<Slot<K>>,
    distinct: usize,
}

#[derive(Clone, Copy, Debug)]
struct Slot<K> {
    key: K,
    counts: [u64; Label::COUNT],
}

impl<K: Key> Slot<K> {
    const EMPTY: Self = Self { key: K::NONE, counts: [0; Label::COUNT] };
}

impl<K: Key> Few<K> {
    /// Counts a row; `false` where its score would be one too many, and nothing was counted.
    #[inline]
    pub(super) fn add(&mut self, key: K, label: Label) -> bool {
        let place = self.place(key);
        let slot = &mut self.slots[place];
        if slot.key == key {
            slot.counts[label.place()] += 1;
            return true;
        }
        self.enter(place, key, label)
    }

    #[cold]
    fn enter(&mut self, place: usize, key: K, label: Label) -> bool {
        if self.distinct * 2 == self.slots.len() {
            return self.grow() && self.add(key, label);
        }
        self.distinct += 1;
        let slot = &mut self.slots[place];
        slot.key = key;
        slot.counts[label.place()] = 1;
        true
    }

    /// Makes the table twice as large; `false` where that does not pay.
    fn grow(&mut self) -> bool {
        let slots = self.slots.len();
        if slots >= MOST || slots >= ALWAYS && !self.has_many_rows_each() {
            return false;
        }
        for slot in std::mem::replace(&mut self.slots, vec![Slot::EMPTY; slots * 2]) {
            if slot.key != K::NONE {
                let place = self.place(slot.key);
                self.slots[place] = slot;
            }
        }
        true
    }

    fn has_many_rows_each(&self) -> bool {
        let rows: u64 = self.slots.iter().flat_map(|slot| slot.counts).sum();
        u64::try_from(self.distinct).is_ok_and(|distinct| rows / ROWS_EACH >= distinct)
    }

    /// Where `key` is, or where it would go.
    #[inline]
    fn place(&self, key: K) -> usize {
        let mask = self.slots.len() - 1;
        let mut place = hash(key) & mask;
        while self.slots[place].key != key && self.slots[place].key != K::NONE {
            place = (place + 1) & mask;
        }
        place
    }

    pub(super) fn is_empty(&self) -> bool {
        self.distinct == 0
    }

    /// The scores with this label and their counts, in no particular order.
    pub(super) fn with_label(&self, label: Label) -> impl Iterator<Item = (K, u64)> {
        let counts = self.slots.iter().map(move |slot| (slot.key, slot.counts[label.place()]));
        counts.filter(|(_, count)| *count > 0)
    }
}

impl<K: Key> Default for Few<K> {
    fn default() -> Self {
        Self { slots: vec![Slot::EMPTY; FIRST], distinct: 0 }
    }
}

/// Spreads keys over the table: the upper half of a product with the golden ratio.
#[inline]
fn hash<K: Key>(key: K) -> usize {
    (key.bits().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}
