//! Matthews' correlation coefficient of weighted counts.

use super::WeightedMatrix;
use super::joined::TOGETHER;
use super::share::flagged;
use crate::confusion::{Estimate, Limits};
use crate::interval::melded_gamma_odds;
use crate::quantity::Confidence;

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
    let [recall, fpr] = match flagged(matrix, each) {
        Ok(shares) => shares,
        Err(reason) => return Estimate::undefined(TOGETHER, reason),
    };
    let (violating, innocent) = (matrix.violating(), matrix.innocent());
    let odds = melded_gamma_odds(violating, innocent, each);
    let ends = (odds.lower(), odds.upper());
    let worst = Corner { recall: recall.lower, fpr: fpr.upper };
    let best = Corner { recall: recall.upper, fpr: fpr.lower };
    let limits = Limits {
        lower: if worst.recall < worst.fpr { worst.furthest(ends) } else { worst.nearest(ends) },
        upper: if best.recall > best.fpr { best.furthest(ends) } else { best.nearest(ends) },
    };
    let here = violating.total() / innocent.total();
    let value = Corner { recall: recall.value, fpr: fpr.value }.coefficient(here);
    Estimate::new(value, limits, TOGETHER)
}

/// A recall and a false positive rate.
#[derive(Clone, Copy)]
struct Corner {
    recall: f64,
    fpr: f64,
}

impl Corner {
    /// The coefficient where an item has these odds to be violating.
    fn coefficient(self, odds: f64) -> f64 {
        let Self { recall: r, fpr: f } = self;
        let square = f * (1.0 - f) / odds + r * (1.0 - r) * odds + f * (1.0 - r) + r * (1.0 - f);
        ((r - f) / square.sqrt()).clamp(-1.0, 1.0)
    }

    /// The value furthest from 0 over odds between `low` and `high`.
    fn furthest(self, (low, high): (f64, f64)) -> f64 {
        let Self { recall: r, fpr: f } = self;
        let odds = (f * (1.0 - f) / (r * (1.0 - r))).sqrt();
        self.coefficient(if odds.is_nan() { low } else { odds.clamp(low, high) })
    }

    /// The value nearest to 0 over odds between `low` and `high`.
    fn nearest(self, (low, high): (f64, f64)) -> f64 {
        let [at_low, at_high] = [low, high].map(|odds| self.coefficient(odds));
        if at_low.abs() < at_high.abs() { at_low } else { at_high }
    }
}
