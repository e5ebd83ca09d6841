//! The charts of a sweep.

mod errors;
mod precision;
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
        let words = rule_words(point.rule);
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
fn few_thresholds(sweep: &Sweep) -> Option<String> {
    (sweep.ranking.cells().len() <= FEW_THRESHOLDS).then(|| {
        "Between thresholds, and before the first, the line is what choosing one of two by chance would do."
            .to_owned()
    })
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

/// The least share of the negatives, and of the positives, that is not none.
fn one_item(sweep: &Sweep) -> (f64, f64) {
    (real(sweep.negatives).recip(), real(sweep.positives).recip())
}
