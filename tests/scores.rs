//! Score files: every layout that is understood, and one clear error for each that is not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::io::Write as _;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use baserate::input::{LabelWords, NotFinite, ScoreOptions, read_scores};
use baserate::simulation::{Purpose, Stream};
use baserate::tally::{Label, Ranking, Tally};
use tempfile::TempDir;

fn options() -> ScoreOptions {
    ScoreOptions { threads: NonZeroUsize::new(2).unwrap(), ..ScoreOptions::default() }
}

fn positive(label: &str, negatives: &[&str]) -> ScoreOptions {
    let negatives = negatives.iter().map(|label| (*label).to_owned()).collect();
    let labels = LabelWords { positive: Some(label.to_owned()), negatives };
    ScoreOptions { label: "class".to_owned(), labels, ..options() }
}

/// A folder with these files.
fn folder(files: &[(&str, &[u8])]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in files {
        fs::write(folder.path().join(name), content).unwrap();
    }
    folder
}

fn tally_of(paths: &[PathBuf], options: &ScoreOptions) -> Result<Tally, String> {
    let scores = read_scores(paths, options, &|_| {}).map_err(|error| error.to_string())?;
    Ok(scores.rows.tally(options.threads))
}

fn tally(content: &[u8], options: &ScoreOptions) -> Result<Tally, String> {
    let folder = folder(&[("s.csv", content)]);
    let tally = tally_of(&[folder.path().join("s.csv")], options);
    let shown = folder.path().display().to_string();
    tally.map_err(|error| error.replace(&format!("{shown}/"), ""))
}

fn expected(rows: &[(f64, Label, u64)], dropped: u64) -> Tally {
    Tally::new(rows.iter().copied(), dropped).unwrap()
}

const ROWS: [(f64, Label, u64); 4] = [
    (0.25, Label::Positive, 2),
    (-3.0, Label::Negative, 1),
    (1e-7, Label::Negative, 1),
    (0.5, Label::Unlabelled, 1),
];

#[test]
fn layouts_that_are_understood() {
    for text in [
        "score,label\n0.25,1\n-3,0\n0.25,true\n1e-7,FALSE\n0.5,\n",
        "id\tlabel\tscore\n1\tpositive\t0.25\n2\t0.0\t-3.0\n3\t1.0\t0.250\n4\t0\t1e-7\n5\t\t.5\n",
        "\u{feff}\r\nscore;label;note\r\n0.25;1;\r\n\r\n-3;0;\"a;b\r\nc\"\r\n 0.25 ; 1 ;x\r\n1E-7;0;\r\n0.5;;\r\n",
        "label,score\n1,\"0.25\"\n\"0\",-3\n1,0.25\n0,0.0000001\n,0.5",
    ] {
        assert_eq!(tally(text.as_bytes(), &options()), Ok(expected(&ROWS, 0)), "{text}");
    }
    let text = "score,class\n.25,spam\n-3,ham\n.25,spam\n1e-7,ham\n.5,\n";
    assert_eq!(tally(text.as_bytes(), &positive("spam", &[])), Ok(expected(&ROWS, 0)));
    let text = "score,class\n.25,spam\n-3,ham\n.25,spam\n1e-7,eggs\n.5,\n";
    let found = tally(text.as_bytes(), &positive("spam", &["eggs", "ham"]));
    assert_eq!(found, Ok(expected(&ROWS, 0)));
}

#[test]
fn packed_text_is_unpacked() {
    let text = b"score,label\n0.25,1\n-3,0\n0.25,1\n1e-7,0\n0.5,\n";
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(text).unwrap();
    let zstd = zstd::encode_all(&text[..], 1).unwrap();
    for packed in [gzip.finish().unwrap(), zstd] {
        assert_eq!(tally(&packed, &options()), Ok(expected(&ROWS, 0)));
        let error = tally(&packed[..packed.len() - 5], &options()).unwrap_err();
        assert!(error.starts_with("s.csv: cannot be read: "), "{error}");
    }
}

#[test]
fn tallies_are_scores() {
    let text =
        "score,positives,negatives,unlabelled\n0.25,2,0,0\n-3,0,1,0\n1e-7,0,1,0\n0.5,0,0,1\n";
    assert_eq!(tally(text.as_bytes(), &options()), Ok(expected(&ROWS, 0)));
    let text = "negatives,positives,score\n12.3e9,0,0.5\n1,7,0.5\n";
    let rows = [(0.5, Label::Negative, 12_300_000_001), (0.5, Label::Positive, 7)];
    assert_eq!(tally(text.as_bytes(), &options()), Ok(expected(&rows, 0)));
    let error = tally(b"score,positives,negatives\n0.5,1,-1\n", &options()).unwrap_err();
    assert!(error.starts_with("s.csv:2: negatives is \"-1\", expected a whole number"), "{error}");
}

