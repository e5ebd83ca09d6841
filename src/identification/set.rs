//! All values that figures and assumptions allow.

use serde::{Serialize, Serializer};

use crate::quantity::ConfidenceInterval;

/// What a rate is a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Population {
    /// Of what was acted against.
    Actions,
    /// Of what was flagged.
    Flags,
    /// Of what was scanned, or of its violating or innocent part.
    Scanned,
}

impl Population {
    /// The population as a reader of a report would say it.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Actions => "actions",
            Self::Flags => "flags",
            Self::Scanned => "all scanned",
        }
    }
}

/// What kind of set it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// One value.
    Point,
    /// A range of values.
    Interval,
    /// Every value from 0 to 1: the figures say nothing.
    Unidentified,
    /// No value: the figures refute the assumptions.
    Empty,
}

/// An identified set: every value of a rate that the figures and the assumptions allow.
///
/// This is missing knowledge about the census, not sampling error; what chance leaves open about
/// the process behind it is the [`confidence`](Self::confidence) interval beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IdentifiedSet {
    of: Population,
    ends: Option<(f64, f64)>,
    printed: Option<(f64, f64)>,
    confidence: Option<ConfidenceInterval>,
}

impl IdentifiedSet {
    /// The set of every value from `lower` to `upper`, or the empty set for no `ends`.
    #[must_use]
    pub(super) fn new(of: Population, ends: Option<(f64, f64)>) -> Self {
        Self { of, ends, printed: ends, confidence: None }
    }

    /// The set of every value from 0 to 1.
    #[must_use]
    pub(super) fn unidentified(of: Population) -> Self {
        Self::new(of, Some((0.0, 1.0)))
    }

    /// The set of a rate that is undefined under every truth: nothing is known, and the printed
    /// figures give no value.
    pub(super) fn undefined(of: Population) -> Self {
        Self { printed: None, ..Self::unidentified(of) }
    }

    /// The set with limits for its ends, which never lie inside it.
    pub(super) fn with_confidence(self, limits: Option<(f64, f64)>) -> Self {
        let around = |(lower, upper): (f64, f64)| match self.ends {
            Some(ends) => ConfidenceInterval::new(lower.min(ends.0), upper.max(ends.1)),
            None => ConfidenceInterval::new(lower, upper),
        };
        Self { confidence: limits.map(around), ..self }
    }

    pub(super) fn with_printed(self, printed: Option<&Self>) -> Self {
        Self { printed: printed.and_then(|printed| printed.printed), ..self }
    }

    /// What the rate is a share of.
    #[must_use]
    pub fn of(&self) -> Population {
        self.of
    }

    /// The least and the greatest value over all numbers that the figures may stand for, or `None`
    /// where there is no value.
    #[must_use]
    pub fn ends(&self) -> Option<(f64, f64)> {
        self.ends
    }

    /// The least and the greatest value when rounded figures are taken as printed.
    #[must_use]
    pub fn printed_ends(&self) -> Option<(f64, f64)> {
        self.printed
    }

    /// What chance leaves open about the process, or on rung 6 about these decisions: limits
    /// for the two ends, where they rest on draws.
    #[must_use]
    pub fn confidence(&self) -> Option<ConfidenceInterval> {
        self.confidence
    }

    /// What kind of set it is.
    #[must_use]
    pub fn status(&self) -> Status {
        match self.ends {
            None => Status::Empty,
            Some((lower, upper)) if lower <= 0.0 && upper >= 1.0 => Status::Unidentified,
            Some((lower, upper)) if upper <= lower => Status::Point,
            Some(_) => Status::Interval,
        }
    }
}

impl Serialize for IdentifiedSet {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View {
            of: Population,
            lower: Option<f64>,
            upper: Option<f64>,
            status: Status,
            printed_lower: Option<f64>,
            printed_upper: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            confidence_lower: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            confidence_upper: Option<f64>,
        }
        View {
            of: self.of,
            lower: self.ends.map(|ends| ends.0),
            upper: self.ends.map(|ends| ends.1),
            status: self.status(),
            printed_lower: self.printed.map(|ends| ends.0),
            printed_upper: self.printed.map(|ends| ends.1),
            confidence_lower: self.confidence.map(ConfidenceInterval::lower),
            confidence_upper: self.confidence.map(ConfidenceInterval::upper),
        }
        .serialize(serializer)
    }
}

/// The smallest range that holds all of `ranges`, or `None` for none.
pub(super) fn hull(ranges: impl Iterator<Item = (f64, f64)>) -> Option<(f64, f64)> {
    ranges.reduce(|(low, high), (lower, upper)| (low.min(lower), high.max(upper)))
}
