//! Calibration: against other programs, brute force and identities.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::num::NonZeroU32;

use baserate::calibration::{
    Binned, Binning, Forecasts, Recalibration, binned, brier, brier_skill, cllr, cllr_min, corp,
    isotonic, log_loss, recalibration,
};
use baserate::confusion::Estimate;
use baserate::curve::{Block, pooled};
use baserate::quantity::{Confidence, Probability, Rate, real};
use baserate::special::Share;
use baserate::tally::{Cell, Label, Tally};
use proptest::prelude::*;

/// As many digits as another program has that sums up in another order.
const CLOSE: f64 = 1e-12;
/// What statsmodels leaves when it stops.
const FITTED: f64 = 1e-8;
const LEVEL: Confidence = Confidence::DEFAULT;

fn tally(rows: &[(f64, bool)]) -> Tally {
    Tally::new(rows.iter().map(|(score, positive)| (*score, Label::from(*positive), 1)), 0).unwrap()
}

fn ten() -> NonZeroU32 {
    NonZeroU32::new(10).unwrap()
}

/// The rows of `reference/make_calibration.py`.
fn reference_rows(data: &str) -> Vec<(f64, bool)> {
    let (mut state, count) = if data == "tied" { (20_211_232_u32, 4000) } else { (7, 1000) };
    let mut uniform = || {
        state = state.wrapping_mul(1_103_515_245).wrapping_add(12_345) & 0x7fff_ffff;
        f64::from(state >> 11) / f64::from(1 << 20)
    };
    let row = |place| {
        let score = if data == "tied" {
            (1.0 + (99.0 * uniform()).floor()) / 100.0
        } else {
            let root = (f64::from(place) + uniform()) / f64::from(count);
            root * root
        };
        (score, uniform() < score * score)
    };
    (0..count).map(row).collect()
}

/// The row of `reference/calibration.csv` with this name.
fn reference(data: &str, name: &str) -> Vec<f64> {
    let start = format!("{data},{name},");
    let mut lines = include_str!("reference/calibration.csv").lines();
    let line = lines.find_map(|line| line.strip_prefix(&start)).unwrap();
    line.split(',').map(|value| value.parse().unwrap()).collect()
}

#[track_caller]
fn assert_close(found: &[f64], expected: &[f64], tolerance: f64) {
    assert_eq!(found.len(), expected.len());
    for (place, (found, expected)) in found.iter().zip(expected).enumerate() {
        let error = (found - expected).abs();
        let most = tolerance * expected.abs().max(1.0);
        assert!(error <= most, "number {place}: {found}, expected {expected}");
    }
}

fn with_limits(estimate: &Estimate) -> [f64; 3] {
    let limits = estimate.limits().unwrap();
    [estimate.value().unwrap(), limits.lower, limits.upper]
}

fn known(share: f64) -> Share {
    Share::from(Rate::Known(Probability::new(share).unwrap()))
}

fn numbers(binned: &Binned) -> [f64; 7] {
    let parts = binned.decomposition;
    [
        binned.ece,
        binned.mce,
        parts.reliability,
        parts.resolution,
        parts.uncertainty,
        parts.within_bin_variance,
        parts.within_bin_covariance,
    ]
}

#[test]
fn scores_are_those_of_scikit_learn() {
    for data in ["tied", "untied"] {
        let rows = reference_rows(data);
        let tally = tally(&rows);
        let forecasts = Forecasts::new(&tally).unwrap();
        let counts = [real(forecasts.positives()), real(forecasts.negatives())];
        let total = forecasts.mean().unwrap() * real(forecasts.rows());
        assert_close(&[counts[0], counts[1], total], &reference(data, "rows"), CLOSE);
        for (name, found) in
            [("brier", brier(&forecasts, LEVEL)), ("log_loss", log_loss(&forecasts, LEVEL))]
        {
            assert_close(&with_limits(&found), &reference(data, name), CLOSE);
        }
        let expected = reference(data, "corp");
        let parts = corp(&forecasts).unwrap();
        let found = [parts.miscalibration, parts.discrimination, parts.uncertainty];
        assert_close(&found, &expected, CLOSE);
        let skill = 1.0 - reference(data, "brier")[0] / expected[2];
        assert_close(&[brier_skill(&forecasts).unwrap()], &[skill], CLOSE);
    }
}

