//! Fisher's and Barnard's exact tests: against a table reckoned from their definition, by enumeration of
//! how often they reject, and what holds for all counts.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::time::{Duration, Instant};

use baserate::comparison::{Alternative, barnard, fisher_exact};
use baserate::quantity::{Proportion, real};
use baserate::special::{Share, binomial_probability};
use proptest::prelude::*;

/// Relative error allowed against the table, whose maximum is found to about that.
const TOLERANCE: f64 = 1e-9;

/// Rounding allowed where two ways to one number are compared.
const ROUNDING: f64 = 1e-9;

/// How long one of Fisher's tests may take, in an unoptimised build on a busy machine: three tails of
/// millions of terms.
const LONGEST: Duration = Duration::from_secs(15);

const ALTERNATIVES: [(&str, Alternative); 3] = [
    ("two-sided", Alternative::TwoSided),
    ("less", Alternative::Less),
    ("greater", Alternative::Greater),
];

type Test = fn(Proportion, Proportion, Alternative) -> Result<f64, &'static str>;

fn p_value(test: Test, [x1, n1, x2, n2]: [u64; 4], alternative: Alternative) -> f64 {
    let [first, second] = [(x1, n1), (x2, n2)].map(|(x, n)| Proportion::new(x, n).unwrap());
    test(first, second, alternative).unwrap()
}

fn close(found: f64, expected: f64, tolerance: f64) -> bool {
    (found / expected - 1.0).abs() < tolerance
}

#[test]
fn table_from_the_definition() {
    for line in include_str!("reference/unconditional.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let alternative = ALTERNATIVES.iter().find(|(name, _)| *name == fields[0]).unwrap().1;
        let counts = [1, 2, 3, 4].map(|column| fields[column].parse().unwrap());
        for (test, column) in [(fisher_exact as Test, 5), (barnard, 6)] {
            let found = p_value(test, counts, alternative);
            let expected: f64 = fields[column].parse().unwrap();
            assert!(close(found, expected, TOLERANCE), "{found:e} in {line}");
        }
    }
}

/// How often a level of `level` rejects equal shares is at most that level, whatever the share.
#[test]
fn neither_rejects_more_often_than_its_level() {
    for (n1, n2) in [(1, 4), (5, 5), (7, 3), (6, 9)] {
        let tables: Vec<[u64; 4]> =
            (0..=n1).flat_map(|x1| (0..=n2).map(move |x2| [x1, n1, x2, n2])).collect();
        for (test, (_, alternative)) in
            [fisher_exact as Test, barnard].into_iter().flat_map(|t| ALTERNATIVES.map(|a| (t, a)))
        {
            let p: Vec<f64> = tables.iter().map(|t| p_value(test, *t, alternative)).collect();
            for percent in 0..=50 {
                let share = Share::new(f64::from(percent) / 50.0);
                for level in [0.01, 0.05, 0.2, 0.5] {
                    let rejected: f64 = tables
                        .iter()
                        .zip(&p)
                        .filter(|(_, p)| **p <= level)
                        .map(|([x1, n1, x2, n2], _)| {
                            binomial_probability(*x1, *n1, share)
                                * binomial_probability(*x2, *n2, share)
                        })
                        .sum();
                    assert!(rejected <= level * (1.0 + ROUNDING), "{n1} {n2} {alternative:?}");
                }
            }
        }
    }
}

/// The p-value of every small table by adding up all tables on a fine grid of shares.
#[test]
fn barnard_of_every_small_table() {
    let (n1, n2) = (4, 6);
    let z = |x1: u64, x2: u64| {
        let (d, s) = (real(x1 * n2) - real(x2 * n1), real(x1 + x2));
        if d == 0.0 { 0.0 } else { d / (s * (real(n1 + n2) - s)).sqrt() }
    };
    let all: Vec<(u64, u64)> = (0..=n1).flat_map(|a| (0..=n2).map(move |b| (a, b))).collect();
    for &(x1, x2) in &all {
        for (_, alternative) in ALTERNATIVES {
            let extreme = |&&(a, b): &&(u64, u64)| {
                let (table, seen) = (z(a, b), z(x1, x2));
                match alternative {
                    Alternative::TwoSided => table.abs() >= seen.abs() - 1e-12,
                    Alternative::Less => table <= seen + 1e-12,
                    Alternative::Greater => table >= seen - 1e-12,
                }
            };
            let region: Vec<&(u64, u64)> = all.iter().filter(extreme).collect();
            let size = |permille: u32| -> f64 {
                let share = Share::new(f64::from(permille) / 1000.0);
                let joint = |&&(a, b): &&(u64, u64)| {
                    binomial_probability(a, n1, share) * binomial_probability(b, n2, share)
                };
                region.iter().map(joint).sum()
            };
            let greatest = (0..=1000).map(size).fold(0.0, f64::max);
            let found = p_value(barnard, [x1, n1, x2, n2], alternative);
            assert!(found >= greatest - 1e-12, "{x1} {x2} {alternative:?}: {found} {greatest}");
            assert!(close(found, greatest, 1e-4), "{x1} {x2} {alternative:?}: {found} {greatest}");
        }
    }
}

#[test]
fn counts_beyond_the_reach_of_the_unconditional_test_are_refused() {
    let few = Proportion::new(3, 10).unwrap();
    let many = Proportion::new(3, 100_001).unwrap();
    assert!(barnard(many, few, Alternative::Less).unwrap_err().contains("100 000"));
    assert!(barnard(few, many, Alternative::TwoSided).is_err());
    assert!(fisher_exact(few, many, Alternative::TwoSided).is_ok());
}

/// Shares some standard errors apart, and others.
fn two_samples() -> impl Strategy<Value = [u64; 4]> {
    (1_u64..400, 1_u64..400, 0_u64..=1000, 0_u64..=1000)
        .prop_map(|(n1, n2, a, b)| [n1 * a / 1000, n1, n2 * b / 1000, n2])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn exchanged_and_turned_round([x1, n1, x2, n2] in two_samples()) {
        let all = |counts| ALTERNATIVES.map(|(_, side)| p_value(barnard, counts, side));
        let [two, less, greater] = all([x1, n1, x2, n2]);
        prop_assert!(less.min(greater) <= two * (1.0 + ROUNDING) && two <= 1.0);
        for other in [[x2, n2, x1, n1], [n1 - x1, n1, n2 - x2, n2]] {
            for (found, expected) in all(other).into_iter().zip([two, greater, less]) {
                prop_assert!((found - expected).abs() <= ROUNDING * expected, "{found} {expected}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn any_counts_end(bits in any::<[u64; 4]>(), shift in 2_u32..63) {
        let [a, b, c, d] = bits.map(|bits| bits >> shift);
        let [first, second] = [(a.min(b), a.max(b).max(1)), (c.min(d), c.max(d).max(1))]
            .map(|(x, n)| Proportion::new(x, n).unwrap());
        let start = Instant::now();
        let p = fisher_exact(first, second, Alternative::TwoSided).unwrap();
        prop_assert!((0.0..=1.0).contains(&p));
        prop_assert!(start.elapsed() < LONGEST);
    }
}
