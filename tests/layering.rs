//! Layers of detection by brute force: every way in which a few items may pass through them.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;

use baserate::interval::clopper_pearson;
use baserate::layering::{Dependence, Join, JointRate, Layer, Measured, joint, outlook};
use baserate::quantity::{Confidence, Probability, Proportion, Rate, real};
use baserate::special::{Share, binomial_probability};
use proptest::prelude::*;

/// Rounding allowed where two ways to one number are compared.
const ROUNDING: f64 = 1e-12;

const JOINS: [Join; 2] = [Join::Parallel, Join::Series];

fn known(share: f64) -> Rate {
    Rate::Known(Probability::new(share).unwrap())
}

/// A layer that has this rate among violating and among innocent items.
fn layer(join: Join, rate: Rate) -> Layer {
    Layer { join, ..Layer::new("layer", rate, rate) }
}

fn last(layers: &[Layer]) -> JointRate {
    joint(layers, Confidence::DEFAULT).last().unwrap().recall
}

/// Every way to put `items` items into as many cells as `cells` has.
fn compositions(items: u64, cells: &mut [u64], visit: &mut impl FnMut(&[u64])) {
    fn fill(rest: u64, place: usize, cells: &mut [u64], visit: &mut impl FnMut(&[u64])) {
        if place + 1 == cells.len() {
            cells[place] = rest;
            return visit(cells);
        }
        for count in 0..=rest {
            cells[place] = count;
            fill(rest - count, place + 1, cells, visit);
        }
    }
    fill(items, 0, cells, visit);
}

/// Whether an item is flagged in the end, which the layers in the bits of `pattern` flag.
fn is_flagged(pattern: usize, joins: &[Join]) -> bool {
    let flags = |place: usize| pattern >> place & 1 == 1;
    joins.iter().enumerate().fold(flags(0), |before, (place, join)| match join {
        Join::Parallel => before || flags(place + 1),
        Join::Series => before && flags(place + 1),
    })
}

/// The counts of the items that are flagged by each layer, and in the end.
fn counts(cells: &[u64], joins: &[Join]) -> (Vec<u64>, u64) {
    let sum = |keep: &dyn Fn(usize) -> bool| -> u64 {
        cells.iter().enumerate().filter(|(pattern, _)| keep(*pattern)).map(|(_, count)| count).sum()
    };
    let layers = (0..=joins.len()).map(|place| sum(&|pattern| pattern >> place & 1 == 1));
    (layers.collect(), sum(&|pattern| is_flagged(pattern, joins)))
}

/// For every set of margins that `items` items may have, the least and the greatest count in the end.
fn truths(items: u64, joins: &[Join]) -> BTreeMap<Vec<u64>, (u64, u64)> {
    let mut found = BTreeMap::new();
    compositions(items, &mut vec![0; 2 << joins.len()], &mut |cells| {
        let (margins, flagged) = counts(cells, joins);
        let ends = found.entry(margins).or_insert((flagged, flagged));
        *ends = (ends.0.min(flagged), ends.1.max(flagged));
    });
    found
}

fn assert_sharp(items: u64, joins: &[Join]) {
    let truths = truths(items, joins);
    assert!(truths.len() > 20);
    for (margins, (least, most)) in truths {
        let join = |place: usize| if place == 0 { Join::Parallel } else { joins[place - 1] };
        let rate = |margin: &u64| known(real(*margin) / real(items));
        let layers: Vec<Layer> = margins
            .iter()
            .enumerate()
            .map(|(place, margin)| layer(join(place), rate(margin)))
            .collect();
        let found = last(&layers);
        for (found, expected) in [(found.lower(), least), (found.upper(), most)] {
            let expected = real(expected) / real(items);
            assert!((found.x() - expected).abs() < ROUNDING, "{margins:?} {joins:?} {found:?}");
        }
    }
}

#[test]
fn ends_are_the_least_and_the_greatest_of_all_hidden_truths() {
    for first in JOINS {
        assert_sharp(9, &[first]);
        for second in JOINS {
            assert_sharp(7, &[first, second]);
        }
    }
}

