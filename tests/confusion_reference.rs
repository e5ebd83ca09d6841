//! Every metric and its interval against other programs: `tests/reference/confusion.csv`, which
//! `tests/reference/make_confusion.py` makes with scikit-learn, statsmodels and mpmath.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::collections::BTreeSet;

use baserate::confusion::{
    Cells, ConfusionMatrix, Estimate, Method, Metric, Prevalence, estimate, npv_at_prevalence,
    ppv_at_prevalence,
};
use baserate::interval::clopper_pearson;
use baserate::quantity::{Confidence, Probability};

/// The largest relative error allowed. scipy's beta quantiles, behind statsmodels, agree to 1e-11.
const TOLERANCE: f64 = 1e-10;

/// An absolute error that is nothing: statsmodels subtracts from 1 what is not 0.
const NOTHING: f64 = 1e-15;

const EXACT: Method = Method { name: "clopper-pearson", interval: clopper_pearson };

fn computed(matrix: &ConfusionMatrix, metric: &str, prevalence: &str) -> Estimate {
    if let Ok(share) = prevalence.parse() {
        let prevalence = Prevalence::Known(Probability::new(share).unwrap());
        return match metric {
            "ppv_at_prevalence" => ppv_at_prevalence(matrix, prevalence, Confidence::DEFAULT),
            _ => npv_at_prevalence(matrix, prevalence, Confidence::DEFAULT),
        };
    }
    let metric = Metric::ALL.into_iter().find(|known| known.name() == metric).unwrap();
    estimate(metric, matrix, &EXACT, Confidence::DEFAULT)
}

fn error(found: f64, expected: f64) -> f64 {
    let difference = (found - expected).abs();
    if difference <= NOTHING { 0.0 } else { difference / expected.abs() }
}

/// Ratios that are infinite or 0. statsmodels: `confint_proportions_2indep(x1, n1, x2, n2,
/// compare="ratio", method="score", correction=False)`, by a search that stops early; scipy:
/// `contingency.odds_ratio([[tp, fn], [fp, tn]]).confidence_interval(0.95)`.
#[test]
fn ratios_of_perfect_tests_have_one_limit() {
    let [plus, minus, odds] = [
        Metric::PositiveLikelihoodRatio,
        Metric::NegativeLikelihoodRatio,
        Metric::DiagnosticOddsRatio,
    ];
    let infinity = f64::INFINITY;
    for (cells, metric, lower, upper) in [
        ([84, 0, 16, 990], plus, 217.313_917_178_743_8, infinity),
        ([31, 0, 9, 7999], plus, 1_614.520_320_257_916, infinity),
        ([5, 0, 0, 9], plus, 3.342_859_944_653_053, infinity),
        ([0, 6, 4, 90], plus, 0.0, 9.636_901_044_045_374),
        ([19, 3, 0, 40], minus, 0.0, 0.181_014_856_263_407_7),
        ([20, 30, 10, 0], minus, 2.862_691_184_440_988, infinity),
        ([84, 0, 16, 990], odds, 1_182.711_797_827_437_3, infinity),
        ([19, 3, 0, 40], odds, 34.562_128_078_183_34, infinity),
        ([5, 0, 0, 9], odds, 4.477_633_426_200_449, infinity),
        ([0, 6, 4, 90], odds, 0.0, 27.454_886_892_413_61),
        ([20, 30, 10, 0], odds, 0.0, 0.346_883_738_689_711_23),
    ] {
        let [true_positives, false_positives, false_negatives, true_negatives] = cells;
        let cells = Cells { true_positives, false_positives, false_negatives, true_negatives };
        let matrix = ConfusionMatrix::new(cells).unwrap();
        let found = estimate(metric, &matrix, &EXACT, Confidence::DEFAULT);
        let limits = found.limits().unwrap();
        let near = |found: f64, expected: f64| {
            found.to_bits() == expected.to_bits() || (found / expected - 1.0).abs() < 1e-6
        };
        assert!(near(limits.lower, lower) && near(limits.upper, upper), "{cells:?}: {limits:?}");
        assert_eq!(found.value(), upper.is_finite().then_some(0.0), "{cells:?}");
        assert_eq!(found.reason().is_some(), upper.is_infinite(), "{cells:?}");
    }
}

#[test]
fn every_metric_and_limit() {
    let mut worst = (0.0, "");
    let mut metrics = BTreeSet::new();
    for line in include_str!("reference/confusion.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let count = |place: usize| fields[place].parse().unwrap();
        let matrix = ConfusionMatrix::new(Cells {
            true_positives: count(0),
            false_positives: count(1),
            false_negatives: count(2),
            true_negatives: count(3),
        });
        let found = computed(&matrix.unwrap(), fields[4], fields[5]);
        let number = |place: usize| fields[place].parse::<f64>().unwrap();
        let mut errors = vec![error(found.value().unwrap(), number(6))];
        if fields[4] == "mcc" {
            assert_eq!(found.limits().is_none(), fields[7].is_empty(), "{line}");
        }
        if let Some(limits) = found.limits() {
            errors.push(error(limits.lower, number(7)));
            errors.push(error(limits.upper, number(8)));
        }
        for error in errors {
            if error > worst.0 {
                worst = (error, line);
            }
        }
        metrics.insert(fields[4]);
    }
    assert!(worst.0 < TOLERANCE, "worst: {:e} at {}", worst.0, worst.1);
    assert_eq!(metrics.len(), Metric::ALL.len() + 2);
}
