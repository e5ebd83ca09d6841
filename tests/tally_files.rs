//! Tallies as files, and the statement that makes one in a database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

use baserate::evaluation::{Tallied, tally};
use baserate::export::tally::{Dialect, Source, statement, write_csv, write_parquet};
use baserate::input::{LabelWords, ScoreOptions, read_scores};
use baserate::tally::{Label, Resolution, Tally};

fn read(path: &Path, positive: Option<&str>) -> Tally {
    let labels = LabelWords { positive: positive.map(str::to_owned), negatives: Vec::new() };
    let options = ScoreOptions { labels, ..ScoreOptions::default() };
    match tally(&[path.to_path_buf()], &options, false, &|_| {}).unwrap().0 {
        Tallied::Plain(tally) => tally,
        Tallied::Keyed(_) => panic!("{} has keys", path.display()),
    }
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
    let (csv, parquet) = (folder.path().join("t.csv"), folder.path().join("t.parquet"));
    let some_dropped = Tally::new([(0.5, Label::Positive, 2)], 7).unwrap();
    for tally in [some_tally(), some_dropped] {
        let written = Tallied::Plain(tally.clone());
        write_csv(&written, &mut fs::File::create(&csv).unwrap()).unwrap();
        write_parquet(&written, &mut fs::File::create(&parquet).unwrap()).unwrap();
        assert!(read(&csv, None) == tally);
        assert!(read(&parquet, None) == tally);
    }
    let text = fs::read_to_string(&csv).unwrap();
    assert_eq!(text, "score,positives,negatives,unlabelled,dropped\n0.5,2,0,0,0\n,0,0,0,7\n");
}

#[test]
fn a_coarse_tally_says_how_coarse_it_is_and_makes_others_so() {
    let folder = tempfile::tempdir().unwrap();
    let [coarse, exact] =
        ["coarse", "exact"].map(|name| folder.path().join(format!("{name}.parquet")));
    let resolution = Resolution::new(11);
    let tally = some_tally().coarsened(resolution);
    write_parquet(&Tallied::Plain(tally.clone()), &mut fs::File::create(&coarse).unwrap()).unwrap();
    write_parquet(&Tallied::Plain(some_tally()), &mut fs::File::create(&exact).unwrap()).unwrap();
    assert!(read(&coarse, None) == tally);
    let both = |resolution| {
        let options = ScoreOptions { resolution, ..ScoreOptions::default() };
        let paths = [coarse.clone(), exact.clone()];
        read_scores(&paths, &options, &|_| {}).unwrap().rows.tally(options.threads)
    };
    let doubled = tally.clone().merged(tally).unwrap();
    assert!(both(None) == doubled && both(Resolution::new(20)) == doubled);
    assert!(both(Resolution::new(9)) == doubled.coarsened(Resolution::new(9)));
}

#[test]
fn a_resolution_that_makes_no_sense_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.parquet");
    let tally = some_tally().coarsened(Resolution::new(11));
    let mut file = Vec::new();
    write_parquet(&Tallied::Plain(tally), &mut file).unwrap();
    let key = b"baserate.resolution";
    let place = file.windows(key.len()).position(|bytes| bytes == key).unwrap() + key.len();
    let value = file[place..].windows(2).position(|bytes| bytes == b"11").unwrap() + place;
    file[value..value + 2].copy_from_slice(b"99");
    fs::write(&path, file).unwrap();
    let refused = read_scores(&[path], &ScoreOptions::default(), &|_| {}).unwrap_err();
    let message = "baserate.resolution is \"99\", expected a whole number from 1 to 24";
    assert!(refused.to_string().ends_with(message), "{refused}");
}

#[test]
fn counts_that_parquet_cannot_hold_are_refused() {
    let tally = Tally::new([(0.5, Label::Positive, 1 << 63)], 0).unwrap();
    assert!(write_parquet(&Tallied::Plain(tally), &mut Vec::new()).is_err());
}

/// The statement was run by `DuckDB` (`reference/make_sql.py`).
#[test]
fn a_database_makes_the_same_tally() {
    let file = |name: &str| PathBuf::from("tests/reference/scores").join(name);
    let source = file("double.parquet");
    let columns = Source {
        name: source.to_str().unwrap(),
        score: "score",
        label: "label",
        weight: None,
        cluster: None,
    };
    let sql = statement(Dialect::DuckDb, &columns, Some("spam"), &["ham".to_owned()]).unwrap();
    assert_eq!(sql, fs::read_to_string(file("duckdb.sql")).unwrap());
    for name in ["duckdb.csv", "duckdb.parquet", "duckdb_sums.parquet"] {
        assert_eq!(read(&file(name), None), read(&source, Some("spam")), "{name}");
    }
}

/// A database counts a label that nobody named, which readers of rows refuse.
#[test]
fn other_labels_of_a_tally_are_refused() {
    let refused = |path: PathBuf| {
        read_scores(&[path], &ScoreOptions::default(), &|_| {}).unwrap_err().to_string()
    };
    let what = "expected 0 rows whose label is neither positive nor negative; make the tally again with \
                --positive and --negative, which name every label";
    let error = refused(PathBuf::from("tests/reference/scores/duckdb_other.parquet"));
    assert!(error.ends_with(&format!("row 1: other_labels is 2, {what}")), "{error}");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("t.csv");
    fs::write(&path, "score,positives,negatives,other_labels\n0.5,1,2,0\n0.25,1,2,3\n").unwrap();
    let error = refused(path);
    assert!(error.ends_with(&format!("t.csv:3: other_labels is 3, {what}")), "{error}");
}

#[test]
fn a_positive_label_for_tallies_alone_is_refused() {
    let path = PathBuf::from("tests/reference/scores/tally.csv");
    let labels = LabelWords { positive: Some("1".to_owned()), negatives: Vec::new() };
    let options = ScoreOptions { labels, ..ScoreOptions::default() };
    let error = read_scores(&[path], &options, &|_| {}).unwrap_err().to_string();
    let expected = "--positive with tallies alone, which have counted labels already; leave it out";
    assert!(error.ends_with(expected), "{error}");
}
