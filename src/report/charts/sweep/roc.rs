//! Recall against the false positive rate.

use super::super::super::chart::{AxisOf, CurveBand, CurveChart, CurveLine, Scale};
use super::super::Chart;
use super::{
    ROC, between_thresholds, drawn, estimate, in_words, least, marks, notes, one_row,
    share_is_near, sparse,
};
use crate::confusion::{Cells, ConfusionMatrix};
use crate::curve::{Bands, RateLimits, points};
use crate::error::Result;
use crate::evaluation::{Estimate, OperatingPoint, Outcome, Sweep};
use crate::export::sweep::area;
use crate::export::wording::share;
use crate::quantity::Confidence;
use crate::quantity::display::short_percent;

/// Returns the chart, with the false positive rate by powers of ten.
pub(super) fn chart(outcome: &Outcome<Sweep>) -> Result<Chart> {
    let sweep = &outcome.result;
    let line = points(&sweep.ranking)
        .filter_map(|point| estimate(point.matrix.fpr()).zip(estimate(point.matrix.recall())));
    let line = sparse(std::iter::once((0.0, 0.0)).chain(line), share_is_near);
    let [one_negative, _] = one_row(sweep);
    let least = least(line.iter().map(|(fpr, _)| *fpr).chain(one_negative));
    let chart = CurveChart {
        x: AxisOf {
            title: "false positive rate: share of the negatives that are flagged (log scale)"
                .to_owned(),
            scale: Scale::LogShare { least, has_zero: true },
        },
        y: AxisOf {
            title: "recall: share of the positives that are flagged".to_owned(),
            scale: Scale::Share,
        },
        band: band(outcome),
        guides: vec![CurveLine {
            label: "chance".to_owned(),
            points: vec![(0.0, 0.0), (1.0, 1.0)],
        }],
        lines: vec![CurveLine { label: String::new(), points: line }],
        marks: marks(sweep, at),
        notes: said(outcome),
    };
    let text = format!(
        "Recall against the false positive rate on a logarithmic scale, with the line of chance.{}",
        in_words(sweep, at, ["false positive rate", "recall"])
    );
    drawn(ROC, &title(sweep), text, &chart)
}

fn said(outcome: &Outcome<Sweep>) -> Vec<String> {
    let level = short_percent(outcome.confidence);
    let band = outcome.result.design.is_none().then(|| {
        let (curve, threshold) = match outcome.result.resolution {
            None => ("the whole curve", "a threshold"),
            Some(_) => ("the whole curve of the scores in bins", "the start of a bin"),
        };
        format!(
            "Band: with a confidence of {level} {curve} is in it, so that it holds for {threshold} that was chosen on \
             these rows, too."
        )
    });
    notes(outcome).into_iter().chain(band).chain(between_thresholds(&outcome.result)).collect()
}

/// Where the whole curve is, with the confidence of the sweep; for rows that were drawn alike and independently.
fn band(outcome: &Outcome<Sweep>) -> Option<CurveBand> {
    let Sweep { ranking, design: None, .. } = &outcome.result else { return None };
    let bands = Bands::new(ranking, Confidence::new(outcome.confidence).ok()?).ok()?;
    let nothing = Cells {
        false_negatives: ranking.positives(),
        true_negatives: ranking.negatives(),
        ..Cells::default()
    };
    let nothing = ConfusionMatrix::new(nothing);
    let (mut lower, mut upper) = (vec![(0.0, 0.0)], Vec::new());
    for matrix in nothing.into_iter().chain(points(ranking).map(|point| point.matrix)) {
        let RateLimits { recall, fpr } = bands.at(&matrix);
        // The rates at a threshold are in a rectangle; the rims go through the corners of all of them.
        upper.push((fpr.lower(), recall.upper()));
        lower.push((fpr.upper(), recall.lower()));
    }
    upper.push((1.0, 1.0));
    Some(CurveBand { lower: sparse(lower, share_is_near), upper: sparse(upper, share_is_near) })
}

fn at(point: &OperatingPoint) -> (&Estimate, &Estimate) {
    (&point.fpr, &point.recall)
}

fn title(sweep: &Sweep) -> String {
    match sweep.areas.auc.estimate.estimate {
        Some(auc) => format!(
            "A positive has a higher score than a negative in {} of all pairs (AUC {})",
            share(auc),
            area(auc)
        ),
        None => "Recall against the false positive rate".to_owned(),
    }
}
