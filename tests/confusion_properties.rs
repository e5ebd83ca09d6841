//! What holds for every confusion matrix: identities between metrics, order, symmetry, and that
//! nothing undefined is ever a number.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::confusion::{
    Cells, ConfusionMatrix, Estimate, Limits, Method, Metric, Prevalence, diagnostic_odds_ratio,
    estimate, f1, lr_negative, lr_positive, mcc, npv_at_prevalence, ppv_at_prevalence, youden_j,
};
use baserate::interval::{blaker, clopper_pearson, wilson};
use baserate::quantity::{Confidence, Probability, Proportion};
use proptest::prelude::*;

const EXACT: Method = Method { name: "clopper-pearson", interval: clopper_pearson };
const SCORE: Method = Method { name: "wilson", interval: wilson };
const SHORT: Method = Method { name: "blaker", interval: blaker };

/// Rounding allowed where two ways to one number are compared.
const ROUNDING: f64 = 1e-11;

/// Counts of every size alike, with zeros among them.
fn any_count() -> impl Strategy<Value = u64> {
    prop_oneof![1 => Just(0), 4 => (any::<u64>(), 3_u32..64).prop_map(|(bits, shift)| bits >> shift)]
}

fn matrix(tp: u64, fp: u64, fneg: u64, tn: u64) -> ConfusionMatrix {
    ConfusionMatrix::new(Cells {
        true_positives: tp,
        false_positives: fp,
        false_negatives: fneg,
        true_negatives: tn,
    })
    .unwrap()
}

fn any_matrix() -> impl Strategy<Value = ConfusionMatrix> {
    [any_count(), any_count(), any_count(), any_count()]
        .prop_map(|[tp, fp, fneg, tn]| matrix(tp, fp, fneg, tn))
}

/// Up to a hundred million in each cell: the exact limit of an odds ratio adds up many terms.
fn any_matrix_to_sum() -> impl Strategy<Value = ConfusionMatrix> {
    let small = || any_count().prop_map(|count| count % 100_000_000);
    [small(), small(), small(), small()].prop_map(|[tp, fp, fneg, tn]| matrix(tp, fp, fneg, tn))
}

fn any_confidence() -> impl Strategy<Value = Confidence> {
    (0.01..0.9999).prop_map(|level| Confidence::new(level).unwrap())
}

/// Truth and decision exchanged.
fn exchanged(m: &ConfusionMatrix) -> ConfusionMatrix {
    matrix(m.true_positives(), m.false_negatives(), m.false_positives(), m.true_negatives())
}

/// Violating and innocent exchanged, and flagged and not flagged.
fn relabelled(m: &ConfusionMatrix) -> ConfusionMatrix {
    matrix(m.true_negatives(), m.false_negatives(), m.false_positives(), m.true_positives())
}

/// The decisions turned round.
fn contrary(m: &ConfusionMatrix) -> ConfusionMatrix {
    matrix(m.false_negatives(), m.true_negatives(), m.true_positives(), m.false_positives())
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= ROUNDING * a.abs().max(b.abs())
}

fn value(metric: Metric, matrix: &ConfusionMatrix) -> Option<f64> {
    estimate(metric, matrix, &EXACT, Confidence::DEFAULT).value()
}

fn range(metric: Metric) -> (f64, f64) {
    match metric {
        Metric::Mcc | Metric::YoudenJ => (-1.0, 1.0),
        Metric::PositiveLikelihoodRatio
        | Metric::NegativeLikelihoodRatio
        | Metric::DiagnosticOddsRatio => (0.0, f64::INFINITY),
        _ => (0.0, 1.0),
    }
}

fn assert_sound(found: &Estimate, (least, most): (f64, f64)) -> Result<(), TestCaseError> {
    let complete = found.value().is_some() && found.limits().is_some();
    prop_assert_eq!(complete, found.reason().is_none(), "{:?}", found);
    if let (None, Some(limits)) = (found.value(), found.limits()) {
        // Infinite, with a lower limit.
        prop_assert!(found.reason().unwrap().starts_with("infinite: "), "{found:?}");
        prop_assert!(limits.lower > 0.0 && limits.lower.is_finite() && most.is_infinite());
        prop_assert!(limits.upper.is_infinite());
        return Ok(());
    }
    let numbers = found.limits().map(|limits| [limits.lower, found.value().unwrap(), limits.upper]);
    for number in numbers.into_iter().flatten().chain(found.value()) {
        prop_assert!(number >= least && number <= most, "{number}: {found:?}");
    }
    if let Some([lower, value, upper]) = numbers {
        prop_assert!(lower <= value && value <= upper, "{found:?}");
    }
    Ok(())
}

