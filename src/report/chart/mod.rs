//! Charts as SVG text: one function per chart, from plain numbers and labels and a width in pixels.
//!
//! The same input gives the same bytes on every machine: text stays text, and the room a label
//! takes is reckoned, never measured. Every chart is first laid out as a scene of shapes and
//! labels, in which labels neither overlap nor leave the canvas, and then written by `svg`, the
//! only file that names the drawing crate.
//!
//! A chart carries its width and its `viewBox` but no height: `svg { max-width: 100%; height:
//! auto }` lets a page scale it. Two widths are meant: [`WIDE`] for paper and screens, [`NARROW`]
//! for phones; at its own width no text is smaller than 11 pixels. Colours are those of
//! [`palette::Ink`], which [`palette::dark_css`] recolours for dark pages.

mod axis;
mod beside;
mod coverage_panels;
mod curve;
mod fpr_and_fdr;
mod funnel;
mod histogram;
mod identified_sets;
mod kappa_curve;
mod kappa_labels;
mod key;
mod label;
mod numbered;
pub mod palette;
mod png;
mod ppv_against_prevalence;
mod ppv_labels;
#[cfg(test)]
mod samples;
mod scene;
mod set_bar;
mod svg;
#[cfg(test)]
mod testing;
mod two_uncertainties;

pub use coverage_panels::{CoverageChart, CoveragePanel, coverage_panels};
pub use curve::{AxisOf, CurveBand, CurveChart, CurveLine, CurveMark, Scale, curve_chart};
pub use fpr_and_fdr::{FprAndFdr, fpr_and_fdr};
pub use funnel::{FunnelChart, Stage, funnel};
pub use histogram::{HistogramChart, HistogramPanel, histogram};
pub use identified_sets::{Allowed, SetRow, identified_sets};
pub use kappa_curve::{CurvePoint, KappaChart, TippingPoint, kappa_curve};
pub use png::png;
pub use ppv_against_prevalence::{
    LEAST_PREVALENCE, PpvChart, PpvCurve, PpvMark, PpvPoint, ppv_against_prevalence,
};
pub use two_uncertainties::{MeasuredByChance, NeverMeasured, TwoUncertainties, two_uncertainties};

use crate::error::{Error, Result};

/// The width in pixels for paper and screens.
pub const WIDE: u32 = 760;

/// The width in pixels for phones.
pub const NARROW: u32 = 360;

/// What names a chart: every chart has a title that states its point and a text alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caption {
    /// The id of the chart in its page: a letter, then letters, digits, `-` or `_`.
    pub id: String,
    /// The sentence above the chart.
    pub title: String,
    /// What the chart shows, in words, for those who do not see it.
    pub description: String,
}

/// A place on a scale and what is written there; the text carries its own digits.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// The value, such as a share in `[0, 1]`.
    pub at: f64,
    /// What is written beside the mark.
    pub text: String,
}

impl Mark {
    /// A mark at `at` with the label `text`.
    #[must_use]
    pub fn new(at: f64, text: impl Into<String>) -> Self {
        Self { at, text: text.into() }
    }

    /// The value, where it is a share in `[0, 1]`.
    fn share(&self) -> Result<f64> {
        share(self.at, &self.text)
    }
}

/// Returns `value` where it is a share in `[0, 1]`.
fn share(value: f64, what: &str) -> Result<f64> {
    if (0.0..=1.0).contains(&value) {
        Ok(value)
    } else {
        Err(Error::request(format!(
            "chart mark \"{what}\" is at {value}, expected a share from 0 to 1"
        )))
    }
}
