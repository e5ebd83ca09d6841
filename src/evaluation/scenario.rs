//! `scenario`: recall, false positive rate, volume and prevalences to what to expect.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};

use super::{Estimate, Outcome, PrevalenceGiven};
use crate::confusion;
use crate::error::{Error, Result};
use crate::prevalence::{
    Detector, FalsePositives, Projection, break_even_estimate, fpr_estimate, logarithmic, project,
    rate_estimate,
};
use crate::quantity::{Confidence, Probability, Rate};

const ASSUMPTION: &str = "Every row assumes that recall and the false positive rate are the same there as \
     stated; only the share of violating items differs. The numbers of items are expected numbers.";
const IMPLIED: &str = "The false positive rate was not stated: it follows from precision, recall and the \
     share of the test set that is violating.";
const LIMITS: &str = "The limits of each counted rate at the top are exact (Clopper-Pearson) and hold at \
     the stated confidence for that rate alone. What follows from counted rates has limits at its least and \
     greatest values within exact ones at a level at which all that it rests on hold together \
     (Bonferroni): in a row, those of its counted prevalence too, so that all limits of a row hold together, \
     and where no prevalence was counted those of all rows. They hold if the items counted were drawn at \
     random and independently of each other.";

/// What is asked.
#[derive(Clone, Debug)]
pub struct ScenarioOptions {
    /// The recall of the detector.
    pub recall: Rate,
    /// Its false positive rate, or what implies it.
    pub false_positives: FalsePositives,
    /// The prevalences to look at, in the order wanted.
    pub prevalences: Vec<PrevalenceGiven>,
    /// How many items there are.
    pub volume: u64,
    /// How many flags a reviewer handles in an hour.
    pub review_rate: Option<f64>,
    /// The confidence level of every interval.
    pub confidence: Confidence,
}

/// What to expect of a detector.
#[derive(Debug, Serialize)]
pub struct Scenario {
    /// The share of violating items that are flagged.
    pub recall: Estimate,
    /// The share of innocent items that are flagged.
    pub fpr: Estimate,
    /// The precision that the false positive rate follows from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<Estimate>,
    /// The prevalence at which that precision was measured.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub test_prevalence: Option<f64>,
    /// How many items there are.
    pub volume: u64,
    /// How many flags a reviewer handles in an hour.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub review_rate: Option<f64>,
    /// The prevalence at which half of the flags are wrong.
    pub break_even_prevalence: Estimate,
    /// One row for each prevalence.
    pub rows: Vec<ScenarioRow>,
    /// PPV at even steps around the prevalences of the rows, where it is defined.
    #[serde(skip)]
    pub curve: Vec<PpvAt>,
    /// What all of it assumes, and what a reader should know.
    pub notes: Vec<String>,
}

/// The positive predictive value at one prevalence.
#[derive(Clone, Debug)]
pub struct PpvAt {
    /// The prevalence.
    pub prevalence: f64,
    /// The value, with limits where rates were counted.
    pub ppv: confusion::Estimate,
}

/// What to expect at one prevalence.
#[derive(Clone, Debug)]
pub struct ScenarioRow {
    /// The prevalence as it was given.
    pub text: String,
    /// What to expect.
    pub projection: Projection,
    /// How many hours reviewers need for all flags.
    pub review_hours: Option<confusion::Estimate>,
}

/// Returns what to expect of a detector.
///
/// # Errors
///
/// If its rates contradict each other.
pub fn scenario(options: &ScenarioOptions) -> Result<Outcome<Scenario>> {
    let detector = Detector::new(options.recall, options.false_positives)
        .map_err(|reason| refused(options, reason))?;
    let confidence = options.confidence;
    let row = |given: &PrevalenceGiven| row(given, &detector, options);
    let (precision, test_prevalence) = match options.false_positives {
        FalsePositives::Rate(_) => (None, None),
        FalsePositives::Implied { precision, test_prevalence } => {
            (Some((&rate_estimate(precision, confidence)).into()), Some(test_prevalence.x()))
        }
    };
    let result = Scenario {
        recall: (&rate_estimate(options.recall, confidence)).into(),
        fpr: (&fpr_estimate(&detector, confidence)).into(),
        precision,
        test_prevalence,
        volume: options.volume,
        review_rate: options.review_rate,
        break_even_prevalence: (&break_even_estimate(&detector, confidence)).into(),
        rows: options.prevalences.iter().map(row).collect(),
        curve: curve(&detector, options),
        notes: notes(&detector, &options.prevalences),
    };
    Ok(Outcome::new("scenario", confidence, Vec::new(), result, Vec::new()))
}

