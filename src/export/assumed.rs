//! What a rung assumes, in words.

use crate::identification::{Assumption, Rung, RungResult};

/// What a rung assumes beyond the rungs before it, in words, with the numbers that it rests on. Rungs
/// that build on another name that one; `named` says that a row above names what they add to it.
pub(super) fn assumptions(rung: &RungResult, named: bool) -> String {
    let all: Vec<String> = rung.assumptions.iter().map(|each| assumption(rung, *each)).collect();
    let last = all.last().cloned().unwrap_or_default();
    let adds = if named { named_above(rung.rung).to_owned() } else { last.clone() };
    let on = |base: &str| format!("as on {base}, and {adds}");
    match (rung.rung, base(rung)) {
        (Rung::Nothing, _) => "nothing".to_owned(),
        (Rung::Appeals | Rung::AppealMore | Rung::AppealLess | Rung::KappaKnown, _) => last,
        (Rung::RereviewError, _) => match kappa(rung) {
            Some((below, kappa)) => format!("as on the first rung 5, and {kappa} ({below})"),
            None => all.join("; "),
        },
        (Rung::Audit, _) if has(rung, Assumption::RereviewError) => on("the first rung 5"),
        (Rung::Audit, _) => on("rung 2"),
        (Rung::Scan, Some(base)) => format!("as on {base}"),
        (Rung::ScanBounded | Rung::UnflaggedAudit, Some(base)) => {
            let all_actioned = Assumption::AllFlagsActioned;
            let actioned =
                has(rung, all_actioned).then(|| format!("; {}", all_actioned.sentence()));
            on(&format!("{base}{}", actioned.unwrap_or_default()))
        }
        (Rung::ScanBounded | Rung::UnflaggedAudit, None) => {
            let before = all.iter().take(all.len().saturating_sub(1)).cloned();
            before.chain([adds]).collect::<Vec<_>>().join("; ")
        }
        (Rung::Reversals | Rung::Review | Rung::Scan, _) => all.join("; "),
    }
}

/// What a rung adds to the one that it is built on, where a row above says so.
fn named_above(rung: Rung) -> &'static str {
    if rung == Rung::ScanBounded { "that bound" } else { "that audit" }
}

/// One assumption of a rung, with the number that it rests on.
fn assumption(rung: &RungResult, assumption: Assumption) -> String {
    match (assumption, rung.given.get(&assumption)) {
        (Assumption::MissedAtMost, Some(bound)) => format!("at most {bound} was violating"),
        (_, Some(given)) => given.clone(),
        (assumption, None) => assumption.sentence().to_owned(),
    }
}

/// The rung on which the rates over all scanned are built, where it rests on appeals.
fn base(rung: &RungResult) -> Option<String> {
    let rereview = has(rung, Assumption::RereviewError);
    let audit = has(rung, Assumption::AuditRandom);
    match (rereview, audit, kappa(rung)) {
        (false, true, _) => Some("rung 6".to_owned()),
        (true, true, _) => Some("the second rung 6".to_owned()),
        (true, false, Some((_, kappa))) => Some(format!("rung 5 where {kappa}")),
        (true, false, None) => Some("the first rung 5".to_owned()),
        (false, false, Some((below, kappa))) => Some(format!("{below} ({kappa})")),
        (false, false, None) if has(rung, Assumption::UpheldCorrect) => Some("rung 2".to_owned()),
        (false, false, None) => {
            has(rung, Assumption::ReversalsCorrect).then(|| "rung 1".to_owned())
        }
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
