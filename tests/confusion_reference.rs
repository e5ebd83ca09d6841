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
