//! Reliability as CSV.

use std::io::{self, Write};

use crate::evaluation::{Calibrated, Calibration, ReliabilityStep};

/// Writes reliability as CSV: a row for every bin of equal width, bin of equal mass and step of isotonic
/// regression, in these rows and, where they were carried to another prevalence, there, with the scores as
/// they are and moved. Shares are fractions.
///
/// # Errors
///
/// If `out` cannot be written.
pub fn write_reliability(calibration: &Calibration, out: &mut dyn Write) -> io::Result<()> {
    writeln!(
        out,
        "where,bins,from,to,mean_probability,positives,negatives,observed,observed_lower,observed_upper"
    )?;
    write_all("rows", &calibration.here, out)?;
    if let Some(there) = &calibration.at_prevalence {
        write_all("at-prevalence", &there.as_they_are, out)?;
        write_all("at-prevalence-moved", &there.moved, out)?;
    }
    Ok(())
}

fn write_all(place: &str, calibrated: &Calibrated, out: &mut dyn Write) -> io::Result<()> {
    for (name, steps) in [
        ("equal-width", &calibrated.equal_width.bins),
        ("equal-mass", &calibrated.equal_mass.bins),
        ("isotonic", &calibrated.isotonic),
    ] {
        for step in steps {
            write_step(&format!("{place},{name}"), step, out)?;
        }
    }
    Ok(())
}

fn write_step(start: &str, step: &ReliabilityStep, out: &mut dyn Write) -> io::Result<()> {
    let number = |number: Option<f64>| number.map_or(String::new(), |number| format!("{number:?}"));
    let observed = &step.observed;
    writeln!(
        out,
        "{start},{:?},{:?},{},{},{},{},{},{}",
        step.from,
        step.to,
        number(step.mean_probability),
        step.positives,
        step.negatives,
        number(observed.estimate),
        number(observed.lower),
        number(observed.upper),
    )
}
