//! What evidence a claim needs: how large a test, of what, and with how many errors.

use serde::Serialize;

use super::{Claim, ClaimQuantity, Region};
use crate::planning::{
    AllowedErrors, audit_of_unflagged, clean_trials, precision_test, trials_allowing,
    trials_to_measure,
};
use crate::quantity::display::{grouped, one_in, rate, short_percent};
use crate::quantity::{Confidence, Probability};

/// How many errors the tests allow that are listed for a claim.
const ALLOWED: [u64; 4] = [0, 1, 2, 5];

/// The evidence that would settle a claim.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Needed {
    /// What is needed, in plain sentences.
    pub sentences: Vec<String>,
    /// The tests that would show it, by the errors that they allow.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tests: Vec<TestNeeded>,
    /// How many trials measure an error rate of the claimed size to within about a third: thirty
    /// errors.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trials_to_measure: Option<u64>,
}

/// A test that shows a claim at the stated confidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct TestNeeded {
    /// What has to be drawn at random and checked.
    pub of: &'static str,
    /// How many of them.
    pub trials: u64,
    /// How many may turn out to be errors.
    pub allowed_errors: u64,
}

/// Where a claim is to hold, and with what else.
#[derive(Clone, Copy, Debug)]
pub struct Deployment<'a> {
    /// The shares of violating items where the technology is used.
    pub prevalences: &'a [f64],
    /// The recall that is claimed of the same test, where one is.
    pub recall: Option<f64>,
    /// The confidence of every bound.
    pub confidence: Confidence,
}

/// The recall that a test is reckoned for where none is claimed.
const EXAMPLE_RECALL: f64 = 0.5;

/// Right flags and unflagged items of the audit that is reckoned as an example.
const EXAMPLE: (u64, u64) = (1_000, 1_000_000);

/// Returns the evidence that would settle `claim`, which is true where its quantity lies in `region`.
#[must_use]
pub fn needed(claim: &Claim, region: Option<Region>, deployment: &Deployment<'_>) -> Needed {
    match (claim.quantity, region) {
        (ClaimQuantity::Unspecified, _) | (_, None) => definition(claim),
        (quantity, _) if quantity.is_quotient() => counts(claim),
        (quantity, Some(region)) => test(quantity, region, deployment),
    }
}

/// The error rate that `region` allows at the most, of a quantity that is a performance.
#[must_use]
pub fn allowed_error_rate(quantity: ClaimQuantity, region: Region) -> Option<Probability> {
    let errors = match quantity {
        ClaimQuantity::Precision
        | ClaimQuantity::Recall
        | ClaimQuantity::Accuracy
        | ClaimQuantity::Specificity => region.turned_round(),
        _ => region,
    };
    Probability::new(errors.high()?).ok()
}

fn definition(claim: &Claim) -> Needed {
    let mut sentences = Vec::new();
    if claim.quantity == ClaimQuantity::Unspecified {
        sentences.push(
            "Which rate is meant: a share of the flags (false discovery rate), of the innocent items \
             (false positive rate), of the violating items (false negative rate) or of all items?"
                .to_owned(),
        );
    }
    if claim.stated.is_none() {
        sentences.push("The number, with the counts that it was computed from.".to_owned());
    }
    sentences.push(
        "On which items it was measured, at which setting, and what share of them was violating."
            .to_owned(),
    );
    Needed { sentences, ..Needed::default() }
}

fn counts(claim: &Claim) -> Needed {
    let sentence = match claim.quantity {
        ClaimQuantity::Share => {
            "The two counts: how many, and of how many in all, for the same place and period."
        }
        ClaimQuantity::Change => {
            "Both counts (or, for a change of a share, both numerators and denominators), counted in the \
             same way in two periods of the same length. Percentages alone do not tell a change from \
             chance."
        }
        _ => "The count, and the first and last day that it covers.",
    };
    Needed { sentences: vec![sentence.to_owned()], ..Needed::default() }
}

