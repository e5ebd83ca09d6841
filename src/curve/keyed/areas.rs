//! Areas under the curves of rows with weights or clusters.

use super::effective::effective;
use super::units::Units;
use crate::confusion::{Estimate, Limits, Undefined};
use crate::curve::auc::{auc, bound};
use crate::curve::average_precision::precision;
use crate::curve::delong::deviations;
use crate::curve::missing_class;
use crate::quantity::{Confidence, real};
use crate::special::{Share, student_t_upper_quantile};
use crate::tally::{KeyedTally, Label, Ranking};

const LINEARISED: &str = "logit-linearised";
const OBUCHOWSKI: &str = "logit-obuchowski";
const EFFECTIVE: &str = "hoeffding-kish";

/// The area under the receiver operating characteristic of rows with weights or clusters, with its variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KeyedAuc {
    area: Share,
    variance: Option<f64>,
    /// The effective number of the rarer class.
    rarer: f64,
    /// The degrees of freedom of the variance.
    freedom: f64,
    method: &'static str,
}

/// Returns the area under the receiver operating characteristic: among all pairs of a positive and a negative
/// that the rows of `tally` stand for, the share in which the positive has the higher score, a tie counting
/// half. `ranking` is that of `tally`.
///
/// ```text
/// var = k₁/(k₁-1) · Σ D² + k₀/(k₀-1) · Σ E² + 2 k/(k-1) · Σ D E
/// D = Σ w (V₁₀ - A) / W₁ over the positives of a cluster,  E = Σ w (V₀₁ - A) / W₀ over its negatives
/// ```
///
/// Here `A` is the area, `V₁₀` and `V₀₁` are DeLong's placement values with weighted shares for shares, `w` the
/// weights, `W₁` and `W₀` their sums over positives and negatives, and `k₁`, `k₀` and `k` the numbers of
/// clusters with positives, with negatives, and with either. Without clusters every row is one, and the last
/// sum is 0. With clusters of one row and equal weights it is DeLong's variance.
///
/// # Errors
///
/// Where there are no positives or no negatives.
///
/// Source: Obuchowski, *Biometrics* 53, 1997, for clusters; linearised as by Binder, *International Statistical
/// Review* 51, 1983, for weights.
pub fn keyed_auc(tally: &KeyedTally, ranking: &Ranking) -> Result<KeyedAuc, Undefined> {
    let area = auc(ranking)?.area();
    let deviations: Vec<[f64; 2]> = deviations(ranking, area).collect();
    let units = influences(tally, ranking, &deviations);
    let rarer = rarer(tally);
    let method = if tally.keys().clusters { OBUCHOWSKI } else { LINEARISED };
    let (variance, freedom) = (units.variance_by_class(), freedom(tally));
    Ok(KeyedAuc { area, variance, rarer, freedom, method })
}

/// The effective number of the rarer class.
fn rarer(tally: &KeyedTally) -> f64 {
    let effective = effective(tally);
    effective.positives.unwrap_or(0.0).min(effective.negatives.unwrap_or(0.0))
}

/// The degrees of freedom of a variance: one less than the clusters of the class that fewer have, or than the
/// effective number of the rarer class where there are no clusters.
fn freedom(tally: &KeyedTally) -> f64 {
    let [positives, negatives, _] = effective(tally).units;
    let units = if tally.keys().clusters { real(positives.min(negatives)) } else { rarer(tally) };
    units - 1.0
}

/// Sums where a positive and a negative of each cell of `ranking` have these influences, to be divided by what
/// all of their label stand for.
fn influences(tally: &KeyedTally, ranking: &Ranking, of_cells: &[[f64; 2]]) -> Units {
    let totals = [Label::Positive, Label::Negative].map(|label| tally.total(label));
    Units::of(tally, |row| {
        let cell = ranking.cells().partition_point(|cell| cell.score > row.score);
        let [positive, negative] = of_cells.get(cell).copied().unwrap_or_default();
        let weight = row.weight.get();
        [weight / totals[0] * positive, weight / totals[1] * negative]
    })
}

impl KeyedAuc {
    /// The area, with what is missing to 1.
    #[must_use]
    pub fn area(&self) -> Share {
        self.area
    }

