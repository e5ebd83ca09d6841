//! A tally as CSV.

use std::io::{self, Write};

use super::line::{COUNTS, Line};
use crate::evaluation::Tallied;

/// Writes `tally` as CSV with the columns `score`, `positives`, `negatives` and `unlabelled`, after `cluster`
/// and `weight` where there are any: a row for every distinct cluster, weight and score, in this order.
///
/// Where rows without a score were left out, there is a column `dropped` and a last row without a score that
/// says how many.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_csv(tally: &Tallied, out: &mut dyn Write) -> io::Result<()> {
    let (keys, dropped) = (tally.keys(), tally.dropped());
    let mut out = csv::Writer::from_writer(out);
    let names = [keys.clusters.then_some("cluster"), keys.weights.then_some("weight")];
    let names = names.into_iter().flatten().chain(["score"]).chain(COUNTS);
    out.write_record(names.chain((dropped > 0).then_some("dropped")))?;
    for Line { cluster, weight, score, counts } in tally.lines() {
        let keys = cluster.map(str::to_owned).into_iter().chain(weight.map(real));
        let counts = counts.into_iter().chain((dropped > 0).then_some(0));
        let counts = counts.map(|count| count.to_string());
        out.write_record(keys.chain([real(score)]).chain(counts))?;
    }
    if dropped > 0 {
        let empty = usize::from(keys.clusters) + usize::from(keys.weights) + 1;
        let counts = [0, 0, 0, dropped].map(|count| count.to_string());
        out.write_record(std::iter::repeat_n(String::new(), empty).chain(counts))?;
    }
    out.flush()
}

fn real(number: f64) -> String {
    format!("{number:?}")
}
