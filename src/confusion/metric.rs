//! Which metrics there are, by name.

use super::{
    ConfusionMatrix, Estimate, Method, Undefined, balanced_accuracy, diagnostic_odds_ratio, f1,
    lr_negative, lr_positive, mcc, youden_j,
};
use crate::quantity::{Confidence, Proportion};

/// A metric of a confusion matrix.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// The share of flagged items that are violating.
    Precision,
    /// The share of violating items that were flagged.
    Recall,
    /// The share of innocent items that were not flagged.
    Specificity,
    /// The share of unflagged items that are innocent.
    NegativePredictiveValue,
    /// The share of innocent items that were flagged.
    FalsePositiveRate,
    /// The share of violating items that were not flagged.
    FalseNegativeRate,
    /// The share of flagged items that are innocent.
    FalseDiscoveryRate,
    /// The share of unflagged items that are violating.
    FalseOmissionRate,
    /// The share of items decided rightly.
    Accuracy,
    /// The mean of recall and specificity.
    BalancedAccuracy,
    /// The harmonic mean of precision and recall.
    F1,
    /// Matthews' correlation coefficient.
    Mcc,
    /// Recall minus the false positive rate.
    YoudenJ,
    /// Recall over the false positive rate.
    PositiveLikelihoodRatio,
    /// The false negative rate over specificity.
    NegativeLikelihoodRatio,
    /// The odds of a flag on a violating item over those on an innocent one.
    DiagnosticOddsRatio,
    /// The share of items that are violating.
    Prevalence,
    /// The share of items that were flagged.
    FlagRate,
}

impl Metric {
    /// Every metric, in the order shown.
    pub const ALL: [Self; 18] = [
        Self::Precision,
        Self::Recall,
        Self::Specificity,
        Self::NegativePredictiveValue,
        Self::FalsePositiveRate,
        Self::FalseNegativeRate,
        Self::FalseDiscoveryRate,
        Self::FalseOmissionRate,
        Self::Accuracy,
        Self::BalancedAccuracy,
        Self::F1,
        Self::Mcc,
        Self::YoudenJ,
        Self::PositiveLikelihoodRatio,
        Self::NegativeLikelihoodRatio,
        Self::DiagnosticOddsRatio,
        Self::Prevalence,
        Self::FlagRate,
    ];

    /// The name in results.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Precision => "precision",
            Self::Recall => "recall",
            Self::Specificity => "specificity",
            Self::NegativePredictiveValue => "npv",
            Self::FalsePositiveRate => "fpr",
            Self::FalseNegativeRate => "fnr",
            Self::FalseDiscoveryRate => "fdr",
            Self::FalseOmissionRate => "for",
            Self::Accuracy => "accuracy",
            Self::BalancedAccuracy => "balanced_accuracy",
            Self::F1 => "f1",
            Self::Mcc => "mcc",
            Self::YoudenJ => "youden_j",
            Self::PositiveLikelihoodRatio => "lr_positive",
            Self::NegativeLikelihoodRatio => "lr_negative",
            Self::DiagnosticOddsRatio => "diagnostic_odds_ratio",
            Self::Prevalence => "prevalence",
            Self::FlagRate => "flag_rate",
        }
    }

    /// The proportion that it is of `matrix`, or `None` for a metric that is none.
    #[must_use]
    pub fn proportion(self, matrix: &ConfusionMatrix) -> Option<Result<Proportion, Undefined>> {
        let proportion = match self {
            Self::Precision => matrix.precision(),
            Self::Recall => matrix.recall(),
            Self::Specificity => matrix.specificity(),
            Self::NegativePredictiveValue => matrix.npv(),
            Self::FalsePositiveRate => matrix.fpr(),
            Self::FalseNegativeRate => matrix.fnr(),
            Self::FalseDiscoveryRate => matrix.fdr(),
            Self::FalseOmissionRate => matrix.false_omission_rate(),
            Self::Accuracy => matrix.accuracy(),
            Self::Prevalence => matrix.prevalence(),
            Self::FlagRate => matrix.flag_rate(),
            _ => return None,
        };
        Some(proportion)
    }
}

/// Returns `metric` of `matrix` with its interval: by `method` where it is a proportion, and for F1;
/// by its own method otherwise.
///
/// ```
/// use baserate::confusion::{Cells, ConfusionMatrix, Method, Metric, estimate};
/// use baserate::interval::wilson;
/// use baserate::quantity::Confidence;
///
/// let matrix = ConfusionMatrix::new(Cells { true_negatives: 9, ..Cells::default() }).unwrap();
/// let method = Method { name: "wilson", interval: wilson };
/// let precision = estimate(Metric::Precision, &matrix, &method, Confidence::DEFAULT);
/// assert_eq!(precision.value(), None);
/// assert_eq!(precision.reason(), Some("nothing was flagged"));
/// ```
#[must_use]
pub fn estimate(
    metric: Metric,
    matrix: &ConfusionMatrix,
    method: &Method,
    confidence: Confidence,
) -> Estimate {
    if let Some(proportion) = metric.proportion(matrix) {
        return Estimate::of_proportion(proportion, method, confidence);
    }
    match metric {
        Metric::BalancedAccuracy => balanced_accuracy(matrix, confidence),
        Metric::Mcc => mcc(matrix, confidence),
        Metric::YoudenJ => youden_j(matrix, confidence),
        Metric::PositiveLikelihoodRatio => lr_positive(matrix, confidence),
        Metric::NegativeLikelihoodRatio => lr_negative(matrix, confidence),
        Metric::DiagnosticOddsRatio => diagnostic_odds_ratio(matrix, confidence),
        _ => f1(matrix, method, confidence),
    }
}
