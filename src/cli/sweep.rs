//! `baserate sweep`.

use std::io::Write;
use std::num::NonZeroU64;
use std::path::PathBuf;

use clap::Args;

use super::Ending;
use super::args::{Level, confidence};
use super::list::{List, list, list_of_counts};
use super::number::{Count, Share, Times, at_least_one};
use super::output::Delivery;
use super::prevalence::prevalence;
use super::score_files::ScoreFiles;
use crate::error::{Error, Result};
use crate::evaluation::{self, OperatingRule, PrevalenceGiven, Split, SweepOptions};
use crate::export;
use crate::quantity::{Confidence, Probability};

/// Sweep the threshold over scores with labels: areas under the curves, and operating points.
///
/// Without a rule for a threshold, some usual ones are taken: FPR 1 % and 0.1 %, recall 90 %, Youden's J and
/// F1.
#[derive(Debug, Args)]
pub(super) struct SweepArguments {
    #[command(flatten)]
    scores: ScoreFiles,
    /// The area under the ROC curve between two false positive rates, too, such as 0..0.1.
    #[arg(long, value_name = "LOW..HIGH", value_parser = range, allow_hyphen_values = true)]
    partial_auc: Option<(Probability, Probability)>,
    /// Carry precision, and rules for it, for flags a day, costs and F, to a stream of which this share is
    /// violating: 0.001, 0.1%, 1 in 1000 or 31 of 8000000.
    #[arg(long, value_name = "SHARE", value_parser = prevalence, allow_hyphen_values = true)]
    prevalence: Option<PrevalenceGiven>,
    /// Take thresholds that keep their false positive rate, recall or precision on new data with this
    /// confidence, rather than those that look best on these rows (Learn then Test). For precision, --split is
    /// needed.
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
    /// The seed of that chance.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "split")]
    seed: u64,
    /// Write the curves to this file, too: CSV, a row for every threshold at which one bends.
    #[arg(long, value_name = "PATH")]
    curve: Option<PathBuf>,
    #[command(flatten)]
    delivery: Delivery,
    #[command(flatten)]
    level: Level,
    #[command(flatten)]
    rules: Rules,
}

/// Rules by which thresholds are chosen.
#[derive(Debug, Args)]
#[command(next_help_heading = "Thresholds")]
struct Rules {
    /// The most recall with a false positive rate of at most this; several separated by commas.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = list(str::parse::<Share>),
        allow_hyphen_values = true
    )]
    fpr: Vec<List<Share>>,
    /// The lowest false positive rate with a recall of at least this.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = list(str::parse::<Share>),
        allow_hyphen_values = true
    )]
    recall: Vec<List<Share>>,
    /// The most recall with a precision of at least this.
    #[arg(
        long,
        value_name = "SHARE",
        value_parser = list(str::parse::<Share>),
        allow_hyphen_values = true
    )]
    precision: Vec<List<Share>>,
    /// The most recall with at most so many flags a day, of --volume-per-day items.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = list_of_counts(str::parse::<Count>),
        allow_hyphen_values = true,
        requires = "volume_per_day"
    )]
    flags_per_day: Vec<List<Count>>,
    /// How many items there are a day.
    #[arg(
        long,
        value_name = "COUNT",
        value_parser = at_least_one,
        allow_hyphen_values = true,
        requires = "flags_per_day"
    )]
    volume_per_day: Option<NonZeroU64>,
    /// The lowest cost, where a missed item costs so many times what a wrong flag does.
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = list(str::parse::<Times>),
        allow_hyphen_values = true
    )]
    cost_ratio: Vec<List<Times>>,
    /// The highest recall minus false positive rate.
    #[arg(long)]
    youden: bool,
    /// The highest F, with recall so many times as important as precision.
    #[arg(
        long,
        value_name = "BETA",
        value_parser = list(str::parse::<Times>),
        allow_hyphen_values = true
    )]
    f_beta: Vec<List<Times>>,
}

impl Rules {
    fn given(&self) -> Vec<OperatingRule> {
        let shares = |given: &[List<Share>], rule: fn(Probability) -> OperatingRule| {
            List::joined(given).into_iter().map(move |Share(share)| rule(share))
        };
        let times = |given: &[List<Times>], rule: fn(f64) -> OperatingRule| {
            List::joined(given).into_iter().map(move |Times(times)| rule(times))
        };
        let mut rules: Vec<OperatingRule> = shares(&self.fpr, OperatingRule::Fpr).collect();
        rules.extend(shares(&self.recall, OperatingRule::Recall));
        rules.extend(shares(&self.precision, OperatingRule::Precision));
        if let Some(volume) = self.volume_per_day {
            let rule = |Count(flags): Count| OperatingRule::FlagsPerDay { flags, volume };
            rules.extend(List::joined(&self.flags_per_day).into_iter().map(rule));
        }
        rules.extend(times(&self.cost_ratio, OperatingRule::CostRatio));
        rules.extend(self.youden.then_some(OperatingRule::Youden));
        rules.extend(times(&self.f_beta, OperatingRule::FBeta));
        rules
    }

    /// Some usual rules.
    fn usual() -> Result<Vec<OperatingRule>> {
        Ok(vec![
            OperatingRule::Fpr(Probability::new(0.01)?),
            OperatingRule::Fpr(Probability::new(0.001)?),
            OperatingRule::Recall(Probability::new(0.9)?),
            OperatingRule::Youden,
            OperatingRule::FBeta(1.0),
        ])
    }
}

pub(super) fn run(arguments: &SweepArguments, out: &mut impl Write) -> Result<Ending> {
    let given = arguments.rules.given();
    let mut usual = Rules::usual()?;
    if arguments.guarantee.is_some() {
        usual.retain(|rule| matches!(rule, OperatingRule::Fpr(_) | OperatingRule::Recall(_)));
    }
    let options = SweepOptions {
        scores: arguments.scores.options(arguments.delivery.is_json()),
        rules: if given.is_empty() { usual } else { given },
        partial: arguments.partial_auc,
        prevalence: arguments.prevalence.clone(),
        guarantee: arguments.guarantee,
        split: arguments.split.map(|Share(share)| Split { share, seed: arguments.seed }),
        confidence: arguments.level.confidence,
    };
    let ScoreFiles { files, .. } = &arguments.scores;
    let outcome =
        arguments.scores.with_progress(|progress| evaluation::sweep(files, &options, progress))?;
    if let Some(path) = &arguments.curve {
        if outcome.result.positives == 0 || outcome.result.negatives == 0 {
            let why = outcome.result.auc.estimate.reason.unwrap_or("there is none");
            return Err(Error::request(format!("no curve for --curve: {why}")));
        }
        export::write_whole_by(path, |file| {
            export::sweep::write_curve(&outcome.result.ranking, file)
        })?;
    }
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
