//! `layers`: what layers of detection do together, and what that means for a stream.

use std::path::Path;

use serde::{Serialize, Serializer};

use super::{Estimate, Outcome, PrevalenceGiven};
use crate::error::{Error, Result};
use crate::input::{Digest, read_layers};
use crate::layering::{
    Dependence, Join, JointRate, Layer, Measured, Outlook, Range, Stage, joint, outlook,
};
use crate::prevalence::rate_estimate;
use crate::quantity::{Confidence, Rate};
use crate::special::Share;

const AGREEMENT: &str = "The range is every value that the rates of the layers allow: nobody measured \
     whether they err on the same items. Independence is one point of it, and often not the truth: what is \
     hard for one detector may be hard for the next.";
const REACHED: &str = "Rates measured on what reached a layer leave nothing open, but hold only behind \
     the layers that were before it then.";
const SHARE: &str = "Where a layer handles a share of what reaches it, that share is taken as drawn at \
     random; in series, flags that it does not handle stand.";
const STATED: &str = "As stated: at the dependence in the file, from -1 (as little agreement as the rates \
     allow) through 0 (independence) to 1 (as much); a layer without one is taken as independent.";
const LIMITS: &str = "The limits of each counted rate at the top are exact (Clopper-Pearson) and hold at \
     the stated confidence for that rate alone. Those of a range say what chance leaves open about its \
     ends: they are its ends over exact limits of the counted rates at a level at which those of all layers \
     hold together (Bonferroni). They hold if the items counted were drawn at random and independently of \
     each other.";
const STREAM: &str = "The numbers at a prevalence assume that all rates are the same there as stated, and \
     are expected numbers.";

/// What is asked.
#[derive(Clone, Debug)]
pub struct LayersOptions {
    /// The prevalences to look at, in the order wanted; all known.
    pub prevalences: Vec<PrevalenceGiven>,
    /// How many items there are.
    pub volume: u64,
    /// The confidence level of every interval.
    pub confidence: Confidence,
}

/// What layers do together.
#[derive(Debug, Serialize)]
pub struct Layers {
    /// The layers, in their order.
    pub layers: Vec<LayerResult>,
    /// The joint rates after each layer.
    pub stages: Vec<StageResult>,
    /// How many items there are.
    pub volume: u64,
    /// What to expect, by prevalence and then after each layer.
    pub rows: Vec<LayersRow>,
    /// What all of it assumes, and what a reader should know.
    pub notes: Vec<String>,
}

/// A layer as it was given.
#[derive(Debug, Serialize)]
pub struct LayerResult {
    /// Its name.
    pub layer: String,
    /// How it is joined to those before it: none for the first.
    pub join: Option<&'static str>,
    /// On which items its rates were measured.
    pub measured_on: &'static str,
    /// The share of what reaches it that it handles.
    pub share: f64,
    /// The share of violating items that it flags.
    pub recall: Estimate,
    /// The share of innocent items that it flags.
    pub fpr: Estimate,
    /// Its stated dependence among violating items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dependence_violating: Option<f64>,
    /// Its stated dependence among innocent items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dependence_innocent: Option<f64>,
}

/// The joint rates after a layer.
#[derive(Debug, Serialize)]
pub struct StageResult {
    /// The layer.
    pub after: String,
    /// The share of violating items that are flagged.
    pub recall: Spread,
    /// The share of innocent items that are flagged.
    pub fpr: Spread,
}

/// What to expect after a layer at one prevalence.
#[derive(Debug, Serialize)]
pub struct LayersRow {
    /// The prevalence as it was given.
    #[serde(skip)]
    pub text: String,
    /// The prevalence.
    pub prevalence: f64,
    /// The layer.
    pub after: String,
    /// The share of flags that are wrong.
    pub fdr: Spread,
    /// Violating items that are flagged.
    pub true_positives: Spread,
    /// Innocent items that are flagged.
    pub false_positives: Spread,
    /// Items that are flagged.
    pub flags: Spread,
    /// Violating items that are not flagged.
    pub missed: Spread,
}

/// A set with its points and limits, or why there is none.
#[derive(Clone, Copy, Debug)]
pub struct Spread {
    /// What a rate is a share of; none for a number.
    pub of: Option<&'static str>,
    /// The set.
    pub range: std::result::Result<Range, &'static str>,
}

