//! `sweep`: scores with labels to areas and operating points.

mod operating;

pub use operating::{OperatingPoint, OperatingRule};

use std::path::PathBuf;

use serde::Serialize;

use super::{Estimate, Outcome, PrevalenceGiven};
use crate::confusion;
use crate::curve::{
    Auc, auc, auc_bound, auc_logit_delong, average_precision, equal_error_rate, partial_auc,
};
use crate::disclosure::{Finding, FindingCode, Severity};
use crate::error::Result;
use crate::input::{ScoreOptions, Scores, read_scores};
use crate::quantity::display::short_percent;
use crate::quantity::{Confidence, Probability};
use crate::simulation::split;
use crate::tally::{Label, Ranking};

/// What is asked.
#[derive(Clone, Debug)]
pub struct SweepOptions {
    /// How the scores are read.
    pub scores: ScoreOptions,
    /// The rules by which thresholds are chosen.
    pub rules: Vec<OperatingRule>,
    /// The range of false positive rates of the partial area, if one is wanted.
    pub partial: Option<(Probability, Probability)>,
    /// The prevalence of the stream in which thresholds are to be used.
    pub prevalence: Option<PrevalenceGiven>,
    /// The confidence with which thresholds are to keep their rate on new data, if they are.
    pub guarantee: Option<Confidence>,
    /// Which rows thresholds are chosen on, if not on all.
    pub split: Option<Split>,
    /// The confidence level of every interval.
    pub confidence: Confidence,
}

/// Rows parted by chance: thresholds are chosen on some, and their rates are counted on the rest.
#[derive(Clone, Copy, Debug)]
pub struct Split {
    /// The share of the rows on which thresholds are chosen.
    pub share: Probability,
    /// The seed of the chance.
    pub seed: u64,
}

/// Areas under the curves, and operating points.
#[derive(Debug, Serialize)]
pub struct Sweep {
    /// How many rows are positive.
    pub positives: u64,
    /// How many rows are negative.
    pub negatives: u64,
    /// How many rows have no label.
    pub unlabelled: u64,
    /// How many rows had no score and were left out.
    pub dropped: u64,
    /// The area under the receiver operating characteristic.
    pub auc: Area,
    /// The same area with limits that hold for any scores and any number of rows.
    pub auc_bound: Estimate,
    /// The area under a part of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub partial_auc: Option<PartialArea>,
    /// Average precision.
    pub average_precision: Estimate,
    /// Where the false positive rate equals the false negative rate.
    pub equal_error_rate: Value,
    /// The prevalence of the stream to which precision is carried.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub prevalence: Option<f64>,
    /// How rows were parted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub split: Option<SplitResult>,
    /// The thresholds that were asked for.
    pub operating_points: Vec<OperatingPoint>,
    /// What a reader of them should know.
    pub notes: Vec<String>,
    /// The scores, from which curves are drawn.
    #[serde(skip)]
    pub ranking: Ranking,
    /// The prevalence as it was given.
    #[serde(skip)]
    pub prevalence_given: Option<PrevalenceGiven>,
}

/// How rows were parted, and how many came to be in each part.
#[derive(Debug, Serialize)]
pub struct SplitResult {
    /// The share of the rows on which thresholds were to be chosen.
    pub share: f64,
    /// The positives on which thresholds were chosen.
    pub chosen_on_positives: u64,
    /// The negatives on which thresholds were chosen.
    pub chosen_on_negatives: u64,
    /// The positives on which rates were counted.
    pub counted_on_positives: u64,
    /// The negatives on which rates were counted.
    pub counted_on_negatives: u64,
}

/// An area with its standard error.
#[derive(Debug, Serialize)]
pub struct Area {
    /// The area with its interval.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// DeLong's standard error.
    pub standard_error: Option<f64>,
}

/// The area under a part of the receiver operating characteristic.
#[derive(Debug, Serialize)]
pub struct PartialArea {
    /// The lowest false positive rate.
    pub fpr_from: f64,
    /// The highest false positive rate.
    pub fpr_to: f64,
    /// The area.
    #[serde(flatten)]
    pub area: Value,
    /// McClish's standardised area: 0.5 for chance, 1 for perfection.
    pub standardised: Option<f64>,
}

