//! A test set with as many violating and innocent items as the claims need, whatever the prevalence.

use super::proof::trials_allowing;
use crate::quantity::{Confidence, Probability};

/// How many errors of either kind a test may show and still prove its claims.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct AllowedErrors {
    /// Violating items that were not flagged.
    pub missed: u64,
    /// Innocent items that were flagged.
    pub false_positives: u64,
}

/// How many items of either truth a test needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EnrichedTest {
    /// Violating items, for recall.
    pub violating: u64,
    /// Innocent items, for the false positive rate.
    pub innocent: u64,
}

/// Returns how many violating and how many innocent items prove that recall is at least `recall` and the
/// false positive rate at most `fpr`, even if the test shows as many errors as allowed; `None` where no
/// number does, as for a recall of 1.
///
/// Each claim is proven at the stated confidence from its own items, see [`trials_allowing`]. No
/// correction for two claims is needed: a detector for which either is false passes both parts with a
/// probability of at most `1 - confidence`. (Where both limits are to hold at once, as in a projection
/// of precision, it is: there each needs the square root of the confidence.)
///
/// Source: Berger, *Technometrics* 24, 1982, on proving that several limits are all kept.
///
/// ```
/// use baserate::planning::{AllowedErrors, EnrichedTest, enriched_test};
/// use baserate::quantity::{Confidence, Probability};
///
/// let [recall, fpr] = [0.84, 0.001].map(|rate| Probability::new(rate).unwrap());
/// let allowed = AllowedErrors { missed: 5, false_positives: 0 };
/// let test = enriched_test(recall, fpr, allowed, Confidence::DEFAULT);
/// assert_eq!(test, Some(EnrichedTest { violating: 63, innocent: 2_995 }));
/// ```
#[must_use]
pub fn enriched_test(
    recall: Probability,
    fpr: Probability,
    allowed: AllowedErrors,
    confidence: Confidence,
) -> Option<EnrichedTest> {
    Some(EnrichedTest {
        violating: trials_allowing(allowed.missed, recall.turned_round(), confidence)?,
        innocent: trials_allowing(allowed.false_positives, fpr, confidence)?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::{lower_bound, upper_bound};
    use crate::quantity::Proportion;

    fn test(recall: f64, fpr: f64, missed: u64, false_positives: u64) -> Option<EnrichedTest> {
        let [recall, fpr] = [recall, fpr].map(|rate| Probability::new(rate).unwrap());
        let allowed = AllowedErrors { missed, false_positives };
        enriched_test(recall, fpr, allowed, Confidence::DEFAULT)
    }

    #[test]
    fn one_item_less_proves_neither() {
        let found = test(0.84, 0.01, 5, 2).unwrap();
        let recall = |n| lower_bound(Proportion::new(n - 5, n).unwrap(), Confidence::DEFAULT);
        let fpr = |n| upper_bound(Proportion::new(2, n).unwrap(), Confidence::DEFAULT);
        assert!(recall(found.violating) >= 0.84 && recall(found.violating - 1) < 0.84);
        assert!(fpr(found.innocent) <= 0.01 && fpr(found.innocent - 1) > 0.01);
    }

    #[test]
    fn perfection_cannot_be_proven() {
        assert_eq!(test(1.0, 0.001, 0, 0), None);
        assert_eq!(test(0.84, 0.0, 0, 0), None);
    }
}
