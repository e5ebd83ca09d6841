//! How often each interval holds the true share, for up to 200 trials: against a table made by plain
//! enumeration with other software (`tests/reference/make_coverage.py`), against what is published, and
//! against the report that is committed.
#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use std::fs;
use std::num::NonZeroU64;
use std::path::Path;

use baserate::cli;
use baserate::interval::{
    Coverage, OneProportion, agresti_coull, blaker, clopper_pearson, coverage, coverage_curve,
    jeffreys, likelihood_ratio, mid_p, wald, wilson, wilson_with_correction,
};
use baserate::quantity::{Confidence, Proportion, real};
use baserate::special::{Share, binomial_probability};
use clap::Parser as _;

const METHODS: [(&str, OneProportion); 9] = [
    ("clopper-pearson", clopper_pearson),
    ("wilson", wilson),
    ("wilson-cc", wilson_with_correction),
    ("agresti-coull", agresti_coull),
    ("jeffreys", jeffreys),
    ("mid-p", mid_p),
    ("blaker", blaker),
    ("likelihood", likelihood_ratio),
    ("wald", wald),
];

const MOST_TRIALS: u64 = 200;

/// Rounding allowed where a coverage equals the confidence.
const ROUNDING: f64 = 1e-12;

fn trials(count: u64) -> NonZeroU64 {
    NonZeroU64::new(count).unwrap()
}

fn at_95(method: OneProportion, count: u64) -> Coverage {
    coverage(method, trials(count), Confidence::DEFAULT)
}

/// The tolerances are the errors of the table: its least is taken beside the limits, its mean over a
/// grid of shares.
#[test]
fn as_enumerated_by_other_software() {
    let table = include_str!("reference/coverage.csv");
    let rows: Vec<&str> = table.lines().skip(1).collect();
    assert_eq!(rows.len(), METHODS.len() * 12);
    for row in rows {
        let fields: Vec<&str> = row.split(',').collect();
        let (_, method) = METHODS.iter().find(|(name, _)| *name == fields[0]).unwrap();
        let found = at_95(*method, fields[1].parse().unwrap());
        let [least, mean] = [2, 3].map(|column| fields[column].parse::<f64>().unwrap());
        assert!((found.least - least).abs() < 4e-6, "least {}: {row}", found.least);
        assert!((found.mean - mean).abs() < 4e-5, "mean {}: {row}", found.mean);
    }
}

/// The exact methods keep their word at every share, for every number of trials and confidence.
#[test]
fn exact_methods_never_fall_below_the_confidence() {
    for level in [0.5, 0.8, 0.95, 0.99, 0.999] {
        let confidence = Confidence::new(level).unwrap();
        for method in [clopper_pearson as OneProportion, blaker] {
            let most = if level.to_bits() == 0.95_f64.to_bits() { MOST_TRIALS } else { 40 };
            for count in 1..=most {
                let least = coverage(method, trials(count), confidence).least;
                assert!(least >= level - ROUNDING, "{least} with {count} trials at {level}");
            }
        }
    }
}

/// Agresti and Coull, *The American Statistician* 52, 1998, and Brown, Cai and DasGupta, 2001: the
/// mean coverage of Wilson's interval is near the confidence, Wald's is below it throughout.
#[test]
fn the_others_do_as_published() {
    for count in [10, 50, 100] {
        let [wilson, wald] = [wilson as OneProportion, wald].map(|method| at_95(method, count));
        assert!((wilson.mean - 0.95).abs() < 0.005, "{}", wilson.mean);
        assert!(wald.mean < 0.94 && wald.least < 0.01, "{}", wald.mean);
        assert!(wilson.least > 0.82, "{}", wilson.least);
    }
}

/// What the reckoning of the least rests on.
#[test]
fn limits_never_fall_as_the_count_rises() {
    for level in [0.1, 0.5, 0.95, 0.999_999] {
        let confidence = Confidence::new(level).unwrap();
        for (name, method) in METHODS {
            for count in [1, 2, 3, 7, 40, 200] {
                let limits = (0..=count).map(|k| {
                    let interval = method(Proportion::new(k, count).unwrap(), confidence);
                    (interval.lower(), interval.upper())
                });
                let limits: Vec<(f64, f64)> = limits.collect();
                let rise = limits.windows(2).all(|pair| {
                    pair[0].0 <= pair[1].0 + ROUNDING && pair[0].1 <= pair[1].1 + ROUNDING
                });
                assert!(rise, "{name}, {count} trials at {level}: {limits:?}");
            }
        }
    }
}

/// At a share that is no limit, the coverage is the sum over the counts whose intervals hold it; on
/// no grid is it below the least.
#[test]
fn curves_are_sums_of_probabilities_and_never_below_the_least() {
    for (name, method) in METHODS {
        for count in [1, 4, 23] {
            let least = at_95(method, count).least;
            let curve = coverage_curve(method, trials(count), Confidence::DEFAULT);
            assert!(curve.windows(2).all(|pair| pair[0].0 <= pair[1].0), "{name}");
            for stretch in curve.chunks(9) {
                let (share, found) = stretch[4];
                let held = (0..=count).filter(|k| {
                    let proportion = Proportion::new(*k, count).unwrap();
                    let interval = method(proportion, Confidence::DEFAULT);
                    interval.lower() <= share && share <= interval.upper()
                });
                let sum: f64 =
                    held.map(|k| binomial_probability(k, count, Share::new(share))).sum();
                assert!(
                    (found - sum).abs() < 1e-12,
                    "{name}, {count}: {found} or {sum} at {share}"
                );
                assert!(stretch.iter().all(|(_, at)| *at >= least - ROUNDING), "{name} {count}");
            }
        }
    }
}

/// With one trial the least and the mean follow by hand: the interval of no event ends at `u`, that of
/// one event begins at `1 - u`.
#[test]
fn one_trial_by_hand() {
    let upper = clopper_pearson(Proportion::new(0, 1).unwrap(), Confidence::DEFAULT).upper();
    let found = at_95(clopper_pearson, 1);
    // Beyond u only one event covers, with probability p > u.
    assert!((found.least - upper).abs() < 1e-15 && (found.near - (1.0 - upper)).abs() < 1e-15);
    // The mean of 1 - p where p <= u, and of p where p >= 1 - u.
    let mean = 1.0 - (1.0 - upper).powi(2);
    assert!((found.mean - mean).abs() < 1e-15);
    assert!(
        (found.mean - 0.999_375).abs() < 1e-12 && (real(1) - found.least - 0.025).abs() < 1e-12
    );
}

/// The report that is committed, byte for byte; `cargo run --release -- coverage` writes it anew.
#[test]
fn the_committed_report_is_as_reckoned() {
    let folder = tempfile::tempdir().unwrap();
    let output = folder.path().to_str().unwrap();
    let arguments = cli::Arguments::parse_from(["baserate", "coverage", "--output", output]);
    cli::run(arguments, &mut Vec::new()).unwrap();
    let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join("reports/interval-coverage");
    let names = |folder: &Path| {
        let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name());
        let mut names: Vec<_> = files.collect();
        names.sort();
        names
    };
    assert_eq!(names(folder.path()), names(&committed));
    for name in names(&committed) {
        let same = fs::read(folder.path().join(&name)).unwrap()
            == fs::read(committed.join(&name)).unwrap();
        assert!(same, "{} differs", name.to_string_lossy());
    }
}
