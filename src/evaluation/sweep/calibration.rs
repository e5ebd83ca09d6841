//! Calibration: whether scores are the probabilities that they say.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{SweepOptions, Value};
use crate::calibration::{
    self, Binned, Binning, Corp, Decomposition, Forecasts, NotProbabilities, Step, binned, brier,
    brier_skill, cllr, cllr_min, corp, isotonic, log_loss, recalibration,
};
use crate::confusion::Undefined;
use crate::curve::{NetBenefit, decision_curve, usual_threshold_probabilities};
use crate::error::{Error, Result};
use crate::evaluation::{Estimate, PrevalenceGiven};
use crate::quantity::Confidence;
use crate::special::Share;
use crate::tally::Tally;

/// Whether scores are the probabilities that they say.
#[derive(Debug, Serialize)]
pub struct Calibration {
    /// In how many bins probabilities were put.
    pub bins: u32,
    /// In these rows.
    #[serde(flatten)]
    pub here: Calibrated,
    /// The share of positives in the rows on which the scores were trained.
    pub training_prevalence: f64,
    /// The log-likelihood-ratio cost, in bits.
    pub cllr: Estimate,
    /// The least cost that any rising map of the scores has on these rows, in bits.
    pub cllr_min: Value,
    /// The slope of the log odds of the truth over those of the scores.
    pub slope: Estimate,
    /// The intercept beside that slope.
    pub intercept: Estimate,
    /// The intercept beside a slope of 1.
    pub in_the_large: Estimate,
    /// The same in a stream with another prevalence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at_prevalence: Option<CalibrationThere>,
}

/// Calibration in a stream with another prevalence, recall and false positive rates being the same there.
#[derive(Debug, Serialize)]
pub struct CalibrationThere {
    /// Its prevalence.
    pub prevalence: f64,
    /// Of the scores as they are.
    pub as_they_are: Calibrated,
    /// Of the scores with their odds carried to that prevalence.
    pub moved: Calibrated,
}

/// How well probabilities fit the truth.
#[derive(Debug, Serialize)]
pub struct Calibrated {
    /// The mean of the probabilities.
    pub mean_probability: f64,
    /// The share of violating items.
    pub observed: Estimate,
    /// The Brier score.
    pub brier: Estimate,
    /// What the Brier score is made of, by isotonic regression.
    pub corp: Corp,
    /// By how much the Brier score is better than that of a constant.
    pub brier_skill: Value,
    /// Log loss, in nats.
    pub log_loss: Estimate,
    /// Reliability in bins of equal width.
    pub equal_width: Reliability,
    /// Reliability in bins of about as many items.
    pub equal_mass: Reliability,
    /// Isotonic regression.
    pub isotonic: Vec<ReliabilityStep>,
}

/// Reliability in bins.
#[derive(Debug, Serialize)]
pub struct Reliability {
    /// The expected calibration error.
    pub ece: f64,
    /// What it would come to on average in as many items if the scores were calibrated.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ece_if_calibrated: Option<f64>,
    /// The maximum calibration error.
    pub mce: f64,
    /// What the Brier score is made of, by these bins.
    #[serde(flatten)]
    pub parts: Decomposition,
    /// The bins that hold items, the lowest first.
    pub bins: Vec<ReliabilityStep>,
}

/// Neighbouring probabilities with what came true.
#[derive(Debug, Serialize)]
pub struct ReliabilityStep {
    /// The lower end.
    pub from: f64,
    /// The upper end.
    pub to: f64,
    /// The mean of the probabilities; absent where isotonic regression put them together.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mean_probability: Option<f64>,
    /// How many rows are positive.
    pub positives: u64,
    /// How many rows are negative.
    pub negatives: u64,
    /// The share of items that is violating.
    pub observed: Estimate,
}

/// Returns the calibration of the scores in `tally`, which were read from `paths`.
pub(super) fn calibration(
    tally: &Tally,
    paths: &[PathBuf],
    bins: NonZeroU32,
    options: &SweepOptions,
) -> Result<Calibration> {
    let forecasts = forecasts(tally, paths)?;
    of(&forecasts, bins, options).map_err(|reason| {
        let rows = forecasts.rows();
        Error::request(format!("no calibration of {rows} labelled rows: {reason}"))
            .with_remedy("leave out --calibration")
    })
}

