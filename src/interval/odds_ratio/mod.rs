//! Intervals for the odds ratio of two independent proportions, first by second.
//!
//! Both rest on the distribution of the first count where the total of events is given. No
//! approximation is made but where each of the four counts is a billion or more; there the log interval
//! has the same nine digits, and terms would be too many to add. Use [`conditional_exact`] where coverage must never fall below the
//! stated confidence, else [`mid_p`].

mod conditional;

use crate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use crate::special::normal_upper_quantile;
use conditional::Conditional;

/// Returns the exact conditional interval for the odds ratio, from 0 to infinity.
///
/// ```text
/// lower: P(X >= x₁ | ψ) = α/2        upper: P(X <= x₁ | ψ) = α/2
/// ```
///
/// Here `X` has Fisher's noncentral hypergeometric distribution with the odds ratio `ψ`: the events that
/// fall to the first sample of all that there are. `α/2` is what the confidence leaves in each tail. 0
/// where the first count is the least possible, infinity where it is the greatest.
///
/// Source: Cornfield, *Proceedings of the Third Berkeley Symposium* 4, 1956.
///
/// ```
/// use baserate::interval::odds_ratio::conditional_exact;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [first, second] = [(7, 34), (1, 34)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let interval = conditional_exact(first, second, Confidence::DEFAULT);
/// assert!((interval.lower() - 0.9733).abs() < 5e-5);
/// assert!((interval.upper() - 396.9940).abs() < 5e-5);
/// ```
#[must_use]
pub fn conditional_exact(
    first: Proportion,
    second: Proportion,
    confidence: Confidence,
) -> ConfidenceInterval {
    interval(first, second, confidence.tail(), 1.0)
}

/// Returns the mid-P conditional interval for the odds ratio, from 0 to infinity.
///
/// ```text
/// lower: P(X > x₁ | ψ) + ½ P(X = x₁ | ψ) = α/2, and the upper likewise
/// ```
///
/// As [`conditional_exact`], with half of what was seen counted: narrower, and near the stated confidence
/// on average instead of at least.
///
/// Source: Mehta and Walsh, *The American Statistician* 46, 1992.
///
/// ```
/// use baserate::interval::odds_ratio::mid_p;
/// use baserate::quantity::{Confidence, Proportion};
///
/// let [first, second] = [(7, 34), (1, 34)].map(|(k, n)| Proportion::new(k, n).unwrap());
/// let interval = mid_p(first, second, Confidence::DEFAULT);
/// assert!((interval.lower() - 1.1886).abs() < 5e-5);
/// assert!((interval.upper() - 199.6166).abs() < 5e-5);
/// ```
#[must_use]
pub fn mid_p(first: Proportion, second: Proportion, confidence: Confidence) -> ConfidenceInterval {
    interval(first, second, confidence.tail(), 0.5)
}

/// From which count on in every cell of the table the log interval takes over.
const LARGE: u64 = 1_000_000_000;

/// The interval that counts the part `weight` of what was seen.
fn interval(first: Proportion, second: Proportion, tail: f64, weight: f64) -> ConfidenceInterval {
    let cells = [first.events(), first.non_events(), second.events(), second.non_events()];
    if cells.iter().all(|cell| *cell >= LARGE) {
        return log_interval(cells.map(real), tail);
    }
    let lower = Conditional::new(first, second).lower_limit(tail, weight);
    let inverse = Conditional::new(second, first).lower_limit(tail, weight);
    ConfidenceInterval::of_ratio(lower, 1.0 / inverse)
}

/// Woolf's interval, `ln ψ ± z √Σ(1/cell)`, which differs from the exact one by about half a count in
/// the smallest cell: here by less than 1e-9 of itself.
fn log_interval([a, b, c, d]: [f64; 4], tail: f64) -> ConfidenceInterval {
    let ratio = a / b * (d / c);
    let deviation = (1.0 / a + 1.0 / b + 1.0 / c + 1.0 / d).sqrt();
    let width = (normal_upper_quantile(tail) * deviation).exp();
    ConfidenceInterval::of_ratio(ratio / width, ratio * width)
}

#[cfg(test)]
mod tests {
    use super::*;

    type Method = fn(Proportion, Proportion, Confidence) -> ConfidenceInterval;

    fn assert_limits(
        method: Method,
        [x1, n1, x2, n2]: [u64; 4],
        expected: [f64; 2],
        tolerance: f64,
    ) {
        let [first, second] = [(x1, n1), (x2, n2)].map(|(x, n)| Proportion::new(x, n).unwrap());
        let interval = method(first, second, Confidence::DEFAULT);
        let near = |found: f64, expected: f64| {
            found.to_bits() == expected.to_bits() || (found / expected - 1.0).abs() < tolerance
        };
        assert!(near(interval.lower(), expected[0]), "{interval:?}, expected {expected:?}");
        assert!(near(interval.upper(), expected[1]), "{interval:?}, expected {expected:?}");
    }

    /// scipy: `contingency.odds_ratio([[x1, n1 - x1], [x2, n2 - x2]]).confidence_interval(0.95)`. R's
    /// `fisher.test` agrees to the three digits that its search is good for.
    #[test]
    fn scipy() {
        for (counts, expected) in [
            ([7, 34, 1, 34], [0.973_273_632_882_398_4, 396.994_002_170_184]),
            ([10, 100, 3, 100], [0.882_383_586_982_475, 20.832_055_308_917_912]),
            ([15, 148, 81, 263], [0.130_059_484_030_140_23, 0.468_702_169_950_091_1]),
            ([44, 8000, 17, 12300], [2.235_439_912_136_475, 7.464_754_922_680_538]),
            ([20, 20, 15, 20], [1.024_109_201_731_366_9, f64::INFINITY]),
            ([0, 20, 5, 20], [0.0, 0.976_458_368_218_342_2]),
        ] {
            assert_limits(conditional_exact, counts, expected, 1e-9);
        }
    }

    /// R 4.2: `m <- x1 + x2; s <- max(0, m - n2):min(n1, m); d <- function(l) { w <- lchoose(n1, s) +
    /// lchoose(n2, m - s) + s * l; w <- exp(w - max(w)); w / sum(w) }; exp(uniroot(function(l)
    /// sum(d(l)[s > x1]) + d(l)[s == x1] / 2 - 0.025, c(-9, 9), tol = 1e-12)$root)`, and with `s < x1`.
    #[test]
    fn mid_p_by_r() {
        for (counts, expected) in [
            ([7, 34, 1, 34], [1.188_586_788_310_1, 199.616_645_737_101]),
            ([10, 100, 3, 100], [0.999_470_419_377_142, 16.578_370_219_816_4]),
            ([15, 148, 81, 263], [0.136_183_846_283_124, 0.452_950_635_657_074]),
            ([44, 8000, 17, 12300], [2.307_434_624_560_83, 7.169_020_590_835_75]),
        ] {
            assert_limits(mid_p, counts, expected, 1e-11);
        }
    }

    #[test]
    fn the_log_interval_takes_over_smoothly() {
        let counts = [40_000_000, 100_000_000, 50_000_000, 100_000_000];
        let log = log_interval([4e7, 6e7, 5e7, 5e7], 0.025);
        assert_limits(conditional_exact, counts, [log.lower(), log.upper()], 5e-8);
    }

    #[test]
    fn one_possible_table_says_nothing() {
        assert_limits(conditional_exact, [0, 5, 0, 7], [0.0, f64::INFINITY], 0.0);
        assert_limits(mid_p, [5, 5, 7, 7], [0.0, f64::INFINITY], 0.0);
    }
}
