//! The chart of a scenario.

use super::chart::{
    Caption, LEAST_PREVALENCE, PpvChart, PpvCurve, PpvMark, PpvPoint, ppv_against_prevalence,
};
use crate::error::{Error, Result};
use crate::evaluation::{Estimate, Outcome, PpvAt, Scenario, ScenarioRow};
use crate::export::scenario::break_even;
use crate::export::wording::{NONE, share};
use crate::prevalence::Projection;
use crate::quantity::display::short_percent;

/// How many rows there may be for each to be marked with its PPV.
const MOST_MARKS: usize = 8;

/// Returns the chart of PPV against prevalence of a scenario, `width` pixels wide, as SVG.
///
/// # Errors
///
/// Where PPV is undefined at every prevalence.
pub fn ppv_chart(outcome: &Outcome<Scenario>, width: u32) -> Result<String> {
    let scenario = &outcome.result;
    let level = short_percent(outcome.confidence);
    let drawn = || scenario.curve.iter().filter(|at| at.prevalence >= LEAST_PREVALENCE);
    if drawn().count() < 2 {
        let least = format!("no prevalence is {LEAST_PREVALENCE:e} or more, where its axis begins");
        let why = if scenario.curve.is_empty() { "nothing would be flagged" } else { &least };
        return Err(Error::request(format!("no chart of PPV: {why}")));
    }
    let marks = marks(scenario);
    let has_band = drawn().any(|at| at.ppv.limits().is_some());
    let has_bars = marks.iter().any(|mark| mark.limits.is_some());
    let chart = PpvChart {
        curves: vec![PpvCurve {
            label: format!(
                "recall {}, false positive rate {}",
                rate(&scenario.recall),
                rate(&scenario.fpr)
            ),
            points: drawn().filter_map(point).collect(),
        }],
        marks,
        band: explanation(has_band, has_bars, &level),
    };
    let caption = Caption {
        id: "ppv-against-prevalence".to_owned(),
        title: title(scenario, &level),
        description: description(scenario),
    };
    ppv_against_prevalence(&caption, &chart, width)
}

/// What the band is and what the bars are, where there are any.
fn explanation(has_band: bool, has_bars: bool, level: &str) -> String {
    match (has_band, has_bars) {
        (false, false) => String::new(),
        (true, false) => format!("band: what chance leaves open, {level}"),
        (false, true) => format!("bar: what chance leaves open of a counted prevalence, {level}"),
        (true, true) => format!(
            "band: what chance leaves open, {level}, at each prevalence taken as exact; bar: with \
             what it leaves open of a counted prevalence"
        ),
    }
}

/// The limits of a row whose prevalence was counted: the band knows nothing of that.
fn own_limits(row: &ScenarioRow) -> Option<(f64, f64)> {
    let Projection { prevalence, ppv, .. } = &row.projection;
    prevalence.proportion()?;
    ppv.limits().map(|limits| (limits.lower, limits.upper))
}

/// The point of the chart, without the limits, which the band shows.
fn title(scenario: &Scenario, level: &str) -> String {
    match scenario.break_even_prevalence.estimate {
        Some(even) if even > 0.0 && even < 1.0 => {
            format!("Half of the flags are wrong at a prevalence of {}", share(even))
        }
        _ => break_even(scenario, level).trim_end_matches('.').to_owned(),
    }
}

fn rate(rate: &Estimate) -> String {
    rate.estimate.map_or(NONE.to_owned(), share)
}

fn point(at: &PpvAt) -> Option<PpvPoint> {
    let ppv = at.ppv.value()?;
    let limits = at.ppv.limits();
    let (low, high) = limits.map_or((ppv, ppv), |limits| (limits.lower, limits.upper));
    Some(PpvPoint { prevalence: at.prevalence, low, ppv, high })
}

/// The rows, and where a precision was measured.
fn marks(scenario: &Scenario) -> Vec<PpvMark> {
    let marked = if scenario.rows.len() <= MOST_MARKS { &scenario.rows[..] } else { &[] };
    let row = |row: &ScenarioRow| {
        let there = &row.projection;
        let (prevalence, ppv) = there.prevalence.value().zip(there.ppv.value())?;
        let mark = PpvMark { prevalence, ppv, text: share(ppv), limits: own_limits(row) };
        (prevalence >= LEAST_PREVALENCE).then_some(mark)
    };
    let tested = scenario.precision.as_ref().zip(scenario.test_prevalence);
    let tested = tested.and_then(|(precision, prevalence)| {
        let ppv = precision.estimate?;
        let text = format!("as tested: {}", share(ppv));
        Some(PpvMark { prevalence, ppv, text, limits: None })
    });
    marked.iter().filter_map(row).chain(tested).collect()
}

fn description(scenario: &Scenario) -> String {
    let values = scenario
        .rows
        .iter()
        .filter_map(|row| Some(format!("{} at {}", share(row.projection.ppv.value()?), row.text)));
    let values: Vec<String> = values.take(MOST_MARKS).collect();
    format!(
        "The share of flags that are right against prevalence, both on logarithmic scales: {}. Recall \
         and the false positive rate are assumed to be the same at every prevalence.",
        values.join("; ")
    )
}
