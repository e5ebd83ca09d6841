//! The report of a sweep: one page, and its charts as files.

mod answer;
mod explained;
mod methods;

use super::charts::{
    Charts, DECISION, DET, PRECISION_RECALL, PRECISION_THRESHOLD, RELIABILITY, ROC, SCORES,
    sweep_charts,
};
use super::document::{Section, anchor, picture};
use super::html::plain_page;
use super::pages::{Page, files};
use crate::error::Result;
use crate::evaluation::{Outcome, Sweep};
use crate::export::Block;
use crate::export::sweep::document;

const TITLE: &str = "What these scores can tell apart";

/// Where each chart stands: below the tables of a section of the document.
const PLACES: [(&str, &[&str]); 3] = [
    ("Operating points", &[PRECISION_RECALL, PRECISION_THRESHOLD]),
    ("Areas", &[DET]),
    ("Calibration", &[RELIABILITY]),
];

/// Returns the report as one self-contained page; `command` is the line that makes it again.
///
/// # Errors
///
/// If a chart cannot be drawn.
pub fn sweep_page(outcome: &Outcome<Sweep>, command: &str) -> Result<String> {
    let charts = sweep_charts(outcome)?;
    let mut sections = vec![answer(outcome, &charts)];
    sections.extend(tables(outcome, &charts));
    if let Some(scores) = picture(&charts, SCORES) {
        sections.push(Section::new("scores", "Scores", vec![scores]));
    }
    if let Some(decision) = picture(&charts, DECISION) {
        sections.push(Section::new("decision", "Net benefit", vec![decision]));
    }
    if !outcome.findings.is_empty() {
        sections.push(Section::new("findings", "Findings", explained::findings(outcome)));
    }
    sections.push(Section::new("reading", "How to read this", explained::reading(outcome)));
    sections.push(Section::new("methods", "Methods", methods::methods(&outcome.result)));
    let provenance = explained::provenance(outcome, command);
    sections.push(Section::new("provenance", "Provenance", provenance));
    Ok(plain_page(outcome, (TITLE, answer::LEDE), &sections, &charts))
}

/// Returns what a sweep lacks in charts that others have, if it does.
#[must_use]
pub fn missing_pictures(sweep: &Sweep) -> Option<&'static str> {
    sweep.unit.is_some().then_some(explained::OF_WEIGHTS)
}

/// Returns the charts as SVG files, as wide as for paper and screens.
///
/// # Errors
///
/// If a chart cannot be drawn.
pub fn sweep_pictures(outcome: &Outcome<Sweep>) -> Result<Vec<Page>> {
    Ok(files(&sweep_charts(outcome)?).collect())
}

fn answer(outcome: &Outcome<Sweep>, charts: &Charts) -> Section {
    let sentences = answer::answer(outcome).into_iter().map(Block::Paragraph);
    Section::new("answer", "The answer", sentences.chain(picture(charts, ROC)).collect())
}

/// The tables of the document with their charts, a section each, that of operating points first.
fn tables(outcome: &Outcome<Sweep>, charts: &Charts) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for block in document(outcome) {
        match (block, sections.last_mut()) {
            (Block::Heading(2, title), _) => {
                sections.push(Section::new(&anchor(&title), title, Vec::new()));
            }
            (block, Some(section)) => section.blocks.push(block),
            // What stands before is in the answer.
            (_, None) => {}
        }
    }
    // Notes are said where the reader is told how to read the page.
    sections.retain(|section| section.title != "Notes");
    let first = [PLACES[0].0, "Limits at any threshold"];
    let place = |section: &Section| first.iter().position(|title| *title == section.title);
    sections.sort_by_key(|section| place(section).unwrap_or(first.len()));
    for section in &mut sections {
        let files = PLACES.iter().find(|(title, _)| *title == section.title);
        let files = files.map_or(&[][..], |(_, files)| *files);
        section.blocks.extend(files.iter().filter_map(|file| picture(charts, file)));
    }
    sections
}
