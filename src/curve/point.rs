//! Confusion counts at every threshold.

use crate::confusion::{Cells, ConfusionMatrix, Undefined};
use crate::tally::Ranking;

/// A threshold with what it decides: an item is flagged when its score is at least the threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// The threshold, a score that occurs.
    pub threshold: f64,
    /// The counts.
    pub matrix: ConfusionMatrix,
}

/// Returns the counts at every cell of `ranking`, the highest threshold first; the last flags
/// everything.
///
/// Of a ranking with lumped negatives these are at most two for each distinct score of a positive, and
/// all vertices of the curves are among them.
pub fn points(ranking: &Ranking) -> impl Iterator<Item = Point> {
    let (positives, negatives) = (ranking.positives(), ranking.negatives());
    let (mut flagged_positives, mut flagged_negatives) = (0, 0);
    // The counts of a ranking fit a matrix, so that none is left out.
    ranking.cells().iter().filter_map(move |cell| {
        flagged_positives += cell.positives;
        flagged_negatives += cell.negatives;
        let matrix = ConfusionMatrix::new(Cells {
            true_positives: flagged_positives,
            false_positives: flagged_negatives,
            false_negatives: positives - flagged_positives,
            true_negatives: negatives - flagged_negatives,
        })?;
        Some(Point { threshold: cell.score, matrix })
    })
}

/// Returns why nothing can be said of positives against negatives, where there are not both.
#[must_use]
pub fn missing_class(ranking: &Ranking) -> Option<Undefined> {
    let all = Cells {
        true_positives: ranking.positives(),
        false_positives: ranking.negatives(),
        ..Cells::default()
    };
    ConfusionMatrix::new(all).and_then(|matrix| matrix.missing_truth())
}
