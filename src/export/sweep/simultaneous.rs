//! Limits that hold at every threshold at once, as a table.

use super::operating::point_words;
use crate::evaluation::OperatingPoint;
use crate::export::wording::{self, share};
use crate::export::{Block, Column};

/// The blocks on such limits, if there are any.
pub(super) fn simultaneous(points: &[OperatingPoint], level: &str) -> Vec<Block> {
    let row = |point: &OperatingPoint| {
        let (threshold, limits) = point.threshold.zip(point.simultaneous)?;
        let [recall, fpr] = [limits.recall, limits.fpr].map(|rate| wording::interval(rate, share));
        Some(vec![point_words(point), format!("{threshold:?}"), recall, fpr])
    };
    let rows: Vec<_> = points.iter().filter_map(row).collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("rule"),
        Column::number("threshold"),
        Column::number("limits of recall"),
        Column::number("limits of FPR"),
    ];
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
