//! Averages over classes against other programs, and identities between them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;

use baserate::confusion::{ClassMatrix, PerClass, Weighting};
use baserate::quantity::{Confidence, Proportion, real};
use proptest::prelude::*;

/// The largest error allowed where two ways to one number are compared.
const ROUNDING: f64 = 1e-11;

const ORDER: [(Weighting, PerClass); 6] = [
    (Weighting::Macro, PerClass::Precision),
    (Weighting::Macro, PerClass::Recall),
    (Weighting::Macro, PerClass::F1),
    (Weighting::Weighted, PerClass::Precision),
    (Weighting::Weighted, PerClass::Recall),
    (Weighting::Weighted, PerClass::F1),
];

/// Counts by true (row) and decided class, and what scikit-learn and numerical derivatives give in
/// this order: `tests/reference/make_classes.py`.
type Case = (&'static [&'static [u64]], [[f64; 3]; 6]);

const CASES: [Case; 3] = [
    (
        &[&[50, 3, 2], &[4, 30, 6], &[1, 2, 902]],
        [
            [0.919_147_519_147_519, 0.859_182_998_170_032, 0.954_917_033_727_046],
            [0.885_258_663_987_946, 0.823_029_394_521_684, 0.927_532_577_501_524],
            [0.901_010_101_010_101, 0.846_097_043_715_032, 0.937_771_049_135_629],
            [0.981_329_670_329_67, 0.970_118_043_387_618, 0.988_385_089_970_25],
            [0.982, 0.971_613_293_183_01, 0.988_630_678_349_855],
            [0.981_515_151_515_151, 0.970_535_272_101_552, 0.988_452_119_009_502],
        ],
    ),
    (
        &[&[240, 178], &[87, 288]],
        [
            [0.675_985_352_600_701, 0.642_616_281_408_555, 0.707_656_150_007_108],
            [0.671_081_339_712_919, 0.638_423_698_251_353, 0.702_165_391_824_134],
            [0.664_597_115_929_422, 0.630_929_623_089_328, 0.696_669_924_394_172],
            [0.679_128_180_930_704, 0.645_434_123_810_97, 0.711_053_748_425_611],
            [0.665_825_977_301_387, 0.632_234_430_616_747, 0.697_815_788_430_489],
            [0.663_496_260_950_371, 0.629_476_866_367_207, 0.695_901_125_112_085],
        ],
    ),
    (
        &[&[8, 0, 1, 2], &[0, 9, 3, 0], &[4, 0, 7, 1], &[1, 1, 0, 30]],
        [
            [0.765_209_790_209_79, 0.638_088_805_007_895, 0.857_641_380_693_385],
            [0.749_526_515_151_515, 0.617_718_274_207_566, 0.847_134_704_654_459],
            [0.754_155_265_024_83, 0.624_912_667_204_672, 0.849_584_144_512_695],
            [0.810_395_574_574_679, 0.698_689_425_889_545, 0.887_364_643_942_052],
            [0.805_970_149_253_731, 0.693_924_380_942_378, 0.883_863_721_909_789],
            [0.805_885_440_538_263, 0.693_099_689_529_366, 0.884_150_497_278_071],
        ],
    ),
];

fn matrix(rows: &[&[u64]]) -> ClassMatrix {
    let mut counts = BTreeMap::new();
    for (actual, row) in rows.iter().enumerate() {
        for (predicted, count) in row.iter().enumerate() {
            counts.insert((actual.to_string(), predicted.to_string()), *count);
        }
    }
    ClassMatrix::new(&counts).unwrap()
}

#[test]
fn averages_and_limits() {
    for (rows, expected) in CASES {
        for ((weighting, metric), expected) in ORDER.into_iter().zip(expected) {
            let found = matrix(rows).average(metric, weighting, Confidence::DEFAULT);
            let limits = found.limits().unwrap();
            let numbers = [found.value().unwrap(), limits.lower, limits.upper];
            for (number, expected) in numbers.into_iter().zip(expected) {
                let place = format!("{rows:?} {weighting:?} {metric:?}");
                assert!((number - expected).abs() < ROUNDING, "{number} {expected}: {place}");
            }
        }
    }
}

