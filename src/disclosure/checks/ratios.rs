//! Whether the figures give the ratios that the source prints.

use crate::disclosure::{Case, Finding, FindingCode, PrintedRatio, Reproduction, Severity, Stage};
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
        // The check of the appeals says so already.
        Reproduction::ZeroDenominator if ratio.denominator == Stage::Appealed => None,
        Reproduction::ZeroDenominator => Some(finding(
            ratio,
            cases,
            Severity::Warning,
            format!("{}, but none were {}.", what(ratio), ratio.denominator.label()),
            "Ask what the ratio was computed from: 0 of 0 is undefined.",
        )),
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
        display::spaced(&ratio.text),
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
