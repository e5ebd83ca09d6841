//! `baserate scenario`.

use std::io::Write;
use std::path::PathBuf;

use clap::{ArgGroup, Args};

use super::Ending;
use super::args::Level;
use super::list::{List, list};
use super::number::{no_count, no_number, rate};
use super::output::{Delivery, ending};
use super::picture::Picture;
use super::places::{Written, check_apart};
use super::prevalence::{Prevalences, prevalence, prevalences};
use crate::error::{Error, Result};
use crate::evaluation::{self, PrevalenceGiven, ScenarioOptions};
use crate::export::Outputs;
use crate::export::scenario::{csv, document};
use crate::input::parse_count;
use crate::prevalence::FalsePositives;
use crate::quantity::Rate;
use crate::report::chart::WIDE;
use crate::report::ppv_chart;

/// Say what to expect of a detector: right and wrong flags, misses and PPV, by prevalence.
///
/// Rates are shares, such as 84% or 1 in 50e9, or counts, such as '84 of 100', whose uncertainty is
/// carried through.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("wrong").required(true).args(["fpr", "specificity", "precision"]))]
pub(super) struct ScenarioArguments {
    /// The share of violating items that are flagged.
    #[arg(long, value_name = "RATE", value_parser = rate, allow_hyphen_values = true)]
    recall: Rate,
    /// The false positive rate: the share of innocent items that are flagged.
    #[arg(
        long,
        value_name = "RATE",
        value_parser = rate,
        allow_hyphen_values = true
    )]
    fpr: Option<Rate>,
    /// The share of innocent items that are not flagged, in place of --fpr.
    #[arg(
        long,
        value_name = "RATE",
        value_parser = rate,
        allow_hyphen_values = true
    )]
    specificity: Option<Rate>,
    /// The precision on a test set, in place of --fpr, which follows from it, the recall and the
    /// test prevalence.
    #[arg(
        long,
        value_name = "RATE",
        value_parser = rate,
        allow_hyphen_values = true,
        requires = "test_prevalence"
    )]
    precision: Option<Rate>,
    /// The share of that test set that is violating.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = prevalence,
        allow_hyphen_values = true,
        requires = "precision"
    )]
    test_prevalence: Option<PrevalenceGiven>,
    /// The share of all items that is violating: 0.001, 0.1%, 1 in 1000 or 31 of 8000000; a range
    /// such as 1e-7..1e-3; or several of these separated by commas.
    #[arg(
        long,
        required = true,
        value_name = "SHARE|LOW..HIGH",
        value_parser = list(prevalences),
        allow_hyphen_values = true
    )]
    prevalence: Vec<List<Prevalences>>,
    /// How many prevalences a range has to each factor of ten.
    #[arg(
        long,
        value_name = "N",
        default_value_t = 1,
        value_parser = clap::value_parser!(u32).range(1..=1000),
        allow_hyphen_values = true
    )]
    points_per_decade: u32,
    /// How many items there are, such as 12.3e9.
    #[arg(
        long,
        value_name = "COUNT",
        default_value = "1000000",
        value_parser = volume,
        allow_hyphen_values = true
    )]
    volume: u64,
    /// How many flags one reviewer handles in an hour; the hours that all flags take are added.
    #[arg(long, value_name = "NUMBER", value_parser = review_rate, allow_hyphen_values = true)]
    review_rate: Option<f64>,
    /// Draw PPV against prevalence, too, to this file: a picture that ends in .svg or .png.
    #[arg(long, value_name = "PATH", value_parser = chart_file)]
    chart: Option<ChartFile>,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    level: Level,
}

pub(super) fn run(arguments: &ScenarioArguments, out: &mut impl Write) -> Result<Ending> {
    let chart = arguments.chart.as_ref().map(|chart| ("--chart", chart.path.as_path()));
    let written: Vec<Written<'_>> = chart.into_iter().chain(arguments.delivery.output()).collect();
    check_apart(&[], &written)?;
    let outcome = evaluation::scenario(&options(arguments)?)?;
    let mut outputs = Outputs::default();
    if let Some(ChartFile { path, picture }) = &arguments.chart {
        outputs.add(path, &picture.of(ppv_chart(&outcome, WIDE)?)?)?;
    }
    arguments.delivery.deliver_with(outputs, &outcome, document, csv, out)?;
    Ok(Ending::Done)
}

fn options(arguments: &ScenarioArguments) -> Result<ScenarioOptions> {
    let expanded = |given: &Prevalences| given.expanded(arguments.points_per_decade);
    Ok(ScenarioOptions {
        recall: arguments.recall,
        false_positives: false_positives(arguments)?,
        prevalences: List::joined(&arguments.prevalence).iter().flat_map(expanded).collect(),
        volume: arguments.volume,
        review_rate: arguments.review_rate,
        confidence: arguments.level.confidence,
    })
}

fn false_positives(arguments: &ScenarioArguments) -> Result<FalsePositives> {
    let implied = arguments.precision.zip(arguments.test_prevalence.as_ref());
    let implied = implied.map(|(precision, given)| FalsePositives::Implied {
        precision,
        test_prevalence: given.prevalence.into(),
    });
    let fpr = arguments.fpr.or_else(|| arguments.specificity.map(Rate::turned_round));
    fpr.map(FalsePositives::Rate).or(implied).ok_or_else(|| {
        Error::request("no false positive rate")
            .with_remedy("give --fpr, --specificity, or --precision with --test-prevalence")
    })
}

/// Where a chart goes, and as what.
#[derive(Clone, Debug)]
struct ChartFile {
    path: PathBuf,
    picture: Picture,
}

fn chart_file(text: &str) -> std::result::Result<ChartFile, String> {
    let path = PathBuf::from(text);
    let picture = match ending(&path).as_deref() {
        Some("svg") => Picture::Svg,
        Some("png") => Picture::Png,
        _ => return Err("expected a file name that ends in .svg or .png".to_owned()),
    };
    Ok(ChartFile { path, picture })
}

/// A number of items.
pub(super) fn volume(text: &str) -> std::result::Result<u64, String> {
    let expected = "expected a whole number above 0, such as 1000000 or 12.3e9";
    parse_count(text).filter(|count| *count > 0).ok_or_else(|| no_count(text, expected))
}

fn review_rate(text: &str) -> std::result::Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number > 0.0);
    number.ok_or_else(|| no_number(text, "expected a number above 0, such as 120"))
}