#[test]
fn rates_measured_on_what_reaches_a_layer_leave_nothing_open() {
    for join in JOINS {
        compositions(8, &mut [0; 4], &mut |cells| {
            // Cells by who flags: nobody, the first, the second, both.
            let (margins, flagged) = counts(cells, &[join]);
            let reached = if join == Join::Series { margins[0] } else { 8 - margins[0] };
            let of_those = if join == Join::Series { cells[3] } else { cells[2] };
            if reached == 0 {
                return;
            }
            let first = layer(Join::Parallel, known(real(margins[0]) / 8.0));
            let second = Layer {
                measured: Measured::Reached,
                ..layer(join, known(real(of_those) / real(reached)))
            };
            let found = last(&[first, second]);
            for value in [found.lower(), found.upper(), found.independent()] {
                assert!((value.x() - real(flagged) / 8.0).abs() < ROUNDING, "{cells:?} {found:?}");
            }
        });
    }
}

#[test]
fn two_tests_of_a_textbook() {
    // Gordis, Epidemiology (5th edition, 2014, chapter 5): in sequence, sensitivity 70 % then 90 % and
    // specificity 80 % then 90 %, the second done on the positives: net 63 % and 98 %. Of 10 000 people,
    // 5 % of them ill, 315 true and 190 false positives are left.
    let first = Layer::new("first", known(0.7), known(0.2));
    let second = Layer {
        join: Join::Series,
        measured: Measured::Reached,
        ..Layer::new("second", known(0.9), known(0.1))
    };
    let stages = joint(&[first, second], Confidence::DEFAULT);
    let there = outlook(&stages[1], Share::new(0.05), 10_000);
    let (right, wrong) = (there.true_positives.unwrap(), there.false_positives.unwrap());
    assert!((right.lower - 315.0).abs() < 1e-9 && (right.upper - 315.0).abs() < 1e-9);
    assert!((wrong.lower - 190.0).abs() < 1e-9 && (wrong.upper - 190.0).abs() < 1e-9);
    assert!((there.fdr.unwrap().independent - 190.0 / 505.0).abs() < ROUNDING);
    // At once, sensitivity 80 % and 90 %, specificity 60 % and 90 %: net 98 % and 54 %.
    let first = Layer::new("A", known(0.8), known(0.4));
    let second = Layer::new("B", known(0.9), known(0.1));
    let last = joint(&[first, second], Confidence::DEFAULT)[1];
    assert!((last.recall.independent().x() - 0.98).abs() < ROUNDING);
    assert!((last.fpr.independent().rest() - 0.54).abs() < ROUNDING);
    assert!((last.recall.lower().x() - 0.9).abs() < ROUNDING && last.recall.upper().x() >= 1.0);
}

#[test]
fn review_of_a_share_takes_away_that_share_of_what_full_review_would() {
    let classifier = Layer::new("classifier", known(0.8), known(1e-3));
    let fdr = |share: f64| {
        let review = Layer {
            join: Join::Series,
            measured: Measured::Reached,
            share: Probability::new(share).unwrap(),
            ..Layer::new("review", known(0.95), known(0.04))
        };
        let last = joint(&[classifier.clone(), review], Confidence::DEFAULT)[1];
        outlook(&last, Share::new(1e-4), 1).fdr.unwrap().independent
    };
    // By hand, of 1e8 items: 8 000 right flags, 99 990 wrong ones; 7 600 and 3 999.6 after full review.
    for (share, right, wrong) in
        [(0.0, 8_000.0, 99_990.0), (0.25, 7_900.0, 75_992.4), (1.0, 7_600.0, 3_999.6)]
    {
        assert!((fdr(share) - wrong / (right + wrong)).abs() < ROUNDING, "{share}");
    }
}

#[test]
fn limits_hold_as_often_as_they_say_whatever_the_agreement() {
    // Two layers measured on samples of their own, 9 and 12 violating items.
    let (first, second) = (0.7, 0.4);
    let level = Confidence::new(0.9).unwrap();
    let mut least = 1.0_f64;
    for join in JOINS {
        let exact = last(&[layer(Join::Parallel, known(first)), layer(join, known(second))]);
        let mut coverage = 0.0;
        for one in 0..=9 {
            for two in 0..=12 {
                let rate = |events, trials| Rate::Counted(Proportion::new(events, trials).unwrap());
                let innocent = known(0.1);
                let layers = [
                    Layer::new("first", rate(one, 9), innocent),
                    Layer { join, ..Layer::new("second", rate(two, 12), innocent) },
                ];
                let (lower, upper) = joint(&layers, level)[1].recall.limits().unwrap();
                let lower_holds = lower.x() <= exact.lower().x() + ROUNDING;
                if lower_holds && upper.x() >= exact.upper().x() - ROUNDING {
                    coverage += binomial_probability(one, 9, Share::new(first))
                        * binomial_probability(two, 12, Share::new(second));
                }
            }
        }
        assert!(coverage >= 0.9, "{join:?} {coverage}");
        least = least.min(coverage);
    }
    // Not because the limits say nothing.
    assert!(least < 0.99, "{least}");
}

