//! The one or two figures that would narrow a case most, and to what.

use super::CaseResult;
use crate::disclosure::{Stage, Unit};
use crate::interval::clopper_pearson;
use crate::quantity::display::{grouped, percent, short_percent};
use crate::quantity::{Confidence, CountRange, Proportion};

/// How many decisions an audit that is asked for looks at.
const AUDITED: u64 = 1_000;

/// Returns what to ask for about `case`, each as a sentence that says how far it would narrow it.
#[must_use]
pub fn advice(case: &CaseResult, confidence: Confidence) -> Vec<String> {
    let has = |stage| case.case.figure(stage).is_some();
    let outcomes = has(Stage::Appealed) || has(Stage::Reversed);
    let units = case.case.key.unit.plural();
    let mut advice = Vec::new();
    advice.extend(audit(case, confidence));
    if outcomes && !has(Stage::Actioned) {
        let taken = if case.case.key.unit == Unit::Decision { "taken" } else { "acted against" };
        advice.push(format!(
            "The number of {units} {taken}, over the same days and places: without it nothing bounds \
             the share that was wrong from both sides."
        ));
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
        advice.push(format!(
            "A random sample of the {units} that were not flagged, with the number found \
             violating: only that bounds recall."
        ));
        if !has(Stage::Reviewed) && !has(Stage::Reversed) {
            advice.push(format!(
                "The number of {units} flagged, reviewed and rejected, over the same days and \
                 places as the number scanned."
            ));
        }
    }
    advice
}

/// What a blind re-review of decisions drawn among those that nobody appealed would show: the range
/// over the rounding of the figures, with limits for the share found.
fn audit(case: &CaseResult, confidence: Confidence) -> Option<String> {
    let counts = &case.counts;
    let (all, appealed, reversed) = (counts.actioned?, counts.appealed?, counts.reversed?);
    let decided = counts.undecided.is_none_or(|open| open.high() == Some(0));
    let sample = printed_pool(case)?.min(AUDITED);
    let units = case.case.key.unit.plural();
    let pool = grouped(printed_pool(case)?);
    if !decided {
        return None;
    }
    if sample < AUDITED {
        return Some(format!(
            "A blind re-review of the {pool} {units} that nobody appealed: with decisions on appeals \
             and re-reviews right, it would settle the share."
        ));
    }
    let without = counts.reversed_without_appeal.unwrap_or(CountRange::exactly(0));
    let limits =
        |wrong| Proportion::new(wrong, sample).map(|found| clopper_pearson(found, confidence));
    let (none, some) = (limits(0)?, limits(sample / 20)?);
    // The share is (r + w + (A − a)·p)/A: it grows with r and w and falls with a, but may do either
    // with A.
    let ends = [all.low_real(), all.high_real()];
    let share = |known: f64, appealed: f64, share: f64| {
        ends.map(|all| (known + (all - appealed) * share) / all)
    };
    let least = |found: f64| {
        let known = reversed.low_real() + without.low_real();
        share(known, appealed.high_real(), found).into_iter().fold(1.0, f64::min)
    };
    let most = |found: f64| {
        let known = reversed.high_real() + without.high_real();
        share(known, appealed.low_real(), found).into_iter().fold(0.0, f64::max)
    };
    Some(format!(
        "A blind re-review of {} {units} drawn at random from the {pool} that nobody appealed. If it \
         found none wrong, at most {} of all were; if it found {} wrong, between {} and {} were ({} \
         limits, with decisions on appeals and re-reviews right).",
        grouped(sample),
        percent(most(none.upper())),
        grouped(sample / 20),
        percent(least(some.lower())),
        percent(most(some.upper())),
        short_percent(confidence.level()),
    ))
}

/// How many nobody appealed, by the printed figures.
fn printed_pool(case: &CaseResult) -> Option<u64> {
    let (all, appealed) = (case.printed.actioned?, case.printed.appealed?);
    let pool = all.high()?.checked_sub(appealed.high()?)?;
    (pool > 0).then_some(pool)
}
