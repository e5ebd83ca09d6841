//! A tally as Parquet.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use crate::tally::{DROPPED_KEY, RESOLUTION_KEY, Tally};

/// How many distinct scores are written at once.
const ROWS: usize = 1 << 16;

/// Writes `tally` as Parquet with the columns `score`, `positives`, `negatives` and `unlabelled`, a row for
/// every distinct score, the lowest first. The metadata say how many rows there were, how many were left
/// out, and how finely scores were told apart if not all were.
///
/// # Errors
///
/// If `out` cannot be written, or a count is more than an `i64` holds, the widest type that all readers of
/// Parquet know.
pub fn write_parquet(tally: &Tally, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let mut cells = tally.cells();
    // The first batch, which may be empty, tells the types.
    let (mut batch, mut rows) = next_batch(&mut cells)?;
    let mut writer = ArrowWriter::try_new(out, batch.schema(), Some(properties(tally)))?;
    while rows > 0 {
        writer.write(&batch)?;
        (batch, rows) = next_batch(&mut cells)?;
    }
    writer.close()?;
    Ok(())
}

/// The next cells as columns, and how many they are.
fn next_batch(
    cells: &mut impl Iterator<Item = (f64, [u64; 3])>,
) -> io::Result<(RecordBatch, usize)> {
    let (mut scores, mut counts) = (Vec::new(), [const { Vec::new() }; 3]);
    for (score, cell) in cells.take(ROWS) {
        scores.push(score);
        for (column, count) in counts.iter_mut().zip(cell) {
            column.push(i64::try_from(count).map_err(io::Error::other)?);
        }
    }
    let rows = scores.len();
    let mut columns = vec![("score", Arc::new(Float64Array::from(scores)) as ArrayRef)];
    for (name, column) in ["positives", "negatives", "unlabelled"].into_iter().zip(counts) {
        columns.push((name, Arc::new(Int64Array::from(column))));
    }
    let batch = RecordBatch::try_from_iter(columns).map_err(io::Error::other)?;
    Ok((batch, rows))
}

fn properties(tally: &Tally) -> WriterProperties {
    let entry = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
    let mut metadata = vec![
        entry("baserate.schema", "baserate/1".to_owned()),
        entry("baserate.rows", tally.rows().to_string()),
        entry(DROPPED_KEY, tally.dropped().to_string()),
    ];
    let resolution = tally.resolution();
    metadata.extend(resolution.map(|to| entry(RESOLUTION_KEY, to.bits().to_string())));
    WriterProperties::builder()
        .set_compression(Compression::ZSTD(ZstdLevel::default()))
        .set_created_by(format!("baserate {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(metadata))
        .build()
}
