//! A scenario as a document and as CSV.

use super::rows;
use super::wording::{self, NONE, proportion, share};
use super::{Block, Column};
use crate::confusion;
use crate::error::Result;
use crate::evaluation::{Estimate, Outcome, Scenario, ScenarioRow};
use crate::quantity::Proportion;
use crate::quantity::display::{expected_number, grouped, one_in, short_percent};

/// Returns the scenario as a document: what a flag means, and what to expect.
#[must_use]
pub fn document(outcome: &Outcome<Scenario>) -> Vec<Block> {
    let scenario = &outcome.result;
    let level = short_percent(outcome.confidence);
    vec![
        Block::Heading(1, "Scenario".to_owned()),
        Block::List(detector(scenario, &level)),
        Block::Paragraph(break_even(scenario, &level)),
        Block::Heading(2, "What a flag, and no flag, means".to_owned()),
        meaning(scenario, &level),
        Block::Heading(2, format!("What to expect of {} items", grouped(scenario.volume))),
        expected(scenario, &level),
        Block::Heading(2, "Notes".to_owned()),
        Block::List(notes(scenario)),
    ]
}

/// The rates of the detector, each in a line.
fn detector(scenario: &Scenario, level: &str) -> Vec<String> {
    let line = |name: &str, rate: &Estimate| format!("{name}: {}", rate_text(rate, level));
    let mut lines = vec![line("recall", &scenario.recall)];
    if let Some((precision, test)) = scenario.precision.as_ref().zip(scenario.test_prevalence) {
        let test = if test < 0.01 { one_in(test) } else { short_percent(test) };
        lines.push(line(&format!("precision at a test prevalence of {test}"), precision));
        lines.push(line("false positive rate that follows", &scenario.fpr));
    } else {
        lines.push(line("false positive rate", &scenario.fpr));
    }
    lines
}

/// A rate with its counts and limits, where it has any.
pub(super) fn rate_text(rate: &Estimate, level: &str) -> String {
    let value = rate.estimate.map_or(NONE.to_owned(), share);
    let counts = rate.events.zip(rate.trials);
    let counts = counts.and_then(|(events, trials)| Proportion::new(events, trials));
    let counts = counts.map(|counts| format!(", {}", proportion(counts))).unwrap_or_default();
    match rate.lower.zip(rate.upper) {
        Some(ends) => {
            format!("{value}{counts} (limits, {level}: {})", wording::range(ends, share))
        }
        None => format!("{value}{counts}"),
    }
}

/// At which prevalence half of the flags are wrong, as a sentence.
#[must_use]
pub fn break_even(scenario: &Scenario, level: &str) -> String {
    let even = &scenario.break_even_prevalence;
    let limits = even.lower.zip(even.upper);
    match (even.estimate, limits) {
        (None, _) => format!("No flag is right or wrong: {}.", even.reason.unwrap_or("undefined")),
        (Some(0.0), None) => "No flag is wrong at any prevalence.".to_owned(),
        (Some(1.0), None) => "Every flag is wrong at any prevalence.".to_owned(),
        (Some(0.0), Some((_, upper))) => format!(
            "No wrong flag was counted; chance leaves open ({level}) that half of the flags are wrong at \
             prevalences up to {}.",
            share(upper)
        ),
        (Some(1.0), Some((lower, _))) => format!(
            "No right flag was counted; chance leaves open ({level}) that half of the flags are right \
             only at prevalences from {} on.",
            share(lower)
        ),
        (Some(prevalence), limits) => {
            let limits =
                limits.map(|ends| format!(" (limits, {level}: {})", wording::range(ends, share)));
            format!(
                "Half of the flags are wrong at a prevalence of {}{}; below it, most flags are.",
                share(prevalence),
                limits.unwrap_or_default()
            )
        }
    }
}

/// The predictive values by prevalence.
fn meaning(scenario: &Scenario, level: &str) -> Block {
    let with_limits = has_limits(scenario);
    let mut columns = vec![Column::text("prevalence")];
    for title in ["flags that are right (PPV)", "unflagged that are innocent (NPV)"] {
        columns.push(Column::number(title));
        if with_limits {
            columns.push(Column::number(format!("limits, {level}")));
        }
    }
    let row = |row: &ScenarioRow| {
        let mut fields = vec![row.text.clone()];
        for estimate in [&row.projection.ppv, &row.projection.npv] {
            fields.push(estimate.value().map_or(NONE.to_owned(), share));
            if with_limits {
                fields.push(limits(estimate, share).unwrap_or(NONE.to_owned()));
            }
        }
        fields
    };
    Block::Table { columns, rows: scenario.rows.iter().map(row).collect() }
}

