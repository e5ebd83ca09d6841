//! Scores as evidence of claims: a tally stands for its rows, in every form.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};
use std::slice;
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, RecordBatch, StringArray};
use baserate::confusion::{Cells, ConfusionMatrix};
use baserate::evaluation::{Tallied, tally};
use baserate::export::tally::{write_csv, write_parquet};
use baserate::input::{Evidence, ScoreOptions, read_claims_and_evidence};
use baserate::tally::Resolution;
use parquet::arrow::ArrowWriter;

const ROWS: &str = "score,label\n0.9,1\n0.5,1\n0.5,0\n0.1,0\n0.2,true\n-3,0\n";

fn evidence(folder: &Path, file: &Path, threshold: Option<f64>) -> Result<Evidence, String> {
    let claims = folder.join("claims.csv");
    fs::write(&claims, "id,subject,quantity,comparator,value,source\na,A,recall,>=,0.5,s\n")
        .unwrap();
    let read = read_claims_and_evidence(&claims, &[file.to_path_buf()], threshold);
    let shown = format!("{}/", folder.display());
    read.map(|(_, evidence)| evidence).map_err(|error| error.to_string().replace(&shown, ""))
}

fn written(folder: &Path, name: &str, content: &str) -> PathBuf {
    let path = folder.join(name);
    fs::write(&path, content).unwrap();
    path
}

#[test]
fn a_tally_is_counted_as_its_rows_are() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let rows = written(folder, "A.csv", ROWS);
    let (tallied, _) =
        tally(slice::from_ref(&rows), &ScoreOptions::default(), false, &|_| {}).unwrap();
    let (csv, parquet) = (folder.join("tally.csv"), folder.join("A.parquet"));
    write_csv(&tallied, &mut fs::File::create(&csv).unwrap()).unwrap();
    write_parquet(&tallied, &mut fs::File::create(&parquet).unwrap()).unwrap();
    let dropped = "score,positives,negatives,unlabelled,dropped,system\n0.9,1,0,0,0,A\n0.5,1,1,7,0,A\n\
                   0.2,1,0,0,0,A\n0.1,0,2,0,0,A\n,0,0,0,9,A\n";
    let dropped = written(folder, "dropped.csv", dropped);
    let expected = ConfusionMatrix::new(Cells {
        true_positives: 2,
        false_positives: 1,
        false_negatives: 1,
        true_negatives: 2,
    });
    for (file, system) in [(rows, "A"), (csv, "tally"), (parquet, "A"), (dropped, "A")] {
        let evidence = evidence(folder, &file, Some(0.5)).unwrap();
        let [test] = evidence.tests.as_slice() else { panic!("{}", file.display()) };
        assert_eq!((Some(test.counts.matrix), test.threshold), (expected, Some(0.5)));
        assert_eq!(test.counts.system, system);
        assert_eq!(evidence.inputs.len(), 2);
    }
}

#[test]
fn arrow_and_parquet_with_more_columns_are_refused() {
    let reference = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/scores");
    let folder = tempfile::tempdir().unwrap();
    let refused = |file: &Path, threshold| evidence(folder.path(), file, threshold).unwrap_err();
    for name in ["single.parquet", "category.arrow"] {
        let error = refused(&reference.join(name), Some(0.5));
        assert!(
            error.ends_with(
                "a column \"id\", expected scores and labels of one system, or a tally, alone; leave the column \
                 out, or write the file as CSV, in which claims may name further columns"
            ),
            "{error}"
        );
    }
    let error = refused(&reference.join("tally.parquet"), None);
    assert!(error.ends_with("expected a threshold at which they are flags; add --threshold"));
    assert!(evidence(folder.path(), &reference.join("tally.parquet"), Some(0.5)).is_ok());
}

#[test]
fn weights_and_clusters_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let text = "score,positives,negatives,weight\n0.5,1,2,3\n";
    let csv = written(folder, "w.csv", text);
    let (tallied, _) =
        tally(slice::from_ref(&csv), &ScoreOptions::default(), true, &|_| {}).unwrap();
    assert!(matches!(tallied, Tallied::Keyed(_)));
    let parquet = folder.join("w.parquet");
    write_parquet(&tallied, &mut fs::File::create(&parquet).unwrap()).unwrap();
    for file in [csv, parquet] {
        let error = evidence(folder, &file, Some(0.5)).unwrap_err();
        assert!(
            error.contains(
                "scores with weights or clusters, expected scores without: exact limits hold for rows drawn \
                 alike and independently of each other"
            ),
            "{error}"
        );
    }
}

