//! Rows parted by chance.

use crate::quantity::Probability;
use crate::simulation::{Purpose, Stream, binomial};
use crate::tally::{Cell, Ranking};

/// Parts the rows of `ranking` in two by chance, each going to the first part with the probability `share`.
///
/// Of each cell the number that goes there is binomial, which is what as many coins come to; so no rows
/// are needed. Both parts have the scores of `ranking`, also where its negatives are lumped.
#[must_use]
pub fn split(ranking: &Ranking, share: Probability, seed: u64) -> [Ranking; 2] {
    let mut stream = Stream::new(seed, Purpose::Split, 0);
    let first = |cell: &Cell| Cell {
        positives: binomial(&mut stream, cell.positives, share),
        negatives: binomial(&mut stream, cell.negatives, share),
        ..*cell
    };
    let firsts: Vec<Cell> = ranking.cells().iter().map(first).collect();
    let rest = |(cell, first): (&Cell, &Cell)| Cell {
        positives: cell.positives - first.positives,
        negatives: cell.negatives - first.negatives,
        ..*cell
    };
    let rest = Ranking::of_cells(ranking.cells().iter().zip(&firsts).map(rest));
    [Ranking::of_cells(firsts.into_iter()), rest]
}
