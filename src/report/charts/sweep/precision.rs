//! Precision against recall, and against the threshold.

use super::super::super::chart::{AxisOf, CurveChart, CurveLine, CurveMark, Scale};
use super::super::Chart;
use super::{
    PRECISION_RECALL, PRECISION_THRESHOLD, chosen, drawn, estimate, in_words, least, marks, notes,
    scores, share_is_near, sparse,
};
use crate::confusion::ConfusionMatrix;
use crate::curve::{points, points_upward};
use crate::error::Result;
use crate::evaluation::{Estimate, OperatingPoint, Outcome, Sweep};
use crate::export::sweep::area;
use crate::export::wording::share;
use crate::tally::Tally;

/// Below this share of positives precision is drawn by powers of ten.
const RARE: f64 = 0.01;

/// Returns the chart of precision against recall.
pub(super) fn against_recall(outcome: &Outcome<Sweep>) -> Result<Chart> {
    let sweep = &outcome.result;
    let line = sparse(steps_of_recall(sweep), share_is_near);
    let chart = CurveChart {
        x: AxisOf {
            title: "recall: share of the positives that are flagged".to_owned(),
            scale: Scale::Share,
        },
        y: axis(sweep, &line),
        band: None,
        guides: all_flagged(sweep, (0.0, 1.0)),
        lines: vec![CurveLine { label: String::new(), points: line }],
        marks: marks(sweep, at),
        notes: precision_notes(outcome),
    };
    let text = format!(
        "{} against recall.{}",
        of_what(sweep),
        in_words(sweep, at, ["recall", "precision"])
    );
    drawn(PRECISION_RECALL, &title(sweep), text, &chart)
}

/// Returns the chart of precision and recall against the threshold, where every score was kept.
pub(super) fn against_threshold(outcome: &Outcome<Sweep>) -> Result<Option<Chart>> {
    let sweep = &outcome.result;
    // A tally of rows with weights says how many have a score, but not what they stand for.
    let tally = sweep.tally.as_ref().filter(|_| sweep.unit.is_none());
    let Some((tally, bins)) = tally.zip(scores::bins(sweep)) else { return Ok(None) };
    let [least, .., greatest] = bins.edges() else { return Ok(None) };
    let near = (greatest - least) / 5e3;
    let at_thresholds = |rate: &dyn Fn(&ConfusionMatrix) -> Option<f64>| {
        sparse(steps_of_threshold(tally, *least, rate), |one, other| (one - other).abs() <= near)
    };
    let precision = at_thresholds(&|matrix| sweep.precision_of(matrix));
    let recall = at_thresholds(&|matrix| estimate(matrix.recall()));
    if precision.len() < 2 {
        // All scores fell into one bin.
        return Ok(None);
    }
    let y = axis(sweep, &precision);
    let line = |label: &str, points| CurveLine { label: label.to_owned(), points };
    let chart = CurveChart {
        x: AxisOf {
            title: "threshold: what has at least this score is flagged".to_owned(),
            scale: Scale::Number { least: *least, greatest: *greatest },
        },
        y: AxisOf { title: format!("share: {}, and recall", y.title), ..y },
        band: None,
        guides: all_flagged(sweep, (*least, *greatest)),
        lines: vec![line("precision", precision), line("recall", recall)],
        marks: at_threshold(sweep),
        notes: precision_notes(outcome),
    };
    let text = format!("{} and recall against the threshold.", of_what(sweep));
    drawn(PRECISION_THRESHOLD, &threshold_title(sweep), text, &chart).map(Some)
}

/// Precision at every recall. From the recall before on it is what it is at the next threshold: average precision
/// is the area under these steps.
fn steps_of_recall(sweep: &Sweep) -> impl Iterator<Item = (f64, f64)> {
    let mut before = 0.0;
    let rates = points(&sweep.ranking)
        .filter_map(|point| estimate(point.matrix.recall()).zip(sweep.precision_of(&point.matrix)));
    rates.flat_map(move |(recall, precision)| {
        [(std::mem::replace(&mut before, recall), precision), (recall, precision)]
    })
}

