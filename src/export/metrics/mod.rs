//! Metrics of confusion counts as a document and as CSV.

mod csv;

pub use csv::csv;

use super::wording::{self, NONE};
use super::{Block, Column};
use crate::confusion::{Estimate, Labels, Limits, Metric};
use crate::evaluation::{
    Averages, MetricResult, Metrics, Outcome, Quantity, SystemMetrics, WeightSummary,
};
use crate::quantity::display::{grouped, short_percent, significant};

/// Returns the metrics as a document: a chapter for each system.
#[must_use]
pub fn document(outcome: &Outcome<Metrics>) -> Vec<Block> {
    let level = short_percent(outcome.confidence);
    let mut blocks = vec![Block::Heading(1, "Metrics".to_owned())];
    blocks.push(Block::Paragraph(format!(
        "The limits ({level}) say what chance leaves open if the items were drawn {}. {NONE} stands \
         where something is undefined, infinite or without limits, with the reason beside it.",
        in_words(outcome.result.method)
    )));
    for system in &outcome.result.systems {
        blocks.push(Block::Heading(2, title(&system.system, &system.labels)));
        blocks.push(Block::Paragraph(counts(system)));
        blocks.push(table(&system.metrics, &level, system.weights.is_some()));
    }
    for averages in &outcome.result.averages {
        let title = title(&averages.system, &averages.labels);
        let Averages { classes, items, metrics, .. } = averages;
        let items = grouped(*items);
        blocks.push(Block::Heading(2, format!("{title}, averages over classes")));
        blocks.push(Block::Paragraph(format!("Of {items} items in {classes} classes.")));
        blocks.push(table(metrics, &level, false));
    }
    if !outcome.result.notes.is_empty() {
        blocks.push(Block::Heading(2, "Notes".to_owned()));
        blocks.push(Block::List(outcome.result.notes.clone()));
    }
    blocks
}

/// How items have to be drawn for a method, and what it promises where that is more than to be near.
fn in_words(method: &str) -> String {
    let at_random = "at random and independently of each other; those of proportions are";
    match method {
        "clopper-pearson" | "blaker" => {
            format!("{at_random} exact, by {method}: they hold the true value at least that often")
        }
        "melded-gamma" => format!(
            "independently of each other, with the probabilities that the weights stand for; those of \
             shares are by {method}"
        ),
        _ => format!("{at_random} by {method}"),
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
    let [violating, flagged, innocent, wrongly] =
        [matrix.violating(), matrix.true_positives(), matrix.innocent(), matrix.false_positives()]
            .map(grouped);
    let counts = match &system.class {
        Some(class) => format!(
            "Of {violating} items of class {class}, {flagged} were classed so; of {innocent} others, \
             {wrongly}."
        ),
        None => format!(
            "Of {violating} violating items {flagged} were flagged, of {innocent} innocent items \
             {wrongly}."
        ),
    };
    match &system.weights {
        Some(weights) => format!("{counts} {}", stands_for(weights, system.class.is_some())),
        None => counts,
    }
}

/// What weighted counts stand for.
fn stands_for(weights: &WeightSummary, of_a_class: bool) -> String {
    let WeightSummary { column, rows, greatest, weighted_counts, design_effect } = weights;
    let rows = if *rows == 1 { "one stratum".to_owned() } else { format!("{rows} strata") };
    let effect = design_effect.map_or(NONE.to_owned(), |effect| significant(effect, 3));
    let [items, others, flagged] = if of_a_class {
        ["items of the class", "others", "classed so"]
    } else {
        ["violating items", "innocent items", "flagged"]
    };
    format!(
        "With the weights of {rows} (column {column}, up to {}) they stand for {} {items}, {} of them \
         {flagged}, and {} {others}, {} of them {flagged}. Design effect of the weights: {effect}.",
        whole(*greatest),
        whole(weighted_counts.true_positives + weighted_counts.false_negatives),
        whole(weighted_counts.true_positives),
        whole(weighted_counts.false_positives + weighted_counts.true_negatives),
        whole(weighted_counts.false_positives),
    )
}

/// A number of items, which need not be whole, to the nearest.
fn whole(items: f64) -> String {
    let text = format!("{items:.0}");
    text.parse().map_or(text, grouped)
}

fn table(metrics: &[MetricResult], level: &str, weighted: bool) -> Block {
    let row = |metric: &MetricResult| {
        let number = number(&metric.quantity);
        let estimate = &metric.estimate;
        let effect = estimate.design_effect().map_or(NONE.to_owned(), |d| significant(d, 3));
        let fields = [
            label(&metric.quantity),
            estimate.value().map_or(NONE.to_owned(), number),
            basis(estimate),
            estimate.limits().map_or(NONE.to_owned(), |limits| ends(limits, number)),
        ];
        fields.into_iter().chain(weighted.then_some(effect)).collect()
    };
    let columns = [
        Column::text("metric"),
        Column::number("value"),
        Column::text(if weighted { "counted, or method" } else { "from, or method" }),
        Column::number(format!("limits, {level}")),
    ];
    let effect = weighted.then(|| Column::number("design effect"));
    Block::Table {
        columns: columns.into_iter().chain(effect).collect(),
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
    match (estimate.reason(), estimate.proportion().or(estimate.sampled())) {
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
