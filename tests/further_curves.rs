//! Precision–recall–gain, cost, decision and lift curves: against exact fractions, scikit-learn and identities.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::calibration::{Forecasts, corp};
use baserate::curve::{
    Discretisation, Orders, auprg, average_precision, average_precision_at, cost_area, cost_curve,
    decision_curve, flag_rate_at, lift, lift_curve, points, precision_at, precision_recall_gain,
};
use baserate::quantity::{Confidence, Probability, Proportion, Rate, real};
use baserate::special::Share;
use baserate::tally::{Label, Ranking, Tally};
use proptest::prelude::*;

/// As many digits as another program has that sums up in another order.
const CLOSE: f64 = 1e-12;

/// The rows of a file in `tests/cli/scores.in`, with the columns `score,label`.
fn tally(text: &str) -> Tally {
    let rows = text.lines().skip(1).map(|line| {
        let (score, label) = line.split_once(',').unwrap();
        (score.parse().unwrap(), Label::from(label == "1"), 1)
    });
    Tally::new(rows, 0).unwrap()
}

fn scores() -> Ranking {
    Ranking::of(&tally(include_str!("cli/scores.in/scores.csv")))
}

fn rate(share: f64) -> Rate {
    Rate::Known(Probability::new(share).unwrap())
}

fn fiftieth() -> Rate {
    rate(0.02)
}

/// The row of `reference/further_curves.csv` with this name.
fn reference(name: &str) -> Vec<f64> {
    let start = format!("{name},");
    let mut lines = include_str!("reference/further_curves.csv").lines();
    let line = lines.find_map(|line| line.strip_prefix(&start)).unwrap();
    line.split(',').map(|value| value.parse().unwrap()).collect()
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64]) {
    assert_eq!(found.len(), expected.len());
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (found - expected).abs();
        let most = CLOSE * expected.abs().max(1.0);
        assert!(error <= most, "number {place}: {found}, expected {expected}");
    }
}

#[test]
fn precision_recall_gain_is_that_of_the_definition() {
    let ranking = scores();
    for (name, prevalence) in [("gains", None), ("gains_there", Some(fiftieth()))] {
        let curve = precision_recall_gain(&ranking, prevalence).unwrap();
        let pairs = curve.recall_gain.iter().zip(&curve.precision_gain);
        let mut found = vec![real(curve.thresholds.len().try_into().unwrap())];
        found.extend(pairs.step_by(10).flat_map(|(recall, precision)| [*recall, *precision]));
        assert_close(&found, &reference(name));
    }
    let areas = [None, Some(fiftieth())].map(|prevalence| auprg(&ranking, prevalence).unwrap());
    assert_close(&areas, &reference("auprg"));
}

#[test]
fn the_cost_curve_is_the_least_of_all_lines() {
    let curve = cost_curve(&scores()).unwrap();
    let expected = reference("cost");
    let columns = curve.thresholds.iter().zip(&curve.probability_cost).zip(&curve.expected_cost);
    let found: Vec<f64> = columns.flat_map(|((t, x), y)| [*t, *x, *y]).collect();
    // Where the lowest scores are of negatives alone, one more point ends the curve.
    assert_close(&found[..expected.len()], &expected);
    assert_close(&found[expected.len() + 1..], &[1.0, 0.0]);
    let corners = || {
        [(0.0, 0.0)]
            .into_iter()
            .chain(curve.probability_cost.iter().copied().zip(curve.expected_cost.iter().copied()))
    };
    let at = |x: f64| {
        let (before, after): (Vec<_>, Vec<_>) = corners().partition(|corner| corner.0 <= x);
        let (x0, y0) = *before.last().unwrap();
        after.first().map_or(y0, |(x1, y1)| y0 + (x - x0) / (x1 - x0) * (y1 - y0))
    };
    let grid: Vec<f64> = (0..=20).map(|k| at(f64::from(k) / 20.0)).collect();
    assert_close(&grid, &reference("cost_grid"));
    assert_close(&[cost_area(&scores()).unwrap()], &reference("cost_area"));
}

#[test]
fn lift_and_precision_at_a_prevalence() {
    let ranking = scores();
    for (name, prevalence) in [("lift", None), ("lift_there", Some(fiftieth()))] {
        let curve = lift_curve(&ranking, prevalence).unwrap();
        let rows = curve.flag_rate.iter().zip(&curve.recall).zip(&curve.lift).step_by(20);
        let found: Vec<f64> =
            rows.flat_map(|((flags, recall), lift)| [*flags, *recall, *lift]).collect();
        assert_close(&found, &reference(name));
    }
    let found = points(&ranking).step_by(20).map(|point| precision_at(&point.matrix, rate(0.02)));
    let found: Vec<f64> = found.collect::<Result<_, _>>().unwrap();
    assert_close(&found, &reference("precision_there"));
    let found = average_precision_at(&ranking, rate(0.02)).unwrap();
    assert_close(&[found], &reference("average_precision_there"));
}

