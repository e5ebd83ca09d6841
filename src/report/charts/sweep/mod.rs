//! The charts of a sweep.

mod decision;
mod errors;
mod precision;
mod reliability;
mod roc;
mod scores;

use super::super::chart::{Caption, CurveChart, CurveMark, curve_chart};
use super::{Chart, Charts, both};
use crate::confusion::ConfusionMatrix;
use crate::error::Result;
use crate::evaluation::{Estimate, OperatingPoint, Outcome, Sweep};
use crate::export::sweep::rule_words;
use crate::export::wording::share;
use crate::quantity::display::short_percent;
use crate::quantity::{Proportion, real};

pub(in super::super) const ROC: &str = "roc.svg";
pub(in super::super) const PRECISION_RECALL: &str = "precision-recall.svg";
pub(in super::super) const PRECISION_THRESHOLD: &str = "precision-threshold.svg";
pub(in super::super) const DET: &str = "det.svg";
pub(in super::super) const DECISION: &str = "decision.svg";
pub(in super::super) const RELIABILITY: &str = "reliability.svg";
pub(in super::super) const SCORES: &str = "scores.svg";

/// With no more thresholds than this it is said what the lines between them mean.
const FEW_THRESHOLDS: usize = 20;

/// Returns every chart that the sweep has something to show for.
pub(in super::super) fn sweep_charts(outcome: &Outcome<Sweep>) -> Result<Charts> {
    let sweep = &outcome.result;
    let mut charts = Vec::new();
    if sweep.positives > 0 && sweep.negatives > 0 {
        charts.push(roc::chart(outcome)?);
        charts.push(precision::against_recall(outcome)?);
        charts.extend(precision::against_threshold(outcome)?);
        charts.push(errors::chart(outcome)?);
    }
    charts.extend(scores::chart(outcome)?);
    charts.extend(reliability::chart(outcome)?);
    charts.extend(decision::chart(outcome)?);
    Ok(charts)
}

fn drawn(file: &str, title: &str, text: String, chart: &CurveChart) -> Result<Chart> {
    let draw = |caption: &Caption, width| curve_chart(caption, chart, width);
    both(file, title, text, draw)
}

/// A threshold, with all rules that took it in words.
struct Chosen<'a> {
    point: &'a OperatingPoint,
    threshold: f64,
    words: String,
}

/// The thresholds that were chosen, each once.
fn chosen(sweep: &Sweep) -> Vec<Chosen<'_>> {
    let mut chosen: Vec<Chosen> = Vec::new();
    for point in &sweep.operating_points {
        let Some(threshold) = point.threshold else { continue };
        let words = rule_words(point);
        match chosen.iter_mut().find(|other| other.threshold.total_cmp(&threshold).is_eq()) {
            Some(same) => same.words = format!("{}; {words}", same.words),
            None => chosen.push(Chosen { point, threshold, words }),
        }
    }
    chosen
}

/// The marks of the thresholds that were chosen, at two of their rates.
fn marks(
    sweep: &Sweep,
    rates: impl Fn(&OperatingPoint) -> (&Estimate, &Estimate),
) -> Vec<CurveMark> {
    let limits = |rate: &Estimate| rate.lower.zip(rate.upper);
    let mark = |chosen: Chosen| {
        let (x, y) = rates(chosen.point);
        Some(CurveMark {
            x: x.estimate?,
            y: y.estimate?,
            x_limits: limits(x),
            y_limits: limits(y),
            text: chosen.words,
        })
    };
    chosen(sweep).into_iter().filter_map(mark).collect()
}

/// What the crosses are, and where what they show was counted.
fn notes(outcome: &Outcome<Sweep>) -> Vec<String> {
    let sweep = &outcome.result;
    let mut notes = Vec::new();
    if sweep.operating_points.iter().any(|point| point.threshold.is_some()) {
        let rows = if sweep.split.is_some() {
            ", counted on the rows that had no part in their choice; the line is of all rows"
        } else {
            ""
        };
        let level = short_percent(outcome.confidence);
        notes.push(format!(
            "Dots: the thresholds that were chosen, with their limits ({level}){rows}."
        ));
    }
    notes
}

/// What the line between thresholds means, where these are few enough for it to be seen.
fn between_thresholds(sweep: &Sweep) -> Option<String> {
    let text = if sweep.resolution.is_some() {
        "Between thresholds, the line is what choosing one of two by chance would do; that of scores which were not \
         put into bins may lie anywhere in the rectangle of the two."
    } else if sweep.ranking.cells().len() <= FEW_THRESHOLDS {
        "Between thresholds, and before the first, the line is what choosing one of two by chance would do."
    } else {
        return None;
    };
    Some(text.to_owned())
}

/// A curve without the points that are too near to the last to be told from it.
///
/// A share is near another where both it and what is missing to 1 are, so that nothing is lost on any scale.
fn sparse(
    points: impl IntoIterator<Item = (f64, f64)>,
    is_near: impl Fn(f64, f64) -> bool,
) -> Vec<(f64, f64)> {
    let (mut kept, mut last): (Vec<(f64, f64)>, _) = (Vec::new(), None);
    for point in points {
        let near = |kept: &(f64, f64)| is_near(kept.0, point.0) && share_is_near(kept.1, point.1);
        if !kept.last().is_some_and(near) {
            kept.push(point);
        }
        last = Some(point);
    }
    kept.extend(last.filter(|last| kept.last() != Some(last)));
    kept
}

/// Whether nobody can tell one share from the other, on any scale.
fn share_is_near(one: f64, other: f64) -> bool {
    const NEAR: f64 = 1e-3;
    (one - other).abs() <= NEAR * other.min(1.0 - other)
}

/// What a few of the thresholds do, in words, for those who do not see the chart.
fn in_words(
    sweep: &Sweep,
    rates: impl Fn(&OperatingPoint) -> (&Estimate, &Estimate),
    names: [&str; 2],
) -> String {
    let words = |chosen: Chosen| {
        let (one, other) = rates(chosen.point);
        let (one, other) = (share(one.estimate?), share(other.estimate?));
        Some(format!(" {}: {} {one}, {} {other}.", chosen.words, names[0], names[1]))
    };
    chosen(sweep).into_iter().filter_map(words).collect()
}

/// The share that `rate` is.
fn estimate(rate: std::result::Result<Proportion, &str>) -> Option<f64> {
    rate.ok().map(Proportion::estimate)
}

/// The two error rates of a point.
fn rates(matrix: &ConfusionMatrix) -> Option<(f64, f64)> {
    estimate(matrix.fpr()).zip(estimate(matrix.fnr()))
}

/// The least of some rates that is not 0, or 1.
fn least(rates: impl Iterator<Item = f64>) -> f64 {
    rates.filter(|rate| *rate > 0.0).fold(1.0, f64::min)
}

/// The share that a single negative, and a single positive, is of all, where rows have no weights.
fn one_row(sweep: &Sweep) -> [Option<f64>; 2] {
    let rows = [sweep.negatives, sweep.positives];
    rows.map(|rows| sweep.unit.is_none().then(|| real(rows).recip()))
}
