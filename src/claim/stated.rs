//! The value that a claim states, and for which values of its quantity it is true.

use super::{Better, ClaimQuantity, Comparator};
use crate::quantity::Probability;

/// A stated value with its comparator and its rounding.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// The value as it was written: `0.999`, `1 in 50000000000`.
    pub text: String,
    /// How it bounds the quantity.
    pub comparator: Comparator,
    /// The value, as a fraction, or a number per second.
    pub value: f64,
    /// Half a unit of its last decimal: how far the number may be from what was rounded to it. 0 for
    /// a value that was written as one count in another.
    pub half_unit: f64,
}

/// The values of a quantity for which a claim is true: an interval, each end perhaps left out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Region {
    low: f64,
    high: f64,
    /// Whether the ends themselves belong to it.
    low_included: bool,
    high_included: bool,
    /// The ends with the rounding of the statement: only beyond them it is false.
    rounded: (f64, f64),
}

/// Where a range of possible values lies against a region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Against {
    /// All of it within.
    Within,
    /// All of it outside.
    Outside,
    /// On both sides of an end.
    Across,
}

impl Stated {
    /// Returns the values of `quantity` for which the claim is true.
    ///
    /// A performance stated without a comparator is read as a promise to be at least that good. To show
    /// it, the number itself has to be reached; to refute it, every number that rounds to it has to be
    /// missed. Any other quantity is read as the number itself, within its rounding.
    #[must_use]
    pub fn region(&self, quantity: ClaimQuantity) -> Region {
        let (low, high) = (self.value - self.half_unit, self.value + self.half_unit);
        let (from, to) = (Region::from(self.value), Region::to(self.value));
        match (self.comparator, quantity.better()) {
            (Comparator::AtLeast, _) => from,
            (Comparator::AtMost, _) => to,
            (Comparator::Above, _) => Region { low_included: false, ..from },
            (Comparator::Below, _) => Region { high_included: false, ..to },
            (Comparator::Equal, Some(Better::More)) => {
                Region { rounded: (low, f64::INFINITY), ..from }
            }
            (Comparator::Equal, Some(Better::Less)) => {
                Region { rounded: (f64::NEG_INFINITY, high), ..to }
            }
            (Comparator::Equal, None) => Region { high, ..Region::from(low) }.unrounded(),
        }
    }

    /// Returns the least and the greatest value in `[0, 1]` that the words allow for a share: what
    /// rounds to it, or all on the stated side.
    #[must_use]
    pub fn range(&self) -> (f64, f64) {
        let (low, high) = match self.comparator {
            Comparator::AtLeast | Comparator::Above => (self.value, 1.0),
            Comparator::AtMost | Comparator::Below => (0.0, self.value),
            Comparator::Equal => (self.value - self.half_unit, self.value + self.half_unit),
        };
        (low.clamp(0.0, 1.0), high.clamp(0.0, 1.0))
    }
}

impl Region {
    fn from(low: f64) -> Self {
        let high = f64::INFINITY;
        Self { low, high, low_included: true, high_included: true, rounded: (low, high) }
    }

    fn to(high: f64) -> Self {
        let low = f64::NEG_INFINITY;
        Self { low, high, low_included: true, high_included: true, rounded: (low, high) }
    }

    fn unrounded(self) -> Self {
        Self { rounded: (self.low, self.high), ..self }
    }

    /// The least value that the region reaches down to, if any.
    #[must_use]
    pub fn low(self) -> Option<f64> {
        self.low.is_finite().then_some(self.low)
    }

    /// The greatest value that the region reaches up to, if any.
    #[must_use]
    pub fn high(self) -> Option<f64> {
        self.high.is_finite().then_some(self.high)
    }

    /// Whether `value` is in the region.
    #[must_use]
    pub fn contains(self, value: f64) -> bool {
        let above = value > self.low || (self.low_included && value >= self.low);
        let below = value < self.high || (self.high_included && value <= self.high);
        above && below
    }

    /// Where the range from `lower` to `upper` lies: outside only if it is beyond the rounding of the
    /// statement.
    #[must_use]
    pub fn against(self, (lower, upper): (f64, f64)) -> Against {
        let (low, high) = self.rounded;
        let misses_low = upper < low || (!self.low_included && upper <= low);
        let misses_high = lower > high || (!self.high_included && lower >= high);
        if self.contains(lower) && self.contains(upper) {
            Against::Within
        } else if misses_low || misses_high {
            Against::Outside
        } else {
            Against::Across
        }
    }

