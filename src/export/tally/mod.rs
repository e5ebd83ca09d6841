//! Tallies to CSV and Parquet, and the statement that makes one in a database.

mod parquet;
mod sql;

pub use parquet::write_parquet;
pub use sql::{Dialect, statement};

use std::io::{self, Write};

use crate::quantity::display::grouped;
use crate::tally::Tally;

/// Writes `tally` as CSV with the columns `score,positives,negatives,unlabelled`, a row for every distinct
/// score, the lowest first.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_csv(tally: &Tally, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "score,positives,negatives,unlabelled")?;
    for (score, [positives, negatives, unlabelled]) in tally.cells() {
        writeln!(out, "{score:?},{positives},{negatives},{unlabelled}")?;
    }
    Ok(())
}

/// Returns what a tally holds, in one line.
#[must_use]
pub fn summary(tally: &Tally) -> String {
    let dropped = match tally.dropped() {
        0 => String::new(),
        dropped => format!(", {} without a finite score left out", grouped(dropped)),
    };
    let resolution = tally.resolution().map_or(String::new(), |resolution| {
        format!(", scores told apart by {} bits", resolution.bits())
    });
    format!(
        "{} rows: {} positives, {} negatives, {} unlabelled{dropped}{resolution}",
        grouped(tally.rows()),
        grouped(tally.positives().total()),
        grouped(tally.negatives().total()),
        grouped(tally.unlabelled().total()),
    )
}
