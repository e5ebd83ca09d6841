//! The charts of a report: plain results turned into what each chart shows.

use super::chart::{
    self, Allowed, Caption, CurvePoint, FprAndFdr, FunnelChart, KappaChart, Mark, MeasuredByChance,
    NARROW, NeverMeasured, SetRow, TippingPoint, TwoUncertainties, WIDE,
};
use crate::disclosure::{Reproduction, Scope, Stage};
use crate::error::Result;
use crate::evaluation::{CaseChapter, CaseResult, Outcome, Proxy, Report, Reported};
use crate::export::wording;
use crate::identification::{self, Rung, RungResult};
use crate::quantity::display::{percent, short_percent, spaced};
use crate::quantity::real;

/// One chart in both widths.
#[derive(Clone, Debug)]
pub(super) struct Chart {
    /// Its file beside the page.
    pub(super) file: String,
    /// What it shows, for those who do not see it.
    pub(super) text: String,
    /// For paper and screens.
    pub(super) wide: String,
    /// For phones.
    pub(super) narrow: String,
}

/// All charts of a report, by file.
pub(super) type Charts = Vec<Chart>;

pub(super) const SETS: &str = "identified-sets.svg";
pub(super) const TWO: &str = "two-uncertainties.svg";
pub(super) const ITEMS: &str = "fpr-and-fdr.svg";

pub(super) fn funnel_file(case: &CaseResult) -> String {
    format!("funnel-{}.svg", case.case.id)
}

pub(super) fn kappa_file(case: &CaseResult) -> String {
    format!("kappa-{}.svg", case.case.id)
}

/// Returns every chart that the results have something to show for.
pub(super) fn charts(outcome: &Outcome<Report>) -> Result<Charts> {
    let report = &outcome.result;
    let mut charts = Vec::new();
    charts.extend(sets(report)?);
    for (case, chapter) in report.audit.cases.iter().zip(&report.chapters) {
        if case.concerns_errors() {
            // A funnel of one stage is no funnel.
            if case.case.figures.len() > 1 {
                charts.push(funnel(case)?);
            }
            charts.extend(kappa(case, chapter)?);
        }
    }
    charts.extend(two_uncertainties(report, outcome.confidence)?);
    charts.push(items()?);
    Ok(charts)
}

fn both(
    file: &str,
    title: &str,
    text: String,
    draw: impl Fn(&Caption, u32) -> Result<String>,
) -> Result<Chart> {
    let id = file.trim_end_matches(".svg");
    let caption = |suffix: &str| Caption {
        id: format!("{id}{suffix}"),
        title: title.to_owned(),
        description: text.clone(),
    };
    let (wide, narrow) = (draw(&caption(""), WIDE)?, draw(&caption("-narrow"), NARROW)?);
    Ok(Chart { file: file.to_owned(), text, wide, narrow })
}

fn rung(case: &CaseResult, rung: Rung) -> Option<&RungResult> {
    case.ladder.iter().find(|result| result.rung == rung)
}

/// The main chart: what the reversal figures allow, by provider and year.
fn sets(report: &Report) -> Result<Option<Chart>> {
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
    both(SETS, title, text, |caption, width| chart::identified_sets(caption, &rows, width))
        .map(Some)
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
    SetRow {
        label: format!("{} {}", key.provider, case.case.years()),
        detail: detail.join(", "),
        allowed: between(case).unwrap_or_else(|| Allowed::Everything { text: nothing(case) }),
    }
}

