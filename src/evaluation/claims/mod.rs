//! `claims`: each claim with its verdict, what it rests on, what it implies and what would settle it.

mod curves;
mod findings;
mod implied;
mod matching;
mod pieces;
mod predicted;
mod readings;
mod shares;
mod why;
mod words;

use std::path::{Path, PathBuf};

use serde::{Serialize, Serializer};

pub use curves::ClaimCurve;
pub use implied::{Implied, ImpliedPpv, ImpliedShare, Reading};
pub use pieces::{Basis, Piece};
pub use predicted::{AtLeast, Predicted};

use super::audit::{Audit, AuditOptions, audit_cases};
use super::{Outcome, PrevalenceGiven, advice};
use crate::claim::{
    Claim, ClaimQuantity, Comparator, Deployment, Judged, Needed, Openness, Region, Verdict, needed,
};
use crate::disclosure::{Finding, assemble};
use crate::error::{Error, Result};
use crate::identification::Rung;
use crate::input::{Evidence, read_claims_and_evidence};
use crate::quantity::{Confidence, Probability};

/// What is assumed in judging claims, and what they are carried to.
#[derive(Clone, Debug)]
pub struct ClaimsOptions {
    /// The assumptions with numbers of the ladder, and the confidence of every bound.
    pub audit: AuditOptions,
    /// The rung whose assumptions are taken as true of a funnel.
    pub assumed: Option<Rung>,
    /// The greatest share of a test's labels that may be wrong.
    pub label_error: Option<Probability>,
    /// The score from which on an item is flagged, for evidence of scores.
    pub threshold: Option<f64>,
    /// The shares of violating items to which precision is carried.
    pub prevalences: Vec<PrevalenceGiven>,
    /// What false matches are predicted for.
    pub matching: MatchingOptions,
}

/// Numbers about hash matching that a claim per comparison leaves out.
#[derive(Clone, Copy, Debug, Default)]
pub struct MatchingOptions {
    /// How many items pass through.
    pub volume: Option<u64>,
    /// How many hashes each item is compared with.
    pub list_size: Option<u64>,
    /// How many items an account holds.
    pub items_per_account: Option<u64>,
    /// How many matches it takes to act against an account.
    pub matches_per_account: Option<u64>,
}

/// What is said of every claim.
#[derive(Debug, Serialize)]
pub struct Claims {
    /// The claims, in the order of the file.
    pub claims: Vec<ClaimResult>,
}

/// One claim and what is said of it.
#[derive(Debug)]
pub struct ClaimResult {
    /// The claim.
    pub claim: Claim,
    /// The verdict, and what leaves it open where it is.
    pub judged: Judged,
    /// The reason, in one plain sentence.
    pub why: String,
    /// The evidence that it was judged on.
    pub evidence: Vec<Piece>,
    /// What it implies.
    pub implied: Implied,
    /// What would settle it.
    pub needed: Needed,
    /// Precision against the share of violating items, as it implies it.
    pub curves: Vec<ClaimCurve>,
}

impl Claims {
    /// How many claims have this verdict.
    #[must_use]
    pub fn count(&self, verdict: Verdict) -> usize {
        self.claims.iter().filter(|claim| claim.judged.verdict == verdict).count()
    }
}

/// Returns the verdicts on the claims in `path`, a file or a folder with `claims.csv`, on the evidence in
/// the files `evidence` and in that folder.
///
/// # Errors
///
/// If an input cannot be read or is not in its layout.
pub fn claims(
    path: &Path,
    evidence: &[PathBuf],
    options: &ClaimsOptions,
) -> Result<Outcome<Claims>> {
    let (claims, evidence) = read_claims_and_evidence(path, evidence, options.threshold)?;
    let (result, findings) = judge_claims(&claims, &evidence, options)?;
    Ok(Outcome::new("claims", options.audit.confidence, evidence.inputs, result, findings))
}

/// Returns the verdicts on `claims` from `evidence`, with what the claims by themselves bring to light.
///
/// # Errors
///
/// If parts of a figure add up to more than a count can hold.
pub fn judge_claims(
    claims: &[Claim],
    evidence: &Evidence,
    options: &ClaimsOptions,
) -> Result<(Claims, Vec<Finding>)> {
    let cases = assemble(&evidence.figures)?;
    let (audit, _) = audit_cases(&cases, &[], &options.audit);
    let context = Context { claims, evidence, audit: &audit, options };
    context.check_labels()?;
    let results: Vec<ClaimResult> = claims.iter().map(|claim| context.judge(claim)).collect();
    let findings = findings::findings(&context, &results);
    Ok((Claims { claims: results }, findings))
}

/// All that a claim is judged with.
struct Context<'a> {
    claims: &'a [Claim],
    evidence: &'a Evidence,
    audit: &'a Audit,
    options: &'a ClaimsOptions,
}

