//! Bounds of coarse scores: against every order that the items within bins may have.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::num::NonZeroUsize;

use baserate::confusion::ConfusionMatrix;
use baserate::curve::{
    Discretisation, Orders, Rule, auc, auc_bound, auc_logit_delong, average_precision, choose,
    equal_error_rate, guaranteed_fpr, partial_auc,
};
use baserate::quantity::{Confidence, Probability, real};
use baserate::simulation::{Purpose, Stream};
use baserate::tally::{Collection, Collector, Key, Label, Ranking, Resolution, Tally};

/// Positives and negatives with the same score, the highest first.
type Groups = Vec<[u64; 2]>;

fn ranking(groups: &[[u64; 2]]) -> Ranking {
    let rows = (0_u32..).zip(groups).flat_map(|(place, [positives, negatives])| {
        let score = -f64::from(place);
        [(score, Label::Positive, *positives), (score, Label::Negative, *negatives)]
    });
    Ranking::lumped(&Tally::new(rows, 0).unwrap())
}

/// Every order of so many positives and negatives, ties included.
fn orders_of([positives, negatives]: [u64; 2]) -> Vec<Groups> {
    if positives + negatives == 0 {
        return vec![Groups::new()];
    }
    let mut all = Vec::new();
    for first in (0..=positives).flat_map(|p| (0..=negatives).map(move |n| [p, n])) {
        if first != [0, 0] {
            for rest in orders_of([positives - first[0], negatives - first[1]]) {
                all.push([vec![first], rest].concat());
            }
        }
    }
    all
}

/// Every order of the items within `bins`.
fn orders(bins: &[[u64; 2]]) -> Vec<Groups> {
    bins.iter().fold(vec![Groups::new()], |all, bin| {
        let next = orders_of(*bin);
        all.iter().flat_map(|one| next.iter().map(|two| [&one[..], two].concat())).collect()
    })
}

const BINS: [&[[u64; 2]]; 7] = [
    &[[2, 2], [1, 2], [2, 1]],
    &[[3, 1], [0, 2], [1, 3]],
    &[[1, 0], [0, 1], [2, 3], [1, 1]],
    // The best order has every positive on top, and the worst of the next none.
    &[[3, 2], [0, 3]],
    &[[0, 1], [2, 2], [3, 0]],
    // Nothing but one bin.
    &[[3, 3]],
    // A class with a single item.
    &[[1, 3], [0, 2]],
];

/// The least and the greatest value over all orders are the `bounds`.
#[track_caller]
fn assert_extremes(bounds: Discretisation, values: impl Iterator<Item = f64>, name: &str) {
    let (lower, upper) =
        values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, u), x| (l.min(x), u.max(x)));
    let close = |one: f64, two: f64| (one - two).abs() < 1e-14;
    let is_right = close(bounds.lower, lower) && close(bounds.upper, upper);
    assert!(is_right, "{name}: {bounds:?}, expected {lower} to {upper}");
}

