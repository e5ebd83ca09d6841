//! Areas and operating points as a document and as CSV, and curves as CSV.

use std::io::{self, Write};

use super::rows;
use super::wording::{self, NONE, share};
use super::{Block, Column};
use crate::confusion::ConfusionMatrix;
use crate::curve::points;
use crate::error::Result;
use crate::evaluation::{Estimate, OperatingPoint, OperatingRule, Outcome, Sweep};
use crate::quantity::display::{grouped, rate, short_percent};
use crate::quantity::{Probability, Proportion};
use crate::tally::Ranking;

/// Returns the sweep as a document.
#[must_use]
pub fn document(outcome: &Outcome<Sweep>) -> Vec<Block> {
    let (sweep, level) = (&outcome.result, short_percent(outcome.confidence));
    let mut blocks = vec![
        Block::Heading(1, "Sweep".to_owned()),
        Block::Paragraph(format!(
            "{} positives and {} negatives.",
            grouped(sweep.positives),
            grouped(sweep.negatives)
        )),
        Block::Heading(2, "Areas".to_owned()),
        areas(sweep, &level),
    ];
    if !sweep.operating_points.is_empty() {
        blocks.push(Block::Heading(2, "Operating points".to_owned()));
        blocks.push(operating_points(sweep, &level));
    }
    let findings = outcome.findings.iter().map(|finding| finding.message.clone());
    blocks.push(Block::Heading(2, "Notes".to_owned()));
    blocks.push(Block::List(findings.chain(sweep.notes.iter().cloned()).collect()));
    blocks
}

fn areas(sweep: &Sweep, level: &str) -> Block {
    let estimate = |name: &str, estimate: &Estimate| {
        vec![
            name.to_owned(),
            estimate.estimate.map_or(NONE.to_owned(), area),
            estimate.reason.map_or(estimate.method.to_string(), str::to_owned),
            limits(estimate, area).unwrap_or(NONE.to_owned()),
        ]
    };
    let without = |name: String, value: Option<f64>, why: Option<&str>| {
        let why = why.unwrap_or(NONE).to_owned();
        vec![name, value.map_or(NONE.to_owned(), area), why, NONE.to_owned()]
    };
    let mut rows = vec![
        estimate("area under the ROC curve (AUC)", &sweep.auc.estimate),
        estimate("AUC, with limits that always hold", &sweep.auc_bound),
    ];
    if let Some(part) = &sweep.partial_auc {
        let range = wording::range((part.fpr_from, part.fpr_to), short_percent);
        let name = format!("partial AUC, FPR {range}");
        rows.push(without(name, part.area.estimate, part.area.reason));
        rows.push(without(
            "the same, standardised".to_owned(),
            part.standardised,
            part.area.reason,
        ));
    }
    rows.push(estimate("average precision", &sweep.average_precision));
    let equal = &sweep.equal_error_rate;
    rows.push(vec![
        "equal error rate".to_owned(),
        equal.estimate.map_or(NONE.to_owned(), share),
        equal.reason.unwrap_or(NONE).to_owned(),
        NONE.to_owned(),
    ]);
    let columns = vec![
        Column::text("quantity"),
        Column::number("value"),
        Column::text("method"),
        Column::number(format!("limits, {level}")),
    ];
    Block::Table { columns, rows }
}

/// An area with four decimals, or with as many as tell it from 1.
fn area(value: f64) -> String {
    let text = |decimals: usize| format!("{value:.decimals$}");
    let told_apart = |text: &String| !text.starts_with('1') || value >= 1.0;
    (4..=15).map(text).find(told_apart).unwrap_or_else(|| text(15))
}

/// A row for each rate of each point; the rule stands in the first.
fn operating_points(sweep: &Sweep, level: &str) -> Block {
    let columns = vec![
        Column::text("rule"),
        Column::number("threshold"),
        Column::text("rate"),
        Column::number("value"),
        Column::text("from"),
        Column::number(format!("limits, {level}")),
    ];
    let at = sweep.prevalence_given.as_ref().map(|given| format!("precision at {}", given.text));
    let rows = sweep.operating_points.iter().flat_map(|point| rates(point, at.as_deref()));
    Block::Table { columns, rows: rows.collect() }
}

