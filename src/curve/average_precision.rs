//! Average precision: the area under precision against recall.

use super::missing_class;
use crate::confusion::{Estimate, Limits};
use crate::quantity::{Confidence, real};
use crate::special::{Share, normal_upper_quantile};
use crate::tally::Ranking;

const LOGIT: &str = "logit";
const BINOMIAL: &str = "binomial";

/// Returns average precision, with its interval on the scale of log odds.
///
/// ```text
/// AP = Σ (recall - recall before) · precision, over all thresholds from the highest down
/// logit AP ± z / √(P·AP(1 - AP))
/// ```
///
/// Here `P` is the number of positives, and `z` leaves half of what the confidence leaves in the upper
/// normal tail. The sum takes steps, as scikit-learn does, and no line between points, which would be too
/// high. The interval takes AP for a share of `P` items and is approximate. At an AP of 1 it would be
/// `[1, 1]`, and the lower limit is that of `P` events in `P` trials in its place. AP depends on the share of positives in
/// these rows and does not travel to a stream with another.
///
/// Undefined where there are no positives or no negatives.
///
/// Sources: Boyd, Eng and Page, *ECML PKDD* 2013, for the interval; Davis and Goadrich, *ICML* 2006, on
/// lines between points.
#[must_use]
pub fn average_precision(ranking: &Ranking, confidence: Confidence) -> Estimate {
    if let Some(reason) = missing_class(ranking) {
        return Estimate::undefined(LOGIT, reason);
    }
    let share = precision(ranking);
    let method = if share.rest() == 0.0 { BINOMIAL } else { LOGIT };
    Estimate::new(share.x(), limits(share, ranking.positives(), confidence), method)
}

/// The limits of an AP of `share`.
pub(super) fn limits(share: Share, positives: u64, confidence: Confidence) -> Limits {
    let positives = real(positives);
    if share.rest() == 0.0 {
        let lower = Share::from_log(confidence.tail().ln() / positives).x();
        return Limits { lower, upper: 1.0 };
    }
    let half =
        normal_upper_quantile(confidence.tail()) / (positives * share.x() * share.rest()).sqrt();
    Limits::around(share.log_odds(), half).map(|x| Share::from_odds(x.exp()).x())
}

pub(super) fn precision(ranking: &Ranking) -> Share {
    let mut sum = PrecisionSum::default();
    for cell in ranking.cells() {
        sum.add(cell.positives, cell.negatives);
    }
    sum.share(ranking.positives())
}

/// The sum of precision over the positives, and that of what is missing to 1, which is small where AP is near
/// 1: gathered from the highest score down.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct PrecisionSum {
    flagged: u64,
    innocent: u64,
    right: f64,
    wrong: f64,
}

impl PrecisionSum {
    /// Goes on to the next lower score, which so many have.
    #[inline]
    pub(crate) fn add(&mut self, positives: u64, negatives: u64) {
        self.flagged += positives + negatives;
        self.innocent += negatives;
        if positives > 0 {
            let (count, flagged) = (real(positives), real(self.flagged));
            self.right += count * (real(self.flagged - self.innocent) / flagged);
            self.wrong += count * (real(self.innocent) / flagged);
        }
    }

    /// AP, where `positives` were added.
    pub(crate) fn share(self, positives: u64) -> Share {
        let positives = real(positives);
        Share::with_rest(self.right / positives, self.wrong / positives)
    }
}
