//! A delimited text file with a header, read whole, with the place of every row.

use std::fmt::Write as _;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::delimited::{delimiter, first_line};
use crate::error::{Error, Result};

/// The name of an input with the fingerprint of its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Digest {
    /// The path as it was given.
    pub path: String,
    /// The SHA-256 of the content, in hexadecimal.
    pub sha256: String,
}

/// A delimited text file: comma, semicolon or tab between fields, one header line.
#[derive(Debug)]
pub struct Table {
    path: PathBuf,
    header: Vec<String>,
    header_line: u64,
    rows: Vec<(u64, Vec<String>)>,
    digest: Digest,
}

/// One row of a [`Table`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Row<'a> {
    table: &'a Table,
    line: u64,
    fields: &'a [String],
}

/// What a table may and must have in its header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) required: &'static [&'static str],
    pub(super) optional: &'static [&'static str],
    /// Whether any further column is kept as a label, rather than refused.
    pub(super) labels: bool,
}

impl Columns {
    fn known(self) -> impl Iterator<Item = &'static str> {
        self.required.iter().chain(self.optional).copied()
    }
}

impl Table {
    /// Returns the table in the file at `path`, or on standard input where `path` is `-`.
    ///
    /// A byte-order mark is passed over; blank lines are, too. Fields are trimmed.
    ///
    /// # Errors
    ///
    /// If the file cannot be read, is empty, is not UTF-8 text, or has a row with more or fewer
    /// fields than its header or with a quoted field that does not end.
    pub fn read(path: &Path) -> Result<Self> {
        let bytes = content(path)?;
        let digest = digest(path, &bytes);
        let text = decode(path, &bytes)?;
        let Parsed { header_line, header, rows } = parse(path, text)?;
        Ok(Self { path: path.to_path_buf(), header, header_line, rows, digest })
    }

    /// The path and the fingerprint of the content.
    #[must_use]
    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// Whether the header has a column `name`.
    #[must_use]
    pub fn has_column(&self, name: &str) -> bool {
        self.header.iter().any(|column| column == name)
    }

    /// Checks the header: every required column there, none twice, none unknown unless such columns
    /// are labels, at least one row.
    pub(super) fn check(&self, columns: Columns) -> Result<()> {
        let all = || columns.known().collect::<Vec<_>>().join(", ");
        if let Some(missing) = columns.required.iter().find(|name| !self.has_column(name)) {
            let found = self.header.join(", ");
            return Err(self.header_error(format!("no column \"{missing}\", found {found}")));
        }
        for (index, column) in self.header.iter().enumerate() {
            if columns.labels && column.is_empty() {
                let message = format!("column {} has no name, expected one", index + 1);
                return Err(self.header_error(message).with_remedy("name or remove it"));
            }
            if !columns.labels && !columns.known().any(|name| name == column) {
                let message = format!("unknown column \"{column}\", expected some of {}", all());
                return Err(self.header_error(message).with_remedy("rename or remove it"));
            }
            if self.header[..index].contains(column) {
                let message = format!("column \"{column}\" is there twice, expected once");
                return Err(self.header_error(message).with_remedy("rename or remove one"));
            }
        }
        if self.rows.is_empty() {
            return Err(Error::file(
                &self.path,
                "a header without rows, expected at least one row",
            ));
        }
        Ok(())
    }

    /// The columns that are labels, in the order of the header.
    pub(super) fn labels(&self, columns: Columns) -> Vec<&str> {
        let is_label = |name: &&str| columns.labels && !columns.known().any(|known| known == *name);
        self.header.iter().map(String::as_str).filter(is_label).collect()
    }

    pub(super) fn header(&self) -> &[String] {
        &self.header
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, fields)| Row { table: self, line: *line, fields })
    }

    pub(super) fn header_error(&self, message: String) -> Error {
        Error::line(&self.path, self.header_line, message)
    }
}

