//! Keys to distinct scores with their counts.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::sync::Mutex;

use super::collector::Pieces;
use super::{Key, ScoreCounts, parallel};

/// The leading bits of a key, by which keys are parted before they are sorted.
const LEADING: u32 = 16;

/// How many keys are sorted at once, without being parted.
const AT_ONCE: usize = 1 << 16;

/// How many keys with the same leading bits are counted by their other bits, rather than sorted, where
/// these are so few that the counts stay in a processor's cache.
const DENSE: usize = 1 << 12;

/// How many tasks there are for each thread, so that no thread has to wait for long.
const TASKS_EACH: usize = 16;

/// Returns the distinct scores of all keys, in any order, with their counts.
///
/// Keys are parted by their leading bits; within a part, those of an `f32` are counted by the rest of
/// their bits, and those of an `f64` are sorted.
pub(super) fn sorted<K: Key>(pieces: Pieces<K>, threads: NonZeroUsize) -> ScoreCounts {
    let keys: usize = pieces.iter().map(Vec::len).sum();
    if keys <= AT_ONCE {
        return Part { keys: pieces.concat(), dense: Vec::new() }.counts();
    }
    let parted = part_by_leading_bits(pieces, threads);
    let tasks = tasks(&parted, keys.div_ceil(threads.get() * TASKS_EACH));
    let counts = parallel::map(tasks.len(), threads, |task| counts(&parted, tasks[task].clone()));
    drop(parted);
    let mut all = ScoreCounts::default();
    for counts in counts {
        all.append(counts);
    }
    all
}

/// Keys in the order of their leading bits, and where those with each begin and end.
struct Parted<K> {
    keys: Vec<K>,
    ends: Vec<usize>,
}

impl<K> Parted<K> {
    fn part(&self, leading: usize) -> &[K] {
        let start = leading.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.keys[start..self.ends[leading]]
    }
}

#[expect(clippy::cast_possible_truncation, reason = "there are at most 16 leading bits")]
fn leading<K: Key>(key: K, leading_bits: u32) -> usize {
    (key.bits() >> (K::BITS - leading_bits)) as usize
}

/// Parts the keys, each thread some of the pieces, which are dropped one by one.
fn part_by_leading_bits<K: Key>(pieces: Pieces<K>, threads: NonZeroUsize) -> Vec<Parted<K>> {
    let share = pieces.len().div_ceil(threads.get());
    let mut pieces = pieces.into_iter();
    let shares: Vec<_> = std::iter::repeat_with(|| pieces.by_ref().take(share).collect::<Vec<_>>())
        .take_while(|share| !share.is_empty())
        .map(Mutex::new)
        .collect();
    parallel::map(shares.len(), threads, |task| {
        let share = shares[task].lock().map(|mut share| std::mem::take(&mut *share));
        part(share.unwrap_or_default())
    })
}

fn part<K: Key>(pieces: Pieces<K>) -> Parted<K> {
    let (mut keys, mut places) = (Vec::new(), vec![0; 1 << LEADING]);
    count_leading(pieces.iter().flatten().copied(), LEADING, &mut places);
    keys.resize(places_of_counts(&mut places), K::NONE);
    for piece in pieces {
        put_to_places(piece.iter().copied(), LEADING, &mut places, &mut keys);
    }
    // Where each part began, the next one begins now.
    Parted { keys, ends: places }
}

/// Writes `keys` to `grouped` in the order of their leading bits, of which there are `leading_bits`; `places` has
/// one for each value of these.
pub(super) fn group<K: Key>(
    keys: impl Iterator<Item = K> + Clone,
    leading_bits: u32,
    places: &mut [usize],
    grouped: &mut Vec<K>,
) {
    places.fill(0);
    count_leading(keys.clone(), leading_bits, places);
    grouped.resize(places_of_counts(places), K::NONE);
    put_to_places(keys, leading_bits, places, grouped);
}

fn count_leading<K: Key>(keys: impl Iterator<Item = K>, leading_bits: u32, counts: &mut [usize]) {
    for key in keys {
        counts[leading(key, leading_bits)] += 1;
    }
}

/// Makes of counts the place where each begins; their sum.
fn places_of_counts(counts: &mut [usize]) -> usize {
    let mut before = 0;
    for count in counts {
        before += std::mem::replace(count, before);
    }
    before
}

fn put_to_places<K: Key>(
    keys: impl Iterator<Item = K>,
    leading_bits: u32,
    places: &mut [usize],
    grouped: &mut [K],
) {
    for key in keys {
        let place = &mut places[leading(key, leading_bits)];
        grouped[*place] = key;
        *place += 1;
    }
}

/// Ranges of leading bits with about so many keys each.
fn tasks<K>(parted: &[Parted<K>], keys_each: usize) -> Vec<Range<usize>> {
    let mut tasks = Vec::new();
    let (mut start, mut before) = (0, 0);
    for leading in 0..1 << LEADING {
        let keys: usize = parted.iter().map(|parted| parted.ends[leading]).sum();
        if keys - before >= keys_each {
            tasks.push(start..leading + 1);
            (start, before) = (leading + 1, keys);
        }
    }
    tasks.push(start..1 << LEADING);
    tasks
}

fn counts<K: Key>(parted: &[Parted<K>], leading: Range<usize>) -> ScoreCounts {
    let mut part = Part::default();
    let mut all = ScoreCounts::default();
    for leading in leading {
        part.keys.clear();
        for parted in parted {
            part.keys.extend_from_slice(parted.part(leading));
        }
        part.count_into(&mut all);
    }
    all
}

/// Keys with the same leading bits, and room to count them.
struct Part<K> {
    keys: Vec<K>,
    dense: Vec<u32>,
}

impl<K> Default for Part<K> {
    fn default() -> Self {
        Self { keys: Vec::new(), dense: Vec::new() }
    }
}

impl<K: Key> Part<K> {
    fn counts(mut self) -> ScoreCounts {
        let mut counts = ScoreCounts::default();
        self.sort_into(&mut counts);
        counts
    }

    fn count_into(&mut self, counts: &mut ScoreCounts) {
        if K::BITS == 2 * LEADING && (DENSE..=u32::MAX as usize).contains(&self.keys.len()) {
            self.count_dense(counts);
        } else {
            self.sort_into(counts);
        }
    }

    fn sort_into(&mut self, counts: &mut ScoreCounts) {
        self.keys.sort_unstable();
        for equal in self.keys.chunk_by(|one, two| one == two) {
            counts.push(equal[0].score(), u64::try_from(equal.len()).unwrap_or(u64::MAX));
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "there are 16 trailing bits")]
    fn count_dense(&mut self, counts: &mut ScoreCounts) {
        let mask = (1 << LEADING) - 1;
        let Some(first) = self.keys.first().map(|key| key.bits() & !mask) else { return };
        self.dense.clear();
        self.dense.resize(1 << LEADING, 0);
        for key in &self.keys {
            self.dense[(key.bits() & mask) as usize] += 1;
        }
        for (trailing, count) in (first..).zip(&self.dense).filter(|(_, count)| **count > 0) {
            if let Ok(key) = K::try_from(trailing) {
                counts.push(key.score(), u64::from(*count));
            }
        }
    }
}
