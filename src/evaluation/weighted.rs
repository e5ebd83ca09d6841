//! Metrics of counts that were drawn with known probabilities.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use super::Outcome;
use super::grouping::Group;
use super::metrics::{
    Classes, MetricResult, Metrics, MetricsOptions, Quantity, SystemMetrics, note_on_prevalence,
    notes_on_groups, predictive_values,
};
use crate::confusion::{
    Cells, ConfusionMatrix, Labels, Metric, SystemCounts, WeightedCells, WeightedMatrix,
    weighted_estimate, weighted_npv_at_prevalence, weighted_ppv_at_prevalence,
};
use crate::error::{Error, Result};
use crate::input::{Stratum, read_strata};
use crate::quantity::WeightedCount;

const METHOD: &str = "melded-gamma";

/// What the counts of one system stand for.
#[derive(Debug, Serialize)]
pub struct WeightSummary {
    /// The column of the weights.
    pub column: String,
    /// How many rows of counts, or strata, were added up.
    pub rows: usize,
    /// The largest weight.
    pub greatest: f64,
    /// The counts times their weights.
    pub weighted_counts: WeightedTotals,
    /// By how much the weights alone multiply the variance.
    pub design_effect: Option<f64>,
}

/// How many items of a stream the four counts stand for.
#[derive(Debug, Serialize)]
pub struct WeightedTotals {
    /// Violating and flagged.
    #[serde(rename = "tp")]
    pub true_positives: f64,
    /// Innocent and flagged.
    #[serde(rename = "fp")]
    pub false_positives: f64,
    /// Violating and not flagged.
    #[serde(rename = "fn")]
    pub false_negatives: f64,
    /// Innocent and not flagged.
    #[serde(rename = "tn")]
    pub true_negatives: f64,
}

/// The metrics of the strata in the file at `path`, weighted by `column` and added up by system or as
/// was asked for.
pub(super) fn weighted(
    path: &Path,
    column: &str,
    options: &MetricsOptions,
) -> Result<Outcome<Metrics>> {
    let positive = match &options.classes {
        Classes::One(class) => Some(class),
        Classes::Binary | Classes::Each => None,
    };
    let (table, strata) = read_strata(path, positive, column)?;
    let rows = strata.iter().map(counts).collect::<Result<_>>()?;
    let groups = options.grouping.or_by_system().groups(rows)?;
    let mut notes = notes_on_groups(&groups);
    let [does_not_travel, _] = options.classes.notes();
    notes.extend([HOW_DRAWN, ABOUT_LIMITS, ABOUT_EFFECTS, does_not_travel].map(str::to_owned));
    notes.extend(note_on_prevalence(&options.prevalences));
    let system = |group| system(path, group, &strata, column, options);
    let systems = groups.into_iter().map(system).collect::<Result<_>>()?;
    let result = Metrics { method: METHOD, systems, averages: Vec::new(), notes };
    let digests = vec![table.digest().clone()];
    Ok(Outcome::new("metrics", options.confidence, digests, result, Vec::new()))
}

const HOW_DRAWN: &str = "Each count was multiplied by its weight, so that the values are estimates for the stream from \
     which the items were drawn. They are right if each weight is the inverse of the probability with \
     which its items were drawn, and if no item had no chance to be.";

const ABOUT_LIMITS: &str = "The limits take each count as drawn by chance (Poisson), the number of items drawn from a stratum \
     included. A stratum without events counts as well: they reckon with what one item of the largest \
     weight would change. Metrics of several shares have limits at the ends of the intervals of all \
     (bonferroni), which is cautious. No proof is known that limits of unequal weights hold as often as \
     the confidence says; they did in every design that was enumerated.";

const ABOUT_EFFECTS: &str = "A design effect of 5 means that the value varies as much as one from a fifth as many items drawn \
     with equal probability; below 1, that it paid to draw rare items more often. It is an estimate \
     from the counts, and as uncertain as they are few.";

