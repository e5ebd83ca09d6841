//! What a coarse tally leaves open: the least and the greatest value that any order of the items within its
//! bins allows.
//!
//! At the edge of a bin every count is exact, and so is every point of a curve there. Between two edges a
//! curve may take any way that only rises, from where positives of the bin are all above its negatives to
//! where they are all below, ties included. What grows with the curve has its extremes there.

mod average_precision;
mod delong;
mod rule;

use serde::Serialize;

use super::{Auc, auc, auc_bound, auprg, cost_area, equal_error_rate, partial_auc};
use crate::confusion::{Limits, Undefined};
use crate::quantity::{Confidence, Probability, Rate};
use crate::tally::Ranking;

pub use rule::Attained;

/// The least and the greatest value that any order of items within bins allows. This is neither chance nor
/// ignorance: finer scores settle it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Discretisation {
    /// The least value.
    pub lower: f64,
    /// The greatest value.
    pub upper: f64,
}

impl Discretisation {
    fn between(one: f64, two: f64) -> Self {
        Self { lower: one.min(two), upper: one.max(two) }
    }
}

/// All orders that the items within the bins of a ranking may have, ties included, by their extremes.
///
/// The limits of an interval are the lowest lower and the highest upper one of all orders: they hold
/// whichever it was.
///
/// ```
/// use baserate::curve::{Discretisation, Orders};
/// use baserate::tally::{Label, Ranking, Tally};
///
/// // A positive alone, and a bin with two positives and a negative.
/// let rows = [(2.0, Label::Positive, 1), (1.0, Label::Positive, 2), (1.0, Label::Negative, 1)];
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// let orders = Orders::of(&ranking).unwrap();
/// assert_eq!(orders.auc(), Discretisation { lower: 1.0 / 3.0, upper: 1.0 });
/// // 1/1, then with the negative above 2/3 and 3/4.
/// let lowest = (1.0 + 2.0 / 3.0 + 3.0 / 4.0) / 3.0;
/// assert!((orders.average_precision().lower - lowest).abs() < 1e-15);
/// ```
#[derive(Debug)]
pub struct Orders<'a> {
    tied: &'a Ranking,
    best: Ranking,
    worst: Ranking,
    highest: Auc,
    lowest: Auc,
}

impl<'a> Orders<'a> {
    /// Returns all orders within the cells of `ranking`, each of which is a bin, or a run of them that only
    /// negatives are in.
    ///
    /// # Errors
    ///
    /// Where there are no positives or no negatives.
    pub fn of(ranking: &'a Ranking) -> Result<Self, Undefined> {
        let (best, worst) = (ranking.positives_first(), ranking.negatives_first());
        let (highest, lowest) = (auc(&best)?, auc(&worst)?);
        Ok(Self { tied: ranking, best, worst, highest, lowest })
    }

    /// The bounds of the area under the receiver operating characteristic.
    ///
    /// ```text
    /// A ± Σ p·n / 2PN, over all bins, with p of the P positives and n of the N negatives
    /// ```
    #[must_use]
    pub fn auc(&self) -> Discretisation {
        Discretisation::between(self.lowest.area().x(), self.highest.area().x())
    }

    /// The bounds of the area between two false positive rates, and of McClish's standardisation of it.
    ///
    /// # Errors
    ///
    /// Where `from` is not below `to`.
    pub fn partial_auc(
        &self,
        from: Probability,
        to: Probability,
    ) -> Result<[Discretisation; 2], Undefined> {
        let (least, most) =
            (partial_auc(&self.worst, from, to)?, partial_auc(&self.best, from, to)?);
        let areas = Discretisation::between(least.area, most.area);
        Ok([areas, Discretisation::between(least.standardised, most.standardised)])
    }

    /// The bounds of the equal error rate: where the curve is higher, it meets the line on which the rates
    /// are equal earlier.
    ///
    /// # Errors
    ///
    /// None: there are positives and negatives.
    pub fn equal_error_rate(&self) -> Result<Discretisation, Undefined> {
        let (least, most) = (equal_error_rate(&self.best)?, equal_error_rate(&self.worst)?);
        Ok(Discretisation::between(least, most))
    }

    /// The bounds of the area under precision–recall–gain, which grows with the curve.
    ///
    /// # Errors
    ///
    /// Where the prevalence is 0 or 1.
    pub fn auprg(&self, prevalence: Option<Rate>) -> Result<Discretisation, Undefined> {
        let (least, most) = (auprg(&self.worst, prevalence)?, auprg(&self.best, prevalence)?);
        Ok(Discretisation::between(least, most))
    }

    /// The bounds of the area under the cost curve, which shrinks as the curve grows.
    ///
    /// # Errors
    ///
    /// None: there are positives and negatives.
    pub fn cost_area(&self) -> Result<Discretisation, Undefined> {
        Ok(Discretisation::between(cost_area(&self.best)?, cost_area(&self.worst)?))
    }

    /// The limits of [`auc_bound`] over all orders: both grow with the area.
    #[must_use]
    pub fn auc_bound(&self, confidence: Confidence) -> Option<Limits> {
        let [lowest, highest] =
            [&self.lowest, &self.highest].map(|auc| auc_bound(auc, confidence).limits());
        joined(lowest.into_iter().chain(highest))
    }
}

/// The lowest and the highest of all limits.
fn joined(limits: impl IntoIterator<Item = Limits>) -> Option<Limits> {
    limits.into_iter().reduce(|one, two| Limits {
        lower: one.lower.min(two.lower),
        upper: one.upper.max(two.upper),
    })
}
