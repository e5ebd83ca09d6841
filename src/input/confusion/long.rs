//! One count a row, with its truth and its decision.

use std::collections::BTreeMap;

use super::weight::Weights;
use super::{Counted, DISTINGUISH, LONG, PositiveClass, count, identity, too_many};
use crate::confusion::Labels;
use crate::error::{Error, Result};
use crate::input::table::{Row, Table};
use crate::quantity::WeightedCount;

/// The counts of one system while its rows are read.
#[derive(Default)]
struct Collected<'a> {
    /// The first line.
    line: u64,
    seen: BTreeMap<(&'a str, &'a str), u64>,
    total: u64,
    cells: BTreeMap<(bool, bool), WeightedCount>,
}

pub(super) fn rows(
    table: &Table,
    positive: Option<&PositiveClass>,
    weights: Weights<'_>,
) -> Result<Vec<Counted>> {
    table.check(LONG)?;
    let names = weights.labels(table, LONG);
    let mut systems: BTreeMap<(String, Labels), Collected<'_>> = BTreeMap::new();
    for row in table.rows() {
        let new = Collected { line: row.line(), ..Collected::default() };
        systems.entry(identity(&row, &names)?).or_insert(new).add(&row, positive, weights)?;
    }
    if let Some(class) = positive {
        check_class(table, class)?;
    }
    let counted = |((system, labels), collected): ((String, Labels), Collected<'_>)| {
        let Collected { line, cells, .. } = collected;
        Counted { line, system, labels, cells }
    };
    let mut systems: Vec<_> = systems.into_iter().map(counted).collect();
    systems.sort_by_key(|counted| counted.line);
    Ok(systems)
}

impl<'a> Collected<'a> {
    fn add(
        &mut self,
        row: &Row<'a>,
        positive: Option<&PositiveClass>,
        weights: Weights<'_>,
    ) -> Result<()> {
        let cell = (class(row, "actual", positive)?, class(row, "predicted", positive)?);
        let pair = (row.text("actual"), row.text("predicted"));
        if let Some(line) = self.seen.insert(pair, row.line()) {
            let message = format!(
                "actual \"{}\" and predicted \"{}\" are on line {line} already, expected once",
                pair.0, pair.1
            );
            return Err(row.error(message).with_remedy(DISTINGUISH));
        }
        let count = count(row, "count")?;
        let total = self.total.checked_add(count);
        self.total = total.ok_or_else(|| too_many(|message| row.error(message)))?;
        let counted = WeightedCount::new(count, weights.of(row)?);
        let sum = self.cells.get(&cell).map_or(counted, |sum| sum.plus(counted));
        self.cells.insert(cell, sum);
        Ok(())
    }
}

/// Whether the class in column `name` is the one that is looked for.
fn class(row: &Row<'_>, name: &str, positive: Option<&PositiveClass>) -> Result<bool> {
    let text = row.required(name)?;
    if let Some(positive) = positive {
        return Ok(text == positive);
    }
    row.parsed(name, TRUTH, truth).map_err(|error| {
        error.with_remedy(
            "or name the class to look for with --positive, or ask for all with --multiclass",
        )
    })
}

/// A truth and a decision as messages have them, in the words of the file.
pub(super) fn in_words(
    table: &Table,
    positive: Option<&PositiveClass>,
    (actual, predicted): (bool, bool),
) -> String {
    let word = |value: bool| match positive {
        Some(class) if value => class.clone(),
        Some(class) => format!("other than {class}"),
        None => word_of(table, value),
    };
    format!("actual {} and predicted {}", word(actual), word(predicted))
}

/// The word that the file has for a truth, or the opposite of the one that it has for the other.
fn word_of(table: &Table, value: bool) -> String {
    let found = |value: bool| {
        let texts = table.rows().flat_map(|row| [row.text("actual"), row.text("predicted")]);
        texts.into_iter().find(|text| truth(text) == Some(value))
    };
    if let Some(word) = found(value) {
        return word.to_owned();
    }
    let pairs = [["true", "false"], ["1", "0"], ["positive", "negative"]];
    let other = found(!value).unwrap_or_default().to_lowercase();
    let pair = pairs.into_iter().find(|pair| pair.contains(&other.as_str()));
    let [positive, negative] = pair.unwrap_or(pairs[0]);
    if value { positive } else { negative }.to_owned()
}

/// What a column of truths may hold, for messages.
pub(in crate::input) const TRUTH: &str = "true, 1 or positive, or else false, 0 or negative";

/// Whether `text` stands for a positive; `None` where it stands for neither.
pub(in crate::input) fn truth(text: &str) -> Option<bool> {
    match text.to_lowercase().as_str() {
        "true" | "1" | "positive" => Some(true),
        "false" | "0" | "negative" => Some(false),
        _ => None,
    }
}

fn check_class(table: &Table, class: &str) -> Result<()> {
    let mut classes: Vec<&str> =
        table.rows().flat_map(|row| [row.text("actual"), row.text("predicted")]).collect();
    classes.sort_unstable();
    classes.dedup();
    if classes.contains(&class) {
        return Ok(());
    }
    let message = format!("no class \"{class}\", found {}", classes.join(", "));
    Err(Error::file(table.path(), message).with_remedy("name one of these with --positive"))
}
