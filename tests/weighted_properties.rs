//! What holds for all weighted counts: the order of limits, what equal weights give, and that only the
//! proportions between weights matter.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::confusion::{
    Cells, ConfusionMatrix, Estimate, Method, Metric, Prevalence, WeightedCells, WeightedMatrix,
    estimate, weighted_estimate, weighted_npv_at_prevalence, weighted_ppv_at_prevalence,
};
use baserate::interval::clopper_pearson;
use baserate::quantity::{Confidence, Probability, Proportion, Weight, WeightedCount};
use proptest::prelude::*;

const EXACT: Method = Method { name: "clopper-pearson", interval: clopper_pearson };
const ROUNDING: f64 = 1e-9;

/// An absolute error that is nothing: differences of shares carry the rounding errors of the shares.
const NOTHING: f64 = 1e-14;

fn any_count() -> impl Strategy<Value = u64> {
    prop_oneof![1 => Just(0), 4 => (any::<u64>(), 24_u32..64).prop_map(|(bits, shift)| bits >> shift)]
}

/// Two strata, one of which may be heavy.
fn any_cell() -> impl Strategy<Value = [(u64, f64); 2]> {
    [(any_count(), 1.0..50.0_f64), (any_count(), 1.0..1e6_f64)]
}

fn any_cells() -> impl Strategy<Value = [[(u64, f64); 2]; 4]> {
    [any_cell(), any_cell(), any_cell(), any_cell()]
}

/// The matrix of these strata, all weights multiplied by `factor`.
fn matrix(cells: [[(u64, f64); 2]; 4], factor: f64) -> WeightedMatrix {
    let count = |(n, w): (u64, f64)| WeightedCount::new(n, Weight::new(w * factor).unwrap());
    let [true_positives, false_positives, false_negatives, true_negatives] =
        cells.map(|[one, two]| count(one).plus(count(two)));
    WeightedMatrix::new(WeightedCells {
        true_positives,
        false_positives,
        false_negatives,
        true_negatives,
    })
    .unwrap()
}

fn numbers(found: &Estimate) -> [Option<f64>; 4] {
    let limits = found.limits();
    [found.value(), limits.map(|l| l.lower), limits.map(|l| l.upper), found.design_effect()]
}

fn close(one: Option<f64>, two: Option<f64>) -> bool {
    match (one, two) {
        (Some(a), Some(b)) if a.is_infinite() => b.is_infinite(),
        (Some(a), Some(b)) => (a - b).abs() <= (ROUNDING * a.abs().max(b.abs())).max(NOTHING),
        (one, two) => one == two,
    }
}

fn sound(found: &Estimate) -> Result<(), TestCaseError> {
    let complete = found.value().is_some() && found.limits().is_some();
    prop_assert_eq!(complete, found.reason().is_none(), "{:?}", found);
    if let (Some(value), Some(limits)) = (found.value(), found.limits()) {
        prop_assert!(limits.lower <= value && value <= limits.upper, "{found:?}");
    }
    let infinite = found.reason().is_some_and(|reason| reason.starts_with("infinite"));
    prop_assert_eq!(found.limits().is_some(), found.value().is_some() || infinite, "{:?}", found);
    prop_assert!(numbers(found).iter().flatten().all(|number| !number.is_nan()), "{found:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn estimates_lie_between_their_limits(cells in any_cells(), share in 1e-9..0.999_f64) {
        let matrix = matrix(cells, 1.0);
        for metric in Metric::ALL {
            sound(&weighted_estimate(metric, &matrix, Confidence::DEFAULT))?;
        }
        for prevalence in [
            Prevalence::Known(Probability::new(share).unwrap()),
            Prevalence::Counted(Proportion::new(3, 1_000_000).unwrap()),
            Prevalence::Counted(Proportion::new(0, 1_000).unwrap()),
            Prevalence::Counted(Proportion::new(7, 7).unwrap()),
        ] {
            sound(&weighted_ppv_at_prevalence(&matrix, prevalence, Confidence::DEFAULT))?;
            sound(&weighted_npv_at_prevalence(&matrix, prevalence, Confidence::DEFAULT))?;
        }
    }

    #[test]
    fn only_the_proportions_between_weights_matter(cells in any_cells(), factor in 1.0..1e6_f64) {
        let (one, two) = (matrix(cells, 1.0), matrix(cells, factor));
        for metric in Metric::ALL {
            let [a, b] = [one, two].map(|m| weighted_estimate(metric, &m, Confidence::DEFAULT));
            for (a, b) in numbers(&a).into_iter().zip(numbers(&b)) {
                prop_assert!(close(a, b), "{metric:?} {a:?} {b:?}");
            }
        }
    }

    #[test]
    fn equal_weights_change_no_value_and_no_limit_of_a_share(
        counts in [any_count(), any_count(), any_count(), any_count()], weight in 1.0..1e6_f64,
    ) {
        let weighted = matrix(counts.map(|n| [(n, 1.0), (0, 1.0)]), weight);
        let [true_positives, false_positives, false_negatives, true_negatives] = counts;
        let cells = Cells { true_positives, false_positives, false_negatives, true_negatives };
        let plain = ConfusionMatrix::new(cells).unwrap();
        for metric in Metric::ALL.into_iter().filter(|m| *m != Metric::DiagnosticOddsRatio) {
            let a = weighted_estimate(metric, &weighted, Confidence::DEFAULT);
            let b = estimate(metric, &plain, &EXACT, Confidence::DEFAULT);
            if metric == Metric::Mcc || metric == Metric::YoudenJ {
                // Differences, of which the digits near 0 are lost.
                prop_assert!((a.value().unwrap_or(0.0) - b.value().unwrap_or(0.0)).abs() < 1e-9);
            } else {
                prop_assert!(close(a.value(), b.value()), "{metric:?} {a:?} {b:?}");
            }
            if metric.proportion(&plain).is_some() || metric == Metric::F1 {
                for (a, b) in numbers(&a).into_iter().zip(numbers(&b)).take(3) {
                    prop_assert!(close(a, b), "{metric:?} {a:?} {b:?}");
                }
                prop_assert!(a.design_effect().is_none_or(|d| (d - 1.0).abs() < ROUNDING));
            }
        }
    }
}
