//! What appeals and reversals can and cannot show.

use crate::disclosure::{Case, Finding, FindingCode, PrintedRatio, Severity, Stage};
use crate::quantity::{display, real};

/// The findings that the appeals of one case give rise to.
pub(super) fn check(case: &Case, ratios: &[PrintedRatio]) -> Vec<Finding> {
    [
        proxy_is_lower_bound(case),
        no_appeals(case, ratios),
        backlog(case),
        reversed_without_appeal(case),
        outcomes_omitted(case),
        misses_beside_reversals(case),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn proxy_is_lower_bound(case: &Case) -> Option<Finding> {
    let (reversed, actioned) = (case.figure(Stage::Reversed)?, case.figure(Stage::Actioned)?);
    let disagree = reversed.disagreement().is_some() || actioned.disagreement().is_some();
    let bound = reversed.is_bound() || actioned.is_bound();
    if bound || disagree || actioned.value == 0 || reversed.value > actioned.value {
        return None;
    }
    let without = case.figure(Stage::ReversedWithoutAppeal);
    let beside = match without.map_or(0, |figure| figure.value) {
        0 => String::new(),
        count => format!(" and {} without one", display::grouped(count)),
    };
    let known = reversed.value.saturating_add(without.map_or(0, |figure| figure.value));
    let printed = display::percent(real(known.min(actioned.value)) / real(actioned.value));
    let known = reversed.range.low_real() + without.map_or(0.0, |figure| figure.range.low_real());
    let least = display::percent((known / actioned.range.high_real()).min(1.0));
    let share =
        if least == printed { printed } else { format!("{printed}, or {least} with rounding") };
    let units = case.key.unit.plural();
    Some(Finding {
        code: FindingCode::ProxyIsLowerBound,
        severity: Severity::Warning,
        cases: vec![case.id.clone()],
        message: format!(
            "{} of {} {units} that {} acted against {} were reversed after an appeal{beside} \
             ({share}): the least share that was wrong, not the share that was wrong, since an \
             error that nobody appealed or found is not in it.",
            display::grouped(reversed.value),
            display::grouped(actioned.value),
            case.subject(),
            case.period.in_sentence(),
        ),
        ask: ask_for_audit(case).to_owned(),
        places: case.places(&[Stage::Actioned, Stage::Reversed, Stage::ReversedWithoutAppeal]),
    })
}

/// What would say more than reversals do, where that was not done yet.
fn ask_for_audit(case: &Case) -> &'static str {
    if case.figure(Stage::AuditedWrong).is_some() {
        "Ask how the decisions that were audited were drawn, and whether those who judged them knew how \
         they had been decided."
    } else {
        "Ask for a blind re-review of a random sample of the decisions that nobody appealed, with the \
         number found wrong."
    }
}

fn no_appeals(case: &Case, ratios: &[PrintedRatio]) -> Option<Finding> {
    let appealed = case.figure(Stage::Appealed)?;
    if appealed.range.high() != Some(0) {
        return None;
    }
    let printed = ratios.iter().find(|r| r.denominator == Stage::Appealed && r.is_about(case));
    let beside = printed.map_or(String::new(), |ratio| {
        format!(", though the source prints {}", display::spaced(&ratio.text))
    });
    let printed = printed.map(|ratio| ratio.source.to_string());
    Some(Finding {
        code: FindingCode::NoAppealsNoInformation,
        severity: Severity::Warning,
        cases: vec![case.id.clone()],
        message: format!(
            "{} had no appeals {}: the ratio of reversals to appeals is 0 of 0, which is \
             undefined and says nothing about errors{beside}.",
            case.subject(),
            case.period.in_sentence(),
        ),
        ask: "Ask whether users were told of the decision and could appeal it, and for a random \
              audit of the decisions."
            .to_owned(),
        places: case.places(&[Stage::Appealed]).into_iter().chain(printed).collect(),
    })
}

fn backlog(case: &Case) -> Option<Finding> {
    let (reversed, appealed) = (case.figure(Stage::Reversed)?, case.figure(Stage::Appealed)?);
    let most_appealed = appealed.range.high()?;
    if most_appealed == 0 || reversed.range.low() <= most_appealed {
        return None;
    }
    Some(Finding {
        code: FindingCode::Backlog,
        severity: Severity::Warning,
        cases: vec![case.id.clone()],
        message: format!(
            "{} reversals of {} {} exceed the {} appeals: perhaps some answer appeals of an earlier \
             period; the two cannot be divided.",
            display::grouped(reversed.value),
            case.subject(),
            case.period.in_sentence(),
            display::grouped(appealed.value),
        ),
        ask: "Ask for the outcomes of the appeals filed in the period, whenever decided."
            .to_owned(),
        places: case.places(&[Stage::Appealed, Stage::Reversed]),
    })
}

fn reversed_without_appeal(case: &Case) -> Option<Finding> {
    let reversed = case.figure(Stage::ReversedWithoutAppeal)?;
    if reversed.value == 0 {
        return None;
    }
    Some(Finding {
        code: FindingCode::ReversedWithoutAppeal,
        severity: Severity::Note,
        cases: vec![case.id.clone()],
        message: format!(
            "{} {} that {} acted against {} were reversed although nobody appealed: errors that no \
             ratio of appeals shows.",
            display::grouped(reversed.value),
            case.key.unit.plural(),
            case.subject(),
            case.period.in_sentence(),
        ),
        ask: "Ask how these were found, and how many decisions were looked at to find them."
            .to_owned(),
        places: case.places(&[Stage::ReversedWithoutAppeal]),
    })
}

/// Appeals without a known outcome: omitted, pending, or simply not accounted for.
fn outcomes_omitted(case: &Case) -> Option<Finding> {
    let value = |stage| case.figure(stage).map(|figure| figure.value);
    let outcomes = [Stage::Upheld, Stage::Reversed, Stage::PartiallyReversed];
    let decided = outcomes.iter().filter_map(|stage| value(*stage)).fold(0, u64::saturating_add);
    let open = [Stage::Omitted, Stage::Pending].into_iter().filter_map(value);
    let open = open.fold(0, u64::saturating_add);
    let unaccounted = match (value(Stage::Appealed), value(Stage::Upheld)) {
        (Some(appealed), Some(_)) => appealed.saturating_sub(decided),
        _ => 0,
    };
    let count = open.max(unaccounted);
    if count == 0 {
        return None;
    }
    Some(Finding {
        code: FindingCode::OutcomesOmitted,
        severity: Severity::Warning,
        cases: vec![case.id.clone()],
        message: format!(
            "{} appeals to {} {} have no known outcome: each may have been about a wrong or a right \
             decision, and is counted as either here.",
            display::grouped(count),
            case.subject(),
            case.period.in_sentence(),
        ),
        ask: "Ask how these appeals ended, or will end.".to_owned(),
        places: case.places(&[Stage::Appealed, Stage::Upheld, Stage::Omitted, Stage::Pending]),
    })
}

fn misses_beside_reversals(case: &Case) -> Option<Finding> {
    let declined = case.figure(Stage::NoticeDeclinedReversed)?;
    let both = case.figure(Stage::Reversed).is_some() && declined.value > 0;
    both.then(|| Finding {
        code: FindingCode::DefinitionDiffers,
        severity: Severity::Note,
        cases: vec![case.id.clone()],
        message: format!(
            "{} reversals of {} {} answer people who had reported something and were turned down: \
             these are misses, not false positives, and are kept apart here.",
            display::grouped(declined.value),
            case.subject(),
            case.period.in_sentence(),
        ),
        ask: "Ask for complaints by people acted against and by people who reported, apart."
            .to_owned(),
        places: case.places(&[Stage::NoticeDeclinedReversed]),
    })
}

/// Reversals that stand in one place while another place of the same provider and days counts no
/// appeals at all, or while no place counts them.
pub(super) fn without_appeals_elsewhere(cases: &[Case]) -> Vec<Finding> {
    cases.iter().filter_map(|case| without_appeals(case, cases)).collect()
}

/// Whether two cases differ in unit and scope at most.
fn alike(case: &Case, other: &Case) -> bool {
    let (a, b) = (&case.key, &other.key);
    (&a.provider, &a.service, &a.technology, &a.category)
        == (&b.provider, &b.service, &b.technology, &b.category)
        && case.period.is_close_to(other.period)
}

fn without_appeals(case: &Case, cases: &[Case]) -> Option<Finding> {
    let reversed = case.figure(Stage::Reversed).filter(|reversed| reversed.range.low() > 0)?;
    let appealed_here = case.range(Stage::Appealed);
    let counted = appealed_here.is_some_and(|appealed| appealed.high() != Some(0));
    if counted || case.figure(Stage::Upheld).is_some() {
        return None;
    }
    let counts_none = |other: &&Case| {
        alike(case, other)
            && other.range(Stage::Appealed).is_some_and(|appealed| appealed.high() == Some(0))
    };
    // Its own number of appeals comes before that of another unit or scope.
    let zero = Some(case).filter(counts_none).or_else(|| cases.iter().find(counts_none));
    let beside = match zero {
        Some(other) => format!("beside 0 appeals ({})", other.key.scope.label()),
        None => "without a number of appeals".to_owned(),
    };
    let same_case = zero.is_some_and(|other| other.id == case.id);
    let others = zero.filter(|_| !same_case).map(|other| other.id.clone());
    let mut places = case.places(&[Stage::Reversed, Stage::Appealed]);
    if let Some(other) = zero.filter(|_| !same_case) {
        places.extend(other.places(&[Stage::Appealed]));
    }
    Some(Finding {
        code: FindingCode::ReversedWithoutAppeal,
        severity: if same_case { Severity::Contradiction } else { Severity::Warning },
        cases: std::iter::once(case.id.clone()).chain(others).collect(),
        message: format!(
            "{} reports {} reversals {} {beside}: either the reversals had another cause than an \
             appeal, or the two count different things.",
            case.subject(),
            display::grouped(reversed.value),
            case.period.in_sentence(),
        ),
        ask:
            "Ask what led to the reversals, over which places and services they were counted, and \
              how many decisions of the same kind were appealed."
                .to_owned(),
        places,
    })
}