/// The expected numbers by prevalence: side by side, or where they have limits one below the other.
fn expected(scenario: &Scenario, level: &str) -> Block {
    let prevalence = Column::text("prevalence");
    if has_limits(scenario) {
        let limits = Column::number(format!("limits, {level}"));
        let columns = vec![prevalence, Column::text("of them"), Column::number("number"), limits];
        let rows = scenario.rows.iter().flat_map(numbers_below).collect();
        return Block::Table { columns, rows };
    }
    let first = scenario.rows.first().map(numbers).unwrap_or_default();
    let names = first.into_iter().map(|(name, _)| Column::number(name));
    let columns = std::iter::once(prevalence).chain(names).collect();
    let row = |row: &ScenarioRow| -> Vec<String> {
        let numbers = numbers(row).into_iter().map(|(_, estimate)| number(estimate));
        std::iter::once(row.text.clone()).chain(numbers).collect()
    };
    Block::Table { columns, rows: scenario.rows.iter().map(row).collect() }
}

/// The expected numbers at one prevalence, with their names.
fn numbers(row: &ScenarioRow) -> Vec<(&'static str, &confusion::Estimate)> {
    let there = &row.projection;
    let mut numbers = vec![
        ("flags", &there.flags),
        ("right flags", &there.true_positives),
        ("wrong flags", &there.false_positives),
        ("missed", &there.missed),
    ];
    numbers.extend(row.review_hours.as_ref().map(|hours| ("reviewer-hours", hours)));
    numbers
}

/// A row for each expected number; the prevalence stands in the first.
fn numbers_below(row: &ScenarioRow) -> Vec<Vec<String>> {
    let field = |(place, (name, estimate)): (usize, (&'static str, &confusion::Estimate))| {
        vec![
            if place == 0 { row.text.clone() } else { String::new() },
            name.to_owned(),
            number(estimate),
            limits(estimate, expected_number).unwrap_or(NONE.to_owned()),
        ]
    };
    numbers(row).into_iter().enumerate().map(field).collect()
}

fn has_limits(scenario: &Scenario) -> bool {
    scenario.rows.iter().any(|row| row.projection.flags.limits().is_some())
}

fn number(estimate: &confusion::Estimate) -> String {
    estimate.value().map_or(NONE.to_owned(), expected_number)
}

fn limits(estimate: &confusion::Estimate, number: fn(f64) -> String) -> Option<String> {
    estimate.limits().map(|limits| wording::range((limits.lower, limits.upper), number))
}

/// The notes of the result, and why numbers in it are undefined.
fn notes(scenario: &Scenario) -> Vec<String> {
    let mut notes = scenario.notes.clone();
    for row in &scenario.rows {
        let reason = row.reason().map(|reason| format!("{NONE} at {}: {reason}.", row.text));
        notes.extend(reason);
    }
    notes
}

/// Returns the scenario as CSV: one row per prevalence, shares as fractions.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Scenario>) -> Result<String> {
    let scenario = &outcome.result;
    let with_limits = has_limits(scenario);
    let header = scenario.rows.first().map(|row| csv_header(row, with_limits));
    let rows = scenario.rows.iter().map(|row| csv_row(row, with_limits));
    rows::csv(header.into_iter().chain(rows))
}

fn csv_header(row: &ScenarioRow, with_limits: bool) -> Vec<String> {
    let names = row.quantities().into_iter().flat_map(|(name, _)| {
        let limits = [format!("{name}_lower"), format!("{name}_upper")];
        std::iter::once(name.to_owned()).chain(limits.into_iter().filter(move |_| with_limits))
    });
    names.chain(["reason".to_owned()]).collect()
}

fn csv_row(row: &ScenarioRow, with_limits: bool) -> Vec<String> {
    let text = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    let fields = row.quantities().into_iter().flat_map(|(_, estimate)| {
        let limits = estimate.limits();
        let limits = [limits.map(|limits| limits.lower), limits.map(|limits| limits.upper)];
        let limits = limits.into_iter().filter(move |_| with_limits);
        std::iter::once(estimate.value()).chain(limits).map(text)
    });
    fields.chain([row.reason().unwrap_or("").to_owned()]).collect()
}
