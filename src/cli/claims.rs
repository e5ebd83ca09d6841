//! `baserate claims`.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::args::Assumptions;
use super::list::{List, list};
use super::number::{no_count, no_number};
use super::output::Delivery;
use super::prevalence::prevalence;
use crate::claim::Verdict;
use crate::error::{Error, Result};
use crate::evaluation::{self, Claims, ClaimsOptions, MatchingOptions, PrevalenceGiven};
use crate::export::claims::{csv, document};
use crate::identification::Rung;
use crate::input::{parse_count, parse_share};
use crate::quantity::Probability;

/// Judge claims about detection technologies: supported, refuted, untested, not identified or
/// ill-defined.
///
/// Exit code 1 if a claim is refuted, 3 if none is but some are without a verdict.
#[derive(Debug, Args)]
pub(super) struct ClaimsArguments {
    /// A file in the layout of claims.csv, a folder with one and its evidence, or - for standard input.
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Files or folders of evidence, known by their headers: confusion counts, scores or tallies
    /// of them (also Parquet and Arrow), figures of funnels, yearly counts, technologies.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    evidence: Vec<PathBuf>,
    #[command(flatten)]
    delivery: Delivery,
    /// Take the assumptions of this rung of the ladder as true of funnels, such as 3 or 7.
    #[arg(long, value_parser = rung, value_name = "RUNG")]
    assume: Option<Rung>,
    /// Allow for this share of a test's labels to be wrong, such as 1%.
    #[arg(long, value_parser = label_error, value_name = "SHARE", allow_hyphen_values = true)]
    label_error: Option<Probability>,
    /// Count scores of at least this as flags.
    #[arg(long, value_parser = threshold, value_name = "SCORE", allow_hyphen_values = true)]
    threshold: Option<f64>,
    /// Carry precision to places where this share is violating, several separated by commas.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = list(prevalence),
        default_value = "1e-3,1e-4,1e-6",
        allow_hyphen_values = true
    )]
    prevalence: Vec<List<PrevalenceGiven>>,
    /// Predict the false matches among this many items.
    #[arg(long, value_parser = count, value_name = "COUNT", allow_hyphen_values = true)]
    volume: Option<u64>,
    /// Compare each item with this many hashes.
    #[arg(long, value_parser = count, value_name = "COUNT", allow_hyphen_values = true)]
    list_size: Option<u64>,
    /// Take an account to hold this many items.
    #[arg(long, value_parser = count, value_name = "COUNT", allow_hyphen_values = true)]
    items_per_account: Option<u64>,
    /// Act against an account from this many matches on.
    #[arg(
        long,
        value_parser = count,
        value_name = "COUNT",
        requires = "items_per_account",
        allow_hyphen_values = true
    )]
    matches_per_account: Option<u64>,
    #[command(flatten)]
    assumptions: Assumptions,
}

pub(super) fn run(arguments: &ClaimsArguments, out: &mut impl Write) -> Result<Ending> {
    let options = options(arguments)?;
    arguments
        .delivery
        .check(&[std::slice::from_ref(&arguments.file), &arguments.evidence].concat())?;
    let outcome = evaluation::claims(&arguments.file, &arguments.evidence, &options)?;
    arguments.delivery.deliver(&outcome, document, csv, out)?;
    Ok(ending(&outcome.result))
}

fn options(arguments: &ClaimsArguments) -> Result<ClaimsOptions> {
    if let (Some(items), Some(matches)) =
        (arguments.items_per_account, arguments.matches_per_account)
        && matches > items
    {
        let message = format!("--matches-per-account is {matches}, more than the {items} items");
        return Err(Error::request(message).with_remedy("an account cannot match more often"));
    }
    Ok(ClaimsOptions {
        audit: arguments.assumptions.options()?,
        assumed: arguments.assume,
        label_error: arguments.label_error,
        threshold: arguments.threshold,
        prevalences: List::joined(&arguments.prevalence),
        matching: MatchingOptions {
            volume: arguments.volume,
            list_size: arguments.list_size,
            items_per_account: arguments.items_per_account,
            matches_per_account: arguments.matches_per_account,
        },
    })
}

fn ending(claims: &Claims) -> Ending {
    if claims.count(Verdict::Refuted) > 0 {
        Ending::Negative
    } else if claims.count(Verdict::Supported) < claims.claims.len() {
        Ending::NoVerdict
    } else {
        Ending::Done
    }
}

fn rung(text: &str) -> std::result::Result<Rung, String> {
    let words: Vec<&str> = Rung::ALL.iter().map(|rung| rung.word()).collect();
    Rung::from_word(text).ok_or_else(|| format!("expected one of {}", words.join(", ")))
}

fn label_error(text: &str) -> std::result::Result<Probability, String> {
    let share = parse_share(text).and_then(|share| Probability::new(share).ok());
    share.ok_or_else(|| no_number(text, "expected a share from 0 to 1, such as 0.01 or 1%"))
}

fn threshold(text: &str) -> std::result::Result<f64, String> {
    let score = text.parse::<f64>().ok().filter(|score| score.is_finite());
    score.ok_or_else(|| no_number(text, "expected a finite number"))
}

fn count(text: &str) -> std::result::Result<u64, String> {
    let count = parse_count(text).filter(|count| *count > 0);
    count.ok_or_else(|| no_count(text, "expected a whole number of at least 1, such as 12.3e9"))
}
