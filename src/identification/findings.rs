//! Findings that only the ladder brings to light.

use super::{RungResult, Status};
use crate::disclosure::{Case, Finding, FindingCode, Severity, Stage};

/// Returns a finding for each rung whose assumptions the figures of `case` refute.
#[must_use]
pub fn refuted(case: &Case, rungs: &[RungResult]) -> Vec<Finding> {
    let empty = rungs.iter().filter(|rung| rung.fdr.status() == Status::Empty);
    empty.map(|rung| finding(case, rung)).collect()
}

fn finding(case: &Case, rung: &RungResult) -> Finding {
    let sentences: Vec<&str> =
        rung.assumptions.iter().map(|assumption| assumption.sentence()).collect();
    Finding {
        code: FindingCode::AssumptionRefuted,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "The figures of {} leave no truth under which all of rung {} holds: {}.",
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
