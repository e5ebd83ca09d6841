//! Rows parted by chance.

use crate::quantity::Probability;
use crate::simulation::{Purpose, Stream, binomial};
use crate::tally::{Cell, KeyedRow, KeyedTally, Label, Ranking};

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

/// Parts the rows of `tally` in two by chance: each cluster goes to the first part whole with the probability
/// `share`, or each row does where there are no clusters.
#[must_use]
pub fn split_keyed(tally: &KeyedTally, share: Probability, seed: u64) -> [KeyedTally; 2] {
    let mut stream = Stream::new(seed, Purpose::Split, 0);
    let labels = [Label::Positive, Label::Negative, Label::Unlabelled];
    tally.parted(|rows| {
        if !tally.keys().clusters {
            let row =
                |row: &KeyedRow| labels.map(|label| binomial(&mut stream, row.count(label), share));
            return rows.iter().map(row).collect();
        }
        let is_first = stream.happens(share);
        rows.iter().map(|row| if is_first { row.counts() } else { [0; 3] }).collect()
    })
}
