//! The area under the receiver operating characteristic.

use super::delong::variance;
use super::missing_class;
use crate::confusion::{Estimate, Limits, Undefined};
use crate::interval::lower_deviance_limit;
use crate::quantity::{Confidence, real, real_wide};
use crate::special::{Share, normal_upper_quantile};
use crate::tally::Ranking;

const DELONG: &str = "delong";
const LOGIT_DELONG: &str = "logit-delong";
const HOEFFDING: &str = "hoeffding";
const ONE_ITEM: Undefined = "no limits: a class has a single item";

/// The area under the receiver operating characteristic, with its variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Auc {
    area: Share,
    variance: Option<f64>,
    rarer: u64,
}

/// Returns the area under the receiver operating characteristic: the share of all pairs of a positive and
/// a negative in which the positive has the higher score, a tie counting half (Mann and Whitney's U).
///
/// The pairs are counted in whole numbers, so that every digit is right, and of an area near 1 every
/// digit of what is missing.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// ```
/// use baserate::curve::auc;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// // Hanley and McNeil's ratings of 109 images, from definitely normal to definitely abnormal.
/// let [normal, abnormal] = [[33, 6, 6, 11, 2], [3, 2, 2, 11, 33]];
/// let rows = |label, counts: [u64; 5]| {
///     (1..).map(f64::from).zip(counts).map(move |(rating, count)| (rating, label, count))
/// };
/// let rows = rows(Label::Negative, normal).chain(rows(Label::Positive, abnormal));
/// let auc = auc(&Ranking::of(&Tally::new(rows, 0).unwrap())).unwrap();
/// assert!((auc.area().x() - 0.8931711).abs() < 5e-8);
/// assert!((auc.standard_error().unwrap() - 0.0307244).abs() < 5e-8);
/// ```
pub fn auc(ranking: &Ranking) -> Result<Auc, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let (positives, negatives) = (ranking.positives(), ranking.negatives());
    let mut lost = LostPairs::default();
    for cell in ranking.cells() {
        lost.add(cell.positives, cell.negatives);
    }
    let area = lost.area(positives, negatives);
    Ok(Auc { area, variance: variance(ranking, area), rarer: positives.min(negatives) })
}

/// The pairs of a positive and a negative in which the negative is above, a tie counting half: gathered from
/// the highest score down.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LostPairs {
    /// The negatives so far.
    above: u64,
    /// Twice the pairs, so that ties are whole.
    doubled: u128,
}

impl LostPairs {
    /// Goes on to the next lower score, which so many have.
    #[inline]
    pub(crate) fn add(&mut self, positives: u64, negatives: u64) {
        let of_each = 2 * u128::from(self.above) + u128::from(negatives);
        self.doubled += u128::from(positives) * of_each;
        self.above += negatives;
    }

    /// The share of all pairs that are not lost, where so many of each were added and neither is 0.
    pub(crate) fn area(self, positives: u64, negatives: u64) -> Share {
        let all = 2 * u128::from(positives) * u128::from(negatives);
        let part = |pairs: u128| real_wide(pairs) / real_wide(all);
        Share::with_rest(part(all - self.doubled), part(self.doubled))
    }
}

impl Auc {
    /// The area, with what is missing to 1.
    #[must_use]
    pub fn area(&self) -> Share {
        self.area
    }

    /// DeLong's standard error, or `None` where a class has a single item.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.variance.map(f64::sqrt)
    }

    /// Whether every item of one class is above every item of the other.
    pub(super) fn is_separated(&self) -> bool {
        self.area.x() == 0.0 || self.area.rest() == 0.0
    }
}

