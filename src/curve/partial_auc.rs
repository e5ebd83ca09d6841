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
    if from >= to {
        return Err("the range of false positive rates is empty");
    }
    let (positives, negatives) = (real(ranking.positives()), real(ranking.negatives()));
    let mut between = AreaBetween::new(from, to);
    for point in points(ranking) {
        let fpr = real(point.matrix.false_positives()) / negatives;
        between.reach(fpr, real(point.matrix.true_positives()) / positives);
    }
    let area = between.area();
    Ok(PartialAuc { area, standardised: standardised_area(area, from, to) })
}

/// Returns McClish's standardisation of an area between two false positive rates, of which `from` is the lower;
/// the greater the area, the greater it is.
#[must_use]
pub fn standardised_area(area: f64, from: Probability, to: Probability) -> f64 {
    let (from, to) = (from.get(), to.get());
    let (least, most) = ((to * to - from * from) / 2.0, to - from);
    f64::midpoint(1.0, (area - least) / (most - least))
}

/// The area below a line and between two false positive rates, which grows as the line is drawn from the left.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AreaBetween {
    from: f64,
    to: f64,
    fpr: f64,
    recall: f64,
    area: f64,
}

impl AreaBetween {
    pub(crate) fn new(from: Probability, to: Probability) -> Self {
        Self { from: from.get(), to: to.get(), fpr: 0.0, recall: 0.0, area: 0.0 }
    }

    /// Draws the line on to this point.
    pub(crate) fn reach(&mut self, fpr: f64, recall: f64) {
        let (x, y) = (self.fpr, self.recall);
        let (left, right) = (self.from.max(x), self.to.min(fpr));
        if left < right {
            let height = |at: f64| y + (recall - y) * (at - x) / (fpr - x);
            self.area += (right - left) * f64::midpoint(height(left), height(right));
        }
        (self.fpr, self.recall) = (fpr, recall);
    }

    /// The area so far.
    pub(crate) fn area(self) -> f64 {
        self.area
    }
}
