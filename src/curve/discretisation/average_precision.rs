//! Average precision over all orders within bins.

use super::{Discretisation, Orders, joined};
use crate::confusion::{Limits, Undefined};
use crate::curve::average_precision::{limits, precision};
use crate::curve::average_precision_at;
use crate::quantity::{Confidence, Rate, real, whole};
use crate::special::Share;
use crate::tally::Ranking;

/// Up to which number reciprocals are added one by one.
const FEW: u64 = 64;

impl Orders<'_> {
    /// The bounds of average precision.
    ///
    /// ```text
    /// highest: Σ p·(t + p) / (t + p + f) / P,  lowest: Σ Σ (t + k) / (t + k + f + n) / P, k = 1…p
    /// ```
    ///
    /// Here a bin has `p` of the `P` positives and `n` negatives, above it are `t` positives and `f`
    /// negatives, and the outer sums are over all bins. Wherever in a bin a threshold is, `i` of its
    /// positives and `j` of its negatives are flagged, and precision is `(t + i)/(t + i + f + j)`: at most
    /// that with `i = p` and `j = 0`, which all positives share where they are tied above the negatives. Of
    /// the positive that is the `k`-th in order, `i` is at least `k` and `j` at most `n`: the least is where all
    /// are apart and below the negatives.
    #[must_use]
    pub fn average_precision(&self) -> Discretisation {
        let [lowest, highest] = self.shares();
        Discretisation::between(lowest.x(), highest.x())
    }

    /// The limits of [`average_precision`](crate::curve::average_precision) over all orders: as a function of
    /// AP below 1, either changes its direction once at most, and away from the outside.
    #[must_use]
    pub fn average_precision_limits(&self, confidence: Confidence) -> Option<Limits> {
        let [lowest, highest] = self.shares();
        let positives = real(self.tied.positives());
        // The least that is missing to 1 is the last positive with one negative above or beside it.
        let missing = 1.0 / (positives * (positives + 1.0));
        let next = Share::with_rest(1.0 - missing, missing);
        let is_between = highest.rest() < missing && missing < lowest.rest();
        let all = [lowest, highest].into_iter().chain(is_between.then_some(next));
        joined(all.map(|share| limits(share, self.tied.positives(), confidence)))
    }

    fn shares(&self) -> [Share; 2] {
        [lowest(self.tied, 1.0), precision(&self.best)]
    }

    /// The bounds of average precision where the share `prevalence` is violating: as above, with each negative
    /// counted `(1 - π')/π'·P/N` times, where `π'` is the prevalence.
    ///
    /// # Errors
    ///
    /// Where nothing would be flagged there.
    pub fn average_precision_at(&self, prevalence: Rate) -> Result<Discretisation, Undefined> {
        let highest = average_precision_at(&self.best, prevalence)?;
        let classes = real(self.tied.positives()) / real(self.tied.negatives());
        let each = Share::from(prevalence).turned_round().odds() * classes;
        Ok(Discretisation::between(lowest(self.tied, each).x(), highest))
    }
}

/// The lowest, where each negative counts as so many.
fn lowest(ranking: &Ranking, each: f64) -> Share {
    let (mut right, mut wrong) = (0.0, 0.0);
    let (mut positives, mut negatives) = (0, 0);
    for cell in ranking.cells() {
        negatives += cell.negatives;
        let innocent = each * real(negatives);
        let lost = innocent * reciprocals(real(positives) + innocent, cell.positives);
        positives += cell.positives;
        wrong += lost;
        right += real(cell.positives) - lost;
    }
    let positives = real(ranking.positives());
    Share::with_rest(right / positives, wrong / positives)
}

/// Returns the sum of `1/(from + k)` over all `k` from 1 to `count`.
///
/// Beyond the first few by Euler and Maclaurin's formula, whose next term is below 1e-16 there.
fn reciprocals(from: f64, count: u64) -> f64 {
    let sum = |from: f64, count: u64| -> f64 {
        (1..=count).map(|number| 1.0 / (from + real(number))).sum()
    };
    let few = whole((real(FEW) - from).max(0.0).ceil()).min(count);
    let (first, rest) = (sum(from, few), count - few);
    let middle = from + real(few);
    if rest <= FEW {
        return first + sum(middle, rest);
    }
    let (a, b) = (1.0 / middle, 1.0 / (middle + real(rest)));
    let terms = |x: f64| x / 2.0 - x.powi(2) / 12.0 + x.powi(4) / 120.0 - x.powi(6) / 252.0;
    first + (real(rest) * a).ln_1p() + terms(b) - terms(a)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reciprocals_are_those_of_a_sum() {
        // mpmath 1.3 at 50 digits: harmonic(to) - harmonic(from).
        for (from, to, expected) in [
            (0, 1, 1.0),
            (0, 1_000, 7.485_470_860_550_345),
            (63, 64, 0.015_625),
            (65, 400, 1.810_654_172_086_122_6),
            (1_000_000, 3_000_000, 1.098_611_955_334_850_3),
            (5, 10_000_000_000, 21.319_733_261_558_656),
        ] {
            let found = reciprocals(real(from), to - from);
            assert!((found / expected - 1.0).abs() < 4e-15, "{from} {to}: {found} {expected}");
        }
        assert!(reciprocals(7.0, 0).abs() < f64::MIN_POSITIVE);
    }
}
