//! The files of a report.

use super::charts::{Charts, charts};
use super::{document, html};
use crate::error::Result;
use crate::evaluation::{Outcome, Report};
use crate::export::{json, markdown};

/// A part of a report that can be written alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The page, with everything in it.
    Html,
    /// The Markdown, with the charts that it shows.
    Markdown,
    /// The result.
    Json,
    /// The charts.
    Svg,
}

/// A file of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its name in the folder of the report.
    pub name: String,
    /// What is in it.
    pub content: String,
}

impl Page {
    pub(super) fn new(name: &str, content: String) -> Self {
        Self { name: name.to_owned(), content }
    }
}

/// Returns the files of `part`, or of all parts without one.
///
/// # Errors
///
/// If a chart cannot be drawn or the result cannot be written as JSON.
pub fn pages(outcome: &Outcome<Report>, part: Option<Part>) -> Result<Vec<Page>> {
    let charts = charts(outcome)?;
    let sections = document::sections(outcome, &charts);
    let wanted = |wanted: Part| part.is_none_or(|part| part == wanted);
    let mut pages = Vec::new();
    if wanted(Part::Html) {
        pages.push(Page::new("index.html", html::page(outcome, &sections, &charts)));
    }
    if wanted(Part::Markdown) {
        pages.push(Page::new("report.md", markdown(&document::blocks(outcome, &sections))));
    }
    if wanted(Part::Json) {
        pages.push(Page::new("report.json", json(outcome)?));
    }
    if wanted(Part::Svg) || part == Some(Part::Markdown) {
        pages.extend(files(&charts));
    }
    Ok(pages)
}

/// The charts as files.
pub(super) fn files(charts: &Charts) -> impl Iterator<Item = Page> {
    charts.iter().map(|chart| Page::new(&chart.file, chart.wide.clone()))
}