#[test]
fn net_benefit_of_probabilities() {
    let tally = tally(include_str!("cli/scores.in/probabilities.csv"));
    let hundredths: Vec<Probability> =
        (1..100).map(|k| Probability::new(f64::from(k) / 100.0).unwrap()).collect();
    for (name, there, trained_at) in
        [("net_benefit", None, None), ("net_benefit_there", Some(fiftieth()), Some(rate(0.1)))]
    {
        let curve = decision_curve(&tally, &hundredths, there, trained_at).unwrap();
        let found: Vec<f64> =
            curve.iter().flat_map(|point| [point.net_benefit, point.of_all]).collect();
        assert_close(&found, &reference(name));
    }
}

#[test]
fn net_benefit_where_the_threshold_is_the_prevalence_is_youdens() {
    // NB at t = π is π·(recall - FPR), and flagging everything is worth nothing.
    let tally = tally(include_str!("cli/scores.in/probabilities.csv"));
    let prevalence = Probability::new(52.0 / 300.0).unwrap();
    let point = decision_curve(&tally, &[prevalence], None, None).unwrap()[0];
    let youden = point.matrix.recall().unwrap().estimate() - point.matrix.fpr().unwrap().estimate();
    assert!((point.net_benefit - prevalence.get() * youden).abs() < 1e-15);
    assert!(point.of_all.abs() < 1e-15);
}

#[test]
fn what_is_undefined_has_a_reason() {
    let of = |rows: &[(f64, bool)]| {
        let rows = rows.iter().map(|(score, positive)| (*score, Label::from(*positive), 1));
        Tally::new(rows, 0).unwrap()
    };
    let one_class = of(&[(0.1, false), (0.2, false)]);
    let ranking = Ranking::of(&one_class);
    assert_eq!(auprg(&ranking, None), Err("no item is violating"));
    assert!(cost_curve(&ranking).is_err() && lift_curve(&ranking, None).is_err());
    let half = [Probability::new(0.5).unwrap()];
    assert_eq!(decision_curve(&one_class, &half, None, None), Err("no item is violating"));
    let beyond = of(&[(0.1, false), (1.5, true)]);
    assert!(decision_curve(&beyond, &half, None, None).unwrap_err().contains("no probability"));
    let none = Some(Rate::Counted(Proportion::new(0, 9).unwrap()));
    assert_eq!(auprg(&Ranking::of(&beyond), none), Err("the prevalence is 0 or 1"));
    assert!(precision_recall_gain(&Ranking::of(&beyond), none).unwrap().thresholds.is_empty());
}

#[test]
fn perfect_and_useless_scores() {
    let perfect = Tally::new([(0.1, Label::Negative, 30), (0.9, Label::Positive, 7)], 0).unwrap();
    let perfect = Ranking::of(&perfect);
    assert_eq!((auprg(&perfect, None), cost_area(&perfect)), (Ok(1.0), Ok(0.0)));
    let curve = cost_curve(&perfect).unwrap();
    assert_eq!((curve.probability_cost, curve.expected_cost), (vec![0.0, 1.0], vec![0.0, 0.0]));
    let tied = Tally::new([(0.5, Label::Negative, 30), (0.5, Label::Positive, 7)], 0).unwrap();
    let tied = Ranking::of(&tied);
    assert_eq!(cost_area(&tied), Ok(0.25));
    assert!(auprg(&tied, None).unwrap().abs() < 1e-15);
}

/// Rows on few scores, so that many are tied, of both classes.
fn rows() -> impl Strategy<Value = Tally> {
    let row = ((0_u32..=8).prop_map(|eighths| f64::from(eighths) / 8.0), any::<bool>());
    prop::collection::vec(row, 1..40).prop_map(|rows| {
        let rows = rows.into_iter().chain([(0.25, true), (0.5, false)]);
        Tally::new(rows.map(|(score, positive)| (score, Label::from(positive), 1)), 0).unwrap()
    })
}

