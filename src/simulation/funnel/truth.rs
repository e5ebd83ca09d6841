//! The true rates of a drawn funnel.

use serde::{Serialize, Serializer};

use super::{Funnel, Split};
use crate::quantity::{Proportion, real};

/// What is true of a funnel: realised ratios of its counts, not the probabilities behind them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FunnelTruth {
    /// The rates of flags.
    pub flags: TrueRates,
    /// The rates of actions, as if what was acted against were all that was flagged.
    pub actions: TrueRates,
    /// The share of all scanned that is violating.
    pub prevalence: TrueRatio,
    /// κ: the odds of an appeal given a wrong action, over those given a right one.
    pub kappa: OddsRatio,
    /// `s`: the share of wrong actions decided on appeal that were reversed.
    pub rereview_sensitivity: TrueRatio,
    /// `f`: the share of right actions decided on appeal that were reversed.
    pub false_reversal: TrueRatio,
}

/// The error rates of flags or of actions.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct TrueRates {
    /// The share of them that was wrong.
    pub fdr: TrueRatio,
    /// The share of innocent items that they hit.
    pub fpr: TrueRatio,
    /// The share of violating items that they hit.
    pub recall: TrueRatio,
}

/// A realised share; undefined where it is one of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TrueRatio {
    /// How many.
    pub events: u64,
    /// Of how many.
    pub trials: u64,
}

impl TrueRatio {
    /// The share; `None` of nothing.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        Proportion::new(self.events, self.trials).map(Proportion::estimate)
    }
}

/// A realised odds ratio of two groups.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OddsRatio {
    /// Those of the first group to which something happened, and those to which it did not.
    first: [u64; 2],
    /// The same of the second group.
    second: [u64; 2],
}

impl OddsRatio {
    /// The ratio, infinite where only its denominator is 0; `None` for 0/0.
    #[must_use]
    pub fn value(self) -> Option<f64> {
        let ([a, b], [c, d]) = (self.first.map(real), self.second.map(real));
        let (over, under) = (a * d, b * c);
        (over > 0.0 || under > 0.0).then(|| over / under)
    }
}

impl Funnel {
    /// Returns what is true of it.
    #[must_use]
    pub fn truth(&self) -> FunnelTruth {
        let appealed = self.appeals.appealed;
        let (reversed, decided) = (self.appeals.reversed, self.appeals.decided());
        let appeals = |appealed: u64, actioned: u64| [appealed, actioned - appealed];
        FunnelTruth {
            flags: self.rates(self.flagged),
            actions: self.rates(self.actioned),
            prevalence: TrueRatio { events: self.scanned.violating, trials: self.scanned.total() },
            kappa: OddsRatio {
                first: appeals(appealed.innocent, self.actioned.innocent),
                second: appeals(appealed.violating, self.actioned.violating),
            },
            rereview_sensitivity: TrueRatio { events: reversed.innocent, trials: decided.innocent },
            false_reversal: TrueRatio { events: reversed.violating, trials: decided.violating },
        }
    }

    fn rates(&self, hit: Split) -> TrueRates {
        TrueRates {
            fdr: TrueRatio { events: hit.innocent, trials: hit.total() },
            fpr: TrueRatio { events: hit.innocent, trials: self.scanned.innocent },
            recall: TrueRatio { events: hit.violating, trials: self.scanned.violating },
        }
    }
}

/// A number, or why there is none.
#[derive(Serialize)]
struct Value {
    value: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

impl Serialize for TrueRatio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View {
            #[serde(flatten)]
            value: Value,
            events: u64,
            trials: u64,
        }
        let value = self.value();
        let reason = value.is_none().then_some("a share of nothing");
        let Self { events, trials } = *self;
        View { value: Value { value, reason }, events, trials }.serialize(serializer)
    }
}

impl Serialize for OddsRatio {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = self.value();
        let reason = match value {
            None => Some("0/0: one of the two groups is empty, or all or none of both appealed"),
            Some(value) if value.is_infinite() => Some("infinite"),
            Some(_) => None,
        };
        Value { value: value.filter(|value| value.is_finite()), reason }.serialize(serializer)
    }
}
