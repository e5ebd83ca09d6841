//! A result with what is needed to know where it came from.

use serde::Serialize;

use crate::disclosure::Finding;
use crate::input::Digest;
use crate::quantity::Confidence;

/// The version of the layout of every JSON result.
pub(super) const SCHEMA: &str = "baserate/1";

/// What a command computed, with its inputs, its confidence and what it noticed.
#[derive(Debug, Serialize)]
pub struct Outcome<T> {
    /// The version of this layout.
    pub schema: &'static str,
    /// The command that computed it.
    pub command: &'static str,
    /// The version of the program.
    pub version: &'static str,
    /// The confidence level of every interval in it.
    pub confidence: f64,
    /// The files that were read.
    pub inputs: Vec<Digest>,
    /// The seed of what was drawn by chance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seed: Option<u64>,
    /// What was computed.
    pub result: T,
    /// What the checks of the sources brought to light.
    pub findings: Vec<Finding>,
}

impl<T> Outcome<T> {
    pub(super) fn new(
        command: &'static str,
        confidence: Confidence,
        inputs: Vec<Digest>,
        result: T,
        findings: Vec<Finding>,
    ) -> Self {
        Self {
            schema: SCHEMA,
            command,
            version: env!("CARGO_PKG_VERSION"),
            confidence: confidence.level(),
            inputs,
            seed: None,
            result,
            findings,
        }
    }
}
