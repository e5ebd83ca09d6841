//! Areas and rates of rows with weights or clusters: against scikit-learn and scipy
//! (`reference/make_keyed_areas.py`), against what is known without weights and clusters, and by simulation.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::fs;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use baserate::confusion::{Estimate, Prevalence};
use baserate::curve::{
    Effective, Rule, auc, auc_logit_delong, average_precision, choose, counts_at, effective,
    equal_error_rate, keyed_auc, keyed_average_precision, keyed_counts_at, keyed_ppv_at_prevalence,
    keyed_rates_at, partial_auc, points,
};
use baserate::evaluation::{Tallied, tally};
use baserate::input::ScoreOptions;
use baserate::interval::clopper_pearson;
use baserate::quantity::{Confidence, Probability, Weight};
use baserate::resampling::{Plan, Scheme, Source, Statistic, bootstrap};
use baserate::simulation::{
    Accounts, Law, Purpose, ScoresDesign, Stream, area_under_curve, split_keyed,
};
use baserate::special::student_t_upper_quantile;
use baserate::tally::{KeyedScores, KeyedTally, Keys, Label, Ranking, Tally};

const LEVEL: Confidence = Confidence::DEFAULT;

fn near(found: f64, expected: f64, tolerance: f64) {
    assert!((found / expected - 1.0).abs() <= tolerance, "{found} {expected}");
}

fn keys(weights: bool, clusters: bool) -> Keys {
    Keys { weights, clusters }
}

/// The scores of the reference files with these keys.
fn reference(keys: Keys) -> KeyedTally {
    let options = ScoreOptions {
        weight: keys.weights.then(|| "w".to_owned()),
        cluster: keys.clusters.then(|| "account".to_owned()),
        threads: NonZeroUsize::MIN,
        ..ScoreOptions::default()
    };
    let path = PathBuf::from("tests/reference/scores/keyed.parquet");
    match tally(&[path], &options, false, &|_| {}).unwrap().0 {
        Tallied::Keyed(tally) => tally,
        Tallied::Plain(_) => panic!("no keys"),
    }
}

/// Half of what the limits of `tally` are apart on the scale of log odds, in standard errors, turned back to one
/// of the share.
fn error_of(tally: &KeyedTally, estimate: &Estimate) -> f64 {
    let (value, limits) = (estimate.value().unwrap(), estimate.limits().unwrap());
    let log_odds = |share: f64| (share / (1.0 - share)).ln();
    (log_odds(limits.upper) - log_odds(limits.lower)) / 2.0 / quantile(tally)
        * value
        * (1.0 - value)
}

/// Student's, with one degree of freedom less than the rarer class has clusters, or rows in effect.
fn quantile(tally: &KeyedTally) -> f64 {
    let Effective { positives, negatives, units } = effective(tally);
    let fewest = if tally.keys().clusters {
        f64::from(u32::try_from(units[0].min(units[1])).unwrap())
    } else {
        positives.unwrap().min(negatives.unwrap())
    };
    student_t_upper_quantile(fewest - 1.0, 0.025)
}

#[test]
fn areas_rates_and_errors_of_other_implementations() {
    let mut expected: BTreeMap<(bool, bool), BTreeMap<String, f64>> = BTreeMap::new();
    for line in fs::read_to_string("tests/reference/keyed_areas.csv").unwrap().lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let of_keys = expected.entry((fields[0] == "1", fields[1] == "1")).or_default();
        of_keys.insert(fields[2].to_owned(), fields[3].parse().unwrap());
    }
    assert_eq!(expected.len(), 3);
    for ((weights, clusters), values) in expected {
        let tally = reference(keys(weights, clusters));
        let ranking = tally.ranking();
        let area = keyed_auc(&tally, &ranking).unwrap();
        near(area.area().x(), values["auc"], 1e-13);
        near(area.standard_error().unwrap(), values["auc_error"], 1e-6);
        let precision = keyed_average_precision(&tally, &ranking, LEVEL);
        near(precision.value().unwrap(), values["average_precision"], 1e-13);
        near(error_of(&tally, &precision), values["average_precision_error"], 1e-6);
        let mut seen = 0;
        for point in points(&ranking) {
            let (fpr, recall) = (point.matrix.fpr().unwrap(), point.matrix.recall().unwrap());
            let at = |name| values[&format!("{name} at {:?}", point.threshold)];
            near(1.0 + fpr.estimate(), 1.0 + at("fpr"), 1e-14);
            near(1.0 + recall.estimate(), 1.0 + at("recall"), 1e-14);
            seen += 1;
        }
        assert!(seen > 10);
        if clusters {
            let rates = keyed_rates_at(&tally, 1.0, LEVEL);
            for (name, rate) in ["recall", "fpr", "precision"].into_iter().zip(rates) {
                near(rate.value().unwrap(), values[name], 1e-12);
                let limits = rate.limits().unwrap();
                near(limits.lower, values[&format!("{name}_lower")], 1e-10);
                near(limits.upper, values[&format!("{name}_upper")], 1e-10);
            }
        }
    }
}

