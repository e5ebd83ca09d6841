//! The test that a claim about precision in deployment needs.

use super::enriched::{AllowedErrors, EnrichedTest, enriched_test};
use crate::prevalence::fpr_implied;
use crate::quantity::{Confidence, Probability};
use crate::special::Share;

/// What proves a precision where few items are violating, by way of recall and the false positive rate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PrecisionTest {
    /// What the false positive rate must be proven to be at the most; a share.
    pub fpr: Probability,
    /// The confidence of either proof, so that both together have the one asked for.
    pub each: Confidence,
    /// How many items of either truth are needed.
    pub items: EnrichedTest,
}

/// Returns the test set that proves a precision of at least `precision` where the share `prevalence` of
/// the items is violating, by proving a recall of at least `recall` and a false positive rate low
/// enough; even if it shows as many errors as allowed. `None` where no test does: for a precision or a
/// recall of 1, at a recall or prevalence of 0, or beyond what a `u64` holds.
///
/// ```text
/// FPR <= r · π / (1 - π) · (1 - p) / p        each proven with √confidence
/// ```
///
/// Here `p` is the precision, `π` the prevalence and `r` the recall. Precision falls with the false positive
/// rate and rises with recall, so that both limits together are a limit for it. They rest on different
/// items; both hold with the product of the two confidences. It is assumed that both rates are the same in
/// deployment as in the test. Where any false positive rate would do, it is 1, and no innocent items are
/// needed but those allowed to be errors.
///
/// ```
/// use baserate::planning::{AllowedErrors, precision_test};
/// use baserate::quantity::{Confidence, Probability};
///
/// // A precision of 90 % where 1 item in 10 000 is violating, from a set with as many as are needed.
/// let [precision, prevalence, recall] = [0.9, 1e-4, 0.8].map(|p| Probability::new(p).unwrap());
/// let allowed = AllowedErrors { missed: 5, false_positives: 0 };
/// let test = precision_test(precision, prevalence, recall, allowed, Confidence::DEFAULT).unwrap();
/// assert!((test.fpr.get() / 8.89e-6 - 1.0).abs() < 5e-4);
/// assert_eq!((test.items.violating, test.items.innocent), (55, 413_523));
/// ```
#[must_use]
pub fn precision_test(
    precision: Probability,
    prevalence: Probability,
    recall: Probability,
    allowed: AllowedErrors,
    confidence: Confidence,
) -> Option<PrecisionTest> {
    let fpr = fpr_needed(precision, prevalence, recall)?;
    let each = Confidence::new(confidence.level().sqrt()).ok()?;
    let items = enriched_test(recall, fpr, allowed, each)?;
    Some(PrecisionTest { fpr, each, items })
}

/// The greatest false positive rate that leaves the precision; `None` where no flag can be right.
fn fpr_needed(
    precision: Probability,
    prevalence: Probability,
    recall: Probability,
) -> Option<Probability> {
    if recall.get() == 0.0 || prevalence.get() == 0.0 {
        return None;
    }
    let [precision, recall, prevalence] =
        [precision, recall, prevalence].map(|share| Share::new(share.get()));
    // What is refused now would be above 1, or there is no precision to prove.
    let fpr = fpr_implied(precision, recall, prevalence).map_or(1.0, Share::x);
    Probability::new(fpr).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confusion::ppv;
    use crate::interval::{lower_bound, upper_bound};
    use crate::quantity::Proportion;

    fn test(
        precision: f64,
        prevalence: f64,
        recall: f64,
        allowed: AllowedErrors,
    ) -> Option<PrecisionTest> {
        let [precision, prevalence, recall] =
            [precision, prevalence, recall].map(|share| Probability::new(share).unwrap());
        precision_test(precision, prevalence, recall, allowed, Confidence::DEFAULT)
    }

    /// The limits of the test passed, carried to the prevalence, are the precision, and one innocent
    /// item less is too few.
    #[test]
    fn the_bounds_of_the_test_give_the_precision() {
        let allowed = AllowedErrors { missed: 4, false_positives: 2 };
        for (precision, prevalence, recall) in
            [(0.9, 1e-4, 0.8), (0.5, 1e-6, 0.3), (0.99, 0.2, 0.9)]
        {
            let PrecisionTest { each, items, .. } =
                test(precision, prevalence, recall, allowed).unwrap();
            let found = Proportion::new(items.violating - 4, items.violating).unwrap();
            assert!(lower_bound(found, each) >= recall);
            let ppv = |innocent| {
                let fpr = upper_bound(Proportion::new(2, innocent).unwrap(), each);
                ppv(Share::new(recall), Share::new(fpr), Share::new(prevalence)).unwrap().x()
            };
            assert!(ppv(items.innocent) >= precision && ppv(items.innocent - 1) < precision);
        }
    }

    #[test]
    fn edges() {
        let none = AllowedErrors::default();
        assert_eq!(test(1.0, 1e-4, 0.8, none), None);
        assert_eq!(test(0.9, 1e-4, 1.0, none), None);
        assert_eq!(test(0.9, 1e-4, 0.0, none), None);
        assert_eq!(test(0.9, 0.0, 0.8, none), None);
        // Where half of the items are violating, one flag in ten is right whatever is flagged.
        let easy = test(0.1, 0.5, 0.8, none).unwrap();
        assert_eq!((easy.fpr.get().to_bits(), easy.items.innocent), (1.0_f64.to_bits(), 0));
        assert_eq!(test(0.0, 0.5, 0.8, none).unwrap().items.innocent, 0);
    }
}
