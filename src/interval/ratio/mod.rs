//! Intervals for the ratio of two independent proportions, first by second.
//!
//! Use [`koopman`]; [`katz`] is what is most often printed, and fails where either count is 0.

mod katz;
mod koopman;

pub use katz::katz;
pub use koopman::koopman;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Confidence, ConfidenceInterval, Proportion};

    type Method = fn(Proportion, Proportion, Confidence) -> ConfidenceInterval;

    fn limits(method: Method, [x1, n1, x2, n2]: [u64; 4]) -> [f64; 2] {
        let [first, second] = [(x1, n1), (x2, n2)].map(|(x, n)| Proportion::new(x, n).unwrap());
        let interval = method(first, second, Confidence::DEFAULT);
        [interval.lower(), interval.upper()]
    }

    fn assert_near(found: [f64; 2], expected: [f64; 2], tolerance: f64) {
        let near = |end: usize| {
            found[end].to_bits() == expected[end].to_bits()
                || (found[end] / expected[end] - 1.0).abs() <= tolerance
        };
        assert!(near(0) && near(1), "{found:?}, expected {expected:?}");
    }

    /// statsmodels: `confint_proportions_2indep(x1, n1, x2, n2, compare="ratio", method="score",
    /// correction=False)`, by a search that stops early, and `method="log"`.
    #[test]
    fn statsmodels() {
        for (counts, expected) in [
            ([7, 34, 1, 34], [1.220_852_853_514_811_5, 42.575_717_609_760_41]),
            ([56, 70, 48, 80], [1.079_821_506_361_860_4, 1.670_805_578_019_122_4]),
            ([10, 10, 0, 20], [6.206_355_432_540_111, f64::INFINITY]),
            ([0, 20, 5, 30], [0.0, 1.034_991_696_620_634_5]),
            ([44, 8000, 17, 12300], [2.291_520_472_128_797, 6.911_170_907_342_185]),
        ] {
            assert_near(limits(koopman, counts), expected, 1e-6);
        }
        for (counts, expected) in [
            ([7, 34, 1, 34], [0.909_605_511_842_076_3, 53.869_506_464_146_46]),
            ([44, 8000, 17, 12300], [2.275_349_158_071_989_6, 6.959_687_016_342_552]),
        ] {
            assert_near(limits(katz, counts), expected, 1e-13);
        }
    }

    #[test]
    fn exchanging_the_two_inverts() {
        for counts in [[7, 34, 1, 34], [0, 20, 5, 30], [44, 8_000_000, 17, 12_300_000_000]] {
            for method in [koopman, katz] {
                let [lower, upper] = limits(method, counts);
                let [x1, n1, x2, n2] = counts;
                assert_near(limits(method, [x2, n2, x1, n1]), [1.0 / upper, 1.0 / lower], 1e-12);
            }
        }
    }

    #[test]
    fn nothing_counted_leaves_everything_open() {
        for method in [koopman, katz] {
            assert_near(limits(method, [0, 20, 0, 30]), [0.0, f64::INFINITY], 0.0);
        }
    }
}
