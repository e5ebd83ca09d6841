//! What a rung assumes, in words.

use crate::identification::{Assumption, Rung, RungResult};

/// What a rung assumes beyond the rungs before it, in words, with the numbers that it rests on. Rungs
/// that build on another name that one.
pub(super) fn assumptions(rung: &RungResult) -> String {
    let all: Vec<String> = rung.assumptions.iter().map(|each| assumption(rung, *each)).collect();
    let last = all.last().cloned().unwrap_or_default();
    let rereview = has(rung, Assumption::RereviewError);
    match rung.rung {
        Rung::Nothing => "nothing".to_owned(),
        Rung::Appeals | Rung::AppealMore | Rung::AppealLess | Rung::KappaKnown => last,
        Rung::RereviewError if kappa(rung).is_some() => {
            format!("as on the first rung 5, and {last}")
        }
        Rung::Audit if rereview => format!("as on the first rung 5, and {last}"),
        Rung::Audit => format!("as on rung 2, and {last}"),
        Rung::Scan => base(rung).map_or(all.join("; "), |base| format!("as on {base}")),
        Rung::ScanBounded | Rung::UnflaggedAudit => base(rung).map_or(all.join("; "), |base| {
            let all_actioned = Assumption::AllFlagsActioned;
            let actioned =
                has(rung, all_actioned).then(|| format!("; {}", all_actioned.sentence()));
            format!("as on {base}{}, and {last}", actioned.unwrap_or_default())
        }),
        Rung::Reversals | Rung::RereviewError | Rung::Review => all.join("; "),
    }
}

/// One assumption of a rung, with the number that it rests on.
fn assumption(rung: &RungResult, assumption: Assumption) -> String {
    match (assumption, rung.given.get(&assumption)) {
        (Assumption::MissedAtMost, Some(bound)) => format!("at most {bound} was violating"),
        (_, Some(given)) => given.clone(),
        (assumption, None) => assumption.sentence().to_owned(),
    }
}

/// The rung on which the rates over all scanned are built, where it rests on more than one assumption
/// about appeals.
fn base(rung: &RungResult) -> Option<String> {
    let rereview = has(rung, Assumption::RereviewError);
    let audit = has(rung, Assumption::AuditRandom);
    match (rereview, audit, kappa(rung)) {
        (false, true, _) => Some("rung 6".to_owned()),
        (true, true, _) => Some("the second rung 6".to_owned()),
        (true, false, Some((_, kappa))) => Some(format!("rung 5 with {kappa}")),
        (true, false, None) => Some("the first rung 5".to_owned()),
        (false, false, Some((below, kappa))) => Some(format!("{below} ({kappa})")),
        (false, false, None) => has(rung, Assumption::UpheldCorrect).then(|| "rung 2".to_owned()),
    }
}

/// What a rung assumes of κ, with the rung that assumes it first.
fn kappa(rung: &RungResult) -> Option<(&'static str, String)> {
    let known = rung.given.get(&Assumption::KappaKnown).cloned();
    let known = known.map(|known| ("rung 4", known));
    let more = has(rung, Assumption::WrongedAppealMore).then(|| ("rung 3", "κ ≥ 1".to_owned()));
    let less = has(rung, Assumption::WrongedAppealLess).then(|| ("rung 3'", "κ ≤ 1".to_owned()));
    known.or(more).or(less)
}

fn has(rung: &RungResult, assumption: Assumption) -> bool {
    rung.assumptions.contains(&assumption)
}
