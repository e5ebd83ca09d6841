//! Checks on the sources themselves, before any statistics.

mod appeals;
mod consistency;
mod population;
mod ratios;

use super::{Case, Finding, PrintedRatio};

/// Returns what the figures and the printed ratios of `cases` give rise to, in the order of the
/// checks and, within each, of the cases.
#[must_use]
pub fn check_figures(cases: &[Case], ratios: &[PrintedRatio]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for case in cases {
        findings.extend(appeals::check(case, ratios));
        findings.extend(consistency::check(case));
    }
    let by_provider = || cases.chunk_by(|a, b| a.key.provider == b.key.provider);
    findings.extend(by_provider().flat_map(appeals::without_appeals_elsewhere));
    findings.extend(by_provider().filter_map(consistency::rounded));
    findings.extend(population::check(cases));
    findings.extend(ratios::check(cases, ratios));
    findings
}
