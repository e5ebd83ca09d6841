//! The binomial distribution.

use super::Share;
use super::beta::corrected_tails;
use super::stirling::{Cell, log_scale};
use crate::quantity::real;

/// Returns the probability of exactly `events` among `trials` where each comes up with `share`.
///
/// ```text
/// ln P(X = k) = s(n) - s(k) - s(n-k) - D(k; np) - D(n-k; nq)
/// ```
///
/// Here `s(c) = ½ ln(2πc) + δ(c)` and `D(c; m) = c ln(c/m) + m - c` is the deviance of a count `c`
/// from its expectation `m`. Zero where there are more events than trials. Source: Loader, *Fast and
/// accurate computation of binomial probabilities*, 2000.
///
/// ```
/// use baserate::special::{Share, binomial_probability};
///
/// assert!((binomial_probability(2, 4, Share::new(0.5)) - 0.375).abs() < 1e-15);
/// ```
#[must_use]
pub fn binomial_probability(events: u64, trials: u64, share: Share) -> f64 {
    let Some(others) = trials.checked_sub(events) else { return 0.0 };
    let (k, m) = (real(events), real(others));
    // A sure outcome first: its deviance is infinite or 0.
    if share.x() == 0.0 || share.rest() == 0.0 {
        let sure = if share.x() == 0.0 { events == 0 } else { others == 0 };
        return if sure { 1.0 } else { 0.0 };
    }
    let excess = if share.x() <= share.rest() {
        (-real(trials)).mul_add(share.x(), k)
    } else {
        real(trials).mul_add(share.rest(), -m)
    };
    let n = real(trials);
    let seen = Cell { count: k, expected: n * share.x(), excess };
    let others = Cell { count: m, expected: n * share.rest(), excess: -excess };
    (log_scale(n) + seen.log_weight() + others.log_weight()).exp()
}

/// Returns the probabilities of at most and of at least `events` among `trials`, each of which
/// comes up with `share`: `(P(X <= k), P(X >= k))`.
///
/// ```text
/// P(X >= k) = Iₚ(k, n - k + 1)        P(X <= k) = I_q(n - k, k + 1)
/// ```
///
/// Both hold what is exactly `events`. To 1e-12 of itself wherever a tail exceeds 1e-10, for events up
/// to 1e9 and trials up to 1e13.
///
/// ```
/// use baserate::special::{Share, binomial_tails};
///
/// let (at_most, at_least) = binomial_tails(1, 2, Share::new(0.5));
/// assert!((at_most - 0.75).abs() < 1e-15 && (at_least - 0.75).abs() < 1e-15);
/// ```
#[must_use]
pub fn binomial_tails(events: u64, trials: u64, share: Share) -> (f64, f64) {
    if share.x().is_nan() {
        return (f64::NAN, f64::NAN);
    }
    let Some(others) = trials.checked_sub(events) else { return (1.0, 0.0) };
    let (k, m) = (real(events), real(others));
    let at_most = if others == 0 { 1.0 } else { corrected_tails(k + 1.0, m, share).1 };
    let at_least = if events == 0 { 1.0 } else { corrected_tails(k, m + 1.0, share).0 };
    (at_most, at_least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sure_outcomes_and_impossible_ones() {
        let sure = [(0, 0.0), (4, 1.0), (6, 0.3)]
            .map(|(events, share)| binomial_probability(events, 5, Share::new(share)).to_bits());
        assert_eq!(sure, [1.0_f64, 0.0, 0.0].map(f64::to_bits));
        assert_eq!(binomial_tails(6, 5, Share::new(0.3)), (1.0, 0.0));
        assert_eq!(binomial_tails(0, 0, Share::new(0.3)), (1.0, 1.0));
        assert!(binomial_tails(1, 5, Share::new(f64::NAN)).0.is_nan());
        assert!(binomial_probability(1, 5, Share::new(2.0)).is_nan());
    }
}
