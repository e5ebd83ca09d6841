//! Rungs 1 to 4: what reversals and appeals determine of the share of actions that were wrong.
//!
//! # Derivation
//!
//! Of `A` actions, `a` were appealed, `r` of those reversed, and `w` reversed without an appeal. Let
//! `W` be the number of wrong actions, `W = W_a + W_n`, among the appealed and the others.
//!
//! **Rung 1**, reversals correct: `W_a ≥ r` and `W_n ≥ w`, and nothing else, so
//! `W/A ∈ [(r+w)/A, 1]`.
//!
//! **Rung 2**, upheld correct: `W_a = r`, while `W_n` may be anything from `w` to `A − a`, so
//! `W/A ∈ [(r+w)/A, (r+A−a)/A]`. Where `u` appeals have no known outcome, each of these may be wrong
//! or right: `W_a` is anything from `r` to `r + u`, here and below, and takes the place of `r` in
//! every upper end.
//!
//! **Rungs 3, 3' and 4** bound κ, the odds of appealing given wrong over the odds given right:
//!
//! ```text
//! κ = (r / W_n) / ((a − r) / (A − a − W_n)),   so   W_n = r(A−a) / (r + κ(a−r)),
//! φ(κ) = (r + W_n) / A = [r + r(A−a) / (r + κ(a−r))] / A.
//! ```
//!
//! φ falls as κ grows: φ(0) = (r+A−a)/A, the upper end of rung 2; φ(1) = r/a, the share of appeals
//! that were reversed; φ(∞) = r/A, the share of actions that were. A range of κ therefore gives
//! `[φ(κ_high), φ(κ_low)]`, within the set of rung 2. Rung 3 is κ ≥ 1, rung 3' is κ ≤ 1; φ(1) does
//! not depend on `A`, so each still gives one end where `A` is not known. The set is empty where `w`
//! alone exceeds what κ allows: then the figures refute the assumption. Without appeals (`a = 0`) κ
//! is undefined and the set is that of rung 2; without reversals κ = 0 allows any `W_n`.
//!
//! W is a whole number, so sharp ends are these, rounded inward to a whole count.

use super::bounds::{clipped, ends, holds, interval, lower_limit, upper_limit};
use super::set::hull;
use super::{IdentifiedSet, Population};
use crate::quantity::{Confidence, CountRange};

/// A range of κ, the odds ratio of appealing: given wrong, over given right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KappaRange {
    low: f64,
    high: f64,
}

impl KappaRange {
    /// κ ≥ 1: the wrongly actioned appeal at least as often.
    pub const AT_LEAST_ONE: Self = Self { low: 1.0, high: f64::INFINITY };
    /// κ ≤ 1: the wrongly actioned appeal at most as often.
    pub const AT_MOST_ONE: Self = Self { low: 0.0, high: 1.0 };

    /// Returns the range from `low` to `high`, or `None` unless `0 ≤ low ≤ high`.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low >= 0.0 && low <= high).then_some(Self { low, high })
    }

    /// The least κ.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// The greatest κ; it may be infinite.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }
}

impl std::fmt::Display for KappaRange {
    /// The range in words: `κ is 2`, `κ is from 1 to 5`, `κ is at least 1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.low, self.high) {
            (low, high) if high.is_infinite() => write!(f, "κ is at least {low}"),
            (low, high) if low >= high => write!(f, "κ is {low}"),
            (low, high) => write!(f, "κ is from {low} to {high}"),
        }
    }
}

/// Whole counts that the figures may stand for, as real numbers; `actioned` may be infinite, and
/// then `appealed` too. `reversed` counts the wrong ones among the appealed, `W_a`.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct AppealPoint {
    pub(super) actioned: f64,
    pub(super) appealed: f64,
    pub(super) reversed: f64,
    pub(super) without_appeal: f64,
}

/// The ranges of the counts on rungs 1 to 4.
#[derive(Clone, Copy, Debug)]
pub(super) struct AppealBox {
    pub(super) actioned: CountRange,
    pub(super) appealed: CountRange,
    pub(super) reversed: CountRange,
    pub(super) without_appeal: CountRange,
    /// What is left of the appeals, `a − W_a`, where the number upheld is given.
    pub(super) right_appealed: Option<CountRange>,
}