fn rates(point: &OperatingPoint, at_prevalence: Option<&str>) -> Vec<Vec<String>> {
    let Some(threshold) = point.threshold else {
        let why = point.reason.unwrap_or(NONE).to_owned();
        let none = || NONE.to_owned();
        return vec![vec![words(point), none(), none(), none(), why, none()]];
    };
    let moved = at_prevalence.zip(point.ppv_at_prevalence.as_ref());
    let rates = [("recall", &point.recall), ("FPR", &point.fpr), ("precision", &point.precision)];
    let row = |(place, (name, rate)): (usize, (&str, &Estimate))| {
        let is_first = place == 0;
        let first = |text: String| if is_first { text } else { String::new() };
        let counts = rate.events.zip(rate.trials);
        let counts = counts.and_then(|(events, trials)| Proportion::new(events, trials));
        vec![
            first(words(point)),
            first(format!("{threshold:?}")),
            name.to_owned(),
            rate.estimate.map_or(NONE.to_owned(), share),
            counts.map_or(rate.method.to_string(), wording::proportion),
            limits(rate, share).unwrap_or(NONE.to_owned()),
        ]
    };
    rates.into_iter().chain(moved).enumerate().map(row).collect()
}

fn words(point: &OperatingPoint) -> String {
    let words = rule_words(point.rule);
    match point.guarantee {
        Some(level) => format!("{words}, guaranteed with {}", short_percent(level)),
        None => words,
    }
}

fn rule_words(rule: OperatingRule) -> String {
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
fn limit(share: Probability) -> String {
    if share.get() < 1e-4 { rate(share.get()) } else { short_percent(share.get()) }
}

fn limits(estimate: &Estimate, number: fn(f64) -> String) -> Option<String> {
    estimate.lower.zip(estimate.upper).map(|limits| wording::range(limits, number))
}

/// Returns the operating points as CSV: one row each, shares as fractions.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Sweep>) -> Result<String> {
    let sweep = &outcome.result;
    let moves = sweep.prevalence.is_some();
    let mut names = vec!["recall", "fpr", "precision"];
    names.extend(moves.then_some("ppv_at_prevalence"));
    let header =
        ["rule", "guarantee", "threshold", "tp", "fp", "fn", "tn"].map(str::to_owned).into_iter();
    let rates =
        names.iter().flat_map(|name| ["", "_lower", "_upper"].map(|end| format!("{name}{end}")));
    let header = header.chain(rates).chain(["reason".to_owned()]).collect();
    rows::csv(std::iter::once(header).chain(sweep.operating_points.iter().map(row)))
}

fn row(point: &OperatingPoint) -> Vec<String> {
    let number = |number: Option<f64>| number.map_or(String::new(), |number| format!("{number:?}"));
    let rates = [&point.recall, &point.fpr, &point.precision].into_iter();
    let rates = rates
        .chain(&point.ppv_at_prevalence)
        .flat_map(|rate| [rate.estimate, rate.lower, rate.upper].map(number));
    let counts = point.counts.map_or([const { String::new() }; 4], |matrix| cells(&matrix));
    let start = [point.rule.name(), number(point.guarantee), number(point.threshold)].into_iter();
    start.chain(counts).chain(rates).chain([point.reason.unwrap_or("").to_owned()]).collect()
}

fn cells(matrix: &ConfusionMatrix) -> [String; 4] {
    [
        matrix.true_positives(),
        matrix.false_positives(),
        matrix.false_negatives(),
        matrix.true_negatives(),
    ]
    .map(|count| count.to_string())
}

/// Writes the curves as CSV: a row for every threshold at which one of them bends, the highest first, with
/// its counts and rates. ROC is `fpr` and `recall`, precision–recall `recall` and `precision`, DET `fpr` and
/// `fnr`; a rate that is undefined is empty.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_curve(ranking: &Ranking, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "threshold,tp,fp,fn,tn,fpr,recall,precision,fnr")?;
    for point in points(ranking) {
        let matrix = &point.matrix;
        write!(out, "{:?},{}", point.threshold, cells(matrix).join(","))?;
        for rate in [matrix.fpr(), matrix.recall(), matrix.precision(), matrix.fnr()] {
            match rate.map(Proportion::estimate) {
                Ok(rate) => write!(out, ",{rate:?}")?,
                Err(_) => write!(out, ",")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