#[test]
fn a_metric_that_one_class_lacks_is_undefined() {
    let average = |rows: &[&[u64]], metric| {
        let found = matrix(rows).average(metric, Weighting::Macro, Confidence::DEFAULT);
        (found.value(), found.limits(), found.reason())
    };
    let never_predicted: &[&[u64]] = &[&[5, 0], &[3, 0]];
    let reason = "a class was never predicted";
    assert_eq!(average(never_predicted, PerClass::Precision), (None, None, Some(reason)));
    assert_eq!(average(never_predicted, PerClass::Recall).0, Some(0.5));
    let no_items: &[&[u64]] = &[&[5, 2], &[0, 0]];
    assert_eq!(average(no_items, PerClass::Recall).2, Some("a class has no items"));
    let perfect: &[&[u64]] = &[&[5, 0], &[0, 2]];
    let (value, limits, reason) = average(perfect, PerClass::F1);
    assert_eq!((value, limits, reason.is_some()), (Some(1.0), None, true));
    let empty = matrix(&[&[0, 0], &[0, 0]]);
    assert_eq!(empty.accuracy(), Err("there are no items"));
}

/// Two classes of three items each, all right, would add nothing to the error.
#[test]
fn a_class_at_an_end_leaves_an_average_without_limits() {
    let rows: &[&[u64]] = &[&[3, 0, 0], &[0, 3, 0], &[25, 25, 50]];
    for (weighting, metric) in ORDER {
        let found = matrix(rows).average(metric, weighting, Confidence::DEFAULT);
        // Recall of the first two classes is 1, and precision of the third; F1 of none.
        let at_an_end = metric != PerClass::F1;
        assert_eq!(found.limits().is_none(), at_an_end, "{weighting:?} {metric:?}");
        assert_eq!(found.reason(), at_an_end.then_some("no limits: a class is at 0 or 1"));
        assert!(found.value().is_some());
    }
}

#[test]
fn a_total_beyond_a_count_is_refused() {
    let pair = |name: &str| (name.to_owned(), name.to_owned());
    let counts = BTreeMap::from([(pair("a"), u64::MAX), (pair("b"), 1)]);
    assert_eq!(ClassMatrix::new(&counts), None);
}

fn any_rows() -> impl Strategy<Value = Vec<Vec<u64>>> {
    (2_usize..5).prop_flat_map(|size| {
        let count = (any::<u64>(), 8_u32..64).prop_map(|(bits, shift)| bits >> shift);
        prop::collection::vec(prop::collection::vec(count, size), size)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn averages_of_the_classes_against_the_rest(rows in any_rows()) {
        let rows: Vec<&[u64]> = rows.iter().map(Vec::as_slice).collect();
        let matrix = matrix(&rows);
        let ones: Vec<_> = matrix.classes().map(|c| matrix.one_vs_rest(c).unwrap()).collect();
        prop_assert!(ones.iter().all(|one| one.total() == matrix.total()));
        let right: u64 = ones.iter().map(baserate::confusion::ConfusionMatrix::true_positives).sum();
        let recalls: Option<Vec<f64>> =
            ones.iter().map(|one| one.recall().ok().map(Proportion::estimate)).collect();
        let average = |weighting| matrix.average(PerClass::Recall, weighting, Confidence::DEFAULT);
        let found = average(Weighting::Macro);
        prop_assert_eq!(found.value().is_some(), recalls.is_some());
        if let Some(recalls) = recalls {
            let mean = recalls.iter().sum::<f64>() / real(u64::try_from(rows.len()).unwrap());
            prop_assert!((found.value().unwrap() - mean).abs() < ROUNDING);
        }
        // Recall weighted by the share of items is accuracy, with the error of a single proportion.
        let weighted = average(Weighting::Weighted);
        if let Some((value, limits)) = weighted.value().zip(weighted.limits()) {
            let (share, items) = (real(right) / real(matrix.total()), real(matrix.total()));
            prop_assert!((value - share).abs() < ROUNDING);
            prop_assert!(limits.lower >= 0.0 && limits.upper <= 1.0);
            // Near 0 and 1, or where limits hardly differ, their logits have no digits left to compare.
            if !(1e-4..0.9999).contains(&share) || items >= 1e10 {
                return Ok(());
            }
            let error = 1.0 / (items * share * (1.0 - share)).sqrt();
            let logit = |share: f64| (share / (1.0 - share)).ln();
            let half = (logit(limits.upper) - logit(limits.lower)) / 2.0;
            prop_assert!((half / error / 1.959_963_984_540_054 - 1.0).abs() < 1e-6);
        }
    }
}
