//! `baserate simulate`.

mod confusion;
mod destination;
mod scores;

use std::io::Write;

use clap::{Args, Subcommand};

use super::Ending;
use crate::error::Result;
use crate::input::parse_share;
use crate::quantity::Probability;

/// Draw synthetic data whose truth is known: confusion counts or scores.
#[derive(Debug, Args)]
pub(super) struct SimulateArguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Confusion(confusion::ConfusionArguments),
    Scores(scores::ScoresArguments),
}

/// What every simulation needs.
#[derive(Debug, Args)]
struct Common {
    /// The seed: the same seed gives the same data, on every machine.
    #[arg(long, default_value_t = 1, value_name = "NUMBER")]
    seed: u64,
    /// Write the data to this folder, with the truth in truth.json beside them, instead of standard
    /// output.
    #[arg(long, short, value_name = "DIR")]
    output: Option<std::path::PathBuf>,
}

pub(super) fn run(arguments: &SimulateArguments, out: &mut impl Write) -> Result<Ending> {
    match &arguments.what {
        What::Confusion(arguments) => confusion::run(arguments, out)?,
        What::Scores(arguments) => scores::run(arguments, out)?,
    }
    Ok(Ending::Done)
}

/// Reads a probability: `0.84`, `84%`, `1e-6`, `1 in 50e9`.
fn probability(text: &str) -> std::result::Result<Probability, String> {
    let expected = "expected a share from 0 to 1, such as 0.84, 84%, 1e-6 or 1 in 50e9";
    let share = parse_share(text).and_then(|share| Probability::new(share).ok());
    share.ok_or_else(|| expected.to_owned())
}

/// Reads a whole number: `12300000000`, `12.3e9`.
fn count(text: &str) -> std::result::Result<u64, String> {
    let expected = "expected a whole number, such as 340000 or 12.3e9";
    crate::input::parse_count(text).ok_or_else(|| expected.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_from_0_to_1() {
        for (text, share) in [("0", 0.0), ("84%", 0.84), ("1 in 50e9", 2e-11), ("1", 1.0)] {
            assert_eq!(probability(text).map(Probability::get), Ok(share));
        }
        for text in ["-0.1", "1.1", "101%", "NaN", "", "one", "1 in 0"] {
            assert!(probability(text).is_err(), "{text}");
        }
    }
}
