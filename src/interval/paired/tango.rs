//! The score interval for a paired difference.

use super::PairedCounts;
use crate::quantity::{Confidence, ConfidenceInterval, real};
use crate::special::{normal_upper_quantile, root};

/// Returns Tango's score interval for first less second on the same items, a difference of fractions in
/// `[-1, 1]`.
///
/// ```text
/// (b - c - nδ) / √(n(2q̃ + δ(1-δ))) = ±z, solved for δ
/// q̃ = (√(B² - 8nC) - B) / 4n,  B = (2n - b + c)δ - b - c,  C = -cδ(1-δ)
/// ```
///
/// Here `b` items are events to the first alone, `c` to the second alone, `n` are all; `q̃` is the most
/// likely share of the second alone where the difference is `δ`, and `z` leaves `(1 - confidence) / 2` in
/// the upper normal tail. Everything from -1 to 1 where there are no items; 1 where all are events to
/// the first alone.
///
/// Source: Tango, *Statistics in Medicine* 17, 1998, equations 20 to 24.
///
/// ```
/// use baserate::interval::paired::{PairedCounts, tango};
/// use baserate::quantity::Confidence;
///
/// let counts = PairedCounts { both: 59, first_only: 6, second_only: 16, neither: 80 };
/// let interval = tango(counts, Confidence::DEFAULT);
/// assert!((interval.lower() + 0.1240).abs() < 5e-5);
/// assert!((interval.upper() + 0.0054).abs() < 5e-5);
/// ```
#[must_use]
pub fn tango(counts: PairedCounts, confidence: Confidence) -> ConfidenceInterval {
    let z = normal_upper_quantile(confidence.tail());
    let upper = -lower_limit(counts.exchanged(), z);
    ConfidenceInterval::of_difference(lower_limit(counts, z), upper)
}

fn lower_limit(counts: PairedCounts, z: f64) -> f64 {
    let estimate = counts.difference();
    if counts.total() == 0.0 || estimate <= -1.0 {
        return -1.0;
    }
    root(-1.0, estimate, |difference| score(counts, difference) - z)
}

/// How many standard errors the difference counted is above `difference`.
fn score(counts: PairedCounts, difference: f64) -> f64 {
    if difference < 0.0 {
        // Exchanged, no term of the quadratic equation cancels another.
        return -score(counts.exchanged(), -difference);
    }
    let n = counts.total();
    let (b, c) = (real(counts.first_only), real(counts.second_only));
    let excess = b - c - n * difference;
    if excess == 0.0 {
        return 0.0;
    }
    let spread = difference * (1.0 - difference);
    let linear = (2.0 * n - b + c) * difference - b - c;
    let discriminant = (linear * linear + 8.0 * n * c * spread).sqrt();
    let second_only = if linear > 0.0 {
        2.0 * c * spread / (linear + discriminant)
    } else {
        (discriminant - linear) / (4.0 * n)
    };
    excess / (n * (2.0 * second_only + spread)).sqrt()
}
