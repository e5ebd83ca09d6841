//! The charts of how often intervals hold the true share.

use super::super::chart::{CoverageChart, CoveragePanel, Mark, coverage_panels};
use super::{Charts, both};
use crate::error::Result;
use crate::evaluation::{Coverages, MethodCoverage, Outcome};
use crate::export::coverage::percent;
use crate::quantity::display::{grouped, short_percent};
use crate::quantity::{real, round_step};

pub(in super::super) const BY_TRIALS: &str = "coverage-by-trials.svg";
pub(in super::super) const BY_SHARE: &str = "coverage-by-share.svg";

/// How many times what the confidence leaves the scale of coverage holds.
const SPAN: f64 = 6.0;

/// Returns both charts: against the number of trials, and against the true share.
pub(in super::super) fn coverage_charts(outcome: &Outcome<Coverages>) -> Result<Charts> {
    Ok(vec![by_trials(outcome)?, by_share(outcome)?])
}

fn by_trials(outcome: &Outcome<Coverages>) -> Result<super::Chart> {
    let result = &outcome.result;
    let y = coverage_ticks(outcome.confidence);
    let tick = |trials: u64| Mark::new(real(trials), grouped(trials));
    let middle = result.most_trials / 2;
    let mut x = vec![tick(1)];
    x.extend((middle > 1).then(|| tick(middle)));
    x.push(tick(result.most_trials));
    let panel = |method: &MethodCoverage| {
        let coverage = || method.by_trials.iter();
        CoveragePanel {
            name: method.method.to_owned(),
            remark: format!("least {}", least(method)),
            bold: coverage().map(|at| (real(at.trials), at.least)).collect(),
            thin: coverage().map(|at| (real(at.trials), at.mean)).collect(),
        }
    };
    let most = grouped(result.most_trials);
    let chart = CoverageChart {
        y_title: below_scale("coverage", &y),
        y,
        x_title: format!("number of trials, 1 to {most}"),
        x,
        promised: promised(outcome.confidence),
        bold: "least over all true shares".to_owned(),
        thin: Some("mean".to_owned()),
        panels: result.methods.iter().map(panel).collect(),
    };
    let each = result.methods.iter().map(|m| format!("{} {}", m.method, least(m)));
    let text = format!(
        "The least and the mean coverage of each method against the number of trials, 1 to {most}. \
         Least of all: {}.",
        each.collect::<Vec<_>>().join(", ")
    );
    let title = match result.keepers() {
        Some(names) => format!("Covered as often as promised, whatever the true share: {names}"),
        None => "No method covers every true share as often as promised".to_owned(),
    };
    both(BY_TRIALS, &title, text, |caption, width| coverage_panels(caption, &chart, width))
}

/// Shares beyond one half are the mirror image of those before.
fn by_share(outcome: &Outcome<Coverages>) -> Result<super::Chart> {
    let result = &outcome.result;
    let y = coverage_ticks(outcome.confidence);
    let x = [0.0, 0.25, 0.5].map(|share| Mark::new(share, short_percent(share)));
    let trials = grouped(result.trials_of_curves);
    let panel = |method: &MethodCoverage| {
        let here = method.at(result.trials_of_curves).map_or(0.0, |coverage| coverage.least);
        CoveragePanel {
            name: method.method.to_owned(),
            remark: format!("least {}", percent(here)),
            bold: method.curve.iter().copied().filter(|(share, _)| *share <= 0.5).collect(),
            thin: Vec::new(),
        }
    };
    let chart = CoverageChart {
        y_title: below_scale("coverage", &y),
        y,
        x_title: "true share of events; above 50 % it is the mirror image"
            .replace("50 ", "50\u{a0}"),
        x: x.to_vec(),
        promised: promised(outcome.confidence),
        bold: format!("coverage of {trials} trials"),
        thin: None,
        panels: result.methods.iter().map(panel).collect(),
    };
    let text = format!(
        "The coverage of each method with {trials} trials, against the true share: it jumps \
         wherever the share passes a limit of some interval."
    );
    let title = format!("How often a share is covered depends on the share: {trials} trials");
    both(BY_SHARE, &title, text, |caption, width| coverage_panels(caption, &chart, width))
}

fn least(method: &MethodCoverage) -> String {
    percent(method.worst().map_or(0.0, |worst| worst.least))
}

fn promised(confidence: f64) -> Mark {
    Mark::new(confidence, format!("promised: {}", short_percent(confidence)))
}

/// Round ticks up to all: three steps, with the confidence above the third tick, or quarters from 0.
fn coverage_ticks(confidence: f64) -> Vec<Mark> {
    let step = round_step(SPAN * (1.0 - confidence) / 3.0);
    let (steps, step) = if step * 3.0 <= 1.0 { (3, step) } else { (4, 0.25) };
    let ticks = (0..=steps).rev().map(|back| 1.0 - f64::from(back) * step);
    ticks.map(|at| Mark::new(at, coverage_tick(at))).collect()
}

fn coverage_tick(at: f64) -> String {
    // Twelve decimals are more than a tick needs and fewer than binary fractions make up.
    short_percent((at * 1e6).round() / 1e6)
}

fn below_scale(what: &str, y: &[Mark]) -> String {
    match y.first() {
        Some(floor) if floor.at > 0.0 => {
            format!("{what}; what is below {} is not drawn", floor.text)
        }
        _ => what.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_round_and_hold_the_confidence() {
        for (confidence, expected) in [
            (0.95, "70|80|90|100"),
            (0.99, "94|96|98|100"),
            (0.9, "40|60|80|100"),
            (0.97, "70|80|90|100"),
            (0.999, "99.4|99.6|99.8|100"),
            (0.8, "0|25|50|75|100"),
            (0.5, "0|25|50|75|100"),
            (0.001, "0|25|50|75|100"),
        ] {
            let ticks = coverage_ticks(confidence);
            let texts: Vec<&str> =
                ticks.iter().map(|tick| tick.text.trim_end_matches("\u{a0}%")).collect();
            assert_eq!(texts.join("|"), expected, "{confidence}");
        }
        assert_eq!(below_scale("coverage", &coverage_ticks(0.5)), "coverage");
        assert!(below_scale("coverage", &coverage_ticks(0.95)).contains("below 70\u{a0}%"));
    }
}
