//! The arguments of each command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::claims::ClaimsArguments;
use super::coverage::CoverageArguments;
use super::layers::LayersArguments;
use super::metrics::MetricsArguments;
use super::number::{no_count, no_number};
use super::output::Delivery;
use super::scenario::ScenarioArguments;
use super::simulate::SimulateArguments;
use super::sweep::SweepArguments;
use super::tally::TallyArguments;
use crate::error::{Error, Result};
use crate::evaluation::AuditOptions;
use crate::identification::{KappaRange, MissedAtMost, Rereview, ShareRange};
use crate::input::{parse_count, parse_share};
use crate::quantity::{Confidence, Probability};

/// Check what the claimed error rates of automated detection systems are worth.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, disable_help_subcommand = true)]
pub struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    Metrics(MetricsArguments),
    Scenario(ScenarioArguments),
    Layers(LayersArguments),
    Sweep(Box<SweepArguments>),
    Tally(TallyArguments),
    Audit(AuditArguments),
    Claims(ClaimsArguments),
    Report(ReportArguments),
    Coverage(CoverageArguments),
    Simulate(SimulateArguments),
}

/// Say what providers' figures on appeals, reversals and reviews prove, and what they leave open.
#[derive(Debug, Args)]
pub(super) struct AuditArguments {
    /// A file in the layout of figures.csv or ratios.csv, a folder with both, or - for standard
    /// input.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) delivery: Delivery,
    /// Exit with 1 if a finding is a contradiction.
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) assumptions: Assumptions,
}

/// Write the whole report of a dataset folder: HTML, Markdown, JSON and the charts as SVG.
#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// The dataset folder, with figures.csv and whatever else belongs to it.
    #[arg(value_name = "DIR")]
    pub(super) folder: PathBuf,
    /// Write only this; without it, everything.
    #[arg(long, value_enum)]
    pub(super) format: Option<ReportFormat>,
    /// The folder to write to; reports/NAME for a dataset folder NAME without it.
    #[arg(long, short, value_name = "DIR")]
    pub(super) output: Option<PathBuf>,
    /// Exit with 1 if a finding is a contradiction.
    #[arg(long)]
    pub(super) strict: bool,
    #[command(flatten)]
    pub(super) assumptions: Assumptions,
}

/// How sure intervals are.
#[derive(Debug, Args)]
pub(super) struct Level {
    /// The confidence level of every interval, such as 0.95 or 95%.
    #[arg(
        long,
        default_value = "0.95",
        value_parser = confidence,
        value_name = "LEVEL",
        allow_hyphen_values = true
    )]
    pub(super) confidence: Confidence,
}

/// Assumptions with numbers.
#[derive(Debug, Args)]
pub(super) struct Assumptions {
    #[command(flatten)]
    pub(super) level: Level,
    /// Assume that κ is this, such as 2, or lies in this range, such as 1..5. κ is the odds that a
    /// wronged user appeals, over the odds that any other does.
    #[arg(long, value_parser = kappa, value_name = "K|LOW..HIGH", allow_hyphen_values = true)]
    pub(super) kappa: Option<KappaRange>,
    /// Assume that re-review after an appeal reverses this share of the wrong decisions, such as 0.9,
    /// 90% or a range such as 85%..95%.
    #[arg(
        long,
        value_parser = share_range,
        value_name = "SHARE|LOW..HIGH",
        requires = "false_reversal",
        allow_hyphen_values = true
    )]
    pub(super) rereview_sensitivity: Option<ShareRange>,
    /// Assume that re-review after an appeal reverses this share of the right decisions, such as 5% or
    /// a range such as 0..5%; less than of the wrong ones.
    #[arg(
        long,
        value_parser = share_range,
        value_name = "SHARE|LOW..HIGH",
        requires = "rereview_sensitivity",
        allow_hyphen_values = true
    )]
    pub(super) false_reversal: Option<ShareRange>,
    /// Assume that at most this many violating units were missed: a count, or a share of all that
    /// was not flagged, such as 1%.
    #[arg(
        long,
        value_parser = missed_at_most,
        value_name = "COUNT|PERCENT",
        allow_hyphen_values = true
    )]
    pub(super) missed_at_most: Option<MissedAtMost>,
}

impl Assumptions {
    pub(super) fn options(&self) -> Result<AuditOptions> {
        Ok(AuditOptions {
            kappa: self.kappa,
            rereview: self.rereview()?,
            missed_at_most: self.missed_at_most,
            confidence: self.level.confidence,
        })
    }

