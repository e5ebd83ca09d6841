//! `baserate simulate scores`.

use std::io::Write;
use std::num::NonZeroUsize;
use std::thread::available_parallelism;

use clap::{Args, ValueEnum};
use serde::Serialize;

use super::{Common, Count, Share};
use crate::cli::number::no_number;
use crate::cli::progress::Progress;
use crate::error::Result;
use crate::evaluation::{ScoresTruth, Truth};
use crate::export::scores::{ScoreForm, write_scores};
use crate::simulation::{Accounts, Law, ScoresDesign};

/// Draw scores with their labels, as CSV with the columns score,label.
///
/// Rows are drawn and written one after the other, so that a billion of them need no more memory than
/// a few.
#[derive(Debug, Args)]
pub(super) struct ScoresArguments {
    /// How many rows there are, such as 1e6.
    #[arg(long, value_name = "COUNT", allow_hyphen_values = true)]
    rows: Count,
    /// The probability that a row is positive.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    prevalence: Share,
    /// The law of the scores of positive rows: normal:MEAN,SD, beta:ALPHA,BETA or, with heavy tails,
    /// t:LOCATION,SCALE,DEGREES. A beta law may have 0.1 % of its scores so near 1 that they are written as
    /// 1: BETA must be about 0.2 or more.
    #[arg(
        long,
        value_name = "LAW",
        value_parser = law,
        default_value = "normal:1.5,1",
        allow_hyphen_values = true
    )]
    positives: Law,
    /// The law of the scores of negative rows.
    #[arg(
        long,
        value_name = "LAW",
        value_parser = law,
        default_value = "normal:0,1",
        allow_hyphen_values = true
    )]
    negatives: Law,
    /// Round scores to so many decimals, which ties many of them.
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = decimals,
        allow_hyphen_values = true
    )]
    decimals: Option<u8>,
    /// The precision of scores that are not rounded; each is written with the fewest digits that keep
    /// it.
    #[arg(long, value_enum, default_value_t = Precision::F64, conflicts_with = "decimals")]
    precision: Precision,
    #[command(flatten)]
    clusters: Clusters,
    #[command(flatten)]
    common: Common,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Precision {
    /// 16 to 17 digits.
    F64,
    /// 7 to 9 digits.
    F32,
}

/// How rows are clustered.
#[derive(Debug, Args)]
struct Clusters {
    /// Cluster the rows by account, in a third column account: so many rows each on average, at
    /// most 1000.
    #[arg(long, value_name = "MEAN", value_parser = mean_rows, allow_hyphen_values = true)]
    rows_per_account: Option<f64>,
    /// The correlation of two labels of one account.
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "0.5",
        requires = "rows_per_account",
        allow_hyphen_values = true
    )]
    label_correlation: Share,
    /// The correlation of the random numbers that two scores of one account and label are made of.
    ///
    /// For a normal law it is that of the scores. For others theirs is less: where 0.3 is asked for, 0.25
    /// for beta:1,1 and 0.21 for t with 3 degrees; with 2 degrees or fewer there
    /// is no such thing as their correlation.
    #[arg(
        long,
        value_name = "SHARE",
        default_value = "0.5",
        requires = "rows_per_account",
        allow_hyphen_values = true
    )]
    score_correlation: Share,
}

pub(super) fn run(arguments: &ScoresArguments, out: &mut impl Write) -> Result<()> {
    let ScoresArguments { rows, prevalence, positives, negatives, clusters, common, .. } =
        arguments;
    let Clusters { label_correlation, score_correlation, .. } = *clusters;
    let accounts = clusters
        .rows_per_account
        .map(|mean_rows| Accounts::new(mean_rows, label_correlation.0, score_correlation.0));
    let design =
        ScoresDesign::new(rows.0, prevalence.0, *positives, *negatives, accounts.transpose()?)?;
    let form = form(arguments);
    let mut progress = Progress::new("rows", rows.0);
    let threads = available_parallelism().unwrap_or(NonZeroUsize::MIN);
    common.deliver(
        "scores.csv",
        out,
        |file| {
            write_scores(&design, common.seed, form, threads, file, &mut |done| progress.show(done))
        },
        |realised| {
            let parameters = Parameters { design: &design, form };
            let truth = ScoresTruth::new(&design, realised);
            Truth::new("simulate scores", common.seed, parameters, truth)
        },
    )
}

/// What scores are drawn from, and how they are written.
#[derive(Serialize)]
struct Parameters<'a> {
    #[serde(flatten)]
    design: &'a ScoresDesign,
    form: ScoreForm,
}

fn form(arguments: &ScoresArguments) -> ScoreForm {
    match (arguments.decimals, arguments.precision) {
        (Some(decimals), _) => ScoreForm::Decimals(decimals),
        (None, Precision::F64) => ScoreForm::F64,
        (None, Precision::F32) => ScoreForm::F32,
    }
}

fn decimals(text: &str) -> std::result::Result<u8, &'static str> {
    let number = text.parse().ok().filter(|number| *number <= 17);
    number.ok_or("expected a whole number from 0 to 17")
}

fn mean_rows(text: &str) -> std::result::Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| !number.is_nan());
    number.ok_or_else(|| no_number(text, "expected a number from 1 to 1000000, such as 2.5"))
}

/// Reads the law of a score: `normal:1.5,1`.
fn law(text: &str) -> std::result::Result<Law, String> {
    let expected = || {
        "expected normal:MEAN,SD, beta:ALPHA,BETA or t:LOCATION,SCALE,DEGREES, such as normal:1.5,1"
            .to_owned()
    };
    let (name, numbers) = text.split_once(':').ok_or_else(expected)?;
    let numbers: Option<Vec<f64>> = numbers.split(',').map(|n| n.trim().parse().ok()).collect();
    let law = match (name, numbers.as_deref()) {
        ("normal", Some(&[mean, sd])) => Law::normal(mean, sd),
        ("beta", Some(&[alpha, beta])) => Law::beta(alpha, beta),
        ("t", Some(&[location, scale, degrees])) => Law::student_t(location, scale, degrees),
        _ => return Err(expected()),
    };
    law.map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn laws_as_they_are_written() {
        for text in ["normal:1.5,1", "normal:-2,0.25", "beta:0.5,4", "t:0,1,3"] {
            assert_eq!(law(text).map(|law| law.to_string()), Ok(text.to_owned()));
        }
        for text in ["", "normal", "normal:1", "normal:1,2,3", "gauss:0,1", "beta:a,1", "t:0,1"] {
            assert!(law(text).is_err_and(|error| error.starts_with("expected")), "{text}");
        }
        let error = law("normal:0,-1").unwrap_err();
        assert!(error.starts_with("a standard deviation of -1, expected"), "{error}");
    }
}
