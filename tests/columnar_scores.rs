//! Parquet and Arrow files of scores, written by pyarrow (`reference/make_scores.py`).

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use baserate::input::{LabelWords, NotFinite, ScoreOptions, read_scores};
use baserate::tally::Tally;

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/reference/scores").join(name)
}

fn options() -> ScoreOptions {
    ScoreOptions { threads: NonZeroUsize::new(3).unwrap(), ..ScoreOptions::default() }
}

fn spam() -> ScoreOptions {
    let labels = LabelWords { positive: Some("spam".to_owned()), negatives: Vec::new() };
    ScoreOptions { labels, ..options() }
}

fn read(paths: &[PathBuf], options: &ScoreOptions) -> Result<Tally, String> {
    let scores = read_scores(paths, options, &|_| {}).map_err(|error| error.to_string())?;
    Ok(scores.rows.tally(options.threads))
}

/// The error of a file, without the folder that it is in.
fn error(name: &str, options: &ScoreOptions) -> String {
    let folder = file("").display().to_string();
    read(&[file(name)], options).unwrap_err().replace(&folder, "")
}

#[test]
fn every_type_of_column_and_every_packing() {
    let expected = read(&[file("tally.csv")], &options()).unwrap();
    assert_eq!(expected.rows(), 500);
    assert!(expected.positives().total() > 80 && expected.unlabelled().total() > 30);
    let one = ScoreOptions { threads: NonZeroUsize::MIN, ..spam() };
    for (name, options) in [
        ("single.parquet", options()),
        ("double.parquet", spam()),
        ("category.parquet", spam()),
        ("category.parquet", one),
        ("halves.parquet", spam()),
        ("reals.parquet", options()),
        ("category.arrow", spam()),
        ("coded.arrow", options()),
        ("stream.arrows", options()),
        ("tally.parquet", options()),
    ] {
        assert_eq!(read(&[file(name)], &options), Ok(expected.clone()), "{name}");
    }
    // Whole numbers: four times the scores.
    let whole = read(&[file("integers.parquet")], &options()).unwrap();
    let quarters = whole.cells().map(|(score, counts)| (score / 4.0, counts));
    assert!(quarters.eq(expected.cells()));
}

#[test]
fn several_files_are_one() {
    let one = read(&[file("single.parquet")], &options()).unwrap();
    let twice = one.clone().merged(one).unwrap();
    for names in [["tally.parquet", "single.parquet"], ["tally.csv", "stream.arrows"]] {
        let paths = names.map(file);
        assert_eq!(read(&paths, &options()), Ok(twice.clone()));
    }
    let error = read(&[file("single.parquet"), file("reals.parquet")], &options()).unwrap_err();
    assert!(error.contains("reals.parquet: scores of 64 bits, expected 32 bits as in "), "{error}");
}

#[test]
fn faults_are_told_with_their_row() {
    assert_eq!(
        error("nan.parquet", &options()),
        "nan.parquet: row 301: score is \"NaN\", expected a finite number; complete it, or leave out such \
         rows, counted, with --nan drop"
    );
    let drop = ScoreOptions { not_finite: NotFinite::Drop, ..options() };
    assert_eq!(read(&[file("nan.parquet")], &drop).unwrap().dropped(), 1);
    assert_eq!(
        error("third.parquet", &spam()),
        "third.parquet: row 401: labels in label are \"ham\" and \"unsure\", expected \"spam\" and one other; name \
         every label that is negative with --negative"
    );
    let third = error("third.parquet", &options());
    assert!(third.contains("label is \"ham\", expected true, 1 or positive"), "{third}");
    assert_eq!(
        error("large.parquet", &options()),
        "large.parquet: row 500: score is 9007199254740993, expected at most 9007199254740992 on either \
         side of 0"
    );
    let text = error("text.parquet", &options());
    assert!(
        text.starts_with("text.parquet: row 1: score is of type Utf8, expected numbers"),
        "{text}"
    );
    let columns = ScoreOptions { score: "probability".to_owned(), ..options() };
    assert_eq!(
        error("single.parquet", &columns),
        "single.parquet: no column \"probability\", found id, label, score; name the column with --score"
    );
}

#[test]
fn files_that_were_cut_off() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s");
    for (name, message) in [
        ("single.parquet", "a Parquet file that was cut off before its end, expected a whole one"),
        ("category.arrow", "an Arrow file that is cut off or damaged"),
    ] {
        let whole = fs::read(file(name)).unwrap();
        for kept in [whole.len() - 1, whole.len() / 2, 8] {
            fs::write(&path, &whole[..kept]).unwrap();
            let error = read(std::slice::from_ref(&path), &options()).unwrap_err();
            assert!(error.contains(message), "{name} {kept}: {error}");
            assert!(error.ends_with("; copy or write it again"), "{name} {kept}: {error}");
        }
    }
    // Damage anywhere else is an error or changes what is read, but never ends the program.
    for name in ["double.parquet", "category.parquet"] {
        let whole = fs::read(file(name)).unwrap();
        let (mut errors, mut remedies) = (0, 0);
        for start in (4..whole.len() - 8).step_by(31) {
            let mut damaged = whole.clone();
            damaged[start..start + 4].fill(0xa5);
            fs::write(&path, &damaged).unwrap();
            if let Err(error) = read(std::slice::from_ref(&path), &spam()) {
                errors += 1;
                remedies += usize::from(error.ends_with("; copy or write it again"));
            }
        }
        assert!(errors > 20 && remedies > 10, "{name} {errors} {remedies}");
    }
}
