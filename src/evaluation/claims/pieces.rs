//! The pieces of evidence that are about a claim, each with its own verdict.

use serde::{Serialize, Serializer};

use super::Context;
use super::predicted::rates;
use crate::claim::{
    Claim, ClaimQuantity, CountName, CountsEvidence, CountsJudgement, FunnelJudgement, Judged,
    LabelError, Openness, QuotientJudgement, Region, judge_counts, judge_funnel, judge_quotient,
};
use crate::confusion::ConfusionMatrix;
use crate::evaluation::CaseResult;
use crate::identification::Rung;
use crate::input::TestCounts;
use crate::quantity::{Probability, Proportion};

/// One piece of evidence about a claim.
#[derive(Clone, Debug)]
pub struct Piece {
    /// What it is called: the system with its group, the case, or the counts.
    pub name: String,
    /// Its verdict.
    pub judged: Judged,
    /// What the verdict rests on.
    pub basis: Basis,
    /// Where it stands.
    pub places: Vec<String>,
}

/// What a verdict rests on.
#[derive(Clone, Debug)]
pub enum Basis {
    /// Counts of a test, from a threshold on where there were scores.
    Counts {
        /// What they say; or why they say nothing.
        judgement: Result<CountsJudgement, &'static str>,
        /// The counts.
        matrix: ConfusionMatrix,
        /// The threshold.
        threshold: Option<f64>,
    },
    /// A disclosure funnel.
    Funnel {
        /// The case, by its identifier.
        case: String,
        /// What it says.
        judgement: Box<FunnelJudgement>,
        /// The rung that was to be assumed, where its figures are missing.
        missing: Option<Rung>,
    },
    /// Counts that are divided.
    Quotient(QuotientJudgement),
    /// A count that is nowhere.
    Missing(CountName),
}

impl Context<'_> {
    /// The evidence about `claim`: counts that it divides itself, or else tests and funnels of the same
    /// technology or subject.
    pub(super) fn pieces(&self, claim: &Claim) -> Vec<Piece> {
        let Some(stated) = &claim.stated else { return Vec::new() };
        let region = stated.region(claim.quantity);
        if claim.quantity.is_quotient() {
            return self.quotient(claim, region).into_iter().collect();
        }
        let mut pieces = self.tests(claim, region);
        pieces.extend(self.funnels(claim, region));
        pieces
    }

    fn quotient(&self, claim: &Claim, region: Region) -> Option<Piece> {
        let quotient = claim.quotient.as_ref()?;
        let counts = &self.evidence.yearly;
        let judged = judge_quotient(claim.quantity, region, quotient, counts, self.confidence());
        let name = "the counts that it divides".to_owned();
        Some(match judged {
            Ok(judgement) => {
                let places = judgement.totals.iter().flat_map(|(above, below)| {
                    let below = below.iter().flat_map(|total| total.places.clone());
                    above.places.clone().into_iter().chain(below)
                });
                let places = places.collect();
                Piece { name, judged: judgement.judged, places, basis: Basis::Quotient(judgement) }
            }
            Err(missing) => Piece {
                name,
                judged: Judged::open(Openness::NoEvidence),
                basis: Basis::Missing(missing),
                places: Vec::new(),
            },
        })
    }

    /// The tests of the claim's technology or subject: added up by system, or by the label for each of
    /// whose values the claim is to hold.
    fn tests(&self, claim: &Claim, region: Region) -> Vec<Piece> {
        let meets = |test: &&TestCounts| claim.meets(&test.counts.system, test.technology());
        let mut groups: Vec<(String, Vec<&TestCounts>)> = Vec::new();
        for test in self.evidence.tests.iter().filter(meets) {
            let name = group_name(test, &claim.each);
            match groups.iter_mut().find(|(other, _)| *other == name) {
                Some((_, members)) => members.push(test),
                None => groups.push((name, vec![test])),
            }
        }
        groups
            .into_iter()
            .filter_map(|(name, tests)| self.test(claim, region, name, &tests))
            .collect()
    }

    fn test(
        &self,
        claim: &Claim,
        region: Region,
        name: String,
        tests: &[&TestCounts],
    ) -> Option<Piece> {
        let first = tests.first()?;
        let matrix = tests[1..]
            .iter()
            .try_fold(first.counts.matrix, |sum, test| sum.plus(&test.counts.matrix))?;
        let region = self.per_item(claim.quantity, region);
        let evidence = CountsEvidence {
            matrix: &matrix,
            label_error: self.options.label_error.map(LabelError::OfAll),
            prevalence: claim.prevalence_among(self.claims),
        };
        let judgement = match region {
            Some(region) => judge_counts(claim.quantity, region, &evidence, self.confidence()),
            None => Err("the size of the hash list is not stated, see --list-size"),
        };
        let judged = match &judgement {
            Ok(judgement) => judgement.judged,
            Err(_) => Judged::open(Openness::NoEvidence),
        };
        let mut places: Vec<String> = tests.iter().map(|test| test.path.clone()).collect();
        places.dedup();
        let threshold = first.threshold;
        Some(Piece { name, judged, basis: Basis::Counts { judgement, matrix, threshold }, places })
    }

    fn funnels(&self, claim: &Claim, region: Region) -> Vec<Piece> {
        let meets = |case: &&CaseResult| {
            claim.meets(&case.case.key.provider, &case.case.key.technology)
                && case.concerns_errors()
        };
        let piece = |case: &CaseResult| {
            let assumed = self.options.assumed;
            let judgement = judge_funnel(claim.quantity, region, &case.ladder, assumed)?;
            let missing =
                assumed.filter(|rung| !case.ladder.iter().any(|result| result.rung == *rung));
            let stages: Vec<_> = case.case.figures.keys().copied().collect();
            Some(Piece {
                name: case.case.title(),
                judged: judgement.judged,
                places: case.case.places(&stages),
                basis: Basis::Funnel {
                    case: case.case.id.clone(),
                    judgement: Box::new(judgement),
                    missing,
                },
            })
        };
        self.audit.cases.iter().filter(meets).filter_map(piece).collect()
    }
}

