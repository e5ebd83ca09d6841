//! Validated numbers: probabilities, confidence levels, proportions, rates, whole counts and their ranges.
//!
//! Every type checks its range once, in its constructor, so that the functions that take it cannot
//! fail. Counts are `u64` throughout; [`real`] is the one place where a count becomes an `f64`, and
//! [`whole`] the one where an `f64` becomes a count.

mod count_range;
pub mod display;
mod interval;
mod probability;
mod proportion;
mod rate;
mod weighted_count;

pub use count_range::CountRange;
pub use interval::ConfidenceInterval;
pub use probability::{Confidence, Probability};
pub use proportion::Proportion;
pub use rate::Rate;
pub use weighted_count::{Weight, WeightedCount};

/// Returns `count` as a real number, exact up to 2⁵³ and correctly rounded above.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "the one place where a count becomes a real number")]
pub fn real(count: u64) -> f64 {
    count as f64
}

/// Returns `number`, such as a product of two counts, as a real number to the
/// nearest.
#[must_use]
#[expect(
    clippy::cast_precision_loss,
    reason = "the one place where a wide whole number becomes real"
)]
pub fn real_wide(number: u128) -> f64 {
    number as f64
}

/// Returns the whole part of `value` as a count: 0 for what is below 0 or no number, the greatest
/// count for what is above it.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the one place where a real number becomes a count; the conversion keeps to its range"
)]
pub fn whole(value: f64) -> u64 {
    value as u64
}

/// Returns the least of 1, 2 and 5 times a power of ten that is not below `least`, which is above 0: a round
/// step of an axis or of bins.
///
/// ```
/// use baserate::quantity::round_step;
///
/// assert_eq!([0.1, 0.3, 1.2, 40.0].map(round_step), [0.1, 0.5, 2.0, 50.0]);
/// ```
#[must_use]
pub fn round_step(least: f64) -> f64 {
    let power = 10_f64.powf((least * (1.0 + 1e-9)).log10().floor());
    // A step that is missed by rounding alone is taken.
    let found = [1.0, 2.0, 5.0].map(|digit| digit * power);
    found.into_iter().find(|step| *step >= least * (1.0 - 1e-9)).unwrap_or(10.0 * power)
}
