//! The columns that figures and printed ratios share.

use jiff::civil::Date;

use super::table::Row;
use crate::disclosure::{CaseKey, Period, Rounding, Scope, Source, Stage, Unit};
use crate::error::Result;

/// Reads the population that a row is about.
pub(super) fn key(row: &Row<'_>) -> Result<CaseKey> {
    let scopes = "eu, world, unknown or a two-letter ISO country code";
    Ok(CaseKey {
        provider: row.required("provider")?.to_owned(),
        service: row.text("service").to_owned(),
        technology: row.text("technology").to_owned(),
        scope: row.parsed("scope", scopes, Scope::from_word)?,
        category: row.text("category").to_owned(),
        unit: row.parsed("unit", &one_of(Unit::ALL), Unit::from_word)?,
    })
}

/// Reads the days that a row covers.
pub(super) fn period(row: &Row<'_>) -> Result<Period> {
    let (start, end) = (date(row, "period_start")?, date(row, "period_end")?);
    Period::new(start, end).ok_or_else(|| {
        let expected = format!("expected a day from period_start {start} on");
        row.error(format!("period_end is {end}, {expected}"))
    })
}

/// Reads the stage in column `name`.
pub(super) fn stage(row: &Row<'_>, name: &str) -> Result<Stage> {
    row.parsed(name, &one_of(Stage::ALL), Stage::from_word)
}

/// Reads how the number of a row was rounded; without a word it is exact.
pub(super) fn rounding(row: &Row<'_>) -> Result<Rounding> {
    row.parsed("rounding", Rounding::EXPECTED, |text| match text {
        "" => Some(Rounding::Exact),
        text => Rounding::from_word(text),
    })
}

/// Where a row stands and what it cites.
pub(super) fn source(row: &Row<'_>) -> Source {
    Source {
        file: row.path().to_path_buf(),
        line: row.line(),
        citation: row.text("source").to_owned(),
    }
}

pub(super) fn date(row: &Row<'_>, name: &str) -> Result<Date> {
    let expected = "a date that exists, written YYYY-MM-DD";
    row.parsed(name, expected, |text| (text.len() == 10).then(|| text.parse().ok())?)
}

/// What a column of fixed words may hold, for messages.
pub(super) fn one_of<T: std::fmt::Display>(values: &[T]) -> String {
    let words: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("one of {}", words.join(", "))
}
