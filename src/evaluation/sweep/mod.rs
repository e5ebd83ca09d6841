//! `sweep`: scores with labels to areas and operating points.

mod areas;
mod calibration;
mod design;
mod discretised;
mod keyed;
mod notes;
mod operating;
mod precision;
mod resampled;
mod simultaneous;

pub use areas::{Area, Areas, Further, PartialArea, Value};
pub use calibration::{Calibrated, Calibration, CalibrationThere, Reliability, ReliabilityStep};
pub use design::{Design, RowClusters, RowWeights};
pub use operating::{OperatingPoint, OperatingRule};
pub use resampled::{Bootstrap, ResampledStatistic, Resampling};
pub use simultaneous::Simultaneous;

use std::num::NonZeroU32;
use std::path::PathBuf;

use serde::Serialize;

use super::{Outcome, PrevalenceGiven};
use crate::curve::{NetBenefit, Orders};
use crate::error::{Error, Result};
use crate::input::{Digest, ScoreOptions, Scores, read_scores};
use crate::quantity::{Confidence, Probability};
use crate::resampling::Source;
use crate::simulation::split;
use crate::tally::{Label, Ranking, Resolution, Tally};
use notes::{about_gain, notes, same_rows};
use resampled::resample;

/// What is asked.
#[derive(Clone, Debug)]
pub struct SweepOptions {
    /// How the scores are read.
    pub scores: ScoreOptions,
    /// The rules by which thresholds are chosen.
    pub rules: Vec<OperatingRule>,
    /// The range of false positive rates of the partial area, if one is wanted.
    pub partial: Option<(Probability, Probability)>,
    /// The prevalence of the stream in which thresholds are to be used.
    pub prevalence: Option<PrevalenceGiven>,
    /// The confidence with which thresholds are to keep their rate on new data, if they are.
    pub guarantee: Option<Confidence>,
    /// Which rows thresholds are chosen on, if not on all.
    pub split: Option<Split>,
    /// How rows are resampled, if they are.
    pub bootstrap: Option<Resampling>,
    /// In how many bins probabilities are put, if calibration is wanted; needs every distinct score.
    pub calibration: Option<NonZeroU32>,
    /// Whether a decision curve is wanted; needs every distinct score.
    pub decision: bool,
    /// The share of positives that the scores were trained on, if it is not that of these rows.
    pub trained_at: Option<PrevalenceGiven>,
    /// Whether every distinct score is kept, those that only negatives have included.
    pub keeps_tally: bool,
    /// The confidence level of every interval.
    pub confidence: Confidence,
}

impl SweepOptions {
    fn prevalence_share(&self) -> Option<Probability> {
        Probability::new(self.prevalence.as_ref()?.prevalence.share()).ok()
    }
}

/// Rows parted by chance: thresholds are chosen on some, and their rates are counted on the rest.
#[derive(Clone, Copy, Debug)]
pub struct Split {
    /// The share of the rows on which thresholds are chosen.
    pub share: Probability,
    /// The seed of the chance.
    pub seed: u64,
}

/// Areas under the curves, and operating points.
#[derive(Debug, Serialize)]
pub struct Sweep {
    /// How many rows are positive.
    pub positives: u64,
    /// How many rows are negative.
    pub negatives: u64,
    /// How many rows have no label.
    pub unlabelled: u64,
    /// How many rows had no score and were left out.
    pub dropped: u64,
    /// How rows were drawn, if they have weights or clusters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub design: Option<Design>,
    /// By how many leading bits scores were told apart, if not all were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resolution: Option<u32>,
    /// The areas under the curves.
    #[serde(flatten)]
    pub areas: Areas,
    /// The prevalence of the stream to which precision is carried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prevalence: Option<f64>,
    /// How rows were parted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitResult>,
    /// The thresholds that were asked for.
    pub operating_points: Vec<OperatingPoint>,
    /// How much areas and rates differ from resample to resample.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bootstrap: Option<Bootstrap>,
    /// Whether the scores are the probabilities that they say.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<Calibration>,
    /// What a reader of them should know.
    pub notes: Vec<String>,
    /// The scores, from which curves are drawn; of rows with weights what they stand for, in units.
    #[serde(skip)]
    pub ranking: Ranking,
    /// The net benefit of flagging by a threshold probability, if it was asked for.
    #[serde(skip)]
    pub decision: Option<Vec<NetBenefit>>,
    /// What a count of the ranking stands for, if rows have weights.
    #[serde(skip)]
    pub unit: Option<f64>,
    /// Every distinct score, if these were to be kept; of rows with weights how many have it.
    #[serde(skip)]
    pub tally: Option<Tally>,
    /// The prevalence as it was given.
    #[serde(skip)]
    pub prevalence_given: Option<PrevalenceGiven>,
}

/// How rows were parted, and how many came to be in each part.
#[derive(Debug, Serialize)]
pub struct SplitResult {
    /// The share of the rows on which thresholds were to be chosen.
    pub share: f64,
    /// The positives on which thresholds were chosen.
    pub chosen_on_positives: u64,
    /// The negatives on which thresholds were chosen.
    pub chosen_on_negatives: u64,
    /// The positives on which rates were counted.
    pub counted_on_positives: u64,
    /// The negatives on which rates were counted.
    pub counted_on_negatives: u64,
}

