//! Projections to other prevalences: against a table made at 50 digits, by exact enumeration of their
//! coverage, and by what holds for every detector.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::confusion::Estimate;
use baserate::prevalence::{
    Detector, FalsePositives, Projection, Rates, break_even_estimate, project,
};
use baserate::quantity::{Confidence, Probability, Proportion, Rate, real};
use baserate::special::{Share, binomial_probability};
use proptest::prelude::*;

/// The largest relative error allowed: that of the exact limits, carried through a few divisions.
const TOLERANCE: f64 = 1e-11;

const VOLUME: u64 = 12_300_000_000;

fn known(share: f64) -> Rate {
    Rate::Known(Probability::new(share).unwrap())
}

fn counted(events: u64, trials: u64) -> Rate {
    Rate::Counted(Proportion::new(events, trials).unwrap())
}

/// A rate as the table writes it: a decimal, or events and trials.
fn rate(text: &str) -> Rate {
    match text.split_once('/') {
        Some((events, trials)) => counted(events.parse().unwrap(), trials.parse().unwrap()),
        None => known(text.parse().unwrap()),
    }
}

fn detector(recall: Rate, fpr: Rate) -> Detector {
    Detector::new(recall, FalsePositives::Rate(fpr)).unwrap()
}

fn quantity<'a>(projection: &'a Projection, name: &str) -> &'a Estimate {
    match name {
        "ppv" => &projection.ppv,
        "npv" => &projection.npv,
        "true_positives" => &projection.true_positives,
        "false_positives" => &projection.false_positives,
        "flags" => &projection.flags,
        "missed" => &projection.missed,
        other => panic!("{other}"),
    }
}

#[test]
fn every_value_and_limit_of_the_table() {
    let mut worst = (0.0, String::new());
    let mut rows = 0;
    for line in include_str!("reference/scenario.csv").lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let detector = detector(rate(fields[0]), rate(fields[1]));
        let there = project(&detector, rate(fields[2]), VOLUME, Confidence::DEFAULT);
        let found = quantity(&there, fields[3]);
        rows += 1;
        let limits = found.limits().unwrap();
        for (found, expected) in
            [found.value().unwrap(), limits.lower, limits.upper].iter().zip(&fields[4..])
        {
            let expected: f64 = expected.parse().unwrap();
            let error = (found - expected).abs() / expected.max(f64::MIN_POSITIVE);
            if error > worst.0 {
                worst = (error, format!("{found} at {line}"));
            }
        }
    }
    assert_eq!(rows, 48);
    assert!(worst.0 < TOLERANCE, "worst: {:e}: {}", worst.0, worst.1);
}

/// The whole truth, against which limits are held.
#[derive(Clone, Copy)]
struct Truth {
    recall: f64,
    fpr: f64,
    prevalence: f64,
}

impl Truth {
    fn projection(self) -> Projection {
        let detector = detector(known(self.recall), known(self.fpr));
        project(&detector, known(self.prevalence), VOLUME, Confidence::DEFAULT)
    }
}

const QUANTITIES: [&str; 6] =
    ["ppv", "npv", "true_positives", "false_positives", "flags", "missed"];

/// How often the limits of all quantities hold at once, summed over everything that a sample of
/// `violating` and one of `innocent` items may show.
fn joint_coverage(truth: Truth, violating: u64, innocent: u64, confidence: Confidence) -> f64 {
    let expected = truth.projection();
    let holds = |found: &Estimate, truth: f64| {
        // What has no limits claims nothing.
        found.limits().is_none_or(|limits| {
            limits.lower <= truth * (1.0 + 1e-12) && truth <= limits.upper * (1.0 + 1e-12)
        })
    };
    let mut coverage = 0.0;
    for right in 0..=violating {
        for wrong in 0..=innocent {
            let detector = detector(counted(right, violating), counted(wrong, innocent));
            let found = project(&detector, known(truth.prevalence), VOLUME, confidence);
            let all = QUANTITIES.iter().all(|name| {
                holds(quantity(&found, name), quantity(&expected, name).value().unwrap())
            });
            if all {
                coverage += binomial_probability(right, violating, Share::new(truth.recall))
                    * binomial_probability(wrong, innocent, Share::new(truth.fpr));
            }
        }
    }
    coverage
}

#[test]
fn limits_of_all_quantities_hold_together_as_often_as_they_say() {
    let mut least = 1.0_f64;
    for recall in [0.02, 0.3, 0.84, 0.97] {
        for fpr in [0.001, 0.06, 0.5] {
            for level in [0.8, 0.95] {
                let truth = Truth { recall, fpr, prevalence: 0.01 };
                let level = Confidence::new(level).unwrap();
                let coverage = joint_coverage(truth, 13, 21, level);
                assert!(coverage >= level.level() - 1e-12, "{recall} {fpr}: {coverage}");
                least = least.min(coverage);
            }
        }
    }
    // Not because the limits say nothing.
    assert!(least < 0.95, "{least}");
}

