//! The main chart: which shares of wrong decisions the figures of every provider and year allow.

use super::super::chart::{Allowed, Mark, SetRow, identified_sets};
use super::{Chart, SETS, both, rung};
use crate::disclosure::{Reproduction, Scope, Stage};
use crate::error::Result;
use crate::evaluation::{CaseResult, Proxy, Report, Reported};
use crate::identification::Rung;
use crate::quantity::display::{percent, spaced};

/// The main chart: what the reversal figures allow, by provider and year.
pub(super) fn chart(report: &Report) -> Result<Option<Chart>> {
    let outcomes = [Stage::Appealed, Stage::Reversed];
    let cases = report.audit.cases.iter();
    let cases =
        cases.filter(|case| outcomes.iter().any(|stage| case.case.figure(*stage).is_some()));
    let mut rows: Vec<SetRow> = cases.map(set_row).collect();
    // Those that say something first, those that say nothing together below.
    rows.sort_by_key(|row| match &row.allowed {
        Allowed::Between { low, .. } => u8::from(low.at == 0.0),
        Allowed::Everything { .. } => 2,
    });
    if rows.is_empty() {
        return Ok(None);
    }
    let text = rows.iter().map(describe).collect::<Vec<_>>().join(". ");
    let title = if report.audit.cases.iter().any(reports_the_low_end) {
        "The reported rates are the low end of what the figures allow"
    } else {
        "What the reversal figures allow: everything on the bar"
    };
    both(SETS, title, text, |caption, width| identified_sets(caption, &rows, width)).map(Some)
}

/// Whether a source prints the share of actions reversed although its figures allow more.
fn reports_the_low_end(case: &CaseResult) -> bool {
    let Some(proxy) = ratio(case, Stage::Actioned) else { return false };
    let greatest = rung(case, Rung::Appeals).and_then(|second| second.fdr.ends());
    let more = proxy.value().zip(greatest).is_some_and(|(share, (_, greatest))| share < greatest);
    more && printed(proxy).is_some()
}

/// A row of the main chart in words.
fn describe(row: &SetRow) -> String {
    let name = format!("{} ({})", row.label, row.detail);
    let Allowed::Between { low, strong, high, actions, appeals } = &row.allowed else {
        let Allowed::Everything { text } = &row.allowed else { return name };
        return format!("{name}: anything, {text}");
    };
    let marks: Vec<&str> = [actions, appeals].into_iter().flatten().map(|m| &*m.text).collect();
    let strong = strong.as_ref().map_or(String::new(), |strong| {
        format!(", up to {} if wronged users appealed at least as often", strong.text)
    });
    let range = format!("possible from {} to {}{strong}", low.text, high.text);
    if marks.is_empty() {
        format!("{name}: {range}")
    } else {
        format!("{name}: {}; {range}", marks.join(" and "))
    }
}

fn set_row(case: &CaseResult) -> SetRow {
    let key = &case.case.key;
    let mut detail = vec![key.unit.plural()];
    detail.extend([key.service.as_str(), key.technology.as_str()].iter().filter(|t| !t.is_empty()));
    if key.scope != Scope::Eu {
        detail.push(key.scope.label());
    }
    let allowed = between(case);
    if allowed.is_some() && case.case.figure(Stage::Actioned).is_none() {
        detail.push("number of actions not given");
    }
    SetRow {
        label: format!("{} {}", key.provider, case.case.years()),
        detail: detail.join(", "),
        allowed: allowed.unwrap_or_else(|| Allowed::Everything { text: nothing(case) }),
    }
}

fn between(case: &CaseResult) -> Option<Allowed> {
    let third = rung(case, Rung::AppealMore);
    let (low, high) = match rung(case, Rung::Appeals) {
        Some(second) => second.fdr.ends()?,
        // Without the number of actions, nothing but the further assumption bounds the share.
        None => (third?.fdr.ends()?.0, 1.0),
    };
    let strong = third.and_then(|third| third.fdr.ends()).map(|(_, upper)| upper);
    let limit = third.and_then(|third| third.fdr.confidence());
    let plain = |share: f64| Mark::new(share, percent(share));
    let mark = |denominator: Stage, of: &str| {
        let proxy = ratio(case, denominator)?;
        let share = proxy.value()?;
        Some(Mark::new(share, as_reported(proxy, share, of)))
    };
    let appeals = mark(Stage::Appealed, "appeals");
    Some(Allowed::Between {
        low: plain(low),
        strong: strong.map(plain),
        high: plain(high),
        actions: mark(Stage::Actioned, "actions"),
        appeals: appeals.map(|mark| match limit {
            // Never a bare 0: what so few appeals leave open stands beside it.
            Some(limit) if mark.at == 0.0 => {
                let text = format!("{}, up to {} by chance", mark.text, percent(limit.upper()));
                Mark { text, ..mark }
            }
            _ => mark,
        }),
    })
}

/// The reversals of a case as a share of `denominator`.
fn ratio(case: &CaseResult, denominator: Stage) -> Option<&Proxy> {
    let wanted = (Stage::Reversed, denominator);
    case.proxies.iter().find(|proxy| (proxy.kind.numerator, proxy.kind.denominator) == wanted)
}

/// The first ratio that a source prints and that its figures give.
fn printed(proxy: &Proxy) -> Option<&Reported> {
    proxy.reported.iter().find(|reported| {
        matches!(reported.reproduction, Reproduction::Exact | Reproduction::WithinRounding)
    })
}

/// The ratio as the source prints it where its figures give that, or else as they give it.
fn as_reported(proxy: &Proxy, value: f64, of: &str) -> String {
    match printed(proxy) {
        Some(reported) => format!("{} of {of}", spaced(&reported.text)),
        None => format!("{} of {of} (computed)", percent(value)),
    }
}

/// Why the figures of a case say nothing.
fn nothing(case: &CaseResult) -> String {
    let value = |stage| case.case.figure(stage).map(|figure| figure.value);
    match (value(Stage::Appealed), value(Stage::Reversed)) {
        (Some(0), _) => "no appeals, no information".to_owned(),
        (Some(appealed), Some(reversed)) => {
            format!("{reversed} of {appealed} appeals, number of actions not given")
        }
        (None, Some(reversed)) => format!("{reversed} reversals, of how many is not given"),
        _ => "no number of reversals".to_owned(),
    }
}