/// Binormal rows with ties: a cluster of its own for each, and a weight.
fn rows(number: u32, weight: impl Fn(&mut Stream) -> f64) -> Vec<(String, Weight, f64, Label)> {
    let mut stream = Stream::new(3, Purpose::Scores, 0);
    let row = |place| {
        let label = Label::from(stream.unit() < 0.2);
        let mean = if label == Label::Positive { 1.2 } else { 0.0 };
        let score = ((stream.normal() + mean) * 20.0).round() / 20.0;
        (format!("{place}"), Weight::relative(weight(&mut stream)).unwrap(), score, label)
    };
    (0..number).map(row).collect()
}

fn keyed(keys: Keys, rows: &[(String, Weight, f64, Label)]) -> KeyedTally {
    let mut scores = KeyedScores::new(keys);
    for (cluster, weight, score, label) in rows {
        scores.add(cluster, *weight, *score, *label, 1);
    }
    scores.tally(0).unwrap()
}

fn plain(rows: &[(String, Weight, f64, Label)], count: impl Fn(Weight) -> u64) -> Ranking {
    let rows = rows.iter().map(|(_, weight, score, label)| (*score, *label, count(*weight)));
    Ranking::lumped(&Tally::new(rows, 0).unwrap())
}

fn range() -> [Probability; 2] {
    [0.0, 0.1].map(|share| Probability::new(share).unwrap())
}

/// What has no interval is the same to the digit.
fn assert_same_values(tally: &KeyedTally, plain: &Ranking) {
    let ranking = tally.ranking();
    let area = keyed_auc(tally, &ranking).unwrap().area();
    assert_eq!(area, auc(plain).unwrap().area());
    let precision = keyed_average_precision(tally, &ranking, LEVEL).value();
    assert_eq!(precision, average_precision(plain, LEVEL).value());
    assert_eq!(equal_error_rate(&ranking), equal_error_rate(plain));
    let [from, to] = range();
    assert_eq!(partial_auc(&ranking, from, to), partial_auc(plain, from, to));
    for rule in [Rule::FprAtMost(to), Rule::PrecisionAtLeast(to), Rule::Youden, Rule::FBeta(1.0)] {
        let threshold = |ranking| choose(ranking, rule, None).map(|point| point.threshold);
        assert_eq!(threshold(&ranking), threshold(plain), "{rule:?}");
    }
}

#[test]
fn rows_of_one_weight_or_in_clusters_of_one_are_as_without() {
    // Only a power of 2 is exact in every unit.
    for (weight, is_exact) in [(1.0, true), (4.0, true), (3.0, false)] {
        let rows = rows(3000, |_| weight);
        let plain = plain(&rows, |_| 1);
        let delong = auc(&plain).unwrap();
        for keys in [keys(true, false), keys(false, true), keys(true, true)] {
            let tally = keyed(keys, &rows);
            if is_exact {
                assert_same_values(&tally, &plain);
            }
            let area = keyed_auc(&tally, &tally.ranking()).unwrap();
            near(area.area().x(), delong.area().x(), 1e-14);
            near(area.standard_error().unwrap(), delong.standard_error().unwrap(), 1e-12);
            let found = area.estimate(LEVEL);
            near(error_of(&tally, &found), delong.standard_error().unwrap(), 1e-11);
            assert!(!found.method().contains("delong"), "{}", found.method());
            let counts = keyed_counts_at(&tally, 1.0);
            assert_eq!(counts, counts_at(&plain, 1.0));
            let [recall, fpr, _] = keyed_rates_at(&tally, 1.0, LEVEL);
            // With clusters the variance of a share has n - 1 in place of n.
            for (rate, share) in [(recall, counts.recall()), (fpr, counts.fpr())] {
                let exact = clopper_pearson(share.unwrap(), LEVEL);
                near(rate.value().unwrap(), share.unwrap().estimate(), 1e-13);
                let tolerance = if keys.clusters { 1e-3 } else { 1e-12 };
                near(rate.limits().unwrap().lower, exact.lower(), tolerance);
                near(rate.limits().unwrap().upper, exact.upper(), tolerance);
            }
            let effective = effective(&tally);
            near(
                effective.positives.unwrap(),
                f64::from(u32::try_from(counts.violating()).unwrap()),
                1e-12,
            );
        }
    }
}

