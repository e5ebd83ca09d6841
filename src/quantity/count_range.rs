//! A whole count that is known only within a range.

use super::real;

/// Every whole number that a printed figure may stand for, from `low` to `high`, both included.
///
/// `high` is `None` where nothing bounds the figure from above ("more than 50 000").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRange {
    low: u64,
    high: Option<u64>,
}

impl CountRange {
    /// Returns the range from `low` to `high`, or `None` when `high` is below `low`.
    #[must_use]
    pub fn new(low: u64, high: Option<u64>) -> Option<Self> {
        high.is_none_or(|high| low <= high).then_some(Self { low, high })
    }

    /// The range that holds `count` alone.
    #[must_use]
    pub const fn exactly(count: u64) -> Self {
        Self { low: count, high: Some(count) }
    }

    /// The range of `low` and everything above.
    #[must_use]
    pub fn at_least(low: u64) -> Self {
        Self { low, high: None }
    }

    /// The least count in the range.
    #[must_use]
    pub fn low(self) -> u64 {
        self.low
    }

    /// The greatest count in the range, or `None` where there is none.
    #[must_use]
    pub fn high(self) -> Option<u64> {
        self.high
    }

    /// Whether the range holds one count alone.
    #[must_use]
    pub fn is_exact(self) -> bool {
        self.high == Some(self.low)
    }

    /// The least count as a real number.
    #[must_use]
    pub fn low_real(self) -> f64 {
        real(self.low)
    }

    /// The greatest count as a real number, infinite where there is none.
    #[must_use]
    pub fn high_real(self) -> f64 {
        self.high.map_or(f64::INFINITY, real)
    }

    /// The range of every sum of a count from this range and one from `other`; a sum beyond what a
    /// `u64` holds is open.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => a.checked_add(b),
            _ => None,
        };
        Self { low: self.low.saturating_add(other.low), high }
    }

    /// The range of every difference of a count from this range and one from `other`, none below 0.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        let low = other.high.map_or(0, |high| self.low.saturating_sub(high));
        let high = self.high.map(|high| high.saturating_sub(other.low));
        Self { low: low.min(high.unwrap_or(low)), high }
    }

    /// The counts that both ranges hold, or `None` when there are none.
    #[must_use]
    pub fn intersection(self, other: Self) -> Option<Self> {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        Self::new(self.low.max(other.low), high)
    }

    /// The smallest range that holds both.
    #[must_use]
    pub fn hull(self, other: Self) -> Self {
        let high = match (self.high, other.high) {
            (Some(a), Some(b)) => Some(a.max(b)),
            _ => None,
        };
        Self { low: self.low.min(other.low), high }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn range(low: u64, high: u64) -> CountRange {
        CountRange::new(low, Some(high)).unwrap()
    }

    #[test]
    fn a_range_never_runs_backwards() {
        assert_eq!(CountRange::new(3, Some(2)), None);
        assert!(CountRange::new(2, Some(2)).unwrap().is_exact());
    }

    #[test]
    fn sums_and_overlaps() {
        assert_eq!(range(2, 5).plus(range(10, 20)), range(12, 25));
        assert_eq!(range(2, 5).plus(CountRange::at_least(1)), CountRange::at_least(3));
        assert_eq!(range(10, 20).minus(range(2, 5)), range(5, 18));
        assert_eq!(range(1, 3).minus(range(2, 5)), range(0, 1));
        assert_eq!(range(2, 5).intersection(range(4, 9)), Some(range(4, 5)));
        assert_eq!(range(2, 5).intersection(range(6, 9)), None);
        assert_eq!(range(2, 5).intersection(CountRange::at_least(3)), Some(range(3, 5)));
        assert_eq!(range(2, 5).hull(range(7, 9)), range(2, 9));
        assert_eq!(CountRange::exactly(u64::MAX).plus(range(1, 1)).high(), None);
    }
}