#[test]
fn limits_are_ends_at_the_ends_of_exact_intervals() {
    let recall = Proportion::new(84, 100).unwrap();
    let fpr = Proportion::new(3, 50).unwrap();
    let layers = [
        Layer::new("classifier", Rate::Counted(recall), known(1e-3)),
        Layer { join: Join::Series, ..Layer::new("review", known(0.9), Rate::Counted(fpr)) },
    ];
    let stages = joint(&layers, Confidence::DEFAULT);
    let each = Confidence::DEFAULT.shared_by(2);
    let (recall, fpr) = (clopper_pearson(recall, each), clopper_pearson(fpr, each));
    let (lower, upper) = stages[1].recall.limits().unwrap();
    assert!((lower.x() - (recall.lower() - 0.1)).abs() < ROUNDING);
    assert!((upper.x() - recall.upper().min(0.9)).abs() < ROUNDING);
    let (lower, upper) = stages[1].fpr.limits().unwrap();
    assert!(lower.x() == 0.0 && (upper.x() - fpr.upper().min(1e-3)).abs() < ROUNDING);
}

fn any_layer() -> impl Strategy<Value = Layer> {
    let share = || {
        prop_oneof![
            Just(0.0),
            Just(1.0),
            0.0..=1.0_f64,
            (-9.0..0.0_f64).prop_map(|l| 10_f64.powf(l))
        ]
    };
    let dependence =
        || proptest::option::of((-1.0..=1.0_f64).prop_map(|d| Dependence::new(d).unwrap()));
    let rest = (any::<bool>(), any::<bool>(), share(), dependence(), dependence());
    (share(), share(), rest).prop_map(|(recall, fpr, (series, reached, part, one, other))| Layer {
        join: if series { Join::Series } else { Join::Parallel },
        measured: if reached { Measured::Reached } else { Measured::All },
        share: Probability::new(part).unwrap(),
        dependence_violating: one,
        dependence_innocent: other,
        ..Layer::new("layer", known(recall), known(fpr))
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..Default::default() })]

    #[test]
    fn points_lie_in_their_set_and_series_only_lowers(
        layers in proptest::collection::vec(any_layer(), 1..6), prevalence in 1e-6..0.99_f64,
    ) {
        let stages = joint(&layers, Confidence::DEFAULT);
        prop_assert_eq!(stages.len(), layers.len());
        for (place, stage) in stages.iter().enumerate() {
            for rate in [stage.recall, stage.fpr] {
                let (lower, upper) = (rate.lower().x() - ROUNDING, rate.upper().x() + ROUNDING);
                for point in rate.stated().into_iter().chain([rate.independent()]) {
                    prop_assert!(lower <= point.x() && point.x() <= upper, "{rate:?}");
                    prop_assert!((point.x() + point.rest() - 1.0).abs() < ROUNDING, "{rate:?}");
                }
                prop_assert!(rate.limits().is_none());
            }
            if place > 0 {
                let before = stages[place - 1].fpr.independent().x();
                let after = stage.fpr.independent().x();
                let rises = layers[place].join == Join::Parallel;
                let moved = if rises { after - before } else { before - after };
                prop_assert!(moved >= -ROUNDING, "{before} {after}");
            }
            let there = outlook(stage, Share::new(prevalence), 1_000_000);
            for range in [there.fdr, there.flags, there.missed].into_iter().flatten() {
                let points = range.stated.into_iter().chain([range.independent]);
                for point in points {
                    let rounding = ROUNDING * range.upper.max(1.0);
                    prop_assert!(range.lower <= point + rounding && point <= range.upper + rounding);
                }
            }
        }
    }
}
