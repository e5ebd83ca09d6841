//! What a sweep says, in a few sentences.

use crate::evaluation::{Estimate, OperatingPoint, Outcome, SplitResult, Sweep};
use crate::export::sweep::{area, bounds_of_area, design_words, rule_words};
use crate::export::wording::{proportion, range, share};
use crate::quantity::Proportion;
use crate::quantity::display::{counted, short_percent};

pub(super) const LEDE: &str = "A detector gives scores; a threshold makes flags of them. How well the scores \
                               tell positives from negatives, what some thresholds do, and how far chance could \
                               move these numbers.";

/// How many thresholds are spelt out.
const SPELT_OUT: usize = 2;

/// Returns three to six sentences, the most important first.
pub(super) fn answer(outcome: &Outcome<Sweep>) -> Vec<String> {
    let sweep = &outcome.result;
    let mut sentences = vec![separation(outcome)];
    sentences.extend(sweep.design.as_ref().map(design_words));
    sentences.extend(coarseness(sweep));
    sentences.extend(sweep.split.as_ref().map(|split| parts(sweep, split)));
    let points = &sweep.operating_points;
    sentences.extend(points.iter().take(SPELT_OUT).map(|point| threshold(sweep, point)));
    if let Some(more) = points.len().checked_sub(SPELT_OUT).filter(|more| *more > 0) {
        let rules = if more == 1 { "rule" } else { "rules" };
        sentences.push(format!("The table below has {more} more {rules} for a threshold."));
    }
    sentences.extend(kept(outcome));
    sentences.extend(caution(sweep));
    sentences
}

/// How well scores tell positives from negatives.
fn separation(outcome: &Outcome<Sweep>) -> String {
    let sweep = &outcome.result;
    let rows = format!(
        "{} and {}{}",
        counted(sweep.positives, "positive", "positives"),
        counted(sweep.negatives, "negative", "negatives"),
        if sweep.unit.is_some() { ", counted by their weights" } else { "" }
    );
    let auc = &sweep.areas.auc.estimate;
    let Some(value) = auc.estimate else {
        let why = auc.reason.unwrap_or("it is undefined");
        return format!(
            "Of {rows}, nothing can be said about how well their scores tell them apart: {why}."
        );
    };
    let limits = limits(auc, area).map_or(String::new(), |limits| {
        format!(", {} limits {limits}", short_percent(outcome.confidence))
    });
    let warning = if value < 0.5 {
        " Less than one half: a low score speaks for a positive here, and no threshold below can work."
    } else {
        ""
    };
    format!(
        "Of {rows}, a positive has the higher score in {} of all pairs, ties counted half (AUC {}{limits}). \
         Chance alone would give 50\u{a0}%.{warning}",
        share(value),
        area(value)
    )
}

/// What scores that fell into bins leave open.
fn coarseness(sweep: &Sweep) -> Option<String> {
    let bits = sweep.resolution?;
    let bounds = sweep.areas.auc.estimate.discretisation?;
    Some(format!(
        "The scores were put into bins ({bits} bits of them were kept). Finer scores, in any order within their bins, \
         could have an AUC of {}: this is no matter of chance, and more rows would not narrow it.",
        bounds_of_area(bounds)
    ))
}

/// On how many rows thresholds were chosen, and on how many their rates were counted.
fn parts(sweep: &Sweep, split: &SplitResult) -> String {
    let tested = if sweep.operating_points.iter().any(OperatingPoint::is_tested_where_counted) {
        " A guaranteed precision was tested on the latter, too."
    } else {
        ""
    };
    format!(
        "Thresholds were chosen on {} and {} of these, and their rates are those of the other {} and {}.{tested}",
        counted(split.chosen_on_positives, "positive", "positives"),
        counted(split.chosen_on_negatives, "negative", "negatives"),
        counted(split.counted_on_positives, "positive", "positives"),
        counted(split.counted_on_negatives, "negative", "negatives")
    )
}

