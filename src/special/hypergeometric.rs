//! The hypergeometric distribution: events in a sample drawn without replacement.

use super::stirling::{Cell, log_scale};
use crate::quantity::real;

/// The standard deviation up to which a tail is added term by term, which takes some ten times as many
/// terms. A pool of 1e9 stays below a tenth of it.
const MOST_SPREAD: f64 = 1e5;

/// Where terms are too many, a standard deviation is divided into half to all of so many steps.
const STEPS: u64 = 1000;

/// A term this small beside the sum no longer changes it.
const NEGLIGIBLE: f64 = 1e-18;

/// A random sample about to be drawn, without replacement, from a pool with a known number of
/// events.
///
/// ```
/// use baserate::special::Draw;
///
/// // Two of four cards, where two are red: both red in 1 of 6 cases.
/// let draw = Draw::new(2, 2, 2).unwrap();
/// assert!((draw.probability(2) - 1.0 / 6.0).abs() < 1e-15);
/// assert!((draw.tails(1).1 - 5.0 / 6.0).abs() < 1e-15);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Draw {
    events: u64,
    others: u64,
    sample: u64,
}

impl Draw {
    /// Returns the draw of `sample` items from a pool of `events` and `others`, or `None` where the
    /// sample is larger than the pool or the pool larger than a `u64`.
    #[must_use]
    pub fn new(events: u64, others: u64, sample: u64) -> Option<Self> {
        let pool = events.checked_add(others)?;
        (sample <= pool).then_some(Self { events, others, sample })
    }

    /// The fewest events that the sample can hold.
    #[must_use]
    pub fn fewest(self) -> u64 {
        self.sample.saturating_sub(self.others)
    }

    /// The most events that the sample can hold.
    #[must_use]
    pub fn most(self) -> u64 {
        self.sample.min(self.events)
    }

    /// The number of events in the sample that no other is likelier than.
    #[must_use]
    pub fn mode(self) -> u64 {
        let [events, others, sample] = [self.events, self.others, self.sample].map(u128::from);
        let mode = (events + 1) * (sample + 1) / (events + others + 2);
        u64::try_from(mode).unwrap_or(u64::MAX).clamp(self.fewest(), self.most())
    }

    /// Returns the probability of exactly `events` in the sample.
    ///
    /// By deviances from what is expected, as in [`binomial_probability`](super::binomial_probability).
    /// With `φ` the part of the pool that is drawn, it is the binomial probability of `k` among the
    /// events, times that of `n - k` among the others, by that of `n` among all. Source: Loader,
    /// 2000.
    #[must_use]
    pub fn probability(self, events: u64) -> f64 {
        if events < self.fewest() || events > self.most() {
            return 0.0;
        }
        let excess = self.excess(events);
        let pool = self.events + self.others;
        let kept = pool - self.sample;
        let missed = self.events - events;
        // The four cells of the table: events and others, drawn and kept.
        let cells = [
            (events, self.events, self.sample, excess),
            (missed, self.events, kept, -excess),
            (self.sample - events, self.others, self.sample, -excess),
            (kept - missed, self.others, kept, excess),
        ]
        .map(|(count, row, column, excess)| {
            let expected = real(row) * (real(column) / real(pool.max(1)));
            Cell { count: real(count), expected, excess }.log_weight()
        });
        let margins = [self.events, self.others, self.sample, kept].map(|m| log_scale(real(m)));
        let ways = margins.iter().sum::<f64>() - log_scale(real(pool));
        (ways + cells.iter().sum::<f64>()).exp()
    }

    /// Returns the probabilities of at most and of at least `events` in the sample,
    /// `(P(X <= k), P(X >= k))`; both hold what is exactly `events`.
    ///
    /// The tail away from the mean is summed term by term, each from the one before; the other is
    /// what remains. To 1e-10 of itself for pools up to 1e9; where the standard deviation exceeds
    /// 100 000, by steps instead of terms, so that any tail ends soon.
    #[must_use]
    pub fn tails(self, events: u64) -> (f64, f64) {
        if events < self.fewest() {
            return (0.0, 1.0);
        }
        if events > self.most() {
            return (1.0, 0.0);
        }
        let exactly = self.probability(events);
        if self.excess(events) >= 0.0 {
            let at_least = self.at_least(events, exactly);
            (1.0 - at_least + exactly, at_least)
        } else {
            let at_most =
                self.with_events_and_others_swapped().at_least(self.sample - events, exactly);
            (at_most, 1.0 - at_most + exactly)
        }
    }

    fn with_events_and_others_swapped(self) -> Self {
        Self { events: self.others, others: self.events, sample: self.sample }
    }

    /// By how much `events` in the sample exceed what is expected. The difference is taken in whole
    /// numbers, so nothing cancels.
    fn excess(self, events: u64) -> f64 {
        let pool = u128::from(self.events + self.others);
        let found = u128::from(events) * pool;
        let expected = u128::from(self.events) * u128::from(self.sample);
        let difference = found.abs_diff(expected);
        let [whole, part, pool] = [difference / pool.max(1), difference % pool.max(1), pool.max(1)]
            .map(|count| real(u64::try_from(count).unwrap_or(u64::MAX)));
        let size = whole + part / pool;
        if found < expected { -size } else { size }
    }