#[test]
fn bins_are_those_of_scikit_learn() {
    for (data, binning, name) in [
        ("tied", Binning::EqualWidth, "equal_width"),
        ("untied", Binning::EqualWidth, "equal_width"),
        ("untied", Binning::EqualMass, "equal_mass"),
    ] {
        let tally = tally(&reference_rows(data));
        let found = binned(&Forecasts::new(&tally).unwrap(), binning, ten(), LEVEL).unwrap();
        let means: Vec<f64> = found.bins.iter().map(|bin| bin.mean).collect();
        let observed = found.bins.iter().map(|bin| bin.observed.value().unwrap());
        assert_close(&means, &reference(data, &format!("{name}_mean")), CLOSE);
        let observed: Vec<f64> = observed.collect();
        assert_close(&observed, &reference(data, &format!("{name}_observed")), CLOSE);
    }
}

#[test]
fn calibration_errors_and_terms_are_those_of_exact_fractions() {
    for data in ["tied", "untied"] {
        let tally = tally(&reference_rows(data));
        let forecasts = Forecasts::new(&tally).unwrap();
        for (binning, name) in
            [(Binning::EqualWidth, "equal_width"), (Binning::EqualMass, "equal_mass")]
        {
            let found = binned(&forecasts, binning, ten(), LEVEL).unwrap();
            let expected = reference(data, name);
            let (if_calibrated, expected) = expected.split_last().unwrap();
            assert_close(&numbers(&found), expected, CLOSE);
            assert_close(&[found.ece_if_calibrated.unwrap()], &[*if_calibrated], CLOSE);
        }
    }
}

#[test]
fn isotonic_steps_and_cllr() {
    for data in ["tied", "untied"] {
        let tally = tally(&reference_rows(data));
        let forecasts = Forecasts::new(&tally).unwrap();
        let steps = isotonic(&forecasts, LEVEL);
        let found: Vec<f64> = steps.iter().map(|step| step.calibrated.value().unwrap()).collect();
        // The script rounds them to tell equal ones from others.
        assert_close(&found, &reference(data, "isotonic"), 1e-12);
        let cost = cllr(&forecasts, Share::new(0.25), LEVEL);
        assert_close(&[cost.value().unwrap()], &reference(data, "cllr"), CLOSE);
        assert_close(&[cllr_min(&forecasts).unwrap()], &reference(data, "cllr_min"), CLOSE);
    }
}

#[test]
fn logistic_recalibration_is_that_of_statsmodels() {
    for data in ["tied", "untied"] {
        let tally = tally(&reference_rows(data));
        let Recalibration { slope, intercept, in_the_large } =
            recalibration(&Forecasts::new(&tally).unwrap(), LEVEL);
        for (name, found) in
            [("slope", slope), ("intercept", intercept), ("in_the_large", in_the_large)]
        {
            assert_close(&with_limits(&found), &reference(data, name), FITTED);
        }
    }
}

#[test]
fn carried_to_a_prevalence_as_with_sample_weights_of_scikit_learn() {
    for data in ["tied", "untied"] {
        let tally = tally(&reference_rows(data));
        let here = Forecasts::new(&tally).unwrap();
        let there = here.at_prevalence(known(0.01)).unwrap();
        let moved = there.moved(here.share_of_positives().unwrap(), known(0.01)).unwrap();
        for (name, forecasts) in [("as_they_are", there), ("moved", moved)] {
            let score = with_limits(&brier(&forecasts, LEVEL));
            let log_loss = log_loss(&forecasts, LEVEL).value().unwrap();
            let found = [forecasts.mean().unwrap(), score[0], log_loss];
            assert_close(&found, &reference(data, name), CLOSE);
            assert_close(&score[1..], &reference(data, &format!("{name}_limits")), CLOSE);
            let parts = corp(&forecasts).unwrap();
            let found = [parts.miscalibration, parts.discrimination, parts.uncertainty];
            assert_close(&found, &reference(data, &format!("{name}_corp")), CLOSE);
            let bins = binned(&forecasts, Binning::EqualWidth, ten(), LEVEL).unwrap();
            assert_close(&[bins.ece, bins.mce], &reference(data, &format!("{name}_ece")), CLOSE);
            assert_eq!(bins.ece_if_calibrated, None);
        }
    }
}

