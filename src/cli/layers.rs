//! `baserate layers`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::args::Level;
use super::list::{List, list};
use super::output::Delivery;
use super::prevalence::{Prevalences, prevalences};
use super::scenario::volume;
use crate::error::Result;
use crate::evaluation::{self, LayersOptions};
use crate::export::layers::{csv, document};

const FILE: &str = "\
A CSV file with a row for each layer, from the first that an item meets to the last, or - for \
standard input. Columns:
- layer: its name
- recall, fpr: the shares of violating and of innocent items that it flags, such as 84%, or counts, \
such as 84 of 100
- join, from the second row on: parallel (it adds flags) or series (flags stand only if it confirms \
them)
- measured_on: on which items recall and fpr were measured: all, which is taken where it is empty, or \
reached (only items that reached this layer); required with series
- share, optional: of what reaches it, how much it handles, such as 40%; the rest stays as it is
- dependence_violating, dependence_innocent, optional: how far it agrees with the layers before it, \
from -1 (as little as the rates allow) through 0 (independence) to 1 (as much)
- source, note, optional";

/// Say what layers of detection do together, such as a hash match, a classifier and human review.
#[derive(Debug, Args)]
pub(super) struct LayersArguments {
    /// A CSV file with a row for each layer, or - for standard input.
    #[arg(value_name = "FILE", long_help = FILE)]
    file: PathBuf,
    /// Say what to expect, too, where this share of all items is violating: 0.001, 0.1% or 1 in 1000; a
    /// range such as 1e-7..1e-3; or several of these separated by commas.
    #[arg(
        long,
        value_name = "SHARE|LOW..HIGH",
        value_parser = list(prevalences),
        allow_hyphen_values = true
    )]
    prevalence: Vec<List<Prevalences>>,
    /// How many items there are, such as 12.3e9.
    #[arg(
        long,
        value_name = "COUNT",
        default_value = "1000000",
        value_parser = volume,
        allow_hyphen_values = true
    )]
    volume: u64,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    level: Level,
}

pub(super) fn run(arguments: &LayersArguments, out: &mut impl Write) -> Result<Ending> {
    let options = LayersOptions {
        prevalences: List::joined(&arguments.prevalence)
            .iter()
            .flat_map(|given| given.expanded(1))
            .collect(),
        volume: arguments.volume,
        confidence: arguments.level.confidence,
    };
    arguments.delivery.check(std::slice::from_ref(&arguments.file))?;
    let outcome = evaluation::layers(&arguments.file, &options)?;
    arguments.delivery.deliver(&outcome, document, csv, out)?;
    Ok(Ending::Done)
}
