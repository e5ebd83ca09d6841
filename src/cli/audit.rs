//! `baserate audit`.

use std::io::Write;

use super::Ending;
use super::args::AuditArguments;
use crate::disclosure::{Finding, Severity};
use crate::error::Result;
use crate::evaluation;
use crate::export::audit::{csv, document};

pub(super) fn run(arguments: &AuditArguments, out: &mut impl Write) -> Result<Ending> {
    arguments.delivery.check(&arguments.files)?;
    let outcome = evaluation::audit(&arguments.files, &arguments.assumptions.options()?)?;
    arguments.delivery.deliver(&outcome, document, csv, out)?;
    Ok(ending(arguments.strict, &outcome.findings))
}

/// Findings end a run badly only where that was asked for, and only contradictions do.
pub(super) fn ending(strict: bool, findings: &[Finding]) -> Ending {
    let contradiction = findings.iter().any(|f| f.severity == Severity::Contradiction);
    if strict && contradiction { Ending::Negative } else { Ending::Done }
}
