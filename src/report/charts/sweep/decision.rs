//! What flagging by a probability is worth.

use super::super::super::chart::{AxisOf, CurveChart, CurveLine, Scale};
use super::super::Chart;
use super::{DECISION, drawn};
use crate::curve::NetBenefit;
use crate::error::Result;
use crate::evaluation::{Outcome, Sweep};
use crate::export::wording::share;

/// Returns the decision curve, where it was asked for.
pub(super) fn chart(outcome: &Outcome<Sweep>) -> Result<Option<Chart>> {
    let Some(curve) = &outcome.result.decision else { return Ok(None) };
    let Some(first) = curve.first() else { return Ok(None) };
    let line = |value: fn(&NetBenefit) -> f64| -> Vec<(f64, f64)> {
        curve.iter().map(|at| (at.probability, value(at))).collect()
    };
    let of_scores = line(|at| at.net_benefit);
    // Far below the prevalence, flagging everything is best, and there is nothing to see.
    let least = first.probability.max(first.of_all / 100.0);
    let greatest = of_scores.iter().map(|(_, benefit)| *benefit).fold(0.0, f64::max);
    let chart = CurveChart {
        x: AxisOf {
            title: "threshold probability: flag what is at least so likely violating (log scale)"
                .to_owned(),
            scale: Scale::LogShare { least, has_zero: false },
        },
        y: AxisOf {
            title: "net benefit: right flags per item, less wrong ones at their exchange rate"
                .to_owned(),
            scale: Scale::Number { least: -greatest / 4.0, greatest },
        },
        band: None,
        guides: vec![
            CurveLine { label: "flag everything".to_owned(), points: line(|at| at.of_all) },
            CurveLine { label: "flag nothing".to_owned(), points: line(|_| 0.0) },
        ],
        lines: vec![CurveLine { label: "flag by score".to_owned(), points: of_scores }],
        marks: Vec::new(),
        notes: vec![
            "Where the line is above both dashed ones, flagging by score is worth more than either. Lines go on \
             below the axis."
                .to_owned(),
        ],
    };
    let text = "The net benefit of flagging by score against the threshold probability, with those of flagging \
                everything and of flagging nothing."
        .to_owned();
    drawn(DECISION, &title(curve), text, &chart).map(Some)
}

/// From where to where flagging by score is worth most.
fn title(curve: &[NetBenefit]) -> String {
    let is_best = |at: &NetBenefit| at.net_benefit > at.of_all.max(0.0);
    let Some(first) = curve.iter().position(is_best) else {
        return "Flagging by score is worth no more than flagging everything or nothing".to_owned();
    };
    let best: Vec<&NetBenefit> = curve[first..].iter().take_while(|at| is_best(at)).collect();
    let others = curve[first + best.len()..].iter().any(is_best);
    let (from, to) = (curve[first].probability, best.last().map_or(1.0, |at| at.probability));
    format!(
        "Flagging by score is worth most from a threshold probability of {} to {}{}",
        share(from),
        share(to),
        if others { ", and again higher up" } else { "" }
    )
}
