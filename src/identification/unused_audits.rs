//! Audits of which the ladder can make no use, and why.

use super::{Counts, Rung, RungResult};
use crate::disclosure::{Case, Finding, FindingCode, Severity, Stage};
use crate::quantity::CountRange;

/// A rung that rests on an audit, with the stages of the audit and what else the rung needs.
struct AuditRung {
    rung: Rung,
    drawn: Stage,
    found: Stage,
    besides: &'static [Stage],
}

const AUDITS: [AuditRung; 2] = [
    AuditRung {
        rung: Rung::Audit,
        drawn: Stage::Audited,
        found: Stage::AuditedWrong,
        besides: &[Stage::Actioned, Stage::Appealed, Stage::Reversed],
    },
    AuditRung {
        rung: Rung::UnflaggedAudit,
        drawn: Stage::UnflaggedAudited,
        found: Stage::UnflaggedAuditedViolating,
        besides: &[Stage::Scanned, Stage::Flagged],
    },
];

/// The audits among the figures of `case` whose rung is not among `rungs`.
pub(super) fn unused_audits<'a>(
    case: &'a Case,
    counts: &'a Counts,
    rungs: &'a [RungResult],
) -> impl Iterator<Item = Finding> + 'a {
    let unused = |audit: &&AuditRung| {
        let given = [audit.drawn, audit.found].iter().any(|stage| case.figure(*stage).is_some());
        given && rungs.iter().all(|result| result.rung != audit.rung)
    };
    AUDITS.iter().filter(unused).map(|audit| audit.finding(case, counts))
}

impl AuditRung {
    fn finding(&self, case: &Case, counts: &Counts) -> Finding {
        let needed = self.besides.iter().chain([&self.drawn, &self.found]);
        let missing: Vec<&str> =
            needed.filter(|stage| number(counts, **stage).is_none()).map(|s| s.word()).collect();
        let none_drawn = number(counts, self.drawn).is_some_and(|drawn| drawn.low() == 0);
        let why = match (missing.is_empty(), none_drawn) {
            (false, _) => format!("it needs {}", missing.join(" and ")),
            (true, true) => format!("{} may be 0", self.drawn.word()),
            (true, false) => "the audit and the other figures do not fit each other".to_owned(),
        };
        Finding {
            code: FindingCode::AuditUnused,
            severity: Severity::Note,
            cases: vec![case.id.clone()],
            message: format!(
                "{}, {}: rung {} is left out, since {why}.",
                case.subject(),
                case.period,
                self.rung
            ),
            ask:
                "Ask how many there were to draw from, how many were drawn at random, and what was \
                  found."
                    .to_owned(),
            places: case.places(&[self.drawn, self.found]),
        }
    }
}

/// The number of a stage, or what can stand for it on these rungs.
fn number(counts: &Counts, stage: Stage) -> Option<CountRange> {
    match stage {
        Stage::Scanned => counts.scanned,
        Stage::Flagged => counts.flagged.or(counts.reviewed).or(counts.actioned),
        Stage::Actioned => counts.actioned,
        Stage::Appealed => counts.appealed,
        Stage::Reversed => counts.reversed,
        Stage::Audited => counts.audited,
        Stage::AuditedWrong => counts.audited_wrong,
        Stage::UnflaggedAudited => counts.unflagged_audited,
        Stage::UnflaggedAuditedViolating => counts.unflagged_audited_violating,
        _ => None,
    }
}
