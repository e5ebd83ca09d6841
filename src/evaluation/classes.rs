//! Several classes: each against the rest, and averages over them.

use std::path::Path;

use super::metrics::{Averages, MetricResult, MetricsOptions, Quantity, Read};
use crate::confusion::{self, PerClass, SystemClasses, SystemCounts, Undefined, Weighting};
use crate::error::Result;
use crate::input::read_classes;

pub(super) const DOES_NOT_TRAVEL: &str = "Precision, false discovery rate, negative predictive value, false omission rate, accuracy, F1, \
     Matthews correlation and flag rate, and averages of these, depend on the shares of the classes in \
     these counts and do not travel to a stream with other shares; --prevalence carries PPV and NPV to \
     one.";

pub(super) const DRAWN_FROM_THE_STREAM: &str = "The limits of prevalence, the share of a class, and of flag rate, the share that was classed so, \
     hold only if the items were drawn at random from the stream; where the numbers of items by class \
     were chosen, they say nothing of it.";

/// Why something is undefined, in words of a class and not of violating items and flags.
pub(super) fn of_a_class(reason: Undefined) -> Undefined {
    match reason {
        "no item is violating" => "no item is of this class",
        "no item is innocent" => "every item is of this class",
        "no item is violating or flagged" => "no item is of this class or was classed so",
        "nothing was flagged" => "nothing was classed so",
        "everything was flagged" => "everything was classed so",
        "nothing would be flagged there" => "nothing would be classed so there",
        "everything would be flagged there" => "everything would be classed so there",
        "no limits: nothing was flagged" => "no limits: nothing was classed so",
        "no limits: everything was flagged" => "no limits: everything was classed so",
        "infinite: no innocent item was flagged" => "infinite: no other item was classed so",
        "infinite: every innocent item was flagged" => "infinite: every other item was classed so",
        "infinite: every violating item was flagged" => {
            "infinite: every item of this class was classed so"
        }
        reason => reason,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confusion::{
        Cells, ConfusionMatrix, Method, Metric, npv_at_prevalence, ppv_at_prevalence,
    };
    use crate::interval::clopper_pearson;
    use crate::quantity::{Confidence, Probability, Rate};

    #[test]
    fn no_reason_speaks_of_violating_items_or_flags() {
        let method = Method { name: "clopper-pearson", interval: clopper_pearson };
        let level = Confidence::DEFAULT;
        let prevalence = Rate::Known(Probability::new(0.1).unwrap());
        let count = |place: u32, power: u32| u64::from(place / 3_u32.pow(power) % 3);
        for place in 0..81 {
            let [true_positives, false_positives, false_negatives, true_negatives] =
                [0, 1, 2, 3].map(|power| count(place, power));
            let cells = Cells { true_positives, false_positives, false_negatives, true_negatives };
            let matrix = ConfusionMatrix::new(cells).unwrap();
            let metric = |metric| confusion::estimate(metric, &matrix, &method, level);
            let there = [
                ppv_at_prevalence(&matrix, prevalence, level),
                npv_at_prevalence(&matrix, prevalence, level),
            ];
            for estimate in Metric::ALL.into_iter().map(metric).chain(there) {
                let reason = estimate.reworded(of_a_class).reason().unwrap_or("");
                let words = ["violating", "innocent", "flag"];
                assert!(words.iter().all(|word| !reason.contains(word)), "{reason}");
            }
        }
    }
}
