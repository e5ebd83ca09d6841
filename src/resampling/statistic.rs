//! What a resample is summed up by.

use crate::quantity::Probability;

/// A number that a ranking is summed up by. All are undefined without positives or without negatives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// The area under the receiver operating characteristic.
    Auc,
    /// The area under the part of it between two false positive rates, the lower first.
    PartialAuc(Probability, Probability),
    /// The same on McClish's scale, on which chance has 0.5 and perfection 1.
    StandardisedPartialAuc(Probability, Probability),
    /// Average precision.
    AveragePrecision,
    /// Where the false positive rate equals the false negative rate.
    EqualErrorRate,
    /// The highest recall of any threshold with at most this false positive rate, 0 if none has.
    RecallAtFpr(Probability),
    /// The lowest false positive rate of any threshold with at least this recall.
    FprAtRecall(Probability),
    /// Recall at this threshold, the score of a cell.
    Recall(f64),
    /// The false positive rate at this threshold, the score of a cell.
    Fpr(f64),
    /// Precision at this threshold, the score of a cell; undefined where nothing is flagged.
    Precision(f64),
}

impl Statistic {
    /// The name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auc => "auc",
            Self::PartialAuc(..) => "partial_auc",
            Self::StandardisedPartialAuc(..) => "partial_auc_standardised",
            Self::AveragePrecision => "average_precision",
            Self::EqualErrorRate => "equal_error_rate",
            Self::RecallAtFpr(_) => "recall_at_fpr",
            Self::FprAtRecall(_) => "fpr_at_recall",
            Self::Recall(_) => "recall_at_threshold",
            Self::Fpr(_) => "fpr_at_threshold",
            Self::Precision(_) => "precision_at_threshold",
        }
    }

    /// The rate or the threshold at which it is taken, if there is one.
    #[must_use]
    pub fn at(self) -> Option<f64> {
        match self {
            Self::RecallAtFpr(rate) | Self::FprAtRecall(rate) => Some(rate.get()),
            Self::Recall(score) | Self::Fpr(score) | Self::Precision(score) => Some(score),
            _ => None,
        }
    }
}
