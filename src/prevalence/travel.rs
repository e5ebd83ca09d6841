//! From one prevalence to another.

use crate::confusion::Undefined;
use crate::special::Share;

const NOTHING_FLAGGED: Undefined = "nothing would be flagged";
const NO_RIGHT_FLAG: Undefined = "no flag is right, which leaves the false positive rate open";
const FPR_ABOVE_1: Undefined = "they would need a false positive rate above 1";
const BOTH_0_AND_1: Undefined = "one prevalence is 0 or 1, where precision says nothing";

/// Returns the positive predictive value at the prevalence `to`, of a detector whose positive
/// predictive value is `ppv` at the prevalence `from`.
///
/// ```text
/// odds(PPV′) = odds(PPV) · odds(π′) / odds(π)
/// ```
///
/// Here `π` is `from` and `π′` is `to`. It follows from Bayes' theorem on both sides, recall and the
/// false positive rate being the same: their ratio cancels, so that neither has to be known.
///
/// # Errors
///
/// Where a prevalence or the value itself is at an edge that leaves `0/0`.
///
/// ```
/// use baserate::prevalence::ppv_moved;
/// use baserate::special::Share;
///
/// // 99.9 % measured where 1 % is violating, used where one item in 10 000 is.
/// let ppv = ppv_moved(Share::new(0.999), Share::new(0.01), Share::new(1e-4));
/// assert!((ppv.unwrap().x() - 0.908).abs() < 5e-4);
/// ```
pub fn ppv_moved(ppv: Share, from: Share, to: Share) -> Result<Share, Undefined> {
    let moved = Share::from_odds(ppv.odds() * to.odds() / from.odds());
    if moved.x().is_nan() { Err(BOTH_0_AND_1) } else { Ok(moved) }
}

/// Returns the false positive rate of a detector that has this `precision` and `recall` on a set of
/// which the share `test_prevalence` is violating.
///
/// ```text
/// FPR = recall · π / (1 - π) · (1 - precision) / precision
/// ```
///
/// Here `π` is the test prevalence: the definition of precision, solved for the false positive rate.
///
/// # Errors
///
/// Where precision, recall or test prevalence is 0, which leaves the false positive rate open, and
/// where it would have to be above 1.
///
/// ```
/// use baserate::prevalence::fpr_implied;
/// use baserate::special::Share;
///
/// let [precision, recall, half] = [0.999, 0.84, 0.5].map(Share::new);
/// assert!((fpr_implied(precision, recall, half).unwrap().x() - 8.408e-4).abs() < 5e-8);
/// let [low, high] = [0.3, 0.9].map(Share::new);
/// assert!(fpr_implied(low, high, high).is_err());
/// ```
pub fn fpr_implied(
    precision: Share,
    recall: Share,
    test_prevalence: Share,
) -> Result<Share, Undefined> {
    if [precision, recall, test_prevalence].iter().any(|share| share.x() == 0.0) {
        return Err(NO_RIGHT_FLAG);
    }
    let fpr = recall.x() * test_prevalence.odds() / precision.odds();
    if fpr > 1.0 || fpr.is_nan() { Err(FPR_ABOVE_1) } else { Ok(Share::new(fpr)) }
}

/// Returns the prevalence at which half of the flags are wrong; where fewer items are violating,
/// most flags are.
///
/// ```text
/// π = FPR / (recall + FPR)
/// ```
///
/// It is where the two shares that flags come from, `π · recall` and `(1 - π) · FPR`, are equal. It
/// is 0 where no innocent item is flagged, and 1 where no violating one is.
///
/// # Errors
///
/// Where neither is flagged.
///
/// ```
/// use baserate::prevalence::break_even;
/// use baserate::special::Share;
///
/// let prevalence = break_even(Share::new(0.84), Share::new(1e-6)).unwrap();
/// assert!((prevalence.x() - 1.19e-6).abs() < 5e-9);
/// ```
pub fn break_even(recall: Share, fpr: Share) -> Result<Share, Undefined> {
    let prevalence = Share::from_odds(fpr.x() / recall.x());
    if prevalence.x().is_nan() { Err(NOTHING_FLAGGED) } else { Ok(prevalence) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::confusion::ppv;

    /// The relative error that a dozen roundings leave.
    const TOLERANCE: f64 = 1e-14;

    fn assert_close(found: f64, expected: f64) {
        assert!((found - expected).abs() <= TOLERANCE * expected.abs(), "{found} {expected}");
    }

    #[test]
    fn precision_999_and_recall_84_travel_as_published() {
        // Half violating in the test: PPV 50 %, 9.1 % and 0.1 % at 1e-3, 1e-4 and 1e-6. As exact
        // fractions: odds 999 · π / (1 - π).
        let [precision, half] = [0.999, 0.5].map(Share::new);
        for (to, odds) in [(1e-3, (999, 999)), (1e-4, (999, 9_999)), (1e-6, (999, 999_999))] {
            let found = ppv_moved(precision, half, Share::new(to)).unwrap().x();
            let (right, wrong) = (f64::from(odds.0), f64::from(odds.1));
            assert!((found / (right / (right + wrong)) - 1.0).abs() < 1e-12, "{to} {found}");
        }
    }

    #[test]
    fn moving_ppv_agrees_with_carrying_the_rates() {
        for precision in [0.02, 0.5, 0.97] {
            for recall in [0.1, 0.84, 1.0] {
                for (test, deployed) in [(0.01, 1e-7), (0.5, 0.9), (0.3, 0.3)] {
                    let [precision, recall, test, deployed] =
                        [precision, recall, test, deployed].map(Share::new);
                    let Ok(fpr) = fpr_implied(precision, recall, test) else { continue };
                    let carried = ppv(recall, fpr, deployed).unwrap().x();
                    assert_close(ppv_moved(precision, test, deployed).unwrap().x(), carried);
                    // There and back.
                    assert_close(ppv(recall, fpr, test).unwrap().x(), precision.x());
                }
            }
        }
    }

    #[test]
    fn half_of_the_flags_are_wrong_at_the_break_even() {
        for (recall, fpr) in [(0.84, 1e-6), (0.3, 0.7), (1.0, 1.0), (1e-9, 2e-11)] {
            let (recall, fpr) = (Share::new(recall), Share::new(fpr));
            let prevalence = break_even(recall, fpr).unwrap();
            assert_close(ppv(recall, fpr, prevalence).unwrap().x(), 0.5);
        }
        let at = |recall, fpr| break_even(Share::new(recall), Share::new(fpr)).map(Share::x);
        assert_eq!(
            (at(0.5, 0.0), at(0.0, 0.5), at(0.0, 0.0)),
            (Ok(0.0), Ok(1.0), Err(NOTHING_FLAGGED))
        );
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let at = |p, r, t| fpr_implied(Share::new(p), Share::new(r), Share::new(t)).map(Share::x);
        assert_eq!(at(0.5, 1.0, 0.5), Ok(1.0));
        assert_eq!(at(0.499, 1.0, 0.5), Err(FPR_ABOVE_1));
        assert_eq!(at(0.0, 1.0, 0.5), Err(NO_RIGHT_FLAG));
        assert_eq!(at(0.9, 0.0, 0.5), Err(NO_RIGHT_FLAG));
        assert_eq!(at(1.0, 0.9, 0.5), Ok(0.0));
        assert!(ppv_moved(Share::new(1.0), Share::new(0.5), Share::new(0.0)).is_err());
    }
}