    /// The errors of re-review, of which both are given or none.
    fn rereview(&self) -> Result<Option<Rereview>> {
        let Some((found, reversed)) = self.rereview_sensitivity.zip(self.false_reversal) else {
            return Ok(None);
        };
        let rereview = Rereview::new(found, reversed).ok_or_else(|| {
            Error::request(format!(
                "--rereview-sensitivity is {found} and --false-reversal is {reversed}, expected the \
                 first to be greater"
            ))
            .with_remedy(
                "a re-review that does not reverse more of the wrong decisions than of the right ones \
                 says nothing about errors",
            )
        })?;
        Ok(Some(rereview))
    }
}

/// The layouts of a result.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum Format {
    /// Tables for a terminal.
    Table,
    /// One JSON object.
    Json,
    /// One row per case and rung, per system and metric, per prevalence, per layer and quantity, or per
    /// operating point.
    Csv,
    /// Markdown.
    Markdown,
}

/// The parts of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ReportFormat {
    /// index.html alone, with everything in it.
    Html,
    /// report.md, with the charts that it shows.
    Markdown,
    /// report.json alone.
    Json,
    /// The charts alone.
    Svg,
}

pub(super) fn confidence(text: &str) -> std::result::Result<Confidence, String> {
    let expected = "expected a share between 0 and 1, such as 0.95 or 95%";
    let level = parse_share(text).and_then(|level| Confidence::new(level).ok());
    level.ok_or_else(|| no_number(text, expected))
}

fn kappa(text: &str) -> std::result::Result<KappaRange, String> {
    let expected = "expected a number of at least 0, such as 2, or a range such as 1..5";
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let number = |text: &str| text.parse::<f64>().ok().filter(|number| !number.is_nan());
    let range = number(low).zip(number(high)).and_then(|(low, high)| KappaRange::new(low, high));
    range.filter(|range| range.low().is_finite()).ok_or_else(|| no_number(text, expected))
}

fn share_range(text: &str) -> std::result::Result<ShareRange, String> {
    let expected = "expected a share from 0 to 1, such as 0.9 or 90%, or a range such as 85%..95%";
    let (low, high) = text.split_once("..").unwrap_or((text, text));
    let share = |text: &str| Probability::new(parse_share(text)?).ok();
    let range = share(low).zip(share(high)).and_then(|(low, high)| ShareRange::new(low, high));
    range.ok_or_else(|| no_number(text, expected))
}

fn missed_at_most(text: &str) -> std::result::Result<MissedAtMost, String> {
    let expected = "expected a count such as 1000, or a share from 0% to 100%";
    let bound = match text.strip_suffix('%') {
        Some(percent) => percent
            .trim_end()
            .parse::<f64>()
            .ok()
            .and_then(|percent| Probability::new(percent / 100.0).ok())
            .map(MissedAtMost::Share),
        None => parse_count(text).map(MissedAtMost::Count),
    };
    bound.ok_or_else(|| {
        let refusal = if text.ends_with('%') { no_number } else { no_count };
        refusal(text, expected)
    })
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_definition_is_sound() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn ranges_of_kappa() {
        assert_eq!(kappa("2"), Ok(KappaRange::new(2.0, 2.0).unwrap()));
        assert_eq!(kappa("1..5"), Ok(KappaRange::new(1.0, 5.0).unwrap()));
        assert_eq!(kappa("1..inf"), Ok(KappaRange::AT_LEAST_ONE));
        for text in ["5..1", "-1", "", "..", "1..", "NaN", "one", "inf", "1..2..3"] {
            assert!(kappa(text).is_err(), "{text}");
        }
    }

    #[test]
    fn ranges_of_shares() {
        let range = |low, high| {
            ShareRange::new(Probability::new(low).unwrap(), Probability::new(high).unwrap())
        };
        assert_eq!(share_range("0.9").ok(), range(0.9, 0.9));
        assert_eq!(share_range("85%..0.95").ok(), range(0.85, 0.95));
        assert_eq!(share_range("0..1 in 20").ok(), range(0.0, 0.05));
        for text in ["90", "-0.1", "101%", "0.9..0.8", "", "..", "0.5..", "NaN", "half", "1..2..3"]
        {
            assert!(share_range(text).is_err(), "{text}");
        }
    }

    #[test]
    fn bounds_on_misses() {
        assert_eq!(missed_at_most("1e3"), Ok(MissedAtMost::Count(1000)));
        let one_percent = Probability::new(0.01).unwrap();
        assert_eq!(missed_at_most("1%"), Ok(MissedAtMost::Share(one_percent)));
        for text in ["101%", "-1", "-1%", "1.5", "", "%", "one"] {
            assert!(missed_at_most(text).is_err(), "{text}");
        }
    }
}
