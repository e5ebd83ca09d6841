//! Predictive values at another prevalence, from weighted counts.

use super::WeightedMatrix;
use super::joined::TOGETHER;
use super::share::{flagged, unflagged};
use crate::confusion::predictive_value::{EVERYTHING_FLAGGED_THERE, NOTHING_FLAGGED_THERE};
use crate::confusion::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use crate::confusion::{Estimate, Limits, Prevalence, Undefined};
use crate::interval::clopper_pearson;
use crate::interval::mover::{self, Estimated};
use crate::quantity::Confidence;
use crate::special::Share;

/// Returns the positive predictive value (precision) at another prevalence, from weighted counts.
///
/// ```text
/// odds(PPV) = LR+ · π / (1 - π),  LR+ = recall / FPR
/// ```
///
/// Here `π` is the prevalence. The limits of `LR+` are carried over (see
/// [`mover::ratio`](crate::interval::mover::ratio)), also where nothing was right or wrong among what
/// was flagged. Where the prevalence was counted, both the likelihood ratio and the prevalence, exactly,
/// have intervals at half the risk, and the limits are at their ends. Undefined where no item is
/// violating or innocent, or where nothing was flagged.
#[must_use]
pub fn weighted_ppv_at_prevalence(
    matrix: &WeightedMatrix,
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    let prior = Prior::new(prevalence, confidence);
    let reasons = [NOTHING_FLAGGED, NOTHING_FLAGGED_THERE];
    predictive_value(flagged(matrix, prior.level), prior, reasons)
}

/// Returns the negative predictive value at another prevalence, from weighted counts.
///
/// ```text
/// odds(NPV) = (1 - π) / π / LR-,  LR- = FNR / specificity
/// ```
///
/// As [`weighted_ppv_at_prevalence`], with what was not flagged in place of what was.
#[must_use]
pub fn weighted_npv_at_prevalence(
    matrix: &WeightedMatrix,
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    let Prior { odds, limits, level } = Prior::new(prevalence, confidence);
    let limits = (1.0 / limits.1, 1.0 / limits.0);
    let prior = Prior { odds: 1.0 / odds, limits, level };
    let reasons = [EVERYTHING_FLAGGED, EVERYTHING_FLAGGED_THERE];
    let innocent_first = |[violating, innocent]: [Estimated; 2]| [innocent, violating];
    predictive_value(unflagged(matrix, level).map(innocent_first), prior, reasons)
}

/// The odds of a prevalence with their limits, and the level at which the other limits have to be.
#[derive(Clone, Copy)]
struct Prior {
    odds: f64,
    limits: (f64, f64),
    level: Confidence,
}

impl Prior {
    fn new(prevalence: Prevalence, confidence: Confidence) -> Self {
        let odds_of = |share: f64| share / (1.0 - share);
        let odds = odds_of(prevalence.share());
        match prevalence {
            Prevalence::Known(_) => Self { odds, limits: (odds, odds), level: confidence },
            Prevalence::Counted(proportion) => {
                let level = confidence.shared_by(2);
                let limits = clopper_pearson(proportion, level);
                Self { odds, limits: (odds_of(limits.lower()), odds_of(limits.upper())), level }
            }
        }
    }

    fn method(self) -> &'static str {
        if self.limits.0 < self.limits.1 { TOGETHER } else { "mover-r" }
    }
}

fn predictive_value(
    shares: Result<[Estimated; 2], Undefined>,
    prior: Prior,
    [neither, neither_there]: [Undefined; 2],
) -> Estimate {
    let method = prior.method();
    let [right, wrong] = match shares {
        Ok(shares) => shares,
        Err(reason) => return Estimate::undefined(method, reason),
    };
    if right.value == 0.0 && wrong.value == 0.0 {
        return Estimate::undefined(method, neither);
    }
    let odds = prior.odds * (right.value / wrong.value);
    if odds.is_nan() {
        return Estimate::undefined(method, neither_there);
    }
    let ratio = mover::ratio(right, wrong);
    let (low, high) = prior.limits;
    let limits = Limits { lower: ratio.lower() * low, upper: ratio.upper() * high };
    Estimate::new(share(odds), limits.map(share), method)
}

/// The share with these odds.
fn share(odds: f64) -> f64 {
    Share::from_odds(odds).x()
}