#[test]
fn limits_are_the_extremes_over_every_truth_inside_the_intervals() {
    const STEPS: u32 = 12;
    let (recall, fpr) = (Proportion::new(9, 12).unwrap(), Proportion::new(3, 31).unwrap());
    let prevalence = Proportion::new(4, 90).unwrap();
    let each = Confidence::DEFAULT.shared_by(3);
    let within = |proportion| {
        let interval = baserate::interval::clopper_pearson(proportion, each);
        let (lower, upper) = (interval.lower(), interval.upper());
        (0..=STEPS).map(move |step| lower + (upper - lower) * f64::from(step) / f64::from(STEPS))
    };
    let detector = detector(Rate::Counted(recall), Rate::Counted(fpr));
    let found = project(&detector, Rate::Counted(prevalence), VOLUME, Confidence::DEFAULT);
    for name in QUANTITIES {
        let (mut least, mut most) = (f64::INFINITY, 0.0_f64);
        for recall in within(recall) {
            for fpr in within(fpr) {
                for prevalence in within(prevalence) {
                    let truth = Truth { recall, fpr, prevalence }.projection();
                    let value = quantity(&truth, name).value().unwrap();
                    (least, most) = (least.min(value), most.max(value));
                }
            }
        }
        let limits = quantity(&found, name).limits().unwrap();
        assert!((limits.lower / least - 1.0).abs() < 1e-12, "{name}");
        assert!((limits.upper / most - 1.0).abs() < 1e-12, "{name}");
    }
}

#[test]
fn an_implied_rate_brings_its_precision_back_at_the_test_prevalence() {
    let (precision, recall) = (counted(97, 99), counted(84, 100));
    let test = Rate::Counted(Proportion::new(100, 1_000).unwrap());
    let implied = FalsePositives::Implied { precision, test_prevalence: test.into() };
    let detector = Detector::new(recall, implied).unwrap();
    let there = project(&detector, known(0.1), VOLUME, Confidence::DEFAULT);
    let each = Confidence::DEFAULT.shared_by(2);
    let own = baserate::interval::clopper_pearson(Proportion::new(97, 99).unwrap(), each);
    let limits = there.ppv.limits().unwrap();
    for (found, expected) in [
        (there.ppv.value().unwrap(), 97.0 / 99.0),
        (limits.lower, own.lower()),
        (limits.upper, own.upper()),
    ] {
        assert!((found / expected - 1.0).abs() < 1e-12, "{found} {expected}");
    }
    // A precision as low as its lower limit would need a false positive rate above 1: then it is 1.
    let implied =
        FalsePositives::Implied { precision: counted(2, 3), test_prevalence: Share::new(0.6) };
    let detector = Detector::new(known(1.0), implied).unwrap();
    let limits = project(&detector, known(0.6), 10, Confidence::DEFAULT).ppv.limits().unwrap();
    assert!((limits.lower - 0.6).abs() < 1e-12, "{limits:?}");
}

fn any_share() -> impl Strategy<Value = f64> {
    prop_oneof![(-12.0..0.0).prop_map(|log: f64| 10_f64.powf(log)), 1e-6..0.999_999_f64]
}

fn any_rate() -> impl Strategy<Value = Rate> {
    let events = (1_u64..10_000, 1_u64..1_000_000_000);
    prop_oneof![
        any_share().prop_map(known),
        events.prop_map(|(events, others)| counted(events, events + others)),
    ]
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() <= 1e-12 * a.abs().max(b.abs())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn shares_and_numbers_agree(recall in any_rate(), fpr in any_rate(), prevalence in any_rate()) {
        let there = project(&detector(recall, fpr), prevalence, VOLUME, Confidence::DEFAULT);
        let value = |name| quantity(&there, name).value().unwrap();
        let (right, wrong) = (value("true_positives"), value("false_positives"));
        prop_assert!(close(value("flags"), right + wrong));
        prop_assert!(close(value("ppv"), right / (right + wrong)));
        prop_assert!(close(right + value("missed"), real(VOLUME) * prevalence.share()));
        let innocent = real(VOLUME) * prevalence.turned_round().share();
        let rest = innocent - wrong + value("missed");
        // What is left after a subtraction has lost digits where nearly all were flagged.
        let lost = 1e-15 * innocent / rest;
        prop_assert!((value("npv") - (innocent - wrong) / rest).abs() < 1e-12 + lost);
        for name in QUANTITIES {
            let found = quantity(&there, name);
            if let Some(limits) = found.limits() {
                let value = found.value().unwrap();
                prop_assert!(limits.lower <= value && value <= limits.upper, "{name} {found:?}");
            }
        }
    }

    #[test]
    fn at_the_break_even_half_of_the_flags_are_wrong(recall in any_rate(), fpr in any_rate()) {
        let detector = detector(recall, fpr);
        let even = break_even_estimate(&detector, Confidence::DEFAULT).value().unwrap();
        // Near 1 a prevalence given as a number has lost the digits of what is missing.
        prop_assume!(even < 0.999);
        let there = project(&detector, known(even), VOLUME, Confidence::DEFAULT);
        prop_assert!((there.ppv.value().unwrap() - 0.5).abs() < 1e-12);
        let Rates { recall, fpr } = detector.rates();
        prop_assert!(close(even, fpr.x() / (recall.x() + fpr.x())));
    }
}

#[test]
fn numbers_of_the_commission_s_report() {
    // 12.3 billion items at 1 in 50 billion: 0.246 wrong flags, if none were violating.
    let there =
        project(&detector(known(0.84), known(2e-11)), known(1e-7), VOLUME, Confidence::DEFAULT);
    assert!((there.false_positives.value().unwrap() - 0.246).abs() < 1e-6);
    assert_eq!(there.false_positives.limits(), None);
}
