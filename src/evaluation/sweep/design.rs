//! How rows with weights or clusters were drawn.

use serde::Serialize;

use crate::curve::{Effective, effective};
use crate::tally::{KeyedTally, Label};

/// How rows were drawn, and what they are worth.
#[derive(Debug, Serialize)]
pub struct Design {
    /// What rows stand for, if they have weights.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<RowWeights>,
    /// Which rows belong together, if any do.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clusters: Option<RowClusters>,
    /// How many positives drawn alike and independently are worth as much at the least (Kish).
    pub effective_positives: Option<f64>,
    /// How many negatives are.
    pub effective_negatives: Option<f64>,
}

/// What rows stand for.
#[derive(Debug, Serialize)]
pub struct RowWeights {
    /// The least weight.
    pub least: f64,
    /// The greatest weight.
    pub greatest: f64,
    /// What the positives stand for.
    pub weighted_positives: f64,
    /// What the negatives stand for.
    pub weighted_negatives: f64,
}

/// How many clusters there are with labelled rows.
#[derive(Debug, Serialize)]
pub struct RowClusters {
    /// All.
    pub clusters: u64,
    /// Those with positives.
    pub with_positives: u64,
    /// Those with negatives.
    pub with_negatives: u64,
}

impl Design {
    pub(super) fn of(tally: &KeyedTally) -> Self {
        let Effective { positives, negatives, units } = effective(tally);
        let weights = || tally.rows().iter().map(|row| row.weight.get());
        Self {
            weights: tally.keys().weights.then(|| RowWeights {
                least: weights().fold(f64::INFINITY, f64::min),
                greatest: weights().fold(0.0, f64::max),
                weighted_positives: tally.total(Label::Positive),
                weighted_negatives: tally.total(Label::Negative),
            }),
            clusters: tally.keys().clusters.then_some(RowClusters {
                clusters: units[2],
                with_positives: units[0],
                with_negatives: units[1],
            }),
            effective_positives: positives,
            effective_negatives: negatives,
        }
    }

    /// What a reader of numbers about such rows should know.
    pub(super) fn notes(&self) -> Vec<&'static str> {
        let weights = self.weights.as_ref();
        let odd = weights.is_some_and(|weights| weights.greatest <= 1.0 && weights.least < 1.0);
        let notes = [
            weights.map(|_| ABOUT_WEIGHTS),
            odd.then_some(NOT_INVERSE),
            Some(if self.clusters.is_some() { CLUSTERED_LIMITS } else { WEIGHTED_LIMITS }),
            Some(ABOUT_EFFECTIVE),
        ];
        notes.into_iter().flatten().collect()
    }
}

const ABOUT_WEIGHTS: &str = "Each row counts as often as its weight says, so that rates and areas are estimates for the \
    stream from which the rows were drawn. They are right if each weight is the inverse of the probability with \
    which its row was drawn, and if no row had no chance to be.";

const NOT_INVERSE: &str = "No weight is above 1. If these are the probabilities themselves and not their inverses, all \
    rates and areas here are wrong.";

const WEIGHTED_LIMITS: &str = "The limits of AUC and average precision are approximate, and too narrow where few rows carry \
    most of the weight: they rest on how much each row moves the value. Those of rates take each distinct weight for a stratum, and reckon with what one more row of \
    the greatest weight would change. Where weights follow from labels alone, recall and the false positive rate \
    need none, and have narrower limits without.";

const CLUSTERED_LIMITS: &str = "Rows of one cluster may be alike. The limits rest on how clusters differ, which must have \
    been drawn independently of each other: those of AUC are Obuchowski's, those of rates Korn and Graubard's. They \
    are approximate, and too narrow where few clusters have positives or negatives.";

const ABOUT_EFFECTIVE: &str = "Effective numbers say how many rows drawn alike and independently would be worth as much \
    (Kish); with clusters, at the least.";
