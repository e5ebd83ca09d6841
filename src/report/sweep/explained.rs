//! What a reader needs to understand the page of a sweep: how to read it, its methods, its provenance.

use crate::evaluation::{Outcome, Sweep};
use crate::export::{Block, Column};
use crate::quantity::display::short_percent;

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
            "share of all pairs of a positive and a negative in which the positive has the higher score",
        ],
        [
            "limits",
            "what chance leaves open: the interval that holds the true value as often as its confidence says",
        ],
    ];
    vec![table(["word", "meaning"], words), Block::List(outcome.result.notes.clone())]
}

/// How each number was computed, and who says so.
pub(super) fn methods(outcome: &Outcome<Sweep>) -> Vec<Block> {
    let sweep = &outcome.result;
    let mut rows = vec![
        [
            "AUC",
            "pairs of a positive and a negative with the positive above, ties counted half, over all pairs: \
             whole numbers, so that every digit is right",
            "Mann and Whitney, Annals of Mathematical Statistics 18, 1947",
        ],
        [
            "its limits, logit-delong",
            "logit A ± z·SE / (A(1 − A)), with DeLong's standard error SE; where that is 0, those of the next row",
            "DeLong, DeLong and Clarke-Pearson, Biometrics 44, 1988; Pepe, The Statistical Evaluation of Medical \
             Tests, 2003",
        ],
        [
            "its limits, hoeffding",
            "m·[A ln(A/θ) + (1 − A) ln((1 − A)/(1 − θ))] = −ln((1 − confidence)/2), solved for θ on either side, \
             with m items of the rarer label; they hold whatever the scores",
            "Hoeffding, Journal of the American Statistical Association 58, 1963",
        ],
        [
            "average precision",
            "Σ (recall − recall before)·precision over all thresholds from the highest down; limits logit AP ± z / \
             √(P·AP(1 − AP)) with P positives, approximate",
            "Boyd, Eng and Page, ECML PKDD 2013",
        ],
        [
            "equal error rate",
            "where the false positive rate equals the share missed, on the straight line between the two \
             thresholds next to that point",
            "Martin, Doddington, Kamm, Ordowski and Przybocki, Eurospeech 1997",
        ],
        [
            "recall, FPR, precision",
            "counts at the threshold; exact limits from the binomial distribution (clopper-pearson)",
            "Clopper and Pearson, Biometrika 26, 1934",
        ],
    ];
    if sweep.areas.partial_auc.is_some() {
        rows.push([
            "partial AUC",
            "the area between two false positive rates; standardised ½·(1 + (area − least)/(most − least)), with \
             least that of chance and most that of perfection",
            "McClish, Medical Decision Making 9, 1989",
        ]);
    }
    if sweep.prevalence.is_some() {
        rows.push([
            "precision at a prevalence π",
            "odds = π/(1 − π)·recall/FPR; limits by the logit, logit ± z·√((1 − recall)/TP + specificity/FP), with \
             z²/2 added to every count where TP or FP is 0",
            "Mercaldo, Lau and Zhou, Statistics in Medicine 26, 2007",
        ]);
    }
    if sweep.operating_points.iter().any(|point| point.guarantee.is_some()) {
        rows.push([
            "guarantee",
            "thresholds are tested one after the other, each by the exact binomial tail at the full level, until \
             the first that fails (FPR, recall); for precision from several starts that share the level, on rows \
             that had no part in fixing them",
            "Angelopoulos, Bates, Candès, Jordan and Lei, Annals of Applied Statistics 19, 2025; Tong, Feng and \
             Li, Science Advances 4, 2018",
        ]);
    }
    vec![
        table(["quantity", "how it is computed", "source"], rows),
        Block::Paragraph(
            "Curves have a point for every distinct score and are drawn with every bend that can be seen. The \
             false positive rate, and precision where positives are rare, have a scale on which each power of ten \
             is as long as the next; 0, which such a scale cannot reach, stands before its start. On the scales of \
             normal deviates the rates of two normal laws lie on a straight line."
                .to_owned(),
        ),
    ]
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

fn table<'a, const N: usize>(
    titles: [&str; N],
    rows: impl IntoIterator<Item = [&'a str; N]>,
) -> Block {
    let row = |row: [&str; N]| row.iter().map(|text| (*text).to_owned()).collect();
    Block::Table {
        columns: titles.iter().map(|title| Column::text(*title)).collect(),
        rows: rows.into_iter().map(row).collect(),
    }
}
