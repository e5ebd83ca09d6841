//! The chart of how the share wrong depends on who appeals.

use super::super::chart::{CurvePoint, KappaChart, Mark, TippingPoint, kappa_curve};
use super::{Chart, both, kappa_file, rung};
use crate::error::Result;
use crate::evaluation::{CaseChapter, CaseResult};
use crate::export::wording;
use crate::identification::{self, Rung};
use crate::quantity::display::{percent, short_percent};

/// The curve of a case, or `None` where κ changes nothing.
pub(super) fn chart(case: &CaseResult, chapter: &CaseChapter) -> Result<Option<Chart>> {
    let (Some(parity), Some(floor)) = (
        rung(case, Rung::AppealMore).and_then(|third| third.fdr.printed_ends()),
        // The least over the rounding: below it no point of the band goes.
        rung(case, Rung::Reversals).and_then(|first| first.fdr.ends()),
    ) else {
        return Ok(None);
    };
    if chapter.kappa_curve.len() < 2 {
        return Ok(None);
    }
    let curve = chapter.kappa_curve.iter().map(|point| CurvePoint {
        kappa: point.kappa,
        low: point.lower,
        mid: point.printed,
        high: point.upper,
    });
    let tipping = case.tipping_points.iter().map(|point| TippingPoint {
        fdr: point.fdr,
        kappa: point.kappa.filter(|kappa| *kappa > 0.0),
        text: tipping_text(point),
    });
    let chart = KappaChart {
        curve: curve.collect(),
        parity: Mark::new(parity.1, format!("as often: {}", percent(parity.1))),
        floor: Mark::new(floor.0, format!("never below {}", percent(floor.0))),
        tipping: tipping.collect(),
        band: "band: rounding of the figures".to_owned(),
    };
    let title = format!(
        "{} {}: the share wrong depends on who appeals",
        case.case.subject(),
        case.case.years()
    );
    let text = format!(
        "False discovery rate against κ, the odds of appealing if wronged over the odds if not: {} \
         at κ = 1, never below {}. {}.",
        percent(parity.1),
        percent(floor.0),
        wording::tipping_points(case).join("; ")
    );
    both(&kappa_file(case), &title, text, |caption, width| kappa_curve(caption, &chart, width))
        .map(Some)
}

/// What a rate takes, with the range that the rounding of the figures leaves.
fn tipping_text(point: &identification::TippingPoint) -> String {
    let share = format!("{} or less", short_percent(point.fdr));
    let rounding = match (point.kappa_low, point.kappa_high) {
        (Some(low), Some(high)) if low < high => {
            format!(" ({} to {})", wording::down(low), wording::up(high))
        }
        (Some(low), None) => format!(" (from {}, or for no κ)", wording::down(low)),
        _ => String::new(),
    };
    match point.kappa {
        Some(kappa) if kappa > 0.0 => {
            format!("{share} needs κ\u{a0}≥\u{a0}{}{rounding}", wording::up(kappa))
        }
        Some(_) if rounding.is_empty() => format!("{share} whatever κ is"),
        Some(_) => format!("{share} whatever κ is{rounding}"),
        None => format!("{share}: for no κ{rounding}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tipping_points_carry_their_rounding_outward() {
        let text = |kappa, kappa_low, kappa_high| {
            let point = identification::TippingPoint {
                fdr: 0.01,
                kappa,
                kappa_low,
                kappa_high,
                reason: None,
            };
            tipping_text(&point).replace('\u{a0}', " ")
        };
        let one = Some(1.4651);
        assert_eq!(text(one, one, one), "1 % or less needs κ ≥ 1.47");
        assert_eq!(
            text(one, Some(0.6539), Some(2.471)),
            "1 % or less needs κ ≥ 1.47 (0.653 to 2.48)"
        );
        assert_eq!(
            text(one, Some(1.2), None),
            "1 % or less needs κ ≥ 1.47 (from 1.20, or for no κ)"
        );
        assert_eq!(text(None, None, None), "1 % or less: for no κ");
        assert_eq!(text(Some(0.0), Some(0.0), Some(0.0)), "1 % or less whatever κ is");
    }
}
