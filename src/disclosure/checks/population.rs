//! Whether the cases of one provider are about the same things, places and days.

use std::collections::BTreeMap;

use crate::disclosure::{Case, Finding, FindingCode, Period, Scope, Severity, Stage};
use crate::quantity::display;

/// The findings that the cases give rise to when laid beside each other.
pub(super) fn check(cases: &[Case]) -> Vec<Finding> {
    let mut findings = Vec::new();
    // Cases are ordered by provider, and only those of one provider can be taken for each other.
    for cases in cases.chunk_by(|a, b| a.key.provider == b.key.provider) {
        findings.extend(scope_unknown(cases));
        findings.extend(cases.iter().filter_map(|case| unit_mismatch(case, cases)));
        for alike in alike(cases) {
            for (index, case) in alike.iter().enumerate() {
                for other in &alike[index + 1..] {
                    findings.extend(definition_differs(case, other));
                    findings.extend(scope_mismatch(case, other));
                }
            }
        }
    }
    findings.extend(period_mismatch(cases));
    findings
}

/// The cases in groups that differ in technology, scope and period alone.
fn alike(cases: &[Case]) -> impl Iterator<Item = Vec<&Case>> {
    let mut groups: BTreeMap<_, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        let key = (case.key.unit, &case.key.service, &case.key.category);
        groups.entry(key).or_default().push(case);
    }
    groups.into_values()
}

/// The cases of one provider whose source does not say which places they cover, in one finding.
fn scope_unknown(cases: &[Case]) -> Option<Finding> {
    let unknown: Vec<&Case> =
        cases.iter().filter(|case| case.key.scope == Scope::Unknown).collect();
    let provider = &unknown.first()?.key.provider;
    let mut figures: Vec<String> = unknown
        .iter()
        .map(|case| format!("{} {}", case.key.unit.plural(), case.period.in_sentence()))
        .collect();
    figures.dedup();
    Some(Finding {
        code: FindingCode::ScopeUnknown,
        severity: Severity::Warning,
        cases: unknown.iter().map(|case| case.id.clone()).collect(),
        message: format!(
            "The source does not say whether {provider}'s figures are those of the EU or of the \
             whole world: {}.",
            figures.join(", ")
        ),
        ask: "Ask for the figures of the EU and of the whole world, apart.".to_owned(),
        places: unknown.iter().flat_map(|case| case.places(Stage::ALL)).collect(),
    })
}

/// Appeals or reversals counted in a unit in which what was acted against is not.
fn unit_mismatch(case: &Case, cases: &[Case]) -> Option<Finding> {
    let counts_outcomes = case.figure(Stage::Appealed).or(case.figure(Stage::Reversed))?.value > 0;
    if !counts_outcomes || case.figure(Stage::Actioned).is_some() {
        return None;
    }
    let volume = [Stage::Actioned, Stage::Reported, Stage::Confirmed, Stage::Flagged];
    let other = cases.iter().find(|other| {
        other.period.is_close_to(case.period)
            && other.key.unit != case.key.unit
            && volume.iter().any(|stage| other.figure(*stage).is_some())
    })?;
    let stage = *volume.iter().find(|stage| other.figure(**stage).is_some())?;
    let places = case.places(&[Stage::Appealed, Stage::Reversed]);
    Some(Finding {
        code: FindingCode::UnitMismatch,
        severity: Severity::Warning,
        cases: vec![case.id.clone(), other.id.clone()],
        message: format!(
            "{} counts appeals and reversals in {} but what was {} in {} ({}, {}): the two cannot be \
             divided.",
            case.key.provider,
            case.key.unit.plural(),
            stage.label(),
            other.key.unit.plural(),
            other.figure(stage).map_or(String::new(), |figure| display::grouped(figure.value)),
            case.period,
        ),
        ask: format!("Ask for the number of {} acted against.", case.key.unit.plural()),
        places: places.into_iter().chain(other.places(&[stage])).collect(),
    })
}

