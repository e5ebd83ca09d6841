//! What the figures of a dataset prove, in a few sentences for a reader in a hurry.

use super::{Audit, CaseResult};
use crate::disclosure::Stage;
use crate::identification::{Rung, RungResult};
use crate::quantity::display::{grouped, percent, rate, short_percent, spaced};
use crate::quantity::{Confidence, real};

/// How many cases are named one by one.
const NAMED: usize = 2;

/// Returns the answer in sentences, the strongest first: where a printed ratio is the lower end of
/// the widest range, where it rests on nothing, and where human review says something.
#[must_use]
pub fn answer(audit: &Audit, confidence: Confidence) -> Vec<String> {
    let mut sentences = Vec::new();
    let widest = widest(audit);
    sentences.extend(widest.iter().filter_map(|case| lower_end(case)));
    sentences.extend(no_reversals(audit));
    sentences.extend(no_appeals(audit));
    sentences.extend(audit.cases.iter().filter_map(|case| review(case, confidence)));
    sentences.extend(floor(audit));
    sentences
}

/// The cases with reversals whose two ratios lie furthest apart, one per provider.
fn widest(audit: &Audit) -> Vec<&CaseResult> {
    let mut cases: Vec<(&CaseResult, f64)> = audit
        .cases
        .iter()
        .filter(|case| reported(case).is_some())
        .filter_map(|case| {
            let (lower, upper) = rung(case, Rung::AppealMore)?.fdr.printed_ends()?;
            (lower > 0.0).then(|| (case, upper / lower))
        })
        .collect();
    cases.sort_by(|a, b| b.1.total_cmp(&a.1));
    let mut named: Vec<&CaseResult> = Vec::new();
    for (case, _) in cases {
        let provider = |other: &&CaseResult| other.case.key.provider == case.case.key.provider;
        if named.len() < NAMED && !named.iter().any(provider) {
            named.push(case);
        }
    }
    named
}

fn rung(case: &CaseResult, rung: Rung) -> Option<&RungResult> {
    case.ladder.iter().find(|result| result.rung == rung)
}

/// The share of actions reversed, as the source prints it.
fn reported(case: &CaseResult) -> Option<&str> {
    let proxy = case.proxies.iter().find(|proxy| proxy.kind.denominator == Stage::Actioned)?;
    proxy.reported.first().map(|reported| reported.text.as_str())
}

fn lower_end(case: &CaseResult) -> Option<String> {
    let printed = spaced(reported(case)?);
    let (lower, most) = rung(case, Rung::Appeals)?.fdr.printed_ends()?;
    let (_, upper) = rung(case, Rung::AppealMore)?.fdr.printed_ends()?;
    Some(format!(
        "The {printed} reported for {} in {} is the smallest share of the {} acted against that can \
         have been wrong, if decisions on appeals were right. The same figures allow up to {}. If, \
         besides, wronged users appeal at least as often as others, it is between {} and {}.",
        case.case.subject(),
        case.case.years(),
        case.case.key.unit.plural(),
        percent(most),
        percent(lower),
        percent(upper),
    ))
}

/// Appeals of which none succeeded: the range that chance leaves open.
fn no_reversals(audit: &Audit) -> Option<String> {
    let parts: Vec<String> = audit
        .cases
        .iter()
        .filter_map(|case| {
            let appealed = case.case.figure(Stage::Appealed).filter(|figure| figure.value > 0)?;
            let none = case.case.figure(Stage::Reversed)?.value == 0;
            let limit = rung(case, Rung::AppealMore)?.fdr.confidence()?.upper();
            none.then(|| {
                format!(
                    "The 0\u{a0}% reported for {} in {} rests on {} appeals, so few that chance alone \
                     allows a share of up to {}, even if wronged users appeal at least as often as \
                     others.",
                    case.case.subject(),
                    case.case.years(),
                    grouped(appealed.value),
                    percent(limit),
                )
            })
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Providers whose printed ratio is 0 of 0.
fn no_appeals(audit: &Audit) -> Option<String> {
    let mut providers: Vec<&str> = Vec::new();
    for case in &audit.cases {
        let none = case.case.range(Stage::Appealed).is_some_and(|range| range.high() == Some(0));
        let printed = case.proxies.iter().any(|proxy| !proxy.reported.is_empty());
        if none && printed && !providers.contains(&case.case.key.provider.as_str()) {
            providers.push(&case.case.key.provider);
        }
    }
    (!providers.is_empty()).then(|| {
        format!(
            "The 0\u{a0}% reported for {} rests on no appeals at all: 0 of 0 is undefined, and says \
             nothing about errors.",
            providers.join(" and "),
        )
    })
}

/// What human review of flags says: both rates, side by side.
fn review(case: &CaseResult, confidence: Confidence) -> Option<String> {
    let result = rung(case, Rung::Review)?;
    let (wrong, _) = result.fdr.printed_ends()?;
    let limits = result.fdr.confidence()?;
    let counts = &case.printed;
    let (rejected, reviewed) = (counts.rejected?.low(), counts.reviewed?.low());
    let scanned = rung(case, Rung::ScanBounded).and_then(|scan| scan.fpr.printed_ends());
    let units = case.case.key.unit.plural();
    let beside = scanned.map_or(String::new(), |(lower, upper)| {
        format!(
            " At the same time {} of the innocent {units} scanned were flagged, if few were missed. \
             Both are true: one is a share of the flags, the other of the innocent {units}.",
            // The two ends differ by less than a reader needs here.
            rate(f64::midpoint(lower, upper)),
        )
    });
    Some(format!(
        "At {} in {}, human review found {} of {} {units} checked not to be violating. If those \
         checked were all that was flagged, {} of the flags were wrong ({} to {}, {} limits).{beside}",
        case.case.subject(),
        case.case.years(),
        grouped(rejected),
        grouped(reviewed),
        percent(wrong),
        percent(limits.lower()),
        percent(limits.upper()),
        short_percent(confidence.level()),
    ))
}

/// Reversals beside a number scanned: a floor and no ceiling.
fn floor(audit: &Audit) -> Option<String> {
    let case = audit.cases.iter().find(|case| case.counts.borrowed.is_some())?;
    let floor = rung(case, Rung::Reversals)?.fpr.printed_ends()?.0;
    let borrowed = case.counts.borrowed.as_ref()?;
    let scanned = case.case.figure(Stage::Scanned)?.value;
    Some(format!(
        "{}'s {} reversals in {}, against {} {} scanned, mean that at least {} of the innocent ones \
         were flagged, if each was about another of them; nothing bounds that share from above.",
        case.case.subject(),
        grouped(borrowed.reversed),
        case.case.years(),
        billions(scanned),
        case.case.key.unit.plural(),
        rate(floor),
    ))
}

/// A large count in words where it is a round one: `12.3 billion`.
fn billions(count: u64) -> String {
    let tenths = 100_000_000;
    if count >= 1_000_000_000 && count.is_multiple_of(tenths) {
        return format!("{} billion", real(count / tenths) / 10.0);
    }
    grouped(count)
}