#[test]
fn murphys_three_terms_are_the_score_where_a_bin_has_one_probability() {
    let rows = [(0.0, 4, 40), (0.1, 3, 30), (0.5, 11, 7), (0.9, 20, 1), (1.0, 9, 0)];
    let rows = rows.into_iter().flat_map(|(p, positives, negatives)| {
        [(p, Label::Positive, positives), (p, Label::Negative, negatives)]
    });
    let tally = Tally::new(rows, 0).unwrap();
    let forecasts = Forecasts::new(&tally).unwrap();
    let bins =
        binned(&forecasts, Binning::EqualWidth, NonZeroU32::new(20).unwrap(), LEVEL).unwrap();
    let parts = bins.decomposition;
    assert!(parts.within_bin_variance == 0.0 && parts.within_bin_covariance == 0.0);
    let sum = parts.reliability - parts.resolution + parts.uncertainty;
    assert_close(&[sum], &[brier(&forecasts, LEVEL).value().unwrap()], 1e-15);
}

#[test]
fn what_is_infinite_or_undefined_has_a_reason() {
    let reason = |rows: &[(f64, bool)], of: fn(&Forecasts) -> Estimate| {
        let tally = tally(rows);
        let estimate = of(&Forecasts::new(&tally).unwrap());
        assert_eq!(estimate.value(), None);
        estimate.reason().unwrap()
    };
    let logs = |f: &Forecasts| log_loss(f, LEVEL);
    let positive_at_0 = [(0.0, true), (0.5, false)];
    assert_eq!(reason(&positive_at_0, logs), "infinite: a positive has a probability of 0");
    let negative_at_1 = [(0.5, true), (1.0, false)];
    assert_eq!(reason(&negative_at_1, logs), "infinite: a negative has a probability of 1");
    let slope = |f: &Forecasts| recalibration(f, LEVEL).slope;
    assert!(reason(&positive_at_0, slope).contains("log odds are infinite"));
    assert!(reason(&[(0.2, false), (0.4, true)], slope).contains("slope is infinite"));
    assert!(reason(&[(0.4, false), (0.2, true)], slope).contains("slope is infinite"));
    assert!(reason(&[(0.4, false), (0.4, true)], slope).contains("the same score"));
    let one_class = [(0.4, false), (0.5, false)];
    assert_eq!(reason(&one_class, slope), "all items are of one class");
    assert!(reason(&one_class, |f| cllr(f, Share::new(0.5), LEVEL)).contains("one class"));
    let tally = tally(&one_class);
    let forecasts = Forecasts::new(&tally).unwrap();
    assert!(brier_skill(&forecasts).is_err() && cllr_min(&forecasts).is_err());
    assert!(forecasts.at_prevalence(known(0.1)).is_err());
    let nothing = Tally::default();
    assert!(corp(&Forecasts::new(&nothing).unwrap()).is_err());
    assert_eq!(
        brier(&Forecasts::new(&nothing).unwrap(), LEVEL).reason(),
        Some("there are no items")
    );
}

