//! Claims and verdicts as a document and as CSV.

use super::audit::findings;
use super::rows;
use super::{Block, Column};
use crate::claim::{Claim, Verdict};
use crate::error::Result;
use crate::evaluation::{ClaimResult, Claims, Outcome, Piece};
use crate::quantity::display::{rate, short_percent, whole_numbers};

/// Returns the claims as a document: a table of verdicts, then a chapter for each claim.
#[must_use]
pub fn document(outcome: &Outcome<Claims>) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, "Claims".to_owned())];
    blocks.push(Block::Paragraph(summary(&outcome.result)));
    blocks.push(Block::Paragraph(reading(outcome.confidence)));
    blocks.push(verdicts(&outcome.result));
    for claim in &outcome.result.claims {
        blocks.push(Block::Heading(2, claim.claim.id.clone()));
        blocks.extend(chapter(claim));
    }
    blocks.extend(findings(&outcome.findings));
    blocks
}

/// How many claims there are of each verdict.
#[must_use]
pub fn summary(claims: &Claims) -> String {
    let of = |verdict: &Verdict| {
        let count = claims.count(*verdict);
        (count > 0).then(|| format!("{count} {}", verdict.label()))
    };
    let counts: Vec<String> = Verdict::ALL.iter().filter_map(of).collect();
    let plural = if claims.claims.len() == 1 { "" } else { "s" };
    format!("{} claim{plural}: {}.", claims.claims.len(), counts.join(", "))
}

/// What a verdict means.
#[must_use]
pub fn reading(confidence: f64) -> String {
    format!(
        "Supported and refuted mean: by counts, beyond what chance leaves open ({} confidence on the side \
         that matters, exact); by a funnel, under every truth that its figures allow. A performance stated \
         as a bare number is read as a promise to be at least that good: to be supported, the number has to \
         be reached, and to be refuted, all that rounds to it has to be missed.",
        short_percent(confidence)
    )
}

/// The table of verdicts.
#[must_use]
pub fn verdicts(claims: &Claims) -> Block {
    let row = |result: &ClaimResult| {
        vec![
            format!("{}\n{}", result.claim.id, stated(&result.claim)),
            result.judged.verdict.label().to_owned(),
            result.why.clone(),
        ]
    };
    Block::Table {
        columns: ["claim", "verdict", "because"].map(Column::text).to_vec(),
        rows: claims.claims.iter().map(row).collect(),
    }
}

/// What a claim states: `precision = 99.9 %`.
#[must_use]
pub fn stated(claim: &Claim) -> String {
    let label = claim.quantity.label();
    match &claim.stated {
        None => format!("{label}, no number"),
        Some(stated) => {
            let value = match claim.quantity {
                crate::claim::ClaimQuantity::RatePerSecond => stated.text.clone(),
                _ if stated.text.contains(" in ") => in_words(&stated.text),
                _ if stated.value.abs() >= 1e-4 || stated.value == 0.0 => {
                    short_percent_signed(stated.value)
                }
                _ => rate(stated.value),
            };
            format!("{label}: {}{value}", stated.comparator.label())
        }
    }
}

fn short_percent_signed(value: f64) -> String {
    if value < 0.0 { format!("−{}", short_percent(-value)) } else { short_percent(value) }
}

/// `1 in 50000000000` with its digits grouped.
#[must_use]
pub fn in_words(text: &str) -> String {
    let grouped =
        |word: &str| word.parse().map_or(word.to_owned(), crate::quantity::display::grouped);
    text.split(' ').map(grouped).collect::<Vec<_>>().join(" ")
}

/// Said, means, evidence, needed.
#[must_use]
pub fn chapter(result: &ClaimResult) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut add = |name: &str, lines: Vec<String>| {
        for (index, line) in lines.into_iter().enumerate() {
            let name = if index == 0 { name } else { "" };
            rows.push(vec![name.to_owned(), line]);
        }
    };
    add("said", said(&result.claim));
    let implied = &result.implied;
    let readings = implied.readings.iter().map(|reading| &reading.meaning);
    let predictions = implied.predictions.iter().map(|predicted| &predicted.sentence);
    let means = implied.sentences.iter().chain(readings).chain(predictions);
    add("means", means.cloned().collect());
    let mut evidence = vec![format!("{}: {}", result.judged.verdict.label(), result.why)];
    if result.evidence.len() > 1 {
        evidence.extend(result.evidence.iter().map(piece));
    }
    add("evidence", evidence);
    add("needed", result.needed.sentences.clone());
    vec![Block::Table { columns: ["", ""].map(Column::text).to_vec(), rows }]
}

fn said(claim: &Claim) -> Vec<String> {
    let mut lines = vec![format!("{}: {}.", claim.about(), stated(claim))];
    if !claim.conditions.is_empty() {
        lines.push(format!("Conditions: {}.", whole_numbers(&claim.conditions)));
    }
    if let Some(share) = claim.test_prevalence {
        lines.push(format!("In a test of which {} was violating.", short_percent(share.get())));
    }
    if !claim.source.citation.is_empty() {
        lines.push(format!("Source: {}.", claim.source.citation));
    }
    if !claim.note.is_empty() {
        lines.push(format!("Note: {}.", whole_numbers(&claim.note)));
    }
    lines
}

fn piece(piece: &Piece) -> String {
    let range = |ends: Option<(f64, f64)>| {
        ends.map(|(lower, upper)| super::wording::range((lower, upper), rate))
    };
    let set = range(piece.set()).map(|set| format!(", allowed {set}"));
    let bounds = range(piece.bounds()).map(|bounds| format!(", chance {bounds}"));
    format!(
        "{}: {}{}{}",
        piece.name,
        piece.judged.verdict.label(),
        set.unwrap_or_default(),
        bounds.unwrap_or_default()
    )
}

const COLUMNS: [&str; 16] = [
    "claim",
    "subject",
    "technology",
    "quantity",
    "comparator",
    "value",
    "verdict",
    "left_open_by",
    "why",
    "evidence",
    "set_lower",
    "set_upper",
    "bound_lower",
    "bound_upper",
    "implied",
    "needed",
];

/// Returns the claims as CSV: a row for each claim, with the evidence that decided it.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Claims>) -> Result<String> {
    let header = COLUMNS.map(str::to_owned).to_vec();
    rows::csv(std::iter::once(header).chain(outcome.result.claims.iter().map(row)))
}

fn row(result: &ClaimResult) -> Vec<String> {
    let claim = &result.claim;
    let deciding = result.evidence.iter().find(|piece| piece.judged == result.judged);
    let number = |end: Option<f64>| end.map_or(String::new(), |end| end.to_string());
    let set = deciding.and_then(Piece::set);
    let bounds = deciding.and_then(Piece::bounds);
    let stated = claim.stated.as_ref();
    vec![
        claim.id.clone(),
        claim.subject.clone(),
        claim.technology.clone(),
        claim.quantity.to_string(),
        stated.map_or(String::new(), |stated| stated.comparator.to_string()),
        stated.map_or(String::new(), |stated| stated.value.to_string()),
        result.judged.verdict.to_string(),
        result.judged.left_open_by.map_or(String::new(), |open| open.to_string()),
        result.why.clone(),
        deciding.map_or(String::new(), |piece| piece.name.clone()),
        number(set.map(|set| set.0)),
        number(set.map(|set| set.1)),
        number(bounds.map(|bounds| bounds.0)),
        number(bounds.map(|bounds| bounds.1)),
        result.implied.sentences.join(" "),
        result.needed.sentences.join(" "),
    ]
}
