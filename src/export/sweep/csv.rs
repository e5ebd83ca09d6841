//! Operating points as CSV.

use crate::confusion::ConfusionMatrix;
use crate::curve::Discretisation;
use crate::error::Result;
use crate::evaluation::{OperatingPoint, Outcome, Sweep};
use crate::export::rows;
use crate::quantity::ConfidenceInterval;

/// Returns the operating points as CSV: one row each, shares as fractions.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Sweep>) -> Result<String> {
    let sweep = &outcome.result;
    let moves = sweep.prevalence.is_some();
    let mut names = vec!["recall", "fpr", "precision"];
    names.extend(moves.then_some("ppv_at_prevalence"));
    let header = ["rule"].into_iter().chain(moves.then_some("at_prevalence"));
    let header = header.chain(["guarantee", "threshold", "tp", "fp", "fn", "tn"]);
    let header = header.map(str::to_owned);
    let rates =
        names.iter().flat_map(|name| ["", "_lower", "_upper"].map(|end| format!("{name}{end}")));
    let shown = Shown {
        simultaneous: sweep.split.is_none() && sweep.design.is_none(),
        moved: moves,
        finer: sweep.resolution.is_some(),
    };
    let names = if moves { &SIMULTANEOUS[..] } else { &SIMULTANEOUS[..4] };
    let further = shown.simultaneous.then_some(names).into_iter();
    let further = further.chain(shown.finer.then_some(&FINER[..])).flatten();
    let further = further.map(|name| (*name).to_owned());
    let header = header.chain(rates).chain(further).chain(["reason".to_owned()]).collect();
    let row = |point| row(point, shown);
    rows::csv(std::iter::once(header).chain(sweep.operating_points.iter().map(row)))
}

/// The limits that hold at every threshold at once.
const SIMULTANEOUS: [&str; 6] = [
    "recall_simultaneous_lower",
    "recall_simultaneous_upper",
    "fpr_simultaneous_lower",
    "fpr_simultaneous_upper",
    "ppv_at_prevalence_simultaneous_lower",
    "ppv_at_prevalence_simultaneous_upper",
];

/// What the rate would be without coarsening.
const FINER: [&str; 3] = ["if_finer", "if_finer_lower", "if_finer_upper"];

/// Which further columns there are.
#[derive(Clone, Copy)]
struct Shown {
    simultaneous: bool,
    moved: bool,
    finer: bool,
}

fn row(point: &OperatingPoint, shown: Shown) -> Vec<String> {
    let number = |number: Option<f64>| number.map_or(String::new(), |number| format!("{number:?}"));
    let rates = [&point.recall, &point.fpr, &point.precision].into_iter();
    let rates = rates
        .chain(&point.ppv_at_prevalence)
        .flat_map(|rate| [rate.estimate, rate.lower, rate.upper].map(number));
    let counts = point.counts.map_or([const { String::new() }; 4], |matrix| {
        cells(&matrix).map(|count| count.to_string())
    });
    let limits = point.simultaneous;
    let limits = [
        limits.map(|limits| limits.recall),
        limits.map(|limits| limits.fpr),
        limits.and_then(|limits| limits.ppv_at_prevalence),
    ];
    let limits = limits.into_iter().take(if shown.moved { 3 } else { 2 });
    let simultaneous = limits.flat_map(|limits| {
        [limits.map(ConfidenceInterval::lower), limits.map(ConfidenceInterval::upper)].map(number)
    });
    let rates = rates.chain(shown.simultaneous.then_some(simultaneous).into_iter().flatten());
    let there = point.at_prevalence.as_ref().map(|given| given.prevalence.share());
    let start = std::iter::once(point.rule.name())
        .chain(shown.moved.then(|| number(there)))
        .chain([number(point.guarantee), number(point.threshold)]);
    let finer = point.discretisation.map_or([const { String::new() }; 3], |finer| {
        let Discretisation { lower, upper } = finer.bounds;
        [finer.of.to_owned(), number(Some(lower)), number(Some(upper))]
    });
    let finer = shown.finer.then_some(finer).into_iter().flatten();
    let reason = [point.reason.unwrap_or("").to_owned()];
    start.chain(counts).chain(rates).chain(finer).chain(reason).collect()
}

/// The counts of a point, in the order of their columns.
pub(super) fn cells(matrix: &ConfusionMatrix) -> [u64; 4] {
    [
        matrix.true_positives(),
        matrix.false_positives(),
        matrix.false_negatives(),
        matrix.true_negatives(),
    ]
}
