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

use super::KappaRange;
use super::appeal_box::AppealBox;
use super::appeal_point::AppealPoint;
use super::bounds::{ends, holds};
use super::wrong::{Wrong, WrongActions};
use crate::quantity::{Confidence, CountRange};

/// All that figures on appeals allow, by the points at which the ends of a set are attained.
#[derive(Clone, Debug)]
pub(super) struct AppealRegion {
    /// The range of `A`.
    pub(super) actioned: CountRange,
    /// The corners of all counts; none where the figures refute what was assumed.
    pub(super) corners: Vec<AppealPoint>,
    /// Where the limits come from.
    pub(super) limits: Chance,
}

/// What is drawn by chance where a set rests on appeals.
#[derive(Clone, Debug)]
pub(super) enum Chance {
    /// Who appealed: `W_a` among `a`.
    OfAppeals(Confidence),
    /// The outcomes of re-review: the corners, with limits of `W_a` in its place.
    OfOutcomes(Vec<AppealPoint>),
}

/// Rung 1: `[(r+w)/A, 1]`.
pub(super) fn reversals_correct(counts: &AppealBox, appealed: bool) -> WrongActions {
    let known = counts.reversed.low_real() + counts.without_appeal.low_real();
    let corners: Vec<(f64, f64)> = if appealed {
        counts.corners().iter().map(|corner| (corner.actioned, corner.known_wrong())).collect()
    } else {
        let fit = ends(counts.actioned).into_iter().chain([known]);
        fit.filter(|all| holds(counts.actioned, *all) && *all >= known)
            .map(|all| (all, known))
            .collect()
    };
    let wrong = |(all, known): (f64, f64)| Wrong::new(all, (known / all, 1.0), (known, all), 0.0);
    WrongActions::known(corners.into_iter().map(wrong))
}

/// Rung 2: `[(r+w)/A, (r+A−a)/A]`.
pub(super) fn upheld_correct(region: &AppealRegion) -> WrongActions {
    let wrong = |point: &AppealPoint| {
        let right = point.right_appealed();
        let most =
            if point.actioned.is_infinite() { point.actioned } else { point.actioned - right };
        let share = (point.least_wrong(), point.most_wrong());
        Wrong::new(point.actioned, share, (point.known_wrong(), most), right)
    };
    let limits = match &region.limits {
        Chance::OfAppeals(_) => Vec::new(),
        Chance::OfOutcomes(points) => points.iter().map(wrong).collect(),
    };
    WrongActions { ends: region.corners.iter().map(wrong).collect(), limits }
}

/// Rungs 3, 3' and 4: `[φ(κ_high), φ(κ_low)]`, at least `(r+w)/A`.
///
/// The set is empty only where no counts fit κ. Otherwise the upper end is attained where κ fits
/// best, with most wrong among the fewest appeals; the lower end is taken over all counts, so that
/// with `w > 0` and rounding it may lie below what counts that fit κ attain.
pub(super) fn kappa_within(region: &AppealRegion, kappa: KappaRange) -> WrongActions {
    let mut corners = region.corners.clone();
    if kappa.high() > 0.0 && kappa.high().is_finite() {
        // The greater of φ and (r+w)/A, or what it leaves right, may be least or greatest in between.
        let turning =
            region.corners.iter().flat_map(|corner| region.turning(*corner, kappa.high()));
        corners.extend(turning.filter(AppealPoint::is_possible));
    }
    let wrong = |point: &AppealPoint| point.wrong(point.within(kappa), point.wrong_within(kappa));
    let limits = match &region.limits {
        Chance::OfAppeals(confidence) => corners
            .iter()
            .filter_map(|corner| {
                Some(Wrong::share(corner.actioned, corner.confidence(kappa, *confidence)?))
            })
            .collect(),
        Chance::OfOutcomes(points) => points.iter().map(wrong).collect(),
    };
    if region.best_fit().is_some_and(|point| !point.fits(kappa)) {
        return WrongActions::default();
    }
    WrongActions { ends: corners.iter().map(wrong).collect(), limits }
}

impl AppealRegion {
    /// The point that leaves most room for errors without an appeal, whatever κ: the most actions, with
    /// the most wrong among the fewest appeals. It may lie outside the region, where nothing leaves more.
    fn best_fit(&self) -> Option<AppealPoint> {
        let corners = || self.corners.iter();
        let wrong = corners().map(|corner| corner.reversed).reduce(f64::max)?;
        let fewest = corners().map(|corner| corner.appealed).reduce(f64::min)?;
        let actioned = corners().map(|corner| corner.actioned).reduce(f64::max)?;
        let without_appeal = corners().map(|corner| corner.without_appeal).reduce(f64::min)?;
        Some(AppealPoint { actioned, appealed: fewest.max(wrong), reversed: wrong, without_appeal })
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
