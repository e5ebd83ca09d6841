//! Parquet files of scores, whose row groups are read by several threads.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;

use parquet::arrow::ProjectionMask;
use parquet::arrow::arrow_reader::{
    ArrowReaderMetadata, ArrowReaderOptions, ParquetRecordBatchReaderBuilder,
};
use parquet::file::metadata::RowGroupMetaData;

use super::ScoreOptions;
use super::batch::Batches;
use super::fault::{AGAIN, Fault};
use super::gathered::Gathered;
use super::groups::{read_groups, starts};
use super::guard::guarded;
use super::layout::{Columns, Kind};
use crate::error::{Error, Result};
use crate::tally::{DROPPED_KEY, RESOLUTION_KEY, Resolution};

/// How many rows are decoded at once.
const ROWS: usize = 1 << 15;

/// The bytes with which a Parquet file begins and ends.
const MARK: &[u8; 4] = b"PAR1";

/// A Parquet file, and which of its columns are read.
struct Source<'a> {
    path: &'a Path,
    metadata: ArrowReaderMetadata,
    columns: Columns,
    mask: ProjectionMask,
    /// The first row of each row group, counted from 1.
    starts: Vec<u64>,
    progress: &'a (dyn Fn(u64) + Sync),
}

/// Reads all rows of the Parquet file at `path`: what each thread gathered, with its first fault.
pub(super) fn read(
    path: &Path,
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<(Gathered, Option<Fault>)>> {
    let source = Source::open(path, options, progress)?;
    let read = |group: usize, batches: &mut Batches<'_>| source.group(group, batches);
    let mut done = read_groups(&source.starts, source.columns, options, read);
    if let (Some((gathered, _)), Kind::Counts(..)) = (done.first_mut(), source.columns.kind) {
        gathered.dropped += source.dropped();
        gathered.resolution = gathered.resolution.into_iter().chain(source.resolution()?).min();
    }
    Ok(done)
}

impl<'a> Source<'a> {
    fn open(
        path: &'a Path,
        options: &ScoreOptions,
        progress: &'a (dyn Fn(u64) + Sync),
    ) -> Result<Self> {
        let metadata = metadata(path)?;
        let names = metadata.schema().fields().iter().map(|field| field.name().as_str());
        let names: Vec<&str> = names.collect();
        let columns = Columns::of(&names, options, |message| Error::file(path, message))?;
        let (projection, columns) = columns.projected();
        let mask = ProjectionMask::roots(metadata.parquet_schema(), projection);
        let groups = metadata.metadata().row_groups().iter();
        let starts = starts(groups.map(RowGroupMetaData::num_rows));
        Ok(Self { path, metadata, columns, mask, starts, progress })
    }

    /// How many rows were left out when the tally was made, if it says so.
    fn dropped(&self) -> u64 {
        self.entry(DROPPED_KEY).and_then(|value| value.parse().ok()).unwrap_or(0)
    }

    /// How finely scores were told apart when the tally was made, if not all were.
    fn resolution(&self) -> Result<Option<Resolution>> {
        let resolution = self.entry(RESOLUTION_KEY).map(|value| {
            let refused = |expected| format!("{RESOLUTION_KEY} is \"{value}\", {expected}");
            value.parse().map_err(|expected: String| Error::file(self.path, refused(expected)))
        });
        resolution.transpose()
    }

    /// What the metadata say under this name.
    fn entry(&self, key: &str) -> Option<&str> {
        let entries = self.metadata.metadata().file_metadata().key_value_metadata();
        entries.into_iter().flatten().find(|entry| entry.key == key)?.value.as_deref()
    }

    /// Reads one row group.
    fn group(&self, group: usize, batches: &mut Batches<'_>) -> std::result::Result<(), Fault> {
        let mut row = self.starts[group];
        let failed =
            |row, error: &dyn std::fmt::Display| Fault::at(row, format!("cannot be read: {error}"));
        let file = File::open(self.path).map_err(|error| failed(row, &error))?;
        let reader =
            ParquetRecordBatchReaderBuilder::new_with_metadata(file, self.metadata.clone())
                .with_row_groups(vec![group])
                .with_projection(self.mask.clone())
                .with_batch_size(ROWS)
                .build()
                .map_err(|error| failed(row, &error))?;
        for batch in reader {
            let batch = batch.map_err(|error| failed(row, &error).with_remedy(AGAIN))?;
            batches.read(&batch, row)?;
            row += u64::try_from(batch.num_rows()).unwrap_or(0);
        }
        let size = self.metadata.metadata().row_group(group).compressed_size();
        (self.progress)(u64::try_from(size).unwrap_or(0));
        Ok(())
    }
}

/// The names of the columns of the Parquet file at `path`.
pub(super) fn names(path: &Path) -> Result<Vec<String>> {
    let metadata = metadata(path)?;
    Ok(metadata.schema().fields().iter().map(|field| field.name().clone()).collect())
}

fn metadata(path: &Path) -> Result<ArrowReaderMetadata> {
    let file = open(path)?;
    let load = || ArrowReaderMetadata::load(&file, ArrowReaderOptions::new());
    match guarded(load) {
        Some(Ok(metadata)) => Ok(metadata),
        Some(Err(error)) => Err(damaged(path, file, &error)),
        None => Err(damaged(path, file, &"its footer makes no sense")),
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| Error::file(path, format!("cannot be read: {error}")))
}

/// The error of a file whose footer cannot be read: mostly it was not written to its end.
fn damaged(path: &Path, mut file: File, error: &dyn std::fmt::Display) -> Error {
    let mut end = [0; 4];
    let read = file.seek(SeekFrom::End(-4)).and_then(|_| file.read_exact(&mut end));
    if read.is_err() || &end != MARK {
        let message = "a Parquet file that was cut off before its end, expected a whole one";
        return Error::file(path, message).with_remedy(AGAIN);
    }
    Error::file(path, format!("a damaged Parquet file: {error}")).with_remedy(AGAIN)
}
