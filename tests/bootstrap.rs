//! Resampled statistics: against exact distributions, other formulas and other programs.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use baserate::curve::{Rule, auc, average_precision, choose, equal_error_rate, partial_auc};
use baserate::quantity::{Confidence, Probability};
use baserate::resampling::{Plan, Resampled, Scheme, Source, Statistic, bootstrap};
use baserate::simulation::{Law, ScoresDesign};
use baserate::tally::{Clusters, Label, Ranking, Tally};

fn plan(scheme: Scheme, resamples: usize, seed: u64) -> Plan {
    Plan { scheme, resamples, seed, threads: NonZeroUsize::new(2).unwrap() }
}

fn share(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

fn tally(positives: &[f64], negatives: &[f64]) -> Tally {
    let rows = |scores: &[f64], label| scores.iter().map(move |score| (*score, label, 1)).collect();
    let rows: [Vec<_>; 2] = [rows(positives, Label::Positive), rows(negatives, Label::Negative)];
    Tally::new(rows.into_iter().flatten(), 0).unwrap()
}

fn statistics() -> Vec<Statistic> {
    vec![
        Statistic::Auc,
        Statistic::PartialAuc(share(0.1), share(0.4)),
        Statistic::AveragePrecision,
        Statistic::EqualErrorRate,
        Statistic::RecallAtFpr(share(0.2)),
        Statistic::FprAtRecall(share(0.7)),
    ]
}

/// Binormal scores, one decimal so that some are tied.
fn binormal(rows: u64, prevalence: f64, decimals: Option<i32>, seed: u64) -> Tally {
    let law = |mean| Law::normal(mean, 1.0).unwrap();
    let design = ScoresDesign::new(rows, share(prevalence), law(1.5), law(0.0), None).unwrap();
    let rows = (0..design.blocks()).flat_map(|number| design.block(seed, number));
    let round = |score: f64| match decimals {
        Some(decimals) => (score * 10_f64.powi(decimals)).round() / 10_f64.powi(decimals),
        None => score,
    };
    Tally::new(rows.map(|row| (round(row.score), Label::from(row.positive), 1)), 0).unwrap()
}

fn run(ranking: &Ranking, plan: &Plan, statistics: &[Statistic]) -> Vec<Resampled> {
    bootstrap(Source::Rows(ranking), plan, statistics, &|_| {}).unwrap()
}

/// All 27 · 27 resamples of three positives and three negatives, each by the formula for whole rankings.
#[test]
fn the_distribution_is_that_of_all_resamples() {
    let (positives, negatives) = ([0.9, 0.5, 0.3], [0.7, 0.5, 0.1]);
    let mut exact: [BTreeMap<u64, f64>; 3] = Default::default();
    for number in 0..729_usize {
        let digit = |place: u32| number / 3_usize.pow(place) % 3;
        let drawn = tally(
            &[0, 1, 2].map(|place| positives[digit(place)]),
            &[3, 4, 5].map(|place| negatives[digit(place)]),
        );
        let ranking = Ranking::of(&drawn);
        let values = [
            auc(&ranking).unwrap().area().x(),
            average_precision(&ranking, Confidence::DEFAULT).value().unwrap(),
            equal_error_rate(&ranking).unwrap(),
        ];
        for (exact, value) in exact.iter_mut().zip(values) {
            *exact.entry(value.to_bits()).or_default() += 1.0 / 729.0;
        }
    }
    let statistics = [Statistic::Auc, Statistic::AveragePrecision, Statistic::EqualErrorRate];
    let resamples = 60_000;
    let ranking = Ranking::lumped(&tally(&positives, &negatives));
    let found = run(&ranking, &plan(Scheme::Stratified, resamples, 11), &statistics);
    for (exact, found) in exact.iter().zip(&found) {
        let mut seen: BTreeMap<u64, f64> = BTreeMap::new();
        for value in found.values() {
            *seen.entry(value.to_bits()).or_default() += 1.0 / 60_000.0;
        }
        assert!(seen.keys().all(|value| exact.contains_key(value)), "{found:?}");
        for (value, probability) in exact {
            let seen = seen.get(value).copied().unwrap_or(0.0);
            let error = (probability * (1.0 - probability) / 60_000.0).sqrt();
            assert!((seen - probability).abs() < 4.5 * error, "{:?}", found.statistic);
        }
    }
}

#[test]
fn estimates_are_those_of_the_curves() {
    for decimals in [None, Some(1)] {
        let tally = binormal(3000, 0.2, decimals, 5);
        let ranking = Ranking::lumped(&tally);
        let threshold = choose(&ranking, Rule::FprAtMost(share(0.2)), None).unwrap();
        let at_recall = choose(&ranking, Rule::RecallAtLeast(share(0.7)), None).unwrap();
        let mut asked = statistics();
        asked.extend([
            Statistic::Recall(threshold.threshold),
            Statistic::Fpr(threshold.threshold),
            Statistic::Precision(threshold.threshold),
        ]);
        let found = run(&ranking, &plan(Scheme::Stratified, 1, 1), &asked);
        let found: Vec<f64> = found.iter().map(|found| found.estimate.unwrap()).collect();
        let recall = threshold.matrix.recall().unwrap().estimate();
        let expected = [
            auc(&ranking).unwrap().area().x(),
            partial_auc(&ranking, share(0.1), share(0.4)).unwrap().area,
            average_precision(&ranking, Confidence::DEFAULT).value().unwrap(),
            equal_error_rate(&ranking).unwrap(),
            recall,
            at_recall.matrix.fpr().unwrap().estimate(),
            recall,
            threshold.matrix.fpr().unwrap().estimate(),
            threshold.matrix.precision().unwrap().estimate(),
        ];
        assert_eq!(found, expected);
    }
}

/// Of an area the two agree: DeLong's variance is that of a linear approximation.
#[test]
fn the_standard_error_of_the_area_is_delongs() {
    for (prevalence, decimals) in [(0.3, None), (0.02, None), (0.3, Some(0))] {
        let ranking = Ranking::lumped(&binormal(4000, prevalence, decimals, 8));
        let delong = auc(&ranking).unwrap().standard_error().unwrap();
        for scheme in [Scheme::Stratified, Scheme::All, Scheme::Poisson] {
            let found = run(&ranking, &plan(scheme, 4000, 2), &[Statistic::Auc]);
            let ratio = found[0].standard_error().unwrap() / delong;
            // The standard error of 4000 resamples is itself off by 1.1 %.
            assert!((ratio - 1.0).abs() < 0.05, "{prevalence} {scheme:?}: {ratio}");
            assert!(found[0].bias().unwrap().abs() < 0.1 * delong);
        }
    }
}

/// Negatives in one run are alike to every statistic, so that lumping them changes chance but no distribution.
#[test]
fn lumped_negatives_give_the_same_distribution() {
    let tally = binormal(2000, 0.1, Some(2), 9);
    let plan = plan(Scheme::Stratified, 6000, 4);
    let [whole, lumped] = [Ranking::of(&tally), Ranking::lumped(&tally)]
        .map(|ranking| run(&ranking, &plan, &statistics()));
    for (whole, lumped) in whole.iter().zip(&lumped) {
        let (one, two) = (whole.standard_error().unwrap(), lumped.standard_error().unwrap());
        assert!((one / two - 1.0).abs() < 0.05, "{:?}: {one} {two}", whole.statistic);
        for place in [300, 1500, 3000, 4500, 5700] {
            let apart = (whole.values()[place] - lumped.values()[place]).abs();
            assert!(apart < 0.15 * one + 1e-3, "{:?} {place}: {apart}", whole.statistic);
        }
    }
}

#[test]
fn neither_threads_nor_tasks_change_anything() {
    let tally = binormal(20_000, 0.4, None, 3);
    let ranking = Ranking::lumped(&tally);
    let with = |threads, scheme| {
        let threads = NonZeroUsize::new(threads).unwrap();
        run(&ranking, &Plan { threads, ..plan(scheme, 100, 6) }, &statistics())
    };
    for scheme in [Scheme::Stratified, Scheme::All, Scheme::Poisson] {
        assert_eq!(with(1, scheme), with(7, scheme));
    }
    let more = run(&ranking, &plan(Scheme::All, 101, 6), &statistics());
    let fewer = with(2, Scheme::All);
    let added = more[0].values().iter().filter(|value| !fewer[0].values().contains(value));
    assert!(added.count() <= 1);
    assert_ne!(run(&ranking, &plan(Scheme::All, 100, 7), &statistics()), fewer);
}

/// The number of positives varies in resamples of all rows, and is kept otherwise.
#[test]
fn schemes_differ_in_what_they_keep() {
    let ranking = Ranking::lumped(&binormal(500, 0.5, Some(1), 3));
    let all_flagged = [Statistic::Precision(ranking.cells().last().unwrap().score)];
    let spread =
        |scheme| run(&ranking, &plan(scheme, 4000, 3), &all_flagged)[0].standard_error().unwrap();
    let binomial = (0.25_f64 / 500.0).sqrt();
    assert!(spread(Scheme::Stratified) < 1e-12);
    assert!((spread(Scheme::All) / binomial - 1.0).abs() < 0.05);
    assert!((spread(Scheme::Poisson) / binomial - 1.0).abs() < 0.05);
}

#[test]
fn what_cannot_vary_has_no_limits() {
    let ranking = Ranking::of(&tally(&[0.8, 0.9], &[0.1, 0.2, 0.3]));
    let found = run(&ranking, &plan(Scheme::Stratified, 200, 1), &[Statistic::Auc]);
    assert_eq!(found[0].estimate, Some(1.0));
    let reason = found[0].percentile(Confidence::DEFAULT).unwrap_err();
    assert_eq!(reason, "no limits: every resample has the same value");
    // Two positives of five rows: 8 % of the resamples have none.
    let found = run(&ranking, &plan(Scheme::All, 2000, 1), &[Statistic::Auc]);
    assert!((100..220).contains(&found[0].undefined()), "{}", found[0].undefined());
    let reason = found[0].percentile(Confidence::DEFAULT).unwrap_err();
    assert_eq!(reason, "no limits: undefined in too many resamples");
    let one_class = Ranking::of(&tally(&[0.8], &[]));
    let refused = bootstrap(Source::Rows(&one_class), &plan(Scheme::All, 9, 1), &[], &|_| {});
    assert!(refused.is_err());
}

/// Clusters of one row are rows drawn from all together; of twins, each resample has twice as many of half
/// as many.
#[test]
fn clusters_are_drawn_whole() {
    let tally = binormal(600, 0.4, None, 12);
    let rows = |copies: u64| {
        let positives = tally.positives().iter().map(|(score, _)| (score, Label::Positive));
        let negatives = tally.negatives().iter().map(|(score, _)| (score, Label::Negative));
        (0..)
            .zip(positives.chain(negatives))
            .map(move |(place, (score, label))| (place, score, label, copies))
    };
    let [single, twins] = [1, 2].map(|copies| Clusters::new(rows(copies)).unwrap());
    let plan = plan(Scheme::All, 4000, 5);
    let clustered = |clusters: &Clusters| {
        bootstrap(Source::Clusters(clusters), &plan, &statistics(), &|_| {}).unwrap()
    };
    let apart = run(&Ranking::lumped(&tally), &plan, &statistics());
    let [single, twins] = [&single, &twins].map(clustered);
    for ((apart, single), twins) in apart.iter().zip(&single).zip(&twins) {
        let errors = [apart, single, twins].map(|found| found.standard_error().unwrap());
        assert!((errors[1] / errors[0] - 1.0).abs() < 0.06, "{:?}", apart.statistic);
        // As rows they would vary by 1/√2 of it.
        assert!((errors[2] / errors[0] - 1.0).abs() < 0.06, "{:?}", apart.statistic);
    }
}

/// pROC 1.18, on the same rows, with 20 000 resamples and type 7:
///
/// ```r
/// set.seed(1); d <- read.csv("tests/cli/scores.in/scores.csv")
/// r <- roc(d$label, d$score, direction = "<", levels = c(0, 1))
/// ci.auc(r, method = "bootstrap", boot.n = 20000)   # .79736 to .90716
/// r <- roc(d$label, d$score, direction = "<", levels = c(0, 1), partial.auc = c(1, .9))
/// ci.auc(r, method = "bootstrap", boot.n = 20000)
/// ci.auc(r, method = "bootstrap", boot.n = 20000, boot.stratified = FALSE)
/// ```
#[test]
fn limits_are_near_those_of_proc() {
    let text = include_str!("cli/scores.in/scores.csv");
    let rows = text.lines().skip(1).map(|line| {
        let (score, label) = line.split_once(',').unwrap();
        (score.parse().unwrap(), Label::from(label == "1"), 1)
    });
    let ranking = Ranking::lumped(&Tally::new(rows, 0).unwrap());
    let asked = [Statistic::Auc, Statistic::PartialAuc(share(0.0), share(0.1))];
    let limits = |scheme, statistic: usize| {
        let found = run(&ranking, &plan(scheme, 20_000, 3), &asked);
        found[statistic].percentile(Confidence::DEFAULT).unwrap()
    };
    for (scheme, statistic, lower, upper, tolerance) in [
        (Scheme::Stratified, 0, 0.79736, 0.90716, 0.003),
        (Scheme::Stratified, 1, 0.03092, 0.05665, 0.0015),
        (Scheme::All, 1, 0.03091, 0.05669, 0.0015),
    ] {
        let found = limits(scheme, statistic);
        assert!((found.lower - lower).abs() < tolerance, "{found:?}");
        assert!((found.upper - upper).abs() < tolerance, "{found:?}");
    }
}

/// Percentile limits come near the confidence: of 95 % they hold about 93 % with 60 positives.
#[test]
fn limits_of_a_partial_area_hold_about_as_often_as_they_say() {
    let (positives, negatives) = (Law::normal(1.5, 1.0).unwrap(), Law::normal(0.0, 1.0).unwrap());
    // Recall over the false positive rates from 0 to 0.1, by the rule of the midpoint.
    let recall = |fpr: f64| positives.tails(negatives.quantiles(fpr).0).1;
    let truth: f64 =
        (0..20_000).map(|step| recall((f64::from(step) + 0.5) / 200_000.0)).sum::<f64>()
            / 200_000.0;
    let asked = [Statistic::PartialAuc(share(0.0), share(0.1))];
    let samples = 200;
    let covered = (0..samples).filter(|seed| {
        let ranking = Ranking::lumped(&binormal(360, 60.0 / 360.0, None, *seed));
        let found = run(&ranking, &plan(Scheme::Stratified, 239, 1), &asked);
        let limits = found[0].percentile(Confidence::DEFAULT).unwrap();
        limits.lower <= truth && truth <= limits.upper
    });
    let covered = covered.count();
    assert!((177..199).contains(&covered), "{covered} of {samples}");
}
