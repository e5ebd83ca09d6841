//! Operating points as a table.

use super::bounds::of_attained;
use super::limits;
use crate::evaluation::{Estimate, OperatingPoint, OperatingRule, Sweep};
use crate::export::wording::{self, NONE, share};
use crate::export::{Block, Column};
use crate::quantity::display::{SPACE, grouped, rate, short_percent};
use crate::quantity::{Probability, Proportion};

/// A row for each rate of each point; the rule stands in the first, the threshold in the second.
pub(super) fn operating_points(sweep: &Sweep, level: &str) -> Block {
    let columns = vec![
        Column::text("rule, threshold"),
        Column::text("rate"),
        Column::number("value"),
        Column::text("from"),
        Column::number(format!("limits, {level}")),
    ];
    let is_weighted = sweep.design.as_ref().is_some_and(|design| design.weights.is_some());
    let at = sweep.prevalence_given.as_ref().map(|given| format!("precision at {}", given.text));
    let rows =
        sweep.operating_points.iter().flat_map(|point| rates(point, at.as_deref(), is_weighted));
    Block::Table { columns, rows: rows.collect() }
}

fn rates(
    point: &OperatingPoint,
    at_prevalence: Option<&str>,
    is_weighted: bool,
) -> Vec<Vec<String>> {
    let Some(threshold) = point.threshold else {
        let why = point.reason.unwrap_or(NONE).to_owned();
        let none = || NONE.to_owned();
        let first = vec![point_words(point), none(), none(), why, none()];
        return [first].into_iter().chain(if_finer(point)).collect();
    };
    let weighted = if is_weighted { ", weighted" } else { "" };
    let moved = at_prevalence.zip(point.ppv_at_prevalence.as_ref());
    let rates = [("recall", &point.recall), ("FPR", &point.fpr), ("precision", &point.precision)];
    let row = |(place, (name, rate)): (usize, (&str, &Estimate))| {
        let rule_or_threshold = match place {
            0 => point_words(point),
            1 => format!("≥{SPACE}{threshold:?}"),
            _ => String::new(),
        };
        let sampled = || rate.sampled_events.zip(rate.sampled_trials);
        let counts = rate.events.zip(rate.trials).or_else(sampled);
        let counts = counts.and_then(|(events, trials)| Proportion::new(events, trials));
        vec![
            rule_or_threshold,
            name.to_owned(),
            rate.estimate.map_or(NONE.to_owned(), share),
            counts.map_or(rate.method.to_string(), |counts| wording::proportion(counts) + weighted),
            limits(rate, share).unwrap_or(NONE.to_owned()),
        ]
    };
    rates.into_iter().chain(moved).enumerate().map(row).chain(if_finer(point)).collect()
}

/// What finer thresholds could attain, where scores fell into bins.
fn if_finer(point: &OperatingPoint) -> Option<Vec<String>> {
    let (name, range) = of_attained(point.discretisation.as_ref()?);
    Some(vec![String::new(), name, range, "bounds".to_owned(), NONE.to_owned()])
}

/// Returns what a threshold was chosen by, and with which guarantee.
#[must_use]
pub fn point_words(point: &OperatingPoint) -> String {
    let words = rule_words(point);
    match point.guarantee {
        Some(level) => format!("{words}, guaranteed with {}", short_percent(level)),
        None => words,
    }
}

/// Returns what a threshold is chosen by, and where that holds: `precision at least 60 % at 1e-2`.
#[must_use]
pub fn rule_words(point: &OperatingPoint) -> String {
    let words = words(point.rule);
    let Some(given) = &point.at_prevalence else { return words };
    let comma = match point.rule {
        OperatingRule::Precision(_) | OperatingRule::FBeta(_) => "",
        _ => ",",
    };
    format!("{words}{comma} at {}", given.text.replace(' ', &SPACE.to_string()))
}

fn words(rule: OperatingRule) -> String {
    match rule {
        OperatingRule::Fpr(most) => format!("FPR at most {}", limit(most)),
        OperatingRule::Recall(least) => format!("recall at least {}", limit(least)),
        OperatingRule::Precision(least) => format!("precision at least {}", limit(least)),
        OperatingRule::FlagsPerDay { flags, volume } => {
            format!("at most {} flags a day, of {} items", grouped(flags), grouped(volume.get()))
        }
        OperatingRule::CostRatio(ratio) => format!("least cost, a miss {ratio} times a wrong flag"),
        OperatingRule::Youden => "highest recall minus FPR (Youden)".to_owned(),
        OperatingRule::FBeta(beta) => format!("highest F{beta}"),
    }
}

/// A share as it was asked for.
pub(super) fn limit(share: Probability) -> String {
    if share.get() < 1e-4 { rate(share.get()) } else { short_percent(share.get()) }
}
