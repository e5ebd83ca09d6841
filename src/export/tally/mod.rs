//! Tallies to CSV and Parquet, and the statement that makes one in a database.

mod csv;
mod line;
mod parquet;
mod sql;

pub use csv::write_csv;
pub use parquet::write_parquet;
pub use sql::{Dialect, Source, statement};

use crate::evaluation::Tallied;
use crate::quantity::display::{counted, grouped};

/// Returns what a tally holds, in one line.
#[must_use]
pub fn summary(tally: &Tallied) -> String {
    let dropped = match tally.dropped() {
        0 => String::new(),
        dropped => format!(", {} without a finite score left out", grouped(dropped)),
    };
    let clusters = match tally {
        Tallied::Keyed(tally) if tally.keys().clusters => {
            let clusters = u64::try_from(tally.clusters().len()).unwrap_or(u64::MAX);
            format!(" in {}", counted(clusters, "cluster", "clusters"))
        }
        _ => String::new(),
    };
    let resolution = tally.resolution().map_or(String::new(), |resolution| {
        format!(", scores told apart by {} bits", resolution.bits())
    });
    let [positives, negatives, unlabelled] = tally.totals();
    format!(
        "{}{clusters}: {}, {}, {} unlabelled{dropped}{resolution}",
        counted(tally.all_rows(), "row", "rows"),
        counted(positives, "positive", "positives"),
        counted(negatives, "negative", "negatives"),
        grouped(unlabelled),
    )
}
