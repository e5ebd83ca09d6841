//! The four counts of a detector's decisions against the truth.

use serde::Serialize;

use crate::quantity::real_wide;

/// Four counts before they are checked: what was flagged and what was not, by the truth.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Cells {
    /// Violating and flagged.
    #[serde(rename = "tp")]
    pub true_positives: u64,
    /// Innocent and flagged.
    #[serde(rename = "fp")]
    pub false_positives: u64,
    /// Violating and not flagged.
    #[serde(rename = "fn")]
    pub false_negatives: u64,
    /// Innocent and not flagged.
    #[serde(rename = "tn")]
    pub true_negatives: u64,
}

/// A confusion matrix: four counts whose total fits a `u64`, so that no sum of them can overflow.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix};
///
/// let matrix = ConfusionMatrix::new(Cells {
///     true_positives: 240,
///     false_positives: 87,
///     false_negatives: 178,
///     true_negatives: 288,
/// })
/// .unwrap();
/// assert_eq!(matrix.violating(), 418);
/// assert_eq!(matrix.precision().unwrap().estimate(), 240.0 / 327.0);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct ConfusionMatrix {
    cells: Cells,
}

impl ConfusionMatrix {
    /// Returns the matrix of `cells`, or `None` where their total is more than a `u64` holds.
    #[must_use]
    pub fn new(cells: Cells) -> Option<Self> {
        let flagged = cells.true_positives.checked_add(cells.false_positives)?;
        let unflagged = cells.false_negatives.checked_add(cells.true_negatives)?;
        flagged.checked_add(unflagged)?;
        Some(Self { cells })
    }

    /// Returns the matrix of `cells`, whose total fits a `u64`, as the caller vouches.
    pub(crate) fn of_checked(cells: Cells) -> Self {
        Self { cells }
    }

    /// How many items are violating and were flagged.
    #[must_use]
    pub fn true_positives(&self) -> u64 {
        self.cells.true_positives
    }

    /// How many items are innocent and were flagged.
    #[must_use]
    pub fn false_positives(&self) -> u64 {
        self.cells.false_positives
    }

    /// How many items are violating and were not flagged.
    #[must_use]
    pub fn false_negatives(&self) -> u64 {
        self.cells.false_negatives
    }

    /// How many items are innocent and were not flagged.
    #[must_use]
    pub fn true_negatives(&self) -> u64 {
        self.cells.true_negatives
    }

    /// How many items are violating, flagged or not.
    #[must_use]
    pub fn violating(&self) -> u64 {
        self.true_positives() + self.false_negatives()
    }

    /// How many items are innocent, flagged or not.
    #[must_use]
    pub fn innocent(&self) -> u64 {
        self.false_positives() + self.true_negatives()
    }

    /// How many items were flagged, rightly or not.
    #[must_use]
    pub fn flagged(&self) -> u64 {
        self.true_positives() + self.false_positives()
    }

    /// How many items were not flagged, rightly or not.
    #[must_use]
    pub fn unflagged(&self) -> u64 {
        self.false_negatives() + self.true_negatives()
    }

    /// How many items there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.flagged() + self.unflagged()
    }

    /// The four counts.
    #[must_use]
    pub fn cells(&self) -> Cells {
        self.cells
    }

    /// Whether one of the four counts is 0.
    #[must_use]
    pub fn has_empty_cell(&self) -> bool {
        let Cells { true_positives, false_positives, false_negatives, true_negatives } = self.cells;
        [true_positives, false_positives, false_negatives, true_negatives].contains(&0)
    }

    /// Returns the matrix of the items of both, or `None` where they are more than a `u64` holds.
    #[must_use]
    pub fn plus(&self, other: &Self) -> Option<Self> {
        let add = |count: fn(&Self) -> u64| count(self).checked_add(count(other));
        Self::new(Cells {
            true_positives: add(Self::true_positives)?,
            false_positives: add(Self::false_positives)?,
            false_negatives: add(Self::false_negatives)?,
            true_negatives: add(Self::true_negatives)?,
        })
    }

    /// `TP·TN - FP·FN`, subtracted in whole numbers so that no digit is lost.
    pub(super) fn determinant(&self) -> f64 {
        let product = |a: u64, b: u64| u128::from(a) * u128::from(b);
        let right = product(self.true_positives(), self.true_negatives());
        let wrong = product(self.false_positives(), self.false_negatives());
        let size = real_wide(right.abs_diff(wrong));
        if right < wrong { -size } else { size }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(tp: u64, fp: u64, fneg: u64, tn: u64) -> Cells {
        Cells { true_positives: tp, false_positives: fp, false_negatives: fneg, true_negatives: tn }
    }

    #[test]
    fn a_total_beyond_a_count_is_refused() {
        let half = 1 << 63;
        assert!(ConfusionMatrix::new(cells(half, half - 1, 0, 0)).is_some());
        assert_eq!(ConfusionMatrix::new(cells(half, 0, 0, half)), None);
        assert_eq!(ConfusionMatrix::new(cells(half, half, half, half)), None);
        let most = ConfusionMatrix::new(cells(u64::MAX, 0, 0, 0)).unwrap();
        let one = ConfusionMatrix::new(cells(0, 0, 0, 1)).unwrap();
        assert_eq!(most.plus(&one), None);
        assert_eq!(most.plus(&ConfusionMatrix::new(cells(0, 0, 0, 0)).unwrap()), Some(most));
    }

    #[test]
    fn the_determinant_keeps_every_digit() {
        let big = 3_000_000_000_000_000_001;
        let matrix = ConfusionMatrix::new(cells(big, big - 1, big + 1, big)).unwrap();
        assert!((matrix.determinant() - 1.0).abs() < f64::EPSILON);
        let matrix = ConfusionMatrix::new(cells(big - 1, big, big, big + 1)).unwrap();
        assert!((matrix.determinant() + 1.0).abs() < f64::EPSILON);
    }
}
