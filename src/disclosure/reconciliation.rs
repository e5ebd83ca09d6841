//! Reports that a country says it received, against those that a clearing house says it sent.
//!
//! The two are counted over different days. What the clearing house sent within a country's period
//! is therefore an interval: at least what it sent in the calendar years that lie wholly inside the
//! period, at most what it sent in all calendar years that the period touches.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Finding, FindingCode, Period, Severity, Source};
use crate::quantity::CountRange;

/// How many reports a country says it received.
#[derive(Clone, Debug)]
pub struct CountryReports {
    /// The two-letter ISO code of the country.
    pub code: String,
    /// The name of the country.
    pub country: String,
    /// The days that the count covers.
    pub period: Period,
    /// The count as printed.
    pub value: u64,
    /// Every whole number that it may stand for.
    pub range: CountRange,
    /// Where it stands.
    pub source: Source,
    /// What the source says beside it.
    pub note: String,
}

/// How many reports the clearing house says it sent to a country in a calendar year.
#[derive(Clone, Debug)]
pub struct YearlyReports {
    /// The two-letter ISO code of the country.
    pub code: String,
    /// The calendar year.
    pub year: i16,
    /// The count.
    pub value: u64,
    /// Where it stands.
    pub source: Source,
}

/// How the two counts compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Comparison {
    /// The country counts fewer reports than it was sent at the least.
    Fewer,
    /// The country's count lies within what it may have been sent.
    Compatible,
    /// The country counts more reports than it was sent at the most; others may have sent them.
    More,
}

/// One country's count beside what the clearing house says.
#[derive(Clone, Debug, Serialize)]
pub struct Reconciliation {
    /// The name of the country.
    pub country: String,
    /// The days that the country's count covers.
    pub period: Period,
    /// The country's count, as printed.
    pub received: u64,
    /// The least that the clearing house sent within the period.
    pub sent_low: u64,
    /// The most that it sent within the period; absent where a year it touches is not given.
    pub sent_high: Option<u64>,
    /// How the two compare.
    pub comparison: Comparison,
    /// What the source says beside the country's count.
    pub note: String,
    /// Where the counts stand.
    pub places: Vec<String>,
}

/// Returns, for each count of `received` that touches a calendar year of `sent`, how the two
/// compare, in the order of `received`.
#[must_use]
pub fn reconcile(received: &[CountryReports], sent: &[YearlyReports]) -> Vec<Reconciliation> {
    let mut by_country: BTreeMap<&str, Vec<&YearlyReports>> = BTreeMap::new();
    for yearly in sent {
        by_country.entry(&yearly.code).or_default().push(yearly);
    }
    received
        .iter()
        .filter_map(|count| compare(count, by_country.get(count.code.as_str())?))
        .collect()
}

fn compare(count: &CountryReports, sent: &[&YearlyReports]) -> Option<Reconciliation> {
    let touched: Vec<&YearlyReports> = sent
        .iter()
        .copied()
        .filter(|yearly| year(yearly).is_some_and(|y| y.overlaps(count.period)))
        .collect();
    if touched.is_empty() {
        return None;
    }
    let inside =
        touched.iter().filter(|yearly| year(yearly).is_some_and(|y| count.period.contains(y)));
    let sent_low = inside.map(|yearly| yearly.value).sum();
    let years_touched = count.period.start().year()..=count.period.end().year();
    let all_given =
        years_touched.clone().all(|year| touched.iter().any(|yearly| yearly.year == year));
    let sent_high = all_given.then(|| touched.iter().map(|yearly| yearly.value).sum());
    let comparison = if count.range.high().is_some_and(|high| high < sent_low) {
        Comparison::Fewer
    } else if sent_high.is_some_and(|high| count.range.low() > high) {
        Comparison::More
    } else {
        Comparison::Compatible
    };
    let sources = std::iter::once(&count.source).chain(touched.iter().map(|yearly| &yearly.source));
    Some(Reconciliation {
        country: count.country.clone(),
        period: count.period,
        received: count.value,
        sent_low,
        sent_high,
        comparison,
        note: count.note.clone(),
        places: sources.map(ToString::to_string).collect(),
    })
}

fn year(yearly: &YearlyReports) -> Option<Period> {
    Period::calendar_year(yearly.year)
}

impl Reconciliation {
    /// Returns the finding that `rows` give rise to, or `None` where every count is compatible.
    #[must_use]
    pub fn finding(rows: &[Self]) -> Option<Finding> {
        let named = |comparison: Comparison| -> Vec<&str> {
            let rows = rows.iter().filter(|row| row.comparison == comparison);
            rows.map(|row| row.country.as_str()).collect()
        };
        let (fewer, more) = (named(Comparison::Fewer), named(Comparison::More));
        if fewer.is_empty() && more.is_empty() {
            return None;
        }
        let outside = rows.iter().filter(|row| row.comparison != Comparison::Compatible);
        Some(Finding {
            code: FindingCode::ReportsNotReconciled,
            severity: Severity::Warning,
            cases: Vec::new(),
            message: format!(
                "Of {} countries whose period overlaps the years that NCMEC counted, {} report \
                 fewer reports than NCMEC says it sent them at the least ({}) and {} more than it \
                 sent at the most ({}).",
                rows.len(),
                fewer.len(),
                list(&fewer),
                more.len(),
                list(&more),
            ),
            ask: "Ask each country over which days, from which senders and after which filtering \
                  it counted, and NCMEC for its counts over the same days."
                .to_owned(),
            places: outside.flat_map(|row| row.places.clone()).collect(),
        })
    }
}

fn list(names: &[&str]) -> String {
    if names.is_empty() { "none".to_owned() } else { names.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source() -> Source {
        Source { file: "t.csv".into(), line: 2, citation: String::new() }
    }

    fn count(start: &str, end: &str, value: u64) -> CountryReports {
        CountryReports {
            code: "XA".to_owned(),
            country: "Atlantis".to_owned(),
            period: Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap(),
            value,
            range: CountRange::exactly(value),
            source: source(),
            note: String::new(),
        }
    }

    fn compared(start: &str, end: &str, value: u64) -> (u64, Option<u64>, Comparison) {
        let sent = [(2021, 70), (2022, 110)].map(|(year, value)| YearlyReports {
            code: "XA".to_owned(),
            year,
            value,
            source: source(),
        });
        let row = reconcile(&[count(start, end, value)], &sent).pop().unwrap();
        (row.sent_low, row.sent_high, row.comparison)
    }

    #[test]
    fn whole_years_are_compared_as_they_are() {
        assert_eq!(
            compared("2021-01-01", "2022-12-31", 180),
            (180, Some(180), Comparison::Compatible)
        );
        assert_eq!(compared("2022-01-01", "2022-12-31", 109), (110, Some(110), Comparison::Fewer));
        assert_eq!(compared("2021-01-01", "2021-12-31", 71), (70, Some(70), Comparison::More));
    }

    #[test]
    fn part_years_leave_an_interval() {
        assert_eq!(compared("2021-08-01", "2022-12-31", 100), (110, Some(180), Comparison::Fewer));
        assert_eq!(
            compared("2021-08-01", "2022-07-31", 100),
            (0, Some(180), Comparison::Compatible)
        );
        assert_eq!(compared("2021-08-02", "2023-01-20", 900), (110, None, Comparison::Compatible));
    }

    #[test]
    fn nothing_to_compare_outside_the_years_given() {
        assert!(reconcile(&[count("2024-01-01", "2024-12-31", 5)], &[]).is_empty());
    }
}
