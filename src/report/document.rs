//! The text of a report in sections, before it has a format.

use super::charts::{self, Charts, funnel_file, kappa_file};
use super::{claims, explained, received};
use crate::disclosure::{Finding, Severity};
use crate::evaluation::{CaseChapter, CaseResult, Outcome, Report};
use crate::export::Block;
use crate::export::audit::{by_severity, case_findings, figures_table, proof_blocks, scan_table};
use crate::identification::Rung;
use crate::quantity::display::short_percent;

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
    pub(super) fn new(id: &str, title: impl Into<String>, blocks: Vec<Block>) -> Self {
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
    sections.extend(
        claims::blocks(outcome, charts).map(|blocks| Section::new("claims", "Claims", blocks)),
    );
    sections.extend(
        received::blocks(report)
            .map(|blocks| Section::new("reconciliation", "Member States and NCMEC", blocks)),
    );
    sections.push(Section::new(FINDINGS, "Findings", findings(&outcome.findings)));
    sections.push(Section::new("reading", "How to read this", explained::reading(charts)));
    let methods = [explained::methods(report), claims::methods(report)].concat();
    sections.push(Section::new("methods", "Methods", methods));
    sections.push(Section::new("provenance", "Provenance", explained::provenance(outcome)));
    sections
}

/// The sections one after another, for formats without anchors.
pub(super) fn blocks(outcome: &Outcome<Report>, sections: &[Section]) -> Vec<Block> {
    let words = "Words such as actioned, FDR, κ and rung are explained under [How to read \
                 this](#how-to-read-this).";
    let mut blocks = vec![Block::Heading(1, title(outcome)), Block::Paragraph(words.to_owned())];
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
    blocks.extend(claims::answer(report).map(Block::Paragraph));
    blocks.extend(picture(charts, charts::SETS));
    let bars = [Rung::Appeals, Rung::AppealMore];
    let has_bar = |case: &CaseResult| case.ladder.iter().any(|rung| bars.contains(&rung.rung));
    if report.audit.cases.iter().any(has_bar) {
        let scale = "Each step of the axis is ten times the last, so that the pale part, short as it \
                     may look, holds most of the possible values; and it ends where it does only if \
                     decisions upheld on appeal were right.";
        blocks.push(Block::Paragraph(scale.to_owned()));
    }
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
            case_blocks(outcome, (case, chapter), charts, &level)
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

/// The anchor of a section with this title.
pub(super) fn anchor(title: &str) -> String {
    let words = title.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

fn case_blocks(
    outcome: &Outcome<Report>,
    (case, chapter): (&CaseResult, &CaseChapter),
    charts: &Charts,
    level: &str,
) -> Vec<Block> {
    let heading = |text: &str| Block::Heading(4, text.to_owned());
    let mut blocks = vec![
        Block::Heading(3, case.case.title()),
        heading("The figures, and how they are read"),
        figures_table(case),
    ];
    blocks.extend(picture(charts, &funnel_file(case)));
    blocks.extend(deeper(proof(case, &outcome.result, level)));
    blocks.extend(picture(charts, &kappa_file(case)));
    let own = case_findings(case, &outcome.result.audit.cases, &outcome.findings);
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

/// What a case proves, with what its last table takes for granted below that table.
fn proof(case: &CaseResult, report: &Report, level: &str) -> Vec<Block> {
    let mut blocks = proof_blocks(case, level, true);
    let Some(bound) = explained::missed_bound(report) else { return blocks };
    if !case.ladder.iter().any(|rung| rung.rung == Rung::ScanBounded) {
        return blocks;
    }
    let table = scan_table(case, level).pop();
    if let Some(place) = blocks.iter().position(|block| table.as_ref() == Some(block)) {
        blocks.insert(place + 1, Block::Paragraph(bound));
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

fn findings(findings: &[Finding]) -> Vec<Block> {
    let line = |finding: &Finding| {
        format!(
            "**{}** ({}): {} *{}*",
            finding.severity, finding.code, finding.message, finding.ask
        )
    };
    vec![
        Block::Paragraph(count(findings)),
        Block::List(by_severity(findings).into_iter().map(line).collect()),
    ]
}

/// How many findings there are of each severity, the most severe first.
pub(super) fn count(findings: &[Finding]) -> String {
    let of = |severity: Severity| {
        let count = findings.iter().filter(|finding| finding.severity == severity).count();
        let plural = if count == 1 { "" } else { "s" };
        (count > 0).then(|| format!("{count} {severity}{plural}"))
    };
    let counts: Vec<String> = Severity::ALL.iter().rev().copied().filter_map(of).collect();
    let plural = if findings.len() == 1 { "" } else { "s" };
    if counts.is_empty() {
        return "No findings.".to_owned();
    }
    format!("{} finding{plural}: {}.", findings.len(), counts.join(", "))
}
