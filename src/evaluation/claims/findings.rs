//! What claims by themselves bring to light: what they leave out, and where they contradict each other.

use std::collections::BTreeSet;

use super::why::stated_number;
use super::{ClaimResult, Context};
use crate::claim::Claim;
use crate::disclosure::{Finding, FindingCode, Severity};
use crate::quantity::display::{percent, rate, short_percent};

pub(super) fn findings(context: &Context<'_>, results: &[ClaimResult]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for result in results {
        findings.extend(source_missing(&result.claim));
        findings.extend(test_prevalence_missing(context, result));
    }
    findings.extend(pairs(context));
    findings.extend(implied(context));
    findings.extend(disagreeing(context));
    findings.extend(outside_their_parts(context));
    findings.extend(unused(context, results));
    findings
}

fn finding(
    code: FindingCode,
    severity: Severity,
    claims: &[&Claim],
    message: String,
    ask: &str,
) -> Finding {
    Finding {
        code,
        severity,
        cases: claims.iter().map(|claim| claim.id.clone()).collect(),
        message,
        ask: ask.to_owned(),
        places: claims.iter().map(|claim| claim.source.to_string()).collect(),
    }
}

fn source_missing(claim: &Claim) -> Option<Finding> {
    claim.source.citation.is_empty().then(|| {
        finding(
            FindingCode::SourceMissing,
            Severity::Warning,
            &[claim],
            format!("The claim {} has no source, so nobody can look up its words.", claim.id),
            "Add where it was made: document, section, table.",
        )
    })
}

fn test_prevalence_missing(context: &Context<'_>, result: &ClaimResult) -> Option<Finding> {
    let claim = &result.claim;
    let stated = claim.stated.as_ref()?;
    let lacks = claim.quantity.depends_on_prevalence()
        && !context.knows_prevalence(claim)
        && result.evidence.is_empty();
    lacks.then(|| {
        finding(
            FindingCode::TestPrevalenceMissing,
            Severity::Warning,
            &[claim],
            format!(
                "The claim {} gives {} as its {}, but not what share of the test was violating, on which \
                 that depends.",
                claim.id,
                short_percent(stated.value),
                claim.quantity.label()
            ),
            "Ask for the numbers of violating and of innocent items in the test.",
        )
    })
}

/// Percentages that are said to entail a false positive rate, each pair once.
fn pairs(context: &Context<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let pairs = context.claims.iter().filter_map(|claim| context.pair(claim));
    let new = pairs.filter(|pair| {
        !pair.is_complementary() && seen.insert((pair.right.0.id.clone(), pair.fpr.0.id.clone()))
    });
    new.map(|pair| {
        let (right, fpr) = (pair.right.0, pair.fpr.0);
        finding(
            FindingCode::PrecisionReadAsFpr,
            Severity::Warning,
            &[right, fpr],
            format!(
                "{} ({}) stands beside a false positive rate of {} (claims {} and {}), as if one gave the \
                 other.",
                short_percent(pair.right.1.value),
                right.quantity.label(),
                stated_number(fpr.quantity, pair.fpr.1.value),
                right.id,
                fpr.id
            ),
            "Ask for the four counts of the test: flagged and not, of the violating and of the innocent.",
        )
    })
    .collect()
}

/// A prevalence that follows from several numbers about one test and that no claim states.
fn implied(context: &Context<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for claim in context.claims.iter().filter(|claim| !claim.test.is_empty()) {
        let Some((lower, upper)) = context.implied_prevalence(claim) else { continue };
        let is_stated = claim.prevalence_among(context.claims).is_some();
        if is_stated || !seen.insert((&claim.test, &claim.group)) {
            continue;
        }
        let same = claim.same_test(context.claims);
        let ids: Vec<&str> = same.iter().map(|other| other.id.as_str()).collect();
        findings.push(finding(
            FindingCode::ImpliedPrevalence,
            Severity::Note,
            &same,
            format!(
                "The claims {} together imply that {} to {} of their test was violating.",
                ids.join(", "),
                percent(lower),
                percent(upper)
            ),
            "Ask whether that is the share of violating items where the technology is used.",
        ));
    }
    findings
}

/// Claims about one test that no table of counts fits.
fn disagreeing(context: &Context<'_>) -> Vec<Finding> {
    let mut seen = BTreeSet::new();
    let mut findings = Vec::new();
    for claim in context.claims.iter().filter(|claim| !claim.test.is_empty()) {
        let key = (&claim.test, &claim.group);
        if seen.insert(key) && context.contradicts_itself(claim) {
            let same = claim.same_test(context.claims);
            let ids: Vec<&str> = same.iter().map(|other| other.id.as_str()).collect();
            findings.push(finding(
                FindingCode::ClaimsDisagree,
                Severity::Contradiction,
                &same,
                format!(
                    "The claims {} are about one test, but no counts fit all of them, even with their \
                     rounding.",
                    ids.join(", ")
                ),
                "Ask which numbers are of the same items, and for the counts behind them.",
            ));
        }
    }
    findings
}

/// A rate of all that lies outside the rates of its parts.
fn outside_their_parts(context: &Context<'_>) -> Vec<Finding> {
    let whole = |claim: &&Claim| {
        !claim.test.is_empty() && claim.group.is_empty() && !claim.quantity.is_quotient()
    };
    let check = |claim: &Claim| {
        let range = claim.stated.as_ref()?.range();
        let parts: Vec<&Claim> = context
            .claims
            .iter()
            .filter(|other| {
                other.test == claim.test
                    && !other.group.is_empty()
                    && other.quantity == claim.quantity
            })
            .collect();
        let ranges = parts.iter().filter_map(|part| Some(part.stated.as_ref()?.range()));
        let hull = ranges.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)))?;
        (parts.len() > 1 && (range.1 < hull.0 || range.0 > hull.1)).then(|| {
            let all: Vec<&Claim> = std::iter::once(claim).chain(parts.iter().copied()).collect();
            finding(
                FindingCode::ClaimsDisagree,
                Severity::Contradiction,
                &all,
                format!(
                    "The claim {} gives {} as the {} of all, but those of its parts lie from {} to {}: a \
                     rate of all lies among those of its parts.",
                    claim.id,
                    claim.stated.as_ref().map_or(String::new(), |stated| rate(stated.value)),
                    claim.quantity.label(),
                    rate(hull.0),
                    rate(hull.1)
                ),
                "Ask whether a part is missing, and for the counts of each.",
            )
        })
    };
    context.claims.iter().filter(whole).filter_map(check).collect()
}

/// Evidence about no claim: another technology, or a name that is spelt otherwise.
fn unused(context: &Context<'_>, results: &[ClaimResult]) -> Option<Finding> {
    let met = |system: &str, technology: &str| {
        results.iter().any(|result| result.claim.meets(system, technology))
    };
    let mut names: Vec<String> = context
        .evidence
        .tests
        .iter()
        .filter(|test| !met(&test.counts.system, test.technology()))
        .map(|test| match test.technology() {
            "" => test.counts.system.clone(),
            technology => format!("{} ({technology})", test.counts.system),
        })
        .collect();
    names.sort();
    names.dedup();
    (!names.is_empty()).then(|| {
        finding(
            FindingCode::EvidenceUnused,
            Severity::Warning,
            &[],
            format!("These counts are about no claim: {}.", names.join(", ")),
            "Check that system or technology is spelt as the claims spell it.",
        )
    })
}
