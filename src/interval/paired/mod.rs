//! Intervals for the difference of two proportions counted on the same items.
//!
//! Two systems that judged the same items agree on most of them, and only where they differ is there
//! anything to compare. Use [`tango`].

mod counts;
mod newcombe;
mod tango;

pub use counts::PairedCounts;
pub use newcombe::newcombe;
pub use tango::tango;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quantity::{Confidence, ConfidenceInterval};

    type Method = fn(PairedCounts, Confidence) -> ConfidenceInterval;

    fn limits(method: Method, [both, first_only, second_only, neither]: [u64; 4]) -> [f64; 2] {
        let counts = PairedCounts { both, first_only, second_only, neither };
        let interval = method(counts, Confidence::DEFAULT);
        [interval.lower(), interval.upper()]
    }

    fn assert_near(found: [f64; 2], expected: [f64; 2], tolerance: f64) {
        let near = |end: usize| (found[end] - expected[end]).abs() <= tolerance;
        assert!(near(0) && near(1), "{found:?}, expected {expected:?}");
    }

    /// Fagerland, Lydersen and Laake, *Statistical Analysis of Contingency Tables*, 2017, chapter 8,
    /// to three decimals (airway reactivity) and four (response to therapy).
    #[test]
    fn published() {
        assert_near(limits(tango, [59, 6, 16, 80]), [-0.1240, -0.0054], 5e-5);
        assert_near(limits(tango, [1, 1, 7, 12]), [-0.517, -0.026], 5e-4);
        assert_near(limits(newcombe, [1, 1, 7, 12]), [-0.507, -0.026], 5e-4);
        assert_near(limits(newcombe, [59, 6, 16, 80]), [-0.1186, -0.0046], 5e-5);
    }

    /// R 4.2, with `n = a + b + c + d` and `z = qnorm(0.975)`: `T <- function(D) { B <- -b - c + (2 * n - b +
    /// c) * D; C <- -c * D * (1 - D); q <- (sqrt(B^2 - 8 * n * C) - B) / (4 * n); (b - c - n * D) /
    /// sqrt(n * (2 * q + D * (1 - D))) }; uniroot(function(x) T(x) - z, c(-1 + 1e-9, (b - c) / n),
    /// tol = 1e-13)$root` for Tango's lower limit, and with `+ z` from there to 1 for the upper.
    #[test]
    fn tango_by_r() {
        for (counts, expected) in [
            ([1, 1, 7, 12], [-0.517_232_276_421_377, -0.026_003_032_480_868_7]),
            ([59, 6, 16, 80], [-0.124_023_432_464_068, -0.005_433_395_731_677_12]),
            ([53, 16, 8, 9], [-0.019_658_922_719_054_1, 0.206_910_770_622_001]),
            ([5, 20, 30, 4], [-0.385_243_407_439_686, 0.065_193_869_290_745_7]),
        ] {
            assert_near(limits(tango, counts), expected, 1e-12);
        }
    }

    /// R 4.2, with the Wilson limits `A` of `a + b` and `B` of `a + c` by their formula: `q <- a * d - b * c;
    /// q <- if (q > n / 2) q - n / 2 else if (q > 0) 0 else q; f <- q / sqrt((a + b) * (c + d) * (a +
    /// c) * (b + d)); x <- p1 - A[1]; y <- B[2] - p2; p1 - p2 - sqrt(x^2 - 2 * f * x * y + y^2)`, and so on.
    #[test]
    fn newcombe_by_r() {
        for (counts, expected) in [
            ([1, 1, 7, 12], [-0.506_920_226_686_141, -0.025_559_124_164_859_9]),
            ([59, 6, 16, 80], [-0.118_621_195_638_71, -0.004_625_113_933_050_07]),
            ([53, 16, 8, 9], [-0.020_104_076_887_636_1, 0.203_915_835_250_453]),
            ([5, 20, 30, 4], [-0.383_897_899_057_573, 0.063_941_836_917_171_8]),
        ] {
            assert_near(limits(newcombe, counts), expected, 1e-12);
        }
    }

    #[test]
    fn exchanging_the_two_changes_the_sign() {
        for [a, b, c, d] in
            [[59, 6, 16, 80], [1, 1, 7, 12], [0, 0, 5, 9], [9, 44, 17, 8_000_000_000]]
        {
            for method in [tango, newcombe] {
                let [lower, upper] = limits(method, [a, b, c, d]);
                assert_near(limits(method, [a, c, b, d]), [-upper, -lower], 1e-15);
            }
        }
    }

    #[test]
    fn ends() {
        for method in [tango, newcombe] {
            assert_near(limits(method, [0, 20, 0, 0]).map(|end| end.max(0.9)), [0.9, 1.0], 1e-15);
            assert_near(limits(method, [0, 0, 0, 0]), [-1.0, 1.0], 0.0);
            let same = limits(method, [30, 0, 0, 70]);
            assert!(same[0] < 0.0 && same[1] > 0.0, "{same:?}");
        }
    }
}
