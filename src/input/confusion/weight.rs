//! Counts of strata that were drawn with known probabilities.

use std::collections::BTreeMap;
use std::path::Path;

use super::long::in_words;
use super::{ADD_IT, Counted, LONG, PositiveClass, WIDE, read};
use crate::confusion::Labels;
use crate::error::{Error, Result};
use crate::input::table::{Columns, Row, Table};
use crate::quantity::{Weight, WeightedCount};

/// Where the weights of counts are.
#[derive(Clone, Copy)]
pub(super) enum Weights<'a> {
    /// Nowhere: each item stands for itself.
    Equal,
    /// In the column of this name.
    Column(&'a str),
}

/// The counts of one stratum of the items of a system, by truth and by decision.
///
/// A truth or a decision that the stratum is not about is left out: a stratum of flagged items has no
/// counts of others.
#[derive(Clone, Debug, PartialEq)]
pub struct Stratum {
    /// The name of the system.
    pub system: String,
    /// What tells the stratum from others of the same system.
    pub labels: Labels,
    /// The weighted counts, by whether items are violating and whether they were flagged.
    pub cells: BTreeMap<(bool, bool), WeightedCount>,
}

/// Returns the table and the strata in the file at `path`, or on standard input where that is `-`, in
/// the order in which they appear.
///
/// The layouts are those of [`read_confusion`](super::read_confusion), and column `weight` says of how
/// many items each counted one was drawn: the inverse of the sampling probability, a number of at least
/// 1. In the long layout it may differ from row to row.
///
/// # Errors
///
/// As [`read_confusion`](super::read_confusion), and if there is no such column, a weight is not a
/// number of at least 1, or a row is missing for a truth or a decision that the stratum is about.
pub fn read_strata(
    path: &Path,
    positive: Option<&PositiveClass>,
    weight: &str,
) -> Result<(Table, Vec<Stratum>)> {
    let (table, counted) = read(path, positive, Weights::Column(weight))?;
    let strata = counted.into_iter().map(|counted| counted.stratum(&table, positive));
    let strata = strata.collect::<Result<_>>()?;
    Ok((table, strata))
}

impl Weights<'_> {
    /// Refuses a table without the column.
    pub(super) fn check(self, table: &Table) -> Result<()> {
        let Self::Column(name) = self else { return Ok(()) };
        if WIDE.required.iter().chain(LONG.required).any(|column| *column == name) {
            let message = format!("--weight names {name}, which is a column of the layout itself");
            return Err(Error::request(message).with_remedy("name the column of the weights"));
        }
        if table.has_column(name) {
            return Ok(());
        }
        let found = table.header().join(", ");
        let message = format!("no column \"{name}\" with weights, found {found}");
        Err(table.header_error(message).with_remedy("name the column of the weights with --weight"))
    }

    /// The columns that are labels.
    pub(super) fn labels(self, table: &Table, columns: Columns) -> Vec<&str> {
        let is_weight = |column: &str| matches!(self, Self::Column(name) if name == column);
        table.labels(columns).into_iter().filter(|column| !is_weight(column)).collect()
    }

    /// The weight of what a row counts.
    pub(super) fn of(self, row: &Row<'_>) -> Result<Weight> {
        let Self::Column(name) = self else { return Ok(Weight::ONE) };
        let expected = "of how many items each counted one was drawn, a number of at least 1";
        row.parsed(name, expected, |text| Weight::new(number(text)?)).map_err(|error| {
            error.with_remedy(match row.text(name) {
                text if text.contains(',') => {
                    "write thousands without a separator, as in 1000, and decimals with a point"
                }
                text if text.ends_with(".000") => {
                    "write twelve thousand as 12000 and twelve as 12, without a point"
                }
                text if text.parse::<f64>().is_ok_and(|weight| weight > 1.0) => {
                    "the largest weight is 18446744073709551615"
                }
                _ => "it is the inverse of the sampling probability: 1000 where one in 1000 was drawn",
            })
        })
    }
}

/// A number with digits; three zeros after a point are refused, for 12.000 may be twelve thousand.
fn number(text: &str) -> Option<f64> {
    if text.ends_with(".000") || !text.starts_with(|first: char| first.is_ascii_digit()) {
        return None;
    }
    text.parse().ok()
}

impl Counted {
    /// The stratum, in which no row is missing for a truth or a decision that it is about.
    fn stratum(self, table: &Table, positive: Option<&PositiveClass>) -> Result<Stratum> {
        match self.missing() {
            None => Ok(Stratum { system: self.system, labels: self.labels, cells: self.cells }),
            Some(pair) => {
                let missing = in_words(table, positive, pair);
                let message = format!(
                    "system \"{}\"{} has no row for {missing}, expected one for each truth of a \
                     decision, each decision of a truth, or all four",
                    self.system,
                    in_brackets(&self.labels)
                );
                Err(Error::line(table.path(), self.line, message).with_remedy(ADD_IT))
            }
        }
    }

    /// A pair of truth and decision that must be there and is not: with one or three pairs there is
    /// one, and with two that have nothing in common.
    fn missing(&self) -> Option<(bool, bool)> {
        let has = |pair: &(bool, bool)| self.cells.contains_key(pair);
        let pairs = [(true, true), (false, true), (true, false), (false, false)];
        let both = |side: fn(&(bool, bool)) -> bool, value: bool| {
            pairs.iter().filter(|pair| side(pair) == value).all(has)
        };
        let (by_truth, by_decision) = (|pair: &(bool, bool)| pair.0, |pair: &(bool, bool)| pair.1);
        let one_side = [true, false].iter().any(|v| both(by_truth, *v) || both(by_decision, *v));
        let whole = one_side && self.cells.len() != 3;
        let beside = |pair: &(bool, bool)| !has(pair) && has(&(!pair.0, pair.1));
        if whole { None } else { pairs.into_iter().find(beside) }
    }
}

fn in_brackets(labels: &Labels) -> String {
    let texts: Vec<String> =
        labels.0.iter().map(|(name, value)| format!("{name} {value}")).collect();
    if texts.is_empty() { String::new() } else { format!(" ({})", texts.join(", ")) }
}
