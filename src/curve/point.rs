//! Confusion counts at every threshold.

use crate::confusion::{Cells, ConfusionMatrix, Undefined};
use crate::tally::{Cell, Ranking};

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
    ranking.cells().iter().map(move |cell| {
        flagged_positives += cell.positives;
        flagged_negatives += cell.negatives;
        let matrix = ConfusionMatrix::of_checked(Cells {
            true_positives: flagged_positives,
            false_positives: flagged_negatives,
            false_negatives: positives - flagged_positives,
            true_negatives: negatives - flagged_negatives,
        });
        Point { threshold: cell.score, matrix }
    })
}

/// Returns the counts where every score of at least `threshold` is flagged.
///
/// In a ranking with lumped negatives, `threshold` must be the score of a cell, or of one that was lumped
/// with the same others.
#[must_use]
pub fn counts_at(ranking: &Ranking, threshold: f64) -> ConfusionMatrix {
    let above = ranking.cells().partition_point(|cell| cell.score >= threshold);
    let (flagged, rest) = ranking.cells().split_at(above);
    let count = |cells: &[Cell], count: fn(&Cell) -> u64| cells.iter().map(count).sum();
    ConfusionMatrix::of_checked(Cells {
        true_positives: count(flagged, |cell| cell.positives),
        false_positives: count(flagged, |cell| cell.negatives),
        false_negatives: count(rest, |cell| cell.positives),
        true_negatives: count(rest, |cell| cell.negatives),
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
    ConfusionMatrix::of_checked(all).missing_truth()
}