proptest! {
    #[test]
    fn the_area_of_costs_is_the_brier_score_after_isotonic_regression_at_one_half(tally in rows()) {
        let half = Forecasts::new(&tally).unwrap().at_prevalence(Share::new(0.5)).unwrap();
        let parts = corp(&half).unwrap();
        let area = cost_area(&Ranking::of(&tally)).unwrap();
        prop_assert!((parts.uncertainty - parts.discrimination - area).abs() < 1e-14);
    }

    #[test]
    fn lumped_negatives_change_no_area(tally in rows(), there in 0.001..0.999) {
        let (all, lumped) = (Ranking::of(&tally), Ranking::lumped(&tally));
        prop_assert_eq!(cost_curve(&all).unwrap(), cost_curve(&lumped).unwrap());
        for prevalence in [None, Some(rate(there))] {
            let (one, two) = (auprg(&all, prevalence).unwrap(), auprg(&lumped, prevalence).unwrap());
            prop_assert!((one - two).abs() < 1e-12 * one.abs().max(1.0));
        }
        prop_assert_eq!(
            average_precision_at(&all, rate(there)), average_precision_at(&lumped, rate(there))
        );
    }

    #[test]
    fn finer_scores_stay_within_the_bounds_of_coarse_ones(
        rows in prop::collection::vec((0_u32..4, 0_u32..5, any::<bool>()), 1..30),
        there in 0.001..0.999,
    ) {
        let rows: Vec<(u32, u32, bool)> =
            rows.into_iter().chain([(1, 2, true), (2, 1, false)]).collect();
        let ranking = |score: fn(u32, u32) -> u32| {
            let rows = rows.iter().map(|(bin, place, positive)| {
                (f64::from(score(*bin, *place)), Label::from(*positive), 1)
            });
            Ranking::of(&Tally::new(rows, 0).unwrap())
        };
        let (coarse, fine) = (ranking(|bin, _| bin), ranking(|bin, place| 8 * bin + place));
        let orders = Orders::of(&coarse).unwrap();
        let within = |bounds: Discretisation, value: f64| {
            let slack = 1e-12 * value.abs().max(1.0);
            bounds.lower - slack <= value && value <= bounds.upper + slack
        };
        for prevalence in [None, Some(rate(there))] {
            let bounds = orders.auprg(prevalence).unwrap();
            prop_assert!(within(bounds, auprg(&fine, prevalence).unwrap()));
        }
        prop_assert!(within(orders.cost_area().unwrap(), cost_area(&fine).unwrap()));
        let precision = average_precision_at(&fine, rate(there)).unwrap();
        prop_assert!(within(orders.average_precision_at(rate(there)).unwrap(), precision));
        // The prevalence of these rows changes nothing.
        let all = coarse.positives() + coarse.negatives();
        let here = Rate::Counted(Proportion::new(coarse.positives(), all).unwrap());
        let (one, two) = (orders.average_precision(), orders.average_precision_at(here).unwrap());
        prop_assert!((one.lower - two.lower).abs() < 1e-13 && (one.upper - two.upper).abs() < 1e-13);
    }

    #[test]
    fn at_the_prevalence_of_the_rows_everything_is_what_it_is_in_the_rows(tally in rows()) {
        let ranking = Ranking::of(&tally);
        let all = ranking.positives() + ranking.negatives();
        let here = Rate::Counted(Proportion::new(ranking.positives(), all).unwrap());
        let close = |one: f64, two: f64| (one - two).abs() < 1e-13 * one.abs().max(1.0);
        for point in points(&ranking) {
            let matrix = &point.matrix;
            let precision = matrix.precision().unwrap().estimate();
            prop_assert!(close(precision_at(matrix, here).unwrap(), precision));
            let flags = matrix.flag_rate().unwrap().estimate();
            prop_assert!(close(flag_rate_at(matrix, here).unwrap(), flags));
            prop_assert!(close(lift(matrix, Some(here)).unwrap(), lift(matrix, None).unwrap()));
            // Lift is precision over prevalence.
            prop_assert!(close(lift(matrix, None).unwrap() * here.share(), precision));
        }
        prop_assert!(close(auprg(&ranking, Some(here)).unwrap(), auprg(&ranking, None).unwrap()));
        let precision = average_precision(&ranking, Confidence::DEFAULT).value().unwrap();
        prop_assert!(close(average_precision_at(&ranking, here).unwrap(), precision));
    }
}

/// A score of 0.22 is carried to 0.01 exactly where 22 % of the rows are positive.
#[test]
fn a_score_that_is_carried_to_a_threshold_is_at_it() {
    let rows = [
        (0.22, Label::Positive, 10),
        (0.22, Label::Negative, 3),
        (0.1, Label::Negative, 75),
        (0.9, Label::Positive, 12),
    ];
    let tally = Tally::new(rows, 0).unwrap();
    let percent = Probability::new(0.01).unwrap();
    let point = decision_curve(&tally, &[percent], Some(Rate::Known(percent)), None).unwrap()[0];
    assert_eq!(point.threshold.to_bits(), 0.22_f64.to_bits());
    assert_eq!(
        (point.matrix.true_positives(), point.matrix.false_positives()),
        (22, 3),
        "{point:?}"
    );
}
