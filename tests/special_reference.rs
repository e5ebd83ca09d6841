//! The special functions and intervals against tables made at 80 digits by
//! `tests/reference/make_special.py`.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use baserate::interval::{clopper_pearson, wilson};
use baserate::quantity::{Confidence, ConfidenceInterval, Proportion};
use baserate::special::{beta_lower_quantile, beta_upper_quantile, normal_upper_quantile};

/// The largest relative error allowed: a limit printed with twelve digits is then right in each of
/// them. What is measured is smaller by far; the rest is left to other processors' `exp` and `ln`.
const TOLERANCE: f64 = 1e-12;

fn rows(table: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    table.lines().skip(1).map(|line| (line, line.split(',').collect()))
}

fn number(text: &str) -> f64 {
    text.parse().unwrap()
}

fn relative_error(found: f64, expected: f64) -> f64 {
    // An expected 0 has to be met exactly.
    (found - expected).abs() / expected.max(f64::MIN_POSITIVE)
}

/// The worst of many comparisons and where it was.
#[derive(Default)]
struct Worst {
    compared: usize,
    error: f64,
    place: String,
}

impl Worst {
    fn compare(&mut self, line: &str, name: &str, found: f64, expected: f64) {
        let error = relative_error(found, expected);
        self.compared += 1;
        if error > self.error || error.is_nan() {
            self.error = error;
            self.place = format!("{name} {found:e}, expected {expected:e}, in row {line}");
        }
    }

    fn check(&self, at_least: usize) {
        assert!(self.compared >= at_least, "only {} comparisons", self.compared);
        assert!(self.error <= TOLERANCE, "relative error {:e}: {}", self.error, self.place);
    }
}

fn check_limits(
    method: fn(Proportion, Confidence) -> ConfidenceInterval,
    name: &str,
    columns: [usize; 2],
) {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/special.csv")) {
        let (events, trials) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
        let proportion = Proportion::new(events, trials).unwrap();
        let tail = number(fields[2]);
        let confidence = Confidence::new(1.0 - 2.0 * tail).unwrap();
        assert_eq!(confidence.tail().to_bits(), tail.to_bits(), "not the same tail: {line}");
        let interval = method(proportion, confidence);
        worst.compare(line, &format!("{name} lower"), interval.lower(), number(fields[columns[0]]));
        worst.compare(line, &format!("{name} upper"), interval.upper(), number(fields[columns[1]]));
    }
    worst.check(4_000);
}

#[test]
fn clopper_pearson_limits() {
    check_limits(clopper_pearson, "Clopper-Pearson", [3, 4]);
}

#[test]
fn wilson_limits() {
    check_limits(wilson, "Wilson", [5, 6]);
}

#[test]
fn beta_quantiles() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/beta.csv")) {
        let [a, b, tail, x] = [0, 1, 2, 3].map(|column| number(fields[column]));
        worst.compare(line, "lower", beta_lower_quantile(a, b, tail), x);
        if x <= 0.5 {
            worst.compare(line, "upper, mirrored", beta_upper_quantile(b, a, tail), 1.0 - x);
        }
    }
    worst.check(700);
}

#[test]
fn normal_quantiles() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/normal.csv")) {
        worst.compare(line, "z", normal_upper_quantile(number(fields[0])), number(fields[1]));
    }
    worst.check(15);
}
