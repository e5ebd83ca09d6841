//! The tables that are at least as extreme as the one seen, and how probable they are.

use std::cmp::Ordering;

use crate::quantity::{Proportion, real};
use crate::special::{Share, binomial_probability, first_count};

/// All pairs of counts whose z is at least as great as that of the pair seen.
///
/// z rises with the first count and falls with the second, so a row of the table is a number: how many of
/// the second counts, from 0 on, belong to it.
#[derive(Debug)]
pub(super) struct Region {
    first_trials: u64,
    second_trials: u64,
    rows: Vec<u64>,
}

impl Region {
    pub(super) fn at_least(first: Proportion, second: Proportion) -> Self {
        let (first_trials, second_trials) = (first.trials(), second.trials());
        let z = |x1, x2| Extremity::of([x1, first_trials, x2, second_trials]);
        let seen = z(first.events(), second.events());
        let mut count = 0;
        let rows = (0..=first_trials)
            .map(|x1| {
                while count <= second_trials && z(x1, count).is_at_least(&seen) {
                    count += 1;
                }
                count
            })
            .collect();
        Self { first_trials, second_trials, rows }
    }

    /// The probability of the region where both counts have this share; counts less probable than
    /// `least` are left out.
    pub(super) fn probability(&self, share: Share, least: f64) -> f64 {
        let first = Likely::of(self.first_trials, share, least);
        let second = Likely::of(self.second_trials, share, least);
        let mut second = (second.from..).zip(second.probabilities).peekable();
        let rows = self.rows.iter().skip(usize::try_from(first.from).unwrap_or(usize::MAX));
        let mut in_row = 0.0;
        let mut sum = 0.0;
        for (row, probability) in rows.zip(&first.probabilities) {
            while let Some((_, more)) = second.next_if(|(count, _)| count < row) {
                in_row += more;
            }
            sum += probability * in_row;
        }
        sum
    }
}

/// The pooled z of a pair of counts, as whole numbers: `z² = (x₁n₂ - x₂n₁)² / (s (N - s))`, but for a
/// factor that is the same for all pairs.
struct Extremity {
    sign: Ordering,
    squared: u128,
    variation: u128,
}

impl Extremity {
    fn of(counts: [u64; 4]) -> Self {
        let [x1, n1, x2, n2] = counts.map(u128::from);
        let (first, second) = (x1 * n2, x2 * n1);
        let events = x1 + x2;
        Self {
            sign: first.cmp(&second),
            squared: first.abs_diff(second).pow(2),
            variation: events * (n1 + n2 - events),
        }
    }

    fn is_at_least(&self, other: &Self) -> bool {
        let size = || (self.squared * other.variation).cmp(&(other.squared * self.variation));
        match (self.sign, other.sign) {
            (Ordering::Greater, Ordering::Greater) => size().is_ge(),
            (Ordering::Less, Ordering::Less) => size().is_le(),
            (one, two) => one >= two,
        }
    }
}

/// The counts of a binomial distribution that are not too improbable, and how probable each is.
struct Likely {
    from: u64,
    probabilities: Vec<f64>,
}

impl Likely {
    fn of(trials: u64, share: Share, least: f64) -> Self {
        let odds = share.x() / share.rest();
        let next = |count: u64| real(trials - count) / real(count + 1) * odds;
        let mode = first_count(0..=trials, |count| next(count) <= 1.0);
        let greatest = binomial_probability(mode, trials, share);
        let down = (0..mode).rev().scan(greatest, |last, count| {
            *last /= next(count);
            (*last >= least).then_some((count, *last))
        });
        let mut below: Vec<(u64, f64)> = down.collect();
        below.reverse();
        let from = below.first().map_or(mode, |(count, _)| *count);
        let mut probabilities: Vec<f64> = below.into_iter().map(|(_, p)| p).collect();
        probabilities.push(greatest);
        probabilities.extend((mode..trials).scan(greatest, |last, count| {
            *last *= next(count);
            (*last >= least).then_some(*last)
        }));
        Self { from, probabilities }
    }
}
