//! Options that choose thresholds.

use std::num::NonZeroU64;

use clap::Args;

use crate::cli::list::{List, list, list_of_counts};
use crate::cli::number::{Count, Share, Times, at_least_one, no_number};
use crate::error::Result;
use crate::evaluation::OperatingRule;
use crate::quantity::Probability;

/// Rules by which thresholds are chosen.
#[derive(Debug, Args)]
#[command(next_help_heading = "Thresholds")]
pub(super) struct Rules {
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
        value_parser = list(beta),
        allow_hyphen_values = true
    )]
    f_beta: Vec<List<Times>>,
}

impl Rules {
    pub(super) fn given(&self) -> Vec<OperatingRule> {
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
    pub(super) fn usual() -> Result<Vec<OperatingRule>> {
        Ok(vec![
            OperatingRule::Fpr(Probability::new(0.01)?),
            OperatingRule::Fpr(Probability::new(0.001)?),
            OperatingRule::Recall(Probability::new(0.9)?),
            OperatingRule::Youden,
            OperatingRule::FBeta(1.0),
        ])
    }
}

fn beta(text: &str) -> std::result::Result<Times, String> {
    text.parse().map_err(|_: String| no_number(text, "expected a number above 0, such as 0.5 or 2"))
}