fn counts(stratum: &Stratum) -> Result<SystemCounts> {
    let count = |pair| stratum.cells.get(&pair).map_or(0, |cell| cell.count());
    let matrix = ConfusionMatrix::new(Cells {
        true_positives: count((true, true)),
        false_positives: count((false, true)),
        false_negatives: count((true, false)),
        true_negatives: count((false, false)),
    });
    let Some(matrix) = matrix else {
        let message = format!(
            "the counts of system \"{}\" add up to more than 18446744073709551615",
            stratum.system
        );
        return Err(Error::request(message).with_remedy("look for a count with digits too many"));
    };
    let (system, labels) = (stratum.system.clone(), stratum.labels.clone());
    Ok(SystemCounts { system, labels, matrix })
}

fn system(
    path: &Path,
    group: Group,
    strata: &[Stratum],
    column: &str,
    options: &MetricsOptions,
) -> Result<SystemMetrics> {
    let SystemCounts { system, labels, matrix: counts } = group.counts;
    let mut cells: BTreeMap<(bool, bool), WeightedCount> = BTreeMap::new();
    for stratum in group.places.iter().filter_map(|place| strata.get(*place)) {
        for (pair, counted) in &stratum.cells {
            let sum = cells.get(pair).map_or(*counted, |sum| sum.plus(*counted));
            cells.insert(*pair, sum);
        }
    }
    let matrix = complete(path, &cells, &system, &labels)?;
    let weights = Some(summary(&matrix, column, group.places.len()));
    let class = options.classes.of(&labels);
    let metrics = metrics(&matrix, options).into_iter().map(|metric| metric.about(class.as_ref()));
    let metrics = metrics.collect();
    Ok(SystemMetrics { system, labels, class, counts, weights, metrics })
}

/// The matrix of these cells, each of which must be there.
fn complete(
    path: &Path,
    cells: &BTreeMap<(bool, bool), WeightedCount>,
    system: &str,
    labels: &Labels,
) -> Result<WeightedMatrix> {
    let labels = labels.0.iter().map(|(name, value)| format!("{name} {value}"));
    let of: Vec<String> = std::iter::once(system.to_owned()).chain(labels).collect();
    let of = of.join(", ");
    let cell = |pair: (bool, bool), name: &str| {
        cells.get(&pair).copied().ok_or_else(|| {
            let message = format!("no stratum of {of} has {name}, expected one at least");
            let remedy = "add the rows of that stratum, or split by something else";
            Error::file(path, message).with_remedy(remedy)
        })
    };
    let cells = WeightedCells {
        true_positives: cell((true, true), "violating items that were flagged")?,
        false_positives: cell((false, true), "innocent items that were flagged")?,
        false_negatives: cell((true, false), "violating items that were not flagged")?,
        true_negatives: cell((false, false), "innocent items that were not flagged")?,
    };
    WeightedMatrix::new(cells).ok_or_else(|| Error::file(path, "more items than can be counted"))
}

fn summary(matrix: &WeightedMatrix, column: &str, rows: usize) -> WeightSummary {
    let WeightedCells { true_positives, false_positives, false_negatives, true_negatives } =
        *matrix.cells();
    let all = [true_positives, false_positives, false_negatives, true_negatives];
    WeightSummary {
        column: column.to_owned(),
        rows,
        greatest: all.iter().map(|cell| cell.heaviest()).fold(1.0, f64::max),
        weighted_counts: WeightedTotals {
            true_positives: true_positives.total(),
            false_positives: false_positives.total(),
            false_negatives: false_negatives.total(),
            true_negatives: true_negatives.total(),
        },
        design_effect: matrix.design_effect(),
    }
}

fn metrics(matrix: &WeightedMatrix, options: &MetricsOptions) -> Vec<MetricResult> {
    let confidence = options.confidence;
    let metric = |metric: Metric| MetricResult {
        key: metric.name().to_owned(),
        estimate: weighted_estimate(metric, matrix, confidence),
        quantity: Quantity::Metric(metric),
    };
    let mut metrics: Vec<MetricResult> = Metric::ALL.into_iter().map(metric).collect();
    for given in &options.prevalences {
        let ppv = weighted_ppv_at_prevalence(matrix, given.prevalence, confidence);
        let npv = weighted_npv_at_prevalence(matrix, given.prevalence, confidence);
        metrics.extend(predictive_values(given, [ppv, npv], options));
    }
    metrics
}
