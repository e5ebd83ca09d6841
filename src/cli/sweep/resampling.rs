//! Options of resampling.

use std::sync::Mutex;

use clap::{Args, ValueEnum};

use crate::cli::number::Count;
use crate::cli::progress::Progress;
use crate::evaluation::Resampling;
use crate::resampling::Scheme;

/// The most resamples that are drawn: what fits in memory.
const MOST: u64 = 1_000_000;

/// How much areas and rates differ by chance.
#[derive(Debug, Args)]
#[command(next_help_heading = "Resampling")]
pub(super) struct ResamplingRequest {
    /// Give areas, recall at each --fpr and the false positive rate at each --recall the limits of so many
    /// resamples, too, with thresholds chosen anew in each (percentile bootstrap).
    #[arg(long, value_name = "COUNT", value_parser = resamples, allow_hyphen_values = true)]
    bootstrap: Option<usize>,
    /// How a resample is drawn: stratified without this, but all where there are weights or clusters, which are
    /// drawn whole.
    #[arg(long, value_enum, value_name = "HOW", requires = "bootstrap")]
    resample: Option<Resample>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Resample {
    /// As many positives and as many negatives as there are, each from their own.
    Stratified,
    /// As many rows as there are, whatever their labels.
    All,
    /// Each row as often as a Poisson number with mean 1 says.
    Poisson,
}

impl ResamplingRequest {
    pub(super) fn options(&self, seed: u64) -> Option<Resampling> {
        let scheme = self.resample.map(|resample| match resample {
            Resample::Stratified => Scheme::Stratified,
            Resample::All => Scheme::All,
            Resample::Poisson => Scheme::Poisson,
        });
        self.bootstrap.map(|resamples| Resampling { resamples, scheme, seed })
    }

    pub(super) fn progress(&self) -> Resamples {
        Resamples { all: self.bootstrap.unwrap_or(0) as u64, shown: Mutex::new(None) }
    }
}

/// Shows how many resamples were drawn, from the first on.
pub(super) struct Resamples {
    all: u64,
    shown: Mutex<Option<(Progress, u64)>>,
}

impl Resamples {
    pub(super) fn add(&self, more: u64) {
        if let Ok(mut shown) = self.shown.lock() {
            let (progress, done) =
                shown.get_or_insert_with(|| (Progress::new("resamples", self.all), 0));
            *done += more;
            progress.show(*done);
        }
    }
}

fn resamples(text: &str) -> std::result::Result<usize, String> {
    let count = text.parse().ok().map(|Count(count)| count);
    let count = count.filter(|count| (1..=MOST).contains(count));
    let count = count.and_then(|count| usize::try_from(count).ok());
    count.ok_or_else(|| "expected a whole number from 1 to 1 000 000, such as 2000".to_owned())
}