impl Context<'_> {
    /// The region of the rate per item where this is that of a rate per comparison, or `None` where the
    /// size of the hash list is not known; any other quantity's is its own.
    pub(super) fn per_item(&self, quantity: ClaimQuantity, region: Region) -> Option<Region> {
        if quantity != ClaimQuantity::MatchRate {
            return Some(region);
        }
        let size = self.options.matching.list_size?;
        Some(region.map(|share| {
            Probability::new(share).map_or(share, |share| rates(share, size).per_item)
        }))
    }
}

/// The system, with the value of the label that tells its groups apart.
fn group_name(test: &TestCounts, label: &str) -> String {
    let system = &test.counts.system;
    match test.counts.labels.get(label) {
        Some(value) => format!("{system}, {label} {value}"),
        None => system.clone(),
    }
}

impl Piece {
    /// The word for what kind of evidence it is.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match &self.basis {
            Basis::Counts { threshold: Some(_), .. } => "scores",
            Basis::Counts { .. } => "counts",
            Basis::Funnel { .. } => "funnel",
            Basis::Quotient(_) | Basis::Missing(_) => "quotient",
        }
    }

    /// The least and the greatest value that what is known allows, chance aside.
    #[must_use]
    pub fn set(&self) -> Option<(f64, f64)> {
        match &self.basis {
            Basis::Funnel { judgement, .. } => judgement.set,
            Basis::Quotient(judgement) => judgement.range,
            _ => None,
        }
    }

    /// The one-sided bounds that chance leaves open.
    #[must_use]
    pub fn bounds(&self) -> Option<(f64, f64)> {
        match &self.basis {
            Basis::Counts { judgement, .. } => judgement.as_ref().ok().map(|found| found.bounds),
            Basis::Funnel { judgement, .. } => judgement.limits,
            _ => None,
        }
    }

    /// The value as counted.
    #[must_use]
    pub fn estimate(&self) -> Option<f64> {
        match &self.basis {
            Basis::Counts { judgement, .. } => judgement.as_ref().ok().map(|found| found.estimate),
            Basis::Quotient(judgement) => judgement.value,
            _ => None,
        }
    }

    fn proportion(&self) -> Option<Proportion> {
        match &self.basis {
            Basis::Counts { judgement: Ok(found), .. } => found.proportion,
            _ => None,
        }
    }
}

impl Serialize for Piece {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct View<'a> {
            kind: &'static str,
            name: &'a str,
            verdict: crate::claim::Verdict,
            left_open_by: Option<Openness>,
            rung: Option<Rung>,
            assumptions: Vec<&'static str>,
            estimate: Option<f64>,
            set_lower: Option<f64>,
            set_upper: Option<f64>,
            bound_lower: Option<f64>,
            bound_upper: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            events: Option<u64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            trials: Option<u64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            carried_to_prevalence: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            p_value: Option<f64>,
            #[serde(skip_serializing_if = "Option::is_none")]
            shares: Option<SharesView>,
            #[serde(skip_serializing_if = "Option::is_none")]
            reason: Option<String>,
            places: &'a [String],
        }
        let (mut rung, mut assumptions) = (None, Vec::new());
        let (mut carried, mut p_value, mut shares, mut reason) = (None, None, None, None);
        match &self.basis {
            Basis::Counts { judgement: Ok(found), .. } => {
                (carried, p_value) = (found.carried_to, found.p_value);
            }
            Basis::Counts { judgement: Err(why), .. } => reason = Some((*why).to_owned()),
            Basis::Funnel { judgement, .. } => {
                rung = Some(judgement.rung.rung);
                assumptions = judgement.rung.assumptions.iter().map(|code| code.word()).collect();
            }
            Basis::Quotient(found) => shares = found.shares.map(SharesView::from),
            Basis::Missing(name) => reason = Some(format!("no count of {name}")),
        }
        View {
            kind: self.kind(),
            name: &self.name,
            verdict: self.judged.verdict,
            left_open_by: self.judged.left_open_by,
            rung,
            assumptions,
            estimate: self.estimate(),
            set_lower: self.set().map(|set| set.0),
            set_upper: self.set().map(|set| set.1),
            bound_lower: self.bounds().map(|bounds| bounds.0),
            bound_upper: self.bounds().map(|bounds| bounds.1),
            events: self.proportion().map(Proportion::events),
            trials: self.proportion().map(Proportion::trials),
            carried_to_prevalence: carried,
            p_value,
            shares,
            reason,
            places: &self.places,
        }
        .serialize(serializer)
    }
}

/// Two counted shares as results show them.
#[derive(Serialize)]
struct SharesView {
    difference: f64,
    difference_lower: f64,
    difference_upper: f64,
    ratio_lower: f64,
    ratio_upper: Option<f64>,
    p_value_fisher: Option<f64>,
    p_value_unconditional: Option<f64>,
}

impl From<crate::claim::SharesCompared> for SharesView {
    fn from(shares: crate::claim::SharesCompared) -> Self {
        Self {
            difference: shares.later.excess_over(shares.earlier),
            difference_lower: shares.difference.lower(),
            difference_upper: shares.difference.upper(),
            ratio_lower: shares.ratio.lower(),
            ratio_upper: Some(shares.ratio.upper()).filter(|upper| upper.is_finite()),
            p_value_fisher: shares.fisher,
            p_value_unconditional: shares.unconditional,
        }
    }
}
