//! Barnard's exact unconditional test, with the pooled z as its measure.

mod region;

use std::f64::consts::{FRAC_PI_2, FRAC_PI_4};

use super::Alternative;
use crate::confusion::Undefined;
use crate::quantity::{Proportion, real};
use crate::special::Share;
use region::Region;

/// How many trials a sample may have; so many take about a second.
const MOST_TRIALS: u64 = 100_000;
const TOO_MANY: Undefined =
    "the exact unconditional test is reckoned for up to 100 000 items a side";

/// How many shares are tried in the time that the probability takes to change much.
const TRIED: f64 = 8.0;

/// The part of the greatest probability from which a peak between two shares is looked into.
const HIGH: f64 = 0.97;

/// How often the surroundings of a peak are narrowed by the golden section, to 1e-8 of themselves;
/// a peak being flat, its height is then known to the last digit.
const NARROWINGS: usize = 40;

/// A probability this small beside the greatest does not change it, however many there are.
const NEGLIGIBLE: f64 = 1e-22;

/// Returns how many standard errors the first share is above the second if both are the same.
///
/// ```text
/// z = (p̂₁ - p̂₂) / √(p̂ (1 - p̂) (1/n₁ + 1/n₂))
/// ```
///
/// Here `p̂` is the share of both samples together. 0 where there is nothing but events, or none.
///
/// ```
/// use baserate::comparison::pooled_z;
/// use baserate::quantity::Proportion;
///
/// let [first, second] = [(18, 1576), (10, 1834)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// assert!((pooled_z(first, second) - 1.926).abs() < 5e-4);
/// ```
#[must_use]
pub fn pooled_z(first: Proportion, second: Proportion) -> f64 {
    let (n1, n2) = (real(first.trials()), real(second.trials()));
    let share = (real(first.events()) + real(second.events())) / (n1 + n2);
    let rest = (real(first.non_events()) + real(second.non_events())) / (n1 + n2);
    let excess = first.excess_over(second);
    if excess == 0.0 { 0.0 } else { excess / (share * rest * (1.0 / n1 + 1.0 / n2)).sqrt() }
}

/// Returns the p-value of Barnard's exact unconditional test for equal shares, a probability in
/// `[0, 1]`.
///
/// ```text
/// greatest over π of  Σ P(X₁ = x₁) P(X₂ = x₂)  over all tables whose z is as extreme as that seen
/// ```
///
/// Here `X₁` and `X₂` are binomial, both with the share `π`, and `z` is [`pooled_z`]; as extreme means at
/// least as great for [`Alternative::Greater`], at most as great for [`Alternative::Less`], at least as
/// far from 0 else. The number of events is not taken as given, as in
/// [`fisher_exact`](super::fisher_exact), so that the test mostly has more power; it rejects equal shares
/// at most as often as its level says whatever the share is. (Boschloo's test differs in that it ranks
/// tables by Fisher's p-value.) All shares are tried, those far from the ones counted too: of 50 300 and
/// 50 000 in 100 000 each it makes .248, where Fisher's test makes .181, since at a few events in 100 000
/// a `z` of 1.34 is not rare. Tables are compared in whole numbers, so that no tie is missed. The
/// greatest probability is sought on a grid of `asin √π`, 8 steps to twice the standard error there, and
/// then between its neighbours. Below about 1e-300 it is 0.
///
/// Source: Barnard, *Biometrika* 34, 1947; Suissa and Shuster, *Journal of the Royal Statistical Society*
/// A 148, 1985, for the pooled z.
///
/// # Errors
///
/// Where a sample has more than 100 000 items.
///
/// ```
/// use baserate::comparison::{Alternative, barnard};
/// use baserate::quantity::Proportion;
///
/// let [first, second] = [(18, 1576), (10, 1834)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let p = barnard(first, second, Alternative::TwoSided).unwrap();
/// assert!((p - 0.0556).abs() < 5e-5);
/// ```
pub fn barnard(
    first: Proportion,
    second: Proportion,
    alternative: Alternative,
) -> Result<f64, Undefined> {
    if first.trials().max(second.trials()) > MOST_TRIALS {
        return Err(TOO_MANY);
    }
    let p = match alternative {
        Alternative::Greater => one_sided(first, second),
        Alternative::Less => one_sided(second, first),
        Alternative::TwoSided if pooled_z(first, second) < 0.0 => two_sided(second, first),
        Alternative::TwoSided => two_sided(first, second),
    };
    Ok(p.min(1.0))
}

fn one_sided(first: Proportion, second: Proportion) -> f64 {
    let region = Region::at_least(first, second);
    greatest(first, second, FRAC_PI_2, |share, least| region.probability(share, least))
}

/// For a first share that is not the smaller. Turned round, a table has the opposite z; so what is as
/// extreme on the other side is as probable as this side is with events and others exchanged.
fn two_sided(first: Proportion, second: Proportion) -> f64 {
    if first.excess_over(second) <= 0.0 {
        return 1.0;
    }
    let region = Region::at_least(first, second);
    greatest(first, second, FRAC_PI_4, |share, least| {
        region.probability(share, least) + region.probability(share.turned_round(), least)
    })
}

/// The greatest `probability` of shares up to the one at the angle `last`; the function is told below
/// which it need not look.
fn greatest(
    first: Proportion,
    second: Proportion,
    last: f64,
    probability: impl Fn(Share, f64) -> f64,
) -> f64 {
    let (events, others) = (
        real(first.events()) + real(second.events()),
        real(first.non_events()) + real(second.non_events()),
    );
    let likely = probability(Share::from_odds(events / others), f64::MIN_POSITIVE);
    let negligible = (likely * NEGLIGIBLE).max(f64::MIN_POSITIVE);
    let at = |angle: f64| probability(Share::from_odds(angle.tan().powi(2)), negligible);

    let step = 1.0 / (TRIED * (events + others).sqrt());
    let angles: Vec<f64> = (0..=u32::MAX)
        .map(|count| f64::from(count) * step)
        .take_while(|angle| *angle < last)
        .chain([last])
        .collect();
    let tried: Vec<f64> = angles.iter().map(|angle| at(*angle)).collect();
    let highest = tried.iter().copied().fold(likely, f64::max);
    let peaks = tried.windows(3).zip(angles.windows(3)).filter(|(heights, _)| {
        heights[1] >= HIGH * highest && heights[0] <= heights[1] && heights[1] >= heights[2]
    });
    peaks.map(|(_, angles)| peak(angles[0], angles[2], at)).fold(highest, f64::max)
}

/// The greatest value of `f` between `low` and `high`, where it has one peak.
fn peak(mut low: f64, mut high: f64, f: impl Fn(f64) -> f64) -> f64 {
    let part = (5.0_f64.sqrt() - 1.0) / 2.0;
    let inner = |low: f64, high: f64| (high - part * (high - low), low + part * (high - low));
    let (mut left, mut right) = inner(low, high);
    let (mut at_left, mut at_right) = (f(left), f(right));
    for _ in 0..NARROWINGS {
        if at_left < at_right {
            (low, left, at_left) = (left, right, at_right);
            right = inner(low, high).1;
            at_right = f(right);
        } else {
            (high, right, at_right) = (right, left, at_left);
            left = inner(low, high).0;
            at_left = f(left);
        }
    }
    at_left.max(at_right)
}
