//! The variance of the area under the curve.

use crate::quantity::real;
use crate::special::Share;
use crate::tally::{Cell, Ranking};

/// Returns DeLong's variance of `area`, or `None` where a class has a single item.
///
/// ```text
/// var = S₁₀/P + S₀₁/N,  S₁₀ = Σ (V₁₀ - A)² / (P - 1),  S₀₁ = Σ (V₀₁ - A)² / (N - 1)
/// ```
///
/// Here `A` is the area, `V₁₀` of a positive the share of the `N` negatives that are below it, and `V₀₁`
/// of a negative the share of the `P` positives that are above it, ties counted half. Shares that are
/// missing to 1 are taken in their place where these are smaller.
///
/// Source: DeLong, DeLong and Clarke-Pearson, *Biometrics* 44, 1988; by cells, as Sun and Xu, *IEEE Signal
/// Processing Letters* 21, 2014, do by ranks.
pub(super) fn variance(ranking: &Ranking, area: Share) -> Option<f64> {
    let (mut of_positives, mut of_negatives) = (0.0, 0.0);
    for (cell, [positive, negative]) in ranking.cells().iter().zip(deviations(ranking, area)) {
        of_positives += real(cell.positives) * positive.powi(2);
        of_negatives += real(cell.negatives) * negative.powi(2);
    }
    let share = |squares: f64, items: u64| {
        Some(squares / real(items) / real(items.checked_sub(1).filter(|rest| *rest > 0)?))
    };
    Some(share(of_positives, ranking.positives())? + share(of_negatives, ranking.negatives())?)
}

/// Returns by how much the placement values `V₁₀` of a positive and `V₀₁` of a negative in each cell differ from
/// `area`; the sign of all is turned round where what is missing to 1 is taken.
pub(super) fn deviations(ranking: &Ranking, area: Share) -> impl Iterator<Item = [f64; 2]> {
    let (positives, negatives) = (ranking.positives(), ranking.negatives());
    let losses = area.x() >= area.rest();
    let mean = if losses { area.rest() } else { area.x() };
    let mut above = Above::default();
    ranking.cells().iter().map(move |cell| {
        // Of a positive the negatives on the losing side, and of a negative the positives.
        let sides = if losses {
            (above.negatives, positives - above.positives - cell.positives)
        } else {
            (negatives - above.negatives - cell.negatives, above.positives)
        };
        let deviation =
            |side: u64, tied: u64, all: u64| (real(side) + real(tied) / 2.0) / real(all) - mean;
        above.add(cell);
        [
            deviation(sides.0, cell.negatives, negatives),
            deviation(sides.1, cell.positives, positives),
        ]
    })
}

/// What is above a cell.
#[derive(Default)]
struct Above {
    positives: u64,
    negatives: u64,
}

impl Above {
    fn add(&mut self, cell: &Cell) {
        self.positives += cell.positives;
        self.negatives += cell.negatives;
    }
}
