//! How often the limits of weighted counts hold, by exact enumeration: strata of fixed size, as a
//! committee draws them, and Poisson counts, as the method assumes. A heavy stratum in which events are
//! rare is in every design, for there a variance estimated from the counts is mostly 0.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::confusion::{
    Estimate, Metric, Prevalence, WeightedCells, WeightedMatrix, weighted_estimate,
    weighted_npv_at_prevalence, weighted_ppv_at_prevalence,
};
use baserate::interval::melded_gamma;
use baserate::quantity::{Confidence, Probability, Weight, WeightedCount};

const LEVEL: Confidence = Confidence::DEFAULT;
const HEAVY: f64 = 1000.0;

/// Below this an outcome is left out, and counted as missed.
const NEGLIGIBLE: f64 = 1e-9;

fn weighted(count: u64, weight: f64) -> WeightedCount {
    WeightedCount::new(count, Weight::new(weight).unwrap())
}

fn binomial(trials: u64, share: f64) -> Vec<f64> {
    let mut row = vec![1.0];
    for _ in 0..trials {
        let mut next = vec![0.0; row.len() + 1];
        for (events, chance) in row.iter().enumerate() {
            next[events] += chance * (1.0 - share);
            next[events + 1] += chance * share;
        }
        row = next;
    }
    row
}

fn poisson(mean: f64) -> Vec<f64> {
    let mut chances = vec![(-mean).exp()];
    let mut count = 0.0;
    while count < mean || chances.last().is_some_and(|chance| *chance > NEGLIGIBLE) {
        count += 1.0;
        chances.push(chances.last().unwrap() * mean / count);
    }
    chances
}

/// A stream of which all that was flagged is labelled, and one in a thousand of the rest: `flagged`
/// items with this precision, and a sample of `others` with this rate of missed ones.
struct Committee {
    flagged: u64,
    precision: f64,
    others: u64,
    omission: f64,
}

impl Committee {
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn truth(&self) -> [f64; 4] {
        let (flagged, others) = (self.flagged as f64, self.others as f64 * HEAVY);
        let (tp, missed) = (flagged * self.precision, others * self.omission);
        [tp, flagged - tp, missed, others - missed]
    }

    /// How often `covers` holds; what is undefined claims nothing, and so holds.
    fn coverage(&self, covers: impl Fn(&WeightedMatrix) -> bool) -> f64 {
        let mut covered = 0.0;
        for (tp, p) in (0..).zip(binomial(self.flagged, self.precision)) {
            for (missed, q) in (0..).zip(binomial(self.others, self.omission)) {
                if p * q < NEGLIGIBLE {
                    continue;
                }
                let cells = WeightedCells {
                    true_positives: weighted(tp, 1.0),
                    false_positives: weighted(self.flagged - tp, 1.0),
                    false_negatives: weighted(missed, HEAVY),
                    true_negatives: weighted(self.others - missed, HEAVY),
                };
                if covers(&WeightedMatrix::new(cells).unwrap()) {
                    covered += p * q;
                }
            }
        }
        covered
    }
}

fn holds(found: &Estimate, truth: f64) -> bool {
    let within = |lower: f64, upper: f64| lower <= truth && truth <= upper;
    found.limits().is_none_or(|limits| within(limits.lower, limits.upper))
}

/// Every metric of these four totals.
fn truths([tp, fp, missed, tn]: [f64; 4]) -> Vec<(Metric, f64)> {
    let (recall, fpr) = (tp / (tp + missed), fp / (fp + tn));
    let margins = [tp + fp, tp + missed, tn + fp, tn + missed];
    let root: f64 = margins.iter().map(|margin| margin.sqrt()).product();
    vec![
        (Metric::Precision, tp / (tp + fp)),
        (Metric::Recall, recall),
        (Metric::FalsePositiveRate, fpr),
        (Metric::FalseOmissionRate, missed / (missed + tn)),
        (Metric::Prevalence, (tp + missed) / (tp + fp + missed + tn)),
        (Metric::F1, 2.0 * tp / (2.0 * tp + fp + missed)),
        (Metric::YoudenJ, recall - fpr),
        (Metric::BalancedAccuracy, (1.0 + recall - fpr) / 2.0),
        (Metric::Mcc, (tp * tn - fp * missed) / root),
        (Metric::PositiveLikelihoodRatio, recall / fpr),
        (Metric::NegativeLikelihoodRatio, (1.0 - recall) / (1.0 - fpr)),
        (Metric::DiagnosticOddsRatio, tp * tn / (fp * missed)),
    ]
}

