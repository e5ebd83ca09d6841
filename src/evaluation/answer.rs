//! What the figures of a dataset prove, in a few sentences for a reader in a hurry.

use std::collections::BTreeMap;

use super::{Audit, CaseResult, Proxy};
use crate::disclosure::{Reproduction, Scope, Stage};
use crate::identification::{Assumption, Rung, RungResult};
use crate::quantity::display::{grouped, percent, rate, short_percent, spaced};
use crate::quantity::{Confidence, ConfidenceInterval, real};

/// How many cases with reversals are named one by one.
const NAMED: usize = 2;

/// Returns the answer in sentences, the strongest first: what audits at random found, where reversals are the lower end of the
/// widest range, where human review says something, and where a ratio rests on little or nothing.
/// Every range includes the rounding of the figures; `missed` says what rung 8' assumes.
#[must_use]
pub fn answer(audit: &Audit, confidence: Confidence, missed: &str) -> Vec<String> {
    let audited = audit.cases.iter().filter_map(|case| audited(case, confidence));
    let unflagged = audit.cases.iter().filter_map(|case| unflagged(case, confidence));
    let by_audits: Vec<String> = audited.chain(unflagged).collect();
    let widest = widest(audit);
    let mut sentences: Vec<String> = widest.iter().filter_map(|case| lower_end(case)).collect();
    if let Some(first) = sentences.first_mut() {
        first.push_str(" Ranges include the rounding of the figures.");
    }
    sentences.splice(0..0, by_audits);
    sentences.extend(audit.cases.iter().filter_map(|case| review(case, confidence, missed)));
    sentences.extend(no_reversals(audit, confidence));
    sentences.extend(no_appeals(audit));
    sentences.extend(audit.cases.iter().filter_map(|case| floor(case, &audit.cases)));
    sentences
}

/// What an audit of the decisions that nobody appealed or reversed says of all.
fn audited(case: &CaseResult, confidence: Confidence) -> Option<String> {
    let set = &rung(case, Rung::Audit)?.fdr;
    let (ends, limits) = (set.ends()?, set.confidence()?);
    let units = case.case.key.unit.plural();
    Some(format!(
        "At {}, an audit of {} {units} drawn at random among those neither appealed nor reversed found \
         {} wrong. With decisions on appeals and the audit right, {} of all {units} acted against were \
         wrong ({}).",
        whose(case),
        grouped(case.case.figure(Stage::Audited)?.value),
        grouped(case.case.figure(Stage::AuditedWrong)?.value),
        estimate(ends),
        limits_text(limits, confidence),
    ))
}

/// What an audit of what was not flagged says of recall.
fn unflagged(case: &CaseResult, confidence: Confidence) -> Option<String> {
    let results = case.ladder.iter().filter(|result| result.rung == Rung::UnflaggedAudit);
    let width = |result: &&RungResult| result.recall.ends().map_or(1.0, |ends| ends.1 - ends.0);
    let first = results.clone().next()?;
    // Of several readings of the flags, one by review or by an audit comes before those by appeals.
    let audits = [Assumption::ReviewCorrect, Assumption::AuditRandom];
    let strong = |result: &&RungResult| audits.iter().any(|a| result.assumptions.contains(a));
    let result =
        results.filter(strong).min_by(|a, b| width(a).total_cmp(&width(b))).unwrap_or(first);
    let (ends, limits) = (result.recall.ends()?, result.recall.confidence()?);
    let units = case.case.key.unit.plural();
    let sentences: Vec<&str> = result.assumptions.iter().map(|a| a.sentence()).collect();
    Some(format!(
        "At {}, an audit of {} {units} drawn at random among those not flagged found {} violating. So \
         {} of the violating {units} scanned were flagged ({}), if {}.",
        whose(case),
        grouped(case.case.figure(Stage::UnflaggedAudited)?.value),
        grouped(case.case.figure(Stage::UnflaggedAuditedViolating)?.value),
        estimate(ends),
        limits_text(limits, confidence),
        sentences.join("; "),
    ))
}