/// Returns what the layers in the file at `path`, or on standard input where that is `-`, do together.
///
/// # Errors
///
/// If the file is refused, or a prevalence was counted.
pub fn layers(path: &Path, options: &LayersOptions) -> Result<Outcome<Layers>> {
    for given in &options.prevalences {
        if given.prevalence.proportion().is_some() {
            let message = format!("prevalence {} is counted, expected a share", given.text);
            return Err(Error::request(message).with_remedy("look at both ends of its interval"));
        }
    }
    let (table, layers) = read_layers(path)?;
    let stages = joint(&layers, options.confidence);
    let result = Layers {
        stages: layers
            .iter()
            .zip(&stages)
            .map(|(layer, stage)| stage_result(layer, stage))
            .collect(),
        volume: options.volume,
        rows: rows(&layers, &stages, options),
        notes: notes(&layers, &options.prevalences),
        layers: described(&layers, options.confidence),
    };
    let inputs: Vec<Digest> = vec![table.digest().clone()];
    Ok(Outcome::new("layers", options.confidence, inputs, result, Vec::new()))
}

fn described(layers: &[Layer], confidence: Confidence) -> Vec<LayerResult> {
    let estimate = |rate: Rate| Estimate::from(&rate_estimate(rate, confidence));
    let one = |(place, layer): (usize, &Layer)| LayerResult {
        layer: layer.name.clone(),
        join: (place > 0).then_some(match layer.join {
            Join::Parallel => "parallel",
            Join::Series => "series",
        }),
        measured_on: match layer.measured {
            Measured::All => "all",
            Measured::Reached => "reached",
        },
        share: layer.share.get(),
        recall: estimate(layer.recall),
        fpr: estimate(layer.fpr),
        dependence_violating: layer.dependence_violating.map(Dependence::get),
        dependence_innocent: layer.dependence_innocent.map(Dependence::get),
    };
    layers.iter().enumerate().map(one).collect()
}

fn stage_result(layer: &Layer, stage: &Stage) -> StageResult {
    let spread = |rate: &JointRate| Spread { of: Some("scanned"), range: Ok(rate.range()) };
    StageResult {
        after: layer.name.clone(),
        recall: spread(&stage.recall),
        fpr: spread(&stage.fpr),
    }
}

fn rows(layers: &[Layer], stages: &[Stage], options: &LayersOptions) -> Vec<LayersRow> {
    let at = |given: &PrevalenceGiven, layer: &Layer, stage: &Stage| {
        let there = outlook(stage, Share::from(given.prevalence), options.volume);
        let Outlook { fdr, true_positives, false_positives, flags, missed } = there;
        let number = |range| Spread { of: None, range };
        LayersRow {
            text: given.text.clone(),
            prevalence: given.prevalence.share(),
            after: layer.name.clone(),
            fdr: Spread { of: Some("flags"), range: fdr },
            true_positives: number(true_positives),
            false_positives: number(false_positives),
            flags: number(flags),
            missed: number(missed),
        }
    };
    let after =
        |given| layers.iter().zip(stages).map(move |(layer, stage)| at(given, layer, stage));
    options.prevalences.iter().flat_map(after).collect()
}

fn notes(layers: &[Layer], prevalences: &[PrevalenceGiven]) -> Vec<String> {
    let later = || layers.iter().skip(1);
    let is_stated =
        |layer: &Layer| layer.dependence_violating.is_some() || layer.dependence_innocent.is_some();
    let is_counted =
        |layer: &Layer| [layer.recall, layer.fpr].iter().any(|rate| rate.proportion().is_some());
    let notes = [
        (later().any(|layer| layer.measured == Measured::All), AGREEMENT),
        (later().any(|layer| layer.measured == Measured::Reached), REACHED),
        (layers.iter().any(|layer| layer.share.get() < 1.0), SHARE),
        (layers.iter().any(is_stated), STATED),
        (layers.iter().any(is_counted), LIMITS),
        (!prevalences.is_empty(), STREAM),
    ];
    notes.iter().filter(|(applies, _)| *applies).map(|(_, note)| (*note).to_owned()).collect()
}

/// An identified set as results have it, with the points of independence and of the stated dependence.
impl Serialize for Spread {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View {
            #[serde(skip_serializing_if = "Option::is_none")]
            of: Option<&'static str>,
            lower: Option<f64>,
            upper: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            status: Option<&'static str>,
            independent: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            stated: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            confidence_lower: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            confidence_upper: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            reason: Option<&'static str>,
        }
        let range = self.range.ok();
        let limits = range.and_then(|range| range.limits);
        View {
            of: self.of,
            lower: range.map(|range| range.lower),
            upper: range.map(|range| range.upper),
            status: range.map(|range| self.status(&range)),
            independent: range.map(|range| range.independent),
            stated: range.and_then(|range| range.stated),
            confidence_lower: limits.map(|limits| limits.lower),
            confidence_upper: limits.map(|limits| limits.upper),
            reason: self.range.err(),
        }
        .serialize(serializer)
    }
}

impl Spread {
    fn status(&self, range: &Range) -> &'static str {
        match self.of {
            Some(_) if range.lower <= 0.0 && range.upper >= 1.0 => "unidentified",
            _ if range.upper <= range.lower => "point",
            _ => "interval",
        }
    }
}
