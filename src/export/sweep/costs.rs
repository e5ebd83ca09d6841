//! Cost and decision curves as CSV.

use std::io::{self, Write};

use super::csv::cells;
use crate::curve::{CostCurve, NetBenefit};

/// Writes the cost curve as CSV: a row for every point at which it bends, and for its two ends; `threshold` is
/// the best from there on, and empty where flagging nothing is.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_cost_curve(curve: &CostCurve, out: &mut dyn Write) -> io::Result<()> {
    let CostCurve { thresholds, probability_cost, expected_cost } = curve;
    writeln!(out, "probability_cost,expected_cost,threshold")?;
    if probability_cost.first().is_none_or(|first| *first > 0.0) {
        writeln!(out, "0.0,0.0,")?;
    }
    for ((threshold, probability), cost) in
        thresholds.iter().zip(probability_cost).zip(expected_cost)
    {
        writeln!(out, "{probability:?},{cost:?},{threshold:?}")?;
    }
    match (thresholds.last(), probability_cost.last()) {
        (Some(threshold), Some(last)) if *last < 1.0 => writeln!(out, "1.0,0.0,{threshold:?}"),
        _ => Ok(()),
    }
}

/// Writes a decision curve as CSV: a row for every threshold probability.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_decision_curve(curve: &[NetBenefit], out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "threshold_probability,threshold,tp,fp,fn,tn,net_benefit,net_benefit_of_all")?;
    for point in curve {
        let NetBenefit { probability, threshold, matrix, net_benefit, of_all } = point;
        let counts = cells(matrix).map(|count| count.to_string()).join(",");
        writeln!(out, "{probability:?},{threshold:?},{counts},{net_benefit:?},{of_all:?}")?;
    }
    Ok(())
}
