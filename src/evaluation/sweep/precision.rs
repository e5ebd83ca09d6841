//! Precision as it is drawn: in these rows, or carried to a stream.

use super::Sweep;
use crate::confusion::{ConfusionMatrix, ppv};
use crate::quantity::{Proportion, Rate};
use crate::special::Share;

impl Sweep {
    /// Returns the share of flags that are right at a threshold with these counts: at the prevalence that was
    /// given, recall and the false positive rate being taken to be the same there, or else in these rows; `None`
    /// where nothing is flagged.
    #[must_use]
    pub fn precision_of(&self, matrix: &ConfusionMatrix) -> Option<f64> {
        let Some(given) = &self.prevalence_given else {
            return matrix.precision().ok().map(Proportion::estimate);
        };
        let share = |proportion| Share::from(Rate::Counted(proportion));
        let (recall, fpr) = (share(matrix.recall().ok()?), share(matrix.fpr().ok()?));
        Some(ppv(recall, fpr, Share::from(given.prevalence)).ok()?.x())
    }

    /// Returns the share of positives in the stream that precision is carried to, or else among these rows, or
    /// what they stand for: the precision of flagging everything.
    #[must_use]
    pub fn positives_there(&self) -> Option<f64> {
        let here = || {
            let (positives, negatives) = (self.ranking.positives(), self.ranking.negatives());
            Proportion::new(positives, positives + negatives).map(Proportion::estimate)
        };
        self.prevalence.or_else(here)
    }
}
