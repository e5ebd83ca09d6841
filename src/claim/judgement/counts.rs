//! A claim against the confusion counts of a test.

use super::Judged;
use crate::claim::{ClaimQuantity, Openness, Region};
use crate::confusion::{ConfusionMatrix, Undefined};
use crate::interval::{clopper_pearson, lower_bound, upper_bound};
use crate::quantity::{Confidence, Probability, Proportion};
use crate::special::{Share, binomial_tails};

/// The counts of a test, with what the truths of its labels may be.
#[derive(Clone, Copy, Debug)]
pub struct CountsEvidence<'a> {
    /// The counts as labelled.
    pub labelled: &'a ConfusionMatrix,
    /// The counts under the labels that make the quantity least, and greatest.
    pub extremes: [&'a ConfusionMatrix; 2],
    /// The share of violating items that the claim is about, where it states one.
    pub prevalence: Option<Probability>,
}

/// What counts say of a claim.
#[derive(Clone, Debug, PartialEq)]
pub struct CountsJudgement {
    /// The verdict.
    pub judged: Judged,
    /// The quantity as counted, carried to the claim's prevalence where that is another than the
    /// test's.
    pub estimate: f64,
    /// The one-sided bounds, each at the stated confidence, under the labels that are worst for it.
    pub bounds: (f64, f64),
    /// Events and trials, where the quantity is a proportion of this test.
    pub proportion: Option<Proportion>,
    /// The prevalence it was carried to.
    pub carried_to: Option<f64>,
    /// The exact one-sided p-value against the claim's contrary: the probability of counts at least as
    /// favourable if the quantity were just where the claim begins to be true. Only for a proportion
    /// under the labels as they are and a claim with one end.
    pub p_value: Option<f64>,
}

/// Returns what the counts say of the claim that `quantity` lies in `region`.
///
/// Supported where the exact one-sided confidence bound (Clopper and Pearson) lies in the region, under
/// every truth of the labels; refuted where it lies outside under every one. A claim of precision, false
/// discovery rate or accuracy at another share of violating items than the test's is judged on recall
/// and false positive rate carried there, each bound at half the risk (Bonferroni).
///
/// # Errors
///
/// The reason why the counts do not define the quantity.
pub fn judge_counts(
    quantity: ClaimQuantity,
    region: Region,
    evidence: &CountsEvidence<'_>,
    confidence: Confidence,
) -> Result<CountsJudgement, Undefined> {
    let carried = evidence.prevalence.filter(|_| quantity.depends_on_prevalence());
    let carried = carried.filter(|stated| !agrees(evidence.labelled, *stated, confidence));
    let measure = |matrix: &ConfusionMatrix| match carried {
        Some(prevalence) => carried_bounds(quantity, matrix, prevalence.get(), confidence),
        None => own_bounds(quantity, matrix, confidence),
    };
    let (least, greatest) = (measure(evidence.extremes[0])?, measure(evidence.extremes[1])?);
    let bounds = (least.lower, greatest.upper);
    let known = region.against((least.estimate, greatest.estimate));
    let labels_matter = evidence.extremes.iter().any(|extreme| *extreme != evidence.labelled);
    let proportion = carried.is_none().then(|| proportion(quantity, evidence.labelled)).transpose()?;
    Ok(CountsJudgement {
        judged: Judged::of(known, region.against(bounds), Openness::LabelError),
        estimate: measure(evidence.labelled)?.estimate,
        bounds,
        proportion,
        carried_to: carried.map(Probability::get),
        p_value: proportion.filter(|_| !labels_matter).and_then(|seen| p_value(seen, region)),
    })
}

/// The proportion that `quantity` is of `matrix`.
fn proportion(quantity: ClaimQuantity, matrix: &ConfusionMatrix) -> Result<Proportion, Undefined> {
    match quantity {
        ClaimQuantity::Precision => matrix.precision(),
        ClaimQuantity::Recall => matrix.recall(),
        ClaimQuantity::FalsePositiveRate | ClaimQuantity::MatchRate => matrix.fpr(),
        ClaimQuantity::FalseDiscoveryRate => matrix.fdr(),
        ClaimQuantity::FalseNegativeRate => matrix.fnr(),
        ClaimQuantity::Accuracy => matrix.accuracy(),
        ClaimQuantity::Specificity => matrix.specificity(),
        ClaimQuantity::Share
        | ClaimQuantity::Change
        | ClaimQuantity::RatePerSecond
        | ClaimQuantity::Unspecified => Err("counts of a test do not measure it"),
    }
}