#[test]
fn what_is_certain_and_true_costs_nothing() {
    let tally = tally(&[(0.0, false), (1.0, true), (1.0, true)]);
    let forecasts = Forecasts::new(&tally).unwrap();
    assert_eq!(brier(&forecasts, LEVEL).value(), Some(0.0));
    assert_eq!(log_loss(&forecasts, LEVEL).value(), Some(0.0));
    assert_eq!(cllr(&forecasts, Share::new(0.3), LEVEL).value(), Some(0.0));
    assert_eq!(cllr_min(&forecasts), Ok(0.0));
    assert_eq!(brier_skill(&forecasts), Ok(1.0));
    let bins = binned(&forecasts, Binning::EqualMass, ten(), LEVEL).unwrap();
    assert_eq!((bins.ece, bins.ece_if_calibrated, bins.bins.len()), (0.0, Some(0.0), 2));
}

#[test]
fn scores_that_are_no_probabilities_are_counted() {
    let tally = Tally::new(
        [
            (-0.5, Label::Negative, 3),
            (0.5, Label::Positive, 9),
            (1.0 + f64::EPSILON, Label::Positive, 2),
            (7.0, Label::Unlabelled, 5),
        ],
        0,
    );
    let error = Forecasts::new(&tally.unwrap()).unwrap_err();
    assert_eq!((error.rows, error.lowest, error.highest), (5, -0.5, 1.0 + f64::EPSILON));
    let unlabelled = Tally::new([(7.0, Label::Unlabelled, 5), (0.5, Label::Positive, 1)], 0);
    assert!(Forecasts::new(&unlabelled.unwrap()).is_ok());
}

/// Rows on few scores, so that many are tied.
fn few_rows() -> impl Strategy<Value = Vec<(f64, bool)>> {
    let row = ((0_u32..=8).prop_map(|eighths| f64::from(eighths) / 8.0), any::<bool>());
    prop::collection::vec(row, 1..40)
}

/// The least sum of squares of any rising sequence of values, for cells in order: the max-min formula.
fn best_rising(cells: &[Cell]) -> Vec<f64> {
    let share = |from: usize, to: usize| {
        let sum = |count: fn(&Cell) -> u64| cells[from..=to].iter().map(count).sum::<u64>();
        let positives = sum(|cell| cell.positives);
        real(positives) / real(positives + sum(|cell| cell.negatives))
    };
    let at = |place: usize| {
        let lowest_above =
            |from| (place..cells.len()).map(|to| share(from, to)).fold(2.0, f64::min);
        (0..=place).map(lowest_above).fold(-1.0, f64::max)
    };
    (0..cells.len()).map(at).collect()
}

fn cells(tally: &Tally) -> Vec<Cell> {
    let cells = tally.cells();
    cells.map(|(score, [positives, negatives, _])| Cell { score, positives, negatives }).collect()
}

