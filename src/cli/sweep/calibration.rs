//! Options of calibration.

use std::num::NonZeroU32;
use std::path::PathBuf;

use clap::Args;

use crate::cli::places::Written;
use crate::cli::prevalence::prevalence;
use crate::error::Result;
use crate::evaluation::{PrevalenceGiven, Sweep};
use crate::export::{self, Outputs};

/// Whether scores are the probabilities that they say.
#[derive(Debug, Args)]
#[command(next_help_heading = "Calibration")]
pub(super) struct CalibrationRequest {
    /// Whether the scores, from 0 to 1, are the probabilities that they say: reliability, Brier score, log
    /// loss, calibration errors, Cllr; with --prevalence there, too.
    #[arg(id = "calibration", long = "calibration", group = "probabilities")]
    is_wanted: bool,
    /// In how many bins probabilities are put: once of equal width, once with about as many rows in each.
    #[arg(long, value_name = "COUNT", value_parser = bins, default_value = "10", requires = "calibration")]
    bins: NonZeroU32,
    /// The share of positives in the rows on which the scores were trained, which Cllr and --prevalence need
    /// to know; that of these rows without this.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = prevalence,
        allow_hyphen_values = true,
        requires = "probabilities"
    )]
    training_prevalence: Option<PrevalenceGiven>,
    /// Write reliability to this file, too: CSV, a row for every bin and every step of isotonic regression.
    #[arg(long, value_name = "PATH", requires = "calibration")]
    reliability: Option<PathBuf>,
}

impl CalibrationRequest {
    /// In how many bins probabilities are put, if calibration is wanted.
    pub(super) fn bins(&self) -> Option<NonZeroU32> {
        self.is_wanted.then_some(self.bins)
    }

    /// The share of positives that the scores were trained on, as it was stated.
    pub(super) fn trained_at(&self) -> Option<PrevalenceGiven> {
        self.training_prevalence.clone()
    }

    /// The option that names the file of reliability, and the file, if there is one.
    pub(super) fn written(&self) -> Option<Written<'_>> {
        self.reliability.as_deref().map(|path| ("--reliability", path))
    }

    /// Adds the file that was asked for.
    pub(super) fn add(&self, sweep: &Sweep, outputs: &mut Outputs) -> Result<()> {
        let wanted = self.reliability.as_deref().zip(sweep.calibration.as_ref());
        wanted.map_or(Ok(()), |(path, calibration)| {
            outputs.add_by(path, |file| export::sweep::write_reliability(calibration, file))
        })
    }
}

fn bins(text: &str) -> std::result::Result<NonZeroU32, String> {
    let count = text.parse().ok().filter(|count: &NonZeroU32| count.get() <= 1000);
    count.ok_or_else(|| "expected a whole number from 1 to 1000".to_owned())
}
