//! Metrics as CSV.

use crate::confusion::Labels;
use crate::error::Result;
use crate::evaluation::{Averages, MetricResult, Metrics, Outcome, SystemMetrics};
use crate::export::rows;
use crate::quantity::Proportion;

/// Returns the metrics as CSV: one row per system and metric, shares as fractions. Weighted counts
/// have further columns.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Metrics>) -> Result<String> {
    let Metrics { systems, averages, .. } = &outcome.result;
    let of_systems = systems.iter().flat_map(|system| with_metrics(start(system), &system.metrics));
    let of_averages =
        averages.iter().flat_map(|averages| with_metrics(start_of(averages), &averages.metrics));
    let header = std::iter::once(header(systems.first()));
    rows::csv(header.chain(of_systems).chain(of_averages))
}

const CELLS: [&str; 4] = ["tp", "fp", "fn", "tn"];
const WEIGHTED_CELLS: [&str; 4] = ["weighted_tp", "weighted_fp", "weighted_fn", "weighted_tn"];
const METRIC: [&str; 9] =
    ["metric", "prevalence", "estimate", "lower", "upper", "method", "events", "trials", "reason"];
const WEIGHTED_METRIC: [&str; 3] = ["sampled_events", "sampled_trials", "design_effect"];

fn header(system: Option<&SystemMetrics>) -> Vec<String> {
    let labels = system.into_iter().flat_map(|system| &system.labels.0);
    let labels = labels.map(|(name, _)| format!("label_{name}"));
    let weighted = system.is_some_and(|system| system.weights.is_some());
    let only_weighted = |names: &'static [&'static str]| if weighted { names } else { &[] };
    let rest =
        [&CELLS[..], only_weighted(&WEIGHTED_CELLS), &METRIC, only_weighted(&WEIGHTED_METRIC)];
    let rest = rest.concat().into_iter().map(str::to_owned);
    std::iter::once("system".to_owned()).chain(labels).chain(rest).collect()
}

/// What all rows of one system begin with.
fn start(system: &SystemMetrics) -> Vec<String> {
    let cells = system.counts.cells();
    let counts =
        [cells.true_positives, cells.false_positives, cells.false_negatives, cells.true_negatives];
    let weighted = system.weights.iter().flat_map(|weights| {
        let cells = &weights.weighted_counts;
        [cells.true_positives, cells.false_positives, cells.false_negatives, cells.true_negatives]
    });
    let counts = counts.map(|count| count.to_string());
    identity(&system.system, &system.labels)
        .chain(counts)
        .chain(weighted.map(|total| total.to_string()))
        .collect()
}

/// What all rows of averages begin with: they have no class and no four counts.
fn start_of(averages: &Averages) -> Vec<String> {
    let none = [const { String::new() }; 5];
    identity(&averages.system, &averages.labels).chain(none).collect()
}

fn identity(system: &str, labels: &Labels) -> impl Iterator<Item = String> {
    let labels = labels.0.iter().map(|(_, value)| value.clone());
    std::iter::once(system.to_owned()).chain(labels)
}

fn with_metrics(start: Vec<String>, metrics: &[MetricResult]) -> impl Iterator<Item = Vec<String>> {
    let weighted = metrics.iter().any(|metric| metric.estimate.sampled().is_some());
    metrics.iter().map(move |metric| [&start[..], &fields(metric, weighted)].concat())
}

fn fields(metric: &MetricResult, weighted: bool) -> Vec<String> {
    let text = |number: Option<f64>| {
        number.filter(|number| number.is_finite()).map_or(String::new(), |n| n.to_string())
    };
    let count = |count: Option<u64>| count.map_or(String::new(), |count| count.to_string());
    let estimate = &metric.estimate;
    let fields = [
        metric.quantity.name().to_owned(),
        text(metric.quantity.prevalence().map(|given| given.prevalence.share())),
        text(estimate.value()),
        text(estimate.limits().map(|limits| limits.lower)),
        text(estimate.limits().map(|limits| limits.upper)),
        estimate.method().to_owned(),
        count(estimate.proportion().map(Proportion::events)),
        count(estimate.proportion().map(Proportion::trials)),
        estimate.reason().unwrap_or("").to_owned(),
    ];
    let sampled = [
        count(estimate.sampled().map(Proportion::events)),
        count(estimate.sampled().map(Proportion::trials)),
        text(estimate.design_effect()),
    ];
    let sampled = weighted.then_some(sampled).into_iter().flatten();
    fields.into_iter().chain(sampled).collect()
}
