//! Equivalence and non-inferiority, read from an interval.

use crate::quantity::ConfidenceInterval;

/// What an interval says of a margin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarginVerdict {
    /// The whole interval is within the margin.
    Shown,
    /// The whole interval is outside it.
    Refuted,
    /// The interval holds values on either side: too few data to say.
    Open,
}

/// Returns whether `interval` shows that a quantity is strictly between `lowest` and `highest`.
///
/// Of a difference between two systems, `-margin` and `margin` ask for equivalence, and `-margin` and
/// infinity for non-inferiority where more is better. Equivalence at level α takes an interval with
/// confidence `1 - 2α`, for two one-sided tests are made, and non-inferiority likewise. That
/// nothing significant was found is never equivalence.
///
/// Source: Schuirmann, *Journal of Pharmacokinetics and Biopharmaceutics* 15, 1987; Westlake, 1981.
///
/// ```
/// use baserate::interval::difference::miettinen_nurminen;
/// use baserate::interval::{MarginVerdict, within_margin};
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [new, old] = [(840, 1000), (850, 1000)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let difference = miettinen_nurminen(new, old, Confidence::new(0.9).unwrap());
/// assert_eq!(within_margin(difference, -0.05, f64::INFINITY), MarginVerdict::Shown);
/// assert_eq!(within_margin(difference, -0.01, 0.01), MarginVerdict::Open);
/// ```
#[must_use]
pub fn within_margin(interval: ConfidenceInterval, lowest: f64, highest: f64) -> MarginVerdict {
    if lowest < interval.lower() && interval.upper() < highest {
        MarginVerdict::Shown
    } else if interval.upper() <= lowest || highest <= interval.lower() {
        MarginVerdict::Refuted
    } else {
        MarginVerdict::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_on_the_margin_shows_nothing() {
        let interval = ConfidenceInterval::of_difference(-0.05, 0.02);
        assert_eq!(within_margin(interval, -0.05, 0.05), MarginVerdict::Open);
        assert_eq!(within_margin(interval, -0.051, 0.05), MarginVerdict::Shown);
        assert_eq!(within_margin(interval, 0.02, 0.05), MarginVerdict::Refuted);
        assert_eq!(within_margin(interval, -0.2, -0.05), MarginVerdict::Refuted);
    }
}
