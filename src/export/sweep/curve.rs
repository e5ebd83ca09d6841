//! Curves as CSV, a row for every threshold.

use std::io::{self, Write};

use super::csv::cells;
use crate::confusion::{ConfusionMatrix, Undefined};
use crate::curve::{
    Bands, RateLimits, flag_rate_at, lift, points, pointwise, precision_at, precision_gain,
    recall_gain,
};
use crate::quantity::{Confidence, ConfidenceInterval, Proportion, Rate, real};
use crate::tally::Ranking;

/// A curve with a point for every threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// Recall against the false positive rate.
    Roc,
    /// Precision against recall.
    PrecisionRecall,
    /// The false negative against the false positive rate.
    Det,
    /// Precision gain against recall gain.
    PrecisionRecallGain,
    /// Recall and lift against the share that is flagged.
    Lift,
}

/// What a column holds: of some counts, and of the prevalence that rates are carried to.
struct Column {
    name: &'static str,
    curves: &'static [Curve],
    value: fn(&ConfusionMatrix, Option<Rate>) -> Result<f64, Undefined>,
}

const HERE: [Column; 8] = [
    Column {
        name: "fpr",
        curves: &[Curve::Roc, Curve::Det],
        value: |matrix, _| matrix.fpr().map(Proportion::estimate),
    },
    Column {
        name: "recall",
        curves: &[Curve::Roc, Curve::PrecisionRecall, Curve::Lift],
        value: |matrix, _| matrix.recall().map(Proportion::estimate),
    },
    Column {
        name: "precision",
        curves: &[Curve::PrecisionRecall],
        value: |matrix, _| matrix.precision().map(Proportion::estimate),
    },
    Column {
        name: "fnr",
        curves: &[Curve::Det],
        value: |matrix, _| matrix.fnr().map(Proportion::estimate),
    },
    Column {
        name: "recall_gain",
        curves: &[Curve::PrecisionRecallGain],
        value: |matrix, _| recall_gain(matrix, None),
    },
    Column {
        name: "precision_gain",
        curves: &[Curve::PrecisionRecallGain],
        value: |matrix, _| precision_gain(matrix),
    },
    Column {
        name: "flag_rate",
        curves: &[Curve::Lift],
        value: |matrix, _| matrix.flag_rate().map(Proportion::estimate),
    },
    Column { name: "lift", curves: &[Curve::Lift], value: |matrix, _| lift(matrix, None) },
];

/// What is another number where another share of the items is violating.
const THERE: [Column; 4] = [
    Column {
        name: "ppv_at_prevalence",
        curves: &[Curve::PrecisionRecall],
        value: |matrix, prevalence| precision_at(matrix, prevalence.ok_or("")?),
    },
    Column {
        name: "recall_gain_at_prevalence",
        curves: &[Curve::PrecisionRecallGain],
        value: recall_gain,
    },
    Column {
        name: "flag_rate_at_prevalence",
        curves: &[Curve::Lift],
        value: |matrix, prevalence| flag_rate_at(matrix, prevalence.ok_or("")?),
    },
    Column { name: "lift_at_prevalence", curves: &[Curve::Lift], value: lift },
];

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

/// Writes `curves` as CSV: a row for every threshold at which one of them bends, the highest first, with
/// its counts and the columns that they need; with a `prevalence`, what depends on it also there. What is
/// undefined is empty. Of rows with weights, `unit` is what a count of `ranking` stands for, and what counts
/// stand for is written in their place. With `bands`, the limits of both rates at this confidence, too: exact
/// ones of each at a threshold that was fixed beforehand, and those that hold at every threshold at once.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_curve(
    ranking: &Ranking,
    unit: Option<f64>,
    curves: &[Curve],
    prevalence: Option<Rate>,
    bands: Option<Confidence>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let is_wanted = |column: &&Column| curves.iter().any(|curve| column.curves.contains(curve));
    let there = THERE.iter().filter(|_| prevalence.is_some());
    let columns: Vec<&Column> = HERE.iter().chain(there).filter(is_wanted).collect();
    let names = ["tp", "fp", "fn", "tn"];
    let weighted = if unit.is_some() { "weighted_" } else { "" };
    write!(out, "threshold,{}", names.map(|name| format!("{weighted}{name}")).join(","))?;
    for column in &columns {
        write!(out, ",{}", column.name)?;
    }
    let bands = bands.and_then(|level| Some((level, Bands::new(ranking, level).ok()?)));
    let names = if bands.is_some() { &LIMITS[..] } else { &[] };
    names.iter().try_for_each(|name| write!(out, ",{name}"))?;
    writeln!(out)?;
    for point in points(ranking) {
        let counts = cells(&point.matrix).map(|count| match unit {
            Some(unit) => format!("{:?}", real(count) * unit),
            None => count.to_string(),
        });
        write!(out, "{:?},{}", point.threshold, counts.join(","))?;
        for column in &columns {
            match (column.value)(&point.matrix, prevalence) {
                Ok(value) => write!(out, ",{value:?}")?,
                Err(_) => write!(out, ",")?,
            }
        }
        if let Some((level, bands)) = &bands {
            for limits in limits(&point.matrix, *level, bands) {
                write!(out, ",{:?},{:?}", limits.lower(), limits.upper())?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}

/// In the order of [`LIMITS`].
fn limits(
    matrix: &ConfusionMatrix,
    level: Confidence,
    bands: &Bands,
) -> impl Iterator<Item = ConfidenceInterval> {
    let both = pointwise(matrix, level).into_iter().chain([bands.at(matrix)]);
    both.flat_map(|RateLimits { recall, fpr }| [fpr, recall])
}
