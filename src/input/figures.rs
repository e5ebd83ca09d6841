//! `figures.csv`: one printed figure a row.

use std::collections::BTreeMap;

use super::keys;
use super::number::{EXPECTED_COUNT, count_remedy, parse_count};
use super::table::{Columns, Row, Table};
use crate::disclosure::Figure;
use crate::error::Result;

const COLUMNS: Columns = Columns {
    required: &["provider", "scope", "period_start", "period_end", "stage", "unit", "value"],
    optional: &[
        "service",
        "technology",
        "category",
        "channel",
        "part",
        "rounding",
        "source",
        "note",
    ],
    labels: false,
};

/// Whether a table has the header of `figures.csv`.
pub(super) fn is_figures(table: &Table) -> bool {
    table.has_column("stage") && table.has_column("provider")
}

/// Returns the figures of a table in the layout of `figures.csv`, in its order.
///
/// A figure without a rounding is exact.
///
/// # Errors
///
/// At the first row with a value that is not allowed in its column, or that repeats a figure of the
/// same source.
pub fn read_figures(table: &Table) -> Result<Vec<Figure>> {
    table.check(COLUMNS)?;
    let mut seen = BTreeMap::new();
    let mut figures = Vec::new();
    for row in table.rows() {
        let figure = figure(&row)?;
        let identity = (
            figure.key.clone(),
            figure.period,
            figure.stage,
            [figure.part.clone(), figure.channel.clone(), figure.source.citation.clone()],
        );
        if let Some(line) = seen.insert(identity, row.line()) {
            let message = format!("the same figure as line {line}, from the same source");
            return Err(row.error(message).with_remedy("remove one, or cite where each stands"));
        }
        figures.push(figure);
    }
    Ok(figures)
}

fn figure(row: &Row<'_>) -> Result<Figure> {
    Ok(Figure {
        key: keys::key(row)?,
        channel: row.text("channel").to_owned(),
        part: row.text("part").to_owned(),
        period: keys::period(row)?,
        stage: keys::stage(row, "stage")?,
        value: count(row, "value")?,
        rounding: keys::rounding(row)?,
        source: keys::source(row),
        note: row.text("note").to_owned(),
    })
}

/// Reads the whole number in column `name`.
pub(super) fn count(row: &Row<'_>, name: &str) -> Result<u64> {
    let text = row.text(name);
    let remedy = || match text {
        "" => Some("leave out the row where the source prints no number"),
        text if text.ends_with('%') => {
            Some("figures are counts; what a source prints as a ratio belongs in ratios.csv")
        }
        text => count_remedy(text),
    };
    row.parsed(name, EXPECTED_COUNT, parse_count).map_err(|error| match remedy() {
        Some(remedy) => error.with_remedy(remedy),
        None => error,
    })
}