impl<'a> Row<'a> {
    /// The field in column `name`; empty where there is no such column.
    pub(super) fn text(&self, name: &str) -> &'a str {
        let place = self.table.header.iter().position(|column| column == name);
        place.and_then(|place| self.fields.get(place)).map_or("", String::as_str)
    }

    /// The field in column `name`, which must not be empty.
    pub(super) fn required(&self, name: &str) -> Result<&'a str> {
        match self.text(name) {
            "" => Err(self.error(format!("{name} is empty, expected a value"))),
            text => Ok(text),
        }
    }

    /// The field in column `name` as `parse` reads it.
    pub(super) fn parsed<T>(
        &self,
        name: &str,
        expected: &str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T> {
        let text = self.text(name);
        let found = if text.is_empty() { "empty".to_owned() } else { format!("\"{text}\"") };
        parse(text).ok_or_else(|| self.error(format!("{name} is {found}, expected {expected}")))
    }

    pub(super) fn error(&self, message: impl Into<String>) -> Error {
        Error::line(&self.table.path, self.line, message)
    }

    pub(super) fn has_column(&self, name: &str) -> bool {
        self.table.has_column(name)
    }

    pub(super) fn line(&self) -> u64 {
        self.line
    }

    pub(super) fn path(&self) -> &'a Path {
        &self.table.path
    }
}

const NO_SUCH_FILE: &str = "no such file, expected a CSV file or a folder with figures.csv";

fn content(path: &Path) -> Result<Vec<u8>> {
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        let read = std::io::stdin().lock().read_to_end(&mut bytes);
        return read.map(|_| bytes).map_err(|e| Error::request(format!("standard input: {e}")));
    }
    if path.is_dir() {
        return Err(Error::file(path, "a folder, expected a file"));
    }
    std::fs::read(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => Error::file(path, NO_SUCH_FILE),
        _ => Error::file(path, format!("cannot be read: {error}")),
    })
}

pub(super) fn digest(path: &Path, bytes: &[u8]) -> Digest {
    Digest::of(path, Sha256::new_with_prefix(bytes))
}

impl Digest {
    /// The fingerprint of the file at `path`, of which `content` has been told everything.
    pub(super) fn of(path: &Path, content: Sha256) -> Self {
        let mut sha256 = String::with_capacity(64);
        for byte in content.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(sha256, "{byte:02x}");
        }
        Self { path: path.display().to_string(), sha256 }
    }
}

fn decode<'a>(path: &Path, bytes: &'a [u8]) -> Result<&'a str> {
    let remedy = "save it as CSV in UTF-8";
    if bytes.starts_with(b"PK\x03\x04") {
        let message = "a spreadsheet or archive, expected a CSV file";
        return Err(Error::file(path, message).with_remedy(remedy));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = match std::str::from_utf8(bytes) {
        Ok(text) if !text.contains('\0') => text,
        Ok(text) => return Err(not_text(path, text.find('\0').unwrap_or(0), bytes)),
        Err(error) => return Err(not_text(path, error.valid_up_to(), bytes)),
    };
    if text.trim().is_empty() {
        return Err(Error::file(path, "an empty file, expected a header line and rows"));
    }
    Ok(text)
}

fn not_text(path: &Path, at: usize, bytes: &[u8]) -> Error {
    let before = bytes.get(..at).unwrap_or(bytes);
    let line = before.split(|byte| *byte == b'\n').count();
    let byte = bytes.get(at).copied().unwrap_or(0);
    let line = u64::try_from(line).unwrap_or(u64::MAX);
    Error::line(path, line, format!("byte 0x{byte:02x} is not UTF-8 text, expected a CSV file"))
        .with_remedy("save it as CSV in UTF-8")
}

/// The header and the rows that are not blank, with their lines.
#[derive(Debug, Default, PartialEq, Eq)]
struct Parsed {
    header_line: u64,
    header: Vec<String>,
    rows: Vec<(u64, Vec<String>)>,
}

