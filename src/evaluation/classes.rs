//! Several classes: each against the rest, and averages over them.

use std::path::Path;

use super::metrics::{Averages, MetricResult, MetricsOptions, Quantity, Read};
use crate::confusion::{self, PerClass, SystemClasses, SystemCounts, Weighting};
use crate::error::Result;
use crate::input::read_classes;

/// Each class against the rest, the averages over them, and a note on pairs that have no row.
pub(super) fn by_class(path: &Path, options: &MetricsOptions) -> Result<Read> {
    let (table, systems) = read_classes(path)?;
    let (mut rows, mut notes) = (Vec::new(), Vec::new());
    for SystemClasses { system, labels, matrix } in &systems {
        for class in matrix.classes() {
            let mut labels = labels.clone();
            labels.0.push(("class".to_owned(), class.to_owned()));
            let one = matrix.one_vs_rest(class);
            rows.extend(one.map(|matrix| SystemCounts { system: system.clone(), labels, matrix }));
        }
        let missing = matrix.pairs_without_row();
        if missing > 0 {
            notes.push(format!(
                "{system}: pairs of actual and predicted class without a row, counted as 0: {missing}."
            ));
        }
    }
    let averages = systems.iter().map(|system| averages(system, options)).collect();
    Ok((table.digest().clone(), rows, averages, notes))
}

fn averages(system: &SystemClasses, options: &MetricsOptions) -> Averages {
    let SystemClasses { system, labels, matrix } = system;
    let result = |name: &'static str, estimate| MetricResult {
        quantity: Quantity::Average(name),
        key: name.to_owned(),
        estimate,
    };
    let mut metrics: Vec<MetricResult> = AVERAGES
        .into_iter()
        .map(|(name, of, by)| result(name, matrix.average(of, by, options.confidence)))
        .collect();
    let micro = matrix.accuracy();
    let micro = confusion::Estimate::of_proportion(micro, &options.method, options.confidence);
    metrics.push(result("micro_f1", micro));
    let (system, labels) = (system.clone(), labels.clone());
    let classes = matrix.classes().count();
    Averages { system, labels, classes, items: matrix.total(), metrics }
}

const AVERAGES: [(&str, PerClass, Weighting); 6] = [
    ("macro_precision", PerClass::Precision, Weighting::Macro),
    ("macro_recall", PerClass::Recall, Weighting::Macro),
    ("macro_f1", PerClass::F1, Weighting::Macro),
    ("weighted_precision", PerClass::Precision, Weighting::Weighted),
    ("weighted_recall", PerClass::Recall, Weighting::Weighted),
    ("weighted_f1", PerClass::F1, Weighting::Weighted),
];
