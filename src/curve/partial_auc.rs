//! The area under a part of the receiver operating characteristic.

use super::{missing_class, points};
use crate::confusion::Undefined;
use crate::quantity::{Probability, real};
use crate::tally::Ranking;

/// The area under the curve between two false positive rates.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PartialAuc {
    /// The area itself, at most the width of the range.
    pub area: f64,
    /// The area on a scale on which chance has 0.5 and perfection 1.
    pub standardised: f64,
}

/// Returns the area under the receiver operating characteristic between the false positive rates `from` and
/// `to`, and McClish's standardisation of it.
///
/// ```text
/// ½·(1 + (area - least) / (most - least)),  least = (to² - from²)/2,  most = to - from
/// ```
///
/// Between thresholds the curve is a straight line, as for the whole area.
///
/// # Errors
///
/// Where there are no positives or no negatives, or `from` is not below `to`.
///
/// Source: McClish, *Medical Decision Making* 9, 1989.
pub fn partial_auc(
    ranking: &Ranking,
    from: Probability,
    to: Probability,
) -> Result<PartialAuc, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let (from, to) = (from.get(), to.get());
    if from >= to {
        return Err("the range of false positive rates is empty");
    }
    let (positives, negatives) = (real(ranking.positives()), real(ranking.negatives()));
    let (mut area, mut x, mut y) = (0.0, 0.0, 0.0);
    for point in points(ranking) {
        let next_x = real(point.matrix.false_positives()) / negatives;
        let next_y = real(point.matrix.true_positives()) / positives;
        let (left, right) = (from.max(x), to.min(next_x));
        if left < right {
            let height = |at: f64| y + (next_y - y) * (at - x) / (next_x - x);
            area += (right - left) * f64::midpoint(height(left), height(right));
        }
        (x, y) = (next_x, next_y);
    }
    let (least, most) = ((to * to - from * from) / 2.0, to - from);
    let standardised = f64::midpoint(1.0, (area - least) / (most - least));
    Ok(PartialAuc { area, standardised })
}
