//! What a reader of a sweep should know.

use std::path::PathBuf;

use super::{Design, OperatingPoint, OperatingRule, Sweep, SweepOptions};
use crate::disclosure::{Finding, FindingCode, Severity};
use crate::quantity::display::short_percent;
use crate::quantity::real;
use crate::tally::Ranking;

/// What holds of the numbers, of which limits and precision are only there where both classes are, and what was
/// left out.
pub(super) fn notes(
    options: &SweepOptions,
    design: Option<&Design>,
    resolution: Option<u32>,
    has_both: bool,
    skipped: &[PathBuf],
    unlabelled: u64,
    dropped: u64,
) -> Vec<String> {
    let mut notes = vec![
        "An item is flagged when its score is at least the threshold; tied items are flagged together."
            .to_owned(),
    ];
    if has_both {
        let about_limits = design.map_or_else(|| ABOUT_LIMITS.to_vec(), Design::notes);
        notes.extend(about_limits.into_iter().chain([ABOUT_PRECISION]).map(str::to_owned));
    }
    notes.extend(resolution.map(coarse));
    if let Some(given) = &options.prevalence {
        notes.push(format!(
            "Precision at a prevalence of {} assumes that recall and the false positive rate are the \
             same there as in these rows.{}",
            given.text,
            if options.rules.iter().any(|rule| rule.depends_on_prevalence()) {
                " A rule that names this prevalence holds there, and not in these rows."
            } else {
                ""
            }
        ));
    }
    if options.calibration.is_some() {
        notes.extend(of_calibration(options));
    }
    if let Some(guarantee) = options.guarantee {
        notes.push(format!(
            "A guarantee is about the true rate, that of the process which these rows came from: with a confidence \
             of {} it is as was asked for, whatever the scores. The rate in new rows differs from it by chance, and each guarantee is for its \
             threshold alone, not for all at once. A threshold without one merely looked best.",
            short_percent(guarantee.level())
        ));
    }
    if options.bootstrap.is_some() {
        notes.push(
            "Limits by resampling are percentiles of the resamples, and approximate: too narrow where few \
             items decide, as near 0 and 1, or where there are few clusters. The highest recall with an FPR of at most so much, and the lowest \
             FPR with a recall of at least so much, take another threshold in each resample."
                .to_owned(),
        );
    }
    if let Some(by) = &options.split {
        notes.push(format!(
            "Thresholds were chosen on {} of the rows, by chance with seed {}, and their rates counted on \
             the rest; areas are of all rows.",
            short_percent(by.share.get()),
            by.seed
        ));
        let is_precision = |rule: &OperatingRule| matches!(rule, OperatingRule::Precision(_));
        if options.guarantee.is_some() && options.rules.iter().any(is_precision) {
            notes.push(
                "For a guaranteed precision, candidates come from that part, and one of them is chosen by \
                 tests on the rest, where its rates are counted, too."
                    .to_owned(),
            );
        }
    }
    if unlabelled > 0 {
        let (rows, are) = match unlabelled {
            1 => ("row has", "is"),
            _ => ("rows have", "are"),
        };
        notes.push(format!("{unlabelled} {rows} no label and {are} in no other number."));
    }
    if dropped > 0 {
        notes.push(format!(
            "{dropped} {} no finite score and {} left out, as was asked for.",
            if dropped == 1 { "row had" } else { "rows had" },
            if dropped == 1 { "was" } else { "were" }
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

const ABOUT_PRECISION: &str = "Precision and average precision depend on the share of positives in these rows and do not \
                               travel to a stream with another share; --prevalence carries precision to one.";

const ABOUT_LIMITS: [&str; 2] = [
    "DeLong's limits of AUC are approximate, and too narrow where few items are in the wrong order, as at \
     areas near 1; Hoeffding's hold for any scores and any number of rows.",
    "The limits hold if the rows were drawn at random from positives and from negatives, independently of \
     each other; rows that come in clusters, such as many of one account, carry less information: --cluster \
     names their column.",
];

/// What holds of precision–recall–gain where a recall as low as a prevalence stands for less than one of so
/// many positives.
pub(super) fn about_gain(options: &SweepOptions, ranking: &Ranking, positives: u64) -> Vec<String> {
    let share = real(ranking.positives()) / real(ranking.positives() + ranking.negatives());
    let there = options.prevalence.as_ref().map(|given| given.prevalence.share());
    let is_less = |share: f64| share * real(positives) < 1.0;
    let has_both = ranking.positives() > 0 && ranking.negatives() > 0;
    let matters = has_both && (is_less(share) || there.is_some_and(is_less));
    let note = "Precision–recall–gain starts where recall is the prevalence. Here that is before the first \
                positive is found, so that its area says little.";
    matters.then(|| note.to_owned()).into_iter().collect()
}

/// What bins do to the numbers.
fn coarse(bits: u32) -> String {
    format!(
        "Scores were told apart by {bits} bits, and fell into bins. A threshold is the lowest score of a bin, \
         where every count is exact. What depends on the order within bins has bounds that no order \
         passes, and confidence limits that hold whichever order it was. A threshold \
         within a bin might do better, by as much as is said beside 'if finer'. Other numbers take the items \
         of a bin for tied."
    )
}

fn of_calibration(options: &SweepOptions) -> Vec<String> {
    let mut notes = vec![
        "Calibration takes each score for the probability that the item is violating. The Brier score is \
         miscalibration - discrimination + uncertainty, where miscalibration is what isotonic regression on \
         the same rows would mend."
            .to_owned(),
        "Calibration errors (ECE, MCE) and miscalibration are above 0 by chance even where scores are \
         calibrated, and errors depend on the bins, which hold scores up to and with their upper end. The limits of a share of positives are exact, those of \
         mean losses (normal) and of slope and intercepts (Wald) approximate, and too narrow where few rows are \
         positive."
            .to_owned(),
        match &options.trained_at {
            Some(given) => format!(
                "Cllr takes likelihood ratios from the probabilities, by the odds of {}, the share of positives \
                 that the scores were trained on, as was stated.",
                given.text
            ),
            None => "Cllr takes likelihood ratios from the probabilities, for scores that were trained on the \
                     share of positives that these rows have; --training-prevalence states another."
                .to_owned(),
        },
    ];
    notes.extend(options.prevalence.as_ref().map(|given| {
        format!(
            "Calibration at {}, taken as exact, is that of the scores as they are, and moved: with their odds multiplied by \
             those of this prevalence over those of the share of positives that they were trained on. Recall \
             and the false positive rate of every threshold are taken to be the same there.",
            given.text
        )
    }));
    notes
}

/// Thresholds that were chosen on the rows on which they are judged.
pub(super) fn same_rows(paths: &[PathBuf], sweep: &Sweep) -> Option<Finding> {
    let is_split = sweep.split.is_some();
    let taken =
        |point: &&OperatingPoint| point.threshold.is_some() && point.is_chosen_on_counted(is_split);
    let point = sweep.operating_points.iter().find(taken)?;
    let others = match (point.simultaneous.is_some(), point.guarantee.is_some()) {
        (true, true) => "; those at any threshold do, and so do the guarantees",
        (true, false) => "; those at any threshold do",
        (false, true) => "; the guarantees do",
        (false, false) => "",
    };
    let which = if is_split {
        "The thresholds with a guaranteed precision were"
    } else {
        "The thresholds were"
    };
    Some(Finding {
        code: FindingCode::SameRowsForThresholdAndTest,
        severity: Severity::Warning,
        cases: Vec::new(),
        message: format!(
            "{which} chosen on the rows on which their rates were then counted, so that these \
             look better than they will be on new data, and their limits do not allow for the \
             choice{others}."
        ),
        ask: "Ask for the counts at these thresholds on rows that had no part in choosing them."
            .to_owned(),
        places: paths.iter().map(|path| path.display().to_string()).collect(),
    })
}