fn parse(path: &Path, text: &str) -> Result<Parsed> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(text.as_bytes()))
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.as_bytes());
    let mut parsed = Parsed::default();
    let records = reader.records().collect::<std::result::Result<Vec<_>, _>>();
    let records = records.map_err(|error| Error::file(path, error.to_string()))?;
    if let Some(last) = records.last().and_then(csv::StringRecord::position) {
        check_quotes(path, text, last)?;
    }
    for record in records {
        let line = record.position().map_or(0, |position| first_line(text.as_bytes(), position));
        let fields: Vec<String> = record.iter().map(str::to_owned).collect();
        if fields.iter().all(String::is_empty) {
            continue;
        }
        if parsed.header.is_empty() {
            (parsed.header_line, parsed.header) = (line, fields);
            continue;
        }
        let (found, expected) = (fields.len(), parsed.header.len());
        if found != expected {
            let fields = if found == 1 { "field" } else { "fields" };
            let message = format!("{found} {fields}, expected {expected} as in the header");
            let remedy = "put quotes around a field that holds the separator";
            return Err(Error::line(path, line, message).with_remedy(remedy));
        }
        parsed.rows.push((line, fields));
    }
    Ok(parsed)
}

/// Refuses a quoted field that never ends: it would swallow all rows below it.
fn check_quotes(path: &Path, text: &str, last: &csv::Position) -> Result<()> {
    let start = usize::try_from(last.byte()).unwrap_or(0);
    let marks = text.get(start..).unwrap_or("").matches('"').count();
    if marks.is_multiple_of(2) {
        return Ok(());
    }
    let message = "a quoted field that does not end, expected a second quotation mark";
    Err(Error::line(path, first_line(text.as_bytes(), last), message)
        .with_remedy("close it, and write a quotation mark inside quotes twice"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(text: &str) -> Parsed {
        parse(Path::new("t.csv"), text).unwrap()
    }

    #[test]
    fn lines_are_counted_through_blank_ones_and_quoted_breaks() {
        let table = parsed("\n\na,b\n\n1,2\n\n\n\"x\ny\",3\n4,5\n");
        assert_eq!((table.header_line, table.header), (3, vec!["a".to_owned(), "b".to_owned()]));
        let lines: Vec<u64> = table.rows.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [5, 8, 10]);
    }

    #[test]
    fn semicolons_and_tabs_are_understood() {
        for text in ["a;b\n1;2\n", "a\tb\n1\t2\n", "a,b\r\n1,2\r\n"] {
            let fields = |a: &str, b: &str| vec![a.to_owned(), b.to_owned()];
            let expected = Parsed {
                header_line: 1,
                header: fields("a", "b"),
                rows: vec![(2, fields("1", "2"))],
            };
            assert_eq!(parsed(text), expected);
        }
    }

    #[test]
    fn a_quote_that_never_closes_does_not_swallow_the_rows_below() {
        let parse = |text| parse(Path::new("t.csv"), text);
        let error = parse("a,b\n1,\"x\n2,y\n3,z\n").unwrap_err().to_string();
        assert!(error.starts_with("t.csv:2: a quoted field that does not end"), "{error}");
        assert_eq!(parse("a,b\n1,\"say \"\"x\"\"\"\n").unwrap().rows[0].1[1], "say \"x\"");
    }

    #[test]
    fn short_rows_and_binary_content_are_refused_with_their_place() {
        let path = Path::new("t.csv");
        assert_eq!(
            parse(path, "a,b\n1,2\n3\n").unwrap_err().to_string(),
            "t.csv:3: 1 field, expected 2 as in the header; \
             put quotes around a field that holds the separator"
        );
        assert!(
            decode(path, b"a,b\n1,\xff\n")
                .unwrap_err()
                .to_string()
                .starts_with("t.csv:2: byte 0xff")
        );
        assert!(decode(path, b"PK\x03\x04zip").is_err());
        assert!(decode(path, b"\xef\xbb\xbf \n").unwrap_err().to_string().contains("empty file"));
        assert_eq!(decode(path, b"\xef\xbb\xbfa").unwrap(), "a");
    }
}