/// Two populations of one provider that a reader could take for one.
fn definition_differs(case: &Case, other: &Case) -> Option<Finding> {
    let same = case.key.scope == other.key.scope
        && case.period.overlaps(other.period)
        // One named technology beside another is plainly a part; beside none it may be the whole.
        && case.key.technology.is_empty() != other.key.technology.is_empty();
    let (here, there) = (case.figure(Stage::Actioned)?, other.figure(Stage::Actioned)?);
    same.then(|| Finding {
        code: FindingCode::DefinitionDiffers,
        severity: Severity::Warning,
        cases: vec![case.id.clone(), other.id.clone()],
        message: format!(
            "{} has two sets of figures that the source does not reconcile: {} {} {} ({}, {}) and \
             {} ({}, {}). They are two populations; neither is preferred here.",
            case.key.provider,
            display::grouped(here.value),
            case.key.unit.plural(),
            Stage::Actioned.label(),
            technology(case),
            case.period,
            display::grouped(there.value),
            technology(other),
            other.period,
        ),
        ask: "Ask how the two sets relate, and for appeals and reversals of each.".to_owned(),
        places: case
            .places(&[Stage::Actioned])
            .into_iter()
            .chain(other.places(&[Stage::Actioned]))
            .collect(),
    })
}

fn technology(case: &Case) -> &str {
    if case.key.technology.is_empty() { "no technology named" } else { &case.key.technology }
}

/// What each stage is divided by to be a rate: where that is counted over other places only, there
/// is none.
const DIVIDED_BY: [(Stage, Stage); 7] = [
    (Stage::Flagged, Stage::Scanned),
    (Stage::Confirmed, Stage::Scanned),
    (Stage::Confirmed, Stage::Flagged),
    (Stage::Rejected, Stage::Flagged),
    (Stage::Appealed, Stage::Actioned),
    (Stage::Reversed, Stage::Actioned),
    (Stage::Reversed, Stage::Appealed),
];

/// Whether `case` lacks what one of its stages is divided by, and `other` has it.
fn lacks_denominator(case: &Case, other: &Case) -> bool {
    DIVIDED_BY.iter().any(|(stage, by)| {
        let (has, lacks) = (case.figure(*stage).is_some(), case.figure(*by).is_none());
        has && lacks && other.figure(*by).is_some()
    })
}

/// Figures of one provider, unit and time that would have to be divided but cover different places.
fn scope_mismatch(case: &Case, other: &Case) -> Option<Finding> {
    let alike = case.key.technology == other.key.technology
        && case.period.overlaps(other.period)
        && case.key.scope != other.key.scope
        && (lacks_denominator(case, other) || lacks_denominator(other, case));
    alike.then(|| Finding {
        code: FindingCode::ScopeMismatch,
        severity: Severity::Warning,
        cases: vec![case.id.clone(), other.id.clone()],
        message: format!(
            "{}'s figures for {} cover different places: {} ({}) and {} ({}). They cannot be \
             divided.",
            case.key.provider,
            case.years(),
            stages(case),
            case.key.scope.label(),
            stages(other),
            other.key.scope.label(),
        ),
        ask: "Ask for every stage over the same places.".to_owned(),
        places: case.places(Stage::ALL).into_iter().chain(other.places(Stage::ALL)).collect(),
    })
}

fn stages(case: &Case) -> String {
    let units = case.key.unit.plural();
    let labels: Vec<&str> = case.figures.keys().map(|stage| stage.label()).collect();
    format!("{units} {}", labels.join(", "))
}

/// Providers that reported over different days of one year.
fn period_mismatch(cases: &[Case]) -> Vec<Finding> {
    let mut by_year: BTreeMap<i16, Vec<&Case>> = BTreeMap::new();
    for case in cases {
        if let Some(year) = case.period.year() {
            by_year.entry(year).or_default().push(case);
        }
    }
    by_year.into_iter().filter_map(|(year, cases)| different_periods(year, &cases)).collect()
}

fn different_periods(year: i16, cases: &[&Case]) -> Option<Finding> {
    let mut periods: Vec<(&str, Period)> = Vec::new();
    for case in cases {
        let entry = (case.key.provider.as_str(), case.period);
        if !periods.contains(&entry) {
            periods.push(entry);
        }
    }
    let first = periods.first()?.1;
    let provider = periods.first()?.0;
    let several = periods.iter().any(|(name, _)| *name != provider);
    if !several || periods.iter().all(|(_, period)| period.is_close_to(first)) {
        return None;
    }
    let text: Vec<String> =
        periods.iter().map(|(provider, period)| format!("{provider} {period}")).collect();
    Some(Finding {
        code: FindingCode::PeriodMismatch,
        severity: Severity::Note,
        cases: cases.iter().map(|case| case.id.clone()).collect(),
        message: format!(
            "The figures for {year} cover different days: {}. They cannot be added up, and rates \
             per year cannot be compared.",
            text.join("; ")
        ),
        ask: "Ask all providers for figures over the same days.".to_owned(),
        places: cases.iter().flat_map(|case| case.places(Stage::ALL)).collect(),
    })
}
