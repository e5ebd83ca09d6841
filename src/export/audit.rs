//! An audit as a document and as CSV.

use super::assumed::assumptions;
use super::rows;
use super::wording::{self, NONE, SAME};
use super::{Block, Column};
use crate::disclosure::{Finding, FindingCode, Stage};
use crate::error::Result;
use crate::evaluation::{Audit, CaseResult, Outcome, Proxy};
use crate::identification::{IdentifiedSet, Population, Rung, RungResult, Status};
use crate::quantity::display::{percent, rate, short_percent, spaced, whole_numbers};

/// Returns the audit as a document: a chapter for each case that concerns errors, then the
/// findings.
#[must_use]
pub fn document(outcome: &Outcome<Audit>) -> Vec<Block> {
    let level = short_percent(outcome.confidence);
    let (cases, others): (Vec<&CaseResult>, Vec<&CaseResult>) =
        outcome.result.cases.iter().partition(|case| case.concerns_errors());
    let estimates = if cases.iter().any(|case| case.ladder.iter().any(RungResult::is_estimate)) {
        format!(" {}", wording::ESTIMATES)
    } else {
        String::new()
    };
    let mut blocks = vec![
        Block::Heading(1, "What the figures prove".to_owned()),
        Block::Paragraph(format!(
            "A range is everything that the figures allow under the assumptions beside it. Limits \
             ({level}) are another thing: what chance leaves open about the process behind the \
             figures.{estimates}"
        )),
    ];
    for case in cases {
        blocks.push(Block::Heading(2, case.case.title()));
        blocks.extend(case_blocks(case, &level));
    }
    if !others.is_empty() {
        blocks.push(Block::Heading(2, "Other figures, which say nothing about errors".to_owned()));
        let line =
            |case: &&CaseResult| format!("{}: {}", case.case.title(), wording::figures(case));
        blocks.push(Block::List(others.iter().map(line).collect()));
    }
    blocks.extend(findings(&outcome.findings));
    blocks
}

/// The chapter of one case, without its heading.
#[must_use]
pub fn case_blocks(case: &CaseResult, level: &str) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(format!("As printed: {}.", wording::figures(case)))];
    blocks.extend(proof_blocks(case, level, false));
    blocks
}

/// What the figures of one case prove, without the figures themselves; with `reading`, each rung
/// says how to read it.
#[must_use]
pub fn proof_blocks(case: &CaseResult, level: &str, reading: bool) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !case.proxies.is_empty() {
        blocks.push(Block::Heading(3, "Ratios of these figures, and what was printed".to_owned()));
        blocks.push(proxies_table(&case.proxies, level));
        let intervals = "The intervals take the printed figures as exact, and say only what chance \
                         leaves open about the process behind them.";
        blocks.push(Block::Paragraph(intervals.to_owned()));
    }
    if case.has_rungs() {
        blocks.push(Block::Heading(
            3,
            format!("What they prove: share of {} that were wrong (FDR)", of(case)),
        ));
        blocks.push(ladder_table(case, level, reading));
        blocks.extend(wording::precision(case).map(Block::Paragraph));
        blocks.extend(scan_table(case, level));
        blocks.extend(wording::limits_of_audits(case).map(Block::Paragraph));
    } else {
        blocks.push(Block::Paragraph(wording::nothing_determined(case)));
    }
    let tipping = wording::tipping_points(case);
    if !tipping.is_empty() {
        blocks.push(Block::Heading(3, "What κ would have to be".to_owned()));
        let meaning = "κ is the odds that a wronged user appeals, over the odds that any other does. \
                       The share of actions that were wrong is";
        blocks.push(Block::Paragraph(meaning.to_owned()));
        blocks.push(Block::List(tipping));
    }
    blocks
}

fn of(case: &CaseResult) -> &'static str {
    case.ladder.first().map_or(Population::Actions, |rung| rung.fdr.of()).label()
}

/// The figures of a case, with their rounding, their places and the remarks on them.
#[must_use]
pub fn figures_table(case: &CaseResult) -> Block {
    let rows = Stage::ALL.iter().filter_map(|stage| {
        let figure = case.case.figure(*stage)?;
        let printings = || figure.all_printings();
        let part =
            |label: &str| if label.is_empty() { String::new() } else { format!(" ({label})") };
        let places = printings().map(|p| format!("{}{}", p.source.citation, part(&p.label)));
        let remarks = printings().flat_map(|p| p.note.split("; ").map(whole_numbers));
        let shown = figure.shown();
        Some(vec![stage.label().to_owned(), shown, once(places), once(remarks)])
    });
    Block::Table {
        columns: vec![
            Column::text("stage"),
            Column::number(case.case.key.unit.plural()),
            Column::text("printed in"),
            Column::text("remarks"),
        ],
        rows: rows.collect(),
    }
}

