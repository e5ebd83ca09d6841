//! What is known of a detector.

use super::travel::fpr_implied;
use crate::confusion::Undefined;
use crate::interval::clopper_pearson;
use crate::quantity::{Confidence, Rate};
use crate::special::Share;

/// How the false positive rate of a detector is known.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum FalsePositives {
    /// By itself.
    Rate(Rate),
    /// From its precision on a test set.
    Implied {
        /// The precision on that set.
        precision: Rate,
        /// The share of that set that is violating; a set has the share it was given, without any
        /// uncertainty.
        test_prevalence: Share,
    },
}

/// A detector: its recall, and its false positive rate or what implies it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Detector {
    recall: Rate,
    false_positives: FalsePositives,
    rates: Rates,
}

/// The two rates of a detector that are taken to be the same at every prevalence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rates {
    /// The share of violating items that are flagged.
    pub recall: Share,
    /// The share of innocent items that are flagged.
    pub fpr: Share,
}

impl Detector {
    /// Returns the detector with this recall and these false positives.
    ///
    /// # Errors
    ///
    /// Where a precision leaves the false positive rate open or would need one above 1.
    pub fn new(recall: Rate, false_positives: FalsePositives) -> Result<Self, Undefined> {
        let share = Share::from(recall);
        let fpr = match false_positives {
            FalsePositives::Rate(rate) => rate.into(),
            FalsePositives::Implied { precision, test_prevalence } => {
                fpr_implied(precision.into(), share, test_prevalence)?
            }
        };
        Ok(Self { recall, false_positives, rates: Rates { recall: share, fpr } })
    }

    /// The recall as it was given.
    #[must_use]
    pub fn recall(&self) -> Rate {
        self.recall
    }

    /// The false positives as they were given.
    #[must_use]
    pub fn false_positives(&self) -> FalsePositives {
        self.false_positives
    }

    /// The two rates as estimated.
    #[must_use]
    pub fn rates(&self) -> Rates {
        self.rates
    }

    /// How many of its rates were counted.
    #[must_use]
    pub fn counted(&self) -> u32 {
        [self.recall, self.second()].into_iter().map(is_counted).sum()
    }

    /// Every combination of the ends of the intervals of its counted rates, each interval exact at
    /// the confidence `each`. A combination that would need a false positive rate above 1 has 1.
    pub(super) fn corners(&self, each: Confidence) -> impl Iterator<Item = Rates> {
        let second = ends(self.second(), each);
        let fpr = move |recall, second| match self.false_positives {
            FalsePositives::Rate(_) => second,
            FalsePositives::Implied { test_prevalence, .. } => {
                fpr_implied(second, recall, test_prevalence).unwrap_or(Share::new(1.0))
            }
        };
        ends(self.recall, each).into_iter().flat_map(move |recall| {
            second.into_iter().map(move |second| Rates { recall, fpr: fpr(recall, second) })
        })
    }

    /// What was given beside the recall.
    fn second(&self) -> Rate {
        match self.false_positives {
            FalsePositives::Rate(rate) => rate,
            FalsePositives::Implied { precision, .. } => precision,
        }
    }
}

/// 1 for a rate that was counted, else 0.
pub(super) fn is_counted(rate: Rate) -> u32 {
    u32::from(rate.proportion().is_some())
}

/// Returns the ends of the Clopper–Pearson interval of a counted rate, each with what is missing to 1,
/// and a known rate twice.
#[must_use]
pub fn ends(rate: Rate, confidence: Confidence) -> [Share; 2] {
    let Some(proportion) = rate.proportion() else { return [rate.into(); 2] };
    let interval = clopper_pearson(proportion, confidence);
    let others = clopper_pearson(proportion.turned_round(), confidence);
    [
        Share::with_rest(interval.lower(), others.upper()),
        Share::with_rest(interval.upper(), others.lower()),
    ]
}