impl AppealPoint {
    /// φ(κ): the share of actions that were wrong if κ is exactly this; at κ = 0 the greatest.
    pub(super) fn share_wrong(&self, kappa: f64) -> f64 {
        let (all, appealed, reversed) = (self.actioned, self.appealed, self.reversed);
        if kappa == 0.0 || appealed == 0.0 {
            return self.most_wrong();
        }
        if kappa.is_infinite() {
            return reversed / all;
        }
        self.share_wrong_at(kappa, reversed / appealed)
    }

    /// φ(κ) with `share` in place of `r/a`: `q·p + (1−q)·p / (p + κ(1−p))`, where `q = a/A`.
    fn share_wrong_at(&self, kappa: f64, share: f64) -> f64 {
        if share == 0.0 {
            return 0.0;
        }
        let rest_wrong = share / (share + kappa * (1.0 - share));
        let appealed =
            if self.actioned.is_infinite() { 0.0 } else { self.appealed / self.actioned };
        appealed * share + (1.0 - appealed) * rest_wrong
    }

    /// `r+w`, the least number wrong.
    pub(super) fn known_wrong(&self) -> f64 {
        self.reversed + self.without_appeal
    }

    /// `(r+w)/A`, the least share wrong.
    pub(super) fn least_wrong(&self) -> f64 {
        self.known_wrong() / self.actioned
    }

    /// `(r+A−a)/A`, the greatest share wrong if upheld decisions were right.
    fn most_wrong(&self) -> f64 {
        let upheld = self.appealed - self.reversed;
        if upheld.is_infinite() {
            // As many appeals as there are actions, nearly all of them upheld.
            return 0.0;
        }
        if self.actioned.is_infinite() {
            return 1.0;
        }
        (self.actioned - upheld) / self.actioned
    }

    /// The share wrong at the greatest and at the least κ, at least `(r+w)/A`.
    fn within(&self, kappa: KappaRange) -> (f64, f64) {
        if self.appealed == 0.0 || self.appealed.is_infinite() {
            return (self.least_wrong(), self.most_wrong());
        }
        // Without reversals κ = 0 leaves open how many of the others were wrong.
        let free = kappa.high == 0.0 && self.reversed == 0.0;
        let least = if free { 0.0 } else { self.share_wrong(kappa.high) };
        (least.max(self.least_wrong()), self.share_wrong(kappa.low))
    }

    /// Whether `w` errors among the unappealed are no more than κ allows.
    fn fits(&self, kappa: KappaRange) -> bool {
        let (_, most) = self.within(kappa);
        // Equal numbers may differ in their last bits.
        self.least_wrong() <= most * (1.0 + 1e-12)
    }

    /// Clopper–Pearson limits for the two ends: of `r/a` on the appeals where κ makes an end depend
    /// on it, of the counts themselves at κ = ∞ and κ = 0.
    fn confidence(&self, kappa: KappaRange, confidence: Confidence) -> Option<(f64, f64)> {
        if self.appealed.is_infinite() {
            return Some((0.0, 0.0));
        }
        let of_appeals = interval(self.reversed, self.appealed, confidence);
        let lower = match of_appeals {
            Some(appeals) if kappa.high.is_finite() => {
                self.share_wrong_at(kappa.high, appeals.lower())
            }
            _ => lower_limit(self.reversed + self.without_appeal, self.actioned, confidence)?,
        };
        let upper = match of_appeals {
            Some(appeals) if kappa.low > 0.0 => self.share_wrong_at(kappa.low, appeals.upper()),
            _ => upper_limit(
                self.actioned - self.appealed + self.reversed,
                self.actioned,
                confidence,
            )?,
        };
        Some((lower, upper.max(lower)))
    }

    fn is_possible(&self) -> bool {
        self.actioned > 0.0
            && self.reversed <= self.appealed
            && (self.actioned.is_infinite() || self.appealed + self.without_appeal <= self.actioned)
    }
}

impl AppealBox {
    /// The corners of all counts that respect `r ≤ a` and `a + w ≤ A`, each once.
    ///
    /// Every end of a set is monotone in each count along these constraints, so it is attained at
    /// one of them.
    pub(super) fn corners(&self) -> Vec<AppealPoint> {
        let mut corners = self.grid();
        corners.retain(|corner| corner.is_possible() && self.fits_upheld(corner));
        corners.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        corners.dedup();
        corners
    }

    /// Whether the appeals that were not about wrong decisions are as many as were upheld or left
    /// open.
    fn fits_upheld(&self, point: &AppealPoint) -> bool {
        self.right_appealed.is_none_or(|right| {
            point.appealed.is_infinite() || holds(right, point.appealed - point.reversed)
        })
    }

