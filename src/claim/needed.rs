//! What evidence a claim needs: how large a test, of what, and with how many errors.

use serde::Serialize;

use super::{Claim, ClaimQuantity, Region};
use crate::planning::{clean_trials, trials_allowing, trials_to_measure};
use crate::quantity::display::{grouped, rate, short_percent};
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

/// Returns the evidence that would settle `claim`, which is true where its quantity lies in `region`,
/// at the stated confidence.
#[must_use]
pub fn needed(claim: &Claim, region: Option<Region>, confidence: Confidence) -> Needed {
    match (claim.quantity, region) {
        (ClaimQuantity::Unspecified, _) | (_, None) => definition(claim),
        (quantity, _) if quantity.is_quotient() => counts(claim),
        (quantity, Some(region)) => test(quantity, region, confidence),
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

fn test(quantity: ClaimQuantity, region: Region, confidence: Confidence) -> Needed {
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
    Needed { sentences, tests, trials_to_measure }
}
