//! `baserate metrics`.

use std::collections::BTreeSet;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::args::{Format, Level};
use super::interval::{self, IntervalMethod};
use super::output::deliver;
use crate::confusion::Prevalence;
use crate::error::{Error, Result};
use crate::evaluation::{self, Classes, Grouping, MetricsOptions, PrevalenceGiven};
use crate::export;
use crate::input::parse_count;
use crate::quantity::{Probability, Proportion, real};

/// Compute every metric of confusion counts, with its interval.
#[derive(Debug, Args)]
pub(super) struct MetricsArguments {
    /// A CSV file with the columns system,tp,fp,fn,tn or system,actual,predicted,count, or - for
    /// standard input. All other columns are kept as labels.
    #[arg(value_name = "FILE", required_unless_present = "interval")]
    file: Option<PathBuf>,
    /// The format of the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write the result to this file instead of standard output.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
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
        value_delimiter = ',',
        value_parser = prevalence,
        allow_hyphen_values = true
    )]
    prevalence: Vec<PrevalenceGiven>,
    /// Split each system by this label, several separated by commas: of one system, counts that agree
    /// in it are added up. With the word system for a label, all counts of one system are.
    #[arg(long, value_name = "LABEL", value_delimiter = ',')]
    by: Vec<String>,
    /// Add up the counts of different systems, too: all of them, or with --by those that agree in the
    /// label.
    #[arg(long)]
    pool: bool,
    /// In the layout actual,predicted,count, look for this class; all others are the rest.
    #[arg(long, value_name = "CLASS")]
    positive: Option<String>,
    /// In the layout actual,predicted,count, take each class against the rest, and average over the
    /// classes.
    #[arg(long, conflicts_with_all = ["positive", "by", "pool"])]
    multiclass: bool,
}

pub(super) fn run(arguments: &MetricsArguments, out: &mut impl Write) -> Result<Ending> {
    let MetricsArguments { file, format, output, level, .. } = arguments;
    let kind = arguments.interval.unwrap_or(IntervalMethod::ClopperPearson);
    let Some(method) = kind.method() else {
        deliver(&export::terminal(&interval::help()), output.as_deref(), out)?;
        return Ok(Ending::Done);
    };
    let Some(file) = file else {
        return Err(Error::request("no FILE, expected one with confusion counts")
            .with_remedy("name a CSV file, or - for standard input"));
    };
    check_distinct(&arguments.prevalence)?;
    let options = MetricsOptions {
        method,
        confidence: level.confidence,
        prevalences: arguments.prevalence.clone(),
        grouping: Grouping { by: arguments.by.clone(), pool: arguments.pool },
        classes: match &arguments.positive {
            _ if arguments.multiclass => Classes::Each,
            Some(class) => Classes::One(class.clone()),
            None => Classes::Binary,
        },
    };
    let outcome = evaluation::metrics(file, &options)?;
    let text = match format {
        Format::Table => export::terminal(&export::metrics::document(&outcome)),
        Format::Json => export::json(&outcome)?,
        Format::Csv => export::metrics::csv(&outcome)?,
        Format::Markdown => export::markdown(&export::metrics::document(&outcome)),
    };
    deliver(&text, output.as_deref(), out)?;
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

fn prevalence(text: &str) -> std::result::Result<PrevalenceGiven, String> {
    let expected = "expected a share above 0 and below 1, such as 0.001, 0.1%, 1 in 1000 or the \
                    counts 31 of 8000000";
    let text = text.trim();
    let prevalence = if let Some((events, trials)) = text.split_once(" of ") {
        let proportion = parse_count(events.trim()).zip(parse_count(trials.trim()));
        proportion
            .and_then(|(events, trials)| Proportion::new(events, trials))
            .map(Prevalence::Counted)
    } else {
        share(text).and_then(|share| Probability::new(share).ok()).map(Prevalence::Known)
    };
    // Counts at the edge leave open that the share is inside.
    let inside = |p: &Prevalence| {
        matches!(p, Prevalence::Counted(_)) || (p.share() > 0.0 && p.share() < 1.0)
    };
    match prevalence.filter(inside) {
        Some(prevalence) => Ok(PrevalenceGiven { text: text.to_owned(), prevalence }),
        None => Err(expected.to_owned()),
    }
}

fn share(text: &str) -> Option<f64> {
    if let Some((events, trials)) = text.split_once(" in ") {
        let (events, trials) = (parse_count(events.trim())?, parse_count(trials.trim())?);
        return Some(real(events) / real(trials));
    }
    match text.strip_suffix('%') {
        Some(percent) => Some(percent.trim_end().parse::<f64>().ok()? / 100.0),
        None => text.parse().ok(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_however_written() {
        for text in ["0.001", "1e-3", "0.1%", "0.1 %", "1 in 1000", "1 in 1e3", " 2 in 2000 "] {
            let given = prevalence(text).unwrap();
            assert!((given.prevalence.share() - 0.001).abs() < 1e-18, "{text}");
            assert_eq!(given.text, text.trim());
        }
        let counted = Prevalence::Counted(Proportion::new(31, 8_000_000).unwrap());
        assert_eq!(prevalence("31 of 8e6").unwrap().prevalence, counted);
        assert!(prevalence("0 of 1000").is_ok());
    }

    #[test]
    fn shares_that_are_none() {
        for text in [
            "0", "1", "100%", "0%", "-0.1", "1.5", "NaN", "inf", "", "%", "1 in 0", "2 in 1",
            "1 in 1", "0 in 9", "1.5 of 3", "3 of 2", "0 of 0", "1/1000",
        ] {
            assert!(prevalence(text).is_err(), "{text}");
        }
    }
}
