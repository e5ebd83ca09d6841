//! The dataset on the EU interim Regulation: that its files are whole, and that an audit of it gives
//! the values that were worked out elsewhere.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod audit;
mod claims;
mod files;
mod findings;
mod reconciliation;
mod totals;

use std::fs::File;
use std::path::PathBuf;

use baserate::disclosure::Finding;
use baserate::evaluation::{self, Audit, AuditOptions, CaseResult};

/// A row of a file, by the names of its columns.
type Row = std::collections::HashMap<String, String>;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("datasets/eu-interim-regulation")
}

/// The header and the rows of one of the files.
fn read(name: &str) -> (Vec<String>, Vec<Row>) {
    let mut reader = csv::Reader::from_reader(File::open(folder().join(name)).unwrap());
    let header = reader.headers().unwrap().iter().map(str::to_owned).collect();
    (header, reader.deserialize().map(Result::unwrap).collect())
}

fn audit(options: &AuditOptions) -> (Audit, Vec<Finding>) {
    let outcome = evaluation::audit(&[folder()], options).unwrap();
    (outcome.result, outcome.findings)
}

/// The case with this identifier.
fn case<'a>(audit: &'a Audit, id: &str) -> &'a CaseResult {
    let found = audit.cases.iter().find(|case| case.case.id == id);
    found.unwrap_or_else(|| panic!("no case {id}"))
}

/// Asserts that two numbers agree to a relative error: expected values are written with as many
/// digits as their source gives.
fn assert_near(found: f64, expected: f64, relative: f64) {
    let error = (found / expected - 1.0).abs();
    assert!(error < relative, "found {found}, expected {expected}, off by {error:e}");
}
