//! What a reader needs to understand the page of a sweep: findings, words, provenance.

use super::missing_pictures;
use crate::evaluation::{Outcome, Sweep};
use crate::export::{Block, Column};
use crate::quantity::display::short_percent;

/// What is drawn of rows with weights in another way, or not at all.
pub(super) const OF_WEIGHTS: &str = "Rows with weights have no chart of precision against the threshold, and the \
                                     bars of their scores count rows, whatever their weights.";

/// Each finding with what to ask for.
pub(super) fn findings(outcome: &Outcome<Sweep>) -> Vec<Block> {
    let items = outcome.findings.iter().map(|finding| {
        format!("{} ({}): {} {}", finding.severity, finding.code, finding.message, finding.ask)
    });
    vec![Block::List(items.collect())]
}

/// The words, and what holds of the numbers.
pub(super) fn reading(outcome: &Outcome<Sweep>) -> Vec<Block> {
    let words = [
        ["positive, negative", "what the labels say; mostly violating and innocent"],
        [
            "threshold",
            "the score from which on an item is flagged; items with that very score are flagged",
        ],
        ["recall", "share of the positives that are flagged; the rest is missed"],
        ["false positive rate, FPR", "share of the negatives that are flagged"],
        [
            "precision",
            "share of the flags that are right; it depends on how many items are positive",
        ],
        ["prevalence", "share of all items that are positive"],
        [
            "AUC",
            "share of all pairs of a positive and a negative in which the positive has the higher score; ties count half",
        ],
        [
            "limits",
            "what chance leaves open: the interval that holds the true value as often as its confidence says",
        ],
    ];
    let no_scores = missing_pictures(&outcome.result).map(str::to_owned);
    let notes = outcome.result.notes.iter().cloned().chain(no_scores);
    vec![table(["word", "meaning"], words), Block::List(notes.collect())]
}

/// The inputs, the version and the command that makes this page again.
pub(super) fn provenance(outcome: &Outcome<Sweep>, command: &str) -> Vec<Block> {
    let inputs = outcome.inputs.iter().map(|input| [input.path.as_str(), input.sha256.as_str()]);
    vec![
        Block::Paragraph(format!(
            "Made by baserate {} at {} confidence with: `{command}`. The same inputs give the same bytes.",
            outcome.version,
            short_percent(outcome.confidence)
        )),
        table(["input", "SHA-256"], inputs),
    ]
}

pub(super) fn table<'a, const N: usize>(
    titles: [&str; N],
    rows: impl IntoIterator<Item = [&'a str; N]>,
) -> Block {
    let row = |row: [&str; N]| row.iter().map(|text| (*text).to_owned()).collect();
    Block::Table {
        columns: titles.iter().map(|title| Column::text(*title)).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}
