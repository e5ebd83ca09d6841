//! Where the two error rates are equal.

use super::{missing_class, points};
use crate::confusion::Undefined;
use crate::quantity::real;
use crate::tally::Ranking;

/// Returns the equal error rate, a share: where the false positive rate equals the false negative rate, on
/// the straight line between the two thresholds next to that point.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::equal_error_rate;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// assert_eq!(equal_error_rate(&ranking), Ok(0.5));
/// ```
pub fn equal_error_rate(ranking: &Ranking) -> Result<f64, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let (positives, negatives) = (real(ranking.positives()), real(ranking.negatives()));
    let mut crossing = Crossing::default();
    let rate = points(ranking).find_map(|point| {
        let fpr = real(point.matrix.false_positives()) / negatives;
        crossing.reach(fpr, real(point.matrix.false_negatives()) / positives)
    });
    // There is one: where everything is flagged, the rates are 1 and 0.
    Ok(rate.unwrap_or(crossing.fpr))
}

/// The way down to where the two error rates are equal.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crossing {
    /// The false positive rate at the threshold before.
    fpr: f64,
    /// By how much the false negative rate exceeds it there.
    excess: f64,
}

impl Default for Crossing {
    /// Where nothing is flagged.
    fn default() -> Self {
        Self { fpr: 0.0, excess: 1.0 }
    }
}

impl Crossing {
    /// Goes on to a lower threshold with these rates, and returns the equal error rate if it is on the straight
    /// line to there.
    pub(crate) fn reach(&mut self, fpr: f64, fnr: f64) -> Option<f64> {
        let before = std::mem::replace(self, Self { fpr, excess: fnr - fpr });
        let passed = self.excess <= 0.0;
        let way = before.excess / (before.excess - self.excess);
        passed.then_some(before.fpr + way * (fpr - before.fpr))
    }
}
