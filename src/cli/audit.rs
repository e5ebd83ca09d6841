//! `baserate audit`.

use std::io::Write;

use super::Ending;
use super::args::{AuditArguments, Format};
use super::output::deliver;
use crate::disclosure::{Finding, Severity};
use crate::error::Result;
use crate::evaluation;
use crate::export;

pub(super) fn run(arguments: &AuditArguments, out: &mut impl Write) -> Result<Ending> {
    let outcome = evaluation::audit(&arguments.files, &arguments.assumptions.options()?)?;
    let text = match arguments.format {
        Format::Table => export::terminal(&export::audit::document(&outcome)),
        Format::Json => export::json(&outcome)?,
        Format::Csv => export::audit::csv(&outcome)?,
        Format::Markdown => export::markdown(&export::audit::document(&outcome)),
    };
    deliver(&text, arguments.output.as_deref(), out)?;
    Ok(ending(arguments.strict, &outcome.findings))
}

/// Findings end a run badly only where that was asked for, and only contradictions do.
pub(super) fn ending(strict: bool, findings: &[Finding]) -> Ending {
    let contradiction = findings.iter().any(|f| f.severity == Severity::Contradiction);
    if strict && contradiction { Ending::Negative } else { Ending::Done }
}
