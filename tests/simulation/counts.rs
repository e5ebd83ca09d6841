//! Binomial and hypergeometric counts against their exact probabilities, and confusion counts.

use std::num::NonZeroU64;

use baserate::quantity::Probability;
use baserate::simulation::{
    ConfusionDesign, Purpose, SimulatedSystem, Stream, binomial, hypergeometric,
};
use baserate::special::{Draw, Share, binomial_tails};

use crate::{assert_uniform, real};

const DRAWS: usize = 8_000;

/// Where a count lies among all that were possible: the probability of fewer, and a random part of its
/// own, which makes it uniform.
fn place(at_most: f64, at_least: f64, part: f64) -> f64 {
    let fewer = if at_least < 0.5 { 1.0 - at_least } else { at_most - (at_most + at_least - 1.0) };
    fewer + part * (at_most + at_least - 1.0).max(0.0)
}

#[test]
fn binomial_counts_have_the_exact_distribution() {
    for (number, (trials, share)) in (0..).zip([
        (1, 0.3),
        (7, 0.5),
        (20, 0.98),
        (40, 0.25),
        (1000, 1e-3),
        (1_000_000, 0.4),
        (12_300_000_000, 1e-6),
        (12_300_000_000, 0.84),
        (10_000_000_000_000, 1e-12),
        (10_000_000_000_000, 1e-13),
        (10_000_000_000_000, 0.5),
        (10_000_000_000_000, 1.0 - 1e-9),
    ]) {
        let mut stream = Stream::new(11, Purpose::Confusion, number);
        let p = Share::new(share);
        let places = (0..DRAWS).map(|_| {
            let events = binomial(&mut stream, trials, Probability::new(share).unwrap());
            let (at_most, at_least) = binomial_tails(events, trials, p);
            place(at_most, at_least, stream.unit())
        });
        assert_uniform(places.collect(), &format!("{trials} trials at {share}"));
    }
}

#[test]
fn hypergeometric_counts_have_the_exact_distribution() {
    for (number, (events, others, sample)) in (0..).zip([
        (3, 2, 4),
        (1, 9, 1),
        (10, 20, 7),
        (500, 300, 400),
        (40, 1_000_000, 50_000),
        (44, 7_999_956, 100_000),
        (100_000_000, 900_000_000, 1_000),
        (3_000_000, 9_000_000_000_000, 50_000_000_000),
    ]) {
        let mut stream = Stream::new(12, Purpose::Funnel, number);
        let draw = Draw::new(events, others, sample).unwrap();
        let places = (0..DRAWS / 2).map(|_| {
            let drawn = hypergeometric(&mut stream, events, others, sample);
            let (at_most, at_least) = draw.tails(drawn);
            place(at_most, at_least, stream.unit())
        });
        assert_uniform(places.collect(), &format!("{sample} of {events} and {others}"));
    }
}

/// Every count of a small distribution about as often as its probability says.
#[test]
fn each_count_is_as_frequent_as_it_is_probable() {
    let (trials, share) = (6, 0.35);
    let mut stream = Stream::new(13, Purpose::Confusion, 0);
    let mut seen = [0_usize; 7];
    for _ in 0..DRAWS {
        let events = binomial(&mut stream, trials, Probability::new(share).unwrap());
        seen[usize::try_from(events).unwrap()] += 1;
    }
    // Written out: C(6, k) 0.35^k 0.65^(6-k).
    let ways = [1.0, 6.0, 15.0, 20.0, 15.0, 6.0, 1.0];
    let chi_squared: f64 = (0_i32..)
        .zip(ways)
        .zip(seen)
        .map(|((k, ways), seen)| {
            let expected = real(DRAWS) * ways * share.powi(k) * (1.0 - share).powi(6 - k);
            (real(seen) - expected).powi(2) / expected
        })
        .sum();
    // With six degrees of freedom it exceeds 39 with a probability of 1e-6.
    assert!(chi_squared < 39.0, "{chi_squared}: {seen:?}");
}

#[test]
fn sure_and_impossible_outcomes() {
    let mut stream = Stream::new(14, Purpose::Confusion, 0);
    let [never, always] = [0.0, 1.0].map(|share| Probability::new(share).unwrap());
    for trials in [0, 1, 5, 10_000_000_000_000] {
        assert_eq!(binomial(&mut stream, trials, never), 0);
        assert_eq!(binomial(&mut stream, trials, always), trials);
        assert_eq!(hypergeometric(&mut stream, trials, 0, trials / 2), trials / 2);
        assert_eq!(hypergeometric(&mut stream, 0, trials, trials / 2), 0);
        assert_eq!(hypergeometric(&mut stream, trials, 3, trials + 9), trials);
    }
}

#[test]
fn confusion_counts_add_up_to_the_same_items_for_all_systems() {
    let share = |share| Probability::new(share).unwrap();
    let system = |recall, fpr| SimulatedSystem {
        system: format!("with recall {recall}"),
        recall: share(recall),
        fpr: share(fpr),
    };
    let systems = vec![system(0.84, 1e-6), system(0.5, 0.0), system(1.0, 1.0)];
    let draws = NonZeroU64::new(300).unwrap();
    let volume = 12_300_000_000;
    let design = ConfusionDesign::new(volume, share(1e-5), systems, draws).unwrap();
    let tests: Vec<_> = design.tests(5).collect();
    assert_eq!(tests, design.tests(5).collect::<Vec<_>>());
    assert_ne!(tests, design.tests(6).collect::<Vec<_>>());
    let mut places = [Vec::new(), Vec::new(), Vec::new()];
    for test in &tests {
        assert_eq!(test.violating + test.innocent, volume);
        for counts in &test.systems {
            assert_eq!(counts.labels.get("draw"), Some(test.draw.to_string().as_str()));
            assert_eq!(counts.matrix.violating(), test.violating);
            assert_eq!(counts.matrix.innocent(), test.innocent);
        }
        let [first, second, third] = &test.systems[..] else { panic!("three systems") };
        assert_eq!(second.matrix.false_positives(), 0);
        assert_eq!(third.matrix.unflagged(), 0);
        let first = &first.matrix;
        let counts = [
            (test.violating, volume, 1e-5),
            (first.true_positives(), test.violating, 0.84),
            (first.false_positives(), test.innocent, 1e-6),
        ];
        for (places, (events, trials, share)) in places.iter_mut().zip(counts) {
            let (at_most, at_least) = binomial_tails(events, trials, Share::new(share));
            places.push(place(at_most, at_least, 0.5));
        }
    }
    for places in places {
        assert_uniform(places, "confusion counts");
    }
    assert!(ConfusionDesign::new(0, share(0.5), Vec::new(), draws).is_err());
    assert!(ConfusionDesign::new(u64::MAX, share(0.5), Vec::new(), draws).is_err());
}
