//! Curves as CSV.

use std::io::{self, Write};

use super::csv::cells;
use crate::curve::{Bands, Point, RateLimits, points, pointwise};
use crate::quantity::{Confidence, Proportion, real};
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
    let names = if bands.is_some() { &LIMITS[..] } else { &[] };
    names.iter().try_for_each(|name| write!(out, ",{name}"))?;
    writeln!(out)?;
    points(ranking).try_for_each(|point| {
        write_row(&point, &cells(&point.matrix).map(|count| count.to_string()), out)?;
        if let Some((level, bands)) = &bands {
            write_limits(&point, *level, bands, out)?;
        }
        writeln!(out)
    })
}

fn write_limits(
    point: &Point,
    level: Confidence,
    bands: &Bands,
    out: &mut dyn Write,
) -> io::Result<()> {
    let both = pointwise(&point.matrix, level).into_iter().chain([bands.at(&point.matrix)]);
    let mut intervals = both.flat_map(|RateLimits { recall, fpr }| [fpr, recall]);
    intervals.try_for_each(|interval| write!(out, ",{:?},{:?}", interval.lower(), interval.upper()))
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
        write_row(&point, &cells, out)?;
        writeln!(out)
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
    Ok(())
}