/// A rate at every threshold from `least` up: above a score, and up to the next higher one, it is the same.
fn steps_of_threshold(
    tally: &Tally,
    least: f64,
    rate: &dyn Fn(&ConfusionMatrix) -> Option<f64>,
) -> impl Iterator<Item = (f64, f64)> {
    let mut before = f64::NEG_INFINITY;
    points_upward(tally).flat_map(move |point| {
        let from = std::mem::replace(&mut before, point.threshold).max(least.min(point.threshold));
        rate(&point.matrix)
            .into_iter()
            .flat_map(move |rate| [(from, rate), (point.threshold, rate)])
    })
}

/// The precision that the operating points are marked with.
fn at(point: &OperatingPoint) -> (&Estimate, &Estimate) {
    (&point.recall, precision(point))
}

fn precision(point: &OperatingPoint) -> &Estimate {
    point.ppv_at_prevalence.as_ref().unwrap_or(&point.precision)
}

fn at_threshold(sweep: &Sweep) -> Vec<CurveMark> {
    let mark = |chosen: super::Chosen| {
        let precision = precision(chosen.point);
        let y_limits = precision.lower.zip(precision.upper);
        let y = precision.estimate?;
        Some(CurveMark { x: chosen.threshold, y, x_limits: None, y_limits, text: chosen.words })
    };
    chosen(sweep).into_iter().filter_map(mark).collect()
}

/// The axis of precision: by powers of ten where positives are rare.
fn axis(sweep: &Sweep, line: &[(f64, f64)]) -> AxisOf {
    let least = least(line.iter().map(|(_, precision)| *precision));
    let title = format!("{}: share of the flags that are right", of_what(sweep).to_lowercase());
    if least < RARE {
        let scale = Scale::LogShare { least, has_zero: false };
        AxisOf { title: format!("{title} (log scale)"), scale }
    } else {
        AxisOf { title, scale: Scale::Share }
    }
}

fn of_what(sweep: &Sweep) -> String {
    match &sweep.prevalence_given {
        Some(given) => format!("Precision at a prevalence of {}", given.text),
        None => "Precision".to_owned(),
    }
}

/// The precision of flagging everything.
fn all_flagged(sweep: &Sweep, (from, to): (f64, f64)) -> Vec<CurveLine> {
    let base = sweep.positives_there();
    let guide = |base: f64| CurveLine {
        label: format!("all flagged: {}", share(base)),
        points: vec![(from, base), (to, base)],
    };
    base.map(guide).into_iter().collect()
}

fn precision_notes(outcome: &Outcome<Sweep>) -> Vec<String> {
    let sweep = &outcome.result;
    let mut notes = notes(outcome);
    notes.push(match &sweep.prevalence_given {
        Some(given) => format!(
            "Recall and the false positive rate are assumed to be the same at a prevalence of {}.",
            given.text
        ),
        None => "Precision is that of these rows, and another where fewer or more are positive."
            .to_owned(),
    });
    notes
}

fn title(sweep: &Sweep) -> String {
    let first = chosen(sweep).into_iter().find_map(|chosen| {
        let (recall, precision) = at(chosen.point);
        Some((recall.estimate?, precision.estimate?))
    });
    match (first, sweep.areas.average_precision.estimate) {
        (Some((recall, precision)), _) if sweep.prevalence.is_some() => {
            format!("{} is {} where recall is {}", of_what(sweep), share(precision), share(recall))
        }
        (_, Some(average)) => format!("Average precision is {} in these rows", area(average)),
        _ => format!("{} against recall", of_what(sweep)),
    }
}

fn threshold_title(sweep: &Sweep) -> String {
    let first = chosen(sweep).into_iter().find_map(|chosen| {
        let shown = share(precision(chosen.point).estimate?);
        Some(format!("{} is {shown} at the threshold for {}", of_what(sweep), chosen.words))
    });
    first.unwrap_or_else(|| format!("{} against the threshold", of_what(sweep)))
}
