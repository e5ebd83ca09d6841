//! Layers of detection as a document and as CSV.

use super::scenario::rate_text;
use super::wording::{self, NONE, share};
use super::{Block, Column, rows};
use crate::error::Result;
use crate::evaluation::{LayerResult, Layers, LayersRow, Outcome, Spread, StageResult};
use crate::layering::Range;
use crate::quantity::display::{expected_number, grouped, short_percent};

/// Returns the layers as a document: what they are, what they do together, and what to expect.
#[must_use]
pub fn document(outcome: &Outcome<Layers>) -> Vec<Block> {
    let result = &outcome.result;
    let level = short_percent(outcome.confidence);
    let mut blocks = vec![
        Block::Heading(1, "Layers".to_owned()),
        Block::List(result.layers.iter().map(|layer| described(layer, &level)).collect()),
        Block::Heading(2, "What they do together".to_owned()),
        table(result.stages.iter().map(|stage| (stage.after.as_str(), rates(stage))), &level),
    ];
    for at in result.rows.chunk_by(|one, next| one.text == next.text) {
        let Some(first) = at.first() else { continue };
        let volume = grouped(result.volume);
        let title = format!("At a prevalence of {}, of {volume} items", first.text);
        blocks.push(Block::Heading(2, title));
        blocks.push(table(at.iter().map(|row| (row.after.as_str(), numbers(row))), &level));
    }
    if !result.notes.is_empty() {
        blocks.push(Block::Heading(2, "Notes".to_owned()));
        blocks.push(Block::List(result.notes.clone()));
    }
    blocks
}

/// A layer in one line.
fn described(layer: &LayerResult, level: &str) -> String {
    let join = match layer.join {
        None => "",
        Some("series") => ", in series (flags stand only if it confirms them)",
        Some(_) => ", in parallel (it adds flags)",
    };
    let share = if layer.share < 1.0 {
        format!(", handles {} of what reaches it", short_percent(layer.share))
    } else {
        String::new()
    };
    let measured = match (layer.join, layer.measured_on) {
        (None, _) => "",
        (_, "reached") => ", measured on what reached it",
        _ => ", measured on all items",
    };
    let (recall, fpr) = (rate_text(&layer.recall, level), rate_text(&layer.fpr, level));
    format!("{}{join}{share}{measured}: recall {recall}; false positive rate {fpr}", layer.layer)
}

/// A quantity with its name and how it is written.
type Quantity<'a> = (&'static str, &'a Spread, fn(f64) -> String);

fn rates(stage: &StageResult) -> Vec<Quantity<'_>> {
    vec![("recall", &stage.recall, share), ("false positive rate", &stage.fpr, share)]
}

fn numbers(row: &LayersRow) -> Vec<Quantity<'_>> {
    vec![
        ("flags that are wrong (FDR)", &row.fdr, share),
        ("flags", &row.flags, expected_number),
        ("right flags", &row.true_positives, expected_number),
        ("wrong flags", &row.false_positives, expected_number),
        ("missed", &row.missed, expected_number),
    ]
}

/// The quantities after each layer, one a row; the layer stands in the first of its rows.
fn table<'a>(after: impl Iterator<Item = (&'a str, Vec<Quantity<'a>>)>, level: &str) -> Block {
    let after: Vec<_> = after.collect();
    let ranges =
        || after.iter().flat_map(|(_, quantities)| quantities).filter_map(|(_, s, _)| s.range.ok());
    let shown = Shown {
        stated: ranges().any(|range| range.stated.is_some()),
        limits: ranges().any(|range| range.limits.is_some()),
    };
    let mut columns = vec![
        Column::text("after"),
        Column::text(""),
        Column::number("range"),
        Column::number("if independent"),
    ];
    columns.extend(shown.stated.then(|| Column::number("as stated")));
    columns.extend(shown.limits.then(|| Column::number(format!("limits, {level}"))));
    let row = |place: usize, layer: &str, quantity: &Quantity<'_>| {
        let layer = if place == 0 { layer.to_owned() } else { String::new() };
        [vec![layer], shown.fields(quantity)].concat()
    };
    let rows = after.iter().flat_map(|(layer, quantities)| {
        quantities.iter().enumerate().map(move |(place, quantity)| row(place, layer, quantity))
    });
    Block::Table { columns, rows: rows.collect() }
}

/// Which columns a table has beside the range and independence.
#[derive(Clone, Copy)]
struct Shown {
    stated: bool,
    limits: bool,
}

impl Shown {
    fn fields(self, (name, spread, number): &Quantity<'_>) -> Vec<String> {
        let value = |value: Option<f64>| value.map_or(NONE.to_owned(), number);
        let range = spread.range.ok();
        let mut fields = vec![
            (*name).to_owned(),
            range.map_or_else(|| reason(spread), |range| ends(&range, *number)),
            value(range.map(|range| range.independent)),
        ];
        fields.extend(self.stated.then(|| value(range.and_then(|range| range.stated))));
        let limits = range.and_then(|range| range.limits);
        let limits = limits.map(|l| wording::range((l.lower, l.upper), *number));
        fields.extend(self.limits.then(|| limits.unwrap_or(NONE.to_owned())));
        fields
    }
}

fn ends(range: &Range, number: fn(f64) -> String) -> String {
    wording::range((range.lower, range.upper), number)
}

fn reason(spread: &Spread) -> String {
    format!("{NONE}: {}", spread.range.err().unwrap_or("undefined"))
}

/// Returns the layers as CSV: one row per prevalence, layer and quantity, shares as fractions; the joint
/// rates have no prevalence.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Layers>) -> Result<String> {
    let result = &outcome.result;
    let header = [
        "prevalence",
        "after",
        "quantity",
        "lower",
        "upper",
        "independent",
        "stated",
        "confidence_lower",
        "confidence_upper",
        "reason",
    ];
    let header = header.map(str::to_owned).to_vec();
    let stages = result.stages.iter().flat_map(|stage| {
        let rates = [("recall", &stage.recall), ("fpr", &stage.fpr)];
        rates.map(|(name, spread)| csv_row(None, &stage.after, name, spread))
    });
    let numbers = result.rows.iter().flat_map(|row| {
        let quantities = [
            ("fdr", &row.fdr),
            ("true_positives", &row.true_positives),
            ("false_positives", &row.false_positives),
            ("flags", &row.flags),
            ("missed", &row.missed),
        ];
        quantities.map(|(name, spread)| csv_row(Some(row.prevalence), &row.after, name, spread))
    });
    rows::csv(std::iter::once(header).chain(stages).chain(numbers))
}

fn csv_row(prevalence: Option<f64>, after: &str, name: &str, spread: &Spread) -> Vec<String> {
    let text = |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
    let range = spread.range.ok();
    let limits = range.and_then(|range| range.limits);
    vec![
        text(prevalence),
        after.to_owned(),
        name.to_owned(),
        text(range.map(|range| range.lower)),
        text(range.map(|range| range.upper)),
        text(range.map(|range| range.independent)),
        text(range.and_then(|range| range.stated)),
        text(limits.map(|limits| limits.lower)),
        text(limits.map(|limits| limits.upper)),
        spread.range.err().unwrap_or("").to_owned(),
    ]
}
