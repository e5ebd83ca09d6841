//! Metrics of confusion counts as a document and as CSV.

use super::wording::{self, NONE};
use super::{Block, Column};
use crate::confusion::{ConfusionMatrix, Estimate, Labels, Limits, Metric};
use crate::error::Result;
use crate::evaluation::{Averages, MetricResult, Metrics, Outcome, Quantity, SystemMetrics};
use crate::quantity::Proportion;
use crate::quantity::display::{grouped, short_percent, significant};

/// Returns the metrics as a document: a chapter for each system.
#[must_use]
pub fn document(outcome: &Outcome<Metrics>) -> Vec<Block> {
    let level = short_percent(outcome.confidence);
    let method = outcome.result.method;
    let mut blocks = vec![Block::Heading(1, "Metrics".to_owned())];
    blocks.push(Block::Paragraph(format!(
        "The limits ({level}) say what chance leaves open if the items were drawn at random and \
         independently of each other; those of proportions are {}. {NONE} stands where something is \
         undefined, infinite or without limits, with the reason beside it.",
        in_words(method)
    )));
    for system in &outcome.result.systems {
        blocks.push(Block::Heading(2, title(&system.system, &system.labels)));
        blocks.push(Block::Paragraph(counts(system)));
        blocks.push(table(&system.metrics, &level));
    }
    for averages in &outcome.result.averages {
        let title = title(&averages.system, &averages.labels);
        let Averages { classes, items, metrics, .. } = averages;
        let items = grouped(*items);
        blocks.push(Block::Heading(2, format!("{title}, averages over classes")));
        blocks.push(Block::Paragraph(format!("Of {items} items in {classes} classes.")));
        blocks.push(table(metrics, &level));
    }
    if !outcome.result.notes.is_empty() {
        blocks.push(Block::Heading(2, "Notes".to_owned()));
        blocks.push(Block::List(outcome.result.notes.clone()));
    }
    blocks
}

/// The name of a method, and what it promises where that is more than to be near.
fn in_words(method: &str) -> String {
    match method {
        "clopper-pearson" | "blaker" => {
            format!("exact, by {method}: they hold the true value at least that often")
        }
        _ => format!("by {method}"),
    }
}

fn title(system: &str, labels: &Labels) -> String {
    let label = |(name, value): &(String, String)| {
        let value = if value.is_empty() { "(empty)" } else { value };
        format!(", {name} {value}")
    };
    format!("{system}{}", labels.0.iter().map(label).collect::<String>())
}

fn counts(system: &SystemMetrics) -> String {
    let matrix = &system.counts;
    format!(
        "Of {} violating items {} were flagged, of {} innocent items {}.",
        grouped(matrix.violating()),
        grouped(matrix.true_positives()),
        grouped(matrix.innocent()),
        grouped(matrix.false_positives())
    )
}

fn table(metrics: &[MetricResult], level: &str) -> Block {
    let row = |metric: &MetricResult| {
        let number = number(&metric.quantity);
        vec![
            label(&metric.quantity),
            metric.estimate.value().map_or(NONE.to_owned(), number),
            basis(&metric.estimate),
            metric.estimate.limits().map_or(NONE.to_owned(), |limits| ends(limits, number)),
        ]
    };
    Block::Table {
        columns: vec![
            Column::text("metric"),
            Column::number("value"),
            Column::text("from, or method"),
            Column::number(format!("limits, {level}")),
        ],
        rows: metrics.iter().map(row).collect(),
    }
}

/// Both limits, or the one that says something.
fn ends(limits: Limits, number: fn(f64) -> String) -> String {
    if limits.upper.is_infinite() {
        return format!("at least {}", number(limits.lower));
    }
    wording::range((limits.lower, limits.upper), number)
}

/// What the value rests on: its counts, the method of its limits, or why it or they are absent.
fn basis(estimate: &Estimate) -> String {
    match (estimate.reason(), estimate.proportion()) {
        (Some(reason), _) => reason.to_owned(),
        (None, Some(proportion)) => wording::proportion(proportion),
        (None, None) => estimate.method().to_owned(),
    }
}

fn label(quantity: &Quantity) -> String {
    let label = match quantity {
        Quantity::Metric(metric) => metric_label(*metric),
        Quantity::Average("micro_f1") => return "micro F1 (accuracy)".to_owned(),
        Quantity::Average(name) => return name.replace('_', " ").replace("f1", "F1"),
        Quantity::Ppv(given) => return format!("PPV at prevalence {}", given.text),
        Quantity::Npv(given) => return format!("NPV at prevalence {}", given.text),
    };
    label.to_owned()
}

fn metric_label(metric: Metric) -> &'static str {
    match metric {
        Metric::Precision => "precision (PPV)",
        Metric::Recall => "recall (TPR)",
        Metric::Specificity => "specificity (TNR)",
        Metric::NegativePredictiveValue => "negative predictive value",
        Metric::FalsePositiveRate => "false positive rate",
        Metric::FalseNegativeRate => "false negative rate",
        Metric::FalseDiscoveryRate => "false discovery rate",
        Metric::FalseOmissionRate => "false omission rate",
        Metric::Accuracy => "accuracy",
        Metric::BalancedAccuracy => "balanced accuracy",
        Metric::F1 => "F1",
        Metric::Mcc => "Matthews correlation",
        Metric::YoudenJ => "Youden's J",
        Metric::PositiveLikelihoodRatio => "likelihood ratio +",
        Metric::NegativeLikelihoodRatio => "likelihood ratio −",
        Metric::DiagnosticOddsRatio => "diagnostic odds ratio",
        Metric::Prevalence => "prevalence",
        Metric::FlagRate => "flag rate",
    }
}

