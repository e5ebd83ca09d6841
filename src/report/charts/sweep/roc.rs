//! Recall against the false positive rate.

use super::super::super::chart::{AxisOf, CurveChart, CurveLine, Scale};
use super::super::Chart;
use super::{ROC, drawn, estimate, few_thresholds, in_words, marks, notes, one_item};
use crate::curve::points;
use crate::error::Result;
use crate::evaluation::{Estimate, OperatingPoint, Outcome, Sweep};
use crate::export::sweep::area;
use crate::export::wording::share;

/// Returns the chart, with the false positive rate by powers of ten.
pub(super) fn chart(outcome: &Outcome<Sweep>) -> Result<Chart> {
    let sweep = &outcome.result;
    let line = points(&sweep.ranking)
        .filter_map(|point| estimate(point.matrix.fpr()).zip(estimate(point.matrix.recall())));
    let (least, _) = one_item(sweep);
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
        band: Vec::new(),
        guides: vec![CurveLine {
            label: "chance".to_owned(),
            points: vec![(0.0, 0.0), (1.0, 1.0)],
        }],
        lines: vec![CurveLine {
            label: String::new(),
            points: std::iter::once((0.0, 0.0)).chain(line).collect(),
        }],
        marks: marks(sweep, at),
        notes: notes(outcome).into_iter().chain(few_thresholds(sweep)).collect(),
    };
    let text = format!(
        "Recall against the false positive rate on a logarithmic scale, with the line of chance.{}",
        in_words(sweep, at, ["false positive rate", "recall"])
    );
    drawn(ROC, &title(sweep), text, &chart)
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