#[test]
fn a_committee_that_labels_all_flags_and_one_in_a_thousand_of_the_rest() {
    for (flagged, precision, others, omission) in [
        (20, 0.5, 60, 0.002),
        (20, 0.9, 60, 0.01),
        (20, 0.8, 60, 0.05),
        (20, 0.95, 60, 0.03),
        (50, 0.97, 100, 0.02),
        (7, 0.4, 30, 0.1),
        (30, 0.1, 150, 0.001),
    ] {
        let committee = Committee { flagged, precision, others, omission };
        let truth = committee.truth();
        for (metric, truth) in truths(truth) {
            let covers = |m: &WeightedMatrix| holds(&weighted_estimate(metric, m, LEVEL), truth);
            let coverage = committee.coverage(covers);
            assert!(coverage >= 0.95, "{flagged} {precision} {metric:?} {truth}: {coverage}");
        }
        let [tp, fp, missed, tn] = truth;
        let ratio = tp / (tp + missed) / (fp / (fp + tn));
        let prevalence = Prevalence::Known(Probability::new(0.001).unwrap());
        let ppv = 1.0 / (1.0 + 0.999 / 0.001 / ratio);
        let covers =
            |m: &WeightedMatrix| holds(&weighted_ppv_at_prevalence(m, prevalence, LEVEL), ppv);
        assert!(committee.coverage(covers) >= 0.95, "{precision}");
    }
}

/// Nothing, or next to nothing, was found of what a thousandth was looked at, among violating and innocent
/// items alike: `light` counts (tp, fp, missed, tn) of weight 1, which hardly vary, and Poisson numbers of
/// heavy missed and falsely flagged items with these means. Intervals of two shares that are joined by
/// their distances from the estimates (MOVER) hold .331 to .865 of the time here.
#[test]
fn heavy_strata_on_both_sides_in_which_little_is_found() {
    for (light, heavy_tn, means) in [
        ([90, 0, 0, 90], 0, [0.201, 0.201]),
        ([90, 0, 0, 90], 0, [0.25, 0.25]),
        ([90, 0, 0, 90], 0, [0.3, 0.3]),
        ([90, 0, 0, 90], 0, [0.5, 0.5]),
        ([90, 0, 0, 90], 0, [1.0, 1.0]),
        ([90, 5, 0, 0], 1000, [1.0, 1.0]),
        ([40, 3, 2, 70], 5, [0.3, 2.5]),
        ([7, 0, 1, 30], 0, [3.2, 0.1]),
    ] {
        for (metric, coverage) in coverages(light, heavy_tn, means) {
            assert!(coverage >= 0.95, "{light:?} {heavy_tn} {means:?} {metric}: {coverage}");
        }
    }
}