    /// Whether there are numbers of reversals and actions that fit each other; for figures without
    /// appeals.
    pub(super) fn fits_without_appeals(&self) -> bool {
        let least = self.reversed.low_real() + self.without_appeal.low_real();
        least <= self.actioned.high_real()
    }

    /// The ends of every count, with those at which one count bounds another.
    fn grid(&self) -> Vec<AppealPoint> {
        let right: Vec<f64> = self.right_appealed.into_iter().flat_map(ends).collect();
        let reversed_ends = clipped(self.reversed, ends(self.appealed));
        let beside_right =
            |reversed: &f64| right.iter().map(|right| reversed + right).collect::<Vec<_>>();
        let sums = reversed_ends.iter().flat_map(beside_right);
        let appealed_ends = clipped(self.appealed, sums.chain(reversed_ends.iter().copied()));
        let mut grid = Vec::new();
        for without_appeal in ends(self.without_appeal).into_iter().filter(|w| w.is_finite()) {
            let room = appealed_ends.iter().map(|appealed| appealed + without_appeal);
            for actioned in clipped(self.actioned, room) {
                let values = appealed_ends.iter().copied().chain([actioned - without_appeal]);
                for appealed in clipped(self.appealed, values) {
                    let left = right.iter().map(|right| appealed - right);
                    let values = reversed_ends.iter().copied().chain([appealed]).chain(left);
                    let reversed = clipped(self.reversed, values).into_iter();
                    grid.extend(reversed.filter(|reversed| reversed.is_finite()).map(|reversed| {
                        AppealPoint { actioned, appealed, reversed, without_appeal }
                    }));
                }
            }
        }
        grid
    }

    /// The corner with so many actions that `w` errors among the unappealed just fit `kappa`, on
    /// both sides of the solution of `r(A−a) = w(r + κ(a−r))`.
    fn turning(&self, corner: AppealPoint, kappa: f64) -> impl Iterator<Item = AppealPoint> {
        let AppealPoint { appealed, reversed, without_appeal: without, .. } = corner;
        let actioned = appealed + without * (reversed + kappa * (appealed - reversed)) / reversed;
        let (range, sides) = (self.actioned, [actioned.floor(), actioned.ceil()]);
        let inside = sides.into_iter().filter(move |side| side.is_finite() && holds(range, *side));
        inside.map(move |actioned| AppealPoint { actioned, ..corner })
    }
}

/// Rung 1 without a number of appeals: `[(r+w)/A, 1]`.
pub(super) fn reversals_correct(counts: &AppealBox, of: Population) -> IdentifiedSet {
    let low = counts.reversed.low_real() + counts.without_appeal.low_real();
    IdentifiedSet::new(of, Some((low / counts.actioned.high_real(), 1.0)))
}

/// Rung 2: `[(r+w)/A, (r+A−a)/A]`.
pub(super) fn upheld_correct(counts: &AppealBox) -> IdentifiedSet {
    let corners = counts.corners();
    let ends = hull(corners.iter().map(|corner| (corner.least_wrong(), corner.most_wrong())));
    IdentifiedSet::new(Population::Actions, ends)
}

/// Rungs 3, 3' and 4: `[φ(κ_high), φ(κ_low)]`, at least `(r+w)/A`.
///
/// The set is empty only where no counts fit κ. Otherwise the upper end is attained where κ fits
/// best, with most reversals and fewest appeals; the lower end is taken over all counts, so that with
/// `w > 0` and rounding it may lie below what counts that fit κ attain.
pub(super) fn kappa_within(
    counts: &AppealBox,
    kappa: KappaRange,
    confidence: Confidence,
) -> IdentifiedSet {
    let mut corners = counts.corners();
    if kappa.high < 1.0 {
        // Then φ grows with A while (r+w)/A falls, and the least of the greater is between.
        let turning: Vec<AppealPoint> =
            corners.iter().flat_map(|corner| counts.turning(*corner, kappa.high)).collect();
        corners.extend(turning.into_iter().filter(AppealPoint::is_possible));
    }
    // How many were upheld would make the best fit lie between corners; without it, it is one.
    let free = AppealBox { right_appealed: None, ..*counts };
    let fits = free.corners().iter().any(|corner| corner.fits(kappa));
    let ends = hull(corners.iter().map(|corner| corner.within(kappa)));
    let limits = hull(corners.iter().filter_map(|corner| corner.confidence(kappa, confidence)));
    IdentifiedSet::new(Population::Actions, ends.filter(|_| fits)).with_confidence(limits)
}
