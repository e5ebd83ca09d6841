//! `simulate`: the truth that is written beside synthetic data.

use serde::Serialize;

use super::outcome::SCHEMA;
use crate::quantity::real;
use crate::simulation::{RealisedScores, ScoresDesign, area_under_curve};

/// What synthetic data were drawn from, and what is true of them.
#[derive(Debug, Serialize)]
pub struct Truth<P, T> {
    /// The version of this layout.
    pub schema: &'static str,
    /// The command that drew them.
    pub command: &'static str,
    /// The version of the program.
    pub version: &'static str,
    /// The seed.
    pub seed: u64,
    /// What they were drawn from.
    pub parameters: P,
    /// What is true of them.
    pub truth: T,
}

impl<P, T> Truth<P, T> {
    /// Returns what `command` drew from `parameters` with `seed`, and what is true of it.
    #[must_use]
    pub fn new(command: &'static str, seed: u64, parameters: P, truth: T) -> Self {
        Self {
            schema: SCHEMA,
            command,
            version: env!("CARGO_PKG_VERSION"),
            seed,
            parameters,
            truth,
        }
    }
}

/// What is true of synthetic scores.
#[derive(Debug, Serialize)]
pub struct ScoresTruth {
    /// The area under the ROC curve of the two laws, before scores are rounded, to ten digits.
    pub auc: f64,
    /// What was drawn.
    #[serde(flatten)]
    pub realised: RealisedScores,
    /// How many rows an account holds on average, where rows are clustered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows_per_account: Option<f64>,
}

impl ScoresTruth {
    /// Returns what is true of scores of this design of which these were drawn.
    #[must_use]
    pub fn new(design: &ScoresDesign, realised: RealisedScores) -> Self {
        let area = area_under_curve(design.law(true), design.law(false));
        // So many digits are the same on every machine.
        let auc = (area * 1e10).round() / 1e10;
        let rows_per_account =
            design.accounts().map(|_| real(realised.rows()) / real(realised.accounts));
        Self { auc, realised, rows_per_account }
    }
}
