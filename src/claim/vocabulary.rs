//! The closed lists of words in which a claim is made and judged.

use crate::confusion::Metric;
use crate::disclosure::words;

words! {
    /// What a claim is about.
    ClaimQuantity {
        /// Share of flags that are right.
        Precision = "precision",
        /// Share of violating items that are flagged.
        Recall = "recall",
        /// False positive rate: share of innocent items that are flagged.
        FalsePositiveRate = "fpr",
        /// False discovery rate: share of flags that are wrong.
        FalseDiscoveryRate = "fdr",
        /// False negative rate: share of violating items that are missed.
        FalseNegativeRate = "fnr",
        /// Share of all decisions that are right.
        Accuracy = "accuracy",
        /// Share of innocent items that are not flagged.
        Specificity = "specificity",
        /// Probability that two different items match, per comparison.
        MatchRate = "match_rate",
        /// A count as a share of another.
        Share = "share",
        /// The relative increase from one count or share to another: 1 is twice as much.
        Change = "change",
        /// A count per second.
        RatePerSecond = "rate_per_second",
        /// The source names no quantity.
        Unspecified = "unspecified",
    }
}

words! {
    /// How the stated value bounds the quantity.
    Comparator {
        /// At least the value.
        AtLeast = ">=",
        /// At most the value.
        AtMost = "<=",
        /// The value itself.
        Equal = "=",
        /// Less than the value.
        Below = "<",
        /// More than the value.
        Above = ">",
    }
}

words! {
    /// What the evidence says of a claim.
    Verdict {
        /// True beyond what chance and missing knowledge leave open.
        Supported = "supported",
        /// False beyond what chance and missing knowledge leave open.
        Refuted = "refuted",
        /// The evidence fits it, but is too little to show it; or there is none.
        Untested = "compatible-but-untested",
        /// However much of this evidence there were, it could not settle it.
        NotIdentified = "not-identified",
        /// It does not say enough to be true or false.
        IllDefined = "ill-defined",
    }
}

words! {
    /// What leaves a claim without a verdict.
    Openness {
        /// What was never measured: the identified set holds values on both sides.
        IdentifiedSet = "identified-set",
        /// Chance: the confidence bound lies on the other side.
        Sampling = "sampling",
        /// The test's labels may be wrong as often as would matter.
        LabelError = "label-error",
        /// The rounding of the figures.
        Rounding = "rounding",
        /// No evidence is at hand.
        NoEvidence = "no-evidence",
        /// What is claimed is not said.
        Definition = "definition",
    }
}

/// On which side of its value a performance is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better, as of recall.
    More,
    /// Less is better, as of an error rate.
    Less,
}

impl ClaimQuantity {
    /// The quantity as a reader of a report would say it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::FalsePositiveRate => "false positive rate",
            Self::FalseDiscoveryRate => "false discovery rate",
            Self::FalseNegativeRate => "false negative rate",
            Self::MatchRate => "rate of false matches",
            Self::RatePerSecond => "number per second",
            Self::Unspecified => "quantity not named",
            _ => self.word(),
        }
    }

    /// What the quantity is a share of, or a rate of, in words; empty for a quantity not named.
    #[must_use]
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Precision => "the share of flags that are right",
            Self::Recall => "the share of violating items that are flagged",
            Self::FalsePositiveRate => "the share of innocent items that are flagged",
            Self::FalseDiscoveryRate => "the share of flags that are wrong",
            Self::FalseNegativeRate => "the share of violating items that are missed",
            Self::Accuracy => {
                "the share of all decisions, on violating and innocent items, that are right"
            }
            Self::Specificity => "the share of innocent items that are not flagged",
            Self::MatchRate => "the probability that two different items match, per comparison",
            Self::Share => "one count as a share of another",
            Self::Change => "the relative increase of a count or share",
            Self::RatePerSecond => "a count per second",
            Self::Unspecified => "",
        }
    }

    /// On which side the quantity is better, or `None` where it is no performance.
    #[must_use]
    pub fn better(self) -> Option<Better> {
        match self {
            Self::Precision | Self::Recall | Self::Accuracy | Self::Specificity => {
                Some(Better::More)
            }
            Self::FalsePositiveRate
            | Self::FalseDiscoveryRate
            | Self::FalseNegativeRate
            | Self::MatchRate => Some(Better::Less),
            _ => None,
        }
    }

    /// The metric of a test that the quantity is, or `None` where it is none. A rate of false matches is,
    /// per item, a false positive rate.
    #[must_use]
    pub fn metric(self) -> Option<Metric> {
        match self {
            Self::Precision => Some(Metric::Precision),
            Self::Recall => Some(Metric::Recall),
            Self::FalsePositiveRate | Self::MatchRate => Some(Metric::FalsePositiveRate),
            Self::FalseDiscoveryRate => Some(Metric::FalseDiscoveryRate),
            Self::FalseNegativeRate => Some(Metric::FalseNegativeRate),
            Self::Accuracy => Some(Metric::Accuracy),
            Self::Specificity => Some(Metric::Specificity),
            Self::Share | Self::Change | Self::RatePerSecond | Self::Unspecified => None,
        }
    }

    /// Whether the quantity changes with the share of violating items, so that a claim of it about a
    /// test says nothing without that share.
    #[must_use]
    pub fn depends_on_prevalence(self) -> bool {
        matches!(self, Self::Precision | Self::FalseDiscoveryRate | Self::Accuracy)
    }

    /// Whether the quantity is recomputed from counts, rather than a property of a detector.
    #[must_use]
    pub fn is_quotient(self) -> bool {
        matches!(self, Self::Share | Self::Change | Self::RatePerSecond)
    }

    /// What the units are that a test of the quantity counts.
    #[must_use]
    pub fn trials(self) -> &'static str {
        match self {
            Self::Precision | Self::FalseDiscoveryRate => "flags",
            Self::Recall | Self::FalseNegativeRate => "violating items",
            Self::FalsePositiveRate | Self::Specificity => "innocent items",
            Self::MatchRate => "comparisons of different items",
            _ => "items",
        }
    }
}

impl Comparator {
    /// The comparator in words, before a value; empty for the value itself.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::AtLeast => "at least ",
            Self::AtMost => "at most ",
            Self::Equal => "",
            Self::Below => "below ",
            Self::Above => "above ",
        }
    }
}

impl Verdict {
    /// The verdict as a reader of a report would say it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Untested => "compatible but untested",
            Self::NotIdentified => "not identified",
            Self::IllDefined => "ill-defined",
            _ => self.word(),
        }
    }
}
