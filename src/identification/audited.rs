//! Rung 6: what an audit of the decisions that nobody appealed or reversed adds.
//!
//! # Derivation
//!
//! Of `A` actions `a` were appealed and `w` reversed without an appeal, so that `A − a − w` were
//! neither. Of these, `m` were drawn at random and re-reviewed blind, and `y` found wrong: the number
//! wrong among them is estimated by `(A−a−w)·y/m`, and the share of all by
//!
//! ```text
//! [W_a + w + (A−a−w)·y/m] / A,
//! ```
//!
//! where `W_a = r` if reversals and decisions upheld on appeal are right, or as rung 5 bounds it. What
//! is known for certain is less: `y` of the pool are wrong and `m − y` right, and any of the others may
//! be either. The estimate is therefore shown as a point, and what the draw leaves open beside it as
//! limits: `y/m` between its hypergeometric limits in the pool. They hold for exactly these decisions.
//! On rung 5 the outcomes of re-review are drawn as well; each part then has limits at the square root
//! of the confidence, so that both hold together at the confidence itself (the two draws are
//! independent; Šidák, *JASA* 62, 1967).

use super::appeal_point::AppealPoint;
use super::appeals::{AppealRegion, Chance};
use super::sample::Sample;
use super::wrong::{Wrong, WrongActions};

/// The share of actions wrong, with the audit's share between `ends`, and between `limits` by chance.
pub(super) fn audited(
    region: &AppealRegion,
    sample: &Sample,
    ends: (f64, f64),
    limits: (f64, f64),
) -> WrongActions {
    let fits = |point: &&AppealPoint| point.untouched() >= sample.fewest_drawn();
    let at = |points: &[AppealPoint], share| {
        points.iter().filter(fits).map(|point| wrong(point, share)).collect::<Vec<Wrong>>()
    };
    let by_chance = match &region.limits {
        Chance::OfAppeals(_) => &region.corners,
        Chance::OfOutcomes(points) => points,
    };
    WrongActions { ends: at(&region.corners, ends), limits: at(by_chance, limits) }
}

fn wrong(point: &AppealPoint, (low, high): (f64, f64)) -> Wrong {
    let (all, known) = (point.actioned, point.known_wrong());
    if all.is_infinite() {
        let share = |share: f64| if point.appealed.is_infinite() { 0.0 } else { share };
        return Wrong::share(all, (share(low), share(high)));
    }
    let count = (known + point.untouched() * low, known + point.untouched() * high);
    let right = point.right_appealed() + point.untouched() * (1.0 - high);
    Wrong::new(all, (count.0 / all, count.1 / all), count, right)
}
