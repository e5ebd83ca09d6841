//! One error rate against the other.

use super::super::super::chart::{AxisOf, CurveChart, CurveLine, CurveMark, Scale};
use super::super::Chart;
use super::{
    DET, between_thresholds, drawn, in_words, least, marks, notes, one_row, rates, share_is_near,
    sparse,
};
use crate::curve::points;
use crate::error::Result;
use crate::evaluation::{Estimate, OperatingPoint, Outcome, Sweep};
use crate::export::wording::share;

/// Returns the detection error tradeoff, both rates by normal deviates.
pub(super) fn chart(outcome: &Outcome<Sweep>) -> Result<Chart> {
    let sweep = &outcome.result;
    let line = points(&sweep.ranking).filter_map(|point| rates(&point.matrix));
    let line = sparse(std::iter::once((0.0, 1.0)).chain(line), share_is_near);
    // The point at which both are equal may lie between two thresholds, below both.
    let equal_rate = sweep.areas.equal_error_rate.estimate;
    let [one_negative, one_positive] = one_row(sweep).map(|one| one.into_iter().chain(equal_rate));
    let least_fpr = least(line.iter().map(|(fpr, _)| *fpr).chain(one_negative));
    let least_missed = least(line.iter().map(|(_, missed)| *missed).chain(one_positive));
    let guide =
        |label: &str, from, to| CurveLine { label: label.to_owned(), points: vec![from, to] };
    let axis = |title: &str, least| AxisOf {
        title: title.to_owned(),
        scale: Scale::ProbitShare { least, has_zero: true },
    };
    let chart = CurveChart {
        x: axis(
            "false positive rate: share of the negatives that are flagged (normal deviates)",
            least_fpr,
        ),
        y: axis(
            "misses: share of the positives that are not flagged (normal deviates)",
            least_missed,
        ),
        band: None,
        guides: vec![guide("chance", (0.0, 1.0), (1.0, 0.0))],
        lines: vec![CurveLine { label: String::new(), points: line }],
        marks: equal(sweep).into_iter().chain(marks(sweep, at).into_iter().map(missed)).collect(),
        notes: notes(outcome).into_iter().chain(between_thresholds(sweep)).collect(),
    };
    let text = format!(
        "The share of the positives that are not flagged against the share of the negatives that are, both on \
         scales on which normal laws give straight lines, with the line of chance.{}",
        in_words(sweep, at, ["false positive rate", "recall"])
    );
    drawn(DET, &title(sweep), text, &chart)
}

/// Where both rates are equal.
fn equal(sweep: &Sweep) -> Option<CurveMark> {
    let rate = sweep.areas.equal_error_rate.estimate?;
    let text = format!("equal error rate {}", share(rate));
    Some(CurveMark { x: rate, y: rate, x_limits: None, y_limits: None, text })
}

fn at(point: &OperatingPoint) -> (&Estimate, &Estimate) {
    (&point.fpr, &point.recall)
}

/// The mark of a recall as that of what is missed.
fn missed(mark: CurveMark) -> CurveMark {
    let y_limits = mark.y_limits.map(|(low, high)| (1.0 - high, 1.0 - low));
    CurveMark { y: 1.0 - mark.y, y_limits, ..mark }
}

fn title(sweep: &Sweep) -> String {
    match sweep.areas.equal_error_rate.estimate {
        Some(rate) => {
            format!("The share missed equals the false positive rate at {}", share(rate))
        }
        None => "Misses against false positives".to_owned(),
    }
}
