//! Areas as a table.

use super::bounds::{of_area, of_share};
use super::limits;
use crate::curve::Discretisation;
use crate::evaluation::{Estimate, Sweep, Value};
use crate::export::wording::{self, NONE, share};
use crate::export::{Block, Column};
use crate::quantity::display::short_percent;

/// The areas under the curves, a row each.
pub(super) fn areas(sweep: &Sweep, level: &str) -> Block {
    let areas = &sweep.areas;
    let mut rows = vec![estimated("area under the ROC curve (AUC)", &areas.auc.estimate)];
    if sweep.design.is_none() {
        rows.push(estimated("AUC, with limits that always hold", &areas.auc_bound));
    }
    if let Some(part) = &areas.partial_auc {
        let range = wording::range((part.fpr_from, part.fpr_to), short_percent);
        rows.push(valued(format!("partial AUC, FPR {range}"), &part.area, area, of_area));
        let standardised = Value {
            estimate: part.standardised,
            discretisation: part.standardised_discretisation,
            reason: part.area.reason,
        };
        rows.push(valued("the same, standardised".to_owned(), &standardised, area, of_area));
    }
    rows.push(estimated("average precision", &areas.average_precision));
    let at = sweep.prevalence_given.as_ref().map_or("", |given| &given.text);
    let further = &areas.further;
    let there = further
        .average_precision_at_prevalence
        .as_ref()
        .map(|value| valued(format!("average precision at {at}"), value, area, of_area));
    rows.extend(there);
    let name = "area under precision–recall–gain".to_owned();
    rows.push(valued(name, &further.auprg, area, of_area));
    let there = further.auprg_at_prevalence.as_ref();
    rows.extend(there.map(|value| valued(format!("the same at {at}"), value, area, of_area)));
    rows.push(valued("area under the cost curve".to_owned(), &further.cost_area, area, of_area));
    rows.push(valued("equal error rate".to_owned(), &areas.equal_error_rate, share, of_share));
    let mut columns = vec![
        Column::text("quantity"),
        Column::number("value"),
        Column::number("any order in bins"),
        Column::text("method"),
        Column::number(format!("limits, {level}")),
    ];
    if sweep.resolution.is_none() {
        columns.remove(BOUNDS);
        for row in &mut rows {
            row.remove(BOUNDS);
        }
    }
    Block::Table { columns, rows }
}

/// The column that is there only where scores fell into bins.
const BOUNDS: usize = 2;

fn estimated(name: &str, estimate: &Estimate) -> Vec<String> {
    vec![
        name.to_owned(),
        estimate.estimate.map_or(NONE.to_owned(), area),
        estimate.discretisation.map_or(NONE.to_owned(), of_area),
        estimate.reason.map_or(estimate.method.to_string(), str::to_owned),
        limits(estimate, area).unwrap_or(NONE.to_owned()),
    ]
}

/// A row without limits.
fn valued(
    name: String,
    value: &Value,
    number: fn(f64) -> String,
    bounds: fn(Discretisation) -> String,
) -> Vec<String> {
    vec![
        name,
        value.estimate.map_or(NONE.to_owned(), number),
        value.discretisation.map_or(NONE.to_owned(), bounds),
        value.reason.unwrap_or(NONE).to_owned(),
        NONE.to_owned(),
    ]
}

/// Returns an area with four decimals, or with as many as tell it from 1.
#[must_use]
pub fn area(value: f64) -> String {
    let text = |decimals: usize| format!("{value:.decimals$}");
    let told_apart = |text: &String| !text.starts_with('1') || value >= 1.0;
    (4..=15).map(text).find(told_apart).unwrap_or_else(|| text(15))
}