    /// The probability of `events` or more, which exceed the mean, given that of `exactly` so many.
    fn at_least(self, events: u64, exactly: f64) -> f64 {
        let [k, m, n] = [self.events, self.others, self.sample].map(real);
        let pool = k + m;
        let spread = (n * (k / pool) * (m / pool) * ((pool - n) / pool)).sqrt();
        let sum = if spread > MOST_SPREAD && exactly > 0.0 {
            self.sum_by_steps(events, exactly, spread)
        } else {
            exactly * self.sum_of_ratios(events)
        };
        sum.min(1.0)
    }

    /// The sum of the probabilities of `events` and more, in units of the first.
    fn sum_of_ratios(self, events: u64) -> f64 {
        let mut missed = real(self.events - events);
        let mut free = real(self.sample - events);
        let mut next = real(events) + 1.0;
        let mut left = real(self.others - (self.sample - events)) + 1.0;
        let (mut term, mut sum) = (1.0, 1.0);
        for _ in events..self.most() {
            term *= missed * free / (next * left);
            sum += term;
            if term < NEGLIGIBLE * sum {
                break;
            }
            missed -= 1.0;
            free -= 1.0;
            next += 1.0;
            left += 1.0;
        }
        sum
    }

    /// The same sum from every so-manieth probability, where they change little from one to the next.
    ///
    /// ```text
    /// Σ f(k+j) = h (f(k)/2 + Σ f(k+hj)) + f(k)/2 + (h² - 1)/12 f'(k)
    /// ```
    ///
    /// The Euler-Maclaurin formula with steps of `h` and of 1; what it leaves out is below 1e-10 of
    /// it.
    fn sum_by_steps(self, events: u64, exactly: f64, spread: f64) -> f64 {
        let step = (1_u64..63).map(|bit| 1 << bit).find(|h| real(*h) * real(STEPS) > spread);
        let step = step.unwrap_or(1 << 63);
        let mut sum = exactly / 2.0;
        // Beyond 40 standard deviations nothing is left.
        for place in (1..=40 * STEPS).map_while(|j| events.checked_add(j.checked_mul(step)?)) {
            let term = self.probability(place);
            sum += term;
            if term < NEGLIGIBLE * sum {
                break;
            }
        }
        let slope = (self.probability(events + 1) - self.probability(events - 1)) / 2.0;
        let h = real(step);
        h * sum + exactly / 2.0 + (h * h - 1.0) / 12.0 * slope
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_can_be_drawn() {
        assert_eq!(Draw::new(2, 2, 5), None);
        assert_eq!(Draw::new(u64::MAX, 1, 5), None);
        let draw = Draw::new(3, 2, 4).unwrap();
        assert_eq!((draw.fewest(), draw.most()), (2, 3));
        assert_eq!((draw.probability(1), draw.tails(1)), (0.0, (0.0, 1.0)));
        assert_eq!((draw.probability(4), draw.tails(4)), (0.0, (1.0, 0.0)));
        assert_eq!(Draw::new(0, 0, 0).unwrap().tails(0), (1.0, 1.0));
    }

    /// Both ways where either would do.
    #[test]
    fn steps_and_terms_agree() {
        let draw = Draw::new(300_000_000_000, 200_000_000_000, 250_000_000_000).unwrap();
        let spread = 173_205.0;
        for events in [150_000_000_000, 150_000_020_000, 150_000_400_000, 150_001_000_000] {
            let exactly = draw.probability(events);
            let terms = exactly * draw.sum_of_ratios(events);
            let steps = draw.sum_by_steps(events, exactly, spread);
            assert!((steps / terms - 1.0).abs() < 1e-10, "{events}: {steps:e}, {terms:e}");
        }
    }

    #[test]
    fn the_largest_pool_there_is() {
        let half = 1 << 62;
        let (at_most, at_least) = Draw::new(half, half, half).unwrap().tails(half / 2);
        assert!((at_most - 0.5).abs() < 1e-8 && (at_least - 0.5).abs() < 1e-8, "{at_most}");
    }

    /// Every outcome of small pools by counting.
    #[test]
    fn probabilities_add_up() {
        for (events, others, sample) in [(3, 2, 4), (10, 20, 7), (50, 3, 20), (1, 1, 1), (0, 9, 4)]
        {
            let draw = Draw::new(events, others, sample).unwrap();
            let mut at_most = 0.0;
            for k in draw.fewest()..=draw.most() {
                at_most += draw.probability(k);
                assert!((draw.tails(k).0 - at_most).abs() < 1e-14);
                assert!(draw.probability(k) <= draw.probability(draw.mode()) * (1.0 + 1e-14));
            }
            assert!((at_most - 1.0).abs() < 1e-14);
        }
    }
}
