//! How sets, intervals and figures are written for a reader.

use crate::disclosure::Stage;
use crate::evaluation::CaseResult;
use crate::identification::{Assumption, IdentifiedSet, Rung, RungResult, Status};
use crate::quantity::display::{
    SPACE, grouped, percent, rate, short_percent, significant_down, significant_up,
};
use crate::quantity::{ConfidenceInterval, Proportion};

/// What stands for an undefined number.
pub const NONE: &str = "—";
/// What stands where rounding changes nothing.
pub const SAME: &str = "same";

/// What ranges and limits are where a random sample was drawn.
pub const ESTIMATES: &str = "On rungs 6 and 9, and where a random sample was reviewed, the range is an \
                             estimate from that sample; these decisions themselves may lie anywhere \
                             within the limits.";

/// What to say of a case whose figures reach no rung.
#[must_use]
pub fn nothing_determined(case: &CaseResult) -> String {
    let value = |stage| case.case.figure(stage).map(|figure| figure.value);
    let units = case.case.key.unit.plural();
    match value(Stage::Reversed) {
        Some(reversed) if reversed > 0 && value(Stage::Actioned).is_none() => format!(
            "{} {units} were reversed, but without the number acted against no share follows.",
            grouped(reversed)
        ),
        _ => {
            "The figures determine nothing about the share that was wrong: it may be anything from \
              0 to 100\u{a0}%."
                .to_owned()
        }
    }
}