#[test]
fn whole_weights_are_repeated_rows_but_for_the_limits() {
    let rows = rows(2000, |stream| 1.0 + (stream.unit() * 5.0).floor());
    let count = |weight: Weight| (1..10).find(|n| f64::from(*n) >= weight.get()).unwrap();
    let count = |weight| u64::from(u8::try_from(count(weight)).unwrap());
    let repeated = plain(&rows, count);
    let tally = keyed(keys(true, false), &rows);
    assert_same_values(&tally, &repeated);
    let error = keyed_auc(&tally, &tally.ranking()).unwrap().standard_error().unwrap();
    assert!(error > 1.2 * auc(&repeated).unwrap().standard_error().unwrap());
    let [recall, ..] = keyed_rates_at(&tally, 1.0, LEVEL);
    let share = counts_at(&repeated, 1.0).recall().unwrap();
    near(recall.value().unwrap(), share.estimate(), 1e-13);
    let width = recall.limits().map(|limits| limits.upper - limits.lower).unwrap();
    let exact = clopper_pearson(share, LEVEL);
    assert!(width > 1.5 * (exact.upper() - exact.lower()));
}

/// Leaving out one cluster after the other comes to nearly the same variance, without any formula.
#[test]
fn the_variance_is_nearly_that_of_the_jackknife() {
    for keys in [keys(true, true), keys(false, true)] {
        let tally = reference(keys);
        let units = tally.by_cluster().count();
        let without = |left_out: usize| {
            let mut scores = KeyedScores::new(keys);
            for (_, rows) in tally.by_cluster().enumerate().filter(|(unit, _)| *unit != left_out) {
                for row in rows {
                    for label in [Label::Positive, Label::Negative] {
                        let name = format!("{}", row.cluster);
                        scores.add(&name, row.weight, row.score, label, row.count(label));
                    }
                }
            }
            let tally = scores.tally(0).unwrap();
            let ranking = tally.ranking();
            let area = keyed_auc(&tally, &ranking).unwrap().area().x();
            [area, keyed_average_precision(&tally, &ranking, LEVEL).value().unwrap()]
        };
        let values: Vec<[f64; 2]> = (0..units).map(without).collect();
        let ranking = tally.ranking();
        let errors = [
            keyed_auc(&tally, &ranking).unwrap().standard_error().unwrap(),
            error_of(&tally, &keyed_average_precision(&tally, &ranking, LEVEL)),
        ];
        let units = f64::from(u32::try_from(units).unwrap());
        for (place, error) in errors.into_iter().enumerate() {
            let mean = values.iter().map(|value| value[place]).sum::<f64>() / units;
            let squares: f64 = values.iter().map(|value| (value[place] - mean).powi(2)).sum();
            near((squares * (units - 1.0) / units).sqrt(), error, 0.12);
        }
    }
}

/// Drawing whole clusters, or rows with their weights, again and again comes to nearly the same error.
#[test]
fn the_error_is_nearly_that_of_the_bootstrap() {
    for keys in [keys(true, true), keys(false, true), keys(true, false)] {
        let tally = reference(keys);
        let ranking = tally.ranking();
        let drawn = tally.drawn_whole().unwrap();
        let units = effective(&tally).units[2];
        assert_eq!(u64::try_from(drawn.len()).unwrap(), units);
        let threads = NonZeroUsize::MIN;
        let plan = Plan { scheme: Scheme::All, resamples: 2000, seed: 5, threads };
        let statistics = [Statistic::Auc, Statistic::AveragePrecision];
        let found = bootstrap(Source::Clusters(&drawn), &plan, &statistics, &|_| {}).unwrap();
        let area = keyed_auc(&tally, &ranking).unwrap();
        near(found[0].estimate.unwrap(), area.area().x(), 1e-12);
        near(found[0].standard_error().unwrap(), area.standard_error().unwrap(), 0.1);
        let precision = keyed_average_precision(&tally, &ranking, LEVEL);
        near(found[1].estimate.unwrap(), precision.value().unwrap(), 1e-12);
        near(found[1].standard_error().unwrap(), error_of(&tally, &precision), 0.1);
    }
}