#[test]
fn files_folders_and_patterns() {
    let folder = folder(&[
        ("a.csv", b"score,label\n0.25,1\n-3,0\n"),
        ("b.tsv", b"label\tscore\n1\t0.25\n0\t1e-7\n"),
        ("c.csv", b"score,positives,negatives,unlabelled\n0.5,0,0,1\n"),
        ("truth.json", b"{}"),
    ]);
    let path = |name: &str| folder.path().join(name);
    let whole = Ok(expected(&ROWS, 0));
    assert_eq!(tally_of(&[folder.path().to_path_buf()], &options()), whole);
    assert_eq!(tally_of(&[path("*.?sv")], &options()), whole);
    assert_eq!(tally_of(&[path("c.csv"), path("[ab].*")], &options()), whole);
    let scores = read_scores(&[folder.path().to_path_buf()], &options(), &|_| {}).unwrap();
    assert_eq!(scores.skipped, [path("truth.json")]);
    assert_eq!(scores.inputs.len(), 3);
    for (paths, message) in [
        (vec![path("d.csv")], "no such file, expected one with scores"),
        (vec![path("d*")], "a pattern that no file fits"),
        (vec![path("a.csv"), path("a.*")], "named twice, expected once"),
    ] {
        let error = tally_of(&paths, &options()).unwrap_err();
        assert!(error.contains(message), "{error}");
    }
    let empty = tempfile::tempdir().unwrap();
    let error = tally_of(&[empty.path().to_path_buf()], &options()).unwrap_err();
    assert!(error.contains("a folder without score files"), "{error}");
}

#[test]
fn scores_that_are_none() {
    let text = b"score,label\n0.5,1\nNaN,0\n0.25,0\n-inf,1\n,0\n";
    let error = tally(text, &options()).unwrap_err();
    assert_eq!(
        error,
        "s.csv:3: score is \"NaN\", expected a finite number; complete it, or leave out such rows, \
         counted, with --nan drop"
    );
    let drop = ScoreOptions { not_finite: NotFinite::Drop, ..options() };
    let rows = [(0.5, Label::Positive, 1), (0.25, Label::Negative, 1)];
    assert_eq!(tally(text, &drop), Ok(expected(&rows, 3)));
    let counted = b"score,positives,negatives\n0.5,1,0\nNaN,2,1\n0.25,0,1\n";
    assert_eq!(tally(counted, &drop), Ok(expected(&rows, 3)));
    let error = tally(b"score,label\nNaN,1\n", &drop).unwrap_err();
    assert!(error.contains("1 rows without a finite score"), "{error}");
    let error = tally(b"score,label\n0.5,1\n\"1,5\",0\n", &drop).unwrap_err();
    assert!(error.starts_with("s.csv:3: score is \"1,5\", expected a finite number"), "{error}");
}

#[test]
fn one_clear_error_each() {
    for (text, message) in [
        ("", "s.csv: an empty file, expected a header line and rows"),
        ("score,label\n", "s.csv: no rows, expected at least one"),
        (
            "\n\nid,prob,y\n1,0.5,1\n",
            "s.csv:3: no column \"score\", found id, prob, y; name the column with --score",
        ),
        (
            "score,y\n0.5,1\n",
            "s.csv:1: no column \"label\", found score, y; name the column with --label",
        ),
        ("score,label,score\n", "s.csv:1: column \"score\" is there twice, expected once"),
        ("score,label\n0.5,1\n0.5\n", "s.csv:3: 1 field, expected 2 as in the header"),
        ("score,label\n0.5,1\n0.5,0,1\n", "s.csv:3: 3 fields, expected 2 as in the header"),
        (
            "score,label\n0.5,1\n0.5,\"0\"\n\n0.5,2\n",
            "s.csv:5: label is \"2\", expected true, 1 or positive, or else false, 0 or negative; or \
             name the label that is positive with --positive",
        ),
        (
            "score,label\n0.5,1\n\"0.5,1\n0.5,1\n",
            "s.csv: cannot be read: the row that begins on line 3 does not end",
        ),
        ("score,label\n0.5,1\0\n", "s.csv: binary data, expected CSV, TSV, Parquet or Arrow"),
    ] {
        assert_eq!(tally(text.as_bytes(), &options()), Err(message.to_owned()));
    }
    let spelt = "score,class\n0.5,spam\n0.5,ham\n";
    assert_eq!(
        tally(spelt.as_bytes(), &positive("Spam", &[])),
        Err("s.csv:3: labels in class are \"spam\" and \"ham\", expected \"Spam\", as spelt with --positive, and one \
             other; name the label as it is in the data: --positive \"spam\""
            .to_owned())
    );
    let kinds = "score,class\n0.5,spam\n0.5,ham\n0.5,\n0.5,unsure\n0.5,ham\n0.5,eggs\n";
    let third = "s.csv:5: labels in class are \"ham\" and \"unsure\", expected \"spam\" and one other; name every \
                 label that is negative with --negative";
    assert_eq!(tally(kinds.as_bytes(), &positive("spam", &[])), Err(third.to_owned()));
    assert_eq!(
        tally(kinds.as_bytes(), &positive("spam", &["ham", "eggs"])),
        Err("s.csv:5: class is \"unsure\", expected \"spam\" or \"ham\", \"eggs\"; name every label that \
             is negative with --negative"
            .to_owned())
    );
    assert_eq!(
        tally(b"score,class\n0.5,ham\n", &positive("spam", &[])),
        Err("s.csv: no class is \"spam\", all that there are are \"ham\"; name the label that is \
             positive with --positive"
            .to_owned())
    );
}