/// What a threshold does.
fn threshold(sweep: &Sweep, point: &OperatingPoint) -> String {
    let rule = rule_words(point);
    let Some(threshold) = point.threshold else {
        let why = point.reason.unwrap_or("there is none");
        return format!("Nothing fits “{rule}”: {why}.");
    };
    let mut text = format!(
        "At a threshold of {} ({rule}), {} of the positives and {} of the negatives are flagged",
        shortened(threshold),
        of_items(&point.recall),
        of_items(&point.fpr)
    );
    if point.precision.estimate.is_some() {
        text = format!("{text}; of the flags, {} are right", of_items(&point.precision));
    }
    let there = point.ppv_at_prevalence.as_ref().zip(sweep.prevalence_given.as_ref());
    if let Some((ppv, given)) = there.filter(|(ppv, _)| ppv.estimate.is_some()) {
        text =
            format!("{text}. At a prevalence of {}, {} would be right", given.text, of_items(ppv));
    }
    text + "."
}

/// A score as it is, or about, where it has more digits than anybody reads; the table has them all.
fn shortened(score: f64) -> String {
    let (exact, about) = (format!("{score:?}"), format!("{score:.4}"));
    if exact.len() <= 8 || score.abs() < 0.1 || score.abs() >= 1e6 {
        exact
    } else {
        format!("about {about}")
    }
}

/// A rate with its counts and limits: `36.2 % (21 of 58, limits 24.0 % to 49.9 %)`.
fn of_items(rate: &Estimate) -> String {
    let Some(value) = rate.estimate else { return "an unknown share".to_owned() };
    let counts = rate.events.zip(rate.trials);
    let counts = counts.and_then(|(events, trials)| Proportion::new(events, trials));
    let limits = limits(rate, share).map(|limits| format!("limits {limits}"));
    let about: Vec<String> = counts.map(proportion).into_iter().chain(limits).collect();
    if about.is_empty() { share(value) } else { format!("{} ({})", share(value), about.join(", ")) }
}

fn limits(estimate: &Estimate, number: fn(f64) -> String) -> Option<String> {
    estimate.lower.zip(estimate.upper).map(|ends| range(ends, number))
}

/// Whether thresholds will do on new data what they do here.
fn kept(outcome: &Outcome<Sweep>) -> Option<String> {
    let sweep = &outcome.result;
    let point = sweep.operating_points.iter().find(|point| point.threshold.is_some())?;
    Some(match (point.guarantee, &sweep.split) {
        (Some(level), _) => format!(
            "Each of these thresholds has a guarantee: with a confidence of {} its true rate is what was asked for, \
             whatever the scores. The rate in new rows differs from the true one by chance, and a guarantee is for \
             its threshold alone, not for all of them at once.",
            short_percent(level)
        ),
        (None, Some(_)) => {
            "These thresholds have no guarantee, but their rates were counted on rows that had no \
                            part in choosing them, and are not flattered by the choice."
                .to_owned()
        }
        (None, None) if point.simultaneous.is_some() => {
            "No threshold here has a guarantee. Each merely looked best on the rows on which its \
                         rates were then counted: expect worse on new data, by as much as the limits at any \
                         threshold allow."
                .to_owned()
        }
        (None, None) => {
            "No threshold here has a guarantee. Each merely looked best on the rows on which its \
                         rates were then counted: expect worse on new data."
                .to_owned()
        }
    })
}

/// What must not be concluded.
fn caution(sweep: &Sweep) -> Option<String> {
    sweep.areas.auc.estimate.estimate?;
    let depends = "Do not read the AUC as the share of flags that are right: that share depends on how many of \
                   all items are positive";
    Some(match (&sweep.prevalence_given, sweep.positives_there()) {
        (Some(given), _) => format!(
            "{depends}, and is said for a prevalence of {}, on the assumption that recall and the false positive \
             rate are the same there.",
            given.text
        ),
        (None, Some(here)) => format!(
            "{depends}. Of {} {} are; where fewer are, a larger share of the flags is wrong.",
            if sweep.unit.is_some() { "what these rows stand for" } else { "these rows" },
            share(here)
        ),
        (None, None) => format!("{depends}."),
    })
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn scores_are_shortened_where_they_stay_what_they_are() {
        let scores = [2.09, 0.155_161_534_395_295_54, -12.345_678_901, 0.012_345_678_9, 3e300];
        let expected = ["2.09", "about 0.1552", "about -12.3457", "0.0123456789", "3e300"];
        assert_eq!(scores.map(shortened), expected);
    }
}