/// A number without an interval, or the reason why there is none.
#[derive(Debug, Serialize)]
pub struct Value {
    /// The number.
    pub estimate: Option<f64>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<&'static str>,
}

impl From<std::result::Result<f64, &'static str>> for Value {
    fn from(value: std::result::Result<f64, &'static str>) -> Self {
        Self { estimate: value.ok(), reason: value.err() }
    }
}

/// Returns the areas and operating points of the scores in all files that `paths` stand for; `progress`
/// is told how many bytes were read since it was last told.
///
/// # Errors
///
/// If the scores are refused.
pub fn sweep(
    paths: &[PathBuf],
    options: &SweepOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Outcome<Sweep>> {
    let Scores { rows, inputs, skipped } = read_scores(paths, &options.scores, progress)?;
    let (unlabelled, dropped) = (rows.count(Label::Unlabelled), rows.dropped());
    let ranking = rows.ranking(options.scores.threads);
    let area = auc(&ranking);
    let estimate = |method: fn(&Auc, Confidence) -> confusion::Estimate, name| match &area {
        Ok(area) => (&method(area, options.confidence)).into(),
        Err(reason) => (&confusion::Estimate::undefined(name, reason)).into(),
    };
    let parts = options.split.map(|by| split(&ranking, by.share, by.seed));
    let (choosing, counting) = match &parts {
        Some([choosing, counting]) => (choosing, counting),
        None => (&ranking, &ranking),
    };
    let point = |rule: &OperatingRule| operating::point(choosing, counting, *rule, options);
    let operating_points = options.rules.iter().map(point).collect::<Result<Vec<_>>>()?;
    let result = Sweep {
        positives: ranking.positives(),
        negatives: ranking.negatives(),
        unlabelled,
        dropped,
        auc: Area {
            estimate: estimate(auc_logit_delong, "logit-delong"),
            standard_error: area.ok().and_then(|area| area.standard_error()),
        },
        auc_bound: estimate(auc_bound, "hoeffding"),
        partial_auc: options.partial.map(|range| partial(&ranking, range)),
        average_precision: (&average_precision(&ranking, options.confidence)).into(),
        equal_error_rate: equal_error_rate(&ranking).into(),
        prevalence: options.prevalence.as_ref().map(|given| given.prevalence.share()),
        split: options.split.map(|by| SplitResult {
            share: by.share.get(),
            chosen_on_positives: choosing.positives(),
            chosen_on_negatives: choosing.negatives(),
            counted_on_positives: counting.positives(),
            counted_on_negatives: counting.negatives(),
        }),
        operating_points,
        notes: notes(options, &skipped, unlabelled, dropped),
        ranking,
        prevalence_given: options.prevalence.clone(),
    };
    let findings = same_rows(paths, &result).into_iter().collect();
    let outcome = Outcome::new("sweep", options.confidence, inputs, result, findings);
    Ok(Outcome { seed: options.split.map(|by| by.seed), ..outcome })
}

fn partial(ranking: &Ranking, (from, to): (Probability, Probability)) -> PartialArea {
    let area = partial_auc(ranking, from, to);
    PartialArea {
        fpr_from: from.get(),
        fpr_to: to.get(),
        area: area.map(|area| area.area).into(),
        standardised: area.ok().map(|area| area.standardised),
    }
}

fn notes(
    options: &SweepOptions,
    skipped: &[PathBuf],
    unlabelled: u64,
    dropped: u64,
) -> Vec<String> {
    let mut notes = vec![
        "An item is flagged when its score is at least the threshold; tied items are flagged together."
            .to_owned(),
        "DeLong's limits of AUC are approximate, and too narrow where few items are in the wrong order, as at \
         areas near 1; Hoeffding's hold for any scores and any number of rows."
            .to_owned(),
        "Precision and average precision depend on the share of positives in these rows and do not \
         travel to a stream with another share; --prevalence carries precision to one."
            .to_owned(),
        "The limits hold if the rows were drawn at random from positives and from negatives, independently \
         of each other; rows that come in clusters, such as many of one account, carry less information."
            .to_owned(),
    ];
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

/// Thresholds that were chosen on the rows on which they are judged.
fn same_rows(paths: &[PathBuf], sweep: &Sweep) -> Option<Finding> {
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
