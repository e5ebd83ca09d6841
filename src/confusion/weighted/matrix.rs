//! The four weighted counts.

use crate::confusion::{Cells, ConfusionMatrix, Metric};
use crate::quantity::{WeightedCount, real};

/// Four weighted counts before they are checked.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedCells {
    /// Violating and flagged.
    pub true_positives: WeightedCount,
    /// Innocent and flagged.
    pub false_positives: WeightedCount,
    /// Violating and not flagged.
    pub false_negatives: WeightedCount,
    /// Innocent and not flagged.
    pub true_negatives: WeightedCount,
}

/// A confusion matrix of weighted counts: four that together fit a `u64`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedMatrix {
    cells: WeightedCells,
    counts: ConfusionMatrix,
}

impl WeightedMatrix {
    /// Returns the matrix of `cells`, or `None` where more items were counted than a `u64` holds.
    #[must_use]
    pub fn new(cells: WeightedCells) -> Option<Self> {
        let counts = ConfusionMatrix::new(Cells {
            true_positives: cells.true_positives.count(),
            false_positives: cells.false_positives.count(),
            false_negatives: cells.false_negatives.count(),
            true_negatives: cells.true_negatives.count(),
        })?;
        Some(Self { cells, counts })
    }

    /// The four weighted counts.
    #[must_use]
    pub fn cells(&self) -> &WeightedCells {
        &self.cells
    }

    /// What was counted, without weights.
    #[must_use]
    pub fn counts(&self) -> &ConfusionMatrix {
        &self.counts
    }

    /// Returns Kish's design effect: by how much the weights alone multiply the variance, compared with
    /// as many items drawn with equal probability. `None` where there are no items.
    ///
    /// ```text
    /// n Σ w² / (Σ w)², over the n items
    /// ```
    ///
    /// Source: Kish, *Survey Sampling*, 1965.
    #[must_use]
    pub fn design_effect(&self) -> Option<f64> {
        let WeightedCells { true_positives, false_positives, false_negatives, true_negatives } =
            self.cells;
        let all = true_positives.plus(false_positives).plus(false_negatives).plus(true_negatives);
        let effect = real(all.count()) / all.total() * (all.squares() / all.total());
        (all.count() > 0).then_some(effect)
    }

    pub(super) fn violating(&self) -> WeightedCount {
        self.cells.true_positives.plus(self.cells.false_negatives)
    }

    pub(super) fn innocent(&self) -> WeightedCount {
        self.cells.false_positives.plus(self.cells.true_negatives)
    }

    /// The violating items, flagged and not.
    pub(super) fn violating_by_decision(&self) -> [WeightedCount; 2] {
        [self.cells.true_positives, self.cells.false_negatives]
    }

    /// The innocent items, flagged and not.
    pub(super) fn innocent_by_decision(&self) -> [WeightedCount; 2] {
        [self.cells.false_positives, self.cells.true_negatives]
    }

    /// The events and the others of a metric that is a share, or `None` for one that is none.
    pub(super) fn share(&self, metric: Metric) -> Option<[WeightedCount; 2]> {
        let WeightedCells {
            true_positives: tp,
            false_positives: fp,
            false_negatives: missed,
            true_negatives: tn,
        } = self.cells;
        let sides = match metric {
            Metric::Precision => [tp, fp],
            Metric::FalseDiscoveryRate => [fp, tp],
            Metric::Recall => [tp, missed],
            Metric::FalseNegativeRate => [missed, tp],
            Metric::Specificity => [tn, fp],
            Metric::FalsePositiveRate => [fp, tn],
            Metric::NegativePredictiveValue => [tn, missed],
            Metric::FalseOmissionRate => [missed, tn],
            Metric::Accuracy => [tp.plus(tn), fp.plus(missed)],
            Metric::Prevalence => [self.violating(), self.innocent()],
            Metric::FlagRate => [tp.plus(fp), missed.plus(tn)],
            _ => return None,
        };
        Some(sides)
    }
}
