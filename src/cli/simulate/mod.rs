//! `baserate simulate`.

mod confusion;
mod destination;
mod funnel;
mod scores;

use std::io::Write;
use std::num::NonZeroU64;
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Args, Subcommand};

use super::Ending;
use super::number::{no_count, no_number};
use crate::error::Result;
use crate::input::{parse_count, parse_share};
use crate::quantity::Probability;

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

/// A probability as it is written on the command line: `0.84`, `84%`, `1e-6`, `1 in 50e9`.
#[derive(Clone, Copy, Debug)]
struct Share(Probability);

impl FromStr for Share {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let share = parse_share(text).and_then(|share| Probability::new(share).ok());
        let expected = "expected a share from 0 to 1, such as 0.84, 84%, 1e-6 or 1 in 50e9";
        share.map(Self).ok_or_else(|| no_number(text, expected))
    }
}

/// A whole number as it is written on the command line: `12300000000`, `12.3e9`.
#[derive(Clone, Copy, Debug)]
struct Count(u64);

impl FromStr for Count {
    type Err = String;

    fn from_str(text: &str) -> std::result::Result<Self, Self::Err> {
        let expected = "expected a whole number, such as 340000 or 12.3e9";
        parse_count(text).map(Self).ok_or_else(|| no_count(text, expected))
    }
}

fn seed(text: &str) -> std::result::Result<u64, &'static str> {
    text.parse().map_err(|_| "expected a whole number from 0 to 18446744073709551615")
}

/// Reads a whole number that is not 0.
fn at_least_one(text: &str) -> std::result::Result<NonZeroU64, String> {
    let number = parse_count(text).and_then(NonZeroU64::new);
    number.ok_or_else(|| no_count(text, "expected a whole number of at least 1"))
}

/// The most draws of counts: all are held until they are written.
const MOST_DRAWS: u64 = 1_000_000;

/// Reads how many draws there are to be.
fn draws(text: &str) -> std::result::Result<NonZeroU64, String> {
    let number = parse_count(text).filter(|number| *number <= MOST_DRAWS);
    let expected = || format!("expected a whole number from 1 to {MOST_DRAWS}");
    number.and_then(NonZeroU64::new).ok_or_else(expected)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_from_0_to_1() {
        for (text, share) in [("0", 0.0), ("84%", 0.84), ("1 in 50e9", 2e-11), ("1", 1.0)] {
            assert_eq!(text.parse().map(|Share(share)| share.get()), Ok(share));
        }
        for text in ["-0.1", "1.1", "101%", "NaN", "", "one", "1 in 0"] {
            assert!(text.parse::<Share>().is_err(), "{text}");
        }
    }
}
