//! Resamples of rows that are independent of each other.

use super::multinomial::Multinomial;
use super::sums::{Block, Counts, Sums};
use super::{Scheme, Statistic};
use crate::simulation::Stream;
use crate::tally::{Cell, Ranking};

/// How many cells are drawn before they are summed: what stays in a processor's nearest cache.
const BLOCK: usize = 1 << 11;

/// Rows, made ready to draw many resamples.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    cells: &'a [Cell],
    positives: Class,
    negatives: Class,
}

impl<'a> Rows<'a> {
    pub(super) fn new(ranking: &'a Ranking) -> Self {
        Self {
            cells: ranking.cells(),
            positives: Class::new(ranking, |cell| cell.positives),
            negatives: Class::new(ranking, |cell| cell.negatives),
        }
    }

    /// The statistics of one resample.
    pub(super) fn resample(
        &self,
        scheme: Scheme,
        statistics: &[Statistic],
        stream: &mut Stream,
    ) -> Vec<Option<f64>> {
        let all = Counts {
            positives: self.positives.blocks.items(),
            negatives: self.negatives.blocks.items(),
        };
        let all = scheme.rows(all, stream);
        let mut sums = Sums::new(statistics, self.cells, all);
        let positives = self.positives.by_block(all.positives, stream);
        let negatives = self.negatives.by_block(all.negatives, stream);
        let mut room = [vec![0; BLOCK], vec![0; BLOCK]];
        for (block, cells) in self.cells.chunks(BLOCK).enumerate() {
            let [drawn_positives, drawn_negatives] =
                room.each_mut().map(|room| &mut room[..cells.len()]);
            self.positives.draw(block, positives[block], drawn_positives, stream);
            self.negatives.draw(block, negatives[block], drawn_negatives, stream);
            sums.add(Block { positives: drawn_positives, negatives: drawn_negatives });
        }
        sums.values()
    }
}

/// The rows of one label, by blocks of cells.
#[derive(Debug)]
struct Class {
    blocks: Multinomial,
    within: Vec<Multinomial>,
}

impl Class {
    fn new(ranking: &Ranking, count: fn(&Cell) -> u64) -> Self {
        let blocks = ranking.cells().chunks(BLOCK);
        let within: Vec<_> =
            blocks.map(|cells| Multinomial::new(cells.iter().map(count))).collect();
        Self { blocks: Multinomial::new(within.iter().map(Multinomial::items)), within }
    }

    /// How many of `number` rows are in each block.
    fn by_block(&self, number: u64, stream: &mut Stream) -> Vec<u64> {
        let mut counts = vec![0; self.within.len()];
        self.blocks.draw(number, &mut counts, stream);
        counts
    }

    /// Draws `number` rows of a block.
    fn draw(&self, block: usize, number: u64, counts: &mut [u64], stream: &mut Stream) {
        counts.fill(0);
        self.within[block].draw(number, counts, stream);
    }
}