/// How often the limits of every metric hold.
#[expect(clippy::cast_precision_loss, reason = "small counts")]
fn coverages(light: [u64; 4], heavy_tn: u64, means: [f64; 2]) -> Vec<(&'static str, f64)> {
    let [tp, fp, missed, tn] = light.map(|count| count as f64);
    let totals =
        [tp, fp + HEAVY * means[1], missed + HEAVY * means[0], tn + HEAVY * heavy_tn as f64];
    let truths = truths(totals);
    let truth_of = |metric| truths.iter().find(|(other, _)| *other == metric).unwrap().1;
    let ppv = 1.0 / (1.0 + 999.0 / truth_of(Metric::PositiveLikelihoodRatio));
    let npv = 1.0 / (1.0 + truth_of(Metric::NegativeLikelihoodRatio) / 999.0);
    let prevalence = Prevalence::Known(Probability::new(0.001).unwrap());
    let mut covered: Vec<(&str, f64)> =
        truths.iter().map(|(metric, _)| (metric.name(), 0.0)).collect();
    covered.extend([("ppv", 0.0), ("npv", 0.0)]);
    for (more_missed, p) in (0..).zip(poisson(means[0])) {
        for (more_flagged, q) in (0..).zip(poisson(means[1])) {
            let cell = |one, two| weighted(one, 1.0).plus(weighted(two, HEAVY));
            let matrix = WeightedMatrix::new(WeightedCells {
                true_positives: cell(light[0], 0),
                false_positives: cell(light[1], more_flagged),
                false_negatives: cell(light[2], more_missed),
                true_negatives: cell(light[3], heavy_tn),
            })
            .unwrap();
            let metrics = truths
                .iter()
                .map(|(metric, truth)| holds(&weighted_estimate(*metric, &matrix, LEVEL), *truth));
            let carried = [
                holds(&weighted_ppv_at_prevalence(&matrix, prevalence, LEVEL), ppv),
                holds(&weighted_npv_at_prevalence(&matrix, prevalence, LEVEL), npv),
            ];
            for (sum, held) in covered.iter_mut().zip(metrics.chain(carried)) {
                sum.1 += if held { p * q } else { 0.0 };
            }
        }
    }
    covered
}

/// The estimate plus and minus normal quantiles of its linearised error, which surveys use: where it
/// finds no missed item it claims a recall of exactly 1.
#[test]
fn linearised_limits_of_recall_are_falsely_narrow() {
    let committee = Committee { flagged: 20, precision: 0.9, others: 60, omission: 0.01 };
    let [tp, _, missed, _] = committee.truth();
    let coverage = committee.coverage(|matrix| {
        let found = weighted_estimate(Metric::Recall, matrix, LEVEL);
        let Some(p) = found.value() else { return true };
        #[expect(clippy::cast_precision_loss, reason = "small counts")]
        let trials = found.sampled().unwrap().trials() as f64;
        let error = (found.design_effect().unwrap_or(0.0) * p * (1.0 - p) / trials).sqrt();
        (p - tp / (tp + missed)).abs() <= 1.96 * error
    });
    assert!(coverage < 0.6, "{coverage}");
}

/// Both limits of a share, with two strata on either side.
#[test]
fn each_limit_of_a_share_of_poisson_counts() {
    for (events, others) in [
        ([(3.0, 1.0), (0.3, HEAVY)], [(3.0, 1.0), (0.5, HEAVY)]),
        ([(5.0, 1.0), (0.5, 10.0)], [(0.1, 1.0), (0.5, 30.0)]),
        ([(2.0, 1.0), (0.0, 1.0)], [(0.05, HEAVY), (4.0, 1.0)]),
        ([(5.0, 10.0), (5.0, 1.0)], [(0.5, 1.0), (5.0, 30.0)]),
    ] {
        let total = |side: [(f64, f64); 2]| side.iter().map(|(m, w)| m * w).sum::<f64>();
        let truth = total(events) / (total(events) + total(others));
        let [one, two] = [events, others].map(outcomes);
        let (mut below, mut above) = (0.0, 0.0);
        for (a, p) in &one {
            for (b, q) in two.iter().filter(|(_, q)| p * q > NEGLIGIBLE) {
                let limits = melded_gamma(*a, *b, LEVEL);
                below += if truth < limits.lower() { p * q } else { 0.0 };
                above += if truth > limits.upper() { p * q } else { 0.0 };
            }
        }
        assert!(below < 0.025 && above < 0.025, "{events:?} {others:?}: {below} {above}");
    }
}

/// Every weighted count of two strata with these means and weights, with its probability.
fn outcomes([(mean1, weight1), (mean2, weight2)]: [(f64, f64); 2]) -> Vec<(WeightedCount, f64)> {
    let (first, second) = (poisson(mean1), poisson(mean2));
    let mut all = Vec::new();
    for (n, p) in (0..).zip(&first) {
        for (m, q) in (0..).zip(&second) {
            if p * q > NEGLIGIBLE {
                all.push((weighted(n, weight1).plus(weighted(m, weight2)), p * q));
            }
        }
    }
    all
}
