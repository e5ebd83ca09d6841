//! Four counts a row.

use std::collections::BTreeMap;

use super::weight::Weights;
use super::{Counted, DISTINGUISH, WIDE, count, identity};
use crate::confusion::Labels;
use crate::error::Result;
use crate::input::table::Table;
use crate::quantity::WeightedCount;

/// The columns, each with its truth and its decision.
const CELLS: [(&str, (bool, bool)); 4] =
    [("tp", (true, true)), ("fp", (false, true)), ("fn", (true, false)), ("tn", (false, false))];

pub(super) fn rows(table: &Table, weights: Weights<'_>) -> Result<Vec<Counted>> {
    table.check(WIDE)?;
    let names = weights.labels(table, WIDE);
    let mut seen: BTreeMap<(String, Labels), u64> = BTreeMap::new();
    let mut all = Vec::new();
    for row in table.rows() {
        let (system, labels) = identity(&row, &names)?;
        if let Some(line) = seen.insert((system.clone(), labels.clone()), row.line()) {
            let message = format!("system \"{system}\" is on line {line} already, expected once");
            return Err(row.error(message).with_remedy(DISTINGUISH));
        }
        let mut cells = BTreeMap::new();
        for (column, cell) in CELLS {
            let count = count(&row, column)?;
            cells.insert(cell, WeightedCount::new(count, weights.of(&row)?));
        }
        all.push(Counted { line: row.line(), system, labels, cells });
    }
    Ok(all)
}
