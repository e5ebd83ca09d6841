//! The charts of a report: plain results turned into what each chart shows.

use super::chart::{
    self, Allowed, Caption, CurvePoint, FprAndFdr, FunnelChart, KappaChart, Mark, MeasuredByChance,
    NARROW, NeverMeasured, SetRow, TippingPoint, TwoUncertainties, WIDE,
};
use crate::disclosure::{Scope, Stage};
use crate::error::Result;
use crate::evaluation::{CaseChapter, CaseResult, Outcome, Proxy, Report};
use crate::export::wording;
use crate::identification::{Rung, RungResult};
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
    let describe = |row: &SetRow| match &row.allowed {
        Allowed::Everything { text } => format!("{} ({}): anything, {text}", row.label, row.detail),
        Allowed::Between { low, proxy, high } => {
            let proxy = proxy.as_ref().map_or(String::new(), |proxy| format!(" {};", proxy.text));
            format!("{} ({}): {};{proxy} up to {}", row.label, row.detail, low.text, high.text)
        }
    };
    let text = rows.iter().map(describe).collect::<Vec<_>>().join(". ");
    let title = "What the reversal figures allow: everything on the bar";
    both(SETS, title, text, |caption, width| chart::identified_sets(caption, &rows, width))
        .map(Some)
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
    let second = rung(case, Rung::Appeals)?;
    let (low, high) = second.fdr.printed_ends()?;
    let ratio = |denominator: Stage| {
        case.proxies.iter().find(|proxy| {
            (proxy.kind.numerator, proxy.kind.denominator) == (Stage::Reversed, denominator)
        })
    };
    let limit = rung(case, Rung::AppealMore).and_then(|third| third.fdr.confidence());
    let appeals = ratio(Stage::Appealed).filter(|proxy| proxy.value().is_some());
    let proxy = appeals.map(|proxy| {
        let share = proxy.value().unwrap_or(0.0);
        let text = match limit {
            // Never a bare 0: what so few appeals leave open stands beside it.
            Some(limit) if share == 0.0 => {
                format!("0\u{a0}% of appeals, up to {} by chance", percent(limit.upper()))
            }
            _ => format!("{} of appeals", as_reported(proxy, share)),
        };
        Mark::new(share, text)
    });
    let share =
        ratio(Stage::Actioned).map_or_else(|| percent(low), |proxy| as_reported(proxy, low));
    Some(Allowed::Between {
        low: Mark::new(low, format!("{share} of actions")),
        proxy,
        high: Mark::new(high, percent(high)),
    })
}

/// The ratio with the digits that the source prints, or else with three.
fn as_reported(proxy: &Proxy, value: f64) -> String {
    proxy.reported.first().map_or_else(|| percent(value), |reported| spaced(&reported.text))
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
        rung(case, Rung::Reversals).and_then(|first| first.fdr.printed_ends()),
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
        text: match point.kappa {
            Some(kappa) if kappa > 0.0 => {
                let share = short_percent(point.fdr);
                format!("{share} or less needs κ\u{a0}≥\u{a0}{}", wording::up(kappa))
            }
            Some(_) => format!("{} or less whatever κ is", short_percent(point.fdr)),
            None => format!("{} or less: for no κ", short_percent(point.fdr)),
        },
    });
    let chart = KappaChart {
        curve: curve.collect(),
        parity: Mark::new(parity.1, format!("as often: {}", percent(parity.1))),
        floor: Mark::new(floor.0, format!("never below {}", percent(floor.0))),
        tipping: tipping.collect(),
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

/// The two kinds of uncertainty, on the first case that shows both.
fn two_uncertainties(report: &Report, level: f64) -> Result<Option<Chart>> {
    let both_known = |case: &&CaseResult| {
        let ends = rung(case, Rung::Appeals).and_then(|second| second.fdr.printed_ends());
        ends.is_some_and(|(lower, _)| lower > 0.0)
    };
    let Some(case) = report.audit.cases.iter().find(both_known) else { return Ok(None) };
    let proxy = case.proxies.iter().find(|proxy| proxy.kind.name == "reversed_per_appealed");
    let (Some(ends), Some(proxy)) =
        (rung(case, Rung::Appeals).and_then(|second| second.fdr.printed_ends()), proxy)
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
