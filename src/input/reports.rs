//! `member-states.csv` and `ncmec.csv`: reports received by countries and sent by NCMEC.

use std::path::Path;

use super::Digest;
use super::figures::count;
use super::keys;
use super::table::{Columns, Row, Table};
use crate::disclosure::{CountryReports, LeftOut, Period, YearlyCount};
use crate::error::Result;

const RECEIVED: Columns = Columns {
    required: &["country_code", "country", "quantity", "period_start", "period_end", "value"],
    optional: &["part", "period_printed", "rounding", "source", "note"],
    labels: false,
};

const SENT: Columns = Columns {
    required: &["region", "year", "quantity", "value"],
    optional: &["rounding", "share", "share_decimals", "share_of", "source", "note"],
    labels: false,
};

/// The two sides of a reconciliation.
#[derive(Debug)]
pub struct CountryFiles {
    /// What the countries say they received, where a number and its days are printed.
    pub received: Vec<CountryReports>,
    /// The countries whose rows have no number of reports, with the reason that the source gives.
    pub without: Vec<LeftOut>,
    /// What the clearing house says it sent.
    pub sent: Vec<YearlyCount>,
    /// The files that were read.
    pub inputs: Vec<Digest>,
}

/// Returns the reports received and sent that the folder at `path` holds in `member-states.csv`
/// and `ncmec.csv`, or `None` where it does not hold both.
///
/// Rows of other quantities than `reports` and of parts are not part of it; those without a number
/// and those that count `offences` instead name a country without one.
///
/// # Errors
///
/// If one of the files cannot be read or has a value that is not allowed in its column.
pub fn read_country_files(path: &Path) -> Result<Option<CountryFiles>> {
    let (received, sent) = (path.join("member-states.csv"), path.join("ncmec.csv"));
    if !received.is_file() || !sent.is_file() {
        return Ok(None);
    }
    let (received, sent) = (Table::read(&received)?, Table::read(&sent)?);
    received.check(RECEIVED)?;
    sent.check(SENT)?;
    let counted = |row: &Row<'_>| {
        row.text("quantity") == "reports"
            && row.text("part").is_empty()
            && !row.text("value").is_empty()
    };
    Ok(Some(CountryFiles {
        inputs: vec![received.digest().clone(), sent.digest().clone()],
        received: received
            .rows()
            .filter(counted)
            .map(|row| country(&row))
            .collect::<Result<_>>()?,
        without: received
            .rows()
            .filter_map(|row| without(&row).transpose())
            .collect::<Result<_>>()?,
        sent: sent.rows().filter(counted).map(|row| yearly(&row)).collect::<Result<_>>()?,
    }))
}

/// The country of a row that gives no number of reports for the whole, and why.
fn without(row: &Row<'_>) -> Result<Option<LeftOut>> {
    let why = match (row.text("quantity"), row.text("part"), row.text("value"), row.text("note")) {
        ("offences", "", _, "") => "offences, not reports".to_owned(),
        ("offences", "", _, note) => format!("offences, not reports: {note}"),
        ("reports", "", "", "") => "no number given".to_owned(),
        ("reports", "", "", note) => note.to_owned(),
        _ => return Ok(None),
    };
    Ok(Some(LeftOut { country: row.required("country")?.to_owned(), why }))
}

fn country(row: &Row<'_>) -> Result<CountryReports> {
    let value = count(row, "value")?;
    Ok(CountryReports {
        code: row.required("country_code")?.to_owned(),
        country: row.required("country")?.to_owned(),
        period: keys::period(row)?,
        value,
        range: keys::rounding(row)?.range(value),
        source: keys::source(row),
        note: row.text("note").to_owned(),
    })
}

fn yearly(row: &Row<'_>) -> Result<YearlyCount> {
    let year = row.parsed("year", "a calendar year such as 2022", |text| {
        text.parse::<i16>().ok().filter(|year| Period::calendar_year(*year).is_some())
    })?;
    let value = count(row, "value")?;
    Ok(YearlyCount {
        code: row.required("region")?.to_owned(),
        year,
        quantity: row.required("quantity")?.to_owned(),
        value,
        range: keys::rounding(row)?.range(value),
        source: keys::source(row),
    })
}

/// Whether a table has the header of `ncmec.csv`.
pub(super) fn is_yearly_counts(table: &Table) -> bool {
    ["region", "year", "quantity"].iter().all(|column| table.has_column(column))
}

/// Returns every count of a table in the layout of `ncmec.csv`, in its order; a row without a number
/// or without a year, such as a printed share, is none.
///
/// # Errors
///
/// At the first row with a value that is not allowed in its column.
pub fn read_yearly_counts(table: &Table) -> Result<Vec<YearlyCount>> {
    table.check(SENT)?;
    let counted = |row: &Row<'_>| !row.text("value").is_empty() && !row.text("year").is_empty();
    table.rows().filter(counted).map(|row| yearly(&row)).collect()
}
