//! The one or two figures that would narrow a case most, and to what.

use super::CaseResult;
use crate::disclosure::{Stage, Unit};
use crate::identification::{Counts, LadderOptions, Rung, ladder};
use crate::quantity::display::{grouped, percent, short_percent};
use crate::quantity::{Confidence, ConfidenceInterval, CountRange};

/// How many decisions an audit that is asked for looks at.
const AUDITED: u64 = 1_000;

/// Returns what to ask for about `case`, each as a sentence that says how far it would narrow it.
#[must_use]
pub fn advice(case: &CaseResult, confidence: Confidence) -> Vec<String> {
    let has = |stage| case.case.figure(stage).is_some();
    let outcomes = has(Stage::Appealed) || has(Stage::Reversed);
    let units = case.case.key.unit.plural();
    let mut advice = Vec::new();
    if reaches(case, Rung::Audit) {
        advice.push(
            "How the decisions that were audited were drawn, and whether those who judged them anew \
             knew how they had been decided: the estimate holds only for a random and blind audit."
                .to_owned(),
        );
    } else {
        advice.extend(audit(case, confidence));
    }
    let undecided = case.printed.undecided.map_or(0, CountRange::low);
    if undecided > 0 {
        advice.push(format!("The outcomes of the {} appeals without one.", grouped(undecided)));
    }
    if outcomes && !has(Stage::Actioned) {
        advice.push(without_actions(case));
    }
    if has(Stage::Reversed) && !has(Stage::Appealed) {
        advice.push("The number of appeals of the same kind, and their outcomes.".to_owned());
    }
    if has(Stage::Reviewed) && !has(Stage::Flagged) {
        advice.push(format!(
            "The number of {units} flagged, reviewed or not: without it, what was reviewed has to \
             be taken for all that was flagged."
        ));
    }
    if has(Stage::Scanned) {
        advice.push(if reaches(case, Rung::UnflaggedAudit) {
            format!(
                "How the {units} audited were drawn among those not flagged, and who judged them: \
                 recall rests on the few that were found violating."
            )
        } else {
            format!(
                "A random sample of the {units} that were not flagged, with the number found \
                 violating: only that bounds recall."
            )
        });
        if !has(Stage::Reviewed) && !has(Stage::Reversed) {
            advice.push(format!(
                "The number of {units} flagged, reviewed and rejected, over the same days and \
                 places as the number scanned."
            ));
        }
    }
    advice
}

/// What to ask for where the number acted against is not given.
fn without_actions(case: &CaseResult) -> String {
    let unit = case.case.key.unit;
    let taken = if unit == Unit::Decision { "taken" } else { "acted against" };
    if case.case.range(Stage::Appealed).is_some_and(|appealed| appealed.high() == Some(0)) {
        return format!(
            "A blind re-review of a random sample of the {} {taken}: without appeals, nothing else \
             says how many were wrong.",
            unit.plural()
        );
    }
    format!(
        "The number of {} {taken}, over the same days and places: without it the share that was \
         wrong has no least value.",
        unit.plural()
    )
}

/// What a blind re-review of decisions drawn among those that nobody appealed would show: the range
/// over the rounding of the figures, with limits for the share found.
fn audit(case: &CaseResult, confidence: Confidence) -> Option<String> {
    let counts = &case.counts;
    let decided = counts.undecided.is_none_or(|open| open.high() == Some(0));
    let sample = printed_pool(case)?.min(AUDITED);
    let units = case.case.key.unit.plural();
    let pool = grouped(printed_pool(case)?);
    if !decided {
        return None;
    }
    let some_reversed = counts.reversed_without_appeal.is_some_and(|w| w.high() != Some(0));
    let untouched =
        if some_reversed { "neither appealed nor reversed" } else { "that nobody appealed" };
    if sample < AUDITED {
        return Some(format!(
            "A blind re-review of the {pool} {units} {untouched}: with decisions on appeals and \
             re-reviews right, it would settle the share."
        ));
    }
    let none = audited(counts, sample, 0, confidence)?;
    let some = audited(counts, sample, sample / 20, confidence)?;
    Some(format!(
        "A blind re-review of {} {units} drawn at random from the {pool} {untouched}. If it found none \
         wrong, at most {} of all were; if it found {} wrong, between {} and {} were ({} \
         limits, with decisions on appeals and re-reviews right).",
        grouped(sample),
        percent(none.upper()),
        grouped(sample / 20),
        percent(some.lower()),
        percent(some.upper()),
        short_percent(confidence.level()),
    ))
}

/// The limits of the share wrong if an audit of `drawn` decisions found so many wrong.
fn audited(
    counts: &Counts,
    drawn: u64,
    wrong: u64,
    confidence: Confidence,
) -> Option<ConfidenceInterval> {
    let counts = Counts {
        audited: Some(CountRange::exactly(drawn)),
        audited_wrong: Some(CountRange::exactly(wrong)),
        ..counts.clone()
    };
    let options = LadderOptions { confidence, ..LadderOptions::default() };
    let rungs = ladder(&counts, &counts, &options);
    rungs.iter().find(|rung| rung.rung == Rung::Audit)?.fdr.confidence()
}

/// Whether the figures of `case` reach `rung`.
fn reaches(case: &CaseResult, rung: Rung) -> bool {
    case.ladder.iter().any(|result| result.rung == rung)
}

/// How many were neither appealed nor reversed, by the printed figures.
fn printed_pool(case: &CaseResult) -> Option<u64> {
    let (all, appealed) = (case.printed.actioned?, case.printed.appealed?);
    let without = case.printed.reversed_without_appeal.map_or(Some(0), CountRange::high)?;
    let pool = all.high()?.checked_sub(appealed.high()?)?.checked_sub(without)?;
    (pool > 0).then_some(pool)
}
