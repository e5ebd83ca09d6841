//! Curves as CSV.

use std::io::{self, Write};

use super::csv::cells;
use crate::curve::points;
use crate::quantity::Proportion;
use crate::tally::Ranking;

/// Writes the curves as CSV: a row for every threshold at which one of them bends, the highest first, with
/// its counts and rates. ROC is `fpr` and `recall`, precision–recall `recall` and `precision`, DET `fpr` and
/// `fnr`; a rate that is undefined is empty.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_curve(ranking: &Ranking, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "threshold,tp,fp,fn,tn,fpr,recall,precision,fnr")?;
    for point in points(ranking) {
        let matrix = &point.matrix;
        write!(out, "{:?},{}", point.threshold, cells(matrix).join(","))?;
        for rate in [matrix.fpr(), matrix.recall(), matrix.precision(), matrix.fnr()] {
            match rate.map(Proportion::estimate) {
                Ok(rate) => write!(out, ",{rate:?}")?,
                Err(_) => write!(out, ",")?,
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
