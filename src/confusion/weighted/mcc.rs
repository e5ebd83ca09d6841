//! Matthews' correlation coefficient of weighted counts.

use super::WeightedMatrix;
use super::joined::{TOGETHER, odds};
use crate::confusion::{Estimate, Limits};
use crate::quantity::Confidence;
use crate::special::Share;

/// Returns Matthews' correlation coefficient with limits that hold at least as often as those of
/// recall, the false positive rate and the prevalence do together.
///
/// ```text
/// φ = (r - f) / √( f(1-f)/o + r(1-r)·o + f(1-r) + r(1-f) )
/// ```
///
/// Here `r` is the recall, `f` the false positive rate and `o` the odds of an item to be violating. `φ`
/// increases with `r` and decreases with `f`; in `o` it is furthest from 0 at `√(f(1-f) / r(1-r))`. The
/// limits are its least and greatest value over the three intervals, each at a third of the risk.
pub(super) fn mcc(matrix: &WeightedMatrix, confidence: Confidence) -> Estimate {
    if let Some(reason) = matrix.counts().missing_margin() {
        return Estimate::undefined(TOGETHER, reason);
    }
    let each = confidence.shared_by(3);
    let recall = odds(matrix.violating_by_decision(), each);
    let fpr = odds(matrix.innocent_by_decision(), each);
    let prior = odds([matrix.violating(), matrix.innocent()], each);
    let ends = (prior.lower, prior.upper);
    let worst = Rates::from_odds(recall.lower, fpr.upper);
    let best = Rates::from_odds(recall.upper, fpr.lower);
    let limits = Limits {
        lower: if worst.excess() < 0.0 { worst.furthest(ends) } else { worst.nearest(ends) },
        upper: if best.excess() > 0.0 { best.furthest(ends) } else { best.nearest(ends) },
    };
    let value = Rates::from_odds(recall.value, fpr.value).coefficient(prior.value);
    Estimate::new(value, limits, TOGETHER)
}

/// A recall and a false positive rate, each with what is missing to 1.
#[derive(Clone, Copy)]
struct Rates {
    recall: Share,
    fpr: Share,
}

impl Rates {
    fn from_odds(recall: f64, fpr: f64) -> Self {
        Self { recall: Share::from_odds(recall), fpr: Share::from_odds(fpr) }
    }

    /// By how much the recall exceeds the false positive rate.
    fn excess(self) -> f64 {
        self.recall.x() * self.fpr.rest() - self.fpr.x() * self.recall.rest()
    }

    /// The variances of a decision on a violating and on an innocent item.
    fn variances(self) -> (f64, f64) {
        (self.recall.x() * self.recall.rest(), self.fpr.x() * self.fpr.rest())
    }

    /// The coefficient where an item has these odds to be violating.
    fn coefficient(self, odds: f64) -> f64 {
        let (violating, innocent) = self.variances();
        let either = self.fpr.x() * self.recall.rest() + self.recall.x() * self.fpr.rest();
        let square = innocent / odds + violating * odds + either;
        (self.excess() / square.sqrt()).clamp(-1.0, 1.0)
    }

    /// The value furthest from 0 over odds between `low` and `high`.
    fn furthest(self, (low, high): (f64, f64)) -> f64 {
        let (violating, innocent) = self.variances();
        let odds = (innocent / violating).sqrt();
        self.coefficient(if odds.is_nan() { low } else { odds.clamp(low, high) })
    }

    /// The value nearest to 0 over odds between `low` and `high`.
    fn nearest(self, (low, high): (f64, f64)) -> f64 {
        let [at_low, at_high] = [low, high].map(|odds| self.coefficient(odds));
        if at_low.abs() < at_high.abs() { at_low } else { at_high }
    }
}