/// The texts in one, each once, without empty ones.
fn once(texts: impl Iterator<Item = String>) -> String {
    let mut kept: Vec<String> = Vec::new();
    for text in texts.filter(|text| !text.is_empty()) {
        if !kept.contains(&text) {
            kept.push(text);
        }
    }
    kept.join("; ")
}

/// The ratios of a case, with what the sources print and what chance leaves open.
#[must_use]
pub fn proxies_table(proxies: &[Proxy], level: &str) -> Block {
    let rows = proxies.iter().map(|proxy| {
        let reported: Vec<String> =
            proxy.reported.iter().map(|r| format!("{} ({})", spaced(&r.text), r.word())).collect();
        let (value, counts) = match proxy.proportion {
            Ok(proportion) => (percent(proportion.estimate()), wording::proportion(proportion)),
            Err(reason) => (NONE.to_owned(), reason.to_owned()),
        };
        let limits = |interval: Option<_>| {
            interval.map_or(NONE.to_owned(), |i| wording::interval(i, percent))
        };
        vec![
            proxy.kind.label(),
            value,
            counts,
            if reported.is_empty() { NONE.to_owned() } else { reported.join("; ") },
            limits(proxy.clopper_pearson),
            limits(proxy.wilson),
        ]
    });
    Block::Table {
        columns: vec![
            Column::text("ratio"),
            Column::number("value"),
            Column::text("from"),
            Column::text("printed as"),
            Column::number(format!("Clopper–Pearson {level}")),
            Column::number(format!("Wilson {level}")),
        ],
        rows: rows.collect(),
    }
}

/// The false discovery rate by rung; with `reading`, each rung says how to read it.
#[must_use]
pub fn ladder_table(case: &CaseResult, level: &str, reading: bool) -> Block {
    let scan = [Rung::Scan, Rung::ScanBounded, Rung::UnflaggedAudit];
    let mut audit_named = false;
    let rows = case.ladder.iter().filter(|rung| !scan.contains(&rung.rung)).map(|rung| {
        let named = audit_named;
        audit_named |= rung.rung == Rung::Audit;
        let read = if reading { format!("\n{}", wording::reading(rung)) } else { String::new() };
        vec![
            rung.rung.word().to_owned(),
            assumptions(rung, named) + &read,
            wording::set(&rung.fdr, rate),
            wording::set_with_rounding(&rung.fdr, rate).unwrap_or_else(|| SAME.to_owned()),
            wording::limits(&rung.fdr, rate).unwrap_or_else(|| NONE.to_owned()),
        ]
    });
    let columns = vec![
        Column::text("rung"),
        Column::text("if we also assume that"),
        Column::number("range"),
        Column::number(WITH_ROUNDING),
        Column::number(format!("limits, {level}")),
    ];
    sets_table(columns, rows.collect())
}

const WITH_ROUNDING: &str = "with rounding";

/// A table of sets, without the column on rounding where rounding changes none of them.
fn sets_table(mut columns: Vec<Column>, mut rows: Vec<Vec<String>>) -> Block {
    let place = columns.iter().position(|column| column.title == WITH_ROUNDING);
    if let Some(place) = place.filter(|place| rows.iter().all(|row| row[*place] == SAME)) {
        columns.remove(place);
        for row in &mut rows {
            row.remove(place);
        }
    }
    Block::Table { columns, rows }
}

/// The rates over all that was scanned, where the number scanned gives any; of rows that say the same,
/// the first alone.
#[must_use]
pub fn scan_table(case: &CaseResult, level: &str) -> Vec<Block> {
    let mut rows = Vec::new();
    let mut shown: Vec<(Rung, &str, &IdentifiedSet)> = Vec::new();
    let mut named = None;
    let mut left_out = false;
    for rung in &case.ladder {
        let rates: [(&str, &IdentifiedSet); 3] = [
            ("false positive rate", &rung.fpr),
            ("recall", &rung.recall),
            ("prevalence", &rung.prevalence),
        ];
        let mut first = true;
        let known = rates.into_iter().filter(|(_, set)| set.status() != Status::Unidentified);
        for (name, set) in known {
            // Another assumption that changes nothing is not told; below rung 8 there is but a floor.
            let kind = rung.rung.max(Rung::Review);
            if shown.contains(&(kind, name, set)) {
                left_out = true;
                continue;
            }
            shown.push((kind, name, set));
            let once = |text: String| if first { text } else { String::new() };
            rows.push(vec![
                once(rung.rung.word().to_owned()),
                once(assumptions(rung, named == Some(rung.rung))),
                name.to_owned(),
                wording::set(set, rate),
                wording::set_with_rounding(set, rate).unwrap_or_else(|| SAME.to_owned()),
                wording::limits(set, rate).unwrap_or_else(|| NONE.to_owned()),
            ]);
            first = false;
        }
        if !first {
            named = Some(rung.rung);
        }
    }
    if rows.is_empty() {
        return Vec::new();
    }
    let columns = vec![
        Column::text("rung"),
        Column::text("if we assume that"),
        Column::text("rate"),
        Column::number("range"),
        Column::number(WITH_ROUNDING),
        Column::number(format!("limits, {level}")),
    ];
    let heading =
        "Over all that was scanned (false positive rate: share of innocent items flagged)";
    let mut blocks = vec![Block::Heading(3, heading.to_owned()), sets_table(columns, rows)];
    if left_out {
        let note =
            "A row that would say the same as one above, under other assumptions, is left out.";
        blocks.push(Block::Paragraph(note.to_owned()));
    }
    blocks
}