proptest! {
    #[test]
    fn the_score_is_the_sum_of_its_parts(rows in few_rows(), bins in 1_u32..12, there in 0.001..0.999) {
        let tally = tally(&rows);
        let here = Forecasts::new(&tally).unwrap();
        let mut all = vec![here.clone()];
        if let Ok(weighted) = here.at_prevalence(known(there)) {
            let from = here.share_of_positives().unwrap();
            all.push(weighted.moved(from, known(there)).unwrap());
            all.push(weighted);
        }
        for forecasts in all {
            let score = brier(&forecasts, LEVEL).value().unwrap();
            let parts = corp(&forecasts).unwrap();
            prop_assert!(parts.miscalibration >= 0.0 && parts.discrimination >= 0.0);
            let sum = parts.miscalibration - parts.discrimination + parts.uncertainty;
            prop_assert!((sum - score).abs() < 1e-14);
            for binning in [Binning::EqualWidth, Binning::EqualMass] {
                let bins = NonZeroU32::new(bins).unwrap();
                let found = binned(&forecasts, binning, bins, LEVEL).unwrap();
                let parts = found.decomposition;
                let sum = parts.reliability - parts.resolution + parts.uncertainty
                    + parts.within_bin_variance - parts.within_bin_covariance;
                prop_assert!((sum - score).abs() < 1e-14);
                prop_assert!(found.ece <= found.mce * (1.0 + 1e-12));
                // The mean of squares is at least the square of the mean.
                prop_assert!(found.ece.powi(2) <= parts.reliability * (1.0 + 1e-12) + 1e-18);
                let held: u64 = found.bins.iter().map(|bin| bin.positives + bin.negatives).sum();
                prop_assert_eq!(held, here.rows());
                prop_assert!(found.bins.is_sorted_by(|one, two| one.mean < two.mean));
            }
        }
    }

    #[test]
    fn pooling_is_the_best_rising_fit(rows in few_rows()) {
        let cells = cells(&tally(&rows));
        let best = best_rising(&cells);
        let blocks = pooled(cells.iter().copied());
        let share = |block: &Block| real(block.positives) / real(block.positives + block.negatives);
        prop_assert!(blocks.is_sorted_by(|one, two| share(one) < share(two)));
        for (cell, best) in cells.iter().zip(best) {
            let block = blocks.iter().find(|block| cell.score <= block.highest).unwrap();
            prop_assert!((share(block) - best).abs() < 1e-15);
        }
        // Once more changes nothing.
        let again = blocks.iter().map(|block| {
            Cell { score: block.highest, positives: block.positives, negatives: block.negatives }
        });
        let counts = |blocks: &[Block]| -> Vec<(u64, u64)> {
            blocks.iter().map(|block| (block.positives, block.negatives)).collect()
        };
        prop_assert_eq!(counts(&pooled(again)), counts(&blocks));
    }

    #[test]
    fn calibration_cannot_make_the_cost_of_ratios_higher(
        rows in few_rows(), trained_at in 0.01..0.99,
    ) {
        let tally = tally(&rows);
        let forecasts = Forecasts::new(&tally).unwrap();
        let Ok(least) = cllr_min(&forecasts) else { return Ok(()) };
        prop_assert!((0.0..=1.0 + 1e-15).contains(&least));
        let cost = cllr(&forecasts, Share::new(trained_at), LEVEL);
        prop_assert!(cost.value().is_none_or(|cost| cost >= least - 1e-15));
        // Neither depends on the shares of the classes.
        let there = forecasts.at_prevalence(known(1e-3)).unwrap();
        prop_assert_eq!(cllr(&there, Share::new(trained_at), LEVEL), cost);
    }

    #[test]
    fn halves_come_to_the_whole(rows in few_rows(), more in few_rows()) {
        let whole = tally(&[&rows[..], &more].concat());
        let merged = tally(&rows).merged(tally(&more)).unwrap();
        let all = |tally: &Tally| {
            let forecasts = Forecasts::new(tally).unwrap();
            (
                [brier(&forecasts, LEVEL), log_loss(&forecasts, LEVEL)],
                corp(&forecasts),
                binned(&forecasts, Binning::EqualMass, ten(), LEVEL),
                isotonic(&forecasts, LEVEL),
                recalibration(&forecasts, LEVEL),
            )
        };
        prop_assert_eq!(all(&whole), all(&merged));
    }

    #[test]
    fn a_rising_map_changes_miscalibration_alone(rows in few_rows()) {
        let mapped: Vec<(f64, bool)> = rows.iter().map(|(p, is)| (p * p / 3.0, *is)).collect();
        let (tally, mapped) = (tally(&rows), tally(&mapped));
        let (one, two) = (Forecasts::new(&tally).unwrap(), Forecasts::new(&mapped).unwrap());
        prop_assert_eq!(cllr_min(&one), cllr_min(&two));
        let (one, two) = (corp(&one).unwrap(), corp(&two).unwrap());
        prop_assert!((one.discrimination - two.discrimination).abs() < f64::EPSILON);
    }

    #[test]
    fn to_a_prevalence_and_back_changes_nothing(rows in few_rows(), there in 0.001..0.999) {
        let tally = tally(&rows);
        let here = Forecasts::new(&tally).unwrap();
        let share = here.share_of_positives().unwrap();
        let Ok(carried) = here.at_prevalence(known(there)) else { return Ok(()) };
        let moved = carried.moved(share, known(there)).unwrap();
        let back = moved.at_prevalence(share).unwrap().moved(known(there), share).unwrap();
        let score = |forecasts: &Forecasts| brier(forecasts, LEVEL).value().unwrap();
        prop_assert!((score(&back) - score(&here)).abs() < 1e-13);
        // The share of violating items is the prevalence.
        let observed = moved.observed(LEVEL).value().unwrap();
        prop_assert!((observed / there - 1.0).abs() < 1e-13);
    }
}

