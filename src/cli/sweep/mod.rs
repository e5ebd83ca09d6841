//! `baserate sweep`.

mod calibration;
mod curves;
mod pictures;
mod resampling;
mod rules;

use std::io::Write;

use clap::{ArgGroup, Args};

use super::Ending;
use super::args::{Level, confidence};
use super::number::Share;
use super::output::Delivery;
use super::prevalence::prevalence;
use super::score_files::{KeyColumns, ScoreFiles};
use crate::error::Result;
use crate::evaluation::{self, OperatingRule, PrevalenceGiven, Split, SweepOptions};
use crate::export;
use crate::quantity::{Confidence, Probability};
use calibration::CalibrationRequest;
use curves::CurveFiles;
use pictures::Pictures;
use resampling::ResamplingRequest;
use rules::Rules;

/// Sweep the threshold over scores with labels: areas under the curves, and operating points.
///
/// Without a rule for a threshold, some usual ones are taken: FPR 1 % and 0.1 %, recall 90 %, Youden's J and
/// F1.
#[derive(Debug, Args)]
#[command(group(ArgGroup::new("chance").args(["split", "bootstrap"]).multiple(true)))]
#[command(group(ArgGroup::new("probabilities").multiple(true)))]
pub(super) struct SweepArguments {
    #[command(flatten)]
    scores: ScoreFiles,
    #[command(flatten)]
    keys: KeyColumns,
    /// The area under the ROC curve between two false positive rates, too, such as 0..0.1.
    #[arg(long, value_name = "LOW..HIGH", value_parser = range, allow_hyphen_values = true)]
    partial_auc: Option<(Probability, Probability)>,
    /// Carry precision, and rules for it, for flags a day, costs and F, to a stream of which this share is
    /// violating: 0.001, 0.1%, 1 in 1000 or 31 of 8000000.
    #[arg(long, value_name = "SHARE", value_parser = prevalence, allow_hyphen_values = true)]
    prevalence: Option<PrevalenceGiven>,
    /// Take thresholds whose true false positive rate, recall or precision is as asked for with this confidence,
    /// each for itself, rather than those that look best on these rows (Learn then Test). Precision needs --split,
    /// and is guaranteed for the share of positives of these rows, without --prevalence.
    #[arg(long, value_name = "LEVEL", value_parser = confidence, allow_hyphen_values = true)]
    guarantee: Option<Confidence>,
    /// Choose thresholds on this share of the rows, drawn by chance, and count their rates on the rest; half
    /// without a number.
    #[arg(
        long,
        value_name = "SHARE",
        num_args = 0..=1,
        default_missing_value = "0.5",
        value_parser = split_share
    )]
    split: Option<Share>,
    /// The seed of the chance of --split and of --bootstrap.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "chance")]
    seed: u64,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    level: Level,
    #[command(flatten)]
    rules: Rules,
    #[command(flatten)]
    resampling: ResamplingRequest,
    #[command(flatten)]
    curves: CurveFiles,
    #[command(flatten)]
    calibration: CalibrationRequest,
    #[command(flatten)]
    pictures: Pictures,
}

pub(super) fn run(arguments: &SweepArguments, out: &mut impl Write) -> Result<Ending> {
    let pictures = &arguments.pictures;
    pictures.check()?;
    let given = arguments.rules.given();
    let mut usual = Rules::usual()?;
    if arguments.guarantee.is_some() {
        usual.retain(|rule| matches!(rule, OperatingRule::Fpr(_) | OperatingRule::Recall(_)));
    }
    let options = SweepOptions {
        scores: arguments
            .scores
            .options(&arguments.keys, arguments.delivery.is_json() || pictures.has_report()),
        rules: if given.is_empty() { usual } else { given },
        partial: arguments.partial_auc,
        prevalence: arguments.prevalence.clone(),
        guarantee: arguments.guarantee,
        split: arguments.split.map(|Share(share)| Split { share, seed: arguments.seed }),
        bootstrap: arguments.resampling.options(arguments.seed),
        calibration: arguments.calibration.bins(),
        decision: arguments.curves.has_decision(),
        trained_at: arguments.calibration.trained_at(),
        keeps_tally: pictures.are_wanted(),
        confidence: arguments.level.confidence,
    };
    let ScoreFiles { files, .. } = &arguments.scores;
    let resampled = arguments.resampling.progress();
    let outcome = arguments.scores.with_progress(|progress| {
        evaluation::sweep(files, &options, progress, &|more| resampled.add(more))
    })?;
    drop(resampled);
    arguments.curves.write(&outcome.result, arguments.level.confidence)?;
    arguments.calibration.write(&outcome.result)?;
    pictures.write(&outcome)?;
    arguments.delivery.deliver(&outcome, export::sweep::document, export::sweep::csv, out)?;
    Ok(Ending::Done)
}

/// A share of the rows that leaves some on either side.
fn split_share(text: &str) -> std::result::Result<Share, String> {
    let share = text.parse().ok().filter(|Share(share)| share.get() > 0.0 && share.get() < 1.0);
    share.ok_or_else(|| "expected a share above 0 and below 1, such as 0.5".to_owned())
}

fn range(text: &str) -> std::result::Result<(Probability, Probability), String> {
    let end = |text: &str| text.parse().ok().map(|Share(share)| share);
    let range = text.split_once("..").and_then(|(low, high)| end(low).zip(end(high)));
    range.filter(|(low, high)| low < high).ok_or_else(|| {
        "expected two shares from 0 to 1, the lower first, such as 0..0.1".to_owned()
    })
}
