//! Counts of distinct scores while there are few of them.

use super::{Key, Label};

/// How many slots a table has at first.
const FIRST: usize = 1 << 10;

/// How many slots there are for each distinct score, at least: few are then looked for beyond the first.
const SLOTS_EACH: usize = 4;

/// How many slots a table may have, however few rows there are.
const ALWAYS: usize = 1 << 17;

/// How many slots a table may have, however many rows there are.
const MOST: usize = 1 << 21;

/// How many rows a distinct score must stand for where a table has more slots than [`ALWAYS`].
const ROWS_EACH: u64 = 4;

/// A table of distinct scores with their counts by label: a hash table with open addressing.
#[derive(Clone, Debug)]
pub(super) struct Few<K> {
    slots: Vec<Slot<K>>,
    distinct: usize,
    /// Counts that a slot had no more room for.
    full: Vec<(K, Label)>,
}

/// A score with its counts, narrow ones so that more slots are in the processor's cache at once.
#[derive(Clone, Copy, Debug)]
struct Slot<K> {
    key: K,
    counts: [u32; Label::COUNT],
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
        if slot.key != key {
            return self.enter(place, key, label);
        }
        let count = &mut slot.counts[label.place()];
        match count.checked_add(1) {
            Some(more) => *count = more,
            None => self.start_again(place, label),
        }
        true
    }

    /// Counts a row where the slot has no more room for it.
    #[cold]
    fn start_again(&mut self, place: usize, label: Label) {
        let slot = &mut self.slots[place];
        slot.counts[label.place()] = 1;
        self.full.push((slot.key, label));
    }

    /// Counts so many rows, at least one; `false` where their score would be one too many, and none was counted.
    pub(super) fn add_many(&mut self, key: K, label: Label, rows: u64) -> bool {
        if rows == 0 || !self.add(key, label) {
            return rows == 0;
        }
        let place = self.place(key);
        let count = &mut self.slots[place].counts[label.place()];
        let mut rest = u64::from(*count) + (rows - 1);
        *count = loop {
            match u32::try_from(rest) {
                Ok(rest) => break rest,
                Err(_) => self.full.push((key, label)),
            }
            rest -= u64::from(u32::MAX);
        };
        true
    }

    #[cold]
    fn enter(&mut self, place: usize, key: K, label: Label) -> bool {
        if self.distinct * SLOTS_EACH == self.slots.len() {
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
        let rows: u64 = self.slots.iter().flat_map(|slot| slot.counts).map(u64::from).sum();
        let has_full = !self.full.is_empty();
        has_full || u64::try_from(self.distinct).is_ok_and(|distinct| rows / ROWS_EACH >= distinct)
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
        let counts =
            self.slots.iter().map(move |slot| (slot.key, slot.counts[label.place()].into()));
        let full = self.full.iter().filter(move |(_, full)| *full == label);
        let full = full.map(|(key, _)| (*key, u64::from(u32::MAX)));
        counts.filter(|(_, count)| *count > 0).chain(full)
    }
}

impl<K: Key> Default for Few<K> {
    fn default() -> Self {
        Self { slots: vec![Slot::EMPTY; FIRST], distinct: 0, full: Vec::new() }
    }
}

/// Spreads keys over the table: the upper half of a product with the golden ratio.
#[inline]
fn hash<K: Key>(key: K) -> usize {
    (key.bits().wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sum of all keys.
    fn count_of(few: &Few<u32>, label: Label) -> u64 {
        few.with_label(label).map(|(key, count)| u64::from(key) * count).sum()
    }

    #[test]
    fn counts_go_on_where_a_slot_is_full() {
        let mut few = Few::<u32>::default();
        let rows = [(7, Label::Negative), (9, Label::Positive), (7, Label::Positive)];
        assert!(rows.iter().all(|(key, label)| few.add(*key, *label)));
        for slot in few.slots.iter_mut().filter(|slot| slot.key == 7) {
            slot.counts[Label::Negative.place()] = u32::MAX - 1;
        }
        assert!((0..3).all(|_| few.add(7, Label::Negative)));
        assert_eq!(count_of(&few, Label::Negative), 7 * (u64::from(u32::MAX) + 2));
        assert_eq!(count_of(&few, Label::Positive), 16);
        let rows = 3 * u64::from(u32::MAX) + 5;
        assert!(few.add_many(9, Label::Positive, rows) && few.add_many(9, Label::Positive, 0));
        assert_eq!(count_of(&few, Label::Positive), 16 + 9 * rows);
    }
}
