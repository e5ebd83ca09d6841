//! A seeded stream of random numbers that is the same on every machine.

use rand_chacha::ChaCha8Rng;
use rand_chacha::rand_core::{Rng as _, SeedableRng as _};

use crate::quantity::{Probability, real, whole};
use crate::special::portable_ln;

/// What random numbers are for; the same seed gives unrelated numbers for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Confusion counts.
    Confusion,
    /// Scores.
    Scores,
    /// Funnels.
    Funnel,
    /// Rows parted by chance.
    Split,
    /// Rows drawn again from those that there are.
    Resampling,
}

impl Purpose {
    fn word(self) -> &'static [u8] {
        match self {
            Self::Confusion => b"confusion",
            Self::Scores => b"scores",
            Self::Funnel => b"funnel",
            Self::Split => b"split",
            Self::Resampling => b"resampling",
        }
    }
}

/// A stream of random numbers: `ChaCha` with 8 rounds (Bernstein, 2008), whose key is the seed with the
/// purpose and whose nonce is the number of the stream.
///
/// Streams of different numbers are independent, so that pieces of a large simulation can be drawn
/// in any order and on any number of threads. Only operations that are exact by the IEEE 754 standard
/// and logarithms and exponentials of one source are used, so that all machines draw the same.
///
/// ```
/// use baserate::simulation::{Purpose, Stream};
///
/// let mut stream = Stream::new(7, Purpose::Scores, 0);
/// let mut same = Stream::new(7, Purpose::Scores, 0);
/// assert_eq!(stream.unit(), same.unit());
/// ```
#[derive(Clone, Debug)]
pub struct Stream {
    generator: ChaCha8Rng,
    /// The second of a pair of normal numbers.
    spare: Option<f64>,
}

impl Stream {
    /// Returns stream `number` for `purpose` of all those that `seed` gives.
    #[must_use]
    pub fn new(seed: u64, purpose: Purpose, number: u64) -> Self {
        let mut key = [0; 32];
        key[..8].copy_from_slice(&seed.to_le_bytes());
        key[8..8 + purpose.word().len()].copy_from_slice(purpose.word());
        let mut generator = ChaCha8Rng::from_seed(key);
        generator.set_stream(number);
        Self { generator, spare: None }
    }

    /// Returns 64 bits, each 0 or 1 with the same probability.
    #[inline]
    pub(crate) fn bits(&mut self) -> u64 {
        self.generator.next_u64()
    }

    /// Returns a number that is uniform between 0 and 1, neither of which it is.
    pub fn unit(&mut self) -> f64 {
        // The middles of 2⁵³ equal pieces.
        (real(self.generator.next_u64() >> 11) + 0.5) / 2_f64.powi(53)
    }

    /// Returns whether something of this probability happens.
    pub fn happens(&mut self, probability: Probability) -> bool {
        // With all 64 bits, so that a probability of 1e-12 is right to seven digits.
        let place = real(self.generator.next_u64()) / 2_f64.powi(64);
        place < probability.get() || probability.get() >= 1.0
    }

    /// Returns a number of the standard normal distribution.
    ///
    /// Two from each point in the unit circle. Source: Marsaglia and Bray, *SIAM Review* 6, 1964.
    pub fn normal(&mut self) -> f64 {
        if let Some(spare) = self.spare.take() {
            return spare;
        }
        loop {
            let (x, y) = (2.0 * self.unit() - 1.0, 2.0 * self.unit() - 1.0);
            let square = x * x + y * y;
            if square < 1.0 {
                let scale = (-2.0 * portable_ln(square) / square).sqrt();
                self.spare = Some(y * scale);
                return x * scale;
            }
        }
    }

    /// Returns the natural logarithm of a number of the gamma distribution with this shape and scale 1.
    ///
    /// The logarithm, since for a small shape the number itself is mostly too small for an `f64`. From
    /// one of a shape larger by 1 where it is below 1. Source: Marsaglia and Tsang, *ACM Transactions on
    /// Mathematical Software* 26, 2000.
    pub fn ln_gamma(&mut self, shape: f64) -> f64 {
        if shape < 1.0 {
            let ln_power = portable_ln(self.unit()) / shape;
            return self.ln_gamma(shape + 1.0) + ln_power;
        }
        let d = shape - 1.0 / 3.0;
        let c = 1.0 / (9.0 * d).sqrt();
        loop {
            let z = self.normal();
            let root = 1.0 + c * z;
            if root <= 0.0 {
                continue;
            }
            let (v, ln_v) = (root * root * root, 3.0 * portable_ln(root));
            if portable_ln(self.unit()) < 0.5 * z * z + d * (1.0 - v + ln_v) {
                return portable_ln(d) + ln_v;
            }
        }
    }

    /// Returns the natural logarithm of the odds of a number of the beta distribution, `ln(x / (1 - x))`.
    pub fn beta_log_odds(&mut self, alpha: f64, beta: f64) -> f64 {
        self.ln_gamma(alpha) - self.ln_gamma(beta)
    }

    /// Returns a number from 1 on of the geometric distribution with this mean, at least 1: how many in
    /// a row belong together where each but the first does with the same probability.
    pub fn geometric(&mut self, mean: f64) -> u64 {
        if mean <= 1.0 {
            return 1;
        }
        let more = portable_ln(self.unit()) / portable_ln(1.0 - 1.0 / mean);
        whole(more).saturating_add(1)
    }
}
