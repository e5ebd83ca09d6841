//! Many files of scores, and files whose parts say what cannot be.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow_array::{ArrayRef, BooleanArray, Float32Array, RecordBatch};
use arrow_ipc::CompressionType;
use arrow_ipc::writer::{FileWriter, IpcWriteOptions};
use baserate::input::{ScoreOptions, read_scores, silence_guarded_panics};
use baserate::simulation::{Purpose, Stream};
use baserate::tally::{Label, Tally};

fn options(threads: usize) -> ScoreOptions {
    ScoreOptions { threads: NonZeroUsize::new(threads).unwrap(), ..ScoreOptions::default() }
}

fn read(paths: &[PathBuf], threads: usize) -> Result<Tally, String> {
    let options = options(threads);
    let scores = read_scores(paths, &options, &|_| {}).map_err(|error| error.to_string())?;
    Ok(scores.rows.tally(options.threads))
}

/// Scores of a file, some of which are in every one.
fn rows(file: u64, count: usize) -> Vec<(f32, bool)> {
    let mut stream = Stream::new(3, Purpose::Scores, file);
    let row = |place: usize| {
        let positive = stream.unit() < 0.1;
        let score = stream.normal() + if positive { 1.0 } else { 0.0 };
        (if place.is_multiple_of(3) { 0.25 } else { single(score) }, positive)
    };
    (0..count).map(row).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the rounding is what is asked for")]
fn single(score: f64) -> f32 {
    score as f32
}

fn write_csv(path: &Path, rows: &[(f32, bool)]) {
    let lines = rows.iter().map(|(score, positive)| format!("{score},{}\n", u8::from(*positive)));
    fs::write(path, "score,label\n".to_owned() + &lines.collect::<String>()).unwrap();
}

fn tally(rows: &[(f32, bool)]) -> Tally {
    // A text is read as the nearest `f64`.
    let score = |score: f32| score.to_string().parse().unwrap();
    Tally::new(rows.iter().map(|(s, positive)| (score(*s), Label::from(*positive), 1)), 0).unwrap()
}

#[test]
fn many_files_are_one_whatever_the_threads() {
    let folder = tempfile::tempdir().unwrap();
    let mut all = Vec::new();
    for file in 0..23 {
        // One of them has more distinct scores than are counted as they come.
        let rows = rows(file, if file == 5 { 60_000 } else { 900 });
        write_csv(&folder.path().join(format!("{file:02}.csv")), &rows);
        all.extend(rows);
    }
    let expected = tally(&all);
    for threads in [1, 2, 5] {
        assert!(read(&[folder.path().to_path_buf()], threads).unwrap() == expected, "{threads}");
    }
}

#[test]
fn the_error_is_that_of_the_first_file_that_has_one() {
    let folder = tempfile::tempdir().unwrap();
    for file in 0..20 {
        let path = folder.path().join(format!("{file:02}.csv"));
        match file {
            // Longer than the others, so that it is likely to be done later.
            7 => write_csv(&path, &[rows(file, 20_000), vec![(f32::NAN, true)]].concat()),
            8 | 15 => fs::write(&path, "score,lable\n1,1\n").unwrap(),
            _ => write_csv(&path, &rows(file, 50)),
        }
    }
    for threads in [1, 2, 3] {
        let error = read(&[folder.path().to_path_buf()], threads).unwrap_err();
        assert!(error.contains("07.csv:20002: score is \"NaN\""), "{threads}: {error}");
    }
}

/// An Arrow file of several batches, packed or not.
fn arrow(batches: &[Vec<(f32, bool)>], packed: Option<CompressionType>) -> Vec<u8> {
    let batch = |rows: &Vec<(f32, bool)>| {
        let scores = Float32Array::from_iter_values(rows.iter().map(|(score, _)| *score));
        let labels: BooleanArray = rows.iter().map(|(_, positive)| Some(*positive)).collect();
        let columns = [("score", Arc::new(scores) as ArrayRef), ("label", Arc::new(labels))];
        RecordBatch::try_from_iter(columns).unwrap()
    };
    let batches: Vec<RecordBatch> = batches.iter().map(batch).collect();
    let options = IpcWriteOptions::default().try_with_compression(packed).unwrap();
    let mut bytes = Vec::new();
    let schema = batches[0].schema();
    let mut writer = FileWriter::try_new_with_options(&mut bytes, &schema, options).unwrap();
    for batch in &batches {
        writer.write(batch).unwrap();
    }
    writer.finish().unwrap();
    drop(writer);
    bytes
}

const PACKED: [Option<CompressionType>; 3] =
    [None, Some(CompressionType::LZ4_FRAME), Some(CompressionType::ZSTD)];

#[test]
fn batches_of_an_arrow_file_are_read_by_any_number_of_threads() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.arrow");
    let batches: Vec<_> = (0..9).map(|file| rows(file, 3_000)).collect();
    let rows = batches.concat();
    let expected =
        rows.iter().map(|(score, positive)| (f64::from(*score), Label::from(*positive), 1));
    let expected = Tally::new(expected, 0).unwrap();
    for packed in PACKED {
        fs::write(&path, arrow(&batches, packed)).unwrap();
        for threads in [1, 2, 4] {
            assert!(read(std::slice::from_ref(&path), threads).unwrap() == expected);
        }
    }
    // The row is counted through all batches.
    let mut batches = batches;
    batches[7][2] = (f32::INFINITY, false);
    fs::write(&path, arrow(&batches, None)).unwrap();
    let error = read(&[path], 2).unwrap_err();
    assert!(error.contains("row 21003: score is \"inf\""), "{error}");
}

#[test]
fn an_arrow_file_that_says_what_cannot_be_is_an_error() {
    silence_guarded_panics();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("scores.arrow");
    let batches: Vec<_> = (0..2).map(|file| rows(file, 40)).collect();
    for packed in PACKED {
        let bytes = arrow(&batches, packed);
        let mut errors = 0;
        for place in 8..bytes.len() - 8 {
            let mut damaged = bytes.clone();
            // Room for more than 2⁶² bytes, where it stands for a length.
            damaged[place..place + 8].copy_from_slice(&(i64::MAX / 2).to_le_bytes());
            fs::write(&path, damaged).unwrap();
            errors += usize::from(read(std::slice::from_ref(&path), 2).is_err());
        }
        // Some bytes mean nothing, and some are scores.
        assert!(errors > bytes.len() / 4, "{packed:?}: {errors} of {}", bytes.len());
        let cut = &bytes[..bytes.len() / 2];
        fs::write(&path, cut).unwrap();
        let error = read(std::slice::from_ref(&path), 1).unwrap_err();
        assert!(error.contains("an Arrow file that is cut off or damaged"), "{error}");
    }
}
