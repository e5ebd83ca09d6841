//! The chart of precision against prevalence with every claim on it.

use super::super::chart::{PpvChart, PpvCurve, PpvMark, PpvPoint, ppv_against_prevalence};
use super::{CLAIMS, Chart, both};
use crate::error::Result;
use crate::evaluation::{ClaimCurve, ClaimResult, Report};
use crate::export::wording::{NONE, share as share_words};
use crate::export::{Block, Column};
use crate::quantity::display::one_in;

/// How close two curves are that are drawn as one, relative to their height.
const SAME: f64 = 0.02;

/// The shares of violating items of the key.
const PLACES: [f64; 3] = [1e-3, 1e-4, 1e-6];

/// A curve with the claims that imply it.
struct Drawn<'a> {
    curve: &'a ClaimCurve,
    readings: Vec<&'a str>,
    claims: Vec<&'a str>,
}

/// The chart, or `None` where no claim says anything of precision or false positives.
pub(super) fn chart(report: &Report) -> Result<Option<Chart>> {
    let drawn = drawn(&report.claims.claims);
    if drawn.is_empty() {
        return Ok(None);
    }
    let chart = PpvChart {
        curves: drawn.iter().map(curve).collect(),
        marks: drawn.iter().filter_map(mark).collect(),
        band: String::new(),
    };
    let title = "What the claims would mean where few items are violating";
    let text = format!(
        "Precision against the share of violating items, both on logarithmic scales, for every claim of a \
         precision or of false positives: {}. A dot is the precision claimed of a test. Recall and false \
         positive rate are assumed to be the same everywhere.",
        drawn.iter().map(described).collect::<Vec<_>>().join("; ")
    );
    both(CLAIMS, title, text, |caption, width| ppv_against_prevalence(caption, &chart, width))
        .map(Some)
}

/// Which claims each curve stands for, with precision where few items are violating.
pub(in crate::report) fn key(claims: &[ClaimResult]) -> Block {
    let mut columns = vec![Column::text("read as"), Column::text("claims")];
    columns.extend(PLACES.map(|share| Column::number(one_in(share))));
    let row = |drawn: &Drawn<'_>| {
        let near = |share: f64| {
            let point =
                drawn.curve.points.iter().find(|point| (point.0 / share - 1.0).abs() < 1e-9);
            point.map_or(NONE.to_owned(), |point| share_words(point.1))
        };
        let mut row = vec![drawn.readings.join("; or "), drawn.claims.join(", ")];
        row.extend(PLACES.map(near));
        row
    };
    Block::Table { columns, rows: drawn(claims).iter().map(row).collect() }
}

/// The curves of all claims, each once.
fn drawn(claims: &[ClaimResult]) -> Vec<Drawn<'_>> {
    let mut drawn: Vec<Drawn<'_>> = Vec::new();
    for claim in claims {
        for curve in claim.curves.iter().filter(|curve| curve.points.len() > 1) {
            let id = claim.claim.id.as_str();
            match drawn.iter_mut().find(|other| is_same(other.curve, curve)) {
                Some(other) => {
                    if !other.readings.contains(&curve.reading.as_str()) {
                        other.readings.push(&curve.reading);
                    }
                    other.claims.push(id);
                }
                None => {
                    drawn.push(Drawn { curve, readings: vec![&curve.reading], claims: vec![id] });
                }
            }
        }
    }
    drawn
}

fn is_same(one: &ClaimCurve, two: &ClaimCurve) -> bool {
    let close = |(a, b): (&(f64, f64), &(f64, f64))| (a.1 / b.1 - 1.0).abs() < SAME;
    one.points.len() == two.points.len() && one.points.iter().zip(&two.points).all(close)
}

fn curve(drawn: &Drawn<'_>) -> PpvCurve {
    let point = |&(prevalence, ppv): &(f64, f64)| PpvPoint { prevalence, low: ppv, ppv, high: ppv };
    PpvCurve {
        label: drawn.readings.join("; or "),
        points: drawn.curve.points.iter().map(point).collect(),
    }
}

fn mark(drawn: &Drawn<'_>) -> Option<PpvMark> {
    let (prevalence, ppv) = drawn.curve.claimed?;
    Some(PpvMark { prevalence, ppv, text: String::new(), limits: None })
}

fn described(drawn: &Drawn<'_>) -> String {
    let lowest = drawn.curve.points.first();
    let lowest = lowest.map_or(String::new(), |(prevalence, ppv)| {
        format!(", {} at {}", share_words(*ppv), one_in(*prevalence))
    });
    format!("{} ({}{lowest})", drawn.claims.join(", "), drawn.readings.join("; or "))
}
