//! What a random sample of a pool says about the share of it: rungs 6 and 9.
//!
//! Of `m` drawn at random, `y` were found, so that `y/m` estimates their share of the pool. Where the
//! size of the pool is known, its limits are hypergeometric: they say which numbers in exactly this
//! pool chance leaves open. Where the pool is known only within a range they are those of Clopper and
//! Pearson, which hold for a pool of any size, since draws without replacement vary less (Hoeffding,
//! *JASA* 58, 1963).

use super::bounds::{lower_limit, upper_limit};
use crate::interval::{PoolSample, hypergeometric};
use crate::quantity::{Confidence, CountRange, Proportion};

/// A random sample: how many were drawn, at least one, and how many of these were found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Sample {
    drawn: CountRange,
    found: CountRange,
}

impl Sample {
    /// Returns the sample out of `pool`, or `None` where nothing was certainly drawn, more was found
    /// than drawn or more drawn than there can be.
    pub(super) fn of(
        drawn: Option<CountRange>,
        found: Option<CountRange>,
        pool: CountRange,
    ) -> Option<Self> {
        let (drawn, found) = (drawn?.intersection(CountRange::new(0, pool.high())?)?, found?);
        let found = found.intersection(CountRange::new(0, drawn.high())?)?;
        let drawn = drawn.intersection(CountRange::at_least(found.low()))?;
        (drawn.low() > 0).then_some(Self { drawn, found })
    }

    /// How many were drawn.
    pub(super) fn drawn(&self) -> CountRange {
        self.drawn
    }

    /// Whether it is all of `pool`, whatever that is.
    pub(super) fn is_all_of(&self, pool: CountRange) -> bool {
        pool.high() == Some(self.drawn.low())
    }

    /// The least and the greatest share found in a pool of this size, of which no more can be drawn.
    pub(super) fn ends_among(&self, pool: f64) -> (f64, f64) {
        let ((few, of_most), (many, of_least)) = (self.least(), self.most());
        (few / of_most.min(pool), many / of_least)
    }

    /// Limits of the share in `pool`.
    pub(super) fn limits(&self, pool: CountRange, confidence: Confidence) -> (f64, f64) {
        if pool.is_exact() && self.drawn.is_exact() && self.found.is_exact() {
            let sample = Proportion::new(self.found.low(), self.drawn.low());
            if let Some(sample) = sample.and_then(|sample| PoolSample::new(sample, pool.low())) {
                let shares = hypergeometric(sample, confidence).shares();
                return (shares.lower(), shares.upper());
            }
        }
        let ((few, of_most), (many, of_least)) = (self.least(), self.most());
        let lower = lower_limit(few, of_most, confidence).unwrap_or(0.0);
        (lower, upper_limit(many, of_least, confidence).unwrap_or(1.0))
    }

    /// The fewest found, among the most drawn.
    fn least(&self) -> (f64, f64) {
        (self.found.low_real(), self.drawn.high_real())
    }

    /// The most found, among the fewest drawn.
    fn most(&self) -> (f64, f64) {
        let drawn = self.drawn.low_real();
        (self.found.high_real().min(drawn), drawn)
    }
}
