//! Operating points: thresholds by a rule, with what they do.

use std::num::NonZeroU64;

use serde::Serialize;

use super::{Simultaneous, SweepOptions};
use crate::confusion::{self, ConfusionMatrix, Method, Undefined, ppv_at_prevalence};
use crate::curve::{
    Attained, Orders, Point, Rule, choose, counts_at, guaranteed_fpr, guaranteed_precision,
    guaranteed_recall,
};
use crate::error::Error;
use crate::evaluation::{Estimate, PrevalenceGiven};
use crate::interval::clopper_pearson;
use crate::quantity::{Confidence, Probability, Rate, real};
use crate::tally::Ranking;

const EXACT: Method = Method { name: "clopper-pearson", interval: clopper_pearson };

/// What a threshold is chosen by, as it is asked for.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum OperatingRule {
    /// The most recall with a false positive rate of at most this.
    Fpr(Probability),
    /// The lowest false positive rate with a recall of at least this.
    Recall(Probability),
    /// The most recall with a precision of at least this.
    Precision(Probability),
    /// The most recall with at most so many flags a day, of so many items.
    FlagsPerDay {
        /// How many flags.
        flags: u64,
        /// How many items.
        volume: NonZeroU64,
    },
    /// The lowest cost, where a missed item costs so many times what a wrong flag does.
    CostRatio(f64),
    /// The highest recall minus false positive rate.
    Youden,
    /// The highest weighted harmonic mean of precision and recall.
    FBeta(f64),
}

impl OperatingRule {
    /// The name in results: `fpr 0.001`.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Fpr(most) => format!("fpr {}", most.get()),
            Self::Recall(least) => format!("recall {}", least.get()),
            Self::Precision(least) => format!("precision {}", least.get()),
            Self::FlagsPerDay { flags, volume } => format!("flags-per-day {flags} of {volume}"),
            Self::CostRatio(ratio) => format!("cost-ratio {ratio}"),
            Self::Youden => "youden".to_owned(),
            Self::FBeta(beta) => format!("f-beta {beta}"),
        }
    }

    /// Whether the rule takes another threshold where another share of the items is positive.
    pub(super) fn depends_on_prevalence(self) -> bool {
        match self {
            Self::Precision(_) | Self::FlagsPerDay { .. } | Self::CostRatio(_) | Self::FBeta(_) => {
                true
            }
            Self::Fpr(_) | Self::Recall(_) | Self::Youden => false,
        }
    }

    /// The prevalence at which the rule holds, if it depends on that and one was given.
    pub(super) fn held_at(self, options: &SweepOptions) -> Option<PrevalenceGiven> {
        options.prevalence.clone().filter(|_| self.depends_on_prevalence())
    }

    /// What the rule could attain with thresholds between the edges of bins.
    pub(super) fn attained(self, orders: &Orders<'_>, options: &SweepOptions) -> Option<Attained> {
        let rule = self.rule();
        let prevalence = options.prevalence_share();
        Some(match (options.guarantee, rule) {
            (None, _) => orders.attained(rule, prevalence),
            (Some(confidence), Rule::FprAtMost(most)) => {
                orders.attained_by(rule, prevalence, |ranking| {
                    guaranteed_fpr(ranking, most, confidence)
                })
            }
            (Some(confidence), Rule::RecallAtLeast(least)) => {
                orders.attained_by(rule, prevalence, |ranking| {
                    guaranteed_recall(ranking, least, confidence)
                })
            }
            _ => return None,
        })
    }

    fn rule(self) -> Rule {
        match self {
            Self::Fpr(most) => Rule::FprAtMost(most),
            Self::Recall(least) => Rule::RecallAtLeast(least),
            Self::Precision(least) => Rule::PrecisionAtLeast(least),
            Self::FlagsPerDay { flags, volume } => {
                let share = (real(flags) / real(volume.get())).min(1.0);
                Rule::FlagRateAtMost(Probability::new(share).unwrap_or(Probability::ONE))
            }
            Self::CostRatio(ratio) => Rule::LeastCost(ratio),
            Self::Youden => Rule::Youden,
            Self::FBeta(beta) => Rule::FBeta(beta),
        }
    }
}