fn test(quantity: ClaimQuantity, region: Region, deployment: &Deployment<'_>) -> Needed {
    let confidence = deployment.confidence;
    let Some(allowed) = allowed_error_rate(quantity, region) else {
        let sentence =
            format!("A random sample of {}, each checked independently.", quantity.trials());
        return Needed { sentences: vec![sentence], ..Needed::default() };
    };
    let of = quantity.trials();
    let plan = |allowed_errors: u64| {
        let trials = trials_allowing(allowed_errors, allowed, confidence)?;
        Some(TestNeeded { of, trials, allowed_errors })
    };
    let tests: Vec<TestNeeded> = ALLOWED.into_iter().filter_map(plan).collect();
    let level = short_percent(confidence.level());
    let mut sentences = Vec::new();
    match clean_trials(allowed, confidence) {
        None => sentences.push(format!(
            "No number of {of} shows an error rate of 0: say which rate above it is claimed."
        )),
        Some(clean) => {
            let with_errors: Vec<String> = tests
                .iter()
                .filter(|test| test.allowed_errors > 0)
                .map(|test| {
                    let plural = if test.allowed_errors == 1 { "" } else { "s" };
                    format!("{} with {} error{plural}", grouped(test.trials), test.allowed_errors)
                })
                .collect();
            sentences.push(format!(
                "{} {of}, drawn at random and independently checked, without one error; or {} ({level} \
                 confidence).",
                grouped(clean),
                with_errors.join(", ")
            ));
        }
    }
    let trials_to_measure = trials_to_measure(allowed);
    if let Some(trials) = trials_to_measure {
        sentences.push(format!(
            "To measure an error rate of {} rather than bound it: {} {of}, for thirty errors.",
            rate(allowed.get()),
            grouped(trials)
        ));
    }
    match quantity {
        ClaimQuantity::Precision | ClaimQuantity::FalseDiscoveryRate => {
            sentences.extend(extrapolated(allowed, deployment));
        }
        ClaimQuantity::Recall | ClaimQuantity::FalseNegativeRate => {
            sentences.extend(audit(allowed, confidence));
        }
        _ => {}
    }
    if quantity.depends_on_prevalence() {
        sentences
            .push("How many items of that test were violating and how many innocent.".to_owned());
    }
    Needed { sentences, tests, trials_to_measure }
}

/// From a test set enriched with violating items to a precision elsewhere: what recall and false positive
/// rate it has to show.
fn extrapolated(allowed_fdr: Probability, deployment: &Deployment<'_>) -> Option<String> {
    let recall = Probability::new(deployment.recall.unwrap_or(EXAMPLE_RECALL)).ok()?;
    let precision = allowed_fdr.turned_round();
    let allowed = AllowedErrors::default();
    let place = |prevalence: &f64| {
        let there = Probability::new(*prevalence).ok()?;
        let test = precision_test(precision, there, recall, allowed, deployment.confidence)?;
        let words = format!(
            "{} where {} is violating ({} innocent items without an error)",
            rate(test.fpr.get()),
            one_in(*prevalence),
            grouped(test.items.innocent)
        );
        Some((test.items.violating, words))
    };
    let places: Vec<(u64, String)> = deployment.prevalences.iter().filter_map(place).collect();
    let (violating, _) = places.first()?;
    let example = if deployment.recall.is_none() { ", for example" } else { "" };
    let words: Vec<&str> = places.iter().map(|(_, words)| words.as_str()).collect();
    Some(format!(
        "Or, from a test set with more violating items than there are: a recall of at least {}{example} \
         ({} violating items without a miss), and a false positive rate of at most {}.",
        short_percent(recall.get()),
        grouped(*violating),
        words.join(", ")
    ))
}

/// What was missed is found only among what was not flagged.
fn audit(allowed_missed: Probability, confidence: Confidence) -> Option<String> {
    let (right, unflagged) = EXAMPLE;
    let plan = audit_of_unflagged(right, unflagged, allowed_missed.turned_round(), 0, confidence)?;
    Some(format!(
        "Of a stream: a random audit of what was not flagged. With {} right flags and {} items not flagged, \
         for example, at most {} violating ones may be among the latter: {} of them checked, none violating.",
        grouped(right),
        grouped(unflagged),
        grouped(plan.most_missed),
        grouped(plan.sample)
    ))
}
