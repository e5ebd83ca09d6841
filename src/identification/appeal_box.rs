//! All choices of counts that figures on appeals allow.

use super::appeal_point::AppealPoint;
use super::appeals::{AppealRegion, Chance};
use super::bounds::{clipped, ends, holds};
use crate::quantity::{Confidence, CountRange};

/// The numbers reversed `without` an appeal at which an end of rung 6 can be attained: their own ends,
/// and those that leave just so many `audited` of the actions that were not appealed.
pub(super) fn without_ends(
    actioned: CountRange,
    appealed: &[f64],
    without: CountRange,
    audited: CountRange,
) -> Vec<f64> {
    let others = ends(actioned).into_iter().flat_map(|all| appealed.iter().map(move |a| all - a));
    let left = others.flat_map(|others| ends(audited).map(|audited| others - audited));
    clipped(without, left)
}

/// The ranges of the counts on rungs 1 to 4 and 6.
#[derive(Clone, Copy, Debug)]
pub(super) struct AppealBox {
    pub(super) actioned: CountRange,
    pub(super) appealed: CountRange,
    pub(super) reversed: CountRange,
    pub(super) without_appeal: CountRange,
    /// What is left of the appeals, `a − W_a`, where the number upheld is given.
    pub(super) right_appealed: Option<CountRange>,
    /// `m`, on rung 6: those neither appealed nor reversed are at least as many.
    pub(super) audited: Option<CountRange>,
}

impl AppealBox {
    /// The corners of all counts that respect `r ≤ a` and `a + w + m ≤ A`, each once.
    ///
    /// Every end of a set is monotone in each count along these constraints, so it is attained at
    /// one of them.
    pub(super) fn corners(&self) -> Vec<AppealPoint> {
        let mut corners = self.grid();
        corners
            .retain(|corner| corner.is_possible_beside(self.audited) && self.fits_upheld(corner));
        corners.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        corners.dedup();
        corners
    }

    /// The corners with what else the sets of rungs 2 to 4 are taken over.
    pub(super) fn region(&self, confidence: Confidence) -> AppealRegion {
        AppealRegion {
            actioned: self.actioned,
            corners: self.corners(),
            limits: Chance::OfAppeals(confidence),
        }
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
        let untouched = self.audited.map_or(vec![0.0], |audited| ends(audited).into());
        let mut grid = Vec::new();
        for without_appeal in
            self.without_ends(&appealed_ends).into_iter().filter(|w| w.is_finite())
        {
            let taken = untouched.iter().map(|untouched| untouched + without_appeal);
            let room = taken.clone().flat_map(|t| appealed_ends.iter().map(move |a| a + t));
            for actioned in clipped(self.actioned, room) {
                let left = taken.clone().map(|taken| actioned - taken);
                for appealed in clipped(self.appealed, appealed_ends.iter().copied().chain(left)) {
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

    /// The numbers reversed without an appeal at which an end can be attained. Only on rung 6 does an end
    /// depend on how many there can be at most.
    fn without_ends(&self, appealed: &[f64]) -> Vec<f64> {
        let Some(audited) = self.audited else { return ends(self.without_appeal).into() };
        without_ends(self.actioned, appealed, self.without_appeal, audited)
    }
}
