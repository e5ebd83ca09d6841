//! Input that is refused: one error that names place, found, expected and remedy; exit code 2;
//! nothing on standard output; and an output file that was there before stays as it was.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use tempfile::TempDir;

const HEADER: &str = "provider,scope,period_start,period_end,stage,unit,value,rounding,source";
const GOOD: &str = "Example,eu,2023-01-01,2023-12-31,actioned,account,1200,exact,table 2";
const OLD: &[u8] = b"an older result\n";

fn baserate(folder: &Path, arguments: &[&str]) -> Output {
    let program = env!("CARGO_BIN_EXE_baserate");
    Command::new(program).args(arguments).current_dir(folder).output().unwrap()
}

/// Runs an audit of `arguments` in `folder`, checks that it is refused, with and without an
/// output file, and returns the one error.
fn refusal(folder: &Path, arguments: &[&str]) -> String {
    fs::write(folder.join("result.txt"), OLD).unwrap();
    let before = names(folder);
    let error = refused(&baserate(folder, &[&["audit"], arguments].concat()));
    let to_file = [&["audit", "--output", "result.txt"], arguments].concat();
    assert_eq!(refused(&baserate(folder, &to_file)), error);
    assert_eq!(fs::read(folder.join("result.txt")).unwrap(), OLD, "{error}");
    assert_eq!(names(folder), before, "{error}");
    error
}

fn refused(output: &Output) -> String {
    let error = String::from_utf8(output.stderr.clone()).unwrap();
    assert_eq!(output.status.code(), Some(2), "{error}");
    assert_eq!(output.stdout, b"", "{error}");
    let message = error.strip_prefix("error: ").and_then(|error| error.strip_suffix('\n'));
    let message = message.unwrap_or_else(|| panic!("no error: {error}"));
    assert!(!message.contains('\n'), "more than one line: {message}");
    message.to_owned()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    let name = |entry: fs::DirEntry| entry.file_name().to_string_lossy().into_owned();
    let mut names: Vec<String> = entries.map(|entry| name(entry.unwrap())).collect();
    names.sort();
    names
}