/// That both are absent, or both there and the same after `transform`.
fn assert_mirrored(
    a: &Estimate,
    b: &Estimate,
    transform: fn(f64) -> f64,
) -> Result<(), TestCaseError> {
    prop_assert_eq!(a.value().is_some(), b.value().is_some(), "{:?} {:?}", a, b);
    prop_assert_eq!(a.limits().is_some(), b.limits().is_some(), "{:?} {:?}", a, b);
    // Differences of shares near 1 carry rounding errors of the shares.
    let close = |a: f64, b: f64| {
        close(a, b) || (a - b).abs() <= ROUNDING || a.is_infinite() && b.is_infinite()
    };
    if let Some((a, b)) = a.value().zip(b.value()) {
        prop_assert!(close(a, transform(b)), "{a} {b}");
    }
    if let Some((a, b)) = a.limits().zip(b.limits()) {
        let mut ends = [transform(b.lower), transform(b.upper)];
        ends.sort_by(f64::total_cmp);
        prop_assert!(close(a.lower, ends[0]) && close(a.upper, ends[1]), "{a:?} {b:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn estimates_lie_between_their_limits_and_what_is_absent_has_a_reason(
        matrix in any_matrix(), confidence in any_confidence(), share in 1e-9..0.999_f64,
    ) {
        for metric in Metric::ALL.into_iter().filter(|m| *m != Metric::DiagnosticOddsRatio) {
            for method in [EXACT, SCORE, SHORT] {
                let found = estimate(metric, &matrix, &method, confidence);
                assert_sound(&found, range(metric))?;
            }
        }
        for prevalence in [
            Prevalence::Known(Probability::new(share).unwrap()),
            Prevalence::Counted(Proportion::new(3, 1_000_000).unwrap()),
            Prevalence::Counted(Proportion::new(0, 1_000).unwrap()),
        ] {
            let both = [ppv_at_prevalence, npv_at_prevalence];
            for found in both.map(|value| value(&matrix, prevalence, confidence)) {
                assert_sound(&found, (0.0, 1.0))?;
            }
        }
    }

    #[test]
    fn an_odds_ratio_lies_between_its_limits(
        matrix in any_matrix_to_sum(), confidence in any_confidence(),
    ) {
        let found = diagnostic_odds_ratio(&matrix, confidence);
        assert_sound(&found, range(Metric::DiagnosticOddsRatio))?;
    }

    #[test]
    fn complements_add_up_to_one(matrix in any_matrix()) {
        for (metric, other) in [
            (Metric::Precision, Metric::FalseDiscoveryRate),
            (Metric::Recall, Metric::FalseNegativeRate),
            (Metric::Specificity, Metric::FalsePositiveRate),
            (Metric::NegativePredictiveValue, Metric::FalseOmissionRate),
        ] {
            let sum = value(metric, &matrix).zip(value(other, &matrix)).map(|(a, b)| a + b);
            prop_assert!(sum.is_none_or(|sum| close(sum, 1.0)));
            let limits = |metric| estimate(metric, &matrix, &EXACT, Confidence::DEFAULT).limits();
            if let Some((a, b)) = limits(metric).zip(limits(other)) {
                prop_assert!((a.lower + b.upper - 1.0).abs() < ROUNDING, "{a:?} {b:?}");
            }
        }
    }

    #[test]
    fn ratios_of_ratios(matrix in any_matrix_to_sum()) {
        let of = |metric| value(metric, &matrix);
        let quotient = |a: Option<f64>, b: Option<f64>| {
            a.zip(b).filter(|(_, b)| *b > 0.0).map(|(a, b)| a / b)
        };
        let positive = quotient(of(Metric::Recall), of(Metric::FalsePositiveRate));
        let negative = quotient(of(Metric::FalseNegativeRate), of(Metric::Specificity));
        for (expected, metric) in [
            (positive, Metric::PositiveLikelihoodRatio),
            (negative, Metric::NegativeLikelihoodRatio),
            (quotient(positive, negative), Metric::DiagnosticOddsRatio),
        ] {
            if let Some((expected, found)) = expected.zip(of(metric)) {
                prop_assert!(close(expected, found), "{metric:?} {expected} {found}");
            }
        }
        if let Some((j, mean)) = of(Metric::YoudenJ).zip(of(Metric::BalancedAccuracy)) {
            let sum = of(Metric::Recall).unwrap() + of(Metric::Specificity).unwrap();
            prop_assert!((j - (sum - 1.0)).abs() < ROUNDING && (mean - sum / 2.0).abs() < ROUNDING);
        }
    }

    #[test]
    fn f1_is_the_harmonic_mean(matrix in any_matrix()) {
        let shares = value(Metric::Precision, &matrix).zip(value(Metric::Recall, &matrix));
        if let Some((precision, recall)) = shares {
            let f1 = value(Metric::F1, &matrix).unwrap();
            prop_assert!(f1 >= precision.min(recall) * (1.0 - ROUNDING));
            prop_assert!(f1 <= precision.max(recall) * (1.0 + ROUNDING));
            let mean = 2.0 * precision * recall / (precision + recall);
            prop_assert!(mean.is_nan() || close(f1, mean));
        }
    }

    #[test]
    fn mcc_is_symmetric_and_the_geometric_mean_of_two_differences(matrix in any_matrix()) {
        let of = |matrix: &ConfusionMatrix| mcc(matrix, Confidence::DEFAULT);
        let found = of(&matrix);
        assert_mirrored(&found, &of(&exchanged(&matrix)), |phi| phi)?;
        assert_mirrored(&found, &of(&relabelled(&matrix)), |phi| phi)?;
        assert_mirrored(&found, &of(&contrary(&matrix)), |phi| -phi)?;
        if let Some(phi) = found.value() {
            let j = |matrix: &ConfusionMatrix| youden_j(matrix, Confidence::DEFAULT).value().unwrap();
            prop_assert!(close(phi * phi, j(&matrix) * j(&exchanged(&matrix))));
        }
    }

    #[test]
    fn turning_the_labels_or_the_decisions_round(matrix in any_matrix_to_sum()) {
        let level = Confidence::DEFAULT;
        let (relabelled, contrary, exchanged) =
            (relabelled(&matrix), contrary(&matrix), exchanged(&matrix));
        let odds = |matrix: &ConfusionMatrix| diagnostic_odds_ratio(matrix, level);
        assert_mirrored(&odds(&matrix), &odds(&relabelled), |x| x)?;
        assert_mirrored(&odds(&matrix), &odds(&exchanged), |x| x)?;
        let j = |matrix: &ConfusionMatrix| youden_j(matrix, level);
        assert_mirrored(&j(&matrix), &j(&relabelled), |x| x)?;
        assert_mirrored(&j(&matrix), &j(&contrary), |x| -x)?;
        assert_mirrored(&f1(&matrix, &EXACT, level), &f1(&exchanged, &EXACT, level), |x| x)?;
        assert_mirrored(&lr_positive(&matrix, level), &lr_negative(&contrary, level), |x| x)?;
        for (metric, mirrored) in [
            (Metric::Precision, Metric::NegativePredictiveValue),
            (Metric::Recall, Metric::Specificity),
            (Metric::Accuracy, Metric::Accuracy),
        ] {
            prop_assert_eq!(value(metric, &matrix), value(mirrored, &relabelled));
        }
    }

    #[test]
    fn at_its_own_prevalence_a_predictive_value_is_its_share(matrix in any_matrix()) {
        let known = |p: Proportion| Prevalence::Known(Probability::new(p.estimate()).unwrap());
        // A share given as a number has no digits left for what is missing to 1.
        if let Some(prevalence) =
            matrix.prevalence().ok().filter(|p| p.estimate() < 0.99).map(known)
        {
            let level = Confidence::DEFAULT;
            let ppv = ppv_at_prevalence(&matrix, prevalence, level).value();
            if let Some((a, b)) = ppv.zip(value(Metric::Precision, &matrix)) {
                prop_assert!((a - b).abs() < 1e-9, "{a} {b}");
            }
        }
    }

    #[test]
    fn a_counted_prevalence_only_widens(
        matrix in any_matrix(), (events, others) in (1_u64..1_000, 1_u64..1_000_000_000),
    ) {
        let proportion = Proportion::new(events, events + others).unwrap();
        let known = Prevalence::Known(Probability::new(proportion.estimate()).unwrap());
        for value in [ppv_at_prevalence, npv_at_prevalence] {
            let narrow = value(&matrix, known, Confidence::DEFAULT);
            let wide = value(&matrix, Prevalence::Counted(proportion), Confidence::DEFAULT);
            // Where a count is 0 both adjust, the counted prevalence too, which moves the centre.
            if let Some((narrow, wide)) = narrow.limits().zip(wide.limits())
                && !matrix.has_empty_cell()
            {
                prop_assert!(wide.lower <= narrow.lower * (1.0 + ROUNDING));
                prop_assert!(wide.upper >= narrow.upper * (1.0 - ROUNDING));
            }
        }
    }
}

#[test]
fn no_limits_of_mcc_where_a_count_is_0() {
    for (cells, reason) in [
        (matrix(0, 20, 40, 380), Some("no limits: a count is 0")),
        (matrix(84, 2, 16, 99_998), None),
        (matrix(1, 44, 4, 46), None),
    ] {
        let found = mcc(&cells, Confidence::DEFAULT);
        assert_eq!((found.value().is_some(), found.reason()), (true, reason), "{cells:?}");
    }
}

/// The intervals that are not exact, by exact enumeration: with 40 violating and 60 innocent items,
/// or 60 or more of which each falls into its cell by chance, they cover nearly as often as they say,
/// where they are given at all.
#[test]
fn coverage_by_enumeration() {
    let j = coverage_of_j(40, 60, 0.8, 0.1);
    assert!((0.94..0.97).contains(&j), "{j}");
    let f1 = coverage_of_f1(60, 0.15, 0.1, 0.05);
    assert!((0.95..1.0).contains(&f1), "{f1}");
    let ppv = coverage_of_ppv(40, 60, 0.8, 0.1, 0.01);
    assert!((0.94..0.98).contains(&ppv), "{ppv}");
    for (items, cells) in [
        (60, [0.2, 0.1, 0.1, 0.6]),
        (60, [0.09, 0.21, 0.21, 0.49]),
        (120, [0.04, 0.16, 0.16, 0.64]),
        (120, [0.15, 0.05, 0.05, 0.75]),
    ] {
        let (mcc, given) = coverage_of_mcc(items, cells);
        assert!(given > 0.8 && (0.92..0.98).contains(&mcc), "{cells:?}: {mcc}, given {given}");
    }
}

fn coverage_of_ppv(violating: u64, innocent: u64, recall: f64, fpr: f64, share: f64) -> f64 {
    let (of_recall, of_fpr) = (binomial(violating, recall), binomial(innocent, fpr));
    let prevalence = Prevalence::Known(Probability::new(share).unwrap());
    let true_ppv = recall * share / (recall * share + fpr * (1.0 - share));
    let mut covered = 0.0;
    for (tp, p) in (0..).zip(&of_recall) {
        for (fp, q) in (0..).zip(&of_fpr) {
            let matrix = matrix(tp, fp, violating - tp, innocent - fp);
            let found = ppv_at_prevalence(&matrix, prevalence, Confidence::DEFAULT);
            let covers = |limits: Limits| (limits.lower..=limits.upper).contains(&true_ppv);
            if found.limits().is_some_and(covers) {
                covered += p * q;
            }
        }
    }
    covered
}

/// How often the limits cover where they are given, and how often they are given.
fn coverage_of_mcc(items: u64, [tp, fp, missed, tn]: [f64; 4]) -> (f64, f64) {
    let margins = (tp + fp) * (tp + missed) * (tn + fp) * (tn + missed);
    let true_mcc = (tp * tn - fp * missed) / margins.sqrt();
    let (mut covered, mut given) = (0.0, 0.0);
    for (flagged, p) in (0..).zip(binomial(items, tp + fp)) {
        let among_flagged = binomial(flagged, tp / (tp + fp));
        let among_others = binomial(items - flagged, missed / (missed + tn));
        for (right, q) in (0..).zip(&among_flagged) {
            for (wrong, r) in (0..).zip(&among_others) {
                let matrix = matrix(right, flagged - right, wrong, items - flagged - wrong);
                let Some(limits) = mcc(&matrix, Confidence::DEFAULT).limits() else { continue };
                given += p * q * r;
                if (limits.lower..=limits.upper).contains(&true_mcc) {
                    covered += p * q * r;
                }
            }
        }
    }
    (covered / given, given)
}

fn binomial(trials: u64, share: f64) -> Vec<f64> {
    let mut row = vec![1.0];
    for _ in 0..trials {
        let mut next = vec![0.0; row.len() + 1];
        for (events, chance) in row.iter().enumerate() {
            next[events] += chance * (1.0 - share);
            next[events + 1] += chance * share;
        }
        row = next;
    }
    row
}

fn coverage_of_j(violating: u64, innocent: u64, recall: f64, fpr: f64) -> f64 {
    let (of_recall, of_fpr) = (binomial(violating, recall), binomial(innocent, fpr));
    let mut covered = 0.0;
    for (tp, p) in (0..).zip(&of_recall) {
        for (fp, q) in (0..).zip(&of_fpr) {
            let found =
                youden_j(&matrix(tp, fp, violating - tp, innocent - fp), Confidence::DEFAULT);
            let limits = found.limits().unwrap();
            if (limits.lower..=limits.upper).contains(&(recall - fpr)) {
                covered += p * q;
            }
        }
    }
    covered
}

fn coverage_of_f1(items: u64, right: f64, wrong: f64, missed: f64) -> f64 {
    let true_f1 = 2.0 * right / (2.0 * right + wrong + missed);
    let concerned = right + wrong + missed;
    let mut covered = 0.0;
    for (among, p) in (0..).zip(binomial(items, concerned)) {
        for (tp, q) in (0..).zip(binomial(among, right / concerned)) {
            let matrix = matrix(tp, among - tp, 0, items - among);
            let limits = f1(&matrix, &EXACT, Confidence::DEFAULT).limits();
            // Undefined, where no item is concerned, counts as covering: nothing is claimed.
            if limits.is_none_or(|limits| (limits.lower..=limits.upper).contains(&true_f1)) {
                covered += p * q;
            }
        }
    }
    covered
}