    /// The standard error, or `None` where a class has a single item or cluster.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        self.variance.map(f64::sqrt)
    }

    /// Returns the area with its interval on the scale of log odds, `logit A ± t·SE / (A(1 - A))`, where `t`
    /// leaves half of what the confidence leaves in the upper tail of Student's distribution, with one degree
    /// of freedom less than there are clusters of the class that fewer have, or than the effective number of
    /// the rarer class without clusters.
    ///
    /// Where the standard error says nothing, since it is 0 or a class has a single item or cluster, the limits
    /// are those that Hoeffding's inequality gives for the effective number ([`effective`]) of the rarer
    /// class: approximate, but never `[1, 1]`.
    #[must_use]
    pub fn estimate(&self, confidence: Confidence) -> Estimate {
        match self.standard_error().filter(|error| *error > 0.0) {
            Some(error) if self.area.x() > 0.0 && self.area.rest() > 0.0 && self.freedom > 0.0 => {
                let limits = logit_limits(self.area, error, self.freedom, confidence);
                Estimate::new(self.area.x(), limits, self.method)
            }
            _ => Estimate::new(self.area.x(), bound(self.area, self.rarer, confidence), EFFECTIVE),
        }
    }
}

/// Returns average precision of what the rows of `tally` stand for, with its interval on the scale of log odds;
/// `ranking` is that of `tally`.
///
/// ```text
/// influence of a positive: w/W₁ · (p - AP + Σ w F / (T + F)²),  of a negative: -w/W₁ · Σ w T / (T + F)²
/// ```
///
/// Here `p` is the precision where the row is the last that is flagged, `T` and `F` are the weights of positives
/// and negatives flagged at the scores of the positives that the sums are over, those with at most its score,
/// and `W₁` is the weight of all positives. Squares are summed over rows, or over sums within clusters; positives
/// and negatives are drawn together. At an AP of 1 the limits are those of [`KeyedAuc::estimate`].
///
/// Undefined where there are no positives or no negatives.
#[must_use]
pub fn keyed_average_precision(
    tally: &KeyedTally,
    ranking: &Ranking,
    confidence: Confidence,
) -> Estimate {
    if let Some(reason) = missing_class(ranking) {
        return Estimate::undefined(LINEARISED, reason);
    }
    let share = precision(ranking);
    let units = influences(tally, ranking, &influences_on_precision(tally, ranking, share));
    let freedom = freedom(tally);
    match units.variance().map(f64::sqrt) {
        Some(error) if error > 0.0 && share.rest() > 0.0 && freedom > 0.0 => {
            Estimate::new(share.x(), logit_limits(share, error, freedom, confidence), LINEARISED)
        }
        _ => {
            let positives = effective(tally).positives.unwrap_or(0.0);
            Estimate::new(share.x(), bound(share, positives, confidence), EFFECTIVE)
        }
    }
}

/// The influences of a positive and of a negative in each cell on AP, each times what all of its label stand
/// for.
fn influences_on_precision(tally: &KeyedTally, ranking: &Ranking, share: Share) -> Vec<[f64; 2]> {
    let negatives_for_each = tally.total(Label::Negative) / tally.total(Label::Positive);
    let (mut right, mut wrong) = (ranking.positives(), ranking.negatives());
    let (mut gained, mut lost) = (0.0, 0.0);
    let mut influences = Vec::with_capacity(ranking.cells().len());
    for cell in ranking.cells().iter().rev() {
        let (all_right, all_wrong) = (real(right), real(wrong));
        let flagged = all_right + all_wrong;
        let (positives, miss) = (real(cell.positives), all_wrong / flagged);
        gained += positives / flagged * miss;
        lost += positives / flagged * (all_right / flagged);
        influences.push([share.rest() - miss + gained, -lost * negatives_for_each]);
        right -= cell.positives;
        wrong -= cell.negatives;
    }
    influences.reverse();
    influences
}

/// The limits of a share, neither 0 nor 1, with this standard error and its degrees of freedom.
fn logit_limits(share: Share, error: f64, freedom: f64, confidence: Confidence) -> Limits {
    let half =
        student_t_upper_quantile(freedom, confidence.tail()) * error / share.x() / share.rest();
    Limits::around(share.log_odds(), half).map(|odds| Share::from_odds(odds.exp()).x())
}
