//! Counts in a sample whose items stand for different numbers of others.

use super::real;

/// The inverse of the probability with which an item was drawn: how many items it stands for, or a number
/// in proportion to it.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Weight(f64);

/// 2⁶⁴, beyond which no weight is.
const GREATEST: f64 = 18_446_744_073_709_551_616.0;

impl Weight {
    /// The weight of an item that was sure to be drawn.
    pub const ONE: Self = Self(1.0);

    /// Returns `value` as a weight, or `None` unless it is from 1 to 2⁶⁴.
    ///
    /// ```
    /// use baserate::quantity::Weight;
    ///
    /// assert!(Weight::new(1000.0).is_some());
    /// // A probability is not its inverse.
    /// assert!(Weight::new(0.001).is_none());
    /// ```
    #[must_use]
    pub fn new(value: f64) -> Option<Self> {
        (1.0..=GREATEST).contains(&value).then_some(Self(value))
    }

    /// Returns `value` as a weight that says how much an item counts beside others, or `None` unless it is
    /// from 2⁻⁶⁴ to 2⁶⁴. Shares do not change where all weights are multiplied by one number.
    ///
    /// ```
    /// use baserate::quantity::Weight;
    ///
    /// assert!(Weight::relative(0.25).is_some());
    /// assert!([0.0, -1.0, f64::NAN, f64::INFINITY].map(Weight::relative) == [None; 4]);
    /// ```
    #[must_use]
    pub fn relative(value: f64) -> Option<Self> {
        (1.0 / GREATEST..=GREATEST).contains(&value).then_some(Self(value))
    }

    /// The number itself, above 0.
    #[must_use]
    pub fn get(self) -> f64 {
        self.0
    }
}

/// A count added up over strata, each with its weight, and what it stands for.
///
/// A stratum in which nothing was counted belongs to it all the same: its weight says how much a
/// single item there would have changed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightedCount {
    count: u64,
    total: f64,
    squares: f64,
    heaviest: f64,
}

impl WeightedCount {
    /// Returns the `count` of one stratum, of which each stands for `weight` items.
    ///
    /// ```
    /// use baserate::quantity::{Weight, WeightedCount};
    ///
    /// let flagged = WeightedCount::new(84, Weight::ONE);
    /// let unflagged = WeightedCount::new(2, Weight::new(1000.0).unwrap());
    /// assert_eq!(flagged.plus(unflagged).total(), 2084.0);
    /// assert_eq!(flagged.plus(unflagged).count(), 86);
    /// ```
    #[must_use]
    pub fn new(count: u64, weight: Weight) -> Self {
        let (counted, weight) = (real(count), weight.get());
        let total = counted * weight;
        Self { count, total, squares: total * weight, heaviest: weight }
    }

    /// Returns the count over the strata of both; beyond what a `u64` holds it goes no further.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self {
            count: self.count.saturating_add(other.count),
            total: self.total + other.total,
            squares: self.squares + other.squares,
            heaviest: self.heaviest.max(other.heaviest),
        }
    }

    /// How many items were counted.
    #[must_use]
    pub fn count(self) -> u64 {
        self.count
    }

    /// How many items they stand for, `Σ w n`.
    #[must_use]
    pub fn total(self) -> f64 {
        self.total
    }

    /// The estimated variance of the total where each count is Poisson, `Σ w² n`.
    #[must_use]
    pub fn squares(self) -> f64 {
        self.squares
    }

    /// The largest weight, that of strata without a count included.
    #[must_use]
    pub fn heaviest(self) -> f64 {
        self.heaviest
    }
}
