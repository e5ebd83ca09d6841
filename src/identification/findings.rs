//! Findings that only the ladder brings to light.

use super::unused_audits::unused_audits;
use super::{Assumption, Counts, LadderOptions, Rereview, RungResult, Status};
use crate::disclosure::{Case, Finding, FindingCode, Severity, Stage};
use crate::quantity::display::{grouped, percent, short_percent};
use crate::quantity::{ConfidenceInterval, CountRange, real};

/// Returns what the ladder of `case`, from its `counts`, brings to light about its figures: each rung
/// whose assumptions they refute, and each audit of which no use can be made.
#[must_use]
pub fn check_ladder(
    case: &Case,
    counts: &Counts,
    rungs: &[RungResult],
    options: &LadderOptions,
) -> Vec<Finding> {
    let refuted = refuted(rungs).into_iter().map(|rung| finding(case, counts, rung, options));
    refuted.chain(unused_audits(case, counts, rungs)).collect()
}

/// The rungs whose assumptions the figures refute; one that adds to assumptions that are refuted
/// already is not named again.
fn refuted(rungs: &[RungResult]) -> Vec<&RungResult> {
    let mut refuted: Vec<&RungResult> = Vec::new();
    for rung in rungs.iter().filter(|rung| rung.fdr.status() == Status::Empty) {
        let adds_to = |base: &&RungResult| {
            base.assumptions.iter().all(|assumption| rung.assumptions.contains(assumption))
        };
        if !refuted.iter().any(adds_to) {
            refuted.push(rung);
        }
    }
    refuted
}

fn finding(case: &Case, counts: &Counts, rung: &RungResult, options: &LadderOptions) -> Finding {
    let (severity, message, ask) = match rung.fdr.confidence() {
        None => (
            Severity::Contradiction,
            contradicted(case, rung),
            "Ask which of the figures is wrong, or do not make this assumption.",
        ),
        Some(limits) => (
            Severity::Warning,
            left_to_chance(case, counts, rung, options, limits),
            "Read the limits, not the range, or give a range of shares instead of single ones.",
        ),
    };
    Finding {
        code: FindingCode::AssumptionRefuted,
        severity,
        cases: vec![case.id.clone()],
        message,
        ask: ask.to_owned(),
        places: case.places(&[
            Stage::Actioned,
            Stage::Appealed,
            Stage::Reversed,
            Stage::ReversedWithoutAppeal,
        ]),
    }
}

/// No share wrong fits, not even by chance.
fn contradicted(case: &Case, rung: &RungResult) -> String {
    format!(
        "The figures of {} cannot all be right if all of rung {} holds: {}.",
        case.title(),
        rung.rung,
        sentences(rung)
    )
}

/// What is assumed holds of no truth exactly, but a process of which it holds may give the figures.
fn left_to_chance(
    case: &Case,
    counts: &Counts,
    rung: &RungResult,
    options: &LadderOptions,
    limits: ConfidenceInterval,
) -> String {
    let outside = options.rereview.and_then(|rereview| outside(counts, rereview));
    format!(
        "Rung {} does not fit the figures of {}: {}. As exact shares in these counts this cannot be; \
         as rates of a process chance may explain it, and leaves open that {} to {} of the {} were wrong \
         ({} limits).",
        rung.rung,
        case.title(),
        outside.unwrap_or_else(|| sentences(rung)),
        percent(limits.lower()),
        percent(limits.upper()),
        rung.fdr.of().label(),
        short_percent(options.confidence.level()),
    )
}

/// In what way the share of reversals lies outside of what re-review is assumed to reverse.
fn outside(counts: &Counts, rereview: Rereview) -> Option<String> {
    let undecided = counts.undecided.unwrap_or(CountRange::exactly(0));
    let (decided, reversed) = (counts.appealed?.minus(undecided), counts.reversed?);
    let says = |reversed: u64, than: &str, share: f64, decided: u64, which: &str| {
        let (reversed, decided) = (grouped(reversed), grouped(decided));
        let share = short_percent(share);
        format!(
            "{reversed} of {decided} appeals were reversed, {than} than the {share} assumed for \
             {which} decisions"
        )
    };
    let least = rereview.false_reversal().low();
    let most = rereview.sensitivity().high();
    let few = reversed.high().filter(|few| real(*few) < least * decided.low_real());
    if let Some(few) = few {
        return Some(says(few, "fewer", least, decided.low(), "right"));
    }
    let (many, all) = (reversed.low(), decided.high()?);
    (real(many) > most * real(all)).then(|| says(many, "more", most, all, "wrong"))
}

/// The assumptions of a rung in words.
fn sentences(rung: &RungResult) -> String {
    let sentence = |assumption: &Assumption| {
        rung.given.get(assumption).map_or(assumption.sentence(), String::as_str)
    };
    rung.assumptions.iter().map(sentence).collect::<Vec<_>>().join("; ")
}
