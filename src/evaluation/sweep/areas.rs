//! Areas under the curves.

use serde::Serialize;

use super::SweepOptions;
use crate::confusion;
use crate::curve::{
    Auc, Discretisation, auc, auc_bound, auc_logit_delong, auprg, average_precision,
    average_precision_at, cost_area, equal_error_rate, partial_auc,
};
use crate::evaluation::Estimate;
use crate::quantity::{Confidence, Probability};
use crate::tally::Ranking;

/// Areas under the curves of scores with labels.
#[derive(Debug, Serialize)]
pub struct Areas {
    /// The area under the receiver operating characteristic.
    pub auc: Area,
    /// The same area with limits that hold for any scores and any number of rows.
    pub auc_bound: Estimate,
    /// The area under a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_auc: Option<PartialArea>,
    /// Average precision.
    pub average_precision: Estimate,
    /// What has no interval.
    #[serde(flatten)]
    pub further: Further,
    /// Where the false positive rate equals the false negative rate.
    pub equal_error_rate: Value,
}

/// Areas without an interval.
#[derive(Debug, Serialize)]
pub struct Further {
    /// Average precision in a stream with another prevalence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub average_precision_at_prevalence: Option<Value>,
    /// The area under precision gain against recall gain.
    pub auprg: Value,
    /// The same in a stream with another prevalence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub auprg_at_prevalence: Option<Value>,
    /// The area under the cost curve.
    pub cost_area: Value,
}

/// An area with its standard error.
#[derive(Debug, Serialize)]
pub struct Area {
    /// The area with its interval.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// DeLong's standard error.
    pub standard_error: Option<f64>,
    /// What any order within the bins of coarse scores allows that to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standard_error_discretisation: Option<Discretisation>,
}

/// The area under a part of the receiver operating characteristic.
#[derive(Debug, Serialize)]
pub struct PartialArea {
    /// The lowest false positive rate.
    pub fpr_from: f64,
    /// The highest false positive rate.
    pub fpr_to: f64,
    /// The area.
    #[serde(flatten)]
    pub area: Value,
    /// McClish's standardised area: 0.5 for chance, 1 for perfection.
    pub standardised: Option<f64>,
    /// What any order within the bins of coarse scores allows that to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standardised_discretisation: Option<Discretisation>,
}

/// A number without an interval, or the reason why there is none.
#[derive(Debug, Serialize)]
pub struct Value {
    /// The number.
    pub estimate: Option<f64>,
    /// What any order within the bins of coarse scores allows it to be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretisation: Option<Discretisation>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
}

impl From<std::result::Result<f64, &'static str>> for Value {
    fn from(value: std::result::Result<f64, &'static str>) -> Self {
        Self { estimate: value.ok(), discretisation: None, reason: value.err() }
    }
}

impl Areas {
    pub(super) fn of(ranking: &Ranking, options: &SweepOptions) -> Self {
        let area = auc(ranking);
        let estimate = |method: fn(&Auc, Confidence) -> confusion::Estimate, name| match &area {
            Ok(area) => (&method(area, options.confidence)).into(),
            Err(reason) => (&confusion::Estimate::undefined(name, reason)).into(),
        };
        Self {
            auc: Area {
                estimate: estimate(auc_logit_delong, "logit-delong"),
                standard_error: area.ok().and_then(|area| area.standard_error()),
                standard_error_discretisation: None,
            },
            auc_bound: estimate(auc_bound, "hoeffding"),
            partial_auc: options.partial.map(|range| partial(ranking, range)),
            average_precision: (&average_precision(ranking, options.confidence)).into(),
            further: Further::of(ranking, options),
            equal_error_rate: equal_error_rate(ranking).into(),
        }
    }
}

impl Further {
    pub(super) fn of(ranking: &Ranking, options: &SweepOptions) -> Self {
        let there = options.prevalence.as_ref().map(|given| given.prevalence);
        Self {
            average_precision_at_prevalence: there
                .map(|there| average_precision_at(ranking, there).into()),
            auprg: auprg(ranking, None).into(),
            auprg_at_prevalence: there.map(|there| auprg(ranking, Some(there)).into()),
            cost_area: cost_area(ranking).into(),
        }
    }
}

pub(super) fn partial(ranking: &Ranking, (from, to): (Probability, Probability)) -> PartialArea {
    let area = partial_auc(ranking, from, to);
    PartialArea {
        fpr_from: from.get(),
        fpr_to: to.get(),
        area: area.map(|area| area.area).into(),
        standardised: area.ok().map(|area| area.standardised),
        standardised_discretisation: None,
    }
}
