//! Predictive values at another prevalence, from weighted counts.

use super::WeightedMatrix;
use super::joined::{Ratio, TOGETHER};
use super::share::{Estimated, flagged, unflagged};
use crate::confusion::predictive_value::{EVERYTHING_FLAGGED_THERE, NOTHING_FLAGGED_THERE};
use crate::confusion::rates::{EVERYTHING_FLAGGED, NOTHING_FLAGGED};
use crate::confusion::{Estimate, Limits, Prevalence, Undefined};
use crate::interval::clopper_pearson;
use crate::quantity::Confidence;
use crate::special::Share;

/// Returns the positive predictive value (precision) at another prevalence, from weighted counts.
///
/// ```text
/// odds(PPV) = LR+ · π / (1 - π),  LR+ = recall / FPR
/// ```
///
/// Here `π` is the prevalence. The limits of `LR+`, at the ends of the intervals of recall and FPR at half
/// the risk each, are carried over. Where the prevalence was counted, the likelihood ratio and the
/// prevalence, exactly, have intervals at half the risk each, and the limits are at their ends.
/// Undefined where no item is violating or innocent, or where nothing was flagged.
#[must_use]
pub fn weighted_ppv_at_prevalence(
    matrix: &WeightedMatrix,
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    let prior = Prior::new(prevalence, confidence);
    let ratio = Ratio::new(|level| flagged(matrix, level), prior.level);
    let missing = matrix.counts().missing_truth();
    predictive_value(missing, ratio, prior, [NOTHING_FLAGGED, NOTHING_FLAGGED_THERE])
}

/// Returns the positive predictive value (precision) at another prevalence, from estimates of recall and of the
/// false positive rate that `rates` gives at a level of confidence.
///
/// As [`weighted_ppv_at_prevalence`]: the limits are at the ends of those of both rates, each at half the risk.
/// Undefined where a rate is, or where nothing was flagged; without limits where a rate has none.
#[must_use]
pub fn ppv_of_rates(
    rates: impl Fn(Confidence) -> [Estimate; 2],
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    let prior = Prior::new(prevalence, confidence);
    let given = rates(prior.level);
    let reason = given.iter().find(|rate| rate.limits().is_none()).map(Estimate::reason);
    let missing = reason.map(|reason| reason.unwrap_or(NOTHING_FLAGGED));
    let estimated = |rate: Estimate| {
        let limits = rate.limits();
        let end = |end: fn(&Limits) -> f64| limits.as_ref().map_or(f64::NAN, end);
        Estimated {
            value: rate.value().unwrap_or(f64::NAN),
            lower: end(|limits| limits.lower),
            upper: end(|limits| limits.upper),
        }
    };
    let ratio = Ratio::new(|level| rates(level).map(estimated), prior.level);
    predictive_value(missing, ratio, prior, [NOTHING_FLAGGED, NOTHING_FLAGGED_THERE])
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
    let prior = Prior::new(prevalence, confidence).turned_round();
    let innocent_first = |level| {
        let [violating, innocent] = unflagged(matrix, level);
        [innocent, violating]
    };
    let ratio = Ratio::new(innocent_first, prior.level);
    let missing = matrix.counts().missing_truth();
    predictive_value(missing, ratio, prior, [EVERYTHING_FLAGGED, EVERYTHING_FLAGGED_THERE])
}

/// The odds of a prevalence with their limits, and the level at which the other limits have to be.
#[derive(Clone, Copy)]
struct Prior {
    odds: f64,
    limits: Limits,
    level: Confidence,
}

impl Prior {
    fn new(prevalence: Prevalence, confidence: Confidence) -> Self {
        let odds_of = |share: f64| share / (1.0 - share);
        let odds = odds_of(prevalence.share());
        match prevalence {
            Prevalence::Known(_) => {
                let limits = Limits { lower: odds, upper: odds };
                Self { odds, limits, level: confidence }
            }
            Prevalence::Counted(proportion) => {
                let level = confidence.shared_by(2);
                let limits = Limits::from(clopper_pearson(proportion, level)).map(odds_of);
                Self { odds, limits, level }
            }
        }
    }

    /// The odds of items not to be violating.
    fn turned_round(self) -> Self {
        let limits = Limits { lower: 1.0 / self.limits.upper, upper: 1.0 / self.limits.lower };
        Self { odds: 1.0 / self.odds, limits, ..self }
    }
}

fn predictive_value(
    missing: Option<Undefined>,
    ratio: Option<Ratio>,
    prior: Prior,
    [neither, neither_there]: [Undefined; 2],
) -> Estimate {
    if let Some(reason) = missing {
        return Estimate::undefined(TOGETHER, reason);
    }
    let Some(ratio) = ratio else { return Estimate::undefined(TOGETHER, neither) };
    let odds = prior.odds * ratio.value;
    if odds.is_nan() {
        return Estimate::undefined(TOGETHER, neither_there);
    }
    let limits = Limits {
        lower: ratio.limits.lower * prior.limits.lower,
        upper: ratio.limits.upper * prior.limits.upper,
    };
    let share = |odds: f64| Share::from_odds(odds).x();
    Estimate::new(share(odds), limits.map(share), TOGETHER)
}
