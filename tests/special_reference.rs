//! The special functions and intervals against tables made at 80 digits by `make_special.py`,
//! `make_distributions.py` and `make_intervals.py` in `tests/reference`.

#![expect(clippy::unwrap_used, reason = "a table that cannot be read fails the test")]

use baserate::interval::{
    agresti_coull, blaker, clopper_pearson, jeffreys, likelihood_ratio, mid_p, wilson,
    wilson_with_correction,
};
use baserate::quantity::{Confidence, ConfidenceInterval, Proportion};
use baserate::special::{
    Draw, Share, beta_lower_quantile, beta_upper_quantile, binomial_probability, binomial_tails,
    chi_squared_lower_quantile, chi_squared_tails, chi_squared_upper_quantile, normal_tails,
    normal_upper_quantile, student_t_tails, student_t_upper_quantile,
};

/// The largest relative error allowed: a limit printed with twelve digits is then right in each of
/// them. What is measured is smaller by far; the rest is left to other processors' `exp` and `ln`.
const TOLERANCE: f64 = 1e-12;

/// The largest relative error of hypergeometric tails, which add up to 60 000 terms.
const TOLERANCE_OF_SUMS: f64 = 1e-10;

/// The largest relative error of Blaker's limits. The table is made with scipy, in which a jump of the
/// acceptability is found by comparing two tails that are equal there but for rounding.
const TOLERANCE_OF_SCAN: f64 = 1e-9;

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
        self.check_within(TOLERANCE, at_least);
    }

    fn check_within(&self, tolerance: f64, at_least: usize) {
        assert!(self.compared >= at_least, "only {} comparisons", self.compared);
        assert!(self.error <= tolerance, "relative error {:e}: {}", self.error, self.place);
    }
}

fn check_limits(
    table: &str,
    method: fn(Proportion, Confidence) -> ConfidenceInterval,
    name: &str,
    columns: [usize; 2],
) -> Worst {
    let mut worst = Worst::default();
    for (line, fields) in rows(table) {
        let (events, trials) = (fields[0].parse().unwrap(), fields[1].parse().unwrap());
        let proportion = Proportion::new(events, trials).unwrap();
        let tail = number(fields[2]);
        let confidence = Confidence::new(1.0 - 2.0 * tail).unwrap();
        assert_eq!(confidence.tail().to_bits(), tail.to_bits(), "not the same tail: {line}");
        let interval = method(proportion, confidence);
        worst.compare(line, &format!("{name} lower"), interval.lower(), number(fields[columns[0]]));
        worst.compare(line, &format!("{name} upper"), interval.upper(), number(fields[columns[1]]));
    }
    worst
}

const SPECIAL: &str = include_str!("reference/special.csv");
const INTERVALS: &str = include_str!("reference/intervals.csv");

#[test]
fn clopper_pearson_limits() {
    check_limits(SPECIAL, clopper_pearson, "Clopper-Pearson", [3, 4]).check(4_000);
}

/// The counts behind the rarest events that sources claim, at eight confidence levels each.
#[test]
fn clopper_pearson_limits_of_claimed_rates() {
    let claimed = ["44,8000000,", "17,12300000000,", "0,150000000000,", "1,50000000000,"];
    let kept = |line: &&str| claimed.iter().any(|counts| line.starts_with(counts));
    let lines: Vec<&str> = SPECIAL.lines().take(1).chain(SPECIAL.lines().filter(kept)).collect();
    check_limits(&lines.join("\n"), clopper_pearson, "Clopper-Pearson", [3, 4]).check(2 * 4 * 8);
}

#[test]
fn wilson_limits() {
    check_limits(SPECIAL, wilson, "Wilson", [5, 6]).check(4_000);
}

#[test]
fn limits_by_other_methods() {
    let corrected = wilson_with_correction;
    check_limits(INTERVALS, corrected, "Wilson, corrected", [3, 4]).check(100);
    check_limits(INTERVALS, agresti_coull, "Agresti-Coull", [5, 6]).check(100);
    check_limits(INTERVALS, jeffreys, "Jeffreys", [7, 8]).check(100);
    check_limits(INTERVALS, mid_p, "mid-P", [9, 10]).check(100);
    check_limits(INTERVALS, likelihood_ratio, "likelihood ratio", [11, 12]).check(100);
}

#[test]
fn blaker_limits() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/blaker.csv")) {
        let proportion = Proportion::new(whole(fields[0]), whole(fields[1])).unwrap();
        let interval = blaker(proportion, Confidence::new(number(fields[2])).unwrap());
        worst.compare(line, "lower", interval.lower(), number(fields[3]));
        worst.compare(line, "upper", interval.upper(), number(fields[4]));
    }
    worst.check_within(TOLERANCE_OF_SCAN, 80);
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

fn whole(text: &str) -> u64 {
    text.parse().unwrap()
}

#[test]
fn normal_tail_probabilities() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/normal_tails.csv")) {
        let [z, upper, lower] = [0, 1, 2].map(|column| number(fields[column]));
        worst.compare(line, "upper", normal_tails(z).1, upper);
        worst.compare(line, "lower", normal_tails(z).0, lower);
        worst.compare(line, "mirrored", normal_tails(-z).0, upper);
    }
    worst.check(45);
}

#[test]
fn student_t() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/student_t.csv")) {
        let [freedom, tail, t, at, there] = [0, 1, 2, 3, 4].map(|column| number(fields[column]));
        worst.compare(line, "quantile", student_t_upper_quantile(freedom, tail), t);
        worst.compare(line, "upper", student_t_tails(freedom, at).1, there);
        worst.compare(line, "mirrored", student_t_tails(freedom, -at).0, there);
    }
    worst.check(300);
}

#[test]
fn chi_squared() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/chi_squared.csv")) {
        let [freedom, tail, x, at, there] = [1, 2, 3, 4, 5].map(|column| number(fields[column]));
        let (below, above) = chi_squared_tails(freedom, at);
        let (found, small) = match fields[0] {
            "lower" => (chi_squared_lower_quantile(freedom, tail), below),
            _ => (chi_squared_upper_quantile(freedom, tail), above),
        };
        worst.compare(line, "quantile", found, x);
        worst.compare(line, "tail", small, there);
    }
    worst.check(400);
}

#[test]
fn binomial() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/binomial.csv")) {
        let (events, trials) = (whole(fields[1]), whole(fields[2]));
        let share = Share::new(number(fields[3]));
        let (at_most, at_least) = binomial_tails(events, trials, share);
        let found = if fields[0] == "at_least" { at_least } else { at_most };
        worst.compare(line, "tail", found, number(fields[4]));
        let exactly = binomial_probability(events, trials, share);
        worst.compare(line, "probability", exactly, number(fields[5]));
    }
    worst.check(4_000);
}

#[test]
fn hypergeometric() {
    let mut worst = Worst::default();
    for (line, fields) in rows(include_str!("reference/hypergeometric.csv")) {
        let [events, others, sample, found] = [1, 2, 3, 4].map(|column| whole(fields[column]));
        let draw = Draw::new(events, others, sample).unwrap();
        let (at_most, at_least) = draw.tails(found);
        let small = if fields[0] == "at_least" { at_least } else { at_most };
        worst.compare(line, "tail", small, number(fields[5]));
        worst.compare(line, "probability", draw.probability(found), number(fields[6]));
    }
    worst.check_within(TOLERANCE_OF_SUMS, 1_000);
}
