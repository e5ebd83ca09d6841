//! Intervals for two proportions: against a table made at 60 digits, and what holds for all counts.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::time::{Duration, Instant};

use baserate::interval::paired::{self, PairedCounts};
use baserate::interval::{difference, odds_ratio, ratio};
use baserate::quantity::{Confidence, ConfidenceInterval, Proportion};
use proptest::prelude::*;

type Method = fn(Proportion, Proportion, Confidence) -> ConfidenceInterval;
type PairedMethod = fn(PairedCounts, Confidence) -> ConfidenceInterval;

const DIFFERENCES: [Method; 3] =
    [difference::miettinen_nurminen, difference::newcombe, difference::agresti_caffo];
const RATIOS: [Method; 2] = [ratio::koopman, ratio::katz];
const ODDS_RATIOS: [Method; 2] = [odds_ratio::conditional_exact, odds_ratio::mid_p];

/// Relative error allowed against the table. The search of one share within the search of another
/// costs two digits.
const TOLERANCE: f64 = 1e-12;

/// Rounding allowed where two ways to one number are compared.
const ROUNDING: f64 = 1e-8;

/// How long one interval may take, in an unoptimised build on a busy machine.
const LONGEST: Duration = Duration::from_millis(1_500);

fn proportions([x1, n1, x2, n2]: [u64; 4]) -> [Proportion; 2] {
    [Proportion::new(x1, n1).unwrap(), Proportion::new(x2, n2).unwrap()]
}

fn interval_by_name(method: &str, counts: [u64; 4]) -> ConfidenceInterval {
    if method == "tango" {
        let [both, first_only, second_only, neither] = counts;
        let counts = PairedCounts { both, first_only, second_only, neither };
        return paired::tango(counts, Confidence::DEFAULT);
    }
    let [first, second] = proportions(counts);
    let method = if method == "koopman" { ratio::koopman } else { difference::miettinen_nurminen };
    method(first, second, Confidence::DEFAULT)
}

#[test]
fn table_made_at_60_digits() {
    for line in include_str!("reference/comparisons.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let counts = [1, 2, 3, 4].map(|column| fields[column].parse().unwrap());
        let found = interval_by_name(fields[0], counts);
        let expected = [5, 6].map(|column| fields[column].parse::<f64>().unwrap());
        for (found, expected) in [found.lower(), found.upper()].into_iter().zip(expected) {
            let error = (found / expected - 1.0).abs();
            assert!(error < TOLERANCE, "{error:e}: {found:e} in {line}");
        }
    }
}

/// Counts of every size alike, as no uniform draw would give.
fn count_up_to(bits: u32) -> impl Strategy<Value = u64> {
    (any::<u64>(), 64 - bits..64).prop_map(|(number, shift)| number >> shift)
}

fn two_proportions(bits: u32) -> impl Strategy<Value = [Proportion; 2]> {
    [count_up_to(bits), count_up_to(bits), count_up_to(bits), count_up_to(bits)].prop_filter_map(
        "no trials",
        |[a, b, c, d]| {
            Some([Proportion::new(a.min(b), a.max(b))?, Proportion::new(c.min(d), c.max(d))?])
        },
    )
}

fn any_level() -> impl Strategy<Value = Confidence> {
    prop_oneof![0.5..0.9999, (1e-9..0.5).prop_map(|missing| 1.0 - missing)]
        .prop_filter_map("not a level", |level| Confidence::new(level).ok())
}

/// Whether `one` is `two` seen the other way round, by `turn`.
fn mirrored(one: ConfidenceInterval, two: ConfidenceInterval, turn: fn(f64) -> f64) -> bool {
    let near = |x: f64, y: f64| {
        x.to_bits() == y.to_bits() || (x - y).abs() <= ROUNDING * x.abs().max(y.abs())
    };
    near(one.lower() + 0.0, turn(two.upper()) + 0.0)
        && near(one.upper() + 0.0, turn(two.lower()) + 0.0)
}

fn paired_counts(bits: u32) -> impl Strategy<Value = PairedCounts> {
    [count_up_to(bits), count_up_to(bits), count_up_to(bits), count_up_to(bits)].prop_map(
        |[both, first_only, second_only, neither]| PairedCounts {
            both,
            first_only,
            second_only,
            neither,
        },
    )
}

fn check_paired(
    method: PairedMethod,
    counts: PairedCounts,
    confidence: Confidence,
) -> Result<(), TestCaseError> {
    let start = Instant::now();
    let interval = method(counts, confidence);
    prop_assert!(start.elapsed() < LONGEST);
    prop_assert!(-1.0 <= interval.lower() && interval.upper() <= 1.0);
    let estimate = counts.difference();
    prop_assert!(interval.lower() <= estimate && estimate <= interval.upper());
    let PairedCounts { first_only, second_only, .. } = counts;
    let turned = PairedCounts { first_only: second_only, second_only: first_only, ..counts };
    prop_assert!(mirrored(method(turned, confidence), interval, |x| -x), "{interval:?}");
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn differences(pair in two_proportions(44), confidence in any_level()) {
        let [first, second] = pair;
        let estimate = first.estimate() - second.estimate();
        for method in DIFFERENCES {
            let start = Instant::now();
            let interval = method(first, second, confidence);
            prop_assert!(start.elapsed() < LONGEST);
            prop_assert!(-1.0 <= interval.lower() && interval.upper() <= 1.0);
            prop_assert!(interval.lower() <= interval.upper(), "{interval:?}");
            prop_assert!(mirrored(method(second, first, confidence), interval, |x| -x));
        }
        for method in [difference::miettinen_nurminen, difference::newcombe] {
            let interval = method(first, second, confidence);
            prop_assert!(interval.lower() <= estimate && estimate <= interval.upper());
        }
    }

    #[test]
    fn ratios(pair in two_proportions(44), confidence in any_level()) {
        let [first, second] = pair;
        for method in RATIOS {
            let start = Instant::now();
            let interval = method(first, second, confidence);
            prop_assert!(start.elapsed() < LONGEST);
            prop_assert!(0.0 <= interval.lower() && interval.lower() <= interval.upper());
            let inverse = method(second, first, confidence);
            prop_assert!(mirrored(inverse, interval, |x| 1.0 / x), "{inverse:?} {interval:?}");
            if second.events() > 0 {
                let estimate = first.estimate() / second.estimate();
                prop_assert!(interval.lower() <= estimate * (1.0 + ROUNDING));
                prop_assert!(interval.upper() >= estimate * (1.0 - ROUNDING));
            }
        }
    }

    #[test]
    fn paired_differences(counts in paired_counts(44), confidence in any_level()) {
        check_paired(paired::tango, counts, confidence)?;
    }

    #[test]
    fn paired_differences_by_newcombe(counts in paired_counts(24), confidence in any_level()) {
        check_paired(paired::newcombe, counts, confidence)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn odds_ratios(pair in two_proportions(20), confidence in any_level()) {
        let [first, second] = pair;
        let [exact, mid_p] = ODDS_RATIOS.map(|method| {
            let start = Instant::now();
            let interval = method(first, second, confidence);
            assert!(start.elapsed() < LONGEST);
            interval
        });
        prop_assert!(exact.lower() <= mid_p.lower() * (1.0 + ROUNDING));
        prop_assert!(exact.upper() >= mid_p.upper() * (1.0 - ROUNDING));
        prop_assert!(mirrored(ODDS_RATIOS[0](second, first, confidence), exact, |x| 1.0 / x));
    }
}
