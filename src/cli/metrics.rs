//! `baserate metrics`.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::args::Level;
use super::interval::{self, IntervalMethod};
use super::list::{List, list};
use super::output::Delivery;
use super::prevalence::prevalence;
use crate::error::{Error, Result};
use crate::evaluation::{self, Classes, Grouping, MetricsOptions, PrevalenceGiven};
use crate::export;

/// Compute every metric of confusion counts, with its interval.
#[derive(Debug, Args)]
pub(super) struct MetricsArguments {
    /// A CSV file with the columns system,tp,fp,fn,tn or system,actual,predicted,count, or - for
    /// standard input. All other columns are kept as labels.
    #[arg(value_name = "FILE", required_unless_present = "interval")]
    file: Option<PathBuf>,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    level: Level,
    /// The method for proportions and F1, clopper-pearson without this; help says which to use when.
    #[arg(long, value_enum, value_name = "METHOD", hide_possible_values = false)]
    interval: Option<IntervalMethod>,
    /// Compute PPV and NPV where this share is violating: 0.001, 0.1% or 1 in 1000, several
    /// separated by commas. 31 of 8000000 is a counted share, whose own uncertainty is carried
    /// through.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = list(prevalence),
        allow_hyphen_values = true
    )]
    prevalence: Vec<List<PrevalenceGiven>>,
    /// Split each system by this label, several separated by commas: of one system, counts that agree
    /// in it are added up. With the word system for a label, all counts of one system are.
    #[arg(long, value_name = "LABEL", value_delimiter = ',')]
    by: Vec<String>,
    /// Add up the counts of different systems, too: all of them, or with --by those that agree in the
    /// label.
    #[arg(long)]
    pool: bool,
    /// Weight each count by this column: of how many items each counted one was drawn, the inverse of
    /// its sampling probability. All rows of one system, its strata, are added up unless --by keeps
    /// them apart. In the layout actual,predicted,count the weight may differ from row to row.
    #[arg(long, value_name = "COLUMN", conflicts_with_all = ["interval", "multiclass"])]
    weight: Option<String>,
    /// In the layout actual,predicted,count, look for this class; all others are the rest.
    #[arg(long, value_name = "CLASS")]
    positive: Option<String>,
    /// In the layout actual,predicted,count, take each class against the rest, and average over the
    /// classes.
    #[arg(long, conflicts_with_all = ["positive", "by", "pool"])]
    multiclass: bool,
}

pub(super) fn run(arguments: &MetricsArguments, out: &mut impl Write) -> Result<Ending> {
    let MetricsArguments { file, delivery, level, .. } = arguments;
    let kind = arguments.interval.unwrap_or(IntervalMethod::ClopperPearson);
    let Some(method) = kind.method() else {
        delivery.deliver_document(&interval::help(), out)?;
        return Ok(Ending::Done);
    };
    let Some(file) = file else {
        return Err(Error::request("no FILE, expected one with confusion counts")
            .with_remedy("name a CSV file, or - for standard input"));
    };
    let prevalences = List::joined(&arguments.prevalence);
    check_distinct(&prevalences)?;
    let options = MetricsOptions {
        method,
        confidence: level.confidence,
        prevalences,
        grouping: Grouping { by: arguments.by.clone(), pool: arguments.pool },
        classes: match &arguments.positive {
            _ if arguments.multiclass => Classes::Each,
            Some(class) => Classes::One(class.clone()),
            None => Classes::Binary,
        },
        weight: arguments.weight.clone(),
    };
    delivery.check(std::slice::from_ref(file))?;
    let outcome = evaluation::metrics(file, &options)?;
    delivery.deliver(&outcome, export::metrics::document, export::metrics::csv, out)?;
    Ok(Ending::Done)
}

/// Refuses a prevalence that is there twice: its results would have one name.
fn check_distinct(prevalences: &[PrevalenceGiven]) -> Result<()> {
    let mut seen = BTreeSet::new();
    match prevalences.iter().find(|given| !seen.insert(given.prevalence.share().to_bits())) {
        Some(given) => {
            let message = format!("--prevalence names {} twice", given.text);
            Err(Error::request(message).with_remedy("name every share once"))
        }
        None => Ok(()),
    }
}