    /// The region of `1 - q` where this is the region of `q`.
    #[must_use]
    pub fn turned_round(self) -> Self {
        Self {
            low: complement(self.high),
            high: complement(self.low),
            low_included: self.high_included,
            high_included: self.low_included,
            rounded: (complement(self.rounded.1), complement(self.rounded.0)),
        }
    }

    /// The region of `f(q)` where this is the region of `q`; `map` must be increasing.
    #[must_use]
    pub fn map(self, map: impl Fn(f64) -> f64) -> Self {
        let end = |end: f64| if end.is_finite() { map(end) } else { end };
        let (low, high) = self.rounded;
        Self { low: end(self.low), high: end(self.high), rounded: (end(low), end(high)), ..self }
    }
}

/// Returns what is missing to 1, as the decimal that it was written as where it is a share.
#[must_use]
pub(crate) fn complement(end: f64) -> f64 {
    Probability::new(end).map_or(1.0 - end, |share| share.turned_round().get())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stated(comparator: Comparator, value: f64, half_unit: f64) -> Stated {
        Stated { text: value.to_string(), comparator, value, half_unit }
    }

    #[test]
    fn a_performance_is_read_as_at_least_as_good() {
        let claim = stated(Comparator::Equal, 0.99, 0.005);
        let region = claim.region(ClaimQuantity::Precision);
        assert_eq!((region.low(), region.high()), (Some(0.99), None));
        assert!(region.contains(0.99) && region.contains(1.0) && !region.contains(0.989));
        // What rounds to it neither shows nor refutes it.
        assert_eq!(region.against((0.97, 0.986)), Against::Across);
        assert_eq!(region.against((0.97, 0.984)), Against::Outside);
        let region = claim.region(ClaimQuantity::FalsePositiveRate);
        assert_eq!((region.low(), region.high()), (None, Some(0.99)));
        assert_eq!(region.against((0.991, 0.992)), Against::Across);
        assert_eq!(region.against((0.996, 0.997)), Against::Outside);
        let region = claim.region(ClaimQuantity::Share);
        assert_eq!((region.low(), region.high()), (Some(0.985), Some(0.995)));
    }

    #[test]
    fn strict_comparators_leave_their_value_out() {
        let above = stated(Comparator::Above, 0.9, 0.05).region(ClaimQuantity::Accuracy);
        assert!(!above.contains(0.9) && above.contains(0.900_001));
        assert_eq!(above.against((0.5, 0.9)), Against::Outside);
        assert_eq!(above.against((0.5, 0.91)), Against::Across);
        assert_eq!(above.against((0.9, 0.91)), Against::Across);
        let at_least = stated(Comparator::AtLeast, 0.9, 0.05).region(ClaimQuantity::Accuracy);
        assert_eq!(at_least.against((0.9, 0.91)), Against::Within);
        assert_eq!(at_least.against((0.5, 0.9)), Against::Across);
        assert_eq!(at_least.against((0.5, 0.89)), Against::Outside);
    }

    #[test]
    fn turning_round_keeps_which_ends_belong() {
        let below = stated(Comparator::Below, 0.25, 0.0).region(ClaimQuantity::FalseDiscoveryRate);
        let precision = below.turned_round();
        assert!(!precision.contains(0.75) && precision.contains(0.76) && !precision.contains(0.74));
        assert_eq!(precision.turned_round(), below);
    }

    #[test]
    fn what_the_words_allow() {
        let (low, high) = stated(Comparator::Equal, 0.999, 0.0005).range();
        assert!((low - 0.9985).abs() < 1e-15 && (high - 0.9995).abs() < 1e-15);
        assert_eq!(stated(Comparator::Above, 0.9, 0.05).range(), (0.9, 1.0));
        assert_eq!(stated(Comparator::Equal, 1.0, 0.005).range(), (0.995, 1.0));
        assert_eq!(stated(Comparator::AtMost, 0.01, 0.005).range(), (0.0, 0.01));
    }
}
