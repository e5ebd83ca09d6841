//! `baserate simulate`.

mod confusion;
mod destination;
mod funnel;
mod scores;

use std::io::Write;
use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::Ending;
use super::number::{Count, Share, at_least_one, seed};
use crate::error::Result;
use crate::input::parse_count;

/// Draw synthetic data whose truth is known: confusion counts, scores or disclosure funnels.
#[derive(Debug, Args)]
pub(super) struct SimulateArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Confusion(confusion::ConfusionArguments),
    Scores(scores::ScoresArguments),
    Funnel(funnel::FunnelArguments),
}

/// What every simulation needs.
#[derive(Debug, Args)]
struct Common {
    /// The seed: the same seed gives the same data, on every machine.
    #[arg(
        long,
        default_value_t = 1,
        value_name = "NUMBER",
        value_parser = seed,
        allow_hyphen_values = true
    )]
    seed: u64,
    /// Write the data to this folder, with the truth in truth.json beside them, instead of standard
    /// output.
    #[arg(long, short, value_name = "DIR")]
    output: Option<PathBuf>,
}

pub(super) fn run(arguments: &SimulateArguments, out: &mut impl Write) -> Result<Ending> {
    match &arguments.what {
        What::Confusion(arguments) => confusion::run(arguments, out)?,
        What::Scores(arguments) => scores::run(arguments, out)?,
        What::Funnel(arguments) => funnel::run(arguments, out)?,
    }
    Ok(Ending::Done)
}

/// The most draws of counts: all are held until they are written.
const MOST_DRAWS: u64 = 1_000_000;

/// Reads how many draws there are to be.
fn draws(text: &str) -> std::result::Result<NonZeroU64, String> {
    let number = parse_count(text).filter(|number| *number <= MOST_DRAWS);
    let expected = || format!("expected a whole number from 1 to {MOST_DRAWS}");
    number.and_then(NonZeroU64::new).ok_or_else(expected)
}
