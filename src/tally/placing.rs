//! Where the keys of negatives are among those of positives, without sorting the negatives.

use std::num::NonZeroUsize;

use super::collector::Pieces;
use super::sorting::group;
use super::{Cell, Key, Ranking, parallel};

/// How many places of the index there are for each distinct key of a positive, at least.
const PLACES_EACH: usize = 2;

/// How many places the index has at least.
const FEWEST_PLACES: usize = 1 << 10;

/// By how many leading bits keys are grouped before their places are looked up.
const LEADING: u32 = 14;

/// Distinct keys of positives in ascending order with their counts, and an index by leading bits.
pub(super) struct Positives<K> {
    keys: Vec<K>,
    counts: Vec<u64>,
    shift: u32,
    /// For each value of the leading bits of the distance from the first key, the first key with it.
    starts: Vec<u32>,
}

/// Where negatives are: in the gap below the first key, at it, in the gap below the second, at it, …
#[derive(Clone)]
pub(super) struct Places<K> {
    counts: Vec<u64>,
    lowest: Vec<K>,
}

impl<K: Key> Positives<K> {
    /// Returns the index of `keys`, at least one, ascending and distinct.
    pub(super) fn new(keys: Vec<K>, counts: Vec<u64>) -> Self {
        let range = keys.last().map_or(0, |last| last.bits() - keys[0].bits());
        let places = (keys.len() * PLACES_EACH).next_power_of_two().max(FEWEST_PLACES);
        // The leading bits of the range, as many as the index has places.
        let shift = (u64::BITS - range.leading_zeros()).saturating_sub(places.ilog2());
        let mut positives = Self { keys, counts, shift, starts: Vec::new() };
        let mut starts = vec![0_u32; positives.leading(range) + 2];
        for key in &positives.keys {
            starts[positives.leading(key.bits() - positives.keys[0].bits()) + 1] += 1;
        }
        let mut before = 0;
        for start in &mut starts {
            before += *start;
            *start = before;
        }
        positives.starts = starts;
        positives
    }

    #[expect(
        clippy::cast_possible_truncation,
        reason = "the index has fewer places than a u32 holds"
    )]
    fn leading(&self, distance: u64) -> usize {
        (distance >> self.shift) as usize
    }

    /// No negatives as yet.
    pub(super) fn no_places(&self) -> Places<K> {
        let places = 2 * self.keys.len() + 1;
        Places { counts: vec![0; places], lowest: vec![K::NONE; places] }
    }

    /// The place of `key`.
    #[inline]
    fn place(&self, key: K) -> usize {
        let first = self.keys[0];
        if key < first {
            return 0;
        }
        let leading = self.leading(key.bits() - first.bits());
        if leading + 1 >= self.starts.len() {
            return 2 * self.keys.len();
        }
        let (mut place, end) = (self.starts[leading] as usize, self.starts[leading + 1] as usize);
        if end - place > 8 {
            place += self.keys[place..end].partition_point(|positive| *positive < key);
        } else {
            while place < end && self.keys[place] < key {
                place += 1;
            }
        }
        2 * place + usize::from(place < self.keys.len() && self.keys[place] == key)
    }

    /// Adds `count` negatives with `key`.
    #[inline]
    pub(super) fn put(&self, key: K, count: u64, places: &mut Places<K>) {
        let place = self.place(key);
        places.counts[place] += count;
        places.lowest[place] = places.lowest[place].min(key);
    }

    /// Puts all keys of `pieces` to their places, each thread some of the pieces.
    pub(super) fn put_all(
        &self,
        pieces: &Pieces<K>,
        places: &mut Places<K>,
        threads: NonZeroUsize,
    ) {
        let share = pieces.len().div_ceil(threads.get()).max(1);
        let shares: Vec<&[Vec<K>]> = pieces.chunks(share).collect();
        let put = |task: usize| {
            let (mut places, mut grouped) = (self.no_places(), Grouped::default());
            for piece in shares[task] {
                for key in grouped.group(piece) {
                    self.put(*key, 1, &mut places);
                }
            }
            places
        };
        for other in parallel::map(shares.len(), threads, put) {
            places.add(&other);
        }
    }

    /// The ranking, with negatives lumped.
    pub(super) fn ranking(&self, places: &Places<K>) -> Ranking {
        let mut ranking = Ranking::default();
        let gap = |place: usize| {
            let negatives = places.counts[place];
            let score = places.lowest[place].score();
            (negatives > 0).then_some(Cell { score, positives: 0, negatives })
        };
        for place in (0..self.keys.len()).rev() {
            if let Some(cell) = gap(2 * place + 2) {
                ranking.push(cell);
            }
            let negatives = places.counts[2 * place + 1];
            let (score, positives) = (self.keys[place].score(), self.counts[place]);
            ranking.push(Cell { score, positives, negatives });
        }
        if let Some(cell) = gap(0) {
            ranking.push(cell);
        }
        ranking
    }
}

/// Keys with the same leading bits next to each other, so that their places are still in the processor's
/// cache from the one before; with room that is used again.
struct Grouped<K> {
    keys: Vec<K>,
    places: Vec<usize>,
}

impl<K> Default for Grouped<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), places: vec![0; 1 << LEADING] }
    }
}

impl<K: Key> Grouped<K> {
    fn group(&mut self, piece: &[K]) -> &[K] {
        group(piece.iter().copied(), LEADING, &mut self.places, &mut self.keys);
        &self.keys
    }
}

impl<K: Key> Places<K> {
    fn add(&mut self, other: &Self) {
        for (count, more) in self.counts.iter_mut().zip(&other.counts) {
            *count += more;
        }
        for (lowest, other) in self.lowest.iter_mut().zip(&other.lowest) {
            *lowest = (*lowest).min(*other);
        }
    }
}
