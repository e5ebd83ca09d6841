//! A metric's value with its interval, or the reason why there is none.

use std::borrow::Cow;

use super::Undefined;
use crate::quantity::{Confidence, ConfidenceInterval, Proportion};

/// A method for the interval of one proportion, with the name that it has in results.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// The name in results, such as `wilson`.
    pub name: &'static str,
    /// The method itself.
    pub interval: fn(Proportion, Confidence) -> ConfidenceInterval,
}

/// The two ends of a confidence interval on whatever scale its metric has; the upper one may be
/// infinite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// The lower limit.
    pub lower: f64,
    /// The upper limit.
    pub upper: f64,
}

/// The estimate of one metric.
///
/// A value can be there without limits, where the method of the interval needs counts that are
/// not, and one that is infinite can have a lower limit; whatever is absent has a reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    value: Option<f64>,
    limits: Option<Limits>,
    method: Cow<'static, str>,
    proportion: Option<Proportion>,
    sampled: Option<Proportion>,
    design_effect: Option<f64>,
    reason: Option<Undefined>,
}

impl Estimate {
    /// The share that `proportion` is, with its interval by `method`.
    #[must_use]
    pub fn of_proportion(
        proportion: Result<Proportion, Undefined>,
        method: &Method,
        confidence: Confidence,
    ) -> Self {
        match proportion {
            Ok(proportion) => Self {
                proportion: Some(proportion),
                ..Self::new(
                    proportion.estimate(),
                    (method.interval)(proportion, confidence).into(),
                    method.name,
                )
            },
            Err(reason) => Self::undefined(method.name, reason),
        }
    }

    /// The same estimate with the counts that were weighted, and with its design effect.
    pub(crate) fn of_sample(self, sampled: Proportion, design_effect: Option<f64>) -> Self {
        Self { sampled: Some(sampled), design_effect, ..self }
    }

    /// A value with its limits, which are moved where rounding would leave the value outside.
    pub(crate) fn new(value: f64, limits: Limits, method: impl Into<Cow<'static, str>>) -> Self {
        let Limits { lower, upper } = limits;
        let limits = Limits { lower: lower.min(value), upper: upper.max(value) };
        Self {
            value: Some(value),
            limits: Some(limits),
            reason: None,
            ..Self::undefined(method, "")
        }
    }

    /// A value for which the method gives no limits.
    pub(crate) fn without_limits(
        value: f64,
        method: impl Into<Cow<'static, str>>,
        reason: Undefined,
    ) -> Self {
        Self { value: Some(value), ..Self::undefined(method, reason) }
    }

    /// A value that is infinite, and the limit that it exceeds all the same.
    pub(super) fn infinite(
        lower: f64,
        method: impl Into<Cow<'static, str>>,
        reason: Undefined,
    ) -> Self {
        let limits = Some(Limits { lower, upper: f64::INFINITY });
        Self { limits, ..Self::undefined(method, reason) }
    }

    /// No value, and why.
    pub(crate) fn undefined(method: impl Into<Cow<'static, str>>, reason: Undefined) -> Self {
        Self {
            value: None,
            limits: None,
            method: method.into(),
            proportion: None,
            sampled: None,
            design_effect: None,
            reason: Some(reason),
        }
    }

    /// The same estimate with its reason in the words of `wording`.
    pub(crate) fn reworded(self, wording: fn(Undefined) -> Undefined) -> Self {
        Self { reason: self.reason.map(wording), ..self }
    }

    /// The same estimate in other units, `per` of the old ones to one of the new; `per` is above 0.
    #[must_use]
    pub(crate) fn divided_by(&self, per: f64) -> Self {
        Self {
            value: self.value.map(|value| value / per),
            limits: self.limits.map(|limits| limits.map(|limit| limit / per)),
            proportion: None,
            ..self.clone()
        }
    }

    /// The value, or `None` where it is undefined or infinite.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.value
    }

    /// The limits, or `None` where the method gives none; of what is infinite, only the lower says
    /// anything.
    #[must_use]
    pub fn limits(&self) -> Option<Limits> {
        self.limits
    }

    /// The method of the limits, by the name that it has in results.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The counts behind it, where it is a proportion.
    #[must_use]
    pub fn proportion(&self) -> Option<Proportion> {
        self.proportion
    }

    /// The counts that were weighted, where it is a share of weighted counts.
    #[must_use]
    pub fn sampled(&self) -> Option<Proportion> {
        self.sampled
    }

    /// By how much the weights multiply its variance, compared with as many items drawn with equal
    /// probability: of a share of weighted counts that is neither 0 nor 1.
    #[must_use]
    pub fn design_effect(&self) -> Option<f64> {
        self.design_effect
    }

    /// Why the value or its limits are absent.
    #[must_use]
    pub fn reason(&self) -> Option<Undefined> {
        self.reason
    }
}

impl From<ConfidenceInterval> for Limits {
    fn from(interval: ConfidenceInterval) -> Self {
        Self { lower: interval.lower(), upper: interval.upper() }
    }
}

impl Limits {
    /// The limits `function` maps these to; it must be increasing.
    pub(crate) fn map(self, function: impl Fn(f64) -> f64) -> Self {
        Self { lower: function(self.lower), upper: function(self.upper) }
    }

    /// The limits at `half_width` to both sides of `centre`.
    pub(crate) fn around(centre: f64, half_width: f64) -> Self {
        Self { lower: centre - half_width, upper: centre + half_width }
    }
}
