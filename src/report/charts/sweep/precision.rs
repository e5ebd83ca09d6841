//! Precision against recall, and against the threshold.

use super::super::super::chart::{AxisOf, CurveChart, CurveLine, CurveMark, Scale};
use super::super::Chart;
use super::{
    PRECISION_RECALL, PRECISION_THRESHOLD, chosen, drawn, estimate, in_words, marks, notes, scores,
};
use crate::confusion::ConfusionMatrix;
use crate::curve::{Point, points};
use crate::error::Result;
use crate::evaluation::{Estimate, OperatingPoint, Outcome, Sweep};
use crate::export::sweep::area;
use crate::export::wording::share;
use crate::tally::Ranking;

/// Below this share of positives precision is drawn by powers of ten.
const RARE: f64 = 0.01;

/// Returns the chart of precision against recall.
pub(super) fn against_recall(outcome: &Outcome<Sweep>) -> Result<Chart> {
    let sweep = &outcome.result;
    let mut line: Vec<(f64, f64)> = Vec::new();
    for Point { matrix, .. } in points(&sweep.ranking) {
        let Some((recall, precision)) = estimate(matrix.recall()).zip(sweep.precision_of(&matrix))
        else {
            continue;
        };
        // From the recall before on, precision is what it is here: the steps under which average precision
        // is the area.
        let before = line.last().map_or(0.0, |(recall, _)| *recall);
        line.extend([(before, precision), (recall, precision)]);
    }
    let chart = CurveChart {
        x: AxisOf {
            title: "recall: share of the positives that are flagged".to_owned(),
            scale: Scale::Share,
        },
        y: axis(sweep, &line),
        band: Vec::new(),
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
    let Some((tally, bins)) = sweep.tally.as_ref().zip(scores::bins(sweep)) else {
        return Ok(None);
    };
    let [least, .., greatest] = bins.edges() else { return Ok(None) };
    let ranking = Ranking::of(tally);
    let at_thresholds =
        |rate: &dyn Fn(&ConfusionMatrix) -> Option<f64>| steps(&ranking, *least, rate);
    let precision = at_thresholds(&|matrix| sweep.precision_of(matrix));
    let recall = at_thresholds(&|matrix| estimate(matrix.recall()));
    let y = axis(sweep, &precision);
    let line = |label: &str, points| CurveLine { label: label.to_owned(), points };
    let chart = CurveChart {
        x: AxisOf {
            title: "threshold: what has at least this score is flagged".to_owned(),
            scale: Scale::Number { least: *least, greatest: *greatest },
        },
        y: AxisOf { title: format!("share: {}, and recall", y.title), ..y },
        band: Vec::new(),
        guides: all_flagged(sweep, (*least, *greatest)),
        lines: vec![line("precision", precision), line("recall", recall)],
        marks: at_threshold(sweep),
        notes: precision_notes(outcome),
    };
    let text = format!("{} and recall against the threshold.", of_what(sweep));
    drawn(PRECISION_THRESHOLD, &threshold_title(sweep), text, &chart).map(Some)
}

/// A rate at every threshold: from the next lower score, without it, up to a score it is the same.
fn steps(
    ranking: &Ranking,
    least: f64,
    rate: &dyn Fn(&ConfusionMatrix) -> Option<f64>,
) -> Vec<(f64, f64)> {
    let mut line = Vec::new();
    for (place, point) in points(ranking).enumerate() {
        let next =
            ranking.cells().get(place + 1).map_or(least.min(point.threshold), |cell| cell.score);
        line.extend(
            rate(&point.matrix)
                .into_iter()
                .flat_map(|rate| [(point.threshold, rate), (next, rate)]),
        );
    }
    line
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
    let values = line.iter().map(|(_, precision)| *precision).filter(|precision| *precision > 0.0);
    let least = values.fold(1.0, f64::min);
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
            "Recall and the false positive rate are assumed to be the same where {} is positive.",
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
