//! Tallies as files, and the statement that makes one in a database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

use baserate::export::tally::{Dialect, statement, write_csv, write_parquet};
use baserate::input::{LabelWords, ScoreOptions, read_scores};
use baserate::tally::{Label, Tally};

fn read(path: &Path, positive: Option<&str>) -> Tally {
    let labels = LabelWords { positive: positive.map(str::to_owned), negatives: Vec::new() };
    let options = ScoreOptions { labels, ..ScoreOptions::default() };
    let scores = read_scores(&[path.to_path_buf()], &options, &|_| {}).unwrap();
    scores.rows.tally(options.threads)
}

/// Counts beyond 32 bits, scores with many digits, and more distinct scores than are written at once.
fn some_tally() -> Tally {
    let many = (0..70_000_u32).map(|k| (f64::from(k) / 7.0, Label::Negative, u64::from(k % 3)));
    let few = [
        (1.0 / 3.0, Label::Positive, 12_300_000_000),
        (-1e-300, Label::Positive, 1),
        (5e300, Label::Unlabelled, 4),
        (0.0, Label::Negative, 9),
    ];
    Tally::new(many.chain(few), 0).unwrap()
}

#[test]
fn what_is_written_is_read_again() {
    let folder = tempfile::tempdir().unwrap();
    let tally = some_tally();
    let (csv, parquet) = (folder.path().join("t.csv"), folder.path().join("t.parquet"));
    write_csv(&tally, &mut fs::File::create(&csv).unwrap()).unwrap();
    write_parquet(&tally, &mut fs::File::create(&parquet).unwrap()).unwrap();
    assert!(read(&csv, None) == tally);
    assert!(read(&parquet, None) == tally);
    // Only Parquet has a place for rows without a score.
    let tally = Tally::new([(0.5, Label::Positive, 2)], 7).unwrap();
    write_parquet(&tally, &mut fs::File::create(&parquet).unwrap()).unwrap();
    assert_eq!(read(&parquet, None), tally);
}

#[test]
fn counts_that_parquet_cannot_hold_are_refused() {
    let tally = Tally::new([(0.5, Label::Positive, 1 << 63)], 0).unwrap();
    assert!(write_parquet(&tally, &mut Vec::new()).is_err());
}

/// The statement was run by `DuckDB` (`reference/make_sql.py`).
#[test]
fn a_database_makes_the_same_tally() {
    let file = |name: &str| PathBuf::from("tests/reference/scores").join(name);
    let source = file("double.parquet");
    let columns = ["score", "label"];
    let sql = statement(Dialect::DuckDb, source.to_str().unwrap(), columns, Some("spam"), &[]);
    assert_eq!(sql, fs::read_to_string(file("duckdb.sql")).unwrap());
    assert_eq!(read(&file("duckdb.csv"), None), read(&source, Some("spam")));
}
