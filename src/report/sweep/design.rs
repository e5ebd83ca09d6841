//! How numbers about rows with weights or clusters were computed.

use crate::evaluation::Design;

/// The methods in place of those for rows drawn alike and independently of each other: what, how, and who
/// says so.
pub(super) fn methods(design: &Design) -> Vec<[&'static str; 3]> {
    let has_weights = design.weights.is_some();
    let values = has_weights.then_some([
        "weights",
        "each row counts as often as its weight w says: shares are sums of weights over sums of weights",
        "Horvitz and Thompson, Journal of the American Statistical Association 47, 1952",
    ]);
    let limits = if design.clusters.is_some() { &OF_CLUSTERS } else { &OF_WEIGHTS };
    let effective = [
        "effective numbers",
        "(Σ u)² / Σ u², with u what the rows of one label in a cluster, or a row, stand for",
        "Kish, Survey Sampling, 1965",
    ];
    values.into_iter().chain(limits.iter().copied()).chain([effective]).collect()
}

const PRECISION: [&str; 3] = [
    "average precision",
    "Σ (recall − recall before)·precision over all thresholds from the highest down; limits logit AP ± z·SE / \
     (AP(1 − AP)), SE² the sum of squares of how much each row, or cluster, moves AP (logit-linearised)",
    "Binder, International Statistical Review 51, 1983",
];

const OF_CLUSTERS: [[&str; 3]; 4] = [
    [
        "its limits, logit-obuchowski",
        "logit A ± z·SE / (A(1 − A)), with SE² from sums of placement values within clusters, so that only clusters \
         need be independent; where it is 0, hoeffding-kish: Hoeffding's limits for the effective number",
        "Obuchowski, Biometrics 53, 1997",
    ],
    PRECISION,
    [
        "recall, FPR, precision",
        "the limits of Clopper and Pearson for as many independent rows as would vary as much as these clusters do \
         (korn-graubard)",
        "Korn and Graubard, Survey Methodology 24, 1998",
    ],
    [
        "precision at a prevalence π",
        "odds = π/(1 − π)·recall/FPR; limits at the ends of those of both rates, each at half the risk (bonferroni)",
        "—",
    ],
];

const OF_WEIGHTS: [[&str; 3]; 4] = [
    [
        "its limits, logit-linearised",
        "logit A ± z·SE / (A(1 − A)), with SE² the sum of squares of how much each row moves the area; where it is 0, \
         hoeffding-kish: Hoeffding's limits for the effective number",
        "Binder, International Statistical Review 51, 1983",
    ],
    PRECISION,
    [
        "recall, FPR, precision",
        "each distinct weight is a stratum; quotients of gamma distributions, which reckon with one more row of the \
         greatest weight (melded-gamma)",
        "Fay and Feuer, Statistics in Medicine 16, 1997; Fay, Proschan and Brittain, Biometrics 71, 2015",
    ],
    [
        "precision at a prevalence π",
        "odds = π/(1 − π)·recall/FPR; limits at the ends of those of both rates, each at half the risk (bonferroni)",
        "—",
    ],
];
