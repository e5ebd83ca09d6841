//! Reports that a country says it received, against those that a clearing house says it sent.
//!
//! The two are counted over different days. What the clearing house sent within a country's period
//! is therefore an interval: at least what it sent in the calendar years that lie wholly inside the
//! period, at most what it sent in all calendar years that the period touches.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Finding, FindingCode, Period, Severity, Source};
use crate::quantity::{CountRange, real};

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

/// How many of something the clearing house counts for a region in a calendar year.
#[derive(Clone, Debug)]
pub struct YearlyCount {
    /// The two-letter ISO code of the country, or another name of a region.
    pub code: String,
    /// The calendar year.
    pub year: i16,
    /// What is counted: `reports`, or a kind of them.
    pub quantity: String,
    /// The count as printed.
    pub value: u64,
    /// Every whole number that it may stand for.
    pub range: CountRange,
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

/// A country that the sources speak of without a count of reports.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The name of the country.
    pub country: String,
    /// Why there is no count to compare, as the source puts it.
    pub why: String,
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
    /// The least share that the country's count is of what it was sent; absent where a year that
    /// its period touches is not given. May exceed 1.
    pub share_low: Option<f64>,
    /// The greatest share; absent where nothing need have been sent within the period.
    pub share_high: Option<f64>,
    /// How the two compare.
    pub comparison: Comparison,
    /// Whether the source names other senders than the clearing house beside the country's count.
    pub other_senders: bool,
    /// What the source says beside the country's count.
    pub note: String,
    /// Where the counts stand.
    pub places: Vec<String>,
}

/// Returns, for each count of `received` that touches a calendar year of `sent`, how the two
/// compare, in the order of `received`.
#[must_use]
pub fn reconcile(received: &[CountryReports], sent: &[YearlyCount]) -> Vec<Reconciliation> {
    let mut by_country: BTreeMap<&str, Vec<&YearlyCount>> = BTreeMap::new();
    for yearly in sent {
        by_country.entry(&yearly.code).or_default().push(yearly);
    }
    received
        .iter()
        .filter_map(|count| compare(count, by_country.get(count.code.as_str())?))
        .collect()
}

/// Returns those of `without` that have no row in `rows` either, in their order, each country once.
#[must_use]
pub fn left_out(without: &[LeftOut], rows: &[Reconciliation]) -> Vec<LeftOut> {
    let mut left: Vec<LeftOut> = Vec::new();
    for one in without {
        let compared = rows.iter().any(|row| row.country == one.country);
        if !compared && left.iter().all(|other| other.country != one.country) {
            left.push(one.clone());
        }
    }
    left
}

fn compare(count: &CountryReports, sent: &[&YearlyCount]) -> Option<Reconciliation> {
    let touched: Vec<&YearlyCount> = sent
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
        share_low: sent_high.and_then(|most| share(count.range.low_real(), most)),
        share_high: share(count.range.high_real(), sent_low),
        comparison,
        other_senders: names_other_senders(&count.note),
        note: count.note.clone(),
        places: sources.map(ToString::to_string).collect(),
    })
}

/// `received` as a share of `sent`, where that is a number.
fn share(received: f64, sent: u64) -> Option<f64> {
    (sent > 0 && received.is_finite()).then(|| received / real(sent))
}

/// Whether a remark such as `from providers and NCMEC; round thousands` names another sender than
/// the clearing house alone.
fn names_other_senders(note: &str) -> bool {
    let origin = note.split(';').next().unwrap_or("");
    let senders =
        origin.split_once("from ").map(|(before, senders)| (before.trim(), senders.trim()));
    senders.is_some_and(|(before, senders)| senders != "NCMEC" || before == "mainly")
}

fn year(yearly: &YearlyCount) -> Option<Period> {
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

    fn sent() -> YearlyCount {
        YearlyCount {
            code: "XA".to_owned(),
            year: 2021,
            quantity: "reports".to_owned(),
            value: 70,
            range: CountRange::exactly(70),
            source: source(),
        }
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
        let sent = [(2021, 70), (2022, 110)].map(|(year, value)| YearlyCount {
            year,
            value,
            range: CountRange::exactly(value),
            ..sent()
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

    /// 100 of the 110 to 180 sent within the period, and 100 of at most 180.
    #[test]
    fn shares_are_ranges_where_what_was_sent_is_one() {
        let shares = |start: &str, end: &str, range: CountRange| {
            let sent = [(2021, 70), (2022, 110)].map(|(year, value)| YearlyCount {
                year,
                value,
                range: CountRange::exactly(value),
                ..sent()
            });
            let row = reconcile(&[CountryReports { range, ..count(start, end, 100) }], &sent).pop();
            row.map(|row| (row.share_low, row.share_high)).unwrap()
        };
        let exact = CountRange::exactly(100);
        let (low, high) = shares("2021-08-01", "2022-12-31", exact);
        assert_eq!((low, high), (Some(100.0 / 180.0), Some(100.0 / 110.0)));
        assert_eq!(shares("2021-08-01", "2022-07-31", exact), (Some(100.0 / 180.0), None));
        assert_eq!(shares("2022-08-01", "2023-07-31", exact), (None, None));
        let rounded = CountRange::new(95, Some(105)).unwrap();
        let (low, high) = shares("2022-01-01", "2022-12-31", rounded);
        assert_eq!((low, high), (Some(95.0 / 110.0), Some(105.0 / 110.0)));
    }

    #[test]
    fn other_senders_are_known_by_the_remark() {
        for note in ["from NCMEC and a hotline", "mainly from NCMEC", "from organisations; rounded"]
        {
            assert!(names_other_senders(note), "{note}");
        }
        for note in ["from NCMEC", "from NCMEC; round thousands", "origin not specified", ""] {
            assert!(!names_other_senders(note), "{note}");
        }
    }

    #[test]
    fn a_country_with_a_count_elsewhere_is_not_left_out() {
        let out = |country: &str, why: &str| LeftOut { country: country.into(), why: why.into() };
        let rows = reconcile(&[count("2021-01-01", "2021-12-31", 7)], &[sent()]);
        let without = [out("Atlantis", "not available"), out("Ys", "a"), out("Ys", "b")];
        assert_eq!(left_out(&without, &rows), [out("Ys", "a")]);
    }

    #[test]
    fn nothing_to_compare_outside_the_years_given() {
        assert!(reconcile(&[count("2024-01-01", "2024-12-31", 5)], &[]).is_empty());
    }
}