/// Returns the net benefit of flagging by usual threshold probabilities.
pub(super) fn decision(
    tally: &Tally,
    paths: &[PathBuf],
    options: &SweepOptions,
) -> Result<Vec<NetBenefit>> {
    forecasts(tally, paths)?;
    let probabilities: Vec<_> = usual_threshold_probabilities().collect();
    let rate = |given: &Option<PrevalenceGiven>| given.as_ref().map(|given| given.prevalence);
    decision_curve(tally, &probabilities, rate(&options.prevalence), rate(&options.trained_at))
        .map_err(|why| Error::request(format!("no curve for --decision-curve: {why}")))
}

/// The scores as probabilities.
fn forecasts<'a>(tally: &'a Tally, paths: &[PathBuf]) -> Result<Forecasts<'a>> {
    let rows = tally.positives().total() + tally.negatives().total();
    Forecasts::new(tally).map_err(|found| refused(&found, rows, paths))
}

fn refused(found: &NotProbabilities, rows: u64, paths: &[PathBuf]) -> Error {
    let message = format!(
        "a score below 0 or above 1 in {} of {rows} labelled rows (they run from {:?} to {:?}), expected \
         probabilities for --calibration and --decision-curve",
        found.rows, found.lowest, found.highest
    );
    let error = match paths {
        [path] if path != Path::new("-") => Error::file(path, message),
        _ => Error::request(message),
    };
    error.with_remedy("name a column of probabilities with --score, or leave these options out")
}

fn of(
    forecasts: &Forecasts,
    bins: NonZeroU32,
    options: &SweepOptions,
) -> std::result::Result<Calibration, Undefined> {
    let confidence = options.confidence;
    let here = forecasts.share_of_positives()?;
    let trained_at = options.trained_at.as_ref().map_or(here, |given| given.prevalence.into());
    let line = recalibration(forecasts, confidence);
    let there = |given: &PrevalenceGiven| {
        there(forecasts, trained_at, given.prevalence.into(), bins, confidence)
    };
    Ok(Calibration {
        bins: bins.get(),
        here: calibrated(forecasts, bins, confidence)?,
        training_prevalence: trained_at.x(),
        cllr: (&cllr(forecasts, trained_at, confidence)).into(),
        cllr_min: cllr_min(forecasts).into(),
        slope: (&line.slope).into(),
        intercept: (&line.intercept).into(),
        in_the_large: (&line.in_the_large).into(),
        at_prevalence: options.prevalence.as_ref().map(there).transpose()?,
    })
}

fn there(
    forecasts: &Forecasts,
    trained_at: Share,
    to: Share,
    bins: NonZeroU32,
    confidence: Confidence,
) -> std::result::Result<CalibrationThere, Undefined> {
    let as_they_are = forecasts.at_prevalence(to)?;
    let moved = as_they_are.moved(trained_at, to)?;
    Ok(CalibrationThere {
        prevalence: to.x(),
        as_they_are: calibrated(&as_they_are, bins, confidence)?,
        moved: calibrated(&moved, bins, confidence)?,
    })
}

fn calibrated(
    forecasts: &Forecasts,
    bins: NonZeroU32,
    confidence: Confidence,
) -> std::result::Result<Calibrated, Undefined> {
    let by =
        |binning| binned(forecasts, binning, bins, confidence).map(|binned| reliability(&binned));
    Ok(Calibrated {
        mean_probability: forecasts.mean()?,
        observed: (&forecasts.observed(confidence)).into(),
        brier: (&brier(forecasts, confidence)).into(),
        corp: corp(forecasts)?,
        brier_skill: brier_skill(forecasts).into(),
        log_loss: (&log_loss(forecasts, confidence)).into(),
        equal_width: by(Binning::EqualWidth)?,
        equal_mass: by(Binning::EqualMass)?,
        isotonic: isotonic(forecasts, confidence).iter().map(step).collect(),
    })
}

fn reliability(binned: &Binned) -> Reliability {
    Reliability {
        ece: binned.ece,
        ece_if_calibrated: binned.ece_if_calibrated,
        mce: binned.mce,
        parts: binned.decomposition,
        bins: binned.bins.iter().map(bin).collect(),
    }
}

fn bin(bin: &calibration::Bin) -> ReliabilityStep {
    ReliabilityStep {
        from: bin.from,
        to: bin.to,
        mean_probability: Some(bin.mean),
        positives: bin.positives,
        negatives: bin.negatives,
        observed: (&bin.observed).into(),
    }
}

fn step(step: &Step) -> ReliabilityStep {
    ReliabilityStep {
        from: step.from,
        to: step.to,
        mean_probability: None,
        positives: step.positives,
        negatives: step.negatives,
        observed: (&step.calibrated).into(),
    }
}
