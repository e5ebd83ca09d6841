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
//! limits: `y/m` between its hypergeometric limits in the pool. They hold for exactly these decisions,
//! and say nothing of others like them.
//!
//! Where figures are rounded, the ends are taken over all counts with room for the audit,
//! `A − a − w ≥ m`. The share is a ratio of linear functions in each count on either side of
//! `A − a − w = m₂`, the most that may have been drawn, so that its ends are attained at the corners of
//! the two sides: of `m`, the least bounds the share above, and the most that fits below.
//!
//! On rung 5 the outcomes of re-review are drawn as well; each part then has limits at the square root
//! of the confidence, so that both hold together at the confidence itself (the two draws are
//! independent; Šidák, *JASA* 62, 1967).

use super::appeal_point::AppealPoint;
use super::appeals::{AppealRegion, Chance};
use super::sample::Sample;
use super::wrong::{Wrong, WrongActions};

/// The share of actions wrong over `region`, which has room for the audit: with the share that `sample`
/// found, and by chance with one between `limits`.
pub(super) fn audited(region: &AppealRegion, sample: &Sample, limits: (f64, f64)) -> WrongActions {
    let by_chance = match &region.limits {
        Chance::OfAppeals(_) => &region.corners,
        Chance::OfOutcomes(points) => points,
    };
    let estimate = |point: &AppealPoint| wrong(point, sample.ends_among(point.untouched()));
    WrongActions {
        ends: region.corners.iter().map(estimate).collect(),
        limits: by_chance.iter().map(|point| wrong(point, limits)).collect(),
    }
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