#[test]
fn what_says_nothing_of_variance_still_has_limits() {
    let mut scores = KeyedScores::new(keys(true, true));
    for place in 0..30 {
        let weight = Weight::relative(1.5).unwrap();
        scores.add(&format!("{}", place % 10), weight, 2.0, Label::Positive, 2);
        scores.add(&format!("{}", place % 15), weight, 1.0, Label::Negative, 3);
    }
    let tally = scores.tally(0).unwrap();
    let ranking = tally.ranking();
    let area = keyed_auc(&tally, &ranking).unwrap().estimate(LEVEL);
    assert_eq!((area.value(), area.method()), (Some(1.0), "hoeffding-kish"));
    // As 10 of 10 clusters.
    near(area.limits().unwrap().lower, 0.025_f64.powf(0.1), 1e-12);
    assert!(area.limits().unwrap().upper >= 1.0);
    let precision = keyed_average_precision(&tally, &ranking, LEVEL);
    near(precision.limits().unwrap().lower, 0.025_f64.powf(0.1), 1e-12);
    let [recall, fpr, _] = keyed_rates_at(&tally, 2.0, LEVEL);
    near(recall.limits().unwrap().lower, 0.025_f64.powf(0.1), 1e-12);
    near(fpr.limits().unwrap().upper, 1.0 - 0.025_f64.powf(1.0 / 15.0), 1e-12);
    let one = keyed(keys(false, true), &[("a".to_owned(), Weight::ONE, 0.5, Label::Positive)]);
    let [recall, fpr, _] = keyed_rates_at(&one, 0.5, LEVEL);
    assert_eq!(recall.reason(), Some("no limits: all rows are in one cluster"));
    assert!(fpr.value().is_none() && keyed_auc(&one, &one.ranking()).is_err());
}

#[test]
fn precision_moves_as_both_rates_allow() {
    let tally = reference(keys(false, true));
    let known = Prevalence::Known(Probability::new(0.001).unwrap());
    let found = keyed_ppv_at_prevalence(&tally, 1.0, known, LEVEL);
    let [recall, fpr, _] = keyed_rates_at(&tally, 1.0, LEVEL.shared_by(2));
    let ppv = |recall: f64, fpr: f64| 0.001 * recall / (0.001 * recall + 0.999 * fpr);
    near(found.value().unwrap(), ppv(recall.value().unwrap(), fpr.value().unwrap()), 1e-12);
    let (recall, fpr) = (recall.limits().unwrap(), fpr.limits().unwrap());
    near(found.limits().unwrap().lower, ppv(recall.lower, fpr.upper), 1e-12);
    near(found.limits().unwrap().upper, ppv(recall.upper, fpr.lower), 1e-12);
}

#[test]
fn clusters_are_parted_whole() {
    let tally = reference(keys(true, true));
    let half = Probability::new(0.5).unwrap();
    let [first, rest] = split_keyed(&tally, half, 7);
    let names = |part: &KeyedTally| -> Vec<usize> {
        part.by_cluster().map(|rows| rows[0].cluster).collect()
    };
    let (one, two) = (names(&first), names(&rest));
    assert!(one.len() > 15 && two.len() > 15 && one.iter().all(|name| !two.contains(name)));
    assert_eq!(first.rows().len() + rest.rows().len(), tally.rows().len());
    let [first, rest] = split_keyed(&reference(keys(true, false)), half, 7);
    let labels = [Label::Positive, Label::Negative, Label::Unlabelled];
    for label in labels {
        assert_eq!(first.count(label) + rest.count(label), tally.count(label));
    }
}

/// How often limits hold over simulated accounts, whose scores are alike: those for clusters about as often as
/// they say, DeLong's and the exact binomial ones far less often.
#[test]
fn limits_for_clusters_cover_where_others_do_not() {
    let accounts =
        Accounts::new(12.0, Probability::new(0.3).unwrap(), Probability::new(0.6).unwrap());
    let laws = [Law::normal(1.3, 1.0).unwrap(), Law::normal(0.0, 1.0).unwrap()];
    let [positives, negatives] = laws;
    let prevalence = Probability::new(0.3).unwrap();
    let design =
        ScoresDesign::new(1500, prevalence, positives, negatives, Some(accounts.unwrap())).unwrap();
    let truth = area_under_curve(positives, negatives);
    let runs = 1000;
    let (mut clustered, mut delong, mut rates, mut binomial) = (0, 0, 0, 0);
    for seed in 0..runs {
        let mut scores = KeyedScores::new(keys(false, true));
        for row in design.block(seed, 0) {
            let name = row.account.unwrap().to_string();
            scores.add(&name, Weight::ONE, row.score, Label::from(row.positive), 1);
        }
        let tally = scores.tally(0).unwrap();
        let ranking = tally.ranking();
        let covers = |estimate: &Estimate, truth: f64| {
            let limits = estimate.limits().unwrap();
            u64::from((limits.lower..=limits.upper).contains(&truth))
        };
        clustered += covers(&keyed_auc(&tally, &ranking).unwrap().estimate(LEVEL), truth);
        delong += covers(&auc_logit_delong(&auc(&ranking).unwrap(), LEVEL), truth);
        let [_, fpr, _] = keyed_rates_at(&tally, 1.0, LEVEL);
        let beyond = 0.158_655_253_931_457;
        rates += covers(&fpr, beyond);
        let exact = clopper_pearson(counts_at(&ranking, 1.0).fpr().unwrap(), LEVEL);
        binomial += u64::from((exact.lower()..=exact.upper()).contains(&beyond));
    }
    assert!((930..=970).contains(&clustered), "{clustered}");
    assert!(delong < 850, "{delong}");
    assert!((930..=970).contains(&rates), "{rates}");
    assert!(binomial < 850, "{binomial}");
}