/// A share in per cent, or the two ends of a range.
fn estimate((lower, upper): (f64, f64)) -> String {
    let (lower, upper) = (percent(lower), percent(upper));
    if lower == upper { lower } else { format!("{lower} to {upper}") }
}

fn limits_text(limits: ConfidenceInterval, confidence: Confidence) -> String {
    let (lower, upper) = (percent(limits.lower()), percent(limits.upper()));
    format!("{lower} to {upper}, {} limits", short_percent(confidence.level()))
}

/// The cases with reversals whose range if wronged users appealed at least as often is the widest,
/// one per provider.
fn widest(audit: &Audit) -> Vec<&CaseResult> {
    let mut cases: Vec<(&CaseResult, f64)> = audit
        .cases
        .iter()
        .filter(|case| rung(case, Rung::Appeals).is_some())
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

fn proxy(case: &CaseResult, denominator: Stage) -> Option<&Proxy> {
    let kind = (Stage::Reversed, denominator);
    case.proxies.iter().find(|proxy| (proxy.kind.numerator, proxy.kind.denominator) == kind)
}

/// Who and when: `Meta in 2022`, with what makes the figures doubtful.
fn whose(case: &CaseResult) -> String {
    let scope = match case.case.key.scope {
        Scope::Unknown => " (scope not stated)",
        _ => "",
    };
    format!("{} {}{scope}", case.case.subject(), case.case.period.in_sentence())
}

fn lower_end(case: &CaseResult) -> Option<String> {
    let (lower, most) = rung(case, Rung::Appeals)?.fdr.ends()?;
    let (_, upper) = rung(case, Rung::AppealMore)?.fdr.ends()?;
    let units = case.case.key.unit.plural();
    let opening = opening(case)?;
    Some(format!(
        "{opening} Between {} and {} of the {units} acted against can have been wrong, if decisions \
         on appeals were right; between {} and {} if, besides, wronged users appealed at least as \
         often as others.",
        percent(lower),
        percent(most),
        percent(lower),
        percent(upper),
    ))
}

/// What is reported, or else counted, and that it is only the low end.
fn opening(case: &CaseResult) -> Option<String> {
    let proxy = proxy(case, Stage::Actioned)?;
    let whose = whose(case);
    let Some(reported) = proxy.reported.first() else {
        return Some(format!(
            "{} of {} {} acted against by {whose} were reversed after an appeal: the low end of what \
             the figures allow, not the share that was wrong.",
            grouped(case.case.figure(Stage::Reversed)?.value),
            grouped(case.case.figure(Stage::Actioned)?.value),
            case.case.key.unit.plural(),
        ));
    };
    let printed = spaced(&reported.text);
    Some(match reported.reproduction {
        Reproduction::Differs(computed) => format!(
            "The {printed} reported for {whose} does not follow from its figures, which give {}; and \
             that is only the low end of what they allow.",
            percent(computed),
        ),
        _ => format!(
            "The {printed} reported for {whose} is the low end of what its figures allow, not the \
             share that was wrong.",
        ),
    })
}

/// What human review of flags says: both rates, side by side.
fn review(case: &CaseResult, confidence: Confidence, missed: &str) -> Option<String> {
    let result = rung(case, Rung::Review)?;
    let (lower, upper) = result.fdr.ends()?;
    let limits = result.fdr.confidence()?;
    let units = case.case.key.unit.plural();
    let reviewed = case.case.figure(Stage::Reviewed)?.value;
    let outcome = match (case.case.figure(Stage::Confirmed), case.case.figure(Stage::Rejected)) {
        (Some(confirmed), _) => format!("confirmed {}", grouped(confirmed.value)),
        (None, Some(rejected)) => format!("rejected {}", grouped(rejected.value)),
        (None, None) => return None,
    };
    let all = case.counts.flagged.is_none();
    let all_flags = if all { " and those were all that was flagged" } else { "" };
    let share = estimate((lower, upper));
    let scanned = rung(case, Rung::ScanBounded).and_then(|scan| scan.fpr.ends());
    let beside = scanned.map_or(String::new(), |(lower, upper)| {
        format!(
            " At the same time {} to {} of the innocent {units} scanned were flagged, if besides at \
             most {missed} was violating. The two do not contradict each other: one is a share of \
             the flags, the other of the innocent {units}.",
            rate(lower),
            rate(upper),
        )
    });
    Some(format!(
        "At {}, human review {outcome} of the {} {units} checked. If reviewers were right{all_flags}, \
         {share} of the flags were wrong ({}).{beside}",
        whose(case),
        grouped(reviewed),
        limits_text(limits, confidence),
    ))
}

/// Appeals of which none succeeded: the range that chance leaves open.
fn no_reversals(audit: &Audit, confidence: Confidence) -> Vec<String> {
    let sentence = |case: &CaseResult| {
        let appealed = case.case.figure(Stage::Appealed).filter(|figure| figure.value > 0)?;
        let reversed = [Stage::Reversed, Stage::PartiallyReversed].map(|s| case.case.range(s));
        let none = reversed[0]?.high() == Some(0)
            && reversed[1].is_none_or(|part| part.high() == Some(0))
            && case.counts.undecided.is_none_or(|open| open.high() == Some(0));
        let limit = rung(case, Rung::AppealMore)?.fdr.confidence()?.upper();
        let otherwise = rung(case, Rung::Appeals).and_then(|second| second.fdr.ends());
        let otherwise = otherwise
            .map_or("anything".to_owned(), |(_, upper)| format!("up to {}", percent(upper)));
        none.then(|| {
            format!(
                "None of the {} appeals against {} succeeded. If wronged users appealed at least as \
                 often as others, chance alone still leaves open a share of up to {} ({} limit); \
                 without that, {otherwise}.",
                grouped(appealed.value),
                whose(case),
                percent(limit),
                short_percent(confidence.level()),
            )
        })
    };
    audit.cases.iter().filter_map(sentence).collect()
}

/// Providers whose printed ratio is 0 of 0.
fn no_appeals(audit: &Audit) -> Option<String> {
    let mut years: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for case in &audit.cases {
        let undefined = proxy(case, Stage::Appealed).is_some_and(|proxy| {
            proxy.reported.iter().any(|r| r.reproduction == Reproduction::ZeroDenominator)
        });
        if undefined {
            years.entry(&case.case.key.provider).or_default().push(case.case.years());
        }
    }
    let named: Vec<String> = years
        .iter()
        .map(|(provider, years)| format!("{provider} ({})", years.join(", ")))
        .collect();
    (!named.is_empty()).then(|| {
        format!(
            "The ratios of reversals to appeals reported for {} rest on no appeals at all: 0 of 0 is \
             undefined, and says nothing about errors.",
            named.join(" and "),
        )
    })
}

/// Reversals counted elsewhere beside a number scanned: a floor and no ceiling.
fn floor(case: &CaseResult, cases: &[CaseResult]) -> Option<String> {
    let borrowed = case.counts.borrowed.as_ref()?;
    let from = &cases.iter().find(|other| other.case.id == borrowed.case)?.case.key;
    let floor = rung(case, Rung::Reversals)?.fpr.ends()?.0;
    let scanned = case.case.figure(Stage::Scanned)?.value;
    let units = case.case.key.unit.plural();
    Some(format!(
        "{} also reports {} reversed {} {} ({}). If each corrected another wrong flag among the {} \
         {units} scanned, at least {} of the innocent ones were flagged; nothing bounds that share \
         from above.",
        case.case.subject(),
        grouped(borrowed.reversed),
        from.unit.plural(),
        case.case.period.in_sentence(),
        from.scope.label(),
        in_words(scanned),
        rate(floor),
    ))
}

/// A large count in words where it is a round one: `12.3 billion`.
fn in_words(count: u64) -> String {
    let tenths = 100_000_000;
    if count >= 1_000_000_000 && count.is_multiple_of(tenths) {
        return format!("{} billion", real(count / tenths) / 10.0);
    }
    grouped(count)
}