/// The findings, the most severe first, each with the question to ask.
#[must_use]
pub fn findings(findings: &[Finding]) -> Vec<Block> {
    if findings.is_empty() {
        return vec![Block::Heading(2, "Findings: none".to_owned())];
    }
    vec![
        Block::Heading(2, format!("Findings: {}", findings.len())),
        Block::List(by_severity(findings).into_iter().map(finding_line).collect()),
    ]
}

/// The findings about `case` or all `cases` of its provider, in a line each; not those about several
/// providers, nor that figures are rounded, which the figures say themselves.
#[must_use]
pub fn case_findings(case: &CaseResult, cases: &[CaseResult], findings: &[Finding]) -> Vec<String> {
    let provider = |id: &String| {
        cases.iter().find(|other| other.case.id == *id).map(|other| &other.case.key.provider)
    };
    let about = |finding: &&Finding| {
        finding.code != FindingCode::RoundedFigure
            && finding.cases.contains(&case.case.id)
            && finding.cases.iter().all(|id| provider(id) == Some(&case.case.key.provider))
    };
    findings.iter().filter(about).map(finding_line).collect()
}

fn finding_line(finding: &Finding) -> String {
    format!("{} ({}): {} {}", finding.severity, finding.code, finding.message, finding.ask)
}

/// The findings, the most severe first.
#[must_use]
pub fn by_severity(findings: &[Finding]) -> Vec<&Finding> {
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| std::cmp::Reverse(finding.severity));
    sorted
}

/// Returns the audit as CSV: one row per case and rung, shares as fractions.
///
/// # Errors
///
/// If the rows cannot be written.
pub fn csv(outcome: &Outcome<Audit>) -> Result<String> {
    let cases = outcome.result.cases.iter();
    let rows = cases.flat_map(|case| case.ladder.iter().map(move |rung| csv_row(case, rung)));
    rows::csv(std::iter::once(csv_header()).chain(rows))
}

const CASE_COLUMNS: [&str; 11] = [
    "case",
    "provider",
    "service",
    "technology",
    "category",
    "period_start",
    "period_end",
    "unit",
    "scope",
    "rung",
    "assumptions",
];
const RATES: [&str; 4] = ["fdr", "fpr", "recall", "prevalence"];
const SET_COLUMNS: [&str; 8] = [
    "of",
    "status",
    "lower",
    "upper",
    "printed_lower",
    "printed_upper",
    "confidence_lower",
    "confidence_upper",
];

fn csv_header() -> Vec<String> {
    let sets = RATES.iter().flat_map(|rate| SET_COLUMNS.iter().map(move |c| format!("{rate}_{c}")));
    CASE_COLUMNS.iter().map(|column| (*column).to_owned()).chain(sets).collect()
}

fn csv_row(case: &CaseResult, rung: &RungResult) -> Vec<String> {
    let key = &case.case.key;
    let codes: Vec<&str> = rung.assumptions.iter().map(|assumption| assumption.word()).collect();
    let mut row = vec![
        case.case.id.clone(),
        key.provider.clone(),
        key.service.clone(),
        key.technology.clone(),
        key.category.clone(),
        case.case.period.start().to_string(),
        case.case.period.end().to_string(),
        key.unit.to_string(),
        key.scope.to_string(),
        rung.rung.to_string(),
        codes.join(" "),
    ];
    for set in [&rung.fdr, &rung.fpr, &rung.recall, &rung.prevalence] {
        let number =
            |number: Option<f64>| number.map_or(String::new(), |number| number.to_string());
        let ends =
            |ends: Option<(f64, f64)>| [number(ends.map(|e| e.0)), number(ends.map(|e| e.1))];
        let limits = set.confidence().map(|interval| (interval.lower(), interval.upper()));
        let status = match set.status() {
            Status::Point => "point",
            Status::Interval => "interval",
            Status::Unidentified => "unidentified",
            Status::Empty => "empty",
        };
        let of = match set.of() {
            Population::Actions => "actions",
            Population::Flags => "flags",
            Population::Scanned => "scanned",
        };
        row.extend([of.to_owned(), status.to_owned()]);
        row.extend(
            [ends(set.ends()), ends(set.printed_ends()), ends(limits)].into_iter().flatten(),
        );
    }
    row
}