fn between(case: &CaseResult) -> Option<Allowed> {
    let (low, high) = rung(case, Rung::Appeals)?.fdr.ends()?;
    let third = rung(case, Rung::AppealMore);
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

fn funnel(case: &CaseResult) -> Result<Chart> {
    let stages = Stage::ALL.iter().filter_map(|stage| {
        let figure = case.case.figure(*stage)?;
        Some(chart::Stage {
            name: stage.label().to_owned(),
            low: figure.range.low(),
            high: figure.range.high(),
            text: figure.shown(),
        })
    });
    let unit = case.case.key.unit.plural();
    let chart = FunnelChart { unit: unit.to_owned(), stages: stages.collect() };
    let title = format!("{} {}: the {unit} counted", case.case.subject(), case.case.years());
    let text = format!("{}: {}.", case.case.title(), wording::figures(case));
    both(&funnel_file(case), &title, text, |caption, width| chart::funnel(caption, &chart, width))
}

fn kappa(case: &CaseResult, chapter: &CaseChapter) -> Result<Option<Chart>> {
    let (Some(parity), Some(floor)) = (
        rung(case, Rung::AppealMore).and_then(|third| third.fdr.printed_ends()),
        // The least over the rounding: below it no point of the band goes.
        rung(case, Rung::Reversals).and_then(|first| first.fdr.ends()),
    ) else {
        return Ok(None);
    };
    if chapter.kappa_curve.len() < 2 {
        return Ok(None);
    }
    let curve = chapter.kappa_curve.iter().map(|point| CurvePoint {
        kappa: point.kappa,
        low: point.lower,
        mid: point.printed,
        high: point.upper,
    });
    let tipping = case.tipping_points.iter().map(|point| TippingPoint {
        fdr: point.fdr,
        kappa: point.kappa.filter(|kappa| *kappa > 0.0),
        text: tipping_text(point),
    });
    let chart = KappaChart {
        curve: curve.collect(),
        parity: Mark::new(parity.1, format!("as often: {}", percent(parity.1))),
        floor: Mark::new(floor.0, format!("never below {}", percent(floor.0))),
        tipping: tipping.collect(),
        band: "band: rounding of the figures".to_owned(),
    };
    let title = format!(
        "{} {}: the share wrong depends on who appeals",
        case.case.subject(),
        case.case.years()
    );
    let text = format!(
        "False discovery rate against κ, the odds of appealing if wronged over the odds if not: {} \
         at κ = 1, never below {}. {}.",
        percent(parity.1),
        percent(floor.0),
        wording::tipping_points(case).join("; ")
    );
    both(&kappa_file(case), &title, text, |caption, width| {
        chart::kappa_curve(caption, &chart, width)
    })
    .map(Some)
}

/// What a rate takes, with the range that the rounding of the figures leaves.
fn tipping_text(point: &identification::TippingPoint) -> String {
    let share = format!("{} or less", short_percent(point.fdr));
    let rounding = match (point.kappa_low, point.kappa_high) {
        (Some(low), Some(high)) if low < high => {
            format!(" ({} to {})", wording::down(low), wording::up(high))
        }
        (Some(low), None) => format!(" (from {}, or for no κ)", wording::down(low)),
        _ => String::new(),
    };
    match point.kappa {
        Some(kappa) if kappa > 0.0 => {
            format!("{share} needs κ\u{a0}≥\u{a0}{}{rounding}", wording::up(kappa))
        }
        Some(_) if rounding.is_empty() => format!("{share} whatever κ is"),
        Some(_) => format!("{share} whatever κ is{rounding}"),
        None => format!("{share}: for no κ{rounding}"),
    }
}

/// The two kinds of uncertainty, on the first case that shows both.
fn two_uncertainties(report: &Report, level: f64) -> Result<Option<Chart>> {
    let both_known = |case: &&CaseResult| {
        let ends = rung(case, Rung::Appeals).and_then(|second| second.fdr.ends());
        ends.is_some_and(|(lower, _)| lower > 0.0)
    };
    let Some(case) = report.audit.cases.iter().find(both_known) else { return Ok(None) };
    let proxy = case.proxies.iter().find(|proxy| proxy.kind.name == "reversed_per_appealed");
    let (Some(ends), Some(proxy)) =
        (rung(case, Rung::Appeals).and_then(|second| second.fdr.ends()), proxy)
    else {
        return Ok(None);
    };
    let (Some(estimate), Some(interval)) = (proxy.value(), proxy.clopper_pearson) else {
        return Ok(None);
    };
    let level = short_percent(level);
    let limits = format!("{level} interval: {}", wording::interval(interval, percent));
    let chart = TwoUncertainties {
        axis_title: "share, log scale".to_owned(),
        set: NeverMeasured {
            heading: "What was never measured".to_owned(),
            note: format!(
                "The share of all actions that were wrong ({}): no value on the bar is likelier \
                 than another, and more cases of the same kind would not shorten it.",
                case.case.title()
            ),
            low: Mark::new(ends.0, percent(ends.0)),
            high: Mark::new(ends.1, percent(ends.1)),
        },
        chance: MeasuredByChance {
            heading: "What would differ by chance".to_owned(),
            note: "The share of appeals that succeed: counted, but on so many appeals; more of \
                   them would shorten the whiskers."
                .to_owned(),
            lower: interval.lower(),
            estimate: Mark::new(estimate, percent(estimate)),
            upper: interval.upper(),
            interval: limits.clone(),
        },
    };
    let text = format!(
        "A flat bar from {} to {}: the share of actions that were wrong, never measured. Below it a \
         dot at {} with whiskers: the share of appeals that succeed, {limits}.",
        percent(ends.0),
        percent(ends.1),
        percent(estimate)
    );
    let title = "Two kinds of uncertainty, which never add up";
    both(TWO, title, text, |caption, width| chart::two_uncertainties(caption, &chart, width))
        .map(Some)
}

/// The illustration of a hundred thousand items: 100 violating, recall 84 %, 100 wrong flags.
fn items() -> Result<Chart> {
    let (violating, violating_flagged, innocent, innocent_flagged) = (100, 84, 99_900, 100);
    let fpr = percent(real(innocent_flagged) / real(innocent));
    let fdr = percent(real(innocent_flagged) / real(innocent_flagged + violating_flagged));
    let text = format!(
        "Of 100 000 items, 100 are violating. 84 of these and 100 of the 99 900 innocent ones are \
         flagged. {fpr} of the innocent items are flagged, and {fdr} of the flags are wrong."
    );
    let items = FprAndFdr { violating, violating_flagged, innocent, innocent_flagged, fpr, fdr };
    let title = "The same wrong flags, as a share of the innocent and as a share of the flags";
    both(ITEMS, title, text, |caption, width| chart::fpr_and_fdr(caption, &items, width))
}
