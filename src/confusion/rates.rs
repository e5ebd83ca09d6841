//! The metrics that are proportions: events among trials.

use super::ConfusionMatrix;
use crate::quantity::Proportion;

/// Why a metric has no value for these counts.
pub type Undefined = &'static str;

pub(super) const NOTHING_FLAGGED: Undefined = "nothing was flagged";
pub(super) const EVERYTHING_FLAGGED: Undefined = "everything was flagged";
const NOTHING_VIOLATING: Undefined = "no item is violating";
const NOTHING_INNOCENT: Undefined = "no item is innocent";
pub(super) const NO_ITEMS: Undefined = "there are no items";

/// Each is undefined where it has no trials. The example of [`ConfusionMatrix`] shows their use.
impl ConfusionMatrix {
    /// Precision, PPV: the share of flagged items that are violating, `TP / (TP + FP)`.
    ///
    /// # Errors
    ///
    /// Where nothing was flagged.
    pub fn precision(&self) -> Result<Proportion, Undefined> {
        self.among(self.true_positives(), self.flagged(), NOTHING_FLAGGED)
    }

    /// False discovery rate: the share of flagged items that are innocent, `FP / (TP + FP)`.
    ///
    /// # Errors
    ///
    /// Where nothing was flagged.
    pub fn fdr(&self) -> Result<Proportion, Undefined> {
        self.among(self.false_positives(), self.flagged(), NOTHING_FLAGGED)
    }

    /// Negative predictive value: the share of unflagged items that are innocent, `TN / (TN + FN)`.
    ///
    /// # Errors
    ///
    /// Where everything was flagged.
    pub fn npv(&self) -> Result<Proportion, Undefined> {
        self.among(self.true_negatives(), self.unflagged(), EVERYTHING_FLAGGED)
    }

    /// False omission rate: the share of unflagged items that are violating, `FN / (TN + FN)`.
    ///
    /// # Errors
    ///
    /// Where everything was flagged.
    pub fn false_omission_rate(&self) -> Result<Proportion, Undefined> {
        self.among(self.false_negatives(), self.unflagged(), EVERYTHING_FLAGGED)
    }

    /// Recall, sensitivity, TPR: the share of violating items that were flagged, `TP / (TP + FN)`.
    ///
    /// # Errors
    ///
    /// Where no item is violating.
    pub fn recall(&self) -> Result<Proportion, Undefined> {
        self.among(self.true_positives(), self.violating(), NOTHING_VIOLATING)
    }

    /// False negative rate: the share of violating items that were not flagged, `FN / (TP + FN)`.
    ///
    /// # Errors
    ///
    /// Where no item is violating.
    pub fn fnr(&self) -> Result<Proportion, Undefined> {
        self.among(self.false_negatives(), self.violating(), NOTHING_VIOLATING)
    }

    /// Specificity, TNR: the share of innocent items that were not flagged, `TN / (FP + TN)`.
    ///
    /// # Errors
    ///
    /// Where no item is innocent.
    pub fn specificity(&self) -> Result<Proportion, Undefined> {
        self.among(self.true_negatives(), self.innocent(), NOTHING_INNOCENT)
    }

    /// False positive rate: the share of innocent items that were flagged, `FP / (FP + TN)`.
    ///
    /// # Errors
    ///
    /// Where no item is innocent.
    pub fn fpr(&self) -> Result<Proportion, Undefined> {
        self.among(self.false_positives(), self.innocent(), NOTHING_INNOCENT)
    }

    /// Accuracy: the share of items decided rightly, `(TP + TN) / N`.
    ///
    /// # Errors
    ///
    /// Where there are no items.
    pub fn accuracy(&self) -> Result<Proportion, Undefined> {
        self.among(self.true_positives() + self.true_negatives(), self.total(), NO_ITEMS)
    }

    /// Prevalence: the share of items that are violating, `(TP + FN) / N`.
    ///
    /// # Errors
    ///
    /// Where there are no items.
    pub fn prevalence(&self) -> Result<Proportion, Undefined> {
        self.among(self.violating(), self.total(), NO_ITEMS)
    }

    /// Flag rate: the share of items that were flagged, `(TP + FP) / N`.
    ///
    /// # Errors
    ///
    /// Where there are no items.
    pub fn flag_rate(&self) -> Result<Proportion, Undefined> {
        self.among(self.flagged(), self.total(), NO_ITEMS)
    }

    fn among(
        &self,
        events: u64,
        trials: u64,
        otherwise: Undefined,
    ) -> Result<Proportion, Undefined> {
        let reason = if self.total() == 0 { NO_ITEMS } else { otherwise };
        Proportion::new(events, trials).ok_or(reason)
    }

    /// Why nothing can be said of one truth against the other, where there are not both.
    pub(crate) fn missing_truth(&self) -> Option<Undefined> {
        let truths = [
            (self.total(), NO_ITEMS),
            (self.violating(), NOTHING_VIOLATING),
            (self.innocent(), NOTHING_INNOCENT),
        ];
        first_of_none(&truths)
    }

    /// Why nothing can be said of truth against decision, where a row or a column is empty.
    pub(super) fn missing_margin(&self) -> Option<Undefined> {
        let decisions = [(self.flagged(), NOTHING_FLAGGED), (self.unflagged(), EVERYTHING_FLAGGED)];
        self.missing_truth().or_else(|| first_of_none(&decisions))
    }
}

fn first_of_none(counts: &[(u64, Undefined)]) -> Option<Undefined> {
    counts.iter().find(|(count, _)| *count == 0).map(|(_, reason)| *reason)
}
