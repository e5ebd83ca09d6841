//! A random sample from a pool of known size.

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::{Draw, first_count};

/// The events found in a random sample that was drawn, without replacement, from a pool of known
/// size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolSample {
    pool: u64,
    sample: Proportion,
}

impl PoolSample {
    /// Returns the `sample` out of `pool` items, or `None` where it is larger than the pool.
    #[must_use]
    pub fn new(sample: Proportion, pool: u64) -> Option<Self> {
        (sample.trials() <= pool).then_some(Self { pool, sample })
    }
}

/// What sampling leaves open of the number of events in a pool, from `lower` to `upper`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PoolInterval {
    lower: u64,
    upper: u64,
    pool: u64,
}

impl PoolInterval {
    /// The fewest events in the pool, those of the sample included.
    #[must_use]
    pub fn lower(self) -> u64 {
        self.lower
    }

    /// The most events in the pool.
    #[must_use]
    pub fn upper(self) -> u64 {
        self.upper
    }

    /// The interval as shares of the pool.
    #[must_use]
    pub fn shares(self) -> ConfidenceInterval {
        let share = |events| real(events) / real(self.pool);
        ConfidenceInterval::new(share(self.lower), share(self.upper))
    }
}

/// Returns the exact interval for the number of events in a finite pool, in items.
///
/// ```text
/// lower: the least K with P(X >= k | K) > α/2
/// upper: the greatest K with P(X <= k | K) > α/2
/// ```
///
/// Here `X` is hypergeometric, the events in a sample of the size drawn from a pool with `K` events;
/// `k` is the number found and `α/2` what the confidence leaves in each tail. These are the numbers that
/// neither of two exact tests rejects, so the interval covers at least as often as the confidence
/// says. It never claims fewer events than were found nor more than the items not seen allow; where the
/// whole pool was drawn it is the number found. For a small sample from a large pool it is near
/// [`clopper_pearson`](super::clopper_pearson) times the pool.
///
/// Source: Wright, *Exact Confidence Bounds when Sampling from Small Finite Universes*, 1991.
///
/// ```
/// use baserate::interval::{PoolSample, hypergeometric};
/// use baserate::quantity::{Confidence, Proportion};
///
/// // Two of 50 audited decisions were wrong, out of 200.
/// let audit = PoolSample::new(Proportion::new(2, 50).unwrap(), 200).unwrap();
/// let wrong = hypergeometric(audit, Confidence::DEFAULT);
/// assert_eq!((wrong.lower(), wrong.upper()), (2, 24));
/// ```
#[must_use]
pub fn hypergeometric(drawn: PoolSample, confidence: Confidence) -> PoolInterval {
    let PoolSample { pool, sample } = drawn;
    let (events, others) = (sample.events(), sample.non_events());
    let tail = confidence.tail();
    let lower = fewest(events, others, pool, tail);
    let upper = pool - fewest(others, events, pool, tail);
    PoolInterval { lower, upper, pool }
}

/// The least number of events in the pool that leaves more than `tail` for as many as were found.
fn fewest(events: u64, others: u64, pool: u64, tail: f64) -> u64 {
    if events == 0 {
        return 0;
    }
    first_count(events..=pool - others, |count| {
        let draw = Draw::new(count, pool - count, events + others);
        draw.is_some_and(|draw| draw.tails(events).1 > tail)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(events: u64, sample: u64, pool: u64) -> (u64, u64) {
        let sample = Proportion::new(events, sample).unwrap();
        let interval = hypergeometric(PoolSample::new(sample, pool).unwrap(), Confidence::DEFAULT);
        (interval.lower(), interval.upper())
    }

    /// R 4.2: `K <- k:(N - n + k); range(K[phyper(k - 1, K, N - K, n, lower.tail = FALSE) > 0.025 &
    /// phyper(k, K, N - K, n) > 0.025])`.
    #[test]
    fn r() {
        for (events, sample, pool, lower, upper) in [
            (2, 50, 200, 2, 24),
            (0, 100, 1_000, 0, 34),
            (10, 100, 1_000, 52, 172),
            (99, 100, 1_000, 948, 999),
            (5, 400, 4_693, 21, 132),
            (0, 8, 20, 0, 5),
            (37, 500, 100_000, 5_269, 10_049),
        ] {
            assert_eq!(limits(events, sample, pool), (lower, upper));
        }
    }

    #[test]
    fn a_whole_pool_leaves_nothing_open() {
        assert_eq!(limits(3, 20, 20), (3, 3));
        assert_eq!(limits(0, 1, 1), (0, 0));
        assert_eq!(PoolSample::new(Proportion::new(3, 20).unwrap(), 19), None);
    }

    #[test]
    fn it_covers_every_number_as_often_as_it_says() {
        for pool in [1, 7, 30, 61] {
            for sample in 1..=pool {
                let intervals: Vec<_> = (0..=sample).map(|k| limits(k, sample, pool)).collect();
                for events in 0..=pool {
                    let draw = Draw::new(events, pool - events, sample).unwrap();
                    let covered: f64 = (0..=sample)
                        .zip(&intervals)
                        .filter(|(_, interval)| (interval.0..=interval.1).contains(&events))
                        .map(|(found, _)| draw.probability(found))
                        .sum();
                    assert!(covered >= 0.95 - 1e-12, "{covered}: {events} of {pool}, {sample}");
                }
            }
        }
    }
}
