//! Whether the figures of one case fit each other.

use crate::disclosure::case::sum;
use crate::disclosure::{Case, Finding, FindingCode, Period, Severity, Stage, StageFigure};
use crate::quantity::display;

/// The findings that the figures of one case give rise to when laid beside each other.
pub(super) fn check(case: &Case) -> Vec<Finding> {
    let mut findings: Vec<Finding> = rounded(case).into_iter().chain(period(case)).collect();
    for (stage, figure) in &case.figures {
        findings.extend(disagreement(case, *stage, figure));
        findings.extend(parts(case, *stage, figure));
    }
    findings.extend(order(case));
    findings
}

fn rounded(case: &Case) -> Option<Finding> {
    let rounded: Vec<(Stage, &StageFigure)> = case
        .figures
        .iter()
        .filter(|(_, figure)| figure.is_rounded())
        .map(|(stage, figure)| (*stage, figure))
        .collect();
    let text: Vec<String> = rounded
        .iter()
        .map(|(stage, figure)| format!("{} {}", stage.label(), figure.shown()))
        .collect();
    let stages: Vec<Stage> = rounded.iter().map(|(stage, _)| *stage).collect();
    (!rounded.is_empty()).then(|| Finding {
        code: FindingCode::RoundedFigure,
        severity: Severity::Note,
        cases: vec![case.id.clone()],
        message: format!(
            "Figures of {} {} are rounded or bounded, so each stands for a range that is carried \
             through: {}.",
            case.subject(),
            case.period.in_sentence(),
            text.join("; ")
        ),
        ask: "Ask for the exact counts.".to_owned(),
        places: case.places(&stages),
    })
}

fn period(case: &Case) -> Option<Finding> {
    let mut periods: Vec<(Period, Stage)> = Vec::new();
    for (stage, figure) in &case.figures {
        for variant in figure.variants.iter().chain(&figure.parts) {
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

fn parts(case: &Case, stage: Stage, figure: &StageFigure) -> Option<Finding> {
    if figure.variants.is_empty() || figure.parts.is_empty() {
        return None;
    }
    let (value, range) = sum(&figure.parts).ok()?;
    if range.intersection(figure.range).is_some() {
        return None;
    }
    Some(Finding {
        code: FindingCode::TotalOutsideParts,
        severity: Severity::Contradiction,
        cases: vec![case.id.clone()],
        message: format!(
            "The printed total of {} of {} {} is {}, but its printed parts add up to {}.",
            case.key.unit.plural(),
            case.subject(),
            stage.label(),
            display::grouped(figure.value),
            display::grouped(value)
        ),
        ask: "Ask for the parts that are missing, or for the right total.".to_owned(),
        places: case.places(&[stage]),
    })
}

/// Stages that cannot count more than another: the later first.
const ORDER: [(Stage, Stage); 12] = [
    (Stage::Flagged, Stage::Scanned),
    (Stage::Reviewed, Stage::Flagged),
    (Stage::Rejected, Stage::Reviewed),
    (Stage::Confirmed, Stage::Reviewed),
    (Stage::Confirmed, Stage::Flagged),
    (Stage::Actioned, Stage::Scanned),
    (Stage::Appealed, Stage::Actioned),
    (Stage::Upheld, Stage::Appealed),
    (Stage::Reversed, Stage::Actioned),
    (Stage::ReversedWithoutAppeal, Stage::Actioned),
    (Stage::AuditedWrong, Stage::Audited),
    (Stage::UnflaggedAuditedViolating, Stage::UnflaggedAudited),
];

fn order(case: &Case) -> Vec<Finding> {
    ORDER.iter().filter_map(|(later, earlier)| out_of_order(case, *later, *earlier)).collect()
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