/// Whether the test may have come from a stream with this share of violating items.
fn agrees(matrix: &ConfusionMatrix, stated: Probability, confidence: Confidence) -> bool {
    matrix.prevalence().is_ok_and(|own| {
        let interval = clopper_pearson(own, confidence);
        (interval.lower()..=interval.upper()).contains(&stated.get())
    })
}

/// A quantity with its one-sided bounds.
struct Measured {
    estimate: f64,
    lower: f64,
    upper: f64,
}

fn own_bounds(
    quantity: ClaimQuantity,
    matrix: &ConfusionMatrix,
    confidence: Confidence,
) -> Result<Measured, Undefined> {
    let proportion = proportion(quantity, matrix)?;
    Ok(Measured {
        estimate: proportion.estimate(),
        lower: lower_bound(proportion, confidence),
        upper: upper_bound(proportion, confidence),
    })
}

fn carried_bounds(
    quantity: ClaimQuantity,
    matrix: &ConfusionMatrix,
    prevalence: f64,
    confidence: Confidence,
) -> Result<Measured, Undefined> {
    let half = Confidence::new(1.0 - confidence.tail()).unwrap_or(confidence);
    let (recall, fpr) = (matrix.recall()?, matrix.fpr()?);
    let at = |recall: f64, fpr: f64| {
        let (right, wrong) = (prevalence * recall, (1.0 - prevalence) * fpr);
        match quantity {
            ClaimQuantity::Accuracy => right + (1.0 - prevalence) - wrong,
            ClaimQuantity::FalseDiscoveryRate => wrong / (right + wrong),
            _ => right / (right + wrong),
        }
    };
    let worst = at(lower_bound(recall, half), upper_bound(fpr, half));
    let best = at(upper_bound(recall, half), lower_bound(fpr, half));
    let estimate = at(recall.estimate(), fpr.estimate());
    if estimate.is_nan() || worst.is_nan() || best.is_nan() {
        return Err("nothing would be flagged");
    }
    Ok(Measured { estimate, lower: worst.min(best), upper: worst.max(best) })
}