impl Context<'_> {
    fn confidence(&self) -> Confidence {
        self.options.audit.confidence
    }

    /// Refuses a claim about each value of a label that none of its evidence has.
    fn check_labels(&self) -> Result<()> {
        for claim in self.claims.iter().filter(|claim| !claim.each.is_empty()) {
            let tests = &self.evidence.tests;
            let meets =
                tests.iter().filter(|test| claim.meets(&test.counts.system, test.technology()));
            let labels: Vec<&str> = meets
                .clone()
                .flat_map(|test| test.counts.labels.0.iter().map(|(name, _)| name.as_str()))
                .collect();
            if meets.count() > 0 && !labels.contains(&claim.each.as_str()) {
                // Labels of scores that no claim names were not kept.
                let found =
                    labels.first().map_or(String::new(), |label| format!(", found {label}"));
                let message =
                    format!("each is \"{}\", no such label in the evidence{found}", claim.each);
                return Err(Error::line(&claim.source.file, claim.source.line, message)
                    .with_remedy("name a column of the counts that tells the groups apart"));
            }
        }
        Ok(())
    }

    fn judge(&self, claim: &Claim) -> ClaimResult {
        let region = claim.stated.as_ref().map(|stated| stated.region(claim.quantity));
        let evidence = self.pieces(claim);
        let judged = match region {
            None => Judged::open(Openness::Definition),
            _ if !self.is_defined(claim, &evidence) => Judged::open(Openness::Definition),
            _ => Judged::together(evidence.iter().map(|piece| piece.judged)),
        };
        ClaimResult {
            why: self.why(claim, judged, &evidence),
            judged,
            implied: self.implied(claim, &evidence),
            needed: self.needed(claim, region, judged, &evidence),
            curves: self.curves(claim),
            evidence,
            claim: claim.clone(),
        }
    }

    fn needed(
        &self,
        claim: &Claim,
        region: Option<Region>,
        judged: Judged,
        evidence: &[Piece],
    ) -> Needed {
        if claim.quantity.is_quotient() && judged.left_open_by.is_none() {
            let nothing =
                "Nothing more, unless the claim is about another place or time than the counts.";
            return Needed { sentences: vec![nothing.to_owned()], ..Needed::default() };
        }
        let prevalences: Vec<f64> = self.deployments().collect();
        let recall = self.test_of(claim).recall();
        let confidence = self.confidence();
        let label_error = self.options.label_error;
        let deployment = Deployment { prevalences: &prevalences, recall, label_error, confidence };
        let mut needed = needed(claim, region, &deployment);
        let open = evidence.iter().filter(|piece| piece.judged.left_open_by.is_some());
        needed.sentences.extend(open.flat_map(|piece| self.advice(piece)));
        needed
    }

    /// Which figures would narrow the set of a funnel.
    fn advice(&self, piece: &Piece) -> Vec<String> {
        let Basis::Funnel { case, .. } = &piece.basis else { return Vec::new() };
        let case = self.audit.cases.iter().find(|other| other.case.id == *case);
        case.map_or(Vec::new(), |case| advice(case, self.confidence()))
    }

    /// Whether the claim says enough to be true or false: a quantity, a number, and the share of
    /// violating items, stated or implied, where the quantity depends on it and no evidence brings its
    /// own.
    fn is_defined(&self, claim: &Claim, evidence: &[Piece]) -> bool {
        let lacks_prevalence = claim.quantity.depends_on_prevalence()
            && !self.knows_prevalence(claim)
            && evidence.is_empty();
        claim.stated.is_some()
            && claim.quantity != ClaimQuantity::Unspecified
            && !lacks_prevalence
            && !self.contradicts_itself(claim)
    }
}

impl Serialize for ClaimResult {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Stated<'a> {
            text: &'a str,
            comparator: Comparator,
            value: f64,
            true_from: Option<f64>,
            true_to: Option<f64>,
        }
        #[derive(Serialize)]
        struct View<'a> {
            id: &'a str,
            subject: &'a str,
            technology: &'a str,
            quantity: ClaimQuantity,
            stated: Option<Stated<'a>>,
            conditions: &'a str,
            test_prevalence: Option<f64>,
            deployed: bool,
            verdict: Verdict,
            left_open_by: Option<Openness>,
            why: &'a str,
            evidence: &'a [Piece],
            implied: &'a Implied,
            evidence_needed: &'a Needed,
            source: String,
            note: &'a str,
        }
        let claim = &self.claim;
        let stated = claim.stated.as_ref().map(|stated| {
            let region = stated.region(claim.quantity);
            Stated {
                text: &stated.text,
                comparator: stated.comparator,
                value: stated.value,
                true_from: region.low(),
                true_to: region.high(),
            }
        });
        View {
            id: &claim.id,
            subject: &claim.subject,
            technology: &claim.technology,
            quantity: claim.quantity,
            stated,
            conditions: &claim.conditions,
            test_prevalence: claim.test_prevalence.map(Probability::get),
            deployed: claim.is_deployed,
            verdict: self.judged.verdict,
            left_open_by: self.judged.left_open_by,
            why: &self.why,
            evidence: &self.evidence,
            implied: &self.implied,
            evidence_needed: &self.needed,
            source: claim.source.to_string(),
            note: &claim.note,
        }
        .serialize(serializer)
    }
}
