//! The one or two figures that would narrow a case most, and to what.

use super::CaseResult;
use crate::disclosure::Stage;
use crate::interval::clopper_pearson;
use crate::quantity::display::{grouped, percent};
use crate::quantity::{Confidence, CountRange, Proportion, real};

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
        advice.push(format!(
            "The number of {units} acted against, over the same days and places: without it no \
             share of them can be bounded at all."
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

/// What a blind re-review of decisions drawn among those that nobody appealed would show.
fn audit(case: &CaseResult, confidence: Confidence) -> Option<String> {
    let counts = &case.printed;
    let (all, appealed) = (counts.actioned?.low(), counts.appealed?.low());
    let reversed =
        counts.reversed?.low() + counts.reversed_without_appeal.map_or(0, CountRange::low);
    let pool = all.checked_sub(appealed).filter(|pool| *pool > 0)?;
    let sample = pool.min(AUDITED);
    let share = |share: f64| (real(reversed) + real(pool) * share) / real(all);
    let limits =
        |wrong: u64| Proportion::new(wrong, sample).map(|found| clopper_pearson(found, confidence));
    let (none, some) = (limits(0)?, limits(sample / 20)?);
    let units = case.case.key.unit.plural();
    if sample == pool {
        return Some(format!(
            "A blind re-review of the {} {units} that nobody appealed: it would settle the share.",
            grouped(pool)
        ));
    }
    Some(format!(
        "A blind re-review of {} {units} drawn at random from the {} that nobody appealed. If it \
         found none wrong, at most {} of all were; if it found {} wrong, between {} and {} were.",
        grouped(sample),
        grouped(pool),
        percent(share(none.upper())),
        grouped(sample / 20),
        percent(share(some.lower())),
        percent(share(some.upper())),
    ))
}
