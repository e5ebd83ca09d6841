//! Areas as a table.

use super::limits;
use crate::evaluation::{Estimate, Sweep};
use crate::export::wording::{self, NONE, share};
use crate::export::{Block, Column};
use crate::quantity::display::short_percent;

/// The areas under the curves, a row each.
pub(super) fn areas(sweep: &Sweep, level: &str) -> Block {
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
    let areas = &sweep.areas;
    let mut rows = vec![estimate("area under the ROC curve (AUC)", &areas.auc.estimate)];
    if sweep.design.is_none() {
        rows.push(estimate("AUC, with limits that always hold", &areas.auc_bound));
    }
    if let Some(part) = &areas.partial_auc {
        let range = wording::range((part.fpr_from, part.fpr_to), short_percent);
        let name = format!("partial AUC, FPR {range}");
        rows.push(without(name, part.area.estimate, part.area.reason));
        rows.push(without(
            "the same, standardised".to_owned(),
            part.standardised,
            part.area.reason,
        ));
    }
    rows.push(estimate("average precision", &areas.average_precision));
    let equal = &areas.equal_error_rate;
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

/// Returns an area with four decimals, or with as many as tell it from 1.
#[must_use]
pub fn area(value: f64) -> String {
    let text = |decimals: usize| format!("{value:.decimals$}");
    let told_apart = |text: &String| !text.starts_with('1') || value >= 1.0;
    (4..=15).map(text).find(told_apart).unwrap_or_else(|| text(15))
}
