//! The text of a report in sections, before it has a format.

use super::charts::{self, Charts, funnel_file, kappa_file};
use super::explained;
use crate::disclosure::{Comparison, Finding, Reconciliation};
use crate::evaluation::{CaseChapter, CaseResult, Outcome, Report};
use crate::export::audit::{by_severity, case_findings, figures_table, proof_blocks};
use crate::export::{Block, Column};
use crate::quantity::display::{grouped, short_percent};

/// A section of a report.
#[derive(Clone, Debug)]
pub(super) struct Section {
    /// Its anchor.
    pub(super) id: String,
    /// Its heading.
    pub(super) title: String,
    /// What is in it.
    pub(super) blocks: Vec<Block>,
}

/// The anchor of the section of findings, which a page lays out in its own way.
pub(super) const FINDINGS: &str = "findings";

impl Section {
    fn new(id: &str, title: impl Into<String>, blocks: Vec<Block>) -> Self {
        Self { id: id.to_owned(), title: title.into(), blocks }
    }
}

/// The headline of the report.
pub(super) fn title(outcome: &Outcome<Report>) -> String {
    format!("What the reported error rates prove: {}", outcome.result.title)
}

/// All sections in the order of reading.
pub(super) fn sections(outcome: &Outcome<Report>, charts: &Charts) -> Vec<Section> {
    let report = &outcome.result;
    let mut sections = vec![answer(report, charts)];
    sections.extend(chapters(outcome, charts));
    sections.extend(reconciliation(&report.reconciliation));
    sections.push(Section::new(FINDINGS, "Findings", findings(&outcome.findings)));
    sections.push(Section::new("reading", "How to read this", explained::reading(charts)));
    sections.push(Section::new("methods", "Methods", explained::methods(report)));
    sections.push(Section::new("provenance", "Provenance", explained::provenance(outcome)));
    sections
}

/// The sections one after another, for formats without anchors.
pub(super) fn blocks(outcome: &Outcome<Report>, sections: &[Section]) -> Vec<Block> {
    let mut blocks = vec![Block::Heading(1, title(outcome))];
    for section in sections {
        blocks.push(Block::Heading(2, section.title.clone()));
        blocks.extend(section.blocks.clone());
    }
    blocks
}

pub(super) fn picture(charts: &Charts, file: &str) -> Option<Block> {
    let chart = charts.iter().find(|chart| chart.file == file)?;
    Some(Block::Picture { path: chart.file.clone(), text: chart.text.clone() })
}

fn answer(report: &Report, charts: &Charts) -> Section {
    let mut blocks: Vec<Block> = report.answer.iter().cloned().map(Block::Paragraph).collect();
    if blocks.is_empty() {
        blocks.push(Block::Paragraph("These figures say nothing about errors.".to_owned()));
    }
    blocks.extend(picture(charts, charts::SETS));
    Section::new("answer", "The answer", blocks)
}

/// One section per provider and year.
fn chapters(outcome: &Outcome<Report>, charts: &Charts) -> Vec<Section> {
    let report = &outcome.result;
    let level = short_percent(outcome.confidence);
    let mut sections: Vec<Section> = Vec::new();
    let mut cases: Vec<_> = report.audit.cases.iter().zip(&report.chapters).collect();
    // Within a provider and year, the figures that say nothing about errors come last.
    cases.sort_by_key(|(case, _)| {
        let key = &case.case.key;
        (key.provider.clone(), case.case.period.start().year(), !case.concerns_errors())
    });
    for (case, chapter) in cases {
        let title = format!("{}, {}", case.case.key.provider, case.case.years());
        let blocks = if case.concerns_errors() {
            case_blocks(case, chapter, &outcome.findings, charts, &level)
        } else {
            other_figures(case)
        };
        match sections.iter_mut().find(|section| section.title == title) {
            Some(section) => section.blocks.extend(blocks),
            None => sections.push(Section::new(&anchor(&title), title, blocks)),
        }
    }
    sections
}

fn anchor(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn case_blocks(
    case: &CaseResult,
    chapter: &CaseChapter,
    findings: &[Finding],
    charts: &Charts,
    level: &str,
) -> Vec<Block> {
    let heading = |text: &str| Block::Heading(4, text.to_owned());
    let mut blocks = vec![
        Block::Heading(3, case.case.title()),
        heading("The figures as printed"),
        figures_table(case),
    ];
    blocks.extend(picture(charts, &funnel_file(case)));
    blocks.extend(deeper(proof_blocks(case, level, true)));
    blocks.extend(picture(charts, &kappa_file(case)));
    let own = case_findings(case, findings);
    if !own.is_empty() {
        blocks.push(heading("Findings"));
        blocks.push(Block::List(own));
    }
    if !chapter.advice.is_empty() {
        blocks.push(heading("To narrow this, ask for"));
        blocks.push(Block::List(chapter.advice.clone()));
    }
    blocks
}

/// The same blocks one heading level down.
fn deeper(blocks: Vec<Block>) -> impl Iterator<Item = Block> {
    blocks.into_iter().map(|block| match block {
        Block::Heading(level, text) => Block::Heading(level + 1, text),
        other => other,
    })
}

fn other_figures(case: &CaseResult) -> Vec<Block> {
    vec![
        Block::Heading(3, case.case.title()),
        Block::Paragraph("Figures that say nothing about errors by themselves.".to_owned()),
        figures_table(case),
    ]
}

fn reconciliation(rows: &[Reconciliation]) -> Option<Section> {
    if rows.is_empty() {
        return None;
    }
    let intro = "What Member States say they received, beside what NCMEC says it sent them. NCMEC \
                 counts calendar years; where a country's period is not made of whole ones, what it \
                 was sent within that period is a range: at least the years that lie wholly inside, \
                 at most all years that the period touches. A country that counts fewer than the \
                 least, or more than the most, cannot have counted the same reports.";
    let columns = vec![
        Column::text("country"),
        Column::text("period"),
        Column::number("reports received"),
        Column::number("reports NCMEC sent in it"),
        Column::text("compared"),
        Column::text("remarks"),
    ];
    let row = |row: &Reconciliation| {
        let sent = match row.sent_high {
            Some(high) if high == row.sent_low => grouped(high),
            Some(high) => format!("{} to {}", grouped(row.sent_low), grouped(high)),
            None => format!("at least {}", grouped(row.sent_low)),
        };
        let compared = match row.comparison {
            Comparison::Fewer => "fewer than sent",
            Comparison::Compatible => "compatible",
            Comparison::More => "more than sent",
        };
        vec![
            row.country.clone(),
            row.period.to_string(),
            grouped(row.received),
            sent,
            compared.to_owned(),
            row.note.clone(),
        ]
    };
    let blocks = vec![
        Block::Paragraph(intro.to_owned()),
        Block::Table { columns, rows: rows.iter().map(row).collect() },
    ];
    Some(Section::new("reconciliation", "Member States and NCMEC", blocks))
}

fn findings(findings: &[Finding]) -> Vec<Block> {
    let line = |finding: &Finding| {
        format!(
            "**{}** ({}): {} *{}*",
            finding.severity, finding.code, finding.message, finding.ask
        )
    };
    vec![Block::List(by_severity(findings).into_iter().map(line).collect())]
}
