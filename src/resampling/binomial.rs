//! Binomial counts by the million.
//!
//! As [`simulation::binomial`](crate::simulation::binomial) they have exactly the binomial distribution, at a
//! fraction of its time: a point `(u, v)` of `[-½, ½] × [0, 1]` is drawn, and with `w = ½ - |u|` the count
//! `k`, the whole part of `(2a/w + b)·u + c`, is taken if
//!
//! ```text
//! v·α / (a/w² + b) <= f(k) / f(m)
//! ```
//!
//! where `f` is the probability and `m` the most probable count. That holds wherever `w >= 0.07` and
//! `v <= r`, so that five of six points are taken without a look at `f`. The constants are those of
//! Hörmann's algorithm BTRS, for means of at least 10 and `p <= ½`. Source: Hörmann, *Journal of Statistical
//! Computation and Simulation* 46, 1993.

use crate::quantity::{Probability, real, whole};
use crate::simulation::{Stream, binomial};
use crate::special::{Share, binomial_probability};

/// The least mean for which the constants hold.
const LEAST_MEAN: f64 = 10.0;

/// Returns how many of `trials` come up where each does with `share`, at most ½.
pub(super) fn quick_binomial(stream: &mut Stream, trials: u64, share: Probability) -> u64 {
    if real(trials) * share.get() < LEAST_MEAN {
        return binomial(stream, trials, share);
    }
    Hat::new(trials, share.get()).draw(stream)
}

struct Hat {
    trials: u64,
    share: f64,
    a: f64,
    b: f64,
    c: f64,
    alpha: f64,
    /// `r`.
    sure: f64,
}

impl Hat {
    fn new(trials: u64, share: f64) -> Self {
        let deviation = (real(trials) * share * (1.0 - share)).sqrt();
        let b = 1.15 + 2.53 * deviation;
        Self {
            trials,
            share,
            a: -0.0873 + 0.0248 * b + 0.01 * share,
            b,
            c: real(trials) * share + 0.5,
            alpha: (2.83 + 5.1 / b) * deviation,
            sure: 0.92 - 4.2 / b,
        }
    }

    fn draw(&self, stream: &mut Stream) -> u64 {
        loop {
            let (u, v) = (stream.unit() - 0.5, stream.unit());
            let w = 0.5 - u.abs();
            let place = self.place(u, w);
            if w >= 0.07 && v <= self.sure {
                return whole(place);
            }
            if place < 0.0 || place >= real(self.trials) + 1.0 {
                continue;
            }
            let count = whole(place);
            if v * self.height(w) <= self.probability(count) / self.probability(self.mode()) {
                return count;
            }
        }
    }

    fn place(&self, u: f64, w: f64) -> f64 {
        (2.0 * self.a / w + self.b) * u + self.c
    }

    /// `α / (a/w² + b)`.
    fn height(&self, w: f64) -> f64 {
        self.alpha / (self.a / (w * w) + self.b)
    }

    fn probability(&self, count: u64) -> f64 {
        binomial_probability(count, self.trials, Share::new(self.share))
    }

    fn mode(&self) -> u64 {
        whole((real(self.trials) + 1.0) * self.share)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What the method needs: the height is nowhere too low, and what is taken without a look is never too
    /// much.
    #[test]
    fn the_hat_covers_every_count_and_sure_points_are_right() {
        for (trials, share) in [
            (20, 0.5),
            (21, 0.49),
            (40, 0.25),
            (40, 0.5),
            (100, 0.1),
            (1000, 0.01),
            (1000, 0.3),
            (4096, 0.5),
            (100_000, 1e-4),
            (1_000_000, 1e-5),
            (1_000_000, 0.2),
            (10_000_000_000, 1e-9),
            (10_000_000_000, 0.5),
        ] {
            let hat = Hat::new(trials, share);
            let peak = hat.probability(hat.mode());
            for step in 1..4000 {
                let u = f64::from(step) / 4000.0 - 0.5;
                let w = 0.5 - u.abs();
                let place = hat.place(u, w);
                let inside = place >= 0.0 && place < real(trials) + 1.0;
                let ratio = if inside { hat.probability(whole(place)) / peak } else { 0.0 };
                assert!(hat.height(w) >= ratio * (1.0 - 1e-9), "{trials} {share} {u}");
                let sure = hat.sure * hat.height(w);
                assert!(w < 0.07 || sure <= ratio * (1.0 + 1e-9), "{trials} {share} {u}");
            }
        }
    }

    #[test]
    fn counts_have_the_mean_and_the_variance_of_the_distribution() {
        let mut stream = Stream::new(5, crate::simulation::Purpose::Resampling, 0);
        let draws = 50_000_u32;
        for (trials, share) in [(40, 0.3), (25, 0.4), (3000, 0.5), (50, 0.02)] {
            let share = Probability::new(share).unwrap();
            let counts: Vec<f64> =
                (0..draws).map(|_| real(quick_binomial(&mut stream, trials, share))).collect();
            let mean = counts.iter().sum::<f64>() / f64::from(draws);
            let squares = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>();
            let variance = real(trials) * share.get() * (1.0 - share.get());
            let error = (variance / f64::from(draws)).sqrt();
            assert!((mean - real(trials) * share.get()).abs() < 4.0 * error, "{trials}");
            assert!((squares / f64::from(draws) / variance - 1.0).abs() < 0.035, "{trials}");
        }
    }
}
