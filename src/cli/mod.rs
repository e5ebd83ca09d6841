//! The command line: arguments and one file per command. No statistics here.

mod args;
mod audit;
mod claims;
mod coverage;
mod interval;
mod layers;
mod list;
mod metrics;
mod number;
mod output;
mod picture;
mod places;
mod prevalence;
mod progress;
mod report;
mod scenario;
mod score_files;
mod simulate;
mod sweep;
mod tally;

use std::io::Write;

use clap::Parser;

pub use args::Arguments;

use crate::error::Result;
use crate::input::silence_guarded_panics;

/// How a command ended, as the exit code tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Done.
    Done,
    /// A verdict that was asked for came out negative.
    Negative,
    /// No verdict came out negative, but some are open.
    NoVerdict,
}

impl Ending {
    /// The exit code: 0 when done, 1 for a negative verdict, 3 for none.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::Negative => 1,
            Self::NoVerdict => 3,
        }
    }
}

/// Runs the command that `arguments` name, writing its result to `out`.
///
/// # Errors
///
/// If an input is refused or a result cannot be written.
pub fn run(arguments: Arguments, out: &mut impl Write) -> Result<Ending> {
    match arguments.command {
        args::Command::Metrics(arguments) => metrics::run(&arguments, out),
        args::Command::Scenario(arguments) => scenario::run(&arguments, out),
        args::Command::Layers(arguments) => layers::run(&arguments, out),
        args::Command::Sweep(arguments) => sweep::run(&arguments, out),
        args::Command::Tally(arguments) => tally::run(&arguments, out),
        args::Command::Audit(arguments) => audit::run(&arguments, out),
        args::Command::Claims(arguments) => claims::run(&arguments, out),
        args::Command::Report(arguments) => report::run(&arguments, out),
        args::Command::Coverage(arguments) => coverage::run(&arguments, out),
        args::Command::Simulate(arguments) => simulate::run(&arguments, out),
    }
}

/// Returns the arguments of this process; help and usage errors end it as clap does.
#[must_use]
pub fn arguments() -> Arguments {
    silence_guarded_panics();
    Arguments::parse()
}
