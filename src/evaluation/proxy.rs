//! Ratios of funnel figures that sources present as error rates.

use serde::{Serialize, Serializer};

use super::Estimate;
use crate::disclosure::{Case, PrintedRatio, Reproduction, Stage, StageFigure};
use crate::interval::{clopper_pearson, wilson};
use crate::quantity::{Confidence, ConfidenceInterval, Proportion};

/// Which ratio of funnel figures it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProxyKind {
    /// The name in results.
    pub name: &'static str,
    /// What is counted.
    pub numerator: Stage,
    /// Among what it is counted.
    pub denominator: Stage,
}

/// The ratios that are computed, in the order shown.
const KINDS: [ProxyKind; 5] = [
    ProxyKind::new("reversed_per_actioned", Stage::Reversed, Stage::Actioned),
    ProxyKind::new("reversed_per_appealed", Stage::Reversed, Stage::Appealed),
    ProxyKind::new("appealed_per_actioned", Stage::Appealed, Stage::Actioned),
    ProxyKind::new("rejected_per_flagged", Stage::Rejected, Stage::Flagged),
    ProxyKind::new("rejected_per_reviewed", Stage::Rejected, Stage::Reviewed),
];

impl ProxyKind {
    const fn new(name: &'static str, numerator: Stage, denominator: Stage) -> Self {
        Self { name, numerator, denominator }
    }

    /// The ratio in words: `reversed / actioned`.
    #[must_use]
    pub fn label(&self) -> String {
        format!("{} / {}", self.numerator.label(), self.denominator.label())
    }
}

/// One ratio at the printed figures, with what chance leaves open about the process behind it.
#[derive(Clone, Debug)]
pub struct Proxy {
    /// Which ratio it is.
    pub kind: ProxyKind,
    /// The ratio by the printed figures, or why there is none.
    pub proportion: Result<Proportion, &'static str>,
    /// Its Clopper–Pearson interval.
    pub clopper_pearson: Option<ConfidenceInterval>,
    /// Its Wilson interval.
    pub wilson: Option<ConfidenceInterval>,
    /// What sources print for it.
    pub reported: Vec<Reported>,
}

/// A printed ratio and whether the figures give it.
#[derive(Clone, Debug)]
pub struct Reported {
    /// The ratio as printed.
    pub text: String,
    /// Whether the figures give it.
    pub reproduction: Reproduction,
    /// Where it stands.
    pub place: String,
}

/// Returns the ratios of `case` whose two figures are there or for which a source prints a ratio.
pub(super) fn proxies(case: &Case, ratios: &[PrintedRatio], confidence: Confidence) -> Vec<Proxy> {
    KINDS.iter().filter_map(|kind| proxy(*kind, case, ratios, confidence)).collect()
}

fn proxy(
    kind: ProxyKind,
    case: &Case,
    ratios: &[PrintedRatio],
    confidence: Confidence,
) -> Option<Proxy> {
    let reported: Vec<Reported> = ratios
        .iter()
        .filter(|ratio| ratio.is_about(case))
        .filter(|ratio| (ratio.numerator, ratio.denominator) == (kind.numerator, kind.denominator))
        .map(|ratio| Reported {
            text: ratio.text.clone(),
            reproduction: ratio.reproduction(case),
            place: ratio.source.to_string(),
        })
        .collect();
    let value = |stage| printed(case, stage);
    let (events, trials) = (value(kind.numerator), value(kind.denominator));
    let bound = |stage| case.figure(stage).is_some_and(StageFigure::is_bound);
    if reported.is_empty() && (events.is_none() || trials.is_none()) {
        return None;
    }
    let proportion = match (events, trials) {
        (_, Some(0)) => Err("nothing to divide by: the denominator is 0"),
        _ if bound(kind.numerator) || bound(kind.denominator) => Err("a figure is only a bound"),
        (None, _) => Err("the source gives no numerator"),
        (_, None) => Err("the source gives no denominator"),
        (Some(events), Some(trials)) => {
            Proportion::new(events, trials).ok_or("the numerator exceeds the denominator")
        }
    };
    Some(Proxy {
        kind,
        proportion,
        clopper_pearson: proportion.ok().map(|p| clopper_pearson(p, confidence)),
        wilson: proportion.ok().map(|p| wilson(p, confidence)),
        reported,
    })
}

/// The printed number of `stage`; what was rejected may follow from what was reviewed.
fn printed(case: &Case, stage: Stage) -> Option<u64> {
    let value = |stage| case.figure(stage).map(|figure| figure.value);
    match (stage, value(stage)) {
        (Stage::Rejected, None) => value(Stage::Reviewed)?.checked_sub(value(Stage::Confirmed)?),
        (_, value) => value,
    }
}

impl Proxy {
    /// The ratio by the printed figures, as a fraction.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        self.proportion.ok().map(Proportion::estimate)
    }

    fn estimate(&self, method: &'static str, interval: Option<ConfidenceInterval>) -> Estimate {
        Estimate {
            estimate: self.value(),
            lower: interval.map(ConfidenceInterval::lower),
            upper: interval.map(ConfidenceInterval::upper),
            method: method.into(),
            prevalence: None,
            events: self.proportion.ok().map(Proportion::events),
            trials: self.proportion.ok().map(Proportion::trials),
            sampled_events: None,
            sampled_trials: None,
            design_effect: None,
            discretisation: None,
            reason: self.proportion.err(),
        }
    }
}

impl Serialize for Proxy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View {
            intervals: [Estimate; 2],
            reported: Vec<ReportedView>,
        }
        #[derive(Serialize)]
        struct ReportedView {
            value: String,
            reproduced: &'static str,
            place: String,
        }
        let reported = self.reported.iter().map(|reported| ReportedView {
            value: reported.text.clone(),
            reproduced: reported.word(),
            place: reported.place.clone(),
        });
        View {
            intervals: [
                self.estimate("clopper-pearson", self.clopper_pearson),
                self.estimate("wilson", self.wilson),
            ],
            reported: reported.collect(),
        }
        .serialize(serializer)
    }
}

impl Reported {
    /// Whether the figures give the printed ratio, in a word or two.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self.reproduction {
            Reproduction::Exact => "reproduced",
            Reproduction::WithinRounding => "within rounding",
            Reproduction::Differs(_) => "differs",
            Reproduction::ZeroDenominator => "undefined",
            Reproduction::MissingFigure(_) => "cannot be computed",
        }
    }
}
