//! Options of files with curves.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::curve::cost_curve;
use crate::error::{Error, Result};
use crate::evaluation::Sweep;
use crate::export::{
    self,
    sweep::{Curve, write_cost_curve, write_curve, write_decision_curve},
};
use crate::quantity::Confidence;

/// Which curves are written, and where.
#[derive(Debug, Args)]
#[command(next_help_heading = "Curves")]
pub(super) struct CurveFiles {
    /// Write curves to this file, too: CSV, a row for every threshold at which one bends.
    #[arg(long, value_name = "PATH")]
    curve: Option<PathBuf>,
    /// Which curves that file has, several separated by commas; with --prevalence, what depends on it also there.
    /// Between rows, recall and the rates of flags are straight lines; lift is recall over flag rate there, and
    /// no straight line.
    #[arg(
        long,
        value_enum,
        value_name = "CURVE",
        value_delimiter = ',',
        default_value = "roc,pr,det",
        requires = "curve"
    )]
    curves: Vec<CurveName>,
    /// Write with that file the limits of recall and of the false positive rate, too: at a threshold that was fixed
    /// beforehand, and at every threshold at once.
    #[arg(long, requires = "curve")]
    bands: bool,
    /// Write the cost curve to this file, too: CSV, the normalised expected cost of the best threshold against the
    /// probability-cost, which stands for every prevalence and every cost of a miss.
    #[arg(long, value_name = "PATH")]
    cost_curve: Option<PathBuf>,
    /// Write the decision curve to this file, too: CSV, the net benefit of flagging by a threshold probability, for
    /// scores that are probabilities; with --prevalence, there.
    #[arg(long, value_name = "PATH", group = "probabilities")]
    decision_curve: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum CurveName {
    /// Recall against the false positive rate.
    Roc,
    /// Precision against recall.
    Pr,
    /// The false negative against the false positive rate.
    Det,
    /// Precision gain against recall gain.
    Prg,
    /// Recall and lift against the share of items that is flagged.
    Lift,
}

impl From<CurveName> for Curve {
    fn from(name: CurveName) -> Self {
        match name {
            CurveName::Roc => Self::Roc,
            CurveName::Pr => Self::PrecisionRecall,
            CurveName::Det => Self::Det,
            CurveName::Prg => Self::PrecisionRecallGain,
            CurveName::Lift => Self::Lift,
        }
    }
}

impl CurveFiles {
    /// Whether a decision curve is wanted.
    pub(super) fn has_decision(&self) -> bool {
        self.decision_curve.is_some()
    }

    /// Writes the files that were asked for.
    pub(super) fn write(&self, sweep: &Sweep, confidence: Confidence) -> Result<()> {
        if let Some(path) = &self.curve {
            check(sweep, "--curve")?;
            let bands = self.bands.then_some(confidence);
            if bands.is_some() && sweep.design.is_some() {
                return Err(no_bands());
            }
            let curves: Vec<Curve> = self.curves.iter().map(|name| Curve::from(*name)).collect();
            let prevalence = sweep.prevalence_given.as_ref().map(|given| given.prevalence);
            export::write_whole_by(path, |file| {
                write_curve(&sweep.ranking, sweep.unit, &curves, prevalence, bands, file)
            })?;
        }
        if let Some(path) = &self.cost_curve {
            let curve = cost_curve(&sweep.ranking).map_err(|why| none("--cost-curve", why))?;
            export::write_whole_by(path, |file| write_cost_curve(&curve, file))?;
        }
        if let Some((path, curve)) = self.decision_curve.as_ref().zip(sweep.decision.as_ref()) {
            export::write_whole_by(path, |file| write_decision_curve(curve, file))?;
        }
        Ok(())
    }
}

fn check(sweep: &Sweep, option: &str) -> Result<()> {
    if sweep.positives == 0 || sweep.negatives == 0 {
        let why = sweep.areas.auc.estimate.reason.unwrap_or("there is none");
        return Err(none(option, why));
    }
    Ok(())
}

fn no_bands() -> Error {
    let message = "--bands for rows with weights or clusters, expected rows without: the limits hold for rows drawn \
                   alike and independently of each other";
    Error::request(message).with_remedy("leave out --bands")
}

fn none(option: &str, why: &str) -> Error {
    Error::request(format!("no curve for {option}: {why}"))
}
