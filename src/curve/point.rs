//! Confusion counts at every threshold.

use crate::confusion::{Cells, ConfusionMatrix, Undefined};
use crate::tally::{Cell, Ranking, ScoreCounts, Tally};

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

/// Returns the counts at every distinct score of the labelled rows of `tally`, the lowest threshold first; the
/// first flags everything.
///
/// They are those of [`points`] of [`Ranking::of`] this tally, which is not made, in the opposite order.
pub fn points_upward(tally: &Tally) -> impl Iterator<Item = Point> {
    let [mut positives, mut negatives] =
        [tally.positives(), tally.negatives()].map(ScoreCounts::total);
    let (mut unflagged_positives, mut unflagged_negatives) = (0, 0);
    let labelled = tally
        .cells()
        .filter(|(_, [of_positives, of_negatives, _])| of_positives + of_negatives > 0);
    labelled.map(move |(threshold, [of_positives, of_negatives, _])| {
        let matrix = ConfusionMatrix::of_checked(Cells {
            true_positives: positives,
            false_positives: negatives,
            false_negatives: unflagged_positives,
            true_negatives: unflagged_negatives,
        });
        positives -= of_positives;
        negatives -= of_negatives;
        unflagged_positives += of_positives;
        unflagged_negatives += of_negatives;
        Point { threshold, matrix }
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