/// Returns the area with DeLong's interval, `A ± z·SE`, cut at 0 and 1.
///
/// It is here to compare with other programs; [`auc_logit_delong`] covers better near 1. Absent where a
/// class has a single item.
///
/// Source: DeLong, DeLong and Clarke-Pearson, *Biometrics* 44, 1988.
#[must_use]
pub fn auc_delong(auc: &Auc, confidence: Confidence) -> Estimate {
    let area = auc.area.x();
    let Some(error) = auc.standard_error() else {
        return Estimate::without_limits(area, DELONG, ONE_ITEM);
    };
    let half = normal_upper_quantile(confidence.tail()) * error;
    Estimate::new(area, Limits::around(area, half).map(|end| end.clamp(0.0, 1.0)), DELONG)
}

/// Returns the area with DeLong's interval on the scale of log odds.
///
/// ```text
/// logit A ± z·SE / (A(1 - A))
/// ```
///
/// Here `SE` is DeLong's standard error, and `z` leaves half of what the confidence leaves in the upper
/// normal tail. The limits stay inside `(0, 1)`. They are approximate, and cover less often than they say
/// where few items are in the wrong order, as at areas near 1. Where the standard error says nothing,
/// since it is 0 (all items in the right order, or all tied) or a class has a single item, the limits of
/// [`auc_bound`] are given in their place, so that they are never `[1, 1]`.
///
/// Source: Pepe, *The Statistical Evaluation of Medical Tests*, 2003, section 5.2.
#[must_use]
pub fn auc_logit_delong(auc: &Auc, confidence: Confidence) -> Estimate {
    let error = auc.standard_error().filter(|error| *error > 0.0 && !auc.is_separated());
    let Some(error) = error else { return auc_bound(auc, confidence) };
    Estimate::new(auc.area.x(), logit_limits(auc.area, error, confidence), LOGIT_DELONG)
}

/// The limits of an area, neither 0 nor 1, with this standard error.
pub(super) fn logit_limits(area: Share, error: f64, confidence: Confidence) -> Limits {
    let half = normal_upper_quantile(confidence.tail()) * error / area.x() / area.rest();
    let share = |log_odds: f64| Share::from_odds(log_odds.exp()).x();
    Limits::around(area.log_odds(), half).map(share)
}

/// Returns the area with an interval that covers at least as often as the confidence says, whatever the
/// scores and however few the items.
///
/// ```text
/// m·[A ln(A/θ) + (1 - A) ln((1 - A)/(1 - θ))] = -ln((1 - confidence)/2), solved for θ on either side
/// ```
///
/// Here `A` is the area and `m` the number of items of the rarer class. The area is an average of
/// averages over `m` pairs that have no item in common, and so its tails are at most those that
/// Hoeffding's inequality gives for `m` independent pairs. Where every item is in the right order, the lower
/// limit is `((1 - confidence)/2)^(1/m)`, that of `m` successes in `m` trials. It is wide.
///
/// Source: Hoeffding, *Journal of the American Statistical Association* 58, 1963, theorem 1 and section 5.
///
/// ```
/// use baserate::curve::{auc, auc_bound};
/// use baserate::quantity::Confidence;
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.0, Label::Negative, 144_000), (1.0, Label::Positive, 720)];
/// let auc = auc(&Ranking::of(&Tally::new(rows, 0).unwrap())).unwrap();
/// let limits = auc_bound(&auc, Confidence::DEFAULT).limits().unwrap();
/// assert!((limits.lower - 0.025_f64.powf(1.0 / 720.0)).abs() < 1e-12);
/// assert_eq!(limits.upper, 1.0);
/// ```
#[must_use]
pub fn auc_bound(auc: &Auc, confidence: Confidence) -> Estimate {
    Estimate::new(auc.area.x(), bound(auc.area, real(auc.rarer), confidence), HOEFFDING)
}

/// The limits of a share of so many pairs with no item in common, which need not be whole.
pub(super) fn bound(share: Share, pairs: f64, confidence: Confidence) -> Limits {
    let (won, lost) = (pairs * share.x(), pairs * share.rest());
    let allowed = -confidence.tail().ln();
    let lower = lower_deviance_limit(won, lost, allowed).x();
    Limits { lower, upper: lower_deviance_limit(lost, won, allowed).rest() }
}
