//! How often each interval holds the true share, reckoned exactly for up to 200 trials.
//!
//! `cargo test --test interval_coverage -- --nocapture` prints the table; with `UPDATE_COVERAGE` set it
//! is written again to `tests/reference/coverage.csv`.
#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::fmt::Write as _;
use std::{env, fs};

use baserate::interval::{
    agresti_coull, blaker, clopper_pearson, jeffreys, likelihood_ratio, mid_p, wald, wilson,
    wilson_with_correction,
};
use baserate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use baserate::special::{Share, beta_tails, binomial_tails};

type Method = fn(Proportion, Confidence) -> ConfidenceInterval;

const METHODS: [(&str, Method); 9] = [
    ("clopper-pearson", clopper_pearson),
    ("blaker", blaker),
    ("mid-p", mid_p),
    ("wilson", wilson),
    ("wilson-with-correction", wilson_with_correction),
    ("jeffreys", jeffreys),
    ("agresti-coull", agresti_coull),
    ("likelihood-ratio", likelihood_ratio),
    ("wald", wald),
];

const MOST_TRIALS: u64 = 200;

/// Rounding allowed where a coverage equals the confidence.
const ROUNDING: f64 = 1e-12;

const TABLE: &str = include_str!("reference/coverage.csv");

/// Least and mean coverage of one method.
struct Coverage {
    least: f64,
    mean: f64,
}

fn intervals(method: Method, trials: u64) -> Vec<ConfidenceInterval> {
    (0..=trials)
        .map(|events| method(Proportion::new(events, trials).unwrap(), Confidence::DEFAULT))
        .collect()
}

/// The outcomes whose interval holds `share`, which follow each other: the first and the last.
fn outcomes_that_cover(intervals: &[ConfidenceInterval], share: f64) -> Option<(u64, u64)> {
    let covers = |i: &ConfidenceInterval| i.lower() <= share && share <= i.upper();
    let first = intervals.iter().position(covers)?;
    let last = intervals.iter().rposition(covers)?;
    assert!(intervals[first..=last].iter().all(covers), "a gap at {share}");
    Some((u64::try_from(first).unwrap(), u64::try_from(last).unwrap()))
}

/// The probability of an outcome from `first` to `last`.
fn probability(trials: u64, share: f64, (first, last): (u64, u64)) -> f64 {
    let share = Share::new(share);
    let below = first.checked_sub(1).map_or(0.0, |k| binomial_tails(k, trials, share).0);
    1.0 - below - binomial_tails(last + 1, trials, share).1
}

/// The least coverage over all shares, not over a grid.
///
/// Between two neighbouring limits the same outcomes cover the share. Their probability rises and
/// then falls along it, so it is least at one of the two limits, approached from within.
fn least_coverage(intervals: &[ConfidenceInterval], trials: u64) -> f64 {
    let mut limits: Vec<f64> = intervals.iter().flat_map(|i| [i.lower(), i.upper()]).collect();
    limits.extend([0.0, 1.0]);
    limits.sort_by(f64::total_cmp);
    // Limits of two outcomes that are one but for rounding bound no shares.
    limits.dedup_by(|next, previous| *next - *previous < ROUNDING);
    let mut least: f64 = 1.0;
    for pair in limits.windows(2) {
        let outcomes = outcomes_that_cover(intervals, f64::midpoint(pair[0], pair[1]));
        for end in pair {
            least = least.min(outcomes.map_or(0.0, |range| probability(trials, *end, range)));
        }
    }
    least
}

/// The mean coverage where every share is as likely as any other: each outcome then is, and the share
/// behind `k` events of `n` has the distribution Beta(k + 1, n - k + 1).
fn mean_coverage(intervals: &[ConfidenceInterval], trials: u64) -> f64 {
    let covered = (0..=trials).zip(intervals).map(|(events, interval)| {
        let (a, b) = (real(events) + 1.0, real(trials - events) + 1.0);
        beta_tails(a, b, interval.upper()).0 - beta_tails(a, b, interval.lower()).0
    });
    covered.sum::<f64>() / (real(trials) + 1.0)
}

fn coverage(method: Method, trials: u64) -> Coverage {
    let intervals = intervals(method, trials);
    Coverage { least: least_coverage(&intervals, trials), mean: mean_coverage(&intervals, trials) }
}

fn table() -> String {
    let mut text = "method,trials,least_coverage,mean_coverage\n".to_owned();
    for (name, method) in METHODS {
        for trials in 1..=MOST_TRIALS {
            let Coverage { least, mean } = coverage(method, trials);
            writeln!(text, "{name},{trials},{least:.4},{mean:.4}").unwrap();
        }
    }
    text
}

#[test]
fn the_table_is_as_reckoned() {
    let found = table();
    if env::var_os("UPDATE_COVERAGE").is_some() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/reference/coverage.csv");
        fs::write(path, &found).unwrap();
    } else {
        assert_eq!(found, TABLE);
    }
}

/// The exact methods keep their word at every share, for every number of trials.
#[test]
fn exact_methods_never_fall_below_the_confidence() {
    for method in [clopper_pearson as Method, blaker] {
        for trials in 1..=MOST_TRIALS {
            let least = least_coverage(&intervals(method, trials), trials);
            assert!(least >= 0.95 - ROUNDING, "{least} with {trials} trials");
        }
    }
}

/// Agresti and Coull, *The American Statistician* 52, 1998, and Brown, Cai and DasGupta, 2001: the
/// mean coverage of Wilson's interval is near the confidence, Wald's is below it throughout.
#[test]
fn the_others_do_as_published() {
    for trials in [10, 50, 100] {
        let [wilson, wald] = [wilson as Method, wald].map(|method| coverage(method, trials));
        assert!((wilson.mean - 0.95).abs() < 0.005, "{}", wilson.mean);
        assert!(wald.mean < 0.94 && wald.least < 0.01, "{}", wald.mean);
        assert!(wilson.least > 0.82, "{}", wilson.least);
    }
}