fn share(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

#[test]
fn areas_have_the_extremes_of_all_orders() {
    for bins in BINS {
        let (coarse, all) = (ranking(bins), orders(bins));
        let all: Vec<Ranking> = all.iter().map(|groups| ranking(groups)).collect();
        let orders = Orders::of(&coarse).unwrap();
        let areas = all.iter().map(|one| auc(one).unwrap().area().x());
        assert_extremes(orders.auc(), areas, "AUC");
        for (from, to) in [(0.0, 0.2), (0.3, 0.55), (0.0, 1.0)].map(|(a, b)| (share(a), share(b))) {
            let part = |one| partial_auc(one, from, to).unwrap();
            let [area, standardised] = orders.partial_auc(from, to).unwrap();
            assert_extremes(area, all.iter().map(|one| part(one).area), "partial AUC");
            assert_extremes(standardised, all.iter().map(|one| part(one).standardised), "pAUC");
        }
        let precision = |one| average_precision(one, Confidence::DEFAULT).value().unwrap();
        assert_extremes(orders.average_precision(), all.iter().map(precision), "AP");
        let rates = all.iter().map(|one| equal_error_rate(one).unwrap());
        assert_extremes(orders.equal_error_rate().unwrap(), rates, "EER");
    }
}

#[test]
fn rules_attain_what_the_best_and_the_worst_order_allow() {
    for bins in BINS {
        let coarse = ranking(bins);
        let all: Vec<Ranking> = orders(bins).iter().map(|groups| ranking(groups)).collect();
        let orders = Orders::of(&coarse).unwrap();
        for prevalence in [None, Some(share(0.07))] {
            let weights = prevalence.map_or((1.0, 1.0), |prevalence| {
                let negative = (1.0 - prevalence.get()) / real(coarse.negatives());
                (prevalence.get() / real(coarse.positives()), negative)
            });
            for level in [0.0, 0.12, 0.3, 0.5, 0.8, 1.0] {
                for rule in rules(level) {
                    let value = |one: &Ranking| attained(rule, weights, one, prevalence);
                    let found = orders.attained(rule, prevalence);
                    let name = format!("{bins:?} {rule:?} {prevalence:?}");
                    if let Rule::FlagRateAtMost(_) = rule {
                        // A part of a positive may be counted, which is never less.
                        let most = all.iter().map(value).fold(0.0, f64::max);
                        let one = 1.0 / real(coarse.positives());
                        let excess = found.bounds.upper - most;
                        assert!((-1e-14..one).contains(&excess), "{name}: {excess}");
                        let least = all.iter().map(value).fold(1.0, f64::min);
                        assert!((found.bounds.lower - least).abs() < 1e-14, "{name}");
                    } else {
                        assert_extremes(found.bounds, all.iter().map(value), &name);
                    }
                }
            }
        }
    }
}

fn rules(level: f64) -> [Rule; 7] {
    [
        Rule::FprAtMost(share(level)),
        Rule::RecallAtLeast(share(level)),
        Rule::PrecisionAtLeast(share(level)),
        Rule::FlagRateAtMost(share(level)),
        Rule::LeastCost(3.0 * level),
        Rule::Youden,
        Rule::FBeta(0.5 + level),
    ]
}

/// What `rule` makes best in these rows, each of which stands for so many.
fn attained(
    rule: Rule,
    (positive, negative): (f64, f64),
    ranking: &Ranking,
    prevalence: Option<Probability>,
) -> f64 {
    let (positives, negatives) = (real(ranking.positives()), real(ranking.negatives()));
    let chosen = choose(ranking, rule, prevalence).map(|point| point.matrix);
    let counts =
        |matrix: ConfusionMatrix| (real(matrix.true_positives()), real(matrix.false_positives()));
    let (hits, wrong) = chosen.map_or((0.0, 0.0), counts);
    let missed = positives - hits;
    match rule {
        Rule::RecallAtLeast(_) => wrong / negatives,
        Rule::LeastCost(ratio) => {
            let all = positive * positives + negative * negatives;
            (negative * wrong + ratio * positive * missed) / all
        }
        Rule::Youden => hits / positives - wrong / negatives,
        Rule::FBeta(beta) => {
            let squared = beta * beta;
            let right = (1.0 + squared) * positive * hits;
            right / (right + squared * positive * missed + negative * wrong)
        }
        _ => hits / positives,
    }
}

#[test]
fn confidence_limits_hold_whichever_order_it_was() {
    for bins in BINS {
        let coarse = ranking(bins);
        let all: Vec<Ranking> = orders(bins).iter().map(|groups| ranking(groups)).collect();
        let orders = Orders::of(&coarse).unwrap();
        for confidence in [0.5, 0.95, 0.999].map(|level| Confidence::new(level).unwrap()) {
            let hulls = [
                orders.auc_logit_delong(confidence).unwrap(),
                orders.auc_bound(confidence).unwrap(),
                orders.average_precision_limits(confidence).unwrap(),
            ];
            for one in &all {
                let area = auc(one).unwrap();
                let found = [
                    auc_logit_delong(&area, confidence),
                    auc_bound(&area, confidence),
                    average_precision(one, confidence),
                ];
                for (hull, found) in hulls.iter().zip(found) {
                    let limits = found.limits().unwrap();
                    let holds =
                        hull.lower <= limits.lower + 1e-14 && limits.upper <= hull.upper + 1e-14;
                    assert!(holds, "{bins:?}: {hull:?} {found:?}");
                }
                if let (Some(error), Some(bounds)) =
                    (area.standard_error(), orders.standard_error())
                {
                    let range = bounds.lower - 1e-14..=bounds.upper + 1e-14;
                    assert!(range.contains(&error), "{bins:?}: {bounds:?} {error}");
                }
            }
        }
    }
}

/// Normal scores with a share of positives that are higher.
fn rows(count: u32) -> Vec<(f64, Label)> {
    let mut stream = Stream::new(11, Purpose::Scores, 0);
    let row = |_| {
        let positive = stream.unit() < 0.02;
        (stream.normal() + if positive { 2.0 } else { 0.0 }, Label::from(positive))
    };
    (0..count).map(row).collect()
}

fn collected(rows: &[(f64, Label)], threads: usize, resolution: Option<Resolution>) -> Tally {
    let share = rows.len().div_ceil(threads);
    let collectors = rows.chunks(share).map(|rows| {
        let mut collector = Collector::new(resolution);
        for (score, label) in rows {
            collector.add(u64::of(*score).unwrap(), *label);
        }
        collector
    });
    Collection::new(collectors.collect()).tally(NonZeroUsize::new(threads).unwrap())
}

#[test]
fn coarse_rows_are_a_coarse_tally_and_the_coarser_wins() {
    let rows = rows(20_000);
    let exact = collected(&rows, 2, None);
    assert_eq!(exact.resolution(), None);
    let [fine, coarse] = [14, 9].map(Resolution::new);
    for resolution in [fine, coarse] {
        let tally = collected(&rows, 1, resolution);
        assert_eq!(tally.resolution(), resolution);
        assert!(tally == collected(&rows, 3, resolution));
        assert!(tally == exact.clone().coarsened(resolution));
    }
    let both = |one: Option<Resolution>, two| {
        let (half, rest) = rows.split_at(7_000);
        collected(half, 1, one).merged(collected(rest, 2, two)).unwrap()
    };
    let expected = collected(&rows, 1, coarse);
    assert!(both(fine, coarse) == expected && both(coarse, None) == expected);
    assert!(collected(&rows, 1, fine).coarsened(coarse) == expected);
    assert!(expected.clone().coarsened(fine) == expected);
    assert!(both(None, None) == exact);
}

#[test]
fn bounds_of_real_size_hold_what_the_scores_have_and_narrow_with_the_bits() {
    let exact = collected(&rows(200_000), 2, None);
    let ranking = Ranking::lumped(&exact);
    let area = auc(&ranking).unwrap();
    let limits = auc_logit_delong(&area, Confidence::DEFAULT).limits().unwrap();
    let precision = average_precision(&ranking, Confidence::DEFAULT).value().unwrap();
    let mut last_width = 1.0;
    for bits in [10, 12, 16, 20, 24] {
        let coarse = Ranking::lumped(&exact.clone().coarsened(Resolution::new(bits)));
        let orders = Orders::of(&coarse).unwrap();
        let holds = |bounds: Discretisation, value: f64| {
            assert!((bounds.lower..=bounds.upper).contains(&value), "{bits}: {bounds:?} {value}");
        };
        holds(orders.auc(), area.area().x());
        holds(orders.average_precision(), precision);
        holds(orders.equal_error_rate().unwrap(), equal_error_rate(&ranking).unwrap());
        holds(orders.standard_error().unwrap(), area.standard_error().unwrap());
        let hull = orders.auc_logit_delong(Confidence::DEFAULT).unwrap();
        assert!(hull.lower <= limits.lower && limits.upper <= hull.upper);
        for level in [0.001, 0.01, 0.1] {
            let recall = |ranking: &Ranking| {
                let point = choose(ranking, Rule::FprAtMost(share(level)), None).unwrap();
                real(point.matrix.true_positives()) / real(ranking.positives())
            };
            let found = orders.attained(Rule::FprAtMost(share(level)), None);
            holds(found.bounds, recall(&ranking));
            let rule =
                |ranking: &Ranking| guaranteed_fpr(ranking, share(level), Confidence::DEFAULT);
            let found = orders.attained_by(Rule::FprAtMost(share(level)), None, rule);
            let point = rule(&ranking).unwrap();
            holds(found.bounds, real(point.matrix.true_positives()) / real(ranking.positives()));
        }
        // The limits are not much farther out than the bounds of the area alone make them.
        let width = orders.auc().upper - orders.auc().lower;
        assert!(width < last_width, "{bits}: {width}");
        let excess = (hull.upper - hull.lower) - (limits.upper - limits.lower);
        assert!(excess < 3.0 * width, "{bits}: {excess} {width}");
        last_width = width;
    }
}
