//! `claims.csv`: one statement a row.

use std::collections::BTreeMap;

use super::keys::{self, one_of};
use super::number::parse_share;
use super::stated::{self, EXPECTED_AMOUNT, EXPECTED_VALUE};
use super::table::{Columns, Row, Table};
use crate::claim::{Amount, Claim, ClaimQuantity, Comparator, Quotient, Stated};
use crate::error::{Error, Result};
use crate::quantity::Probability;

const COLUMNS: Columns = Columns {
    required: &["id", "subject", "quantity", "comparator", "value"],
    optional: &[
        "technology",
        "conditions",
        "test_prevalence",
        "test",
        "group",
        "each",
        "numerator",
        "denominator",
        "source",
        "note",
    ],
    labels: false,
};

/// Whether a table has the header of `claims.csv`.
pub(super) fn is_claims(table: &Table) -> bool {
    table.has_column("comparator")
}

/// Returns the claims of a table in the layout of `claims.csv`, in its order.
///
/// # Errors
///
/// At the first row with a value that is not allowed in its column, or with an id that is there
/// already.
pub fn read_claims(table: &Table) -> Result<Vec<Claim>> {
    table.check(COLUMNS)?;
    let mut seen = BTreeMap::new();
    let mut claims = Vec::new();
    for row in table.rows() {
        let claim = claim(&row)?;
        if let Some(line) = seen.insert(claim.id.clone(), row.line()) {
            let message = format!("id \"{}\" is on line {line} already, expected once", claim.id);
            return Err(row.error(message).with_remedy("give every claim an id of its own"));
        }
        claims.push(claim);
    }
    Ok(claims)
}

fn claim(row: &Row<'_>) -> Result<Claim> {
    let quantity = row.parsed("quantity", &one_of(ClaimQuantity::ALL), ClaimQuantity::from_word)?;
    let test_prevalence = match row.text("test_prevalence") {
        "" => None,
        _ => Some(row.parsed("test_prevalence", "a share from 0 to 1, such as 0.5", share)?),
    };
    let claim = Claim {
        id: row.required("id")?.to_owned(),
        subject: row.required("subject")?.to_owned(),
        technology: row.text("technology").to_owned(),
        quantity,
        stated: stated(row, quantity)?,
        conditions: row.text("conditions").to_owned(),
        test_prevalence,
        test: row.text("test").to_owned(),
        group: row.text("group").to_owned(),
        each: row.text("each").to_owned(),
        quotient: quotient(row, quantity)?,
        source: keys::source(row),
        note: row.text("note").to_owned(),
    };
    if !claim.group.is_empty() && claim.test.is_empty() {
        let message = format!("group is \"{}\" and test is empty, expected a test", claim.group);
        return Err(row.error(message).with_remedy("name the test that it is a part of"));
    }
    Ok(claim)
}

fn share(text: &str) -> Option<Probability> {
    parse_share(text).and_then(|share| Probability::new(share).ok())
}

/// The stated value; none where it is empty, whatever its comparator.
fn stated(row: &Row<'_>, quantity: ClaimQuantity) -> Result<Option<Stated>> {
    let text = row.text("value");
    let comparator = match (text, row.text("comparator")) {
        ("", "") => return Ok(None),
        _ => row.parsed("comparator", &one_of(Comparator::ALL), Comparator::from_word)?,
    };
    if text.is_empty() {
        return Ok(None);
    }
    let expected = format!("{EXPECTED_VALUE}, or empty where none was stated");
    let (value, half_unit) = row.parsed("value", &expected, stated::value)?;
    let (allowed, fits) = match quantity {
        ClaimQuantity::Change => ("at least -1, which is a fall to nothing", value >= -1.0),
        ClaimQuantity::RatePerSecond => ("at least 0", value >= 0.0),
        _ => ("from 0 to 1", (0.0..=1.0).contains(&value)),
    };
    if !fits {
        let message = format!("value is \"{text}\", expected a {quantity} {allowed}");
        let remedy = if text.ends_with('%') {
            "check the value and the quantity"
        } else {
            "write per cent with their sign, as in 99%"
        };
        return Err(row.error(message).with_remedy(remedy));
    }
    Ok(Some(Stated { text: text.to_owned(), comparator, value, half_unit }))
}

/// What the claim divides, where both columns say it.
fn quotient(row: &Row<'_>, quantity: ClaimQuantity) -> Result<Option<Quotient>> {
    if row.text("numerator").is_empty() && row.text("denominator").is_empty() {
        return Ok(None);
    }
    let numerator = row.parsed("numerator", EXPECTED_AMOUNT, stated::amount)?;
    let denominator = row.parsed("denominator", EXPECTED_AMOUNT, stated::amount)?;
    match divisible(quantity, &numerator, &denominator) {
        None => Ok(Some(Quotient { numerator, denominator })),
        Some(expected) => Err(mismatch(row, quantity, expected)),
    }
}

/// What was expected, where these two cannot make the quantity.
fn divisible(
    quantity: ClaimQuantity,
    numerator: &Amount,
    denominator: &Amount,
) -> Option<&'static str> {
    let fits = matches!(
        (quantity, numerator, denominator),
        (ClaimQuantity::Share | ClaimQuantity::Change, Amount::Sum(_), Amount::Sum(_))
            | (ClaimQuantity::Change, Amount::Share(_), Amount::Share(_))
            | (ClaimQuantity::RatePerSecond, Amount::Sum(_), Amount::Time(_))
    );
    (!fits).then_some(match quantity {
        ClaimQuantity::Share => "counts in both",
        ClaimQuantity::Change => "counts in both or counted shares in both, the later first",
        ClaimQuantity::RatePerSecond => "counts over days, such as 2023",
        _ => "neither, since only a share, a change or a rate per second is recomputed from them",
    })
}

fn mismatch(row: &Row<'_>, quantity: ClaimQuantity, expected: &str) -> Error {
    row.error(format!(
        "numerator is \"{}\" and denominator \"{}\" for a {quantity}, expected {expected}",
        row.text("numerator"),
        row.text("denominator")
    ))
}
