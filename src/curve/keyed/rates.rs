//! Rates at a threshold of rows with weights or clusters.

use crate::confusion::{
    Cells, ConfusionMatrix, Estimate, Limits, Metric, Prevalence, Undefined, WeightedCells,
    WeightedMatrix, ppv_of_rates, weighted_estimate, weighted_ppv_at_prevalence,
};
use crate::interval::{ClusteredShare, korn_graubard};
use crate::quantity::{Confidence, Proportion, real};
use crate::special::Share;
use crate::tally::{KeyedRow, KeyedTally, Label};

const METHOD: &str = "korn-graubard";
const ONE_CLUSTER: Undefined = "no limits: all rows are in one cluster";

/// Returns how many rows of `tally` are flagged and not, where every score of at least `threshold` is flagged;
/// rows without regard to their weights.
#[must_use]
pub fn keyed_counts_at(tally: &KeyedTally, threshold: f64) -> ConfusionMatrix {
    let count = |label, flagged: bool| {
        let rows = tally.rows().iter().filter(|row| (row.score >= threshold) == flagged);
        rows.map(|row| row.count(label)).sum()
    };
    ConfusionMatrix::of_checked(Cells {
        true_positives: count(Label::Positive, true),
        false_positives: count(Label::Negative, true),
        false_negatives: count(Label::Positive, false),
        true_negatives: count(Label::Negative, false),
    })
}

/// Returns recall, false positive rate and precision of what the rows of `tally` stand for, where every score of
/// at least `threshold` is flagged.
///
/// With weights alone, each distinct one is a stratum ([`weighted_estimate`]), and any row might have had the
/// greatest of all weights. With clusters, the limits are those of [`korn_graubard`], from the variance of a
/// quotient of sums over clusters:
///
/// ```text
/// V = c/(c-1) · Σ (a - p m)² / (Σ m)²
/// ```
///
/// with `c` the number of clusters, `a` what the events in one stand for, `m` what all rows in it stand for, and
/// `p` the share.
#[must_use]
pub fn keyed_rates_at(tally: &KeyedTally, threshold: f64, confidence: Confidence) -> [Estimate; 3] {
    if !tally.keys().clusters {
        let matrix = weighted_matrix(tally, threshold);
        return [Metric::Recall, Metric::FalsePositiveRate, Metric::Precision].map(|metric| {
            match &matrix {
                Some(matrix) => weighted_estimate(metric, matrix, confidence),
                None => Estimate::undefined(METHOD, "more rows than can be counted"),
            }
        });
    }
    let counts = keyed_counts_at(tally, threshold);
    let [recall, fpr] = clustered(tally, threshold, &counts, confidence);
    let flagged = |row: &KeyedRow| {
        let is_flagged = row.score >= threshold;
        [Label::Positive, Label::Negative]
            .map(|label| if is_flagged { row.weighted(label) } else { 0.0 })
    };
    [recall, fpr, share(tally, counts.precision(), flagged, confidence)]
}

/// Returns precision at another prevalence, recall and the false positive rate being as in
/// [`keyed_rates_at`].
///
/// With clusters the limits are at the ends of those of both rates, each at half the risk, so that they hold at
/// least as often as both do together.
#[must_use]
pub fn keyed_ppv_at_prevalence(
    tally: &KeyedTally,
    threshold: f64,
    prevalence: Prevalence,
    confidence: Confidence,
) -> Estimate {
    if tally.keys().clusters {
        let counts = keyed_counts_at(tally, threshold);
        let rates = |level| clustered(tally, threshold, &counts, level);
        return ppv_of_rates(rates, prevalence, confidence);
    }
    match weighted_matrix(tally, threshold) {
        Some(matrix) => weighted_ppv_at_prevalence(&matrix, prevalence, confidence),
        None => Estimate::undefined(METHOD, "more rows than can be counted"),
    }
}

fn weighted_matrix(tally: &KeyedTally, threshold: f64) -> Option<WeightedMatrix> {
    let above = |score: f64| score >= threshold;
    let below = |score: f64| score < threshold;
    WeightedMatrix::new(WeightedCells {
        true_positives: tally.weighted(Label::Positive, above),
        false_positives: tally.weighted(Label::Negative, above),
        false_negatives: tally.weighted(Label::Positive, below),
        true_negatives: tally.weighted(Label::Negative, below),
    })
}

/// Recall and the false positive rate, with clusters.
fn clustered(
    tally: &KeyedTally,
    threshold: f64,
    counts: &ConfusionMatrix,
    confidence: Confidence,
) -> [Estimate; 2] {
    [(Label::Positive, counts.recall()), (Label::Negative, counts.fpr())].map(|(label, sampled)| {
        let of_label = |row: &KeyedRow| {
            let weight = row.weighted(label);
            if row.score >= threshold { [weight, 0.0] } else { [0.0, weight] }
        };
        share(tally, sampled, of_label, confidence)
    })
}

/// The share of events among events and others, which `of_row` says; `sampled` of the rows are events.
fn share(
    tally: &KeyedTally,
    sampled: Result<Proportion, Undefined>,
    of_row: impl Fn(&KeyedRow) -> [f64; 2],
    confidence: Confidence,
) -> Estimate {
    let sampled = match sampled {
        Ok(sampled) => sampled,
        Err(reason) => return Estimate::undefined(METHOD, reason),
    };
    let add = |[a, b]: [f64; 2], [c, d]: [f64; 2]| [a + c, b + d];
    let of_cluster = |rows: &[KeyedRow]| rows.iter().map(&of_row).fold([0.0; 2], add);
    let [events, others] = tally.by_cluster().map(of_cluster).fold([0.0; 2], add);
    let all = events + others;
    let share = Share::with_rest(events / all, others / all);
    let (mut clusters, mut squares, mut sizes) = (0_u64, 0.0, 0.0);
    for [events, others] in tally.by_cluster().map(of_cluster) {
        let residual = (events * share.rest() - others * share.x()) / all;
        let size = (events + others) / all;
        clusters += u64::from(size > 0.0);
        squares += residual * residual;
        sizes += size * size;
    }
    if clusters < 2 {
        return Estimate::without_limits(share.x(), METHOD, ONE_CLUSTER);
    }
    let variance = squares * (real(clusters) / real(clusters - 1));
    let rows = sampled.trials();
    let effective_clusters = 1.0 / sizes;
    let clustered = ClusteredShare { share, variance, rows, clusters, effective_clusters };
    let effect = real(rows) * variance / share.x() / share.rest();
    match korn_graubard(&clustered, confidence) {
        Some(limits) => Estimate::new(share.x(), Limits::from(limits), METHOD)
            .of_sample(sampled, effect.is_finite().then_some(effect)),
        None => Estimate::without_limits(share.x(), METHOD, ONE_CLUSTER),
    }
}
