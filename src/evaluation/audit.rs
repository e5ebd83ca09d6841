//! `audit`: provider aggregates to proxies, identified sets, tipping points and findings.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Serialize, Serializer};

use super::Outcome;
use super::proxy::{Proxy, proxies};
use crate::disclosure::{
    Case, Finding, Period, PrintedRatio, Scope, Stage, StageFigure, Unit, assemble, check_figures,
};
use crate::error::Result;
use crate::identification::{
    Counts, LadderOptions, RungResult, TippingPoint, ladder, refuted, tipping_points, unused_audits,
};
use crate::input::read_disclosure;

/// The false discovery rates for which tipping points are computed.
const TIPPING_RATES: [f64; 2] = [0.01, 0.001];

/// What an audit assumes with numbers.
pub type AuditOptions = LadderOptions;

/// What an audit found, case by case.
#[derive(Debug, Serialize)]
pub struct Audit {
    /// The cases, ordered by provider and period.
    pub cases: Vec<CaseResult>,
}

/// What the figures of one case are, and what they prove.
#[derive(Debug)]
pub struct CaseResult {
    /// The case with its figures.
    pub case: Case,
    /// The ratios that pass for error rates.
    pub proxies: Vec<Proxy>,
    /// The rungs whose figures are there.
    pub ladder: Vec<RungResult>,
    /// How much more often the wronged must appeal for a low error rate.
    pub tipping_points: Vec<TippingPoint>,
    /// The counts behind the ladder, over all that the figures may stand for.
    pub counts: Counts,
    /// The counts behind the ladder, as printed.
    pub printed: Counts,
}

/// One figure of a case as results show it.
#[derive(Debug, Serialize)]
pub struct FigureResult {
    /// The number as printed.
    pub value: u64,
    /// The least number that it may stand for.
    pub low: u64,
    /// The greatest number that it may stand for, or `None` where it is open.
    pub high: Option<u64>,
    /// Where it stands.
    pub places: Vec<String>,
}

/// Returns what the disclosures at `paths` prove, with what the checks brought to light.
///
/// # Errors
///
/// If an input cannot be read or is not in its layout.
pub fn audit(paths: &[PathBuf], options: &AuditOptions) -> Result<Outcome<Audit>> {
    let disclosure = read_disclosure(paths)?;
    let cases = assemble(&disclosure.figures)?;
    let (result, findings) = audit_cases(&cases, &disclosure.ratios, options);
    Ok(Outcome::new("audit", options.confidence, disclosure.inputs, result, findings))
}

/// Returns what `cases` prove, in their order, with what the checks brought to light.
#[must_use]
pub fn audit_cases(
    cases: &[Case],
    ratios: &[PrintedRatio],
    options: &AuditOptions,
) -> (Audit, Vec<Finding>) {
    let mut findings = check_figures(cases, ratios);
    let results: Vec<CaseResult> =
        cases.iter().map(|case| evaluate(case, cases, ratios, options)).collect();
    findings.extend(results.iter().flat_map(|result| refuted(&result.case, &result.ladder)));
    findings.extend(results.iter().flat_map(|result| unused_audits(&result.case, &result.ladder)));
    (Audit { cases: results }, findings)
}

fn evaluate(
    case: &Case,
    cases: &[Case],
    ratios: &[PrintedRatio],
    options: &AuditOptions,
) -> CaseResult {
    let counts = Counts::of(case, cases);
    let printed = Counts::printed(case, cases);
    CaseResult {
        proxies: proxies(case, ratios, options.confidence),
        ladder: ladder(&counts, &printed, options),
        tipping_points: tipping_points(&counts, &printed, &TIPPING_RATES),
        case: case.clone(),
        counts,
        printed,
    }
}

impl CaseResult {
    /// Whether the figures reach any rung above the first.
    #[must_use]
    pub fn has_rungs(&self) -> bool {
        self.ladder.len() > 1
    }

    /// Whether it has anything to say about errors: a rung, a proxy, appeals, reversals or an audit.
    #[must_use]
    pub fn concerns_errors(&self) -> bool {
        let outcomes = [
            Stage::Appealed,
            Stage::Reversed,
            Stage::ReversedWithoutAppeal,
            Stage::AuditedWrong,
            Stage::UnflaggedAuditedViolating,
        ];
        let has_outcomes = outcomes.iter().any(|stage| self.case.figure(*stage).is_some());
        self.has_rungs() || !self.proxies.is_empty() || has_outcomes
    }

    fn figures(&self) -> BTreeMap<Stage, FigureResult> {
        let result = |stage: Stage, figure: &StageFigure| FigureResult {
            value: figure.value,
            low: figure.range.low(),
            high: figure.range.high(),
            places: self.case.places(&[stage]),
        };
        self.case.figures.iter().map(|(stage, figure)| (*stage, result(*stage, figure))).collect()
    }
}

impl Serialize for CaseResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            id: &'a str,
            provider: &'a str,
            service: &'a str,
            technology: &'a str,
            category: &'a str,
            period: Period,
            unit: Unit,
            scope: &'a Scope,
            figures: BTreeMap<Stage, FigureResult>,
            proxies: BTreeMap<&'static str, Option<f64>>,
            proxy_intervals: BTreeMap<&'static str, &'a Proxy>,
            ladder: &'a [RungResult],
            tipping_points: &'a [TippingPoint],
        }
        let key = &self.case.key;
        View {
            id: &self.case.id,
            provider: &key.provider,
            service: &key.service,
            technology: &key.technology,
            category: &key.category,
            period: self.case.period,
            unit: key.unit,
            scope: &key.scope,
            figures: self.figures(),
            proxies: self.proxies.iter().map(|proxy| (proxy.kind.name, proxy.value())).collect(),
            proxy_intervals: self.proxies.iter().map(|proxy| (proxy.kind.name, proxy)).collect(),
            ladder: &self.ladder,
            tipping_points: &self.tipping_points,
        }
        .serialize(serializer)
    }
}
