//! Curves as CSV.

use std::io::{self, Write};

use super::csv::cells;
use crate::curve::{Bands, RateLimits, points, pointwise};
use crate::quantity::{Confidence, Proportion};
use crate::tally::Ranking;

/// The limits of a point, first of the false positive rate and then of recall.
const LIMITS: [&str; 8] = [
    "fpr_pointwise_lower",
    "fpr_pointwise_upper",
    "recall_pointwise_lower",
    "recall_pointwise_upper",
    "fpr_simultaneous_lower",
    "fpr_simultaneous_upper",
    "recall_simultaneous_lower",
    "recall_simultaneous_upper",
];

/// Writes the curves as CSV: a row for every threshold at which one of them bends, the highest first, with
/// its counts and rates. ROC is `fpr` and `recall`, precision–recall `recall` and `precision`, DET `fpr` and
/// `fnr`; a rate that is undefined is empty. With `bands`, the limits of both rates at this confidence, too:
/// exact ones of each at a threshold that was fixed beforehand, and those that hold at every threshold at once.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_curve(
    ranking: &Ranking,
    bands: Option<Confidence>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let bands = bands.and_then(|level| Some((level, Bands::new(ranking, level).ok()?)));
    write!(out, "threshold,tp,fp,fn,tn,fpr,recall,precision,fnr")?;
    if bands.is_some() {
        write!(out, ",{}", LIMITS.join(","))?;
    }
    writeln!(out)?;
    for point in points(ranking) {
        let matrix = &point.matrix;
        write!(out, "{:?},{}", point.threshold, cells(matrix).join(","))?;
        for rate in [matrix.fpr(), matrix.recall(), matrix.precision(), matrix.fnr()] {
            match rate.map(Proportion::estimate) {
                Ok(rate) => write!(out, ",{rate:?}")?,
                Err(_) => write!(out, ",")?,
            }
        }
        if let Some((level, bands)) = &bands {
            let both = pointwise(matrix, *level).ok().into_iter().chain([bands.at(matrix)]);
            for interval in both.flat_map(|RateLimits { recall, fpr }| [fpr, recall]) {
                write!(out, ",{:?},{:?}", interval.lower(), interval.upper())?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
