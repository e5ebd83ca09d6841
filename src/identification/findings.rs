//! Findings that only the ladder brings to light.

use super::{Assumption, Rung, RungResult, Status};
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
    let sentence = |assumption: &Assumption| match rung.given.get(assumption) {
        Some(given) => given.clone(),
        None => assumption.sentence().to_owned(),
    };
    let sentences: Vec<String> = rung.assumptions.iter().map(sentence).collect();
    let by_chance = match rung.fdr.confidence() {
        Some(_) => " They could be so by chance where these shares are probabilities.",
        None => "",
    };
    Finding {
        code: FindingCode::AssumptionRefuted,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "The figures of {} cannot all be right if all of rung {} holds: {}.{by_chance}",
            case.title(),
            rung.rung,
            sentences.join("; ")
        ),
        ask: "Ask which of the figures is wrong, or do not make this assumption.".to_owned(),
        places: case.places(&[
            Stage::Actioned,
            Stage::Appealed,
            Stage::Upheld,
            Stage::Reversed,
            Stage::ReversedWithoutAppeal,
        ]),
    }
}

/// What an audit at random needs beside it.
struct Audit {
    rung: Rung,
    what: &'static str,
    found: Stage,
    drawn: Stage,
    beside: &'static [Stage],
    none: &'static str,
}

const AUDITS: [Audit; 2] = [
    Audit {
        rung: Rung::Audit,
        what: "decisions that nobody appealed",
        drawn: Stage::Audited,
        found: Stage::AuditedWrong,
        beside: &[Stage::Actioned, Stage::Appealed, Stage::Reversed],
        none: "; where there were no appeals, enter 0",
    },
    Audit {
        rung: Rung::UnflaggedAudit,
        what: "what was not flagged",
        drawn: Stage::UnflaggedAudited,
        found: Stage::UnflaggedAuditedViolating,
        beside: &[Stage::Scanned, Stage::Flagged],
        none: "",
    },
];

/// Returns a finding for each audit in the figures of `case` that none of `rungs` uses.
#[must_use]
pub fn unused_audits(case: &Case, rungs: &[RungResult]) -> Vec<Finding> {
    let unused = |audit: &&Audit| {
        let reported = [audit.drawn, audit.found].iter().any(|s| case.figure(*s).is_some());
        reported && rungs.iter().all(|rung| rung.rung != audit.rung)
    };
    AUDITS.iter().filter(unused).map(|audit| unused_audit(case, audit)).collect()
}

fn unused_audit(case: &Case, audit: &Audit) -> Finding {
    let needed = [audit.drawn, audit.found].into_iter().chain(audit.beside.iter().copied());
    let missing: Vec<&str> =
        needed.filter(|stage| case.figure(*stage).is_none()).map(Stage::label).collect();
    let (why, ask) = if missing.is_empty() {
        (
            "its numbers leave nothing to reckon with".to_owned(),
            "Ask how many were drawn, out of how many, and how many of those were found."
                .to_owned(),
        )
    } else {
        let missing = missing.join(", ");
        (
            format!("these numbers are not given: {missing}"),
            format!("Ask for these numbers: {missing}{}.", audit.none),
        )
    };
    Finding {
        code: FindingCode::AuditUnused,
        severity: Severity::Warning,
        cases: vec![case.id.clone()],
        message: format!("The audit of {} ({}) is not used: {why}.", audit.what, case.title()),
        ask,
        places: case.places(&[audit.drawn, audit.found]),
    }
}
