//! Findings that only the ladder brings to light.

use super::{RungResult, Status};
use crate::disclosure::{Case, Finding, FindingCode, Severity, Stage};

/// Returns a finding for each rung whose assumptions the figures of `case` refute; a rung that adds
/// to assumptions that are refuted already is not named again.
#[must_use]
pub fn refuted(case: &Case, rungs: &[RungResult]) -> Vec<Finding> {
    let mut refuted: Vec<&RungResult> = Vec::new();
    for rung in rungs.iter().filter(|rung| rung.fdr.status() == Status::Empty) {
        let adds_to = |base: &&RungResult| {
            base.assumptions.iter().all(|assumption| rung.assumptions.contains(assumption))
        };
        if !refuted.iter().any(adds_to) {
            refuted.push(rung);
        }
    }
    refuted.into_iter().map(|rung| finding(case, rung)).collect()
}

fn finding(case: &Case, rung: &RungResult) -> Finding {
    let sentences: Vec<&str> =
        rung.assumptions.iter().map(|assumption| assumption.sentence()).collect();
    Finding {
        code: FindingCode::AssumptionRefuted,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "The figures of {} cannot all be right if all of rung {} holds: {}.",
            case.title(),
            rung.rung,
            sentences.join("; ")
        ),
        ask: "Ask which of the figures is wrong, or do not make this assumption.".to_owned(),
        places: case.places(&[
            Stage::Actioned,
            Stage::Appealed,
            Stage::Reversed,
            Stage::ReversedWithoutAppeal,
        ]),
    }
}
