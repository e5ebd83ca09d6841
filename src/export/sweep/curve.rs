//! Curves as CSV.

use std::io::{self, Write};

use super::csv::cells;
use crate::curve::{Point, points};
use crate::quantity::{Proportion, real};
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
    points(ranking).try_for_each(|point| {
        write_row(&point, &cells(&point.matrix).map(|count| count.to_string()), out)
    })
}

/// Writes the curves of rows with weights, as [`write_curve`] does, with what they stand for in place of counts:
/// `unit` is what a count of `ranking` stands for.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_weighted_curve(ranking: &Ranking, unit: f64, out: &mut dyn Write) -> io::Result<()> {
    let names = "threshold,weighted_tp,weighted_fp,weighted_fn,weighted_tn";
    writeln!(out, "{names},fpr,recall,precision,fnr")?;
    points(ranking).try_for_each(|point| {
        let cells = cells(&point.matrix).map(|count| format!("{:?}", real(count) * unit));
        write_row(&point, &cells, out)
    })
}

fn write_row(point: &Point, cells: &[String; 4], out: &mut dyn Write) -> io::Result<()> {
    let matrix = &point.matrix;
    write!(out, "{:?},{}", point.threshold, cells.join(","))?;
    for rate in [matrix.fpr(), matrix.recall(), matrix.precision(), matrix.fnr()] {
        match rate.map(Proportion::estimate) {
            Ok(rate) => write!(out, ",{rate:?}")?,
            Err(_) => write!(out, ",")?,
        }
    }
    writeln!(out)
}