/// Returns the areas and operating points of the scores in all files that `paths` stand for; `progress`
/// is told how many bytes were read since it was last told, and `resampled` how many resamples were drawn.
///
/// # Errors
///
/// If the scores are refused.
pub fn sweep(
    paths: &[PathBuf],
    options: &SweepOptions,
    progress: &(dyn Fn(u64) + Sync),
    resampled: &(dyn Fn(u64) + Sync),
) -> Result<Outcome<Sweep>> {
    let Scores { rows, keyed, inputs, skipped, .. } =
        read_scores(paths, &options.scores, progress)?;
    if let Some(keyed) = keyed {
        let result = keyed::sweep(&keyed, options, &skipped, resampled)?;
        return Ok(outcome(paths, options, inputs, result));
    }
    let (unlabelled, dropped) = (rows.count(Label::Unlabelled), rows.dropped());
    let resolution = rows.resolution().map(Resolution::bits);
    let wanted = [
        options.decision.then_some("a decision curve"),
        options.calibration.map(|_| "calibration"),
        options.bootstrap.map(|_| "resamples"),
    ];
    if let (Some(bits), Some(what)) = (resolution, wanted.into_iter().flatten().next()) {
        let message = format!("{what} of scores that were told apart by {bits} bits alone");
        return Err(Error::request(message).with_remedy("give scores as they are, all told apart"));
    }
    let threads = options.scores.threads;
    let needs_tally = options.keeps_tally || options.calibration.is_some() || options.decision;
    let (ranking, tally) = if needs_tally {
        let tally = rows.tally(threads);
        (Ranking::lumped(&tally), Some(tally))
    } else {
        (rows.ranking(threads), None)
    };
    let parts = options.split.map(|by| split(&ranking, by.share, by.seed));
    let (choosing, counting) = match &parts {
        Some([choosing, counting]) => (choosing, counting),
        None => (&ranking, &ranking),
    };
    let orders = resolution.and_then(|_| Orders::of(&ranking).ok());
    // Where rows were parted, what is best for some is not what is counted on the others.
    let orders_of_points = orders.as_ref().filter(|_| options.split.is_none());
    let point = |rule: &OperatingRule| {
        let point = operating::point(choosing, counting, *rule, options)?;
        Ok(match orders_of_points {
            Some(orders) => point.bounded(orders, options),
            None => point,
        })
    };
    let mut operating_points = options.rules.iter().map(point).collect::<Result<Vec<_>>>()?;
    let prevalence = options.prevalence.as_ref().map(|given| given.prevalence);
    let is_split = parts.is_some();
    let chosen_on_counted =
        operating_points.iter_mut().filter(|point| point.is_chosen_on_counted(is_split));
    simultaneous::add(counting, chosen_on_counted, prevalence, options.confidence);
    let bootstrap = options
        .bootstrap
        .map(|asked| resample(Source::Rows(&ranking), asked, &[], options, resampled));
    let areas = Areas::of(&ranking, options);
    let areas = match &orders {
        Some(orders) => areas.bounded(orders, options),
        None => areas,
    };
    drop(orders);
    let calibration = tally.as_ref().zip(options.calibration);
    let calibration =
        calibration.map(|(tally, bins)| calibration::calibration(tally, paths, bins, options));
    let decision = tally.as_ref().filter(|_| options.decision);
    let decision = decision.map(|tally| calibration::decision(tally, paths, options));
    let gain = about_gain(options, &ranking, ranking.positives());
    let result = Sweep {
        positives: ranking.positives(),
        negatives: ranking.negatives(),
        unlabelled,
        dropped,
        design: None,
        resolution,
        areas,
        prevalence: options.prevalence.as_ref().map(|given| given.prevalence.share()),
        split: options.split.map(|by| SplitResult {
            share: by.share.get(),
            chosen_on_positives: choosing.positives(),
            chosen_on_negatives: choosing.negatives(),
            counted_on_positives: counting.positives(),
            counted_on_negatives: counting.negatives(),
        }),
        operating_points,
        bootstrap: bootstrap.transpose()?,
        calibration: calibration.transpose()?,
        notes: [notes(options, None, resolution, &skipped, unlabelled, dropped), gain].concat(),
        ranking,
        decision: decision.transpose()?,
        unit: None,
        tally,
        prevalence_given: options.prevalence.clone(),
    };
    Ok(outcome(paths, options, inputs, result))
}

fn outcome(
    paths: &[PathBuf],
    options: &SweepOptions,
    inputs: Vec<Digest>,
    result: Sweep,
) -> Outcome<Sweep> {
    let findings = same_rows(paths, &result).into_iter().collect();
    let outcome = Outcome::new("sweep", options.confidence, inputs, result, findings);
    let seed = options.split.map(|by| by.seed).or(options.bootstrap.map(|asked| asked.seed));
    Outcome { seed, ..outcome }
}
