//! Metrics of weighted counts against `tests/reference/weighted.csv`, which
//! `tests/reference/make_weighted.py` makes at 40 digits without a closed form of ours.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::collections::BTreeSet;

use baserate::confusion::{
    Estimate, Metric, Prevalence, WeightedCells, WeightedMatrix, weighted_estimate,
    weighted_npv_at_prevalence, weighted_ppv_at_prevalence,
};
use baserate::quantity::{Confidence, Probability, Weight, WeightedCount};

/// The largest relative error allowed: quotients and differences of quantiles good to 1e-12.
const TOLERANCE: f64 = 1e-10;

/// `30*1+6*12.5`: 30 of weight 1 and 6 of weight 12.5.
fn cell(text: &str) -> WeightedCount {
    let stratum = |text: &str| {
        let (count, weight) = text.split_once('*').unwrap();
        let weight = Weight::new(weight.parse().unwrap()).unwrap();
        WeightedCount::new(count.parse().unwrap(), weight)
    };
    text.split('+').map(stratum).reduce(WeightedCount::plus).unwrap()
}

fn computed(matrix: &WeightedMatrix, metric: &str, prevalence: &str) -> Estimate {
    let level = Confidence::DEFAULT;
    if let Ok(share) = prevalence.parse() {
        let prevalence = Prevalence::Known(Probability::new(share).unwrap());
        return match metric {
            "ppv_at_prevalence" => weighted_ppv_at_prevalence(matrix, prevalence, level),
            _ => weighted_npv_at_prevalence(matrix, prevalence, level),
        };
    }
    let metric = Metric::ALL.into_iter().find(|known| known.name() == metric).unwrap();
    weighted_estimate(metric, matrix, level)
}

/// The relative error; where one is absent or infinite, the other must be.
fn error(found: Option<f64>, expected: &str) -> f64 {
    match (found.filter(|found| found.is_finite()), expected.parse::<f64>()) {
        (None, Err(_)) => 0.0,
        (Some(found), Ok(0.0)) => found.abs(),
        (Some(found), Ok(expected)) => (found / expected - 1.0).abs(),
        _ => f64::INFINITY,
    }
}

#[test]
fn every_metric_limit_and_design_effect() {
    let mut worst = (0.0, "");
    let mut metrics = BTreeSet::new();
    for line in include_str!("reference/weighted.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let cells = WeightedCells {
            true_positives: cell(fields[0]),
            false_positives: cell(fields[1]),
            false_negatives: cell(fields[2]),
            true_negatives: cell(fields[3]),
        };
        let found = computed(&WeightedMatrix::new(cells).unwrap(), fields[4], fields[5]);
        let limits = found.limits().unwrap();
        for error in [
            error(found.value(), fields[6]),
            error(Some(limits.lower), fields[7]),
            error(Some(limits.upper), fields[8]),
            error(found.design_effect(), fields[9]),
        ] {
            if error > worst.0 {
                worst = (error, line);
            }
        }
        metrics.insert(fields[4]);
    }
    assert!(worst.0 < TOLERANCE, "worst: {:e} at {}", worst.0, worst.1);
    assert_eq!(metrics.len(), Metric::ALL.len() + 2);
}