#[test]
fn a_third_label_in_another_file() {
    let folder = folder(&[
        ("a.csv", b"score,class\n0.5,spam\n0.5,ham\n"),
        ("b.csv", b"score,class\n0.5,spam\n0.5,unsure\n"),
    ]);
    let error = tally_of(&[folder.path().to_path_buf()], &positive("spam", &[])).unwrap_err();
    assert!(
        error.contains("b.csv: labels in class are \"ham\" and \"unsure\", expected \"spam\""),
        "{error}"
    );
}

/// Several blocks: lines are counted across them, the first of several faults is told, whichever thread
/// finds it, and the number of threads changes nothing.
#[test]
fn long_files() {
    let mut stream = Stream::new(3, Purpose::Scores, 0);
    let mut text = b"score,label\n".to_vec();
    let mut rows = Vec::new();
    for _ in 0..300_000 {
        let (score, positive) = ((stream.normal() * 1e3).round() / 1e3, stream.unit() < 0.2);
        writeln!(text, "{score},{}", u8::from(positive)).unwrap();
        rows.push((score, Label::from(positive), 1));
    }
    let expected = expected(&rows, 0);
    let threads = |number| ScoreOptions {
        threads: NonZeroUsize::new(number).unwrap(),
        ..ScoreOptions::default()
    };
    let folder = folder(&[("s.csv", &text)]);
    let path = [folder.path().join("s.csv")];
    for number in [1, 2, 5] {
        let scores = read_scores(&path, &threads(number), &|_| {}).unwrap();
        assert!(scores.rows.count(Label::Positive) == expected.positives().total());
        assert!(scores.rows.ranking(threads(number).threads) == Ranking::lumped(&expected));
    }
    // A short row, and another fault soon after, in another block.
    let end = text.len();
    let at = |line: usize| {
        let ends = text.iter().enumerate().filter(|(_, byte)| **byte == b'\n');
        ends.map(|(place, _)| place + 1).nth(line - 2).unwrap_or(end)
    };
    let (first, second) = (at(250_001), at(290_001));
    let broken = [&text[..first], b"1\n", &text[first..second], b"x,1\n", &text[second..]].concat();
    for number in [1, 2, 5] {
        let error = tally(&broken, &threads(number)).unwrap_err();
        assert_eq!(error, "s.csv:250001: 1 field, expected 2 as in the header");
    }
}

#[test]
fn a_short_row_on_line_9_999_999() {
    let mut text = b"score,label\n0.5,1\n".to_vec();
    text.resize(text.len() + 9_999_996, b'\n');
    text.extend_from_slice(b"0.5\n0.25,0\n");
    let error = tally(&text, &options()).unwrap_err();
    assert_eq!(error, "s.csv:9999999: 1 field, expected 2 as in the header");
}

#[test]
fn the_fingerprint_is_that_of_the_file() {
    let folder = folder(&[("s.csv", b"score,label\n0.5,1\n")]);
    let path = folder.path().join("s.csv");
    let read = |options: &ScoreOptions| {
        read_scores(std::slice::from_ref(&path), options, &|_| {}).unwrap().inputs
    };
    // sha256sum of these bytes.
    let expected = "7295468cb1bd11564839e65c95ea56c84a0ed96015012cc23318db3d3541c2af";
    let inputs = read(&options());
    assert_eq!(Path::new(&inputs[0].path), path);
    assert_eq!(inputs[0].sha256, expected);
    assert!(read(&ScoreOptions { with_digests: false, ..options() }).is_empty());
}
