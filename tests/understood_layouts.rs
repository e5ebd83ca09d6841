//! Tables as programs write them: other separators, a byte-order mark, other line ends, quoted
//! fields over several lines, blank lines and trailing blanks all give the same figures.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;

use baserate::disclosure::{Figure, Rounding, Stage};
use baserate::input::read_disclosure;

const PLAIN: &str = "\
provider,scope,period_start,period_end,stage,unit,value,rounding,source,note
Example,eu,2023-01-01,2023-12-31,actioned,account,12000,nearest:1000,\"report, table 2\",
Example,nl,2023-01-01,2023-12-31,appealed,account,300,exact,\"report, table 3\",in words
";

/// The figures of a file with this content; the folder is taken off their places.
fn figures(content: &[u8]) -> Vec<Figure> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("figures.csv");
    fs::write(&path, content).unwrap();
    let mut figures = read_disclosure(&[path]).unwrap().figures;
    for figure in &mut figures {
        figure.source.file = "figures.csv".into();
    }
    figures
}

fn lines(content: &str) -> Vec<u64> {
    figures(content.as_bytes()).iter().map(|figure| figure.source.line).collect()
}

#[test]
fn the_plain_table() {
    let figures = figures(PLAIN.as_bytes());
    let [actioned, appealed] = &figures[..] else { panic!("{figures:?}") };
    assert_eq!((actioned.stage, actioned.value), (Stage::Actioned, 12_000));
    assert_eq!(actioned.rounding, Rounding::Nearest(1000));
    assert_eq!(actioned.source.to_string(), "figures.csv:2: report, table 2");
    assert_eq!((appealed.stage, appealed.value), (Stage::Appealed, 300));
    assert_eq!(appealed.source.line, 3);
    assert_eq!(appealed.key.scope.word(), "NL");
    assert_eq!(appealed.note, "in words");
}

#[test]
fn separators() {
    for separator in [";", "\t"] {
        // Only the commas inside quotes have a blank after them.
        let other = PLAIN.replace(", ", "§").replace(',', separator).replace('§', ", ");
        assert_eq!(figures(other.as_bytes()), figures(PLAIN.as_bytes()), "{other}");
    }
}

#[test]
fn byte_order_mark_and_line_ends() {
    let marked = [b"\xef\xbb\xbf", PLAIN.as_bytes()].concat();
    let windows = PLAIN.replace('\n', "\r\n");
    let unfinished = PLAIN.trim_end();
    for content in [&marked[..], windows.as_bytes(), unfinished.as_bytes()] {
        assert_eq!(figures(content), figures(PLAIN.as_bytes()));
    }
}

#[test]
fn blanks_around_fields() {
    let wide = PLAIN.replace("Example,", " Example  ,").replace(",exact,", ",exact ,");
    let wide = wide.replace("stage,", "stage ,").replace("in words", "in words  ");
    assert_eq!(figures(wide.as_bytes()), figures(PLAIN.as_bytes()));
}

#[test]
fn columns_in_any_order_and_left_out() {
    let other = "\
unit,stage,value,period_end,period_start,scope,provider
account,appealed,300,2023-12-31,2023-01-01,nl,Example
";
    let mut expected = figures(PLAIN.as_bytes()).pop().unwrap();
    expected.source.line = 2;
    expected.source.citation = String::new();
    expected.note = String::new();
    assert_eq!(figures(other.as_bytes()), [expected]);
}

#[test]
fn lines_are_counted_through_blank_ones_and_breaks_in_quotes() {
    assert_eq!(lines(PLAIN), [2, 3]);
    assert_eq!(lines(&PLAIN.replace("\nExample,nl", "\n\n \n,,,,,,,,,\nExample,nl")), [2, 6]);
    assert_eq!(lines(&format!("\n\n{PLAIN}\n\n")), [4, 5]);
    assert_eq!(lines(&PLAIN.replace("report, table 2", "report,\n\n\"\"table\"\" 2")), [2, 5]);
    let windows = PLAIN.replace("report, table 2", "report,\ntable 2").replace('\n', "\r\n");
    assert_eq!(lines(&windows), [2, 4]);
}

#[test]
fn counts_with_an_exponent() {
    for (text, value) in [("12.3e9", 12_300_000_000), ("6.6E6", 6_600_000), ("5.0", 5), ("0", 0)] {
        let content = PLAIN.replace(",12000,nearest:1000,", &format!(",{text},exact,"));
        assert_eq!(figures(content.as_bytes())[0].value, value, "{text}");
    }
}
