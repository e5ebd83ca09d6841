//! Random counts with exactly the binomial or the hypergeometric distribution, at any size.
//!
//! Both by the ratio of two uniform numbers: a point `(x, v)` is drawn from the rectangle
//! `[0, 1] × [-s, s]` until `x² ≤ f(k) / f(m)`, where `k` is the whole part of `μ + ½ + v/x`, `f` the
//! probability and `m` the most probable count; that `k` then has the distribution. The rectangle holds
//! all such points if
//!
//! ```text
//! s = √(2/e · (σ² + ½)) + 3/2 - √(3/e)
//! ```
//!
//! with the mean `μ` and the variance `σ²`. Since `f` is the one that intervals rest on (its 13 digits
//! decide alone), nothing is approximated for rare events or large counts, and about 1.4 points are
//! drawn for each count. Source: Stadlober, *Journal of Computational and Applied Mathematics* 31,
//! 1990. The generators of the usual crates work with `1 - p` in an `f64` or with differences of
//! log-factorials, which is not enough at a probability of 1e-12 or a count of 1e13.

use std::f64::consts::E;

use super::Stream;
use crate::quantity::{Probability, real, whole};
use crate::special::{Draw, Share, binomial_probability};

/// The largest number of items that can be simulated, 2⁵³: up to it, every count is exact as an `f64`.
pub const MOST_ITEMS: u64 = 1 << 53;

/// A distribution of counts with one peak.
struct Peaked<F> {
    mean: f64,
    variance: f64,
    /// The most probable count.
    mode: u64,
    fewest: u64,
    most: u64,
    probability: F,
}

impl<F: Fn(u64) -> f64> Peaked<F> {
    /// `s`: half of the height of the rectangle.
    fn half_height(&self) -> f64 {
        (2.0 / E * (self.variance + 0.5)).sqrt() + 1.5 - (3.0 / E).sqrt()
    }

    fn draw(&self, stream: &mut Stream) -> u64 {
        if self.fewest == self.most {
            return self.fewest;
        }
        let (height, peak) = (self.half_height(), (self.probability)(self.mode));
        loop {
            let x = stream.unit();
            let place = self.mean + 0.5 + (2.0 * stream.unit() - 1.0) * height / x;
            if place < real(self.fewest) || place >= real(self.most) + 1.0 {
                continue;
            }
            let count = whole(place);
            if x * x * peak <= (self.probability)(count) {
                return count;
            }
        }
    }
}

/// Returns how many of `trials`, at most [`MOST_ITEMS`], come up where each does with `share`.
///
/// ```
/// use baserate::quantity::Probability;
/// use baserate::simulation::{Purpose, Stream, binomial};
///
/// let mut stream = Stream::new(1, Purpose::Confusion, 0);
/// let flags = binomial(&mut stream, 12_300_000_000, Probability::new(1e-6).unwrap());
/// assert!((11_700..12_900).contains(&flags));
/// ```
#[must_use]
pub fn binomial(stream: &mut Stream, trials: u64, share: Probability) -> u64 {
    let share = share.get();
    if share > 0.5 {
        // 1 - p is exact here.
        return trials - rarer_binomial(trials, 1.0 - share).draw(stream);
    }
    rarer_binomial(trials, share).draw(stream)
}

fn rarer_binomial(trials: u64, share: f64) -> Peaked<impl Fn(u64) -> f64> {
    let p = Share::new(share);
    let n = real(trials);
    Peaked {
        mean: n * share,
        variance: n * share * p.rest(),
        mode: whole((n + 1.0) * share).min(trials),
        fewest: 0,
        most: if share == 0.0 { 0 } else { trials },
        probability: move |events| binomial_probability(events, trials, p),
    }
}

/// Returns how many of the `events` are in a sample drawn without replacement from these and the
/// `others`; all are taken where the sample is larger than the pool, which holds at most
/// [`MOST_ITEMS`].
#[must_use]
pub fn hypergeometric(stream: &mut Stream, events: u64, others: u64, sample: u64) -> u64 {
    match sampled(events, others, sample) {
        Some(peaked) => peaked.draw(stream),
        None => events,
    }
}

/// `None` where the sample is larger than the pool.
fn sampled(events: u64, others: u64, sample: u64) -> Option<Peaked<impl Fn(u64) -> f64>> {
    let draw = Draw::new(events, others, sample)?;
    let [k, m, n] = [events, others, sample].map(real);
    let pool = (k + m).max(1.0);
    let rest = (k + m - n) / (pool - 1.0).max(1.0);
    Some(Peaked {
        mean: n * (k / pool),
        variance: n * (k / pool) * (m / pool) * rest,
        mode: whole((n + 1.0) * ((k + 1.0) / (pool + 2.0))).clamp(draw.fewest(), draw.most()),
        fewest: draw.fewest(),
        most: draw.most(),
        probability: move |events| draw.probability(events),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Whether the rectangle holds every point that is to be taken, as the method needs.
    fn holds<F: Fn(u64) -> f64>(peaked: &Peaked<F>, counts: impl Iterator<Item = u64>) -> bool {
        let centre = peaked.mean + 0.5;
        let peak = (peaked.probability)(peaked.mode);
        counts.into_iter().all(|count| {
            let ratio = (peaked.probability)(count) / peak;
            let reach = (real(count) - centre).abs().max((real(count) + 1.0 - centre).abs());
            // The peak may be rounded down by a count, where two are almost as probable.
            ratio <= 1.0 + 1e-9 && reach * ratio.sqrt() <= peaked.half_height()
        })
    }

    #[test]
    fn no_binomial_count_is_cut_off() {
        for trials in (1..=60).chain([100, 1000]) {
            for share in [1e-12, 1e-6, 1e-3, 0.01, 0.02, 0.1, 0.25, 0.4, 0.499, 0.5] {
                let peaked = rarer_binomial(trials, share);
                assert!(holds(&peaked, 0..=trials), "{trials} {share}");
            }
        }
        for (trials, share) in
            [(12_300_000_000, 1e-6), (10_000_000_000_000, 1e-12), (10_000_000_000_000, 0.5)]
        {
            let peaked = rarer_binomial(trials, share);
            let step = (whole(peaked.variance.sqrt()) / 500).max(1);
            let from = peaked.mode.saturating_sub(10_000 * step);
            let counts = (0..20_000).map(|place| from + place * step);
            assert!(holds(&peaked, counts.filter(|count| *count <= trials)), "{trials} {share}");
        }
    }

    #[test]
    fn no_hypergeometric_count_is_cut_off() {
        for pool in 1..=40 {
            for events in 0..=pool {
                for sample in 0..=pool {
                    let peaked = sampled(events, pool - events, sample).unwrap();
                    assert!(
                        holds(&peaked, peaked.fewest..=peaked.most),
                        "{pool} {events} {sample}"
                    );
                }
            }
        }
        let peaked = sampled(3_000_000, 9_000_000_000_000, 50_000_000_000).unwrap();
        assert!(holds(&peaked, 15_000..18_500));
    }
}
