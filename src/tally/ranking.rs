//! Distinct scores from the highest down.

use super::{ScoreCounts, Tally};

/// A score with how many positives and how many negatives have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cell {
    /// The score; of lumped negatives the lowest.
    pub score: f64,
    /// How many positives have it.
    pub positives: u64,
    /// How many negatives have it.
    pub negatives: u64,
}

/// The cells of a tally, the highest score first: what curves, areas and thresholds are computed from.
///
/// A run of scores that only negatives have may be lumped into one cell, with the lowest of them for
/// its score. Every curve is a straight line there, and no threshold within is better than the next
/// above, which a positive has: nothing is lost but the inner points of that line.
///
/// All counts together are at most what a `u64` holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ranking {
    cells: Vec<Cell>,
    positives: u64,
    negatives: u64,
}

impl Ranking {
    /// Returns every distinct score of the labelled rows of `tally`.
    #[must_use]
    pub fn of(tally: &Tally) -> Self {
        Self::merged(tally.positives(), tally.negatives(), false)
    }

    /// Returns the ranking of `tally` with runs of negatives lumped.
    #[must_use]
    pub fn lumped(tally: &Tally) -> Self {
        Self::merged(tally.positives(), tally.negatives(), true)
    }

    /// Returns the ranking of `cells`, the highest score first, whose counts fit a `u64`.
    pub(crate) fn of_cells(cells: impl Iterator<Item = Cell>) -> Self {
        let mut ranking = Self::default();
        for cell in cells.filter(|cell| cell.positives + cell.negatives > 0) {
            ranking.push(cell);
        }
        ranking
    }

    fn merged(positives: &ScoreCounts, negatives: &ScoreCounts, lump: bool) -> Self {
        let mut ranking = Self::default();
        let mut negatives = negatives.iter().rev().peekable();
        let mut positives = positives.iter().rev().peekable();
        loop {
            let below = positives.peek().map_or(f64::NEG_INFINITY, |(score, _)| *score);
            while let Some((score, count)) = negatives.next_if(|(score, _)| *score > below) {
                ranking.push_negatives(score, count, lump);
            }
            let Some((score, count)) = positives.next() else { return ranking };
            let tied = negatives.next_if(|(next, _)| *next >= score).map_or(0, |(_, count)| count);
            ranking.push(Cell { score, positives: count, negatives: tied });
        }
    }

    fn push_negatives(&mut self, score: f64, count: u64, lump: bool) {
        match self.cells.last_mut() {
            Some(last) if lump && last.positives == 0 => {
                last.score = score;
                last.negatives += count;
                self.negatives += count;
            }
            _ => self.push(Cell { score, positives: 0, negatives: count }),
        }
    }

    /// Adds the next lower cell.
    pub(super) fn push(&mut self, cell: Cell) {
        self.positives += cell.positives;
        self.negatives += cell.negatives;
        self.cells.push(cell);
    }

    /// Returns the ranking in which the positives of every cell are above its negatives: of all orders that
    /// items within cells may have, the best.
    #[must_use]
    pub fn positives_first(&self) -> Self {
        self.parted(|positives, negatives| [positives, negatives])
    }

    /// Returns the ranking in which the negatives of every cell are above its positives: of all orders that
    /// items within cells may have, the worst.
    #[must_use]
    pub fn negatives_first(&self) -> Self {
        self.parted(|positives, negatives| [negatives, positives])
    }

    /// Every cell as two, one with its positives and one with its negatives.
    fn parted(&self, in_order: fn(Cell, Cell) -> [Cell; 2]) -> Self {
        let parts = self.cells.iter().flat_map(|cell| {
            in_order(Cell { negatives: 0, ..*cell }, Cell { positives: 0, ..*cell })
        });
        Self::of_cells(parts.filter(|cell| cell.positives > 0 || cell.negatives > 0))
    }

    /// The cells, the highest score first.
    #[must_use]
    pub fn cells(&self) -> &[Cell] {
        &self.cells
    }

    /// How many positives there are.
    #[must_use]
    pub fn positives(&self) -> u64 {
        self.positives
    }

    /// How many negatives there are.
    #[must_use]
    pub fn negatives(&self) -> u64 {
        self.negatives
    }
}