/// The set at the printed figures: `0.0609 % to 98.6 %`.
#[must_use]
pub fn set(set: &IdentifiedSet, number: fn(f64) -> String) -> String {
    match set.status() {
        Status::Empty if set.confidence().is_some() => "none exactly: see the limits".to_owned(),
        Status::Empty => "none: the figures refute this".to_owned(),
        Status::Unidentified => "anything from 0 to 100\u{a0}%".to_owned(),
        Status::Point | Status::Interval => match (set.printed_ends(), set.confidence()) {
            // No reversals, or none rejected: never a bare 0.
            (Some((_, 0.0)), Some(limits)) if limits.upper() > 0.0 => {
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

/// What the limits beside audits are about, where there are any.
#[must_use]
pub fn limits_of_audits(case: &CaseResult) -> Option<String> {
    let has = |rung| case.ladder.iter().any(|result| result.rung == rung);
    let actions = "Limits on rung 6 are about exactly these decisions.";
    let unflagged =
        "Limits on rung 9 are about the process, and so hold for what was scanned here too.";
    match (has(Rung::Audit), has(Rung::UnflaggedAudit)) {
        (true, true) => Some(format!("{actions} {unflagged}")),
        (true, false) => Some(actions.to_owned()),
        (false, true) => Some(unflagged.to_owned()),
        (false, false) => None,
    }
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

/// A share in per cent or in words; near 100 % the digits go to what is missing.
#[must_use]
pub fn share(value: f64) -> String {
    let decimals = if value > 0.999 { 3 } else { 2 };
    match value {
        0.99..0.9995 => format!("{:.decimals$}{SPACE}%", value * 100.0),
        _ => rate(value),
    }
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

/// How to read the false discovery rate of a rung, the rounding of the figures included.
#[must_use]
pub fn reading(rung: &RungResult) -> String {
    let Some((lower, upper)) = rung.fdr.ends() else {
        return match rung.fdr.confidence() {
            Some(_) => "No truth fits exactly; chance explains it within the limits.".to_owned(),
            None => "No truth fits: the figures refute this.".to_owned(),
        };
    };
    let of = rung.fdr.of().label();
    let limit = rung.fdr.confidence().map(|limits| rate(limits.upper()));
    match (rung.rung, limit) {
        (Rung::Reversals, _) if lower == 0.0 => "No least share follows from this.".to_owned(),
        (Rung::Reversals, _) => {
            format!("At least {} of the {of} were wrong; nothing says how many more.", rate(lower))
        }
        (Rung::Appeals, _) => {
            format!("Everything not upheld on appeal may have been wrong: up to {}.", rate(upper))
        }
        (Rung::AppealMore, Some(limit)) if upper == 0.0 => {
            format!("No appeal succeeded; of so few, chance alone leaves open up to {limit}.")
        }
        (Rung::AppealMore, _) => {
            format!("No more of all were wrong than of those appealed: at most {}.", rate(upper))
        }
        (Rung::AppealLess, _) if lower >= 1.0 => "Everything was wrong.".to_owned(),
        (Rung::AppealLess, _) => {
            format!("No fewer of all were wrong than of those appealed: at least {}.", rate(lower))
        }
        (Rung::KappaKnown, _) => "The narrower κ is known, the narrower the range.".to_owned(),
        (Rung::RereviewError, _) => format!(
            "If re-review errs so often, at least {} and at most {} of the {of} were wrong.",
            rate(lower),
            rate(upper)
        ),
        (Rung::Audit, _) => "An estimate from an audit, with limits.".to_owned(),
        (Rung::Review, _) if rung.assumptions.contains(&Assumption::ReviewedAtRandom) => {
            "An estimate from a sample, with limits.".to_owned()
        }
        (Rung::Review, _) if rung.fdr.status() == Status::Point => {
            format!("{} of the {of} were wrong.", rate(lower))
        }
        (Rung::Review, _) => format!(
            "Those without a known outcome may all be right ({}) or all wrong ({}).",
            rate(lower),
            rate(upper)
        ),
        (Rung::Nothing | Rung::Scan | Rung::ScanBounded | Rung::UnflaggedAudit, _) => {
            "Nothing is known.".to_owned()
        }
    }
}

/// The tipping points in words: `at most 1 % if κ ≥ 4.59 (4.50 to 4.68 with rounding)`.
#[must_use]
pub fn tipping_points(case: &CaseResult) -> Vec<String> {
    let open = case.counts.undecided.is_some_and(|open| open.high() != Some(0));
    let why = if open { "with rounding and open appeals" } else { "with rounding" };
    let texts = case.tipping_points.iter().map(|point| {
        let claim = format!("at most {}", short_percent(point.fdr));
        let Some(kappa) = point.kappa else {
            if let Some(low) = point.kappa_low {
                let high = point.kappa_high.map_or("no κ at all".to_owned(), up);
                return format!("{claim}: only if κ ≥ {} to {high}, {why}", down(low));
            }
            let reason = point.reason.as_deref().unwrap_or("the figures exclude it");
            return format!("{claim}: for no κ, since {reason}");
        };
        if kappa == 0.0 {
            return format!("{claim}: whatever κ is");
        }
        let text = format!("{claim}: only if κ ≥ {}", up(kappa));
        match (point.kappa_low, point.kappa_high) {
            (Some(low), Some(high)) if low < high => {
                format!("{text} ({} to {} {why})", down(low), up(high))
            }
            (Some(low), None) => {
                format!("{text} (from {} to no κ at all {why})", down(low))
            }
            _ => text,
        }
    });
    texts.collect()
}

/// A κ that has to be reached, rounded up: three digits below 100, one decimal above, whole and
/// grouped from 1 000.
#[must_use]
pub fn up(kappa: f64) -> String {
    kappa_text(kappa, significant_up)
}

/// A κ that need not be reached, rounded down in the same way.
#[must_use]
pub fn down(kappa: f64) -> String {
    kappa_text(kappa, significant_down)
}

fn kappa_text(kappa: f64, significant: fn(f64, u32) -> String) -> String {
    let text = significant(kappa, if kappa >= 100.0 { 4 } else { 3 });
    match text.parse::<u64>() {
        Ok(whole) if kappa >= 1_000.0 => grouped(whole),
        _ => text,
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_near_1_show_what_is_missing() {
        for (value, text) in [(0.997_94, "99.79 %"), (0.999_441, "99.944 %"), (0.5, "50.0 %")] {
            assert_eq!(share(value).replace(SPACE, " "), text);
        }
    }
}
