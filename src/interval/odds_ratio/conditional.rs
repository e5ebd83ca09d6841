//! The first count where the total of events is given.

use std::cmp::Ordering;

use crate::quantity::{Proportion, real};
use crate::special::{first_count, root};

/// The logarithms between which a limit is sought: 1 in 1e130.
const WIDEST: f64 = 300.0;

/// How many terms are added on either side of the mode. Samples of 1e9 need some 200 000.
const MOST_TERMS: usize = 1 << 22;

/// A term this small beside the sum no longer changes it.
const NEGLIGIBLE: f64 = 1e-18;

/// Fisher's noncentral hypergeometric distribution, and what was seen of it.
#[derive(Clone, Copy)]
pub(super) struct Conditional {
    seen: u64,
    first_trials: u64,
    events: u64,
    second_others: u64,
    fewest: u64,
    most: u64,
}

impl Conditional {
    pub(super) fn new(first: Proportion, second: Proportion) -> Self {
        let (seen, second_others) = (first.events(), second.non_events());
        Self {
            seen,
            first_trials: first.trials(),
            events: seen.saturating_add(second.events()),
            second_others,
            // Events move between the samples until one has none left, or nothing else.
            fewest: seen - seen.min(second_others),
            most: seen + second.events().min(first.non_events()),
        }
    }

    /// The odds ratio at which `seen` and more have the probability `tail`, with only the part
    /// `weight` of `seen` itself.
    pub(super) fn lower_limit(self, tail: f64, weight: f64) -> f64 {
        if self.seen == self.fewest {
            return 0.0;
        }
        let error = |log_ratio: f64| (self.at_least_seen(log_ratio.exp(), weight) / tail).ln();
        root(-WIDEST, WIDEST, error).exp()
    }

    /// The probability of `seen` and more, summed from the mode outwards.
    fn at_least_seen(self, odds_ratio: f64, weight: f64) -> f64 {
        let mode = self.mode(odds_ratio);
        let mut sums = Sums { all: 1.0, counted: self.counted(mode, weight) };
        let mut term = 1.0;
        for count in (mode..self.most).take(MOST_TERMS) {
            term *= self.step(count) * odds_ratio;
            if sums.no_longer_grow(term, self.counted(count + 1, weight)) {
                break;
            }
        }
        term = 1.0;
        for count in (self.fewest..mode).rev().take(MOST_TERMS) {
            term /= self.step(count) * odds_ratio;
            if sums.no_longer_grow(term, self.counted(count, weight)) {
                break;
            }
        }
        sums.counted / sums.all
    }

    /// How likely `count + 1` is by `count`, at an odds ratio of 1.
    fn step(self, count: u64) -> f64 {
        let (free, left) = (real(self.first_trials - count), real(self.events - count));
        let displaced = self.second_others.saturating_add(count) - self.seen;
        free * left / ((real(count) + 1.0) * (real(displaced) + 1.0))
    }

    /// The most likely count: the first that the next one does not exceed.
    fn mode(self, odds_ratio: f64) -> u64 {
        first_count(self.fewest..=self.most, |count| self.step(count) * odds_ratio < 1.0)
    }

    /// Which part of the probability of `count` belongs to the tail.
    fn counted(self, count: u64, weight: f64) -> f64 {
        match count.cmp(&self.seen) {
            Ordering::Greater => 1.0,
            Ordering::Equal => weight,
            Ordering::Less => 0.0,
        }
    }
}

/// What all counts and those of the tail add up to, in units of the mode's probability.
struct Sums {
    all: f64,
    counted: f64,
}

impl Sums {
    /// Adds a term; whether it was too small to matter.
    fn no_longer_grow(&mut self, term: f64, part: f64) -> bool {
        self.all += term;
        self.counted += term * part;
        term < NEGLIGIBLE * self.all
    }
}
