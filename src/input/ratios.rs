//! `ratios.csv`: one printed ratio a row.

use super::keys;
use super::table::{Columns, Row, Table};
use crate::disclosure::PrintedRatio;
use crate::error::Result;

const COLUMNS: Columns = Columns {
    required: &[
        "provider",
        "scope",
        "period_start",
        "period_end",
        "unit",
        "numerator_stage",
        "denominator_stage",
        "value",
        "decimals",
    ],
    optional: &["service", "technology", "category", "channel", "part", "source", "note"],
    labels: false,
};

/// Whether a table has the header of `ratios.csv`.
pub(super) fn is_ratios(table: &Table) -> bool {
    table.has_column("numerator_stage")
}

/// Returns the printed ratios of a table in the layout of `ratios.csv`, in its order.
///
/// A value is a fraction, or a percentage with its sign (`4.22%`); `decimals` counts the decimals
/// of the number as it is written there.
///
/// # Errors
///
/// At the first row with a value that is not allowed in its column.
pub fn read_ratios(table: &Table) -> Result<Vec<PrintedRatio>> {
    table.check(COLUMNS)?;
    table.rows().map(|row| ratio(&row)).collect()
}

fn ratio(row: &Row<'_>) -> Result<PrintedRatio> {
    let expected = "a fraction from 0 to 1, or a percentage such as 4.22%";
    let (value, unit) = row.parsed("value", expected, share)?;
    let decimals = row.parsed("decimals", "a whole number from 0 to 15", |text| {
        text.parse::<i32>().ok().filter(|decimals| (0..=15).contains(decimals))
    })?;
    Ok(PrintedRatio {
        key: keys::key(row)?,
        period: keys::period(row)?,
        numerator: keys::stage(row, "numerator_stage")?,
        denominator: keys::stage(row, "denominator_stage")?,
        value,
        text: row.text("value").to_owned(),
        half_unit: 0.5 * unit * 10_f64.powi(-decimals),
        source: keys::source(row),
        note: row.text("note").to_owned(),
    })
}

/// The fraction that `text` stands for, and the fraction that one unit of its number is.
pub(super) fn share(text: &str) -> Option<(f64, f64)> {
    let (number, unit) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), 0.01),
        None => (text, 1.0),
    };
    let plain = number.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    let value = number.parse::<f64>().ok().filter(|_| plain)? * unit;
    (0.0..=1.0).contains(&value).then_some((value, unit))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_and_percentages() {
        assert_eq!(share("0.5"), Some((0.5, 1.0)));
        assert_eq!(share("50 %"), Some((0.5, 0.01)));
        assert_eq!(share("0%"), Some((0.0, 0.01)));
        for text in ["4.22", "101%", "-1%", "4,22%", "", "%", "NaN", "1e-3"] {
            assert_eq!(share(text), None, "{text}");
        }
    }
}