fn folder_with(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

/// The error for a `figures.csv` of these bytes.
fn error_for(content: &[u8]) -> String {
    refusal(folder_with(&[("figures.csv", content)]).path(), &["figures.csv"])
}

/// The error for a `figures.csv` whose third line is `row`.
fn error_for_row(row: &str) -> String {
    error_for(format!("{HEADER}\n{GOOD}\n{row}\n").as_bytes())
}

fn assert_all(errors: &[(String, &str)]) {
    for (error, expected) in errors {
        assert_eq!(error, expected);
    }
}

#[test]
fn words_outside_the_vocabulary() {
    let row = |scope: &str, stage: &str, unit: &str, rounding: &str| {
        let rest = format!("2023-01-01,2023-12-31,{stage},{unit},7,{rounding},table 3");
        error_for_row(&format!("Example,{scope},{rest}"))
    };
    assert_all(&[
        (
            row("eu", "suspended", "account", "exact"),
            "figures.csv:3: stage is \"suspended\", expected one of scanned, flagged, reviewed, \
             rejected, confirmed, actioned, appealed, upheld, partially_reversed, reversed, omitted, \
             pending, reversed_without_appeal, audited, audited_wrong, unflagged_audited, \
             unflagged_audited_violating, reported, notice_declined_appealed, \
             notice_declined_reversed",
        ),
        (
            row("eu", "appealed", "user", "exact"),
            "figures.csv:3: unit is \"user\", expected one of item, account, report, conversation, \
             decision",
        ),
        (
            row("europe", "appealed", "account", "exact"),
            "figures.csv:3: scope is \"europe\", expected eu, world, unknown or a two-letter ISO \
             country code",
        ),
        (
            row("eu", "appealed", "account", "approx"),
            "figures.csv:3: rounding is \"approx\", expected exact, nearest:N, about:PERCENT, \
             at-least or at-most",
        ),
    ]);
    let missing = "Example,eu,2023-01-01,2023-12-31,,account,7,exact,table 3";
    assert!(error_for_row(missing).starts_with("figures.csv:3: stage is empty, expected one of "));
}

#[test]
fn values_that_are_no_counts() {
    let value = |value: &str| {
        error_for_row(&format!(
            "Example,eu,2023-01-01,2023-12-31,appealed,account,{value},exact,table 3"
        ))
    };
    assert_all(&[
        (
            value("-7"),
            "figures.csv:3: value is \"-7\", expected a whole number of at least 0, such as 340000 \
             or 12.3e9; a count cannot be negative",
        ),
        (
            value("\"4,900\""),
            "figures.csv:3: value is \"4,900\", expected a whole number of at least 0, such as \
             340000 or 12.3e9; counts are whole; write thousands without a separator, as in \
             340000",
        ),
        (
            value("4 900"),
            "figures.csv:3: value is \"4 900\", expected a whole number of at least 0, such as \
             340000 or 12.3e9; write it without separators, such as 340000",
        ),
        (
            value("4900.5"),
            "figures.csv:3: value is \"4900.5\", expected a whole number of at least 0, such as \
             340000 or 12.3e9",
        ),
        (
            value("18446744073709551616"),
            "figures.csv:3: value is \"18446744073709551616\", expected a whole number of at least \
             0, such as 340000 or 12.3e9; the largest count is 18446744073709551615",
        ),
        (
            value("2e19"),
            "figures.csv:3: value is \"2e19\", expected a whole number of at least 0, such as \
             340000 or 12.3e9; the largest count is 18446744073709551615",
        ),
        (
            value(""),
            "figures.csv:3: value is empty, expected a whole number of at least 0, such as 340000 \
             or 12.3e9; leave out the row where the source prints no number",
        ),
        (
            value("10%"),
            "figures.csv:3: value is \"10%\", expected a whole number of at least 0, such as 340000 \
             or 12.3e9; figures are counts; what a source prints as a ratio belongs in ratios.csv",
        ),
        (
            value("n/a"),
            "figures.csv:3: value is \"n/a\", expected a whole number of at least 0, such as 340000 \
             or 12.3e9",
        ),
    ]);
}

#[test]
fn parts_that_add_up_to_too_much() {
    let row = |part: &str, line: &str| {
        format!("Example,eu,2023-01-01,2023-12-31,scanned,item,{line},{part},table 1")
    };
    let header = HEADER.replace("rounding", "part");
    let most = u64::MAX.to_string();
    let text = [header, row("images", &most), row("videos", "1")].join("\n");
    assert_eq!(
        error_for(text.as_bytes()),
        "figures.csv:3: the parts up to \"videos\" add up to more than 18446744073709551615; look \
         for a value with digits too many"
    );
}

#[test]
fn days_that_cannot_be() {
    let period = |start: &str, end: &str| {
        error_for_row(&format!("Example,eu,{start},{end},appealed,account,7,exact,table 3"))
    };
    assert_all(&[
        (
            period("2023-02-29", "2023-12-31"),
            "figures.csv:3: period_start is \"2023-02-29\", expected a date that exists, written \
             YYYY-MM-DD",
        ),
        (
            period("2023-01-01", "31.12.2023"),
            "figures.csv:3: period_end is \"31.12.2023\", expected a date that exists, written \
             YYYY-MM-DD",
        ),
        (
            period("2023-12-31", "2023-01-01"),
            "figures.csv:3: period_end is 2023-01-01, expected a day from period_start 2023-12-31 on",
        ),
    ]);
}

#[test]
fn columns_missing_unknown_or_twice() {
    let with_header = |header: &str| error_for(format!("{header}\n{GOOD}\n").as_bytes());
    assert_all(&[
        (
            with_header(&HEADER.replace("unit", "note")),
            "figures.csv:1: no column \"unit\", found provider, scope, period_start, period_end, \
             stage, note, value, rounding, source; add it, or rename the column that holds it to \
             \"unit\"",
        ),
        (
            with_header(&HEADER.replace("period_start", "Period start")),
            "figures.csv:1: no column \"period_start\", found provider, scope, Period start, \
             period_end, stage, unit, value, rounding, source; rename \"Period start\" to \
             \"period_start\"",
        ),
        (
            with_header(&HEADER.replace("source", "sourse")),
            "figures.csv:1: unknown column \"sourse\", expected some of provider, scope, \
             period_start, period_end, stage, unit, value, service, technology, category, channel, \
             part, rounding, source, note; rename or remove it",
        ),
        (
            with_header(&HEADER.replace("source", "stage")),
            "figures.csv:1: column \"stage\" is there twice, expected once; rename or remove one",
        ),
        (
            with_header(&format!("\n\n{}", HEADER.replace("source", "stage"))),
            "figures.csv:3: column \"stage\" is there twice, expected once; rename or remove one",
        ),
    ]);
}

#[test]
fn a_figure_repeated_from_the_same_source() {
    assert_eq!(
        error_for_row(GOOD),
        "figures.csv:3: the same figure as line 2, from the same source; remove one, or cite where \
         each stands"
    );
    let other_value = GOOD.replace("1200", "1300");
    assert_eq!(error_for_row(&other_value), error_for_row(GOOD));
}

#[test]
fn files_without_rows() {
    assert_all(&[
        (error_for(b""), "figures.csv: an empty file, expected a header line and rows"),
        (
            error_for(b"\xef\xbb\xbf\r\n \n"),
            "figures.csv: an empty file, expected a header line and rows",
        ),
        (
            error_for(HEADER.as_bytes()),
            "figures.csv: a header without rows, expected at least one row",
        ),
    ]);
}

#[test]
fn files_that_are_not_text() {
    let remedy = "is not UTF-8 text, expected a CSV file; save it as CSV in UTF-8";
    let latin: Vec<u8> = [HEADER.as_bytes(), b"\n", GOOD.as_bytes(), b" \xe9\n"].concat();
    let wide: Vec<u8> = HEADER.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked: Vec<u8> = [b"\xff\xfe", &wide[..]].concat();
    assert_all(&[
        (error_for(&[0xff; 64]), &format!("figures.csv:1: byte 0xff {remedy}")),
        (error_for(&latin), &format!("figures.csv:2: byte 0xe9 {remedy}")),
        (error_for(&marked), &format!("figures.csv:1: byte 0xff {remedy}")),
        (error_for(&wide), &format!("figures.csv:1: byte 0x00 {remedy}")),
        (
            error_for(b"PK\x03\x04\x14\x00\x06\x00[Content_Types].xml"),
            "figures.csv: a spreadsheet or archive, expected a CSV file; save it as CSV in UTF-8",
        ),
    ]);
}

#[test]
fn rows_that_are_too_short_or_too_long() {
    let missing = "add what is missing, and leave a field empty where there is nothing to say";
    let remedy = "put quotes around a field that holds the separator";
    assert_all(&[
        (
            error_for_row("Example,eu,2023-01-01"),
            &format!("figures.csv:3: 3 fields, expected 9 as in the header; {missing}"),
        ),
        (
            error_for_row(&format!("{GOOD},row 2")),
            &format!("figures.csv:3: 10 fields, expected 9 as in the header; {remedy}"),
        ),
        (
            error_for_row("Example"),
            &format!("figures.csv:3: 1 field, expected 9 as in the header; {missing}"),
        ),
        (
            error_for_row(&format!("{}\n{GOOD}", GOOD.replace("table 2", "\"table 2"))),
            "figures.csv:3: a quoted field that does not end, expected a second quotation mark; \
             close it, and write a quotation mark inside quotes twice",
        ),
    ]);
}

#[test]
fn places_that_hold_no_figures() {
    let folder = folder_with(&[("notes.txt", b"no figures")]);
    fs::create_dir(folder.path().join("empty")).unwrap();
    assert_all(&[
        (
            refusal(folder.path(), &["empty"]),
            "empty: a folder without figures.csv; name a folder that has one, or the files \
             themselves",
        ),
        (
            refusal(folder.path(), &["nowhere.csv"]),
            "nowhere.csv: no such file, expected a CSV file or a folder with figures.csv",
        ),
    ]);
}

#[test]
fn the_same_file_twice() {
    let text = format!("{HEADER}\n{GOOD}\n");
    let folder = folder_with(&[("figures.csv", text.as_bytes()), ("copy.csv", text.as_bytes())]);
    assert_all(&[
        (
            refusal(folder.path(), &["figures.csv", "figures.csv"]),
            "figures.csv: named twice; name every file once",
        ),
        (
            refusal(folder.path(), &["figures.csv", "./figures.csv"]),
            "./figures.csv: the same content as figures.csv; name every file once",
        ),
        (
            refusal(folder.path(), &[".", "copy.csv"]),
            "copy.csv: the same content as ./figures.csv; name every file once",
        ),
    ]);
}

/// A `ratios.csv` with this value and number of decimals.
fn ratios(value: &str, decimals: &str) -> String {
    format!(
        "provider,scope,period_start,period_end,unit,numerator_stage,denominator_stage,value,\
         decimals\nExample,eu,2023-01-01,2023-12-31,account,reversed,appealed,{value},{decimals}\n"
    )
}

#[test]
fn ratios_alone_or_ill_written() {
    let figures = format!("{HEADER}\n{GOOD}\n");
    let with = |value: &str, decimals: &str| {
        let ratios = ratios(value, decimals);
        let files = [("figures.csv", figures.as_bytes()), ("ratios.csv", ratios.as_bytes())];
        refusal(folder_with(&files).path(), &["."])
    };
    let alone = folder_with(&[("ratios.csv", ratios("4.22%", "2").as_bytes())]);
    assert_all(&[
        (
            refusal(alone.path(), &["ratios.csv"]),
            "printed ratios without figures; name the figures.csv that they were computed from, too",
        ),
        (
            with("4.22", "2"),
            "./ratios.csv:2: value is \"4.22\", expected a fraction from 0 to 1, or a percentage \
             such as 4.22%",
        ),
        (
            with("101%", "0"),
            "./ratios.csv:2: value is \"101%\", expected a fraction from 0 to 1, or a percentage \
             such as 4.22%",
        ),
        (
            with("4.22%", "two"),
            "./ratios.csv:2: decimals is \"two\", expected a whole number from 0 to 15",
        ),
    ]);
}
