//! Sampling uncertainty, never to be merged with what is not identified.

use serde::Serialize;

/// A confidence interval: what chance alone leaves open, from `lower` to `upper`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ConfidenceInterval {
    lower: f64,
    upper: f64,
}

impl ConfidenceInterval {
    /// Returns the interval from `lower` to `upper`, each kept within `[0, 1]`.
    #[must_use]
    pub(crate) fn new(lower: f64, upper: f64) -> Self {
        Self { lower: lower.clamp(0.0, 1.0), upper: upper.clamp(0.0, 1.0) }
    }

    /// Returns the interval of a difference between two shares, each end kept within `[-1, 1]`.
    #[must_use]
    pub(crate) fn of_difference(lower: f64, upper: f64) -> Self {
        Self { lower: lower.clamp(-1.0, 1.0), upper: upper.clamp(-1.0, 1.0) }
    }

    /// Returns the interval of a ratio, each end at least 0 and perhaps infinite.
    #[must_use]
    pub(crate) fn of_ratio(lower: f64, upper: f64) -> Self {
        Self { lower: lower.max(0.0), upper: upper.max(0.0) }
    }

    /// The lower limit.
    #[must_use]
    pub fn lower(self) -> f64 {
        self.lower
    }

    /// The upper limit.
    #[must_use]
    pub fn upper(self) -> f64 {
        self.upper
    }
}