/// How a quantity is written: shares in per cent or in words, all else as plain numbers.
fn number(quantity: &Quantity) -> fn(f64) -> String {
    match quantity {
        Quantity::Metric(Metric::Mcc | Metric::YoudenJ) => coefficient,
        Quantity::Metric(
            Metric::PositiveLikelihoodRatio
            | Metric::NegativeLikelihoodRatio
            | Metric::DiagnosticOddsRatio,
        ) => ratio,
        _ => wording::share,
    }
}

/// A number from -1 to 1 with three decimals, or with as many as tell it from 0 and ±1.
fn coefficient(value: f64) -> String {
    let text = |decimals: usize| format!("{value:.decimals$}");
    let rounds_to_one = |text: &String| text.trim_start_matches('-').starts_with('1');
    let rounds_to_zero = |text: &String| text.trim_start_matches(['-', '0', '.']).is_empty();
    let told_apart = |text: &String| !rounds_to_one(text) && !rounds_to_zero(text);
    let text = (3..=15).map(text).find(told_apart).unwrap_or_else(|| format!("{value:.0}"));
    if text == "-0" { "0".to_owned() } else { text.replace('-', "−") }
}

/// A number of at least 0 with three digits: grouped from 1 000, with an exponent far from 1.
fn ratio(value: f64) -> String {
    if value != 0.0 && !(1e-6..1e7).contains(&value) {
        return format!("{value:.2e}");
    }
    let text = significant(value, 3);
    match text.parse::<u64>() {
        Ok(whole) if whole >= 1_000 => grouped(whole),
        _ => text,
    }
}

/// Returns the metrics as CSV: one row per system and metric, shares as fractions.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Metrics>) -> Result<String> {
    let systems = &outcome.result.systems;
    let mut rows = vec![csv_header(systems.first().map(|system| &system.labels))];
    for system in systems {
        let start = csv_start(&system.system, &system.labels, Some(&system.counts));
        rows.extend(system.metrics.iter().map(|metric| [&start[..], &csv_metric(metric)].concat()));
    }
    for averages in &outcome.result.averages {
        let mut labels = averages.labels.clone();
        labels.0.push(("class".to_owned(), String::new()));
        let start = csv_start(&averages.system, &labels, None);
        let metrics = averages.metrics.iter();
        rows.extend(metrics.map(|metric| [&start[..], &csv_metric(metric)].concat()));
    }
    super::rows::csv(rows)
}

fn csv_header(labels: Option<&Labels>) -> Vec<String> {
    let labels = labels.into_iter().flat_map(|labels| &labels.0);
    let labels = labels.map(|(name, _)| format!("label_{name}"));
    let rest = [
        "tp",
        "fp",
        "fn",
        "tn",
        "metric",
        "prevalence",
        "estimate",
        "lower",
        "upper",
        "method",
        "events",
        "trials",
        "reason",
    ];
    let system = std::iter::once("system".to_owned());
    system.chain(labels).chain(rest.map(str::to_owned)).collect()
}

/// What all rows of one system begin with; averages over classes have no four counts.
fn csv_start(system: &str, labels: &Labels, counts: Option<&ConfusionMatrix>) -> Vec<String> {
    let cells = counts.map(|matrix| {
        [
            matrix.true_positives(),
            matrix.false_positives(),
            matrix.false_negatives(),
            matrix.true_negatives(),
        ]
    });
    let cells = cells.map_or([const { String::new() }; 4], |cells| cells.map(|c| c.to_string()));
    let labels = labels.0.iter().map(|(_, value)| value.clone());
    std::iter::once(system.to_owned()).chain(labels).chain(cells).collect()
}

fn csv_metric(metric: &MetricResult) -> Vec<String> {
    let text = |number: Option<f64>| {
        number.filter(|number| number.is_finite()).map_or(String::new(), |n| n.to_string())
    };
    let count = |count: Option<u64>| count.map_or(String::new(), |count| count.to_string());
    let estimate = &metric.estimate;
    vec![
        metric.quantity.name().to_owned(),
        text(metric.quantity.prevalence().map(|given| given.prevalence.share())),
        text(estimate.value()),
        text(estimate.limits().map(|limits| limits.lower)),
        text(estimate.limits().map(|limits| limits.upper)),
        estimate.method().to_owned(),
        count(estimate.proportion().map(Proportion::events)),
        count(estimate.proportion().map(Proportion::trials)),
        estimate.reason().unwrap_or("").to_owned(),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::display::SPACE;

    #[test]
    fn numbers_for_a_reader() {
        for (value, text) in [
            (0.347_03, "0.347"),
            (-0.5, "−0.500"),
            (0.999_97, "0.99997"),
            (1.0, "1"),
            (-1.0, "−1"),
            (-0.000_01, "−0.00001"),
            (0.0, "0"),
        ] {
            assert_eq!(coefficient(value), text);
        }
        assert_eq!(ratio(152_720.4).replace(SPACE, " "), "152 720");
        assert_eq!(ratio(2.474_8), "2.47");
        assert_eq!((ratio(2.46e18), ratio(4.07e-10)), ("2.46e18".into(), "4.07e-10".into()));
        assert_eq!(ratio(0.0), "0");
    }
}
