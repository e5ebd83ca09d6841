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
    let share = area(ranking);
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

/// AP by the false discoveries, of which there are few where it is near 1.
pub(super) fn area(ranking: &Ranking) -> Share {
    let (mut flagged, mut innocent) = (0_u64, 0_u64);
    let (mut right, mut wrong) = (0.0, 0.0);
    for cell in ranking.cells() {
        flagged += cell.positives + cell.negatives;
        innocent += cell.negatives;
        right += real(cell.positives) * (real(flagged - innocent) / real(flagged));
        wrong += real(cell.positives) * (real(innocent) / real(flagged));
    }
    let positives = real(ranking.positives());
    Share::with_rest(right / positives, wrong / positives)
}
