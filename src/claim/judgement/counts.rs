//! A claim against the confusion counts of a test.

use super::Judged;
use crate::claim::{ClaimQuantity, LabelError, MislabelledTest, Openness, Region};
use crate::confusion::{ConfusionMatrix, Metric, Undefined, ppv};
use crate::interval::{clopper_pearson, lower_bound, upper_bound};
use crate::quantity::{Confidence, Probability, Proportion};
use crate::special::{Share, binomial_tails};

/// The counts of a test, and what else is known of it.
#[derive(Clone, Copy, Debug)]
pub struct CountsEvidence<'a> {
    /// The counts as labelled.
    pub matrix: &'a ConfusionMatrix,
    /// How many of the labels may be wrong, where that is allowed for.
    pub label_error: Option<LabelError>,
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
    let metric = quantity.metric().ok_or("counts of a test do not measure it")?;
    let carried = evidence
        .prevalence
        .filter(|_| quantity.depends_on_prevalence())
        .filter(|stated| !agrees(evidence.matrix, *stated, confidence));
    let measured = match carried {
        Some(prevalence) => carried_to(quantity, evidence, prevalence.get(), confidence)?,
        None => Measured::of(metric, evidence, confidence)?,
    };
    let proportion = match (carried, metric.proportion(evidence.matrix)) {
        (None, Some(proportion)) => Some(proportion?),
        _ => None,
    };
    let as_labelled = proportion.filter(|_| evidence.label_error.is_none());
    Ok(CountsJudgement {
        judged: Judged::of(
            region.against(measured.known),
            region.against(measured.bounds),
            Openness::LabelError,
        ),
        estimate: measured.estimate,
        bounds: measured.bounds,
        proportion,
        carried_to: carried.map(Probability::get),
        p_value: as_labelled.and_then(|seen| p_value(seen, region)),
    })
}

/// Whether the test may have come from a stream with this share of violating items.
fn agrees(matrix: &ConfusionMatrix, stated: Probability, confidence: Confidence) -> bool {
    matrix.prevalence().is_ok_and(|own| {
        let interval = clopper_pearson(own, confidence);
        (interval.lower()..=interval.upper()).contains(&stated.get())
    })
}

/// A quantity as counted, over all that the labels may be in truth, and with chance besides.
struct Measured {
    estimate: f64,
    known: (f64, f64),
    bounds: (f64, f64),
}

impl Measured {
    fn of(
        metric: Metric,
        evidence: &CountsEvidence<'_>,
        confidence: Confidence,
    ) -> Result<Self, Undefined> {
        let Some(proportion) = metric.proportion(evidence.matrix) else {
            return Err("it is no share of the counts");
        };
        let proportion = proportion?;
        let estimate = proportion.estimate();
        let Some(errors) = evidence.label_error else {
            let bounds = (lower_bound(proportion, confidence), upper_bound(proportion, confidence));
            return Ok(Self { estimate, known: (estimate, estimate), bounds });
        };
        let test = MislabelledTest::new(evidence.matrix, errors)?;
        let lower = test.lower_bound(metric, confidence)?;
        let upper = test.upper_bound(metric, confidence)?;
        Ok(Self { estimate, known: test.range(metric)?, bounds: (lower, upper) })
    }
}

/// A quantity where another share of the items is violating: from recall and false positive rate, each
/// bounded at half the risk.
fn carried_to(
    quantity: ClaimQuantity,
    evidence: &CountsEvidence<'_>,
    prevalence: f64,
    confidence: Confidence,
) -> Result<Measured, Undefined> {
    let half = Confidence::new(1.0 - confidence.tail()).unwrap_or(confidence);
    let recall = Measured::of(Metric::Recall, evidence, half)?;
    let fpr = Measured::of(Metric::FalsePositiveRate, evidence, half)?;
    let at = |recall: f64, fpr: f64| -> Result<f64, Undefined> {
        let shares = [recall, fpr, prevalence].map(Share::new);
        match quantity {
            ClaimQuantity::Accuracy => Ok(prevalence * recall + (1.0 - prevalence) * (1.0 - fpr)),
            ClaimQuantity::FalseDiscoveryRate => Ok(ppv(shares[0], shares[1], shares[2])?.rest()),
            _ => Ok(ppv(shares[0], shares[1], shares[2])?.x()),
        }
    };
    // Each quantity rises in recall and falls in the false positive rate, or the other way round.
    let ends = |recall: (f64, f64), fpr: (f64, f64)| -> Result<(f64, f64), Undefined> {
        let (worst, best) = (at(recall.0, fpr.1)?, at(recall.1, fpr.0)?);
        Ok((worst.min(best), worst.max(best)))
    };
    Ok(Measured {
        estimate: at(recall.estimate, fpr.estimate)?,
        known: ends(recall.known, fpr.known)?,
        bounds: ends(recall.bounds, fpr.bounds)?,
    })
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
        let evidence = CountsEvidence { matrix: counts, label_error: None, prevalence };
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
        let fdr =
            judge(ClaimQuantity::FalseDiscoveryRate, Comparator::AtMost, 0.01, &counts, Some(1e-4));
        assert!((fdr.estimate + carried.estimate - 1.0).abs() < 1e-12);
        assert!((fdr.bounds.0 + upper - 1.0).abs() < 1e-12);
        let accuracy =
            judge(ClaimQuantity::Accuracy, Comparator::AtLeast, 0.9, &counts, Some(1e-4));
        assert!((accuracy.estimate - (1e-4 * 0.84 + 0.9999 * 0.999_159)).abs() < 1e-12);
    }

    #[test]
    fn what_counts_do_not_define_has_a_reason() {
        let counts = matrix(0, 0, 3, 9);
        let evidence = CountsEvidence { matrix: &counts, label_error: None, prevalence: None };
        let region = region(ClaimQuantity::Precision, Comparator::AtLeast, 0.9);
        let judgement =
            judge_counts(ClaimQuantity::Precision, region, &evidence, Confidence::DEFAULT);
        assert_eq!(judgement, Err("nothing was flagged"));
    }

    #[test]
    fn labels_that_may_be_wrong_leave_it_open() {
        let counts = matrix(90_000, 10, 100, 100_000);
        let region = region(ClaimQuantity::FalsePositiveRate, Comparator::AtMost, 1e-3);
        let judge = |share: Option<f64>| {
            let label_error =
                share.map(|share| LabelError::OfAll(Probability::new(share).unwrap()));
            let evidence = CountsEvidence { matrix: &counts, label_error, prevalence: None };
            let quantity = ClaimQuantity::FalsePositiveRate;
            judge_counts(quantity, region, &evidence, Confidence::DEFAULT).unwrap()
        };
        assert_eq!(judge(None).judged.verdict, Verdict::Supported);
        assert_eq!(judge(Some(0.01)).judged, Judged::open(Openness::LabelError));
        assert_eq!(judge(Some(0.01)).p_value, None);
        assert_eq!(judge(Some(1e-6)).judged.verdict, Verdict::Supported);
    }
}
