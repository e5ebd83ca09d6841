//! Metrics of two shares of weighted counts: their difference and ratios.

use super::WeightedMatrix;
use super::share::{flagged, unflagged};
use crate::confusion::diagnostic_odds_ratio;
use crate::confusion::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use crate::confusion::{Estimate, Limits, Undefined};
use crate::interval::melded_gamma_odds;
use crate::interval::mover::{self, Estimated};
use crate::quantity::{Confidence, WeightedCount};

const DIFFERENCE: &str = "mover";
const RATIO: &str = "mover-log";
pub(super) const TOGETHER: &str = "bonferroni";

pub(super) fn youden_j(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_truth() {
        return Estimate::undefined(DIFFERENCE, reason);
    }
    let [recall, fpr] = flagged(matrix, confidence);
    let limits = mover::difference(recall, fpr).into();
    Estimate::new(recall.value - fpr.value, limits, DIFFERENCE)
}

pub(super) fn lr_positive(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_truth() {
        return Estimate::undefined(RATIO, reason);
    }
    match Ratio::new(|level| flagged(matrix, level), confidence) {
        Some(ratio) => ratio.estimate("infinite: no innocent item was flagged"),
        None => Estimate::undefined(RATIO, NOTHING_FLAGGED),
    }
}

pub(super) fn lr_negative(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_truth() {
        return Estimate::undefined(RATIO, reason);
    }
    match Ratio::new(|level| unflagged(matrix, level), confidence) {
        Some(ratio) => ratio.estimate("infinite: every innocent item was flagged"),
        None => Estimate::undefined(RATIO, EVERYTHING_FLAGGED),
    }
}

/// The diagnostic odds ratio: the odds of a flag on a violating item over those on an innocent one.
pub(super) fn odds_ratio(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_margin() {
        return Estimate::undefined(RATIO, reason);
    }
    let groups = [matrix.violating_by_decision(), matrix.innocent_by_decision()];
    let infinite = diagnostic_odds_ratio::infinite(matrix.counts());
    match Ratio::new(|level| groups.map(|group| odds(group, level)), confidence) {
        Some(ratio) => ratio.estimate(infinite.unwrap_or("infinite")),
        None => Estimate::undefined(RATIO, NOTHING_FLAGGED),
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
    pub(super) method: &'static str,
}

impl Ratio {
    /// The ratio of the two that `estimates` gives at a level of confidence, or `None` where both are
    /// 0. Where one is 0 or infinite, the limits are those at the ends of two intervals that hold
    /// together.
    pub(super) fn new(
        estimates: impl Fn(Confidence) -> [Estimated; 2],
        confidence: Confidence,
    ) -> Option<Self> {
        let [first, second] = estimates(confidence);
        let value = first.value / second.value;
        if value.is_nan() {
            return None;
        }
        let inside = |estimated: Estimated| estimated.value > 0.0 && estimated.value.is_finite();
        if inside(first) && inside(second) {
            let limits = mover::ratio(first, second).into();
            return Some(Self { value, limits, method: RATIO });
        }
        let [first, second] = estimates(confidence.shared_by(2));
        let (lower, upper) = (first.lower / second.upper, first.upper / second.lower);
        Some(Self { value, limits: Limits { lower, upper }, method: TOGETHER })
    }

    /// The same as an estimate; `infinite` says why, where it is.
    fn estimate(self, infinite: Undefined) -> Estimate {
        if self.value.is_infinite() {
            return Estimate::infinite(self.limits.lower, self.method, infinite);
        }
        Estimate::new(self.value, self.limits, self.method)
    }
}
