//! What a resample is summed up by.

use crate::quantity::Probability;

/// A number that a ranking is summed up by. All are undefined without positives or without negatives.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Statistic {
    /// The area under the receiver operating characteristic.
    Auc,
    /// The area under the part of it between two false positive rates, the lower first.
    PartialAuc(Probability, Probability),
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
