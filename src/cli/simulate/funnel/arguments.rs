//! The arguments of `baserate simulate funnel`.

use std::num::NonZeroU64;

use clap::Args;

use crate::cli::number::no_number;
use crate::cli::simulate::{Common, Count, Share, at_least_one, draws};
use crate::disclosure::{Period, Stage, Unit};
use crate::simulation::funnel::FunnelDisclosure;

/// Draw a disclosure funnel, in the layout that audit reads.
///
/// Items are scanned, flagged, reviewed, acted against, appealed, reversed and audited, each
/// independently of all others. What can be printed of that goes to figures.csv; the truth, which no
/// provider knows, goes to truth.json beside it.
#[derive(Debug, Args)]
pub(in crate::cli) struct FunnelArguments {
    #[command(flatten)]
    pub(super) detector: DetectorArguments,
    #[command(flatten)]
    pub(super) review: ReviewArguments,
    #[command(flatten)]
    pub(super) appeals: AppealArguments,
    #[command(flatten)]
    pub(super) audits: AuditArguments,
    #[command(flatten)]
    pub(super) printing: PrintingArguments,
    /// How many funnels are drawn; of several, each is a service of its own.
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = draws,
        default_value = "1",
        allow_hyphen_values = true,
        help_heading = "Draws and output"
    )]
    pub(super) draws: NonZeroU64,
    #[command(flatten, next_help_heading = "Draws and output")]
    pub(super) common: Common,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "The detector")]
pub(super) struct DetectorArguments {
    /// How many items are scanned, such as 12.3e9.
    #[arg(long, value_name = "COUNT", allow_hyphen_values = true)]
    pub(super) volume: Count,
    /// The probability that an item is violating.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub(super) prevalence: Share,
    /// The probability that a violating item is flagged.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub(super) recall: Share,
    /// The probability that an innocent item is flagged.
    #[arg(long, value_name = "SHARE", allow_hyphen_values = true)]
    pub(super) fpr: Share,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Review before action")]
pub(super) struct ReviewArguments {
    /// The probability that a flag is reviewed. What is confirmed is acted against, what is rejected is
    /// not.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) review_share: Share,
    /// The probability that a reviewer confirms a flag on an innocent item.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) confirm_innocent: Share,
    /// The probability that a reviewer rejects a flag on a violating item.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) reject_violating: Share,
    /// The probability that a flag is acted against where it was not reviewed.
    #[arg(long, value_name = "SHARE", default_value = "1", allow_hyphen_values = true)]
    pub(super) act_unreviewed: Share,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Appeals and reversals")]
pub(super) struct AppealArguments {
    /// The probability that an action against a violating item is appealed.
    #[arg(long, value_name = "SHARE", default_value = "0.01", allow_hyphen_values = true)]
    pub(super) appeal_rate: Share,
    /// κ: the odds of an appeal where the item is innocent, over the odds where it is violating.
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = kappa,
        default_value = "1",
        allow_hyphen_values = true
    )]
    pub(super) kappa: f64,
    /// The probability that an appeal is never decided.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) omitted_share: Share,
    /// The probability that any other appeal is not yet decided.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) pending_share: Share,
    /// s: the probability that an appeal about an innocent item succeeds, once decided.
    #[arg(long, value_name = "SHARE", default_value = "1", allow_hyphen_values = true)]
    pub(super) rereview_sensitivity: Share,
    /// f: the probability that an appeal about a violating item succeeds, once decided.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) false_reversal: Share,
    /// The probability that an action against an innocent item is reversed without an appeal.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) unprompted_reversal: Share,
    /// The probability that an action against a violating item is reversed without an appeal.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) unprompted_false_reversal: Share,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "Audits")]
pub(super) struct AuditArguments {
    /// Audit this many of the actions that were neither appealed nor reversed, at random; all where there
    /// are fewer.
    #[arg(long, value_name = "COUNT", default_value = "0", allow_hyphen_values = true)]
    pub(super) audit: Count,
    /// Audit this many of the items that were not flagged, at random; all where there are fewer.
    #[arg(long, value_name = "COUNT", default_value = "0", allow_hyphen_values = true)]
    pub(super) audit_unflagged: Count,
    /// The probability that an audit overlooks an error that is in its sample.
    #[arg(long, value_name = "SHARE", default_value = "0", allow_hyphen_values = true)]
    pub(super) audit_overlooks: Share,
}

#[derive(Debug, Args)]
#[command(next_help_heading = "What is printed")]
pub(super) struct PrintingArguments {
    /// Print only these stages, separated by commas; all in which something can happen without this.
    #[arg(long, value_name = "STAGE", value_delimiter = ',', value_parser = stage)]
    pub(super) stages: Option<Vec<Stage>>,
    /// Round figures to multiples of this number.
    #[arg(
        long,
        value_name = "NUMBER",
        value_parser = at_least_one,
        conflicts_with = "significant_digits",
        allow_hyphen_values = true
    )]
    pub(super) round_to: Option<NonZeroU64>,
    /// Round figures to so many significant digits.
    #[arg(long, value_name = "NUMBER", value_parser = at_least_one, allow_hyphen_values = true)]
    pub(super) significant_digits: Option<NonZeroU64>,
    /// What is counted: item, account, report, conversation or decision.
    #[arg(long, value_name = "UNIT", default_value = "item", value_parser = unit)]
    pub(super) unit: Unit,
    /// The year that the figures are said to be about.
    #[arg(long, value_name = "YEAR", default_value = "2024", value_parser = year)]
    pub(super) year: Period,
}

fn stage(text: &str) -> std::result::Result<Stage, String> {
    let stage = Stage::from_word(text).filter(|stage| FunnelDisclosure::STAGES.contains(stage));
    stage.ok_or_else(|| {
        let words = FunnelDisclosure::STAGES.map(Stage::word);
        format!("expected one of {}", words.join(", "))
    })
}

fn kappa(text: &str) -> std::result::Result<f64, String> {
    let number = text.parse::<f64>().ok().filter(|number| number.is_finite() && *number >= 0.0);
    number.ok_or_else(|| no_number(text, "expected one number of at least 0, such as 5"))
}

fn unit(text: &str) -> std::result::Result<Unit, String> {
    let words: Vec<&str> = Unit::ALL.iter().map(|unit| unit.word()).collect();
    Unit::from_word(text).ok_or_else(|| format!("expected one of {}", words.join(", ")))
}

fn year(text: &str) -> std::result::Result<Period, String> {
    let period = text.parse().ok().filter(|year| (1000..=9999).contains(year));
    period
        .and_then(Period::calendar_year)
        .ok_or_else(|| "expected a year from 1000 to 9999".to_owned())
}
