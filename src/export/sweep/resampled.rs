//! What resampling says, as a table.

use super::areas::area;
use super::limits;
use super::operating::{limit, point_words};
use crate::evaluation::{Bootstrap, OperatingPoint, ResampledStatistic};
use crate::export::wording::{self, NONE, share};
use crate::export::{Block, Column};
use crate::quantity::display::{counted, short_percent};
use crate::resampling::{Scheme, Statistic};

/// The blocks on resampling.
pub(super) fn resampled(
    bootstrap: &Bootstrap,
    points: &[OperatingPoint],
    level: &str,
) -> Vec<Block> {
    let columns = vec![
        Column::text("quantity"),
        Column::number("value"),
        Column::number("standard error"),
        Column::number(format!("limits, {level}")),
    ];
    let rows = bootstrap.statistics.iter().map(|statistic| row(statistic, points)).collect();
    vec![
        Block::Heading(2, "By resampling".to_owned()),
        Block::Paragraph(format!("{} Seed {}.", how(bootstrap), bootstrap.seed)),
        Block::Table { columns, rows },
    ]
}

fn how(bootstrap: &Bootstrap) -> String {
    let resamples = counted(bootstrap.resamples as u64, "resample", "resamples");
    let of = |clusters: usize| counted(clusters as u64, "cluster", "clusters");
    let drawn = match (bootstrap.clusters, bootstrap.resample) {
        (Some(clusters), Scheme::Poisson) => {
            format!("of {}, each whole and as often as a Poisson number", of(clusters))
        }
        (Some(clusters), _) => format!("of {}, each whole", of(clusters)),
        (None, Scheme::Stratified) => {
            "of as many positives and as many negatives as there are".to_owned()
        }
        (None, Scheme::All) => "of as many rows as there are, whatever their labels".to_owned(),
        (None, Scheme::Poisson) => "in which each row is as often as a Poisson number".to_owned(),
    };
    format!("{resamples} {drawn}.")
}

fn row(statistic: &ResampledStatistic, points: &[OperatingPoint]) -> Vec<String> {
    let number: fn(f64) -> String = match statistic.statistic {
        Statistic::Auc
        | Statistic::PartialAuc(..)
        | Statistic::StandardisedPartialAuc(..)
        | Statistic::AveragePrecision => area,
        _ => share,
    };
    let estimate = &statistic.estimate;
    let reason = || estimate.reason.unwrap_or(NONE).to_owned();
    vec![
        words(statistic.statistic, points),
        estimate.estimate.map_or(NONE.to_owned(), number),
        statistic.standard_error.map_or(NONE.to_owned(), number),
        limits(estimate, number).unwrap_or_else(reason),
    ]
}

fn words(statistic: Statistic, points: &[OperatingPoint]) -> String {
    let at = |rate: &str, threshold: f64| {
        format!("{rate} at threshold {threshold:?} ({})", rules_at(threshold, points))
    };
    match statistic {
        Statistic::Auc => "area under the ROC curve (AUC)".to_owned(),
        Statistic::PartialAuc(from, to) => {
            let range = wording::range((from.get(), to.get()), short_percent);
            format!("partial AUC, FPR {range}")
        }
        Statistic::StandardisedPartialAuc(..) => "the same, standardised".to_owned(),
        Statistic::AveragePrecision => "average precision".to_owned(),
        Statistic::EqualErrorRate => "equal error rate".to_owned(),
        Statistic::RecallAtFpr(most) => {
            format!("highest recall with FPR at most {}", limit(most))
        }
        Statistic::FprAtRecall(least) => {
            format!("lowest FPR with recall at least {}", limit(least))
        }
        Statistic::Recall(threshold) => at("recall", threshold),
        Statistic::Fpr(threshold) => at("FPR", threshold),
        Statistic::Precision(threshold) => at("precision", threshold),
    }
}

/// The rules that took this threshold.
fn rules_at(threshold: f64, points: &[OperatingPoint]) -> String {
    let took = |point: &&OperatingPoint| {
        point.threshold.is_some_and(|taken| taken.total_cmp(&threshold).is_eq())
    };
    points.iter().filter(took).map(point_words).collect::<Vec<_>>().join("; ")
}
