//! Limits that hold at every threshold at once, as a table.

use super::operating::point_words;
use crate::evaluation::{OperatingPoint, Sweep};
use crate::export::wording::{self, share};
use crate::export::{Block, Column};

/// The blocks on such limits, if there are any.
pub(super) fn simultaneous(sweep: &Sweep, level: &str) -> Vec<Block> {
    let row = |point: &OperatingPoint| {
        let (threshold, limits) = point.threshold.zip(point.simultaneous)?;
        let rates = [limits.recall, limits.fpr].into_iter().chain(limits.ppv_at_prevalence);
        let start = [point_words(point), format!("{threshold:?}")].into_iter();
        Some(start.chain(rates.map(|rate| wording::interval(rate, share))).collect())
    };
    let rows: Vec<_> = sweep.operating_points.iter().filter_map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut columns = vec![
        Column::text("rule"),
        Column::number("threshold"),
        Column::number("limits of recall"),
        Column::number("limits of FPR"),
    ];
    columns.extend(
        sweep
            .prevalence_given
            .as_ref()
            .map(|given| Column::number(format!("limits of precision at {}", given.text))),
    );
    let what = format!(
        "Limits that hold together at every threshold at once, with a confidence of {level}: so at these, too, \
         though they were chosen on the rows on which their rates were counted."
    );
    vec![
        Block::Heading(2, "Limits at any threshold".to_owned()),
        Block::Paragraph(what),
        Block::Table { columns, rows },
    ]
}
