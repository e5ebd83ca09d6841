//! Predictive values and expected counts at a prevalence.

use super::detector::{ends, is_counted};
use super::expected::{Expected, expected};
use super::travel::break_even;
use super::{Detector, FalsePositives, Rates};
use crate::confusion::{Estimate, Limits, Method, Undefined};
use crate::interval::clopper_pearson;
use crate::quantity::{Confidence, Rate};
use crate::special::Share;

const GIVEN: &str = "given";
const TAKEN_AS_EXACT: Undefined = "no limits: taken as exact";

/// What to expect of a detector at one prevalence. Counts are expected numbers, not whole ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Projection {
    /// The prevalence itself.
    pub prevalence: Estimate,
    /// The share of flagged items that are violating.
    pub ppv: Estimate,
    /// The share of unflagged items that are innocent.
    pub npv: Estimate,
    /// Violating items that are flagged.
    pub true_positives: Estimate,
    /// Innocent items that are flagged.
    pub false_positives: Estimate,
    /// Items that are flagged.
    pub flags: Estimate,
    /// Violating items that are not flagged.
    pub missed: Estimate,
}

/// Returns what to expect of `detector` among `volume` items of which `prevalence` are violating.
///
/// The formulas are those of [`expected`]. Recall and the false positive rate are assumed to be the
/// same there as where they were measured.
///
/// Where rates were counted, each has its Clopper–Pearson interval at the level
/// `1 - (1 - confidence) / k`, with `k` the number of counted ones, so that all hold together at
/// least as often as the confidence says (Bonferroni), also where they come from one sample. Every
/// quantity is monotone in every rate, so its least and greatest values are at ends of these
/// intervals, and they are its limits. They are exact and hold for all quantities and, where no
/// prevalence is counted, for all prevalences at once; for one of them alone they are wider than need
/// be. [`ppv_at_prevalence`](crate::confusion::ppv_at_prevalence) has the approximate interval for one.
///
/// ```
/// use baserate::prevalence::{Detector, FalsePositives, project};
/// use baserate::quantity::{Confidence, Probability, Proportion, Rate};
///
/// let recall = Rate::Counted(Proportion::new(84, 100).unwrap());
/// let fpr = Rate::Counted(Proportion::new(2, 100_000).unwrap());
/// let detector = Detector::new(recall, FalsePositives::Rate(fpr)).unwrap();
/// let prevalence = Rate::Known(Probability::new(1e-5).unwrap());
/// let there = project(&detector, prevalence, 12_300_000_000, Confidence::DEFAULT);
/// assert!((there.ppv.value().unwrap() - 0.2958).abs() < 5e-5);
/// assert!((there.true_positives.value().unwrap() - 103_320.0).abs() < 1e-6);
/// let limits = there.ppv.limits().unwrap();
/// assert!(limits.lower < 0.09 && limits.upper > 0.7);
/// ```
#[must_use]
pub fn project(
    detector: &Detector,
    prevalence: Rate,
    volume: u64,
    confidence: Confidence,
) -> Projection {
    let counted = detector.counted() + is_counted(prevalence);
    let each = confidence.shared_by(counted);
    let estimate = expected(detector.rates(), prevalence.into(), volume);
    let corners: Vec<Expected> = detector
        .corners(each)
        .flat_map(|rates| ends(prevalence, each).map(|there| expected(rates, there, volume)))
        .collect();
    let over = |quantity: fn(&Expected) -> Result<f64, Undefined>| {
        let at_corners = corners.iter().filter_map(|corner| quantity(corner).ok());
        over_corners(quantity(&estimate), at_corners, counted)
    };
    Projection {
        prevalence: rate_estimate(prevalence, each),
        ppv: over(|there| Ok(there.ppv?.x())),
        npv: over(|there| Ok(there.npv?.x())),
        true_positives: over(|there| Ok(there.true_positives)),
        false_positives: over(|there| Ok(there.false_positives)),
        flags: over(|there| Ok(there.flags)),
        missed: over(|there| Ok(there.missed)),
    }
}

/// Returns a rate as it was given: a counted one with its Clopper–Pearson interval.
#[must_use]
pub fn rate_estimate(rate: Rate, confidence: Confidence) -> Estimate {
    const EXACT: Method = Method { name: "clopper-pearson", interval: clopper_pearson };
    match rate {
        Rate::Known(share) => Estimate::without_limits(share.get(), GIVEN, TAKEN_AS_EXACT),
        Rate::Counted(proportion) => Estimate::of_proportion(Ok(proportion), &EXACT, confidence),
    }
}

/// Returns the false positive rate of `detector`; where it is implied, with limits over the intervals
/// that [`project`] uses for a known prevalence.
#[must_use]
pub fn fpr_estimate(detector: &Detector, confidence: Confidence) -> Estimate {
    match detector.false_positives() {
        FalsePositives::Rate(rate) => rate_estimate(rate, confidence),
        FalsePositives::Implied { .. } => derived(detector, confidence, |rates| Ok(rates.fpr)),
    }
}

/// Returns the prevalence at which half of the flags of `detector` are wrong ([`break_even`]), with
/// limits over the intervals that [`project`] uses for a known prevalence.
#[must_use]
pub fn break_even_estimate(detector: &Detector, confidence: Confidence) -> Estimate {
    derived(detector, confidence, |rates| break_even(rates.recall, rates.fpr))
}

/// What follows from the two rates alone.
fn derived(
    detector: &Detector,
    confidence: Confidence,
    quantity: fn(Rates) -> Result<Share, Undefined>,
) -> Estimate {
    let counted = detector.counted();
    let at = |rates| quantity(rates).map(Share::x);
    let corners = detector.corners(confidence.shared_by(counted));
    over_corners(at(detector.rates()), corners.filter_map(|rates| at(rates).ok()), counted)
}

/// The estimate with the least and the greatest of the values at the corners for limits.
fn over_corners(
    value: Result<f64, Undefined>,
    corners: impl Iterator<Item = f64>,
    counted: u32,
) -> Estimate {
    let method = match counted {
        0 => GIVEN,
        1 => "clopper-pearson",
        _ => "clopper-pearson-bonferroni",
    };
    let value = match value {
        Ok(value) => value,
        Err(reason) => return Estimate::undefined(method, reason),
    };
    if counted == 0 {
        return Estimate::without_limits(value, method, TAKEN_AS_EXACT);
    }
    let none = Limits { lower: f64::INFINITY, upper: f64::NEG_INFINITY };
    let limits = corners.fold(none, |limits, value| Limits {
        lower: limits.lower.min(value),
        upper: limits.upper.max(value),
    });
    Estimate::new(value, limits, method)
}
