//! An estimate as results show it.

use std::borrow::Cow;

use serde::Serialize;

use crate::confusion;
use crate::curve::Discretisation;
use crate::quantity::Proportion;

/// An estimate with its interval, as results show it.
#[derive(Clone, Debug, Serialize)]
pub struct Estimate {
    /// The estimate: a fraction, or whatever number its quantity is.
    pub estimate: Option<f64>,
    /// The lower limit.
    pub lower: Option<f64>,
    /// The upper limit; there is none where it is infinite.
    pub upper: Option<f64>,
    /// The method of the interval.
    pub method: Cow<'static, str>,
    /// The prevalence to which it was carried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prevalence: Option<f64>,
    /// How many trials were events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub events: Option<u64>,
    /// How many trials there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trials: Option<u64>,
    /// How many of those counted were events, of a share of weighted counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled_events: Option<u64>,
    /// How many were counted, of a share of weighted counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sampled_trials: Option<u64>,
    /// By how much the weights multiply its variance.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub design_effect: Option<f64>,
    /// What any order within the bins of coarse scores allows it to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretisation: Option<Discretisation>,
    /// Why there is no estimate, or why it has no limits.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
}

impl From<&confusion::Estimate> for Estimate {
    fn from(estimate: &confusion::Estimate) -> Self {
        Self {
            estimate: estimate.value(),
            lower: estimate.limits().map(|limits| limits.lower),
            upper: estimate.limits().map(|limits| limits.upper).filter(|upper| upper.is_finite()),
            method: estimate.method().to_owned().into(),
            prevalence: None,
            events: estimate.proportion().map(Proportion::events),
            trials: estimate.proportion().map(Proportion::trials),
            sampled_events: estimate.sampled().map(Proportion::events),
            sampled_trials: estimate.sampled().map(Proportion::trials),
            design_effect: estimate.design_effect(),
            discretisation: None,
            reason: estimate.reason(),
        }
    }
}
