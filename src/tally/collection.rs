//! What all threads gathered.

use std::num::NonZeroUsize;

use super::bins::Bins;
use super::collector::Pieces;
use super::few::Few;
use super::placing::Positives;
use super::sorting::sorted;
use super::{Collector, Key, Label, Ranking, Resolution, ScoreCounts, Tally};

/// How many negatives there must be for each positive for their places to be looked up rather than
/// sorted.
const NEGATIVES_EACH: usize = 16;

/// What several threads gathered. The result does not depend on which of them had which rows.
#[derive(Debug)]
pub struct Collection<K> {
    few: Vec<Few<K>>,
    counted: Vec<(K, Label, u64)>,
    many: [Pieces<K>; Label::COUNT],
    bins: Option<Bins>,
}

impl<K: Key> Collection<K> {
    /// Returns what `collectors` gathered.
    #[must_use]
    pub fn new(collectors: Vec<Collector<K>>) -> Self {
        let (mut few, mut counted) = (Vec::new(), Vec::new());
        let mut many: [Pieces<K>; Label::COUNT] = std::array::from_fn(|_| Pieces::new());
        let mut bins = None;
        for collector in collectors {
            let parts = collector.into_parts();
            bins = match (bins, parts.bins) {
                (Some(all), Some(more)) => Some(Bins::with(all, &more)),
                (all, more) => all.or(more),
            };
            few.push(parts.few);
            counted.extend(parts.counted);
            for (all, mut pieces) in many.iter_mut().zip(parts.many) {
                all.append(&mut pieces);
            }
        }
        Self { few, counted, many, bins }
    }

    /// Returns the tally of all rows.
    #[must_use]
    pub fn tally(mut self, threads: NonZeroUsize) -> Tally {
        let counts = Label::ALL.map(|label| {
            let counted = self.counted(label).map(|(key, count)| (key.score(), count)).collect();
            let counted = ScoreCounts::of(counted);
            let counts =
                sorted(std::mem::take(&mut self.many[label.place()]), threads).merged(counted);
            self.bins.iter().map(|bins| bins.counts(label)).fold(counts, ScoreCounts::merged)
        });
        Tally::of(counts, 0).coarsened(self.resolution())
    }

    /// Returns the ranking of all rows, with negatives lumped, as [`Ranking::lumped`] would of the tally;
    /// where positives are rare, in much less time and room, for negatives are not sorted.
    #[must_use]
    pub fn ranking(self, threads: NonZeroUsize) -> Ranking {
        let keys = |label: Label| self.many[label.place()].iter().map(Vec::len).sum::<usize>();
        let (positives, negatives) = (keys(Label::Positive), keys(Label::Negative));
        let is_rare = positives < negatives / NEGATIVES_EACH;
        if negatives == 0 || !is_rare || self.bins.is_some() {
            return Ranking::lumped(&self.tally(threads));
        }
        let (keys, counts) = self.distinct_positives();
        if keys.is_empty() {
            return Ranking::lumped(&self.tally(threads));
        }
        let positives = Positives::new(keys, counts);
        let mut places = positives.no_places();
        for (key, count) in self.counted(Label::Negative) {
            positives.put(key, count, &mut places);
        }
        positives.put_all(&self.many[Label::Negative.place()], &mut places, threads);
        positives.ranking(&places)
    }

    /// How many rows have this label.
    #[must_use]
    pub fn rows(&self, label: Label) -> u64 {
        let counted: u64 = self.counted(label).map(|(_, count)| count).sum();
        let pieces = self.many[label.place()].iter();
        let put_by = pieces.map(|piece| u64::try_from(piece.len()).unwrap_or(u64::MAX));
        counted + put_by.sum::<u64>() + self.bins.as_ref().map_or(0, |bins| bins.rows(label))
    }

    /// How finely scores were told apart, if not all were.
    pub(super) fn resolution(&self) -> Option<Resolution> {
        self.bins.as_ref().map(Bins::resolution)
    }

    /// Whether there are no rows.
    pub(super) fn is_empty(&self) -> bool {
        Label::ALL.iter().all(|label| self.rows(*label) == 0)
    }

    /// What was counted while distinct scores were few.
    fn counted(&self, label: Label) -> impl Iterator<Item = (K, u64)> {
        let counted = self.counted.iter().filter(move |(_, of, _)| *of == label);
        let counted = counted.map(|(key, _, count)| (*key, *count));
        self.few.iter().flat_map(move |few| few.with_label(label)).chain(counted)
    }

    /// The keys of positives in ascending order, with their counts.
    fn distinct_positives(&self) -> (Vec<K>, Vec<u64>) {
        let single = self.many[Label::Positive.place()].iter().flatten().map(|key| (*key, 1));
        let mut all: Vec<(K, u64)> = self.counted(Label::Positive).chain(single).collect();
        all.sort_unstable();
        let equal = all.chunk_by(|(one, _), (two, _)| one == two);
        equal.map(|equal| (equal[0].0, equal.iter().map(|(_, count)| count).sum::<u64>())).unzip()
    }
}
