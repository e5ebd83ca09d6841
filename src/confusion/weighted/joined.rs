//! Metrics of two shares of weighted counts: their difference and ratios.
//!
//! The limits are the least and the greatest value over the intervals of both shares, each at half the
//! risk (Bonferroni), so that they hold at least as often as both intervals do together. Joining two
//! intervals by their distances from the estimates (MOVER; Zou and Donner, *Statistics in Medicine* 27,
//! 2008) is narrower, but fails where nothing was found in a heavy stratum: the estimate is then far
//! from the truth, and the distances with it.

use super::WeightedMatrix;
use super::share::{Estimated, flagged, unflagged};
use crate::confusion::diagnostic_odds_ratio;
use crate::confusion::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use crate::confusion::{Estimate, Limits, Undefined};
use crate::interval::melded_gamma_odds;
use crate::quantity::{Confidence, WeightedCount};

/// The limits are at the ends of several intervals that hold together.
pub(super) const TOGETHER: &str = "bonferroni";

pub(super) fn youden_j(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_truth() {
        return Estimate::undefined(TOGETHER, reason);
    }
    let [recall, fpr] = flagged(matrix, confidence.shared_by(2));
    let limits = Limits { lower: recall.lower - fpr.upper, upper: recall.upper - fpr.lower };
    Estimate::new(recall.value - fpr.value, limits, TOGETHER)
}

pub(super) fn lr_positive(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_truth() {
        return Estimate::undefined(TOGETHER, reason);
    }
    match Ratio::new(|level| flagged(matrix, level), confidence) {
        Some(ratio) => ratio.estimate("infinite: no innocent item was flagged"),
        None => Estimate::undefined(TOGETHER, NOTHING_FLAGGED),
    }
}

pub(super) fn lr_negative(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_truth() {
        return Estimate::undefined(TOGETHER, reason);
    }
    match Ratio::new(|level| unflagged(matrix, level), confidence) {
        Some(ratio) => ratio.estimate("infinite: every innocent item was flagged"),
        None => Estimate::undefined(TOGETHER, EVERYTHING_FLAGGED),
    }
}

/// The diagnostic odds ratio: the odds of a flag on a violating item over those on an innocent one.
pub(super) fn odds_ratio(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_margin() {
        return Estimate::undefined(TOGETHER, reason);
    }
    let groups = [matrix.violating_by_decision(), matrix.innocent_by_decision()];
    let infinite = diagnostic_odds_ratio::infinite(matrix.counts());
    match Ratio::new(|level| groups.map(|group| odds(group, level)), confidence) {
        Some(ratio) => ratio.estimate(infinite.unwrap_or("infinite")),
        None => Estimate::undefined(TOGETHER, NOTHING_FLAGGED),
    }
}

/// The odds of the first count against the second, with their limits.
pub(super) fn odds([events, others]: [WeightedCount; 2], confidence: Confidence) -> Estimated {
    let limits = melded_gamma_odds(events, others, confidence);
    let value = events.total() / others.total();
    Estimated { value, lower: limits.lower(), upper: limits.upper() }
}

/// The ratio of two estimates with its limits.
#[derive(Clone, Copy)]
pub(super) struct Ratio {
    pub(super) value: f64,
    pub(super) limits: Limits,
}

impl Ratio {
    /// The ratio of the two that `estimates` gives at a level of confidence, or `None` where both are
    /// 0.
    pub(super) fn new(
        estimates: impl Fn(Confidence) -> [Estimated; 2],
        confidence: Confidence,
    ) -> Option<Self> {
        let [first, second] = estimates(confidence.shared_by(2));
        let value = first.value / second.value;
        let limits =
            Limits { lower: first.lower / second.upper, upper: first.upper / second.lower };
        (!value.is_nan()).then_some(Self { value, limits })
    }

    /// The same as an estimate; `infinite` says why, where it is.
    fn estimate(self, infinite: Undefined) -> Estimate {
        if self.value.is_infinite() {
            return Estimate::infinite(self.limits.lower, TOGETHER, infinite);
        }
        Estimate::new(self.value, self.limits, TOGETHER)
    }
}
