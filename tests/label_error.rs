//! What wrong labels leave of a test: by trying every choice of wrong labels in small tables.

#![expect(clippy::unwrap_used, reason = "a share out of range fails the test")]

use std::collections::BTreeSet;

use baserate::claim::{LabelError, MislabelledTest};
use baserate::confusion::{Cells, ConfusionMatrix, Metric};
use baserate::interval::{lower_bound, upper_bound};
use baserate::quantity::{Confidence, Probability, Proportion, real};

const METRICS: [Metric; 6] = [
    Metric::Precision,
    Metric::Recall,
    Metric::FalsePositiveRate,
    Metric::NegativePredictiveValue,
    Metric::Accuracy,
    Metric::Prevalence,
];

/// Counts by label: TP, FP, FN, TN.
const TABLES: [[u64; 4]; 8] = [
    [3, 2, 1, 4],
    [5, 0, 2, 9],
    [0, 2, 3, 1],
    [4, 0, 0, 5],
    [0, 0, 3, 6],
    [1, 7, 0, 0],
    [6, 3, 5, 2],
    [0, 0, 0, 2],
];

fn probability(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

fn matrix([tp, fp, missed, tn]: [u64; 4]) -> ConfusionMatrix {
    let cells = Cells {
        true_positives: tp,
        false_positives: fp,
        false_negatives: missed,
        true_negatives: tn,
    };
    ConfusionMatrix::new(cells).unwrap()
}

/// Every table that the counts may be in truth, with so few wrong labels as `errors` says.
fn truths([tp, fp, missed, tn]: [u64; 4], errors: LabelError) -> Vec<ConfusionMatrix> {
    let mut truths = Vec::new();
    for from_tp in 0..=tp {
        for from_fp in 0..=fp {
            for from_missed in 0..=missed {
                for from_tn in 0..=tn {
                    let truth = matrix([
                        tp - from_tp + from_fp,
                        fp - from_fp + from_tp,
                        missed - from_missed + from_tn,
                        tn - from_tn + from_missed,
                    ]);
                    let violating_wrong = real(from_fp + from_tn);
                    let innocent_wrong = real(from_tp + from_missed);
                    let few = |wrong: f64, share: Probability, of: u64| {
                        wrong <= share.get() * real(of) + 1e-9
                    };
                    let possible = match errors {
                        LabelError::OfAll(share) => {
                            few(violating_wrong + innocent_wrong, share, truth.total())
                        }
                        LabelError::ByTruth { violating, innocent } => {
                            few(violating_wrong, violating, truth.violating())
                                && few(innocent_wrong, innocent, truth.innocent())
                        }
                    };
                    if possible {
                        truths.push(truth);
                    }
                }
            }
        }
    }
    truths
}

/// The least and greatest of `value` over all truths in which the metric is defined.
fn ends(
    truths: &[ConfusionMatrix],
    metric: Metric,
    value: impl Fn(Proportion) -> f64,
) -> Option<(f64, f64)> {
    let counts: BTreeSet<(u64, u64)> = truths
        .iter()
        .filter_map(|truth| metric.proportion(truth).unwrap().ok())
        .map(|share| (share.events(), share.trials()))
        .collect();
    let values: Vec<f64> =
        counts.iter().map(|(k, n)| value(Proportion::new(*k, *n).unwrap())).collect();
    Some((values.iter().copied().reduce(f64::min)?, values.iter().copied().reduce(f64::max)?))
}

#[test]
fn some_choice_of_wrong_labels_gives_each_end() {
    for counts in TABLES {
        for share in [0.0, 0.1, 0.29, 0.5, 1.0] {
            let errors = LabelError::OfAll(probability(share));
            let truths = truths(counts, errors);
            let test = MislabelledTest::new(&matrix(counts), errors).unwrap();
            for metric in METRICS {
                let Some((least, greatest)) = ends(&truths, metric, Proportion::estimate) else {
                    assert!(test.range(metric).is_err());
                    continue;
                };
                let found = test.range(metric).unwrap();
                let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
                assert!(
                    near(found.0, least) && near(found.1, greatest),
                    "{counts:?} {share} {metric:?}: {found:?}, expected {least} {greatest}"
                );
            }
        }
    }
}

#[test]
fn no_truth_has_a_bound_beyond_those_given() {
    let confidence = Confidence::new(0.9).unwrap();
    for counts in TABLES.into_iter().chain([[30, 17, 11, 23], [2, 19, 14, 25]]) {
        for share in [0.0, 0.1, 0.29, 0.5] {
            let errors = LabelError::OfAll(probability(share));
            let truths = truths(counts, errors);
            let test = MislabelledTest::new(&matrix(counts), errors).unwrap();
            for metric in METRICS {
                let upper = ends(&truths, metric, |p| upper_bound(p, confidence));
                let lower = ends(&truths, metric, |p| lower_bound(p, confidence));
                let Some((mut lower, mut upper)) = lower.zip(upper) else { continue };
                if truths.iter().any(|truth| metric.proportion(truth).unwrap().is_err()) {
                    (lower.0, upper.1) = (0.0, 1.0);
                }
                // Parts of items count, too: never short, and in small tables little beyond.
                let items: u64 = counts.iter().sum();
                let slack = if items > 50 { 0.005 } else { 0.05 };
                let found = test.upper_bound(metric, confidence).unwrap();
                assert!(
                    found > upper.1 - 1e-10 && found < upper.1 + slack,
                    "{counts:?} {share} {metric:?}: {found}, expected {}",
                    upper.1
                );
                let found = test.lower_bound(metric, confidence).unwrap();
                assert!(
                    found < lower.0 + 1e-10 && found > lower.0 - slack,
                    "{counts:?} {share} {metric:?}: {found}, expected {}",
                    lower.0
                );
            }
        }
    }
}

#[test]
fn by_truth_no_choice_is_outside_and_many_items_come_near() {
    for counts in TABLES {
        for (violating, innocent) in [(0.0, 0.0), (0.2, 0.0), (0.1, 0.3), (0.4, 0.25)] {
            let errors = LabelError::ByTruth {
                violating: probability(violating),
                innocent: probability(innocent),
            };
            let truths = truths(counts, errors);
            let test = MislabelledTest::new(&matrix(counts), errors).unwrap();
            for metric in METRICS {
                let Some((least, greatest)) = ends(&truths, metric, Proportion::estimate) else {
                    continue;
                };
                let found = test.range(metric).unwrap();
                assert!(found.0 <= least + 1e-9 && greatest <= found.1 + 1e-9, "{counts:?}");
            }
        }
    }
    let counts = [30, 17, 11, 23];
    let errors = LabelError::ByTruth { violating: probability(0.1), innocent: probability(0.15) };
    let (truths, test) =
        (truths(counts, errors), MislabelledTest::new(&matrix(counts), errors).unwrap());
    for metric in METRICS {
        let (least, greatest) = ends(&truths, metric, Proportion::estimate).unwrap();
        let found = test.range(metric).unwrap();
        assert!(least - found.0 < 0.03 && found.1 - greatest < 0.03, "{metric:?} {found:?}");
    }
}

/// A perfect result proves no false positive rate below the share of wrong labels, if as many items
/// were flagged.
#[test]
fn no_claim_below_the_label_error_is_supported() {
    for (violating, innocent) in [(500, 9_500), (5_000, 5_000), (40_000, 1_960_000)] {
        for share in [0.001, 0.01, 0.02] {
            let errors = LabelError::OfAll(probability(share));
            let perfect = matrix([violating, 0, 0, innocent]);
            let test = MislabelledTest::new(&perfect, errors).unwrap();
            let greatest = test.range(Metric::FalsePositiveRate).unwrap().1;
            assert!(greatest >= share * (1.0 - 1e-12), "{greatest} {share}");
            let wrong = share * real(violating + innocent);
            assert!((greatest / (wrong / (real(innocent) + wrong)) - 1.0).abs() < 1e-12);
            let precision = test.range(Metric::Precision).unwrap().0;
            assert!((precision - (1.0 - wrong / real(violating))).abs() < 1e-12);
        }
    }
}

/// Without wrong labels, what was counted.
#[test]
fn right_labels_leave_the_counts() {
    let counts = matrix([8_317_004_112, 44, 1_599_000, 12_300_000_000_017]);
    for errors in [
        LabelError::OfAll(probability(1e-15)),
        LabelError::ByTruth { violating: probability(0.0), innocent: probability(0.0) },
    ] {
        let test = MislabelledTest::new(&counts, errors).unwrap();
        for metric in METRICS {
            let expected = metric.proportion(&counts).unwrap().unwrap().estimate();
            let (least, greatest) = test.range(metric).unwrap();
            assert!((least / expected - 1.0).abs() < 1e-13, "{metric:?} {least} {expected}");
            assert!((greatest / expected - 1.0).abs() < 1e-13, "{metric:?}");
        }
    }
    assert!(MislabelledTest::new(&matrix([0; 4]), LabelError::OfAll(probability(0.1))).is_err());
}