/// Where every score is the share of positives among its rows, nothing is to be mended.
#[test]
fn calibrated_scores() {
    let rows = [(0.125, 1, 7), (0.5, 8, 8), (0.75, 9, 3)];
    let rows = rows.into_iter().flat_map(|(p, positives, negatives)| {
        [(p, Label::Positive, positives), (p, Label::Negative, negatives)]
    });
    let tally = Tally::new(rows, 0).unwrap();
    let forecasts = Forecasts::new(&tally).unwrap();
    assert!(corp(&forecasts).unwrap().miscalibration < 1e-16);
    let bins = binned(&forecasts, Binning::EqualWidth, ten(), LEVEL).unwrap();
    assert_eq!((bins.ece, bins.mce, bins.decomposition.reliability), (0.0, 0.0, 0.0));
    let steps = isotonic(&forecasts, LEVEL);
    let shares: Vec<f64> = steps.iter().map(|step| step.calibrated.value().unwrap()).collect();
    assert_eq!(shares, [0.125, 0.5, 0.75]);
    let Recalibration { slope, intercept, in_the_large } = recalibration(&forecasts, LEVEL);
    let found = [slope, intercept, in_the_large].map(|estimate| estimate.value().unwrap());
    assert_close(&found, &[1.0, 0.0, 0.0], 1e-12);
    let from = forecasts.share_of_positives().unwrap();
    // The share of positives being what they were trained at, no rising map has a lower cost.
    let cost = cllr(&forecasts, from, LEVEL).value().unwrap();
    assert_close(&[cost], &[cllr_min(&forecasts).unwrap()], 1e-14);
}

/// The same numbers in 32 and in 64 bits, half of which lie on the edges of bins.
#[test]
fn bins_do_not_depend_on_how_many_bits_scores_have() {
    let counts = |score: &dyn Fn(f64) -> f64| {
        let rows = (1..20_u32).flat_map(|place| {
            let score = score(f64::from(place) / 20.0);
            [(score, Label::Positive, u64::from(place)), (score, Label::Negative, 20)]
        });
        let tally = Tally::new(rows, 0).unwrap();
        let forecasts = Forecasts::new(&tally).unwrap();
        let bins = binned(&forecasts, Binning::EqualWidth, ten(), LEVEL).unwrap().bins;
        bins.iter().map(|bin| (bin.positives, bin.negatives)).collect::<Vec<_>>()
    };
    let double = counts(&|score| score);
    assert_eq!(double.len(), 10);
    // Up to and with 0.1: those at 0.05 and at 0.1.
    assert_eq!(double[0], (1 + 2, 40));
    #[expect(clippy::cast_possible_truncation, reason = "the score as 32 bits have it")]
    let single = counts(&|score| f64::from(score as f32));
    assert_eq!(single, double);
}

/// Two of four rows quite wrong: by the normal distribution alone the upper limit is above 1.
#[test]
fn limits_of_the_brier_score_are_possible_values() {
    let rows = [(0.0, Label::Negative), (0.0, Label::Positive), (1.0, Label::Positive)];
    let rows = rows.into_iter().chain([(1.0, Label::Negative)]);
    let tally = Tally::new(rows.map(|(score, label)| (score, label, 1)), 0).unwrap();
    let score = brier(&Forecasts::new(&tally).unwrap(), LEVEL);
    assert_eq!(score.value(), Some(0.5));
    let limits = score.limits().unwrap();
    assert!(limits.lower >= 0.0 && limits.upper.to_bits() == 1.0_f64.to_bits(), "{limits:?}");
}