/// A threshold with what it does to these rows, or to those that had no part in its choice.
#[derive(Debug, Serialize)]
pub struct OperatingPoint {
    /// What it was chosen by.
    #[serde(serialize_with = "by_name")]
    pub rule: OperatingRule,
    /// The prevalence at which the rule holds, where it is not that of the rows on which it was chosen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_prevalence: Option<PrevalenceGiven>,
    /// The confidence with which the rate is kept on new data.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub guarantee: Option<f64>,
    /// The threshold, a score that occurs.
    pub threshold: Option<f64>,
    /// The counts.
    pub counts: Option<ConfusionMatrix>,
    /// The share of positives that are flagged.
    pub recall: Estimate,
    /// The share of negatives that are flagged.
    pub fpr: Estimate,
    /// The share of flagged rows that are positive.
    pub precision: Estimate,
    /// Limits that hold at every threshold at once, where the threshold was chosen on the rows on which its
    /// rates were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub simultaneous: Option<Simultaneous>,
    /// The share of flags that would be right at another prevalence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ppv_at_prevalence: Option<Estimate>,
    /// What thresholds between the edges of bins could make of what the rule is about, where scores are coarse.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretisation: Option<Attained>,
    /// Why there is no threshold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<Undefined>,
}

impl OperatingPoint {
    /// Whether the threshold was taken by tests on the rows on which its rates were counted, also where rows were
    /// parted: a guaranteed precision is.
    #[must_use]
    pub fn is_tested_where_counted(&self) -> bool {
        self.guarantee.is_some() && matches!(self.rule, OperatingRule::Precision(_))
    }

    /// Whether the threshold was chosen on rows on which its rates were counted.
    pub(super) fn is_chosen_on_counted(&self, is_split: bool) -> bool {
        !is_split || self.is_tested_where_counted()
    }
}

fn by_name<S: serde::Serializer>(rule: &OperatingRule, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&rule.name())
}

/// The threshold that `rule` takes on the rows `choosing`, with its counts among the rows `counting`.
pub(super) fn point(
    choosing: &Ranking,
    counting: &Ranking,
    rule: OperatingRule,
    options: &SweepOptions,
) -> crate::error::Result<OperatingPoint> {
    let given = options.prevalence.as_ref();
    let chosen = match options.guarantee {
        None => choice(choosing, rule, options),
        Some(confidence) => guaranteed(choosing, counting, rule, confidence, options)?,
    };
    let threshold = chosen.map(|point| point.threshold);
    let matrix = threshold.map(|threshold| counts_at(counting, threshold));
    let share = |share: fn(&ConfusionMatrix) -> Result<_, Undefined>| {
        let proportion = matrix.as_ref().map_err(|reason| *reason).and_then(share);
        let estimate = confusion::Estimate::of_proportion(proportion, &EXACT, options.confidence);
        Estimate::from(&estimate)
    };
    let at_prevalence = |prevalence: Rate| match &matrix {
        Ok(matrix) => ppv_at_prevalence(matrix, prevalence, options.confidence),
        Err(reason) => confusion::Estimate::undefined("logit", reason),
    };
    Ok(OperatingPoint {
        rule,
        at_prevalence: rule.held_at(options),
        guarantee: options.guarantee.map(Confidence::level),
        threshold: threshold.ok(),
        counts: matrix.ok(),
        recall: share(ConfusionMatrix::recall),
        fpr: share(ConfusionMatrix::fpr),
        precision: share(ConfusionMatrix::precision),
        simultaneous: None,
        ppv_at_prevalence: given.map(|given| (&at_prevalence(given.prevalence)).into()),
        discretisation: None,
        reason: chosen.err(),
    })
}

/// The threshold that looks best by `rule`.
pub(super) fn choice(
    choosing: &Ranking,
    rule: OperatingRule,
    options: &SweepOptions,
) -> Result<Point, Undefined> {
    choose(choosing, rule.rule(), options.prevalence_share())
}

/// The threshold that keeps the rate of `rule` on new data.
fn guaranteed(
    choosing: &Ranking,
    counting: &Ranking,
    rule: OperatingRule,
    confidence: Confidence,
    options: &SweepOptions,
) -> crate::error::Result<Result<Point, Undefined>> {
    match rule {
        OperatingRule::Fpr(most) => Ok(guaranteed_fpr(choosing, most, confidence)),
        OperatingRule::Recall(least) => Ok(guaranteed_recall(choosing, least, confidence)),
        OperatingRule::Precision(_) if options.split.is_none() => {
            let message = "a guarantee of precision on the rows that thresholds are chosen on";
            Err(Error::request(message).with_remedy("part the rows with --split"))
        }
        OperatingRule::Precision(_) if options.prevalence.is_some() => {
            let message = "a guarantee of precision at another prevalence, expected one with the share of \
                           positives of these rows, which is all that its test can vouch for";
            Err(Error::request(message).with_remedy(
                "leave out --prevalence, or take --fpr and --recall for the guarantee",
            ))
        }
        OperatingRule::Precision(least) => {
            Ok(guaranteed_precision(choosing, counting, least, confidence))
        }
        _ => {
            let name = rule.name();
            let message =
                format!("no guarantee for the rule {name}, expected fpr, recall or precision");
            Err(Error::request(message).with_remedy("leave out --guarantee or that rule"))
        }
    }
}
