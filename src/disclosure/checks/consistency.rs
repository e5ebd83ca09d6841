//! Whether the figures of one case fit each other.

use crate::disclosure::stage_figure::sum;
use crate::disclosure::{Case, Finding, FindingCode, Period, Severity, Stage, StageFigure};
use crate::quantity::display;

/// The findings that the figures of one case give rise to when laid beside each other.
pub(super) fn check(case: &Case) -> Vec<Finding> {
    let mut findings: Vec<Finding> = period(case).into_iter().collect();
    for (stage, figure) in &case.figures {
        findings.extend(disagreement(case, *stage, figure));
        findings.extend(parts(case, *stage, figure));
    }
    findings.extend(order(case));
    findings
}

/// The rounded figures of the cases of one provider, in one note.
pub(super) fn rounded(cases: &[Case]) -> Option<Finding> {
    let mut texts = Vec::new();
    let mut finding = Finding {
        code: FindingCode::RoundedFigure,
        severity: Severity::Note,
        cases: Vec::new(),
        message: String::new(),
        ask: "Ask for the exact counts.".to_owned(),
        places: Vec::new(),
    };
    for case in cases {
        let rounded = case.figures.iter().filter(|(_, figure)| figure.is_rounded());
        let stages: Vec<Stage> = rounded.map(|(stage, _)| *stage).collect();
        let figures: Vec<String> = stages
            .iter()
            .filter_map(|stage| Some(format!("{} {}", stage.label(), case.figure(*stage)?.shown())))
            .collect();
        if !figures.is_empty() {
            texts.push(format!("{}: {}", case.title(), figures.join(", ")));
            finding.cases.push(case.id.clone());
            finding.places.extend(case.places(&stages));
        }
    }
    finding.message = format!(
        "Rounded or bounded figures stand for ranges, which are carried through. {}.",
        texts.join("; ")
    );
    (!texts.is_empty()).then_some(finding)
}

fn period(case: &Case) -> Option<Finding> {
    let mut periods: Vec<(Period, Stage)> = Vec::new();
    for (stage, figure) in &case.figures {
        for variant in figure.all_printings() {
            if !periods.iter().any(|(period, _)| *period == variant.period) {
                periods.push((variant.period, *stage));
            }
        }
    }
    let text: Vec<String> = periods
        .iter()
        .map(|(period, stage)| format!("{} {}", stage.label(), period.in_sentence()))
        .collect();
    (periods.len() > 1).then(|| Finding {
        code: FindingCode::PeriodMismatch,
        severity: Severity::Note,
        cases: vec![case.id.clone()],
        message: format!(
            "Figures of {} that are put side by side cover slightly different days: {}.",
            case.subject(),
            text.join("; ")
        ),
        ask: "Ask for all figures over the same days.".to_owned(),
        places: case.places(&periods.iter().map(|(_, stage)| *stage).collect::<Vec<_>>()),
    })
}

fn disagreement(case: &Case, stage: Stage, figure: &StageFigure) -> Option<Finding> {
    let printings = figure.disagreement()?;
    let part = match printings.first().map_or("", |printing| printing.label.as_str()) {
        "" => String::new(),
        label => format!(" ({label})"),
    };
    let values: Vec<String> = printings
        .iter()
        .map(|variant| format!("{} ({})", display::grouped(variant.value), variant.source.citation))
        .collect();
    Some(Finding {
        code: FindingCode::FiguresDisagree,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "The number of {} of {} {}{part} {} is printed differently in different places: {}.",
            case.key.unit.plural(),
            case.subject(),
            stage.label(),
            case.period.in_sentence(),
            values.join(" and ")
        ),
        ask: "Ask which one holds, and what the other counts.".to_owned(),
        places: case.places(&[stage]),
    })
}

/// Totals and pieces that do not add up to each other.
fn parts(case: &Case, stage: Stage, figure: &StageFigure) -> Option<Finding> {
    let pieces = [&figure.parts, &figure.channels];
    let (value, _) = pieces
        .into_iter()
        .filter(|pieces| !pieces.is_empty())
        .filter_map(|pieces| sum(pieces).ok())
        .map(|sum| (sum.value, sum.range))
        .find(|(_, range)| range.intersection(figure.range).is_none())?;
    Some(Finding {
        code: FindingCode::TotalOutsideParts,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "{} {} of {} were {} {}, but pieces of the same number add up to {}.",
            display::grouped(figure.value),
            case.key.unit.plural(),
            case.subject(),
            stage.label(),
            case.period.in_sentence(),
            display::grouped(value)
        ),
        ask: "Ask for the pieces that are missing, or for the right total.".to_owned(),
        places: case.places(&[stage]),
    })
}

