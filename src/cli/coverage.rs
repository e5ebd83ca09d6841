//! `baserate coverage`.

use std::io::Write;
use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::args::Level;
use super::interval::IntervalMethod;
use super::output::{check_folder, deliver_pages};
use crate::error::Result;
use crate::evaluation;
use crate::report::coverage_pages;

/// Trials that are asked for: two at the least, for one makes no chart, and no more than are
/// reckoned in a minute.
const TRIALS: std::ops::RangeInclusive<u64> = 2..=1_000;

/// Write how often each interval of a proportion holds the true share: HTML, Markdown, CSV and the
/// charts as SVG.
#[derive(Debug, Args)]
pub(super) struct CoverageArguments {
    /// The greatest number of trials, from 2 to 1000.
    #[arg(long, default_value = "200", value_parser = trials, value_name = "COUNT", allow_hyphen_values = true)]
    trials: NonZeroU64,
    /// The folder to write to.
    #[arg(long, short, value_name = "DIR", default_value = "reports/interval-coverage")]
    output: PathBuf,
    #[command(flatten)]
    level: Level,
}

pub(super) fn run(arguments: &CoverageArguments, out: &mut impl Write) -> Result<Ending> {
    let CoverageArguments { trials, output, level } = arguments;
    check_folder(output)?;
    let methods = IntervalMethod::methods();
    let outcome = evaluation::coverages(&methods, *trials, level.confidence);
    deliver_pages(&coverage_pages(&outcome)?, output, out)?;
    Ok(Ending::Done)
}

fn trials(text: &str) -> std::result::Result<NonZeroU64, String> {
    let expected = "expected a whole number from 2 to 1000";
    let count = crate::input::parse_count(text).filter(|count| TRIALS.contains(count));
    count.and_then(NonZeroU64::new).ok_or_else(|| expected.to_owned())
}
