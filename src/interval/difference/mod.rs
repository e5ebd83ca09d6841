//! Intervals for the difference of two independent proportions, first less second.
//!
//! Use [`miettinen_nurminen`] for results and [`newcombe`] for a quick look that needs no search;
//! [`agresti_caffo`] is the simplest that works at all. All limits are differences of fractions, in
//! `[-1, 1]`.

mod agresti_caffo;
mod miettinen_nurminen;
mod newcombe;

pub use agresti_caffo::agresti_caffo;
pub use miettinen_nurminen::miettinen_nurminen;
pub use newcombe::newcombe;

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
        let near = |end: usize| (found[end] - expected[end]).abs() <= tolerance;
        assert!(near(0) && near(1), "{found:?}, expected {expected:?}");
    }

    /// statsmodels: `confint_proportions_2indep(x1, n1, x2, n2, compare="diff", method="newcomb")` and
    /// `method="agresti-caffo"`.
    #[test]
    fn statsmodels() {
        let newcombe_rows = [
            ([7, 34, 1, 34], [0.018_921_443_885_772_937, 0.340_368_687_032_707_4]),
            ([56, 70, 48, 80], [0.052_431_472_402_364_98, 0.333_872_654_036_906_14]),
            ([0, 20, 5, 30], [-0.335_643_505_064_160_35, 0.019_522_587_838_585_514]),
            ([44, 8000, 17, 12300], [0.002_489_996_330_479_929_4, 0.006_063_267_094_605_524]),
        ];
        for (counts, expected) in newcombe_rows {
            assert_near(limits(newcombe, counts), expected, 1e-14);
        }
        let agresti_caffo_rows = [
            ([7, 34, 1, 34], [0.011_611_670_142_613_911, 0.321_721_663_190_719_4]),
            ([56, 70, 48, 80], [0.052_452_926_638_053_676, 0.335_758_455_475_767_44]),
            ([10, 10, 0, 20], [0.692_243_237_883_191_1, 1.0]),
        ];
        for (counts, expected) in agresti_caffo_rows {
            assert_near(limits(agresti_caffo, counts), expected, 1e-8);
        }
    }

    /// Newcombe, *Statistics in Medicine* 17, 1998, "Interval estimation for the difference", table
    /// II: methods 6 (Miettinen and Nurminen) and 10 (hybrid score).
    #[test]
    fn table_of_newcombe() {
        for (counts, score, hybrid) in [
            ([56, 70, 48, 80], [0.0528, 0.3382], [0.0524, 0.3339]),
            ([9, 10, 3, 10], [0.1700, 0.8406], [0.1705, 0.8090]),
            ([10, 10, 0, 20], [0.7156, 1.0], [0.6791, 1.0]),
            ([10, 10, 0, 10], [0.6636, 1.0], [0.6075, 1.0]),
        ] {
            assert_near(limits(newcombe, counts), hybrid, 5e-5);
            assert_near(limits(miettinen_nurminen, counts), score, 5e-5);
        }
    }

    /// R, `PropCIs::diffscoreci(7, 34, 1, 34, 0.95)`.
    #[test]
    fn prop_cis() {
        let found = limits(miettinen_nurminen, [7, 34, 1, 34]);
        assert_near(found, [0.027_041_6, 0.345_291_2], 1e-6);
    }

    #[test]
    fn exchanging_the_two_changes_the_sign() {
        for counts in [[7, 34, 1, 34], [0, 20, 5, 30], [44, 8_000_000, 17, 12_300_000_000]] {
            for method in [newcombe, miettinen_nurminen, agresti_caffo] {
                let [lower, upper] = limits(method, counts);
                let [x1, n1, x2, n2] = counts;
                assert_near(limits(method, [x2, n2, x1, n1]), [-upper, -lower], 1e-15);
            }
        }
    }

    #[test]
    fn ends() {
        let complete = limits(miettinen_nurminen, [10, 10, 0, 20]);
        assert_eq!(complete[1].to_bits(), 1.0_f64.to_bits());
        let none = limits(miettinen_nurminen, [0, 20, 0, 30]);
        assert!(none[0] < 0.0 && none[1] > 0.0, "{none:?}");
    }
}
