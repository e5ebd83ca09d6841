//! Whether the figures give the ratios that the source prints.

use crate::disclosure::{
    Case, Finding, FindingCode, PrintedRatio, Reproduction, Severity, Stage,
};
use crate::quantity::display;

/// The findings that the printed ratios give rise to; a ratio that comes out gives none.
pub(super) fn check(cases: &[Case], ratios: &[PrintedRatio]) -> Vec<Finding> {
    ratios.iter().filter_map(|ratio| check_one(cases, ratio)).collect()
}

fn check_one(cases: &[Case], ratio: &PrintedRatio) -> Option<Finding> {
    let Some(case) = cases.iter().find(|case| ratio.is_about(case)) else {
        return Some(missing(ratio, Vec::new(), ratio.denominator));
    };
    let cases = vec![case.id.clone()];
    match ratio.reproduction(case) {
        Reproduction::Exact => None,
        Reproduction::WithinRounding => Some(finding(
            ratio,
            cases,
            Severity::Note,
            format!("{}, which comes out only within the rounding of its figures.", what(ratio)),
            "Ask for the exact counts.",
        )),
        Reproduction::Differs(computed) => Some(finding(
            ratio,
            cases,
            Severity::Contradiction,
            format!("{}, but its figures give {}.", what(ratio), display::percent(computed)),
            "Ask for the counts behind the ratio.",
        )),
        Reproduction::ZeroDenominator => Some(Finding {
            code: FindingCode::NoAppealsNoInformation,
            ..finding(
                ratio,
                cases,
                Severity::Warning,
                format!(
                    "{}, but nothing was {}: 0 of 0 is undefined, not {}.",
                    what(ratio),
                    ratio.denominator.label(),
                    ratio.text
                ),
                "Ask for a random audit instead: without appeals this ratio cannot exist.",
            )
        }),
        Reproduction::MissingFigure(stage) => Some(missing(ratio, cases, stage)),
    }
}

fn missing(ratio: &PrintedRatio, cases: Vec<String>, stage: Stage) -> Finding {
    finding(
        ratio,
        cases,
        Severity::Warning,
        format!("{}, but the source gives no number {}.", what(ratio), stage.label()),
        "Ask for the two counts behind the ratio.",
    )
}

fn what(ratio: &PrintedRatio) -> String {
    format!(
        "The source prints {} for {} {} of {} {} ({}, {})",
        ratio.text.replace('%', &format!("{}%", display::SPACE)),
        ratio.key.unit.plural(),
        ratio.numerator.label(),
        ratio.key.unit.plural(),
        ratio.denominator.label(),
        ratio.key.provider,
        ratio.period,
    )
}

fn finding(
    ratio: &PrintedRatio,
    cases: Vec<String>,
    severity: Severity,
    message: String,
    ask: &str,
) -> Finding {
    Finding {
        code: FindingCode::RatioNotReproduced,
        severity,
        cases,
        message,
        ask: ask.to_owned(),
        places: vec![ratio.source.to_string()],
    }
}