/// Stages that cannot count more than another: the later first.
const ORDER: [(Stage, Stage); 16] = [
    (Stage::Flagged, Stage::Scanned),
    (Stage::Reviewed, Stage::Flagged),
    (Stage::Rejected, Stage::Reviewed),
    (Stage::Confirmed, Stage::Reviewed),
    (Stage::Confirmed, Stage::Flagged),
    (Stage::Actioned, Stage::Scanned),
    (Stage::Appealed, Stage::Actioned),
    (Stage::Upheld, Stage::Appealed),
    (Stage::Omitted, Stage::Appealed),
    (Stage::Pending, Stage::Appealed),
    (Stage::Reversed, Stage::Actioned),
    (Stage::ReversedWithoutAppeal, Stage::Actioned),
    (Stage::Audited, Stage::Actioned),
    (Stage::AuditedWrong, Stage::Audited),
    (Stage::UnflaggedAudited, Stage::Scanned),
    (Stage::UnflaggedAuditedViolating, Stage::UnflaggedAudited),
];

fn order(case: &Case) -> Vec<Finding> {
    let pairs = ORDER.iter().filter_map(|(later, earlier)| out_of_order(case, *later, *earlier));
    let sums = SUMS.iter().filter_map(|(parts, whole)| outcomes_exceed(case, parts, *whole));
    pairs.chain(sums).collect()
}

/// Outcomes that exclude each other, and what they are outcomes of.
const SUMS: [(&[Stage], Stage); 4] = [
    (&[Stage::Rejected, Stage::Confirmed], Stage::Reviewed),
    (&[Stage::Upheld, Stage::Reversed, Stage::PartiallyReversed], Stage::Appealed),
    (&[Stage::Appealed, Stage::ReversedWithoutAppeal, Stage::Audited], Stage::Actioned),
    (&[Stage::Flagged, Stage::UnflaggedAudited], Stage::Scanned),
];

fn outcomes_exceed(case: &Case, outcomes: &[Stage], whole: Stage) -> Option<Finding> {
    let all = case.figure(whole)?;
    let given: Vec<(Stage, &StageFigure)> =
        outcomes.iter().filter_map(|stage| Some((*stage, case.figure(*stage)?))).collect();
    let least = given.iter().fold(0_u64, |sum, (_, figure)| sum.saturating_add(figure.range.low()));
    // One outcome that exceeds the whole alone is found by the order of stages already.
    let most = all.range.high()?;
    let alone = given.iter().any(|(_, figure)| figure.range.low() > most);
    if alone || least <= most {
        return None;
    }
    let text: Vec<String> = given
        .iter()
        .map(|(stage, figure)| format!("{} {}", display::grouped(figure.value), stage.label()))
        .collect();
    let stages: Vec<Stage> = given.iter().map(|(stage, _)| *stage).chain([whole]).collect();
    Some(Finding {
        code: FindingCode::FunnelNotMonotone,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "{}, {}: {} are together more than the {} {}.",
            case.subject(),
            case.period,
            text.join(" and "),
            display::grouped(all.value),
            whole.label()
        ),
        ask: "Ask over which days and which populations each was counted.".to_owned(),
        places: case.places(&stages),
    })
}

fn out_of_order(case: &Case, later: Stage, earlier: Stage) -> Option<Finding> {
    let (more, fewer) = (case.figure(later)?, case.figure(earlier)?);
    if more.range.low() <= fewer.range.high()? {
        return None;
    }
    Some(Finding {
        code: FindingCode::FunnelNotMonotone,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "{}, {}: {} {} were {} but only {} {}, more than there can be.",
            case.subject(),
            case.period,
            display::grouped(more.value),
            case.key.unit.plural(),
            later.label(),
            display::grouped(fewer.value),
            earlier.label()
        ),
        ask: "Ask over which days and which populations each was counted.".to_owned(),
        places: case.places(&[later, earlier]),
    })
}
