//! Scores with weights and clusters: every form that is read, their tallies, and one clear error for each
//! fault. The files are written by pyarrow and `DuckDB` (`reference/make_keyed.py`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use baserate::evaluation::{Tallied, tally};
use baserate::export::tally::{Dialect, Source, statement, write_csv, write_parquet};
use baserate::input::{NotFinite, ScoreOptions};
use baserate::quantity::Weight;
use baserate::tally::{KeyedScores, KeyedTally, Keys, Label};

const BOTH: Keys = Keys { weights: true, clusters: true };

fn file(name: &str) -> PathBuf {
    Path::new("tests/reference/scores").join(name)
}

fn options(weight: Option<&str>, cluster: Option<&str>, threads: usize) -> ScoreOptions {
    ScoreOptions {
        weight: weight.map(str::to_owned),
        cluster: cluster.map(str::to_owned),
        threads: NonZeroUsize::new(threads).unwrap(),
        ..ScoreOptions::default()
    }
}

fn read(paths: &[PathBuf], options: &ScoreOptions) -> Result<KeyedTally, String> {
    match tally(paths, options, false, &|_| {}) {
        Ok((Tallied::Keyed(tally), _)) => Ok(tally),
        Ok(_) => Err("no keys".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

/// The tally of a text, or its error without the folder that it is in.
fn read_text(text: &str, options: &ScoreOptions) -> Result<KeyedTally, String> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.csv");
    fs::write(&path, text).unwrap();
    let shown = format!("{}/", folder.path().display());
    read(&[path], options).map_err(|error| error.replace(&shown, ""))
}

#[test]
fn every_form_is_read_alike_by_any_number_of_threads() {
    let expected = read(&[file("keyed_tally.csv")], &options(None, None, 1)).unwrap();
    assert_eq!(expected.keys(), BOTH);
    let all = [Label::Positive, Label::Negative, Label::Unlabelled].map(|l| expected.count(l));
    assert!(all.iter().sum::<u64>() == 400 && all.iter().all(|count| *count > 50), "{all:?}");
    for name in ["keyed.parquet", "keyed_text.parquet", "keyed.arrow", "keyed.csv"] {
        for threads in [1, 3] {
            let found = read(&[file(name)], &options(Some("w"), Some("account"), threads));
            assert!(found.unwrap() == expected, "{name} {threads}");
        }
    }
}

#[test]
fn one_key_alone_is_what_is_left_without_the_other() {
    let both = read(&[file("keyed_tally.csv")], &options(None, None, 1)).unwrap();
    for keys in [Keys { weights: true, clusters: false }, Keys { weights: false, clusters: true }] {
        let mut rows = KeyedScores::new(keys);
        for row in both.rows() {
            let weight = if keys.weights { row.weight } else { Weight::ONE };
            for label in [Label::Positive, Label::Negative, Label::Unlabelled] {
                rows.add(&both.clusters()[row.cluster], weight, row.score, label, row.count(label));
            }
        }
        let options = options(keys.weights.then_some("w"), keys.clusters.then_some("account"), 2);
        assert!(read(&[file("keyed.parquet")], &options).unwrap() == rows.tally(0).unwrap());
    }
}

#[test]
fn what_is_written_is_read_again_and_halves_are_the_whole() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["t.csv", "t.parquet", "one.csv", "two.parquet"];
    let [csv, parquet, one, two] = names.map(|name| folder.path().join(name));
    let write = |tally: &KeyedTally, path: &Path| {
        let (tally, mut file) = (Tallied::Keyed(tally.clone()), fs::File::create(path).unwrap());
        let is_csv = path.extension().is_some_and(|ending| ending == "csv");
        if is_csv { write_csv(&tally, &mut file) } else { write_parquet(&tally, &mut file) }
            .unwrap();
    };
    let (mut all, mut halves) = (KeyedScores::new(BOTH), [(); 2].map(|()| KeyedScores::new(BOTH)));
    for row in 0..150_000_u32 {
        let name = format!("account \"{}\", {}", row % 7, row % 1009);
        let weight = Weight::relative(1.0 / f64::from(row % 3 + 1)).unwrap();
        let (score, label) = (f64::from(row % 400) / 7.0, Label::from(row % 11 == 0));
        all.add(&name, weight, score, label, 1);
        halves[usize::from(row % 400 > 150)].add(&name, weight, score, label, 1);
    }
    let (all, [first, second]) = (all.tally(9).unwrap(), halves);
    write(&all, &csv);
    write(&all, &parquet);
    write(&first.tally(4).unwrap(), &one);
    write(&second.tally(5).unwrap(), &two);
    let options = options(None, None, 2);
    assert!(all.rows().len() > 65_536 && all.dropped() == 9);
    assert!(read(&[csv], &options).unwrap() == all);
    assert!(read(&[parquet], &options).unwrap() == all);
    assert!(read(&[one, two], &options).unwrap() == all);
}

/// The statement was run by `DuckDB`.
#[test]
fn a_database_makes_the_same_tally() {
    let source = file("keyed.parquet");
    let columns = Source {
        name: source.to_str().unwrap(),
        score: "score",
        label: "label",
        weight: Some("w"),
        cluster: Some("account"),
    };
    let sql = statement(Dialect::DuckDb, &columns, None, &[]).unwrap();
    assert_eq!(sql, fs::read_to_string(file("keyed.sql")).unwrap());
    let options = options(None, None, 1);
    let made = read(&[file("keyed_duckdb.csv")], &options).unwrap();
    assert!(made == read(&[file("keyed_tally.csv")], &options).unwrap());
}

#[test]
fn faults_are_told_with_their_place() {
    let weights = options(Some("w"), None, 2);
    let of_weight = |weight: &str| {
        read_text(&format!("score,label,w\n0.5,1,2\n0.25,0,{weight}\n"), &weights).unwrap_err()
    };
    let remedy = "it is the inverse of the sampling probability: 1000 where one in 1000 was drawn";
    for (text, shown) in
        [("0", "\"0\""), ("-3", "\"-3\""), ("NaN", "\"NaN\""), ("", "empty"), ("1,000", "fields")]
    {
        let expected = format!("s.csv:3: w is {shown}, expected a number above 0; {remedy}");
        let expected = if shown == "fields" {
            "s.csv:3: 4 fields, expected 3 as in the header".to_owned()
        } else {
            expected
        };
        assert_eq!(of_weight(text), expected);
    }
    assert_eq!(
        of_weight("1e300"),
        "s.csv:3: w is \"1e300\", expected a number from 2⁻⁶⁴ to 2⁶⁴; divide all weights by the same number"
    );
    let missing = read_text("score,label\n0.5,1\n", &weights).unwrap_err();
    assert_eq!(
        missing,
        "s.csv:1: no column \"w\", found score, label; name the column with --weight"
    );
    let clusters = options(None, Some("account"), 2);
    let missing = read_text("score,label,who\n0.5,1,a\n", &clusters).unwrap_err();
    assert_eq!(
        missing,
        "s.csv:1: no column \"account\", found score, label, who; name the column with --cluster"
    );
    let empty = read_text("score,label,account\n0.5,1,a\n0.5,1, \n", &clusters).unwrap_err();
    assert_eq!(
        empty,
        "s.csv:3: account is empty, expected the name of a cluster; complete it; a row that belongs with no \
         other is a cluster of its own"
    );
    let error = read(&[file("keyed.parquet")], &options(None, Some("w"), 1)).unwrap_err();
    assert!(
        error.ends_with(
            "w is of type Float64, expected text or whole numbers; name the column of \
         clusters with --cluster"
        ),
        "{error}"
    );
    let error = read(&[file("keyed.parquet")], &options(Some("account"), Some("w"), 1));
    assert!(error.is_err());
}

#[test]
fn rows_with_keys_and_without_are_not_mixed() {
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (folder.path().join("one.csv"), folder.path().join("two.csv"));
    fs::write(&one, "score,positives,negatives,cluster\n0.5,1,0,a\n").unwrap();
    fs::write(&two, "score,positives,negatives\n0.5,1,0\n").unwrap();
    let shown = format!("{}/", folder.path().display());
    let options = options(None, None, 1);
    let error = |paths: [&PathBuf; 2]| {
        let error = tally(&paths.map(PathBuf::clone), &options, false, &|_| {}).unwrap_err();
        error.to_string().replace(&shown, "")
    };
    let remedy = "give all rows the same; --weight and --cluster name the columns, and in a tally they are \
                  weight and cluster";
    assert_eq!(
        error([&one, &two]),
        format!(
            "two.csv: rows without weights or clusters, expected rows with clusters alone as in one.csv; {remedy}"
        )
    );
    assert_eq!(
        error([&two, &one]),
        format!(
            "one.csv: rows with clusters alone, expected rows without weights or clusters as in two.csv; {remedy}"
        )
    );
}

#[test]
fn rows_without_a_score_are_left_out_if_asked_for() {
    let text = "score,label,account\n0.5,1,a\nNaN,0,b\n,0,\n";
    let options = ScoreOptions { not_finite: NotFinite::Drop, ..options(None, Some("account"), 2) };
    let tally = read_text(text, &options).unwrap();
    assert_eq!((tally.dropped(), tally.clusters()), (2, ["a".to_owned()].as_slice()));
}
