//! Metrics of two shares of weighted counts.

use super::WeightedMatrix;
use super::share::{flagged, unflagged};
use crate::confusion::diagnostic_odds_ratio::infinite;
use crate::confusion::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use crate::confusion::{Estimate, Limits, Undefined};
use crate::interval::melded_gamma_odds;
use crate::interval::mover::{self, Estimated};
use crate::quantity::{Confidence, ConfidenceInterval, WeightedCount};

const DIFFERENCE: &str = "mover";
const RATIO: &str = "mover-r";
const PRODUCT: &str = "mover-log";
pub(super) const TOGETHER: &str = "bonferroni";

pub(super) fn youden_j(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    match flagged(matrix, confidence) {
        Ok([recall, fpr]) => {
            let limits = mover::difference(recall, fpr).into();
            Estimate::new(recall.value - fpr.value, limits, DIFFERENCE)
        }
        Err(reason) => Estimate::undefined(DIFFERENCE, reason),
    }
}

pub(super) fn lr_positive(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    let infinite = "infinite: no innocent item was flagged";
    let shares = flagged(matrix, confidence);
    ratio(shares, infinite, NOTHING_FLAGGED)
}

pub(super) fn lr_negative(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    let infinite = "infinite: every innocent item was flagged";
    let shares = unflagged(matrix, confidence);
    ratio(shares, infinite, EVERYTHING_FLAGGED)
}

fn ratio(
    shares: Result<[Estimated; 2], Undefined>,
    infinite: Undefined,
    neither: Undefined,
) -> Estimate {
    let [first, second] = match shares {
        Ok(shares) => shares,
        Err(reason) => return Estimate::undefined(RATIO, reason),
    };
    if first.value == 0.0 && second.value == 0.0 {
        return Estimate::undefined(RATIO, neither);
    }
    let limits: Limits = mover::ratio(first, second).into();
    if second.value == 0.0 {
        return Estimate::infinite(limits.lower, RATIO, infinite);
    }
    Estimate::new(first.value / second.value, limits, RATIO)
}

/// The diagnostic odds ratio as the product of the odds of recall and those of specificity.
pub(super) fn odds_ratio(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_margin() {
        return Estimate::undefined(PRODUCT, reason);
    }
    let cells = matrix.cells();
    let odds = [
        Odds(cells.true_positives, cells.false_negatives),
        Odds(cells.true_negatives, cells.false_positives),
    ];
    if matrix.counts().has_empty_cell() {
        return at_an_edge(odds, infinite(matrix.counts()), confidence);
    }
    let value = odds[0].value() * odds[1].value();
    let [one, two] = odds.map(|odds| odds.log_arms(confidence));
    let (below, above) = (one.0.hypot(two.0), one.1.hypot(two.1));
    let limits = Limits { lower: value * (-below).exp(), upper: value * above.exp() };
    Estimate::new(value, limits, PRODUCT)
}

/// A product that is infinite or 0, with the one limit that there is.
fn at_an_edge(odds: [Odds; 2], infinite: Option<Undefined>, confidence: Confidence) -> Estimate {
    let [one, two] = odds.map(|odds| odds.limits(confidence.shared_by(2)));
    if let Some(reason) = infinite {
        return Estimate::infinite(one.lower() * two.lower(), TOGETHER, reason);
    }
    let upper = one.upper() * two.upper();
    Estimate::new(0.0, Limits { lower: 0.0, upper }, TOGETHER)
}

/// The odds of one weighted count against another.
#[derive(Clone, Copy)]
struct Odds(WeightedCount, WeightedCount);

impl Odds {
    fn value(self) -> f64 {
        self.0.total() / self.1.total()
    }

    fn limits(self, confidence: Confidence) -> ConfidenceInterval {
        melded_gamma_odds(self.0, self.1, confidence)
    }

    /// How far the logarithms of the limits are below and above that of the odds.
    fn log_arms(self, confidence: Confidence) -> (f64, f64) {
        let limits = self.limits(confidence);
        ((self.value() / limits.lower()).ln(), (limits.upper() / self.value()).ln())
    }
}
