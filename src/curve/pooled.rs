//! Neighbouring scores pooled until the share of positives rises from each to the next.

use crate::tally::Cell;

/// Neighbouring scores that are taken as one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Block {
    /// The lowest of its scores.
    pub lowest: f64,
    /// The highest of its scores.
    pub highest: f64,
    /// How many positives have one of its scores.
    pub positives: u64,
    /// How many negatives have one of its scores.
    pub negatives: u64,
}

impl Block {
    /// Whether its share of positives is at least that of `next`, in whole numbers.
    fn reaches(&self, next: &Self) -> bool {
        let product = |one: u64, two: u64| u128::from(one) * u128::from(two);
        product(self.positives, next.negatives) >= product(next.positives, self.negatives)
    }
}

/// Returns the blocks into which `cells`, the lowest score first, are pooled so that the share of
/// positives rises from each block to the next: isotonic regression by pooling adjacent violators.
///
/// The blocks are also the sides of the convex hull of the receiver operating characteristic. Giving
/// positives and negatives other weights, as at another prevalence, changes neither: the order of two
/// shares is that of their odds. Shares are compared in whole numbers, and equal ones pooled, so that no
/// rounding decides.
///
/// Source: Ayer, Brunk, Ewing, Reid and Silverman, *Annals of Mathematical Statistics* 26, 1955; Fawcett
/// and Niculescu-Mizil, *Machine Learning* 68, 2007, on the hull.
///
/// ```
/// use baserate::curve::pooled;
/// use baserate::tally::Cell;
///
/// let cells = [(0.1, 0, 2), (0.2, 2, 1), (0.3, 1, 1), (0.4, 3, 0)];
/// let cells = cells.map(|(score, positives, negatives)| Cell { score, positives, negatives });
/// let blocks = pooled(cells);
/// assert_eq!((blocks[1].lowest, blocks[1].highest), (0.2, 0.3));
/// assert_eq!((blocks[1].positives, blocks[1].negatives), (3, 2));
/// ```
#[must_use]
pub fn pooled(cells: impl IntoIterator<Item = Cell>) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for Cell { score, positives, negatives } in cells {
        let mut block = Block { lowest: score, highest: score, positives, negatives };
        while let Some(last) = blocks.pop_if(|last| last.reaches(&block)) {
            block.lowest = last.lowest;
            block.positives += last.positives;
            block.negatives += last.negatives;
        }
        blocks.push(block);
    }
    blocks
}