fn p_value(seen: Proportion, region: Region) -> Option<f64> {
    let tails = |share: f64| binomial_tails(seen.events(), seen.trials(), Share::new(share));
    match (region.low(), region.high()) {
        (Some(low), None) if (0.0..=1.0).contains(&low) => Some(tails(low).1),
        (None, Some(high)) if (0.0..=1.0).contains(&high) => Some(tails(high).0),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Comparator, Stated, Verdict};
    use crate::confusion::Cells;

    fn matrix(tp: u64, fp: u64, missed: u64, tn: u64) -> ConfusionMatrix {
        let cells = Cells {
            true_positives: tp,
            false_positives: fp,
            false_negatives: missed,
            true_negatives: tn,
        };
        ConfusionMatrix::new(cells).unwrap()
    }

    fn region(quantity: ClaimQuantity, comparator: Comparator, value: f64) -> Region {
        let text = value.to_string();
        Stated { text, comparator, value, half_unit: 0.0 }.region(quantity)
    }

    fn judge(
        quantity: ClaimQuantity,
        comparator: Comparator,
        value: f64,
        counts: &ConfusionMatrix,
        prevalence: Option<f64>,
    ) -> CountsJudgement {
        let prevalence = prevalence.map(|share| Probability::new(share).unwrap());
        let evidence =
            CountsEvidence { labelled: counts, extremes: [counts, counts], prevalence };
        let region = region(quantity, comparator, value);
        judge_counts(quantity, region, &evidence, Confidence::DEFAULT).unwrap()
    }

    /// 0 of 2994 leaves the bound above 1 in 1000, 0 of 2995 does not: (1 - 0.001)^2995 <= 0.05.
    #[test]
    fn zero_errors_prove_from_2995_trials_on() {
        for (trials, verdict) in [(2_994, Verdict::Untested), (2_995, Verdict::Supported)] {
            let counts = matrix(7, 0, 3, trials);
            let judgement =
                judge(ClaimQuantity::FalsePositiveRate, Comparator::AtMost, 1e-3, &counts, None);
            assert_eq!(judgement.judged.verdict, verdict, "{trials}");
        }
        let at_most = judge(
            ClaimQuantity::FalsePositiveRate,
            Comparator::AtMost,
            1e-3,
            &matrix(7, 0, 3, 2_995),
            None,
        );
        assert!((at_most.p_value.unwrap() - 0.999_f64.powi(2_995)).abs() < 1e-12);
    }

    /// The verdict by the bound is the verdict of the exact test.
    #[test]
    fn the_bound_and_the_exact_test_agree() {
        for events in 0..=40 {
            let counts = matrix(40 - events, events, 5, 100);
            for value in [0.03, 0.1, 0.31, 0.5, 0.77, 0.98] {
                let at_least =
                    judge(ClaimQuantity::Precision, Comparator::AtLeast, value, &counts, None);
                let tails = binomial_tails(40 - events, 40, Share::new(value));
                let verdict = at_least.judged.verdict;
                assert_eq!(verdict == Verdict::Supported, tails.1 <= 0.05, "{events} {value}");
                assert_eq!(verdict == Verdict::Refuted, tails.0 < 0.05, "{events} {value}");
            }
        }
    }

    /// Precision 999 of 1000 at half violating says nothing of that at 1 in 10 000, where recall and
    /// false positive rate give 9.1 %.
    #[test]
    fn precision_is_carried_to_the_prevalence_of_the_claim() {
        let counts = matrix(840_000, 841, 160_000, 999_159);
        let own = judge(ClaimQuantity::Precision, Comparator::AtLeast, 0.99, &counts, Some(0.5));
        assert_eq!((own.judged.verdict, own.carried_to), (Verdict::Supported, None));
        let carried =
            judge(ClaimQuantity::Precision, Comparator::AtLeast, 0.99, &counts, Some(1e-4));
        assert_eq!((carried.judged.verdict, carried.carried_to), (Verdict::Refuted, Some(1e-4)));
        assert!((carried.estimate - 0.0908).abs() < 5e-5, "{}", carried.estimate);
        let (lower, upper) = carried.bounds;
        assert!(lower < carried.estimate && carried.estimate < upper);
        let fdr = judge(
            ClaimQuantity::FalseDiscoveryRate,
            Comparator::AtMost,
            0.01,
            &counts,
            Some(1e-4),
        );
        assert!((fdr.estimate + carried.estimate - 1.0).abs() < 1e-12);
        assert!((fdr.bounds.0 + upper - 1.0).abs() < 1e-12);
        let accuracy =
            judge(ClaimQuantity::Accuracy, Comparator::AtLeast, 0.9, &counts, Some(1e-4));
        assert!((accuracy.estimate - (1e-4 * 0.84 + 0.9999 * 0.999_159)).abs() < 1e-12);
    }

    #[test]
    fn what_counts_do_not_define_has_a_reason() {
        let counts = matrix(0, 0, 3, 9);
        let evidence =
            CountsEvidence { labelled: &counts, extremes: [&counts, &counts], prevalence: None };
        let region = region(ClaimQuantity::Precision, Comparator::AtLeast, 0.9);
        let judgement =
            judge_counts(ClaimQuantity::Precision, region, &evidence, Confidence::DEFAULT);
        assert_eq!(judgement, Err("nothing was flagged"));
    }

    #[test]
    fn labels_that_may_be_wrong_leave_it_open() {
        let (labelled, worst) = (matrix(90_000, 10, 100, 100_000), matrix(90_000, 210, 100, 99_800));
        let evidence = |worst| CountsEvidence {
            labelled: &labelled,
            extremes: [&labelled, worst],
            prevalence: None,
        };
        let region = region(ClaimQuantity::FalsePositiveRate, Comparator::AtMost, 1e-3);
        let judge = |worst| {
            let evidence = evidence(worst);
            let quantity = ClaimQuantity::FalsePositiveRate;
            judge_counts(quantity, region, &evidence, Confidence::DEFAULT).unwrap()
        };
        assert_eq!(judge(&labelled).judged.verdict, Verdict::Supported);
        assert_eq!(judge(&worst).judged, Judged::open(Openness::LabelError));
        assert_eq!(judge(&worst).p_value, None);
    }
}
