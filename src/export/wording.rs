//! How sets, intervals and figures are written for a reader.

use crate::disclosure::Stage;
use crate::evaluation::CaseResult;
use crate::identification::{Assumption, IdentifiedSet, Rung, RungResult, Status};
use crate::quantity::display::{grouped, percent, rate, short_percent, significant_up};
use crate::quantity::{ConfidenceInterval, Proportion};

/// What stands for an undefined number.
pub const NONE: &str = "—";

/// The set at the printed figures: `0.0609 % to 98.6 %`.
#[must_use]
pub fn set(set: &IdentifiedSet, number: fn(f64) -> String) -> String {
    match set.status() {
        Status::Empty => "none: the figures refute this".to_owned(),
        Status::Unidentified => "anything from 0 to 100\u{a0}%".to_owned(),
        Status::Point | Status::Interval => match (set.printed_ends(), set.confidence()) {
            // No reversals, or none rejected: never a bare 0.
            (Some((_, 0.0)), Some(limits)) => {
                format!("{}, but up to {} by chance", number(0.0), number(limits.upper()))
            }
            (Some(ends), _) => range(ends, number),
            (None, _) => "none at the numbers as printed".to_owned(),
        },
    }
}

/// The set over all that the figures may stand for, where that is another one.
#[must_use]
pub fn set_with_rounding(set: &IdentifiedSet, number: fn(f64) -> String) -> Option<String> {
    let text = range(set.ends()?, number);
    let printed = set.printed_ends().map(|printed| range(printed, number));
    (printed.as_ref() != Some(&text)).then_some(text)
}

/// The limits that chance leaves open beside a set.
#[must_use]
pub fn limits(set: &IdentifiedSet, number: fn(f64) -> String) -> Option<String> {
    set.confidence().map(|interval| self::interval(interval, number))
}

/// A confidence interval: `30.1 % to 53.3 %`.
#[must_use]
pub fn interval(interval: ConfidenceInterval, number: fn(f64) -> String) -> String {
    range((interval.lower(), interval.upper()), number)
}

/// A range of numbers, or the one number that both ends are written as.
#[must_use]
pub fn range((lower, upper): (f64, f64), number: fn(f64) -> String) -> String {
    let (lower, upper) = (number(lower), number(upper));
    if lower == upper { lower } else { format!("{lower} to {upper}") }
}

/// Events of trials: `207 of 340 000`.
#[must_use]
pub fn proportion(proportion: Proportion) -> String {
    format!("{} of {}", grouped(proportion.events()), grouped(proportion.trials()))
}

/// Rung 7 in the other words: precision, what is left of the false discovery rate.
#[must_use]
pub fn precision(case: &CaseResult) -> Option<String> {
    let review = case.ladder.iter().find(|rung| rung.rung == Rung::Review)?;
    let (lower, upper) = review.fdr.printed_ends()?;
    let share = range((1.0 - upper, 1.0 - lower), percent);
    let limits = review.fdr.confidence().map(|interval| {
        let limits = (1.0 - interval.upper(), 1.0 - interval.lower());
        format!(" (limits {})", range(limits, percent))
    });
    Some(format!(
        "Precision, the share of flags that were right, is the rest: {share}{}.",
        limits.unwrap_or_default()
    ))
}

/// How to read the false discovery rate of a rung.
#[must_use]
pub fn reading(rung: &RungResult) -> String {
    let Some((lower, upper)) = rung.fdr.printed_ends() else {
        return "No truth fits: the figures refute this.".to_owned();
    };
    let of = rung.fdr.of().label();
    match rung.rung {
        Rung::Reversals if lower == 0.0 => {
            "Nothing was reversed, so there is no least share.".into()
        }
        Rung::Reversals => {
            format!("At least {} of the {of} were wrong; nothing says how many more.", rate(lower))
        }
        Rung::Appeals => {
            format!("Everything that nobody appealed may have been wrong: up to {}.", rate(upper))
        }
        Rung::AppealMore if upper == 0.0 => format!(
            "No appeal succeeded; of so few, chance alone leaves open up to {}.",
            rung.fdr.confidence().map_or(NONE.to_owned(), |limits| rate(limits.upper()))
        ),
        Rung::AppealMore => {
            format!(
                "The share of appeals reversed, {}, is then the most there can be.",
                rate(upper)
            )
        }
        Rung::AppealLess if lower == 0.0 => "That share is then the least there can be.".to_owned(),
        Rung::AppealLess => {
            format!(
                "That share is then the least there can be: {} or more were wrong.",
                rate(lower)
            )
        }
        Rung::KappaKnown => "The narrower κ is known, the narrower the range.".to_owned(),
        Rung::Review if rung.assumptions.contains(&Assumption::ReviewedAtRandom) => {
            "An estimate from a sample, with limits.".to_owned()
        }
        Rung::Review if rung.fdr.status() == Status::Point => {
            format!("{} of the {of} were wrong.", rate(lower))
        }
        Rung::Review => {
            format!(
                "Those not reviewed may all be right ({}) or all wrong ({}).",
                rate(lower),
                rate(upper)
            )
        }
        Rung::Nothing | Rung::Scan | Rung::ScanBounded => "Nothing is known.".to_owned(),
    }
}

/// The tipping points in words: `at most 1 % if κ ≥ 4.59 (4.50 to 4.68 with rounding)`.
#[must_use]
pub fn tipping_points(case: &CaseResult) -> Vec<String> {
    let texts = case.tipping_points.iter().map(|point| {
        let claim = format!("at most {}", short_percent(point.fdr));
        let Some(kappa) = point.kappa else {
            return format!("{claim}: for no κ, since the reversals alone are more");
        };
        if kappa == 0.0 {
            return format!("{claim}: whatever κ is");
        }
        let text = format!("{claim}: only if κ ≥ {}", up(kappa));
        match (point.kappa_low, point.kappa_high) {
            (Some(low), Some(high)) if low < high => {
                format!("{text} ({} to {} with rounding)", up(low), up(high))
            }
            (Some(low), None) => {
                format!("{text} (from {} to no κ at all with rounding)", up(low))
            }
            _ => text,
        }
    });
    texts.collect()
}

/// A number that has to be reached, rounded up: three digits below 100, one decimal above, whole
/// and grouped from 1 000.
#[must_use]
pub fn up(kappa: f64) -> String {
    let text = significant_up(kappa, if kappa >= 100.0 { 4 } else { 3 });
    text.parse::<u64>()
        .map_or(text, |whole| if kappa < 1_000.0 { whole.to_string() } else { grouped(whole) })
}

/// The figures of a case in one line: `actioned 340 000 (335 000 to 345 000) · reversed 207`.
#[must_use]
pub fn figures(case: &CaseResult) -> String {
    let figures: Vec<String> = Stage::ALL
        .iter()
        .filter_map(|stage| {
            Some(format!("{} {}", stage.label(), case.case.figure(*stage)?.shown()))
        })
        .collect();
    figures.join(" · ")
}
