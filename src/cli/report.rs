//! `baserate report`.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Ending;
use super::args::{ReportArguments, ReportFormat};
use super::audit::ending;
use super::output::deliver_pages;
use crate::error::Result;
use crate::evaluation;
use crate::report::{Part, pages};

pub(super) fn run(arguments: &ReportArguments, out: &mut impl Write) -> Result<Ending> {
    let outcome = evaluation::report(&arguments.folder, &arguments.assumptions.options()?)?;
    let pages = pages(&outcome, arguments.format.map(part))?;
    let folder = arguments.output.clone().unwrap_or_else(|| default(&outcome.result.dataset));
    deliver_pages(&pages, &folder, out)?;
    Ok(ending(arguments.strict, &outcome.findings))
}

fn default(dataset: &str) -> PathBuf {
    Path::new("reports").join(dataset)
}

fn part(format: ReportFormat) -> Part {
    match format {
        ReportFormat::Html => Part::Html,
        ReportFormat::Markdown => Part::Markdown,
        ReportFormat::Json => Part::Json,
        ReportFormat::Svg => Part::Svg,
    }
}
