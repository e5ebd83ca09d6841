//! What Member States say they received, beside what NCMEC says it sent.

use baserate::disclosure::{Comparison, Reconciliation, reconcile};
use baserate::input::read_country_files;

use super::folder;

fn rows() -> Vec<Reconciliation> {
    let files = read_country_files(&folder()).unwrap().unwrap();
    reconcile(&files.received, &files.sent)
}

/// From tables 6 and 7. Sweden counts from August 2021 to the end of 2022, so at least the 48 883
/// of 2022 were sent to it, and at most 19 635 more.
#[test]
fn fewer_than_were_sent() {
    let rows = rows();
    for (country, received, low, high) in [
        ("Netherlands", 36_537, 36_790, 36_790),
        ("Spain", 31_474, 77_727, 77_727),
        ("Sweden", 32_830, 48_883, 68_518),
        ("Hungary", 0, 109_434, 109_434),
    ] {
        let row = rows.iter().find(|row| row.country == country).unwrap();
        assert_eq!((row.received, row.sent_low, row.sent_high), (received, low, Some(high)));
        assert_eq!(row.comparison, Comparison::Fewer, "{country}");
    }
}

/// Belgium's year runs from August to July: no whole calendar year lies in it, so nothing can be
/// said from below. Denmark's runs into 2023, which NCMEC's table does not count.
#[test]
fn nothing_to_hold_against() {
    let rows = rows();
    let belgium = rows.iter().find(|row| row.country == "Belgium").unwrap();
    assert_eq!((belgium.sent_low, belgium.sent_high), (0, Some(15_762 + 50_255)));
    assert_eq!(belgium.comparison, Comparison::Compatible);
    let denmark = rows.iter().find(|row| row.country == "Denmark").unwrap();
    assert_eq!(denmark.sent_high, None);
}

#[test]
fn the_finding_names_the_countries() {
    let finding = Reconciliation::finding(&rows()).unwrap();
    for country in ["Netherlands", "Spain", "Sweden", "Hungary"] {
        assert!(finding.message.contains(country), "{}", finding.message);
    }
    assert!(!finding.message.contains("Belgium"), "{}", finding.message);
}
