//! Curves, areas and thresholds: against other programs, brute force and identities.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::confusion::ConfusionMatrix;
use baserate::curve::{
    Point, Rule, auc, auc_bound, auc_delong, auc_logit_delong, average_precision, choose, det,
    equal_error_rate, partial_auc, points, points_upward, precision_recall, roc,
};
use baserate::quantity::{Confidence, Probability};
use baserate::tally::{Label, Ranking, Tally};
use proptest::prelude::*;

/// As many digits as another program has that sums up in another order.
const CLOSE: f64 = 1e-12;

fn tally(rows: &[(f64, bool)]) -> Tally {
    Tally::new(rows.iter().map(|(score, positive)| (*score, Label::from(*positive), 1)), 0).unwrap()
}

fn ranking(rows: &[(f64, bool)]) -> Ranking {
    Ranking::of(&tally(rows))
}

fn share(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

fn real(count: u64) -> f64 {
    baserate::quantity::real(count)
}

/// The rows of `reference/make_curve.py`.
fn reference_rows() -> Vec<(f64, bool)> {
    let mut state = 20_211_232_u32;
    let mut uniform = || {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
        f64::from(state >> 11) / f64::from(1 << 20)
    };
    let row = |_| {
        let positive = uniform() < 0.1;
        let score = uniform() + uniform() + if positive { uniform() } else { 0.0 };
        ((1000.0 * score).floor() / 1000.0, positive)
    };
    (0..100_000).map(row).collect()
}

/// All rows of `reference/curve.csv` with this name.
fn reference(name: &str) -> Vec<Vec<f64>> {
    let lines = include_str!("reference/curve.csv").lines();
    let of_name = lines.filter_map(|line| line.strip_prefix(name)?.strip_prefix(','));
    of_name.map(|line| line.split(',').map(|value| value.parse().unwrap()).collect()).collect()
}

#[track_caller]
fn assert_close(found: f64, expected: f64) {
    let error = (found - expected).abs();
    assert!(error <= CLOSE * expected.abs().max(1.0), "{found}, expected {expected}");
}

#[track_caller]
fn assert_columns(name: &str, columns: [&[f64]; 3]) {
    let sums = &reference(&format!("{name}_sums"))[0];
    for (column, sum) in columns.iter().zip(&sums[1..]) {
        assert_close(real(column.len().try_into().unwrap()), sums[0]);
        assert!((column.iter().sum::<f64>() / sum - 1.0).abs() < 1e-11, "{name}");
    }
    let rows = reference(name);
    assert!(rows.len() > 40);
    for (place, row) in rows.iter().enumerate() {
        for (column, value) in columns.iter().zip(row) {
            assert_close(column[40 * place], *value);
        }
    }
}

#[test]
fn curves_are_those_of_scikit_learn() {
    let ranking = ranking(&reference_rows());
    let counts = &reference("rows")[0];
    assert_close(real(ranking.positives()), counts[0]);
    assert_close(real(ranking.negatives()), counts[1]);
    let curve = roc(&ranking).unwrap();
    assert_columns("roc", [&curve.thresholds, &curve.fpr, &curve.recall]);
    let curve = precision_recall(&ranking).unwrap();
    assert_columns("precision_recall", [&curve.thresholds, &curve.precision, &curve.recall]);
    let curve = det(&ranking).unwrap();
    assert_columns("det", [&curve.thresholds, &curve.fpr, &curve.fnr]);
    assert_close(auc(&ranking).unwrap().area().x(), reference("auc")[0][0]);
    let found = average_precision(&ranking, Confidence::DEFAULT).value().unwrap();
    assert_close(found, reference("average_precision")[0][0]);
}

#[test]
fn areas_are_those_of_proc() {
    let rows = reference_rows();
    for (name, rows) in [("all", &rows[..]), ("part", &rows[..300])] {
        let ranking = ranking(rows);
        let area = auc(&ranking).unwrap();
        let expected = &reference(&format!("delong_{name}"))[0];
        assert_close(area.area().x(), expected[0]);
        assert_close(area.standard_error().unwrap(), expected[1]);
        let limits = auc_delong(&area, Confidence::DEFAULT).limits().unwrap();
        assert_close(limits.lower, expected[2]);
        assert_close(limits.upper, expected[3]);
        for row in reference(&format!("partial_{name}")) {
            let part = partial_auc(&ranking, share(row[0]), share(row[1])).unwrap();
            assert_close(part.area, row[2]);
            assert_close(part.standardised, row[3]);
        }
    }
}

/// The patients that pROC's documentation takes for its examples (`aSAH`), by what an area depends on: the
/// counts of each grade, and the order of the others from the highest value down, `B` for one of either
/// outcome at the same value.
///
/// Expected: R 4.2, pROC 1.18, `roc(aSAH$outcome, aSAH$ndka)`, `ci.auc`, `auc(partial.auc = c(1, .9))`.
#[test]
fn areas_in_procs_documentation() {
    let grades = [(Label::Negative, [37, 20, 3, 8, 4]), (Label::Positive, [2, 12, 1, 8, 18])];
    let rows = grades.into_iter().flat_map(|(label, counts)| {
        (1..).map(f64::from).zip(counts).map(move |(grade, count)| (grade, label, count))
    });
    let by_grade = Ranking::of(&Tally::new(rows, 0).unwrap());
    assert_close(auc(&by_grade).unwrap().area().x(), 0.823_678_861_788_618);
    let part = partial_auc(&by_grade, share(0.0), share(0.1)).unwrap();
    assert_close(part.area, 0.033_441_734_417_344_2);
    assert_close(part.standardised, 0.649_693_339_038_653);

    let order = concat!(
        "PNPNPNPNNPPPPNNNPNNPPPPNNNNPNNNPPBNNPPNPPNNPNNBNPNNNNNPN",
        "NPNPPPNNNNNNPNNPNNNNBPNNNNPNNPPNNNNNNPNNNNNNNNNPPPNNPN"
    );
    let labels = |patient| match patient {
        'P' => &[Label::Positive][..],
        'N' => &[Label::Negative],
        _ => &[Label::Positive, Label::Negative],
    };
    let rows = (0..)
        .map(f64::from)
        .zip(order.chars().rev())
        .flat_map(|(place, patient)| labels(patient).iter().map(move |label| (place, *label, 1)));
    let area = auc(&Ranking::of(&Tally::new(rows, 0).unwrap())).unwrap();
    assert_close(area.area().x(), 0.611_957_994_579_946);
    let limits = auc_delong(&area, Confidence::DEFAULT).limits().unwrap();
    assert_close(limits.lower, 0.501_244_999_271_703);
    assert_close(limits.upper, 0.722_670_989_888_189);
}

/// The example in scikit-learn's documentation of its detection error tradeoff.
#[test]
fn four_scores() {
    let ranking = ranking(&[(0.1, false), (0.4, false), (0.35, true), (0.8, true)]);
    assert_close(auc(&ranking).unwrap().area().x(), 0.75);
    let precision = average_precision(&ranking, Confidence::DEFAULT);
    assert_close(precision.value().unwrap(), 0.833_333_333_333_333_3);
    let curve = det(&ranking).unwrap();
    assert_eq!(curve.thresholds, [0.8, 0.4, 0.35]);
    assert_eq!((curve.fpr, curve.fnr), (vec![0.0, 0.5, 0.5], vec![0.5, 0.5, 0.0]));
}

/// Hanley and McNeil, *Radiology* 143, 1982, table 2; the standard error as SAS and Stata print it.
#[test]
fn hanley_and_mcneils_images() {
    let counts = [(Label::Negative, [33, 6, 6, 11, 2]), (Label::Positive, [3, 2, 2, 11, 33])];
    let rows = counts.into_iter().flat_map(|(label, counts)| {
        (1..).map(f64::from).zip(counts).map(move |(rating, count)| (rating, label, count))
    });
    let area = auc(&Ranking::of(&Tally::new(rows, 0).unwrap())).unwrap();
    assert!((area.area().x() - 0.893_171_1).abs() < 5e-8);
    assert!((area.standard_error().unwrap() - 0.030_724_4).abs() < 5e-8);
    // logit .8931711 ± 1.959964 · .0307244 / (.8931711 · .1068289), by hand.
    let limits = auc_logit_delong(&area, Confidence::DEFAULT).limits().unwrap();
    assert!((limits.lower - 0.816_44).abs() < 5e-5, "{limits:?}");
    assert!((limits.upper - 0.940_2).abs() < 5e-4, "{limits:?}");
}

#[test]
fn ties_separation_and_single_classes() {
    let tied = ranking(&[(0.5, true), (0.5, false), (0.5, true), (0.5, false), (0.5, false)]);
    let area = auc(&tied).unwrap();
    assert_close(area.area().x(), 0.5);
    let estimate = auc_logit_delong(&area, Confidence::DEFAULT);
    assert_eq!((estimate.value(), estimate.method()), (Some(0.5), "hoeffding"));
    let limits = estimate.limits().unwrap();
    assert!(limits.lower < 0.1 && limits.upper > 0.9);
    assert_close(equal_error_rate(&tied).unwrap(), 0.5);
    for (rows, reason) in [
        (&[(0.5, true), (0.6, true)][..], "no item is innocent"),
        (&[(0.5, false)], "no item is violating"),
        (&[], "there are no items"),
    ] {
        let ranking = ranking(rows);
        assert_eq!(auc(&ranking), Err(reason));
        assert_eq!(roc(&ranking), Err(reason));
        assert_eq!(equal_error_rate(&ranking), Err(reason));
        assert_eq!(choose(&ranking, Rule::Youden, None), Err(reason));
        let precision = average_precision(&ranking, Confidence::DEFAULT);
        assert_eq!((precision.value(), precision.reason()), (None, Some(reason)));
    }
}

#[test]
fn every_item_in_the_right_order_leaves_something_open() {
    let rows = [(1.0, Label::Negative, 144_000), (1.0 + 1e-12, Label::Positive, 720)];
    let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
    let area = auc(&ranking).unwrap();
    assert_eq!((area.area().x(), area.area().rest()), (1.0, 0.0));
    let limits = auc_logit_delong(&area, Confidence::DEFAULT).limits().unwrap();
    assert!(limits.lower > 0.99 && limits.lower < 0.995 && limits.upper >= 1.0, "{limits:?}");
    let limits = average_precision(&ranking, Confidence::DEFAULT).limits().unwrap();
    assert!(limits.lower > 0.99 && limits.lower < 0.995 && limits.upper >= 1.0, "{limits:?}");
    assert_close(equal_error_rate(&ranking).unwrap(), 0.0);
}

/// Five ratings with these chances for positives and negatives: how often the bound holds, by the sum over
/// all outcomes.
#[test]
fn the_bound_covers_by_enumeration() {
    let (positives, negatives) = ([0.05, 0.25, 0.7], [0.6, 0.3, 0.1]);
    let truth: f64 = (0..3)
        .flat_map(|p| (0..3).map(move |n| (p, n)))
        .map(|(p, n)| {
            let won = match p.cmp(&n) {
                std::cmp::Ordering::Greater => 1.0,
                std::cmp::Ordering::Equal => 0.5,
                std::cmp::Ordering::Less => 0.0,
            };
            positives[p] * negatives[n] * won
        })
        .sum();
    for (of_positives, of_negatives) in [(3, 9), (6, 4), (7, 12)] {
        let confidence = Confidence::new(0.9).unwrap();
        let mut held = [0.0, 0.0];
        for (ps, chance_p) in outcomes(of_positives, positives) {
            for (ns, chance_n) in outcomes(of_negatives, negatives) {
                let rows = [(Label::Positive, ps), (Label::Negative, ns)];
                let rows = rows.into_iter().flat_map(|(label, counts)| {
                    (0..).map(f64::from).zip(counts).map(move |(score, n)| (score, label, n))
                });
                let area = auc(&Ranking::of(&Tally::new(rows, 0).unwrap())).unwrap();
                let limits = auc_bound(&area, confidence).limits().unwrap();
                held[0] += if limits.lower <= truth { chance_p * chance_n } else { 0.0 };
                held[1] += if truth <= limits.upper { chance_p * chance_n } else { 0.0 };
            }
        }
        assert!(held.iter().all(|held| (0.95..=1.0 + 1e-9).contains(held)), "{held:?}");
    }
}

/// Every way in which so many items get three ratings, with its probability.
fn outcomes(items: u64, chances: [f64; 3]) -> Vec<([u64; 3], f64)> {
    let mut outcomes = Vec::new();
    for low in 0..=items {
        for middle in 0..=items - low {
            let counts = [low, middle, items - low - middle];
            let mut chance = 1.0;
            let mut left = items;
            for (count, share) in counts.into_iter().zip(chances) {
                for k in 0..count {
                    chance *= real(left) / real(k + 1) * share;
                    left -= 1;
                }
            }
            outcomes.push((counts, chance));
        }
    }
    outcomes
}

#[test]
fn rules_take_the_best_of_all_thresholds() {
    let rows = reference_rows();
    let ranking = ranking(&rows[..5000]);
    let all: Vec<_> = points(&ranking).collect();
    let rate = |matrix: &ConfusionMatrix| {
        let [recall, fpr, precision] = [matrix.recall(), matrix.fpr(), matrix.precision()];
        [recall, fpr, precision].map(|proportion| proportion.unwrap().estimate())
    };
    let most_recall = |will_do: &dyn Fn([f64; 3]) -> bool| {
        let allowed = all.iter().filter(|point| will_do(rate(&point.matrix)));
        allowed.map(|point| rate(&point.matrix)[0]).fold(0.0, f64::max)
    };
    for limit in [1e-3, 0.01, 0.2] {
        let found = rate(&choose(&ranking, Rule::FprAtMost(share(limit)), None).unwrap().matrix);
        assert!(found[1] <= limit);
        assert_close(found[0], most_recall(&|[_, fpr, _]| fpr <= limit));
    }
    for limit in [0.3, 0.5, 0.9] {
        let found =
            rate(&choose(&ranking, Rule::PrecisionAtLeast(share(limit)), None).unwrap().matrix);
        assert!(found[2] >= limit);
        assert_close(found[0], most_recall(&|[_, _, precision]| precision >= limit));
        let found =
            rate(&choose(&ranking, Rule::RecallAtLeast(share(limit)), None).unwrap().matrix);
        let enough = all.iter().map(|point| rate(&point.matrix)).filter(|[r, ..]| *r >= limit);
        assert_close(found[1], enough.map(|[_, fpr, _]| fpr).fold(1.0, f64::min));
        assert!(found[0] >= limit);
    }
    let youden = rate(&choose(&ranking, Rule::Youden, None).unwrap().matrix);
    let highest = all.iter().map(|point| rate(&point.matrix)).map(|[r, f, _]| r - f);
    assert_close(youden[0] - youden[1], highest.fold(-1.0, f64::max));
    let flags = choose(&ranking, Rule::FlagRateAtMost(share(0.02)), None).unwrap().matrix;
    assert!(flags.flagged() <= 100 && flags.flagged() > 90);
    let beta = |beta: f64| rate(&choose(&ranking, Rule::FBeta(beta), None).unwrap().matrix);
    assert!(beta(2.0)[0] > beta(1.0)[0] && beta(1.0)[0] > beta(0.5)[0]);
    assert_eq!(
        choose(&ranking, Rule::PrecisionAtLeast(share(1.0)), Some(share(1e-9)))
            .map(|p| p.matrix.false_positives()),
        Ok(0)
    );
}

/// A cost of `c` a miss takes the threshold at which the curve has the slope `(1 - π)/(cπ)`: where costs
/// are alike and hardly anything is violating, that of flagging nothing.
#[test]
fn costs_move_the_threshold() {
    let rows = reference_rows();
    let ranking = ranking(&rows);
    let recall = |ratio: f64, prevalence: Option<f64>| {
        let point = choose(&ranking, Rule::LeastCost(ratio), prevalence.map(share));
        point.map(|point| point.matrix.recall().unwrap().estimate())
    };
    assert!(recall(100.0, None).unwrap() > recall(2.0, None).unwrap());
    // Misses that cost as much more as violating items are rarer: the same threshold.
    let of_rows = real(ranking.positives()) / real(ranking.positives() + ranking.negatives());
    let odds = |share: f64| share / (1.0 - share);
    let moved = recall(5.0 * odds(of_rows) / odds(1e-4), Some(1e-4)).unwrap();
    assert_close(moved, recall(5.0, None).unwrap());
    // One wrong flag for each right one.
    let ranking = self::ranking(&[(0.9, false), (0.8, true), (0.1, false)]);
    let none = choose(&ranking, Rule::LeastCost(1.0), None);
    assert_eq!(none, Err("flagging nothing costs least"));
    assert_close(choose(&ranking, Rule::LeastCost(1.1), None).unwrap().threshold, 0.8);
}

/// Rows with many ties.
fn some_rows() -> impl Strategy<Value = Vec<(f64, bool)>> {
    let row = (0..12_u8, any::<bool>()).prop_map(|(score, positive)| (f64::from(score), positive));
    prop::collection::vec(row, 2..60)
}

proptest! {
    #[test]
    fn areas_by_brute_force(rows in some_rows()) {
        let pairs = rows.iter().flat_map(|one| rows.iter().map(move |two| (*one, *two)));
        let pairs = pairs.filter(|((_, one), (_, two))| *one && !*two);
        let (mut won, mut all) = (0.0, 0.0);
        for ((positive, _), (negative, _)) in pairs {
            won += if positive > negative { 1.0 } else if positive < negative { 0.0 } else { 0.5 };
            all += 1.0;
        }
        prop_assume!(all > 0.0);
        let ranking = ranking(&rows);
        let area = auc(&ranking).unwrap();
        assert_close(area.area().x(), won / all);
        let whole = partial_auc(&ranking, share(0.0), share(1.0)).unwrap();
        assert_close(whole.area, won / all);
        assert_close(whole.standardised, won / all);
    }

    /// Turned round, what was lost is won; and nothing depends on whether negatives are lumped.
    #[test]
    fn points_from_the_lowest_up_are_those_from_the_highest_down(rows in some_rows()) {
        let tally = tally(&rows);
        let mut upward: Vec<Point> = points_upward(&tally).collect();
        upward.reverse();
        prop_assert_eq!(upward, points(&Ranking::of(&tally)).collect::<Vec<_>>());
    }

    #[test]
    fn mirrored_and_lumped(rows in some_rows(), level in 0.5..0.999_f64) {
        let confidence = Confidence::new(level).unwrap();
        let mirrored: Vec<_> = rows.iter().map(|(score, positive)| (-score, *positive)).collect();
        let (Ok(area), Ok(other)) = (auc(&ranking(&rows)), auc(&ranking(&mirrored))) else {
            return Ok(());
        };
        prop_assert_eq!(area.area(), other.area().turned_round());
        for interval in [auc_delong, auc_logit_delong, auc_bound] {
            let (one, two) = (interval(&area, confidence), interval(&other, confidence));
            let Some((one, two)) = one.limits().zip(two.limits()) else { continue };
            assert_close(one.lower, 1.0 - two.upper);
            prop_assert!((0.0..=1.0).contains(&one.lower) && one.lower <= one.upper);
        }
        let (full, lumped) = (ranking(&rows), Ranking::lumped(&tally(&rows)));
        prop_assert_eq!(auc(&full).map(|auc| auc.area()), auc(&lumped).map(|auc| auc.area()));
        let error = |ranking| auc(ranking).ok().and_then(|auc| auc.standard_error());
        assert_close(error(&full).unwrap_or(0.0), error(&lumped).unwrap_or(0.0));
        assert_close(equal_error_rate(&full).unwrap(), equal_error_rate(&lumped).unwrap());
        let precision = |ranking| average_precision(ranking, confidence).value().unwrap();
        assert_close(precision(&full), precision(&lumped));
        for rule in [
            Rule::FprAtMost(share(0.3)),
            Rule::RecallAtLeast(share(0.7)),
            Rule::PrecisionAtLeast(share(0.6)),
            Rule::FlagRateAtMost(share(0.4)),
            Rule::LeastCost(3.0),
            Rule::Youden,
            Rule::FBeta(2.0),
        ] {
            prop_assert_eq!(choose(&full, rule, None), choose(&lumped, rule, None));
        }
        let vertices: Vec<_> = points(&lumped).collect();
        prop_assert!(points(&full).filter(|point| vertices.contains(point)).count() == vertices.len());
        prop_assert!(vertices.len() <= 2 * tally(&rows).positives().distinct() + 1);
    }
}
