//! What a reader of a sweep should know.

use std::path::PathBuf;

use super::{Design, OperatingPoint, Sweep, SweepOptions};
use crate::disclosure::{Finding, FindingCode, Severity};
use crate::quantity::display::short_percent;

/// What holds of the numbers, and what was left out.
pub(super) fn notes(
    options: &SweepOptions,
    design: Option<&Design>,
    skipped: &[PathBuf],
    unlabelled: u64,
    dropped: u64,
) -> Vec<String> {
    let mut notes = vec![
        "An item is flagged when its score is at least the threshold; tied items are flagged together."
            .to_owned(),
        "Precision and average precision depend on the share of positives in these rows and do not \
         travel to a stream with another share; --prevalence carries precision to one."
            .to_owned(),
    ];
    let about_limits = design.map_or_else(|| ABOUT_LIMITS.to_vec(), about);
    notes.splice(1..1, about_limits.into_iter().map(str::to_owned));
    if let Some(given) = &options.prevalence {
        notes.push(format!(
            "Precision at a prevalence of {} assumes that recall and the false positive rate are the \
             same there as in these rows.",
            given.text
        ));
    }
    if let Some(guarantee) = options.guarantee {
        notes.push(format!(
            "A guarantee says that on new data like these rows the rate is kept with a confidence of {}, \
             whatever the scores; a threshold without one merely looked best.",
            short_percent(guarantee.level())
        ));
    }
    if let Some(by) = &options.split {
        notes.push(format!(
            "Thresholds were chosen on {} of the rows, by chance with seed {}, and their rates counted on \
             the rest; areas are of all rows.",
            short_percent(by.share.get()),
            by.seed
        ));
    }
    if unlabelled > 0 {
        notes.push(format!("{unlabelled} rows have no label and are in no other number."));
    }
    if dropped > 0 {
        notes.push(format!(
            "{dropped} rows had no finite score and were left out, as was asked for."
        ));
    }
    if !skipped.is_empty() {
        let names: Vec<String> = skipped.iter().map(|path| path.display().to_string()).collect();
        notes.push(format!(
            "Not read, since their names do not end like those of scores: {}.",
            names.join(", ")
        ));
    }
    notes
}

const ABOUT_LIMITS: [&str; 2] = [
    "DeLong's limits of AUC are approximate, and too narrow where few items are in the wrong order, as at \
     areas near 1; Hoeffding's hold for any scores and any number of rows.",
    "The limits hold if the rows were drawn at random from positives and from negatives, independently of \
     each other; rows that come in clusters, such as many of one account, carry less information: --cluster \
     names their column.",
];

/// What holds of rows with weights or clusters.
fn about(design: &Design) -> Vec<&'static str> {
    let mut notes = Vec::new();
    if let Some(weights) = &design.weights {
        notes.push(
            "Each row counts as often as its weight says, so that rates and areas are estimates for the \
             stream from which the rows were drawn. They are right if each weight is the inverse of the \
             probability with which its row was drawn, and if no row had no chance to be.",
        );
        if weights.greatest <= 1.0 && weights.least < 1.0 {
            notes.push(
                "No weight is above 1. If these are the probabilities themselves and not their inverses, all \
                 rates and areas here are wrong.",
            );
        }
    }
    if design.clusters.is_some() {
        notes.push(
            "Rows of one cluster may be alike. The limits rest on how clusters differ, which must have been \
             drawn independently of each other: those of AUC are Obuchowski's, those of rates Korn and \
             Graubard's. They are approximate, and too narrow where few clusters have positives or negatives.",
        );
    } else {
        notes.push(
            "The limits of AUC and average precision are approximate: they rest on how much each row moves \
             the value. Those of rates take each distinct weight for a stratum, and reckon with what one more \
             row of the greatest weight would change. Where weights follow from labels alone, recall and the \
             false positive rate need none, and have narrower limits without.",
        );
    }
    notes.push(
        "Effective numbers say how many rows drawn alike and independently would be worth as much (Kish); with \
         clusters, at the least.",
    );
    notes
}

/// Thresholds that were chosen on the rows on which they are judged.
pub(super) fn same_rows(paths: &[PathBuf], sweep: &Sweep) -> Option<Finding> {
    let taken = |point: &&OperatingPoint| point.threshold.is_some();
    let point = sweep.operating_points.iter().find(taken).filter(|_| sweep.split.is_none())?;
    let guarantee = if point.guarantee.is_some() { "; the guarantees do" } else { "" };
    Some(Finding {
        code: FindingCode::SameRowsForThresholdAndTest,
        severity: Severity::Warning,
        cases: Vec::new(),
        message: format!(
            "The thresholds were chosen on the rows on which their rates were then counted, so that these \
             look better than they will be on new data, and their limits do not allow for the \
             choice{guarantee}."
        ),
        ask: "Ask for the counts at these thresholds on rows that had no part in choosing them."
            .to_owned(),
        places: paths.iter().map(|path| path.display().to_string()).collect(),
    })
}
