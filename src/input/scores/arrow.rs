//! Arrow IPC as a stream, whose batches come one after another.

use std::io::{BufReader, Read};
use std::path::Path;

use arrow_array::RecordBatch;
use arrow_ipc::reader::StreamReader;
use arrow_schema::{ArrowError, Schema};

use super::ScoreOptions;
use super::batch::Batches;
use super::fault::{AGAIN, Fault};
use super::gathered::Gathered;
use super::layout::Columns;
use crate::error::{Error, Result};

/// Reads all rows of an Arrow stream.
pub(super) fn read_stream(
    path: &Path,
    stream: impl Read,
    options: &ScoreOptions,
) -> Result<(Gathered, Option<Fault>)> {
    let stream = BufReader::new(stream);
    let reader = StreamReader::try_new(stream, None).map_err(|error| damaged(path, &error))?;
    let columns = columns(path, &reader.schema(), options)?;
    Ok(read_batches(reader, columns, options))
}

pub(super) fn columns(path: &Path, schema: &Schema, options: &ScoreOptions) -> Result<Columns> {
    let names: Vec<&str> = schema.fields().iter().map(|field| field.name().as_str()).collect();
    Columns::of(&names, options, |message| Error::file(path, message))
}

fn read_batches(
    reader: impl Iterator<Item = std::result::Result<RecordBatch, ArrowError>>,
    columns: Columns,
    options: &ScoreOptions,
) -> (Gathered, Option<Fault>) {
    let mut batches = Batches::new(options, columns);
    let mut row = 1;
    for batch in reader {
        let read = batch.map_err(|error| Fault::at(row, format!("cannot be read: {error}")));
        let read = read.and_then(|batch| {
            batches.read(&batch, row)?;
            Ok(batch.num_rows())
        });
        match read {
            Ok(rows) => row += u64::try_from(rows).unwrap_or(0),
            Err(fault) => return (batches.gathered, Some(fault)),
        }
    }
    (batches.gathered, None)
}

pub(super) fn damaged(path: &Path, error: &dyn std::fmt::Display) -> Error {
    let message = format!("an Arrow file that is cut off or damaged: {error}");
    Error::file(path, message).with_remedy(AGAIN)
}