/// About five accounts of some forty rows each: nine intervals in ten hold the truth, of which 95 in 100 should;
/// with the normal distribution in place of Student's, five in six would.
#[test]
fn limits_for_few_clusters_cover() {
    let accounts =
        Accounts::new(40.0, Probability::new(0.1).unwrap(), Probability::new(0.3).unwrap());
    let [positives, negatives] = [1.3, 0.0].map(|mean| Law::normal(mean, 1.0).unwrap());
    let prevalence = Probability::new(0.3).unwrap();
    let design =
        ScoresDesign::new(200, prevalence, positives, negatives, Some(accounts.unwrap())).unwrap();
    let truth = area_under_curve(positives, negatives);
    let (mut held, mut runs) = (0, 0);
    for seed in 0..1000 {
        let mut scores = KeyedScores::new(keys(false, true));
        for row in design.block(seed, 0) {
            let name = row.account.unwrap().to_string();
            scores.add(&name, Weight::ONE, row.score, Label::from(row.positive), 1);
        }
        let tally = scores.tally(0).unwrap();
        if !(3..=7).contains(&effective(&tally).units[2]) {
            continue;
        }
        let estimate = keyed_auc(&tally, &tally.ranking()).unwrap().estimate(LEVEL);
        let limits = estimate.limits().unwrap();
        held += u32::from((limits.lower..=limits.upper).contains(&truth));
        runs += 1;
    }
    assert!(runs > 300, "{runs}");
    let share = f64::from(held) / f64::from(runs);
    assert!(share > 0.88, "{share} of {runs}");
}

/// How often limits hold where low scores were drawn with one probability in ten; without weights areas
/// are biased.
#[test]
fn limits_for_weights_cover() {
    let beyond = 0.066_807_201_268_858;
    let [positives, negatives] = [1.4, 0.0].map(|mean| Law::normal(mean, 1.0).unwrap());
    let truth = area_under_curve(positives, negatives);
    let runs = 1000;
    let (mut areas, mut rates, mut shifted) = (0, 0, 0);
    for seed in 0..runs {
        let mut stream = Stream::new(seed, Purpose::Scores, 1);
        let mut scores = KeyedScores::new(keys(true, false));
        let (thin, all) = (Weight::new(10.0).unwrap(), Weight::ONE);
        for _ in 0..3000 {
            let label = Label::from(stream.unit() < 0.3);
            let mean = if label == Label::Positive { 1.4 } else { 0.0 };
            let score = mean + stream.normal();
            let drawn = stream.unit() < 0.1;
            if score >= 1.5 || drawn {
                scores.add("", if score >= 1.5 { all } else { thin }, score, label, 1);
            }
        }
        let tally = scores.tally(0).unwrap();
        let covers = |estimate: &Estimate, truth: f64| {
            let limits = estimate.limits().unwrap();
            u64::from((limits.lower..=limits.upper).contains(&truth))
        };
        areas += covers(&keyed_auc(&tally, &tally.ranking()).unwrap().estimate(LEVEL), truth);
        let [_, fpr, _] = keyed_rates_at(&tally, 1.5, LEVEL);
        rates += covers(&fpr, beyond);
        let plain = auc(&Ranking::lumped(&tally.without_keys())).unwrap();
        shifted += covers(&auc_logit_delong(&plain, LEVEL), truth);
    }
    assert!((930..=970).contains(&areas), "{areas} of {runs}");
    // Each limit is missed at most as often as it says, the lower one much less.
    assert!(rates >= 940, "{rates} of {runs}");
    assert!(shifted < 850, "{shifted} of {runs}");
}
