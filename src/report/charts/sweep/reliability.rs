//! What came true of what was forecast.

use super::super::super::chart::{AxisOf, CurveChart, CurveLine, CurveMark, Scale};
use super::super::Chart;
use super::{RELIABILITY, drawn, least};
use crate::error::Result;
use crate::evaluation::{Calibrated, Outcome, ReliabilityStep, Sweep};
use crate::export::wording::share;
use crate::quantity::display::short_percent;

/// Below this mean probability both axes are drawn by powers of ten.
const RARE: f64 = 0.01;

/// How many bins there may be for each to be drawn.
const MOST_BINS: usize = 40;

/// Returns the reliability diagram, where calibration was asked for.
pub(super) fn chart(outcome: &Outcome<Sweep>) -> Result<Option<Chart>> {
    let Some(calibration) = &outcome.result.calibration else { return Ok(None) };
    let here = &calibration.here;
    let axis = |title: &str| {
        let (scale, remark) = scale(here);
        AxisOf { title: format!("{title}{remark}"), scale }
    };
    let line = here.isotonic.iter().filter_map(|step| Some((step, step.observed.estimate?)));
    let chart = CurveChart {
        x: axis("probability that the scores say"),
        y: axis("share of the rows that are positive"),
        band: None,
        guides: vec![CurveLine {
            label: "as the scores say".to_owned(),
            points: vec![(0.0, 0.0), (1.0, 1.0)],
        }],
        lines: vec![CurveLine {
            label: "isotonic regression".to_owned(),
            points: line.flat_map(|(step, share)| [(step.from, share), (step.to, share)]).collect(),
        }],
        marks: marks(&here.equal_mass.bins),
        notes: vec![note(outcome, here)],
    };
    let text =
        format!("{}, and isotonic regression of these.", note(outcome, here).trim_end_matches('.'));
    drawn(RELIABILITY, &title(here), text, &chart).map(Some)
}

fn scale(here: &Calibrated) -> (Scale, &'static str) {
    if here.mean_probability >= RARE {
        return (Scale::Share, "");
    }
    let bins = here.equal_mass.bins.iter();
    let values = bins.flat_map(|bin| [bin.mean_probability, bin.observed.estimate]).flatten();
    (Scale::LogShare { least: least(values), has_zero: true }, " (log scale)")
}

/// A mark for every bin, unless there are too many.
fn marks(bins: &[ReliabilityStep]) -> Vec<CurveMark> {
    let mark = |bin: &ReliabilityStep| {
        Some(CurveMark {
            x: bin.mean_probability?,
            y: bin.observed.estimate?,
            x_limits: None,
            y_limits: bin.observed.lower.zip(bin.observed.upper),
            text: String::new(),
        })
    };
    let bins = if bins.len() > MOST_BINS { &[] } else { bins };
    bins.iter().filter_map(mark).collect()
}

fn note(outcome: &Outcome<Sweep>, here: &Calibrated) -> String {
    let bins = here.equal_mass.bins.len();
    let level = short_percent(outcome.confidence);
    if bins > MOST_BINS {
        format!("The {bins} bins are in the table.")
    } else {
        format!(
            "Dots: {bins} bins with about as many rows in each, with limits ({level}) of what came true."
        )
    }
}

fn title(here: &Calibrated) -> String {
    match here.observed.estimate {
        Some(observed) => format!(
            "The scores say {} on average, and {} of the rows are positive",
            share(here.mean_probability),
            share(observed)
        ),
        None => "What came true of what the scores say".to_owned(),
    }
}
