//! Curves against two axes: receiver operating characteristics, precision, error rates, calibration.

mod axis;
mod layout;
mod line;
#[cfg(test)]
pub(super) mod samples;
mod scale;
#[cfg(test)]
mod testing;

pub(super) use axis::Axis;
pub use scale::Scale;

use super::{Caption, svg};
use crate::error::{Error, Result};

/// What is drawn: lines, a band, and points that are marked.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveChart {
    /// The lower axis.
    pub x: AxisOf,
    /// The left axis.
    pub y: AxisOf,
    /// What is open around a line.
    pub band: Option<CurveBand>,
    /// The lines that only guide the eye.
    pub guides: Vec<CurveLine>,
    /// The lines that matter.
    pub lines: Vec<CurveLine>,
    /// The points that are marked.
    pub marks: Vec<CurveMark>,
    /// What is said below the chart.
    pub notes: Vec<String>,
}

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct AxisOf {
    /// What it measures.
    pub title: String,
    /// How values are spread along it.
    pub scale: Scale,
}

/// An area between two rims, each straight between two points as a line is.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveBand {
    /// The lower rim: at least two points, whose first numbers rise throughout.
    pub lower: Vec<(f64, f64)>,
    /// The upper rim, likewise.
    pub upper: Vec<(f64, f64)>,
}

/// A line through points, straight between any two in the numbers given, whatever the scales.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveLine {
    /// What is written beside it; nothing where this is empty.
    pub label: String,
    /// The points, whose first numbers rise or fall throughout; at least two.
    pub points: Vec<(f64, f64)>,
}

/// A point that is marked.
#[derive(Clone, Debug, PartialEq)]
pub struct CurveMark {
    /// The value on the lower axis.
    pub x: f64,
    /// The value on the left axis.
    pub y: f64,
    /// Limits along the lower axis, if there are any.
    pub x_limits: Option<(f64, f64)>,
    /// Limits along the left axis, if there are any.
    pub y_limits: Option<(f64, f64)>,
    /// What is written beside it; nothing where this is empty.
    pub text: String,
}

/// Returns the chart, `width` pixels wide. A label without room in the plot is said below it, with a
/// number at its place, and so is that of a mark which the axes do not reach.
///
/// # Errors
///
/// When an axis has no ends, a number is NaN, a line has fewer than two points or turns back, or the
/// caption's id is not one.
pub fn curve_chart(caption: &Caption, chart: &CurveChart, width: u32) -> Result<String> {
    svg::write(&layout::layout(&caption.title, chart, width)?, caption)
}

impl CurveChart {
    fn check(&self) -> Result<()> {
        self.x.scale.check()?;
        self.y.scale.check()?;
        for line in self.guides.iter().chain(&self.lines) {
            check_line(&line.label, &line.points)?;
        }
        for rim in self.band.iter().flat_map(|band| [&band.lower, &band.upper]) {
            check_line("band", rim)?;
        }
        for mark in &self.marks {
            let limits = [mark.x_limits, mark.y_limits].into_iter().flatten();
            let mut numbers = limits.flat_map(|(low, high)| [low, high]).chain([mark.x, mark.y]);
            if numbers.any(f64::is_nan) {
                return Err(Error::request(format!("chart mark \"{}\" is no number", mark.text)));
            }
        }
        Ok(())
    }
}

fn check_line(label: &str, points: &[(f64, f64)]) -> Result<()> {
    let is_number = points.iter().all(|(x, y)| !x.is_nan() && !y.is_nan());
    let rises = points.is_sorted_by(|one, next| one.0 <= next.0);
    let falls = points.is_sorted_by(|one, next| one.0 >= next.0);
    if points.len() >= 2 && is_number && (rises || falls) {
        return Ok(());
    }
    Err(Error::request(format!("curve \"{label}\" has fewer than two points, or turns back")))
}