/// Why there is no detector with these rates; only an implied false positive rate can be refused.
fn refused(options: &ScenarioOptions, reason: &str) -> Error {
    let recall = options.recall.share();
    let rates = match options.false_positives {
        FalsePositives::Rate(_) => format!("recall {recall}"),
        FalsePositives::Implied { precision, test_prevalence } => {
            let (precision, test) = (precision.share(), test_prevalence.x());
            format!("precision {precision} and recall {recall} at a test prevalence of {test}")
        }
    };
    Error::request(format!("{rates}: {reason}"))
        .with_remedy("check that all three are of the same test set")
}

fn row(given: &PrevalenceGiven, detector: &Detector, options: &ScenarioOptions) -> ScenarioRow {
    let projection = project(detector, given.prevalence, options.volume, options.confidence);
    let review_hours = options.review_rate.map(|rate| projection.flags.divided_by(rate));
    ScenarioRow { text: given.text.clone(), projection, review_hours }
}

/// PPV from the lowest to the highest prevalence that is asked for or was tested at, and further where
/// that is less than a factor of ten.
fn curve(detector: &Detector, options: &ScenarioOptions) -> Vec<PpvAt> {
    const PER_DECADE: u32 = 24;
    let test = match options.false_positives {
        FalsePositives::Rate(_) => None,
        FalsePositives::Implied { test_prevalence, .. } => Some(test_prevalence.x()),
    };
    let shares = options.prevalences.iter().map(|given| given.prevalence.share()).chain(test);
    let shares: Vec<f64> = shares.filter(|share| *share > 0.0).collect();
    let least = shares.iter().copied().fold(1.0, f64::min);
    let most = shares.iter().copied().fold(0.0, f64::max);
    let aside = if most < 10.0 * least { 10.0 } else { 1.0 };
    let ends = [least / aside, (most * aside).min(1.0)].map(Probability::new);
    let [Ok(low), Ok(high)] = ends else { return Vec::new() };
    let at = |prevalence: Probability| {
        let there = project(detector, Rate::Known(prevalence), 1, options.confidence);
        PpvAt { prevalence: prevalence.get(), ppv: there.ppv }
    };
    let points = logarithmic(low, high, PER_DECADE).map(at);
    points.filter(|point| point.ppv.value().is_some()).collect()
}

fn notes(detector: &Detector, prevalences: &[PrevalenceGiven]) -> Vec<String> {
    let mut notes = vec![ASSUMPTION.to_owned()];
    if matches!(detector.false_positives(), FalsePositives::Implied { .. }) {
        notes.push(IMPLIED.to_owned());
    }
    let counted = prevalences.iter().any(|given| given.prevalence.proportion().is_some());
    if detector.counted() > 0 || counted {
        notes.push(LIMITS.to_owned());
    }
    notes
}

impl ScenarioRow {
    /// All that is expected, by the names that it has in results.
    #[must_use]
    pub fn quantities(&self) -> Vec<(&'static str, &confusion::Estimate)> {
        let Projection { prevalence, ppv, npv, true_positives, false_positives, flags, missed } =
            &self.projection;
        let mut quantities = vec![
            ("prevalence", prevalence),
            ("ppv", ppv),
            ("npv", npv),
            ("true_positives", true_positives),
            ("false_positives", false_positives),
            ("flags", flags),
            ("missed", missed),
        ];
        quantities.extend(self.review_hours.as_ref().map(|hours| ("review_hours", hours)));
        quantities
    }

    /// Why one of them is undefined, if one is.
    #[must_use]
    pub fn reason(&self) -> Option<&'static str> {
        let undefined = |(_, estimate): &(_, &confusion::Estimate)| estimate.value().is_none();
        self.quantities().into_iter().find(undefined).and_then(|(_, estimate)| estimate.reason())
    }
}

/// One number a key, and where there are limits two more: `ppv`, `ppv_lower`, `ppv_upper`.
impl Serialize for ScenarioRow {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        for (name, estimate) in self.quantities() {
            map.serialize_entry(name, &estimate.value())?;
            if let Some(limits) = estimate.limits() {
                map.serialize_entry(&format!("{name}_lower"), &limits.lower)?;
                map.serialize_entry(&format!("{name}_upper"), &limits.upper)?;
            }
        }
        if let Some(reason) = self.reason() {
            map.serialize_entry("reason", reason)?;
        }
        map.end()
    }
}
