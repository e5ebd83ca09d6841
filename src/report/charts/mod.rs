//! The charts of a report: plain results turned into what each chart shows.

mod claims;
mod coverage;
mod kappa;
mod sets;
mod sweep;

pub(super) use claims::key as claims_key;

pub(super) use coverage::{BY_SHARE, BY_TRIALS, coverage_charts};
pub(super) use sweep::{
    DECISION, DET, PRECISION_RECALL, PRECISION_THRESHOLD, RELIABILITY, ROC, SCORES, sweep_charts,
};

use super::chart::{
    self, Caption, FprAndFdr, FunnelChart, Mark, MeasuredByChance, NARROW, NeverMeasured,
    TwoUncertainties, WIDE,
};
use crate::disclosure::Stage;
use crate::error::Result;
use crate::evaluation::{CaseResult, Outcome, Report};
use crate::export::wording;
use crate::identification::{Rung, RungResult};
use crate::quantity::display::{percent, short_percent};
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
pub(super) const CLAIMS: &str = "claims.svg";
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
    charts.extend(sets::chart(report)?);
    for (case, chapter) in report.audit.cases.iter().zip(&report.chapters) {
        if case.concerns_errors() {
            // A funnel of one stage is no funnel.
            if case.case.figures.len() > 1 {
                charts.push(funnel(case)?);
            }
            charts.extend(kappa::chart(case, chapter)?);
        }
    }
    charts.extend(claims::chart(report)?);
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