#[test]
fn faults_of_a_tally_are_told_with_their_line() {
    let folder = tempfile::tempdir().unwrap();
    let error = |content: &str| {
        let file = written(folder.path(), "t.csv", content);
        evidence(folder.path(), &file, Some(0.5)).unwrap_err()
    };
    assert_eq!(
        error("score,positives,negatives\n0.5,1,2\n0.7,1.5,2\n"),
        "t.csv:3: positives is \"1.5\", expected a whole number of at least 0, such as 340000 or 12.3e9; give \
         the count itself, not a share, an average or a weight"
    );
    assert_eq!(
        error("score,positives,negatives\n,1,2\n"),
        "t.csv:2: score is empty, expected a finite number"
    );
    assert_eq!(
        error("score,positives,negatives,other_labels\n1,2,3,0\n2,2,3,4\n"),
        "t.csv:3: other_labels is 4, expected 0 rows whose label is neither positive nor negative; make the \
         tally again with --positive and --negative, which name every label"
    );
    assert_eq!(
        error("score,positives,negatives\n1,18446744073709551615,2\n2,1,0\n"),
        "t.csv:3: more rows than 18446744073709551615"
    );
}

/// Of 11 leading bits, bins begin at 0.5 and 0.625: which of the scores between them are at least 0.51 is not
/// known.
#[test]
fn a_threshold_within_a_bin_of_a_coarse_tally_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let rows = written(folder, "r.csv", "score,label\n0.5,1\n0.505,0\n0.6,1\n0.7,1\n0.2,0\n");
    let options = ScoreOptions { resolution: Resolution::new(11), ..ScoreOptions::default() };
    let (tallied, _) = tally(slice::from_ref(&rows), &options, false, &|_| {}).unwrap();
    let coarse = folder.join("c.parquet");
    write_parquet(&tallied, &mut fs::File::create(&coarse).unwrap()).unwrap();
    assert_eq!(
        evidence(folder, &coarse, Some(0.51)).unwrap_err(),
        "c.parquet: scores told apart by 11 leading bits, and the threshold 0.51 is between two that these \
         tell apart; take a threshold at which the counts are exact, such as 0.5 or 0.625, or a tally without \
         --resolution"
    );
    for threshold in [0.5, 0.625] {
        let of = |file| evidence(folder, file, Some(threshold)).unwrap().tests[0].counts.matrix;
        assert_eq!(of(&coarse), of(&rows));
    }
}

/// The remedies of readers are options that who judges claims does not have.
#[test]
fn rows_that_need_options_are_to_be_counted_first() {
    let folder = tempfile::tempdir().unwrap();
    let remedy = "; count the rows with \"baserate tally\", which takes --score, --label, --positive, --negative \
                  and --nan, and give the tally as evidence";
    let words = ["0.5,spam", "0.25,ham"];
    let csv = written(folder.path(), "w.csv", &format!("score,label\n{}\n", words.join("\n")));
    let parquet = folder.path().join("w.parquet");
    let columns: [(&str, ArrayRef); 2] = [
        ("score", Arc::new(Float64Array::from(vec![0.5, 0.25]))),
        ("label", Arc::new(StringArray::from(vec!["spam", "ham"]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    let file = fs::File::create(&parquet).unwrap();
    let mut writer = ArrowWriter::try_new(file, batch.schema(), None).unwrap();
    writer.write(&batch).unwrap();
    writer.close().unwrap();
    let what = "label is \"spam\", expected true, 1 or positive, or else false, 0 or negative";
    for (file, place) in [(csv, "w.csv:2"), (parquet, "w.parquet: row 1")] {
        let error = evidence(folder.path(), &file, Some(0.5)).unwrap_err();
        assert_eq!(error, format!("{place}: {what}{remedy}"));
    }
}
