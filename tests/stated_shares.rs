//! What stated shares say of the others: by enumeration of small tables, and the claims it was made for.

#![expect(clippy::unwrap_used, reason = "a share out of range fails the test")]

use baserate::claim::{CellShares, StatedShare};
use baserate::confusion::{Cells, ConfusionMatrix, Metric};
use baserate::quantity::{Probability, Proportion};
use proptest::prelude::*;

const SHARES: [Metric; 11] = [
    Metric::Precision,
    Metric::Recall,
    Metric::Specificity,
    Metric::NegativePredictiveValue,
    Metric::FalsePositiveRate,
    Metric::FalseNegativeRate,
    Metric::FalseDiscoveryRate,
    Metric::FalseOmissionRate,
    Metric::Accuracy,
    Metric::Prevalence,
    Metric::FlagRate,
];

fn probability(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

fn range(stated: &[StatedShare], metric: Metric) -> (f64, f64) {
    CellShares::with(stated).unwrap().range(metric).unwrap()
}

fn assert_near(found: (f64, f64), expected: (f64, f64), tolerance: f64) {
    let near = |a: f64, b: f64| (a - b).abs() <= tolerance;
    assert!(near(found.0, expected.0) && near(found.1, expected.1), "{found:?}, {expected:?}");
}

/// Every table of so many items.
fn tables(items: u64) -> Vec<ConfusionMatrix> {
    let mut tables = Vec::new();
    for true_positives in 0..=items {
        for false_positives in 0..=items - true_positives {
            for false_negatives in 0..=items - true_positives - false_positives {
                let true_negatives = items - true_positives - false_positives - false_negatives;
                let cells =
                    Cells { true_positives, false_positives, false_negatives, true_negatives };
                tables.push(ConfusionMatrix::new(cells).unwrap());
            }
        }
    }
    tables
}

fn value(metric: Metric, table: &ConfusionMatrix) -> Option<f64> {
    metric.proportion(table).unwrap().ok().map(Proportion::estimate)
}

/// What tables of `items` items with these ranges have for `metric`: the least and the greatest, or why not.
fn by_counting(
    tables: &[ConfusionMatrix],
    stated: &[(Metric, f64, f64)],
    metric: Metric,
) -> Option<(f64, f64)> {
    let has_all = |table: &&ConfusionMatrix| {
        stated.iter().all(|(metric, least, greatest)| {
            value(*metric, table)
                .is_some_and(|value| least - 1e-12 <= value && value <= greatest + 1e-12)
        })
    };
    let values: Vec<f64> =
        tables.iter().filter(has_all).filter_map(|table| value(metric, table)).collect();
    let least = values.iter().copied().reduce(f64::min)?;
    Some((least, values.into_iter().reduce(f64::max)?))
}

/// Tables of 36 items against ranges in twelfths: none is outside. How near they come depends on the items.
#[test]
fn small_tables_by_counting() {
    let tables = tables(36);
    let stated = [
        vec![(Metric::Precision, 0.75, 1.0), (Metric::Recall, 0.5, 0.75)],
        vec![(Metric::Accuracy, 0.5, 0.75), (Metric::Precision, 0.25, 0.5)],
        vec![(Metric::Prevalence, 0.25, 0.25), (Metric::FalsePositiveRate, 0.0, 1.0 / 3.0)],
        vec![(Metric::Accuracy, 0.75, 0.75), (Metric::Precision, 2.0 / 3.0, 2.0 / 3.0)],
        vec![(Metric::NegativePredictiveValue, 0.5, 1.0), (Metric::FlagRate, 0.0, 0.5)],
        vec![(Metric::FalseOmissionRate, 0.0, 0.25), (Metric::FalseDiscoveryRate, 0.5, 1.0)],
        vec![],
    ];
    for stated in stated {
        let shares: Vec<StatedShare> = stated
            .iter()
            .map(|&(metric, least, greatest)| {
                StatedShare::between(metric, probability(least), probability(greatest))
            })
            .collect();
        for metric in SHARES {
            let found = range(&shares, metric);
            let counted = by_counting(&tables, &stated, metric).unwrap();
            assert!(found.0 <= counted.0 + 1e-9 && counted.1 <= found.1 + 1e-9, "{metric:?}");
        }
    }
}

/// Sharp: the ends are those of linear programs.
#[test]
fn linear_programs() {
    let metric = |name: &str| *SHARES.iter().find(|metric| metric.name() == name).unwrap();
    for line in include_str!("reference/shares.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let stated: Vec<StatedShare> = fields[0]
            .split(' ')
            .map(|stated| {
                let parts: Vec<&str> = stated.split(':').collect();
                let [least, greatest] = [1, 2].map(|at| probability(parts[at].parse().unwrap()));
                StatedShare::between(metric(parts[0]), least, greatest)
            })
            .collect();
        let found = CellShares::with(&stated);
        if fields[2].is_empty() {
            assert!(found.is_err(), "{line}");
        } else {
            let expected = (fields[2].parse().unwrap(), fields[3].parse().unwrap());
            assert_near(found.unwrap().range(metric(fields[1])).unwrap(), expected, 1e-9);
        }
    }
}

/// Where one table's shares are stated as points, they fix all others.
#[test]
fn points_fix_a_table() {
    for table in tables(9).iter().filter(|table| !table.has_empty_cell()) {
        let stated = [Metric::Accuracy, Metric::Precision, Metric::Recall]
            .map(|metric| StatedShare::exactly(metric, probability(value(metric, table).unwrap())));
        let wrong = table.false_positives() + table.false_negatives();
        assert!(wrong > 0);
        for metric in SHARES {
            let expected = value(metric, table).unwrap();
            assert_near(range(&stated, metric), (expected, expected), 1e-9);
        }
    }
}

#[test]
fn tik_tok() {
    let stated = [(Metric::Accuracy, 0.918), (Metric::Precision, 0.976), (Metric::Recall, 0.938)]
        .map(|(metric, value)| StatedShare::printed(metric, probability(value), 3));
    // By the closed form at a corner of the roundings.
    let prevalence = |accuracy: f64, precision: f64, recall: f64| {
        (1.0 - accuracy) / ((1.0 - recall) + recall * (1.0 - precision) / precision)
    };
    let fpr = |accuracy: f64, precision: f64, recall: f64| {
        let share = prevalence(accuracy, precision, recall);
        share * recall * (1.0 - precision) / (precision * (1.0 - share))
    };
    let least = prevalence(0.9185, 0.9755, 0.9375);
    let (low, high) = range(&stated, Metric::Prevalence);
    assert!((low - least).abs() < 1e-12 && (low - 0.9472).abs() < 5e-5);
    // Without regard to the false positive rate the upper end would be 0.981, which no table has.
    let corner = prevalence(0.9175, 0.9765, 0.9385);
    assert!(corner > 0.98 && fpr(0.9175, 0.9765, 0.9385) > 1.0 && high < corner);
    assert!((high - 0.9779).abs() < 5e-5);
    let (low, high) = range(&stated, Metric::FalsePositiveRate);
    assert!((low - fpr(0.9185, 0.9755, 0.9375)).abs() < 1e-12 && (low - 0.42).abs() < 5e-3);
    assert!((high - 1.0).abs() < 1e-12);
    // As points: about 0.964 and 0.62.
    let points = [(Metric::Accuracy, 0.918), (Metric::Precision, 0.976), (Metric::Recall, 0.938)]
        .map(|(metric, value)| StatedShare::exactly(metric, probability(value)));
    assert_near(range(&points, Metric::Prevalence), (0.964, 0.964), 5e-4);
    assert_near(range(&points, Metric::FalsePositiveRate), (0.62, 0.62), 5e-3);
}

#[test]
fn shares_of_so_much_or_more_leave_the_prevalence_open() {
    let stated = [(Metric::Accuracy, 0.99), (Metric::Precision, 0.98), (Metric::Recall, 0.87)]
        .map(|(metric, value)| StatedShare::at_least(metric, probability(value)));
    assert_near(range(&stated, Metric::Prevalence), (0.0, 1.0), 1e-12);
    assert_near(range(&stated, Metric::FalsePositiveRate), (0.0, 1.0), 1e-12);
    // Recall of 0.87 at the least: up to 13 % of the violating may be missed, and 1 % of all.
    assert_near(range(&stated, Metric::FalseNegativeRate), (0.0, 0.13), 1e-12);
}

/// Precision 99 % and a false positive rate of 0.1 % agree at one prevalence, which depends on recall.
#[test]
fn one_per_cent_of_flags_is_no_tenth_of_a_per_cent_of_innocent_items() {
    for (recall, expected) in [(1.0, 0.0901), (0.5, 0.1653)] {
        let stated = [
            (Metric::Precision, 0.99),
            (Metric::FalsePositiveRate, 0.001),
            (Metric::Recall, recall),
        ]
        .map(|(metric, value)| StatedShare::exactly(metric, probability(value)));
        assert_near(range(&stated, Metric::Prevalence), (expected, expected), 5e-5);
    }
}

#[test]
fn what_cannot_hold_together_is_refused() {
    let exactly = |metric, value| StatedShare::exactly(metric, probability(value));
    let refused = |stated: &[StatedShare]| CellShares::with(stated).is_err();
    // Half of the items violating, precision 30 % and recall 90 %: more false flags than innocent items.
    let stated = [
        exactly(Metric::Precision, 0.3),
        exactly(Metric::Recall, 0.9),
        exactly(Metric::Prevalence, 0.5),
    ];
    assert!(refused(&stated));
    assert!(!refused(&stated[..2]));
    assert!(refused(&[exactly(Metric::Recall, 0.9), exactly(Metric::FalseNegativeRate, 0.2)]));
    assert!(refused(&[exactly(Metric::Recall, 0.9), exactly(Metric::Recall, 0.8)]));
    // A recall is stated, and nothing is violating.
    assert!(refused(&[exactly(Metric::Recall, 0.9), exactly(Metric::Prevalence, 0.0)]));
    assert!(refused(&[StatedShare::between(Metric::Recall, probability(0.9), probability(0.8))]));
    assert!(refused(&[exactly(Metric::Mcc, 0.9)]));
    let none_violating = CellShares::with(&[exactly(Metric::Prevalence, 0.0)]).unwrap();
    assert!(none_violating.range(Metric::Recall).unwrap_err().contains("0/0"));
    assert!(none_violating.range(Metric::F1).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// The shares of any table, cells up to a hundred billion, allow that table; as points only where
    /// a fraction holds enough digits of what is missing to 1.
    #[test]
    fn the_table_itself_is_always_allowed(
        counts in [0_u32..37, 0_u32..37, 0_u32..37, 0_u32..37],
        stated in proptest::sample::subsequence(&SHARES[..], 0..6),
        decimals in 1_u8..13,
    ) {
        let [tp, fp, missed, tn] = counts.map(|bits| (1_u64 << bits) - 1);
        let cells = Cells {
            true_positives: tp,
            false_positives: fp,
            false_negatives: missed,
            true_negatives: tn,
        };
        let table = ConfusionMatrix::new(cells).unwrap();
        let known: Vec<(Metric, f64)> =
            stated.into_iter().filter_map(|metric| Some((metric, value(metric, &table)?))).collect();
        let rounded = known.iter().map(|(metric, value)| {
            StatedShare::printed(*metric, probability(*value), decimals)
        });
        let points =
            known.iter().map(|(metric, value)| StatedShare::exactly(*metric, probability(*value)));
        let points = points.filter(|_| table.total() < 10_000);
        for stated in [rounded.collect::<Vec<_>>(), points.collect()] {
            let tables = CellShares::with(&stated).unwrap();
            for metric in SHARES {
                let Some(value) = value(metric, &table) else { continue };
                let (least, greatest) = tables.range(metric).unwrap();
                prop_assert!(least <= value + 1e-9 && value <= greatest + 1e-9, "{metric:?}");
                prop_assert!(least >= 0.0 && greatest <= 1.0);
            }
        }
    }
}
