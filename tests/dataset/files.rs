//! Every file has its columns and its words, and every row cites a source.

use std::collections::BTreeSet;

use baserate::disclosure::Rounding;
use baserate::input::{parse_count, read_country_files, read_disclosure};

use super::{Row, folder, read};

const QUANTITIES: [&str; 12] = [
    "precision",
    "recall",
    "fpr",
    "fdr",
    "fnr",
    "accuracy",
    "specificity",
    "match_rate",
    "share",
    "change",
    "rate_per_second",
    "unspecified",
];
const COMPARATORS: [&str; 5] = [">=", "<=", "=", "<", ">"];
const COUNTED: [&str; 4] = ["reports", "offences", "children_identified", "convictions"];
const KINDS: [&str; 3] = ["known", "new", "text"];

fn assert_sourced(file: &str, rows: &[Row]) {
    assert!(!rows.is_empty(), "{file}");
    for row in rows {
        assert!(!row["source"].is_empty(), "{file}: {row:?}");
    }
}

/// Whether this is a fraction, `1 in N`, or nothing; quantities that are no shares may exceed 1.
fn is_value(text: &str, quantity: &str) -> bool {
    let most = if ["change", "rate_per_second"].contains(&quantity) { f64::MAX } else { 1.0 };
    match text.strip_prefix("1 in ") {
        Some(number) => parse_count(number).is_some_and(|number| number > 0),
        None => text.is_empty() || text.parse().is_ok_and(|value| (0.0..=most).contains(&value)),
    }
}

#[test]
fn figures_and_ratios() {
    let disclosure = read_disclosure(&[folder()]).unwrap();
    assert_eq!(disclosure.figures.len(), read("figures.csv").1.len());
    assert_eq!(disclosure.ratios.len(), 17);
    let names: Vec<&str> = disclosure.inputs.iter().map(|input| input.path.as_str()).collect();
    assert!(names[0].ends_with("figures.csv") && names[1].ends_with("ratios.csv"), "{names:?}");
    for source in disclosure.figures.iter().map(|figure| &figure.source) {
        assert!(source.citation.starts_with("Implementation report, 2.1."), "{source}");
    }
    for source in disclosure.ratios.iter().map(|ratio| &ratio.source) {
        assert!(source.citation.starts_with("Implementation report, 2.1.6, table 5"), "{source}");
    }
}

#[test]
fn claims() {
    let (header, rows) = read("claims.csv");
    let columns = "id,subject,technology,quantity,comparator,value,conditions,test_prevalence,test,\
                   numerator,denominator,source,note";
    assert_eq!(header.join(","), columns);
    assert_sourced("claims.csv", &rows);
    let mut ids = BTreeSet::new();
    for row in &rows {
        let (id, quantity, value) = (&row["id"], &row["quantity"], &row["value"]);
        assert!(ids.insert(id), "{id} is there twice");
        assert!(QUANTITIES.contains(&quantity.as_str()), "{id}: {quantity}");
        assert!(COMPARATORS.contains(&row["comparator"].as_str()), "{id}: {}", row["comparator"]);
        assert!(is_value(value, quantity), "{id}: {value}");
        assert!(!row["subject"].is_empty(), "{id}");
        assert!(is_value(&row["test_prevalence"], "share"), "{id}: {}", row["test_prevalence"]);
    }
}

#[test]
fn technologies() {
    let (header, rows) = read("technologies.csv");
    assert_eq!(header.join(","), "name,kind,maker,used_by,source,note");
    assert_sourced("technologies.csv", &rows);
    let mut pairs = BTreeSet::new();
    for row in &rows {
        assert!(KINDS.contains(&row["kind"].as_str()), "{row:?}");
        assert!(pairs.insert((&row["name"], &row["kind"])), "twice: {row:?}");
    }
    let names: BTreeSet<&String> = pairs.iter().map(|(name, _)| *name).collect();
    assert_eq!((names.len(), rows.len()), (17, 19));
    let several = |name: &&&String| pairs.iter().filter(|(other, _)| other == *name).count() > 1;
    let twice: Vec<&str> = names.iter().filter(several).map(|name| name.as_str()).collect();
    assert_eq!(twice, ["Rekognition", "Safer"]);
}

#[test]
fn countries() {
    let (header, rows) = read("member-states.csv");
    let columns = "country_code,country,quantity,part,period_start,period_end,period_printed,value,\
                   rounding,source,note";
    assert_eq!(header.join(","), columns);
    assert_sourced("member-states.csv", &rows);
    for row in &rows {
        let quantity = row["quantity"].as_str();
        assert!(COUNTED.contains(&quantity), "{row:?}");
        let (value, rounding) = (&row["value"], &row["rounding"]);
        assert_eq!(value.is_empty(), rounding.is_empty(), "{row:?}");
        assert!(value.is_empty() || parse_count(value).is_some(), "{row:?}");
        assert!(rounding.is_empty() || Rounding::from_word(rounding).is_some(), "{row:?}");
        assert!(!value.is_empty() || !row["note"].is_empty(), "no number and no reason: {row:?}");
    }
    let of = |quantity: &str| -> BTreeSet<&String> {
        let rows = rows.iter().filter(|row| row["quantity"] == quantity);
        rows.map(|row| &row["country_code"]).filter(|code| *code != "EU").collect()
    };
    // Slovenia's row of table 6 counts offences.
    let table_6: BTreeSet<&String> = of("reports").union(&of("offences")).copied().collect();
    assert_eq!((table_6.len(), of("offences").len()), (27, 1));
    assert_eq!(of("children_identified"), table_6);
    assert_eq!(of("convictions"), table_6);
}

#[test]
fn ncmec() {
    let (header, rows) = read("ncmec.csv");
    let columns = "region,year,quantity,value,rounding,share,share_decimals,share_of,source,note";
    assert_eq!(header.join(","), columns);
    assert_sourced("ncmec.csv", &rows);
    for row in &rows {
        let value = &row["value"];
        assert!(value.is_empty() || parse_count(value).is_some(), "{row:?}");
        assert!(!(value.is_empty() && row["share"].is_empty()), "{row:?}");
        assert_eq!(row["share"].is_empty(), row["share_of"].is_empty(), "{row:?}");
        assert_eq!(row["share"].is_empty(), row["share_decimals"].is_empty(), "{row:?}");
    }
}

#[test]
fn the_two_sides_of_the_reconciliation_are_read() {
    let files = read_country_files(&folder()).unwrap().unwrap();
    // 26 countries of table 6 less the 6 that print no number, and the 89 844 of section 2.2.
    assert_eq!(files.received.len(), 21);
    assert!(files.sent.iter().any(|sent| sent.code == "EU" && sent.value == 1_503_431));
}
