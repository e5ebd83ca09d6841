//! How much more often the wrongly actioned appeal than the rightly actioned.

/// A range of κ, the odds ratio of appealing: given wrong, over given right.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct KappaRange {
    low: f64,
    high: f64,
}

impl KappaRange {
    /// κ ≥ 1: the wrongly actioned appeal at least as often.
    pub const AT_LEAST_ONE: Self = Self { low: 1.0, high: f64::INFINITY };
    /// κ ≤ 1: the wrongly actioned appeal at most as often.
    pub const AT_MOST_ONE: Self = Self { low: 0.0, high: 1.0 };

    /// Returns the range from `low` to `high`, or `None` unless `0 ≤ low ≤ high`.
    #[must_use]
    pub fn new(low: f64, high: f64) -> Option<Self> {
        (low >= 0.0 && low <= high).then_some(Self { low, high })
    }

    /// The least κ.
    #[must_use]
    pub fn low(self) -> f64 {
        self.low
    }

    /// The greatest κ; it may be infinite.
    #[must_use]
    pub fn high(self) -> f64 {
        self.high
    }
}

impl std::fmt::Display for KappaRange {
    /// The range in words: `κ is 2`, `κ is from 1 to 5`, `κ is at least 1`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (self.low, self.high) {
            (low, high) if high.is_infinite() => write!(f, "κ is at least {low}"),
            (low, high) if low >= high => write!(f, "κ is {low}"),
            (low, high) => write!(f, "κ is from {low} to {high}"),
        }
    }
}
