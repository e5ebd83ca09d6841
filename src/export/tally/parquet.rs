//! A tally as Parquet.

use std::io::{self, Write};
use std::sync::Arc;

use arrow_array::{ArrayRef, Float64Array, Int64Array, RecordBatch, StringArray};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;

use super::line::{COUNTS, Line};
use crate::evaluation::Tallied;
use crate::tally::{DROPPED_KEY, Keys, RESOLUTION_KEY};

/// How many distinct scores are written at once.
const ROWS: usize = 1 << 16;

/// Writes `tally` as Parquet with the columns `score`, `positives`, `negatives` and `unlabelled`, after
/// `cluster` and `weight` where there are any: a row for every distinct cluster, weight and score, in this
/// order. The metadata say how many rows there were, how many were left out, and how finely scores were
/// told apart if not all were.
///
/// # Errors
///
/// If `out` cannot be written, or a count is more than an `i64` holds, the widest type that all readers of
/// Parquet know.
pub fn write_parquet(tally: &Tallied, out: &mut (dyn Write + Send)) -> io::Result<()> {
    let (mut lines, keys) = (tally.lines(), tally.keys());
    // The first batch, which may be empty, tells the types.
    let (mut batch, mut rows) = next_batch(&mut lines, keys)?;
    let mut writer = ArrowWriter::try_new(out, batch.schema(), Some(properties(tally)))?;
    while rows > 0 {
        writer.write(&batch)?;
        (batch, rows) = next_batch(&mut lines, keys)?;
    }
    writer.close()?;
    Ok(())
}

/// The next lines as columns, and how many they are.
fn next_batch<'a>(
    lines: &mut impl Iterator<Item = Line<'a>>,
    keys: Keys,
) -> io::Result<(RecordBatch, usize)> {
    let (mut clusters, mut weights, mut scores) = (Vec::new(), Vec::new(), Vec::new());
    let mut counts = [const { Vec::new() }; COUNTS.len()];
    for line in lines.take(ROWS) {
        clusters.extend(line.cluster);
        weights.extend(line.weight);
        scores.push(line.score);
        for (column, count) in counts.iter_mut().zip(line.counts) {
            column.push(i64::try_from(count).map_err(io::Error::other)?);
        }
    }
    let rows = scores.len();
    let mut columns = Vec::new();
    if keys.clusters {
        columns.push(("cluster", Arc::new(StringArray::from(clusters)) as ArrayRef));
    }
    if keys.weights {
        columns.push(("weight", Arc::new(Float64Array::from(weights))));
    }
    columns.push(("score", Arc::new(Float64Array::from(scores))));
    for (name, column) in COUNTS.into_iter().zip(counts) {
        columns.push((name, Arc::new(Int64Array::from(column))));
    }
    let batch = RecordBatch::try_from_iter(columns).map_err(io::Error::other)?;
    Ok((batch, rows))
}

fn properties(tally: &Tallied) -> WriterProperties {
    let entry = |key: &str, value: String| KeyValue::new(key.to_owned(), value);
    let mut metadata = vec![
        entry("baserate.schema", "baserate/1".to_owned()),
        entry("baserate.rows", tally.all_rows().to_string()),
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
