//! `baserate simulate confusion`.

use std::io::Write;
use std::num::NonZeroU64;

use clap::Args;

use super::{Common, Count, Share, draws};
use crate::cli::list::{List, list};
use crate::error::{Error, Result};
use crate::evaluation::Truth;
use crate::export::simulation::confusion_csv;
use crate::simulation::{ConfusionDesign, SimulatedSystem};

/// Draw confusion counts, in the layout that metrics reads.
///
/// Each item is violating with the same probability, and each system flags it independently of all
/// else; all systems see the same items.
#[derive(Debug, Args)]
pub(super) struct ConfusionArguments {
    /// How many items there are, such as 12.3e9.
    #[arg(long, value_name = "COUNT", allow_hyphen_values = true)]
    volume: Count,
    /// The probability that an item is violating.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    prevalence: Share,
    /// The probability that a violating item is flagged; for several systems, separated by commas.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = list(str::parse::<Share>),
        required = true,
        allow_hyphen_values = true
    )]
    recall: Vec<List<Share>>,
    /// The probability that an innocent item is flagged; for several systems, one for each in the order
    /// of --recall, separated by commas.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = list(str::parse::<Share>),
        required = true,
        allow_hyphen_values = true
    )]
    fpr: Vec<List<Share>>,
    /// How many such tests are drawn; of several, each is told from the others by a column draw.
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = draws,
        default_value = "1",
        allow_hyphen_values = true
    )]
    draws: NonZeroU64,
    #[command(flatten)]
    common: Common,
}

pub(super) fn run(arguments: &ConfusionArguments, out: &mut impl Write) -> Result<()> {
    let ConfusionArguments { volume, prevalence, draws, common, .. } = arguments;
    let design = ConfusionDesign::new(volume.0, prevalence.0, systems(arguments)?, *draws)?;
    let tests: Vec<_> = design.tests(common.seed).collect();
    let text = confusion_csv(&tests)?;
    common.deliver(
        "confusion.csv",
        out,
        |file| file.write_all(text.as_bytes()),
        |()| Truth::new("simulate confusion", common.seed, &design, &tests),
    )
}

/// The systems, of which each has its recall and its false positive rate.
fn systems(arguments: &ConfusionArguments) -> Result<Vec<SimulatedSystem>> {
    let recalls = List::joined(&arguments.recall);
    let rates = List::joined(&arguments.fpr);
    if recalls.len() != rates.len() {
        let values =
            |count: usize| format!("{count} {}", if count == 1 { "value" } else { "values" });
        let (recalls, rates) = (values(recalls.len()), values(rates.len()));
        let message = format!("--recall has {recalls} and --fpr has {rates}, expected as many");
        return Err(Error::request(message)
            .with_remedy("give each system one of both, and repeat a value that several share"));
    }
    let system = |(place, (recall, fpr)): (usize, (&Share, &Share))| SimulatedSystem {
        system: format!("system {}", place + 1),
        recall: recall.0,
        fpr: fpr.0,
    };
    Ok(recalls.iter().zip(&rates).enumerate().map(system).collect())
}
