//! A statement about how well a technology works, or how much of something there is.

use super::{Amount, ClaimQuantity, Stated};
use crate::disclosure::Source;
use crate::quantity::Probability;

/// A claim: this technology has this quantity, at this value, under these conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// A short name, unique among the claims of a file.
    pub id: String,
    /// Whom or what it is about: a system, a provider, a technology.
    pub subject: String,
    /// The technology; empty where none is named.
    pub technology: String,
    /// What is claimed.
    pub quantity: ClaimQuantity,
    /// How much, or `None` where no number was stated.
    pub stated: Option<Stated>,
    /// Under which conditions, as the source says it.
    pub conditions: String,
    /// The share of violating items in the test that it comes from, where it is stated.
    pub test_prevalence: Option<Probability>,
    /// What is shared by claims that come from one test; empty for a claim by itself.
    pub test: String,
    /// The part of that test that it is about, such as a language; empty for the whole.
    pub group: String,
    /// The label for each of whose values it is to hold; empty where it is about all together.
    pub each: String,
    /// What it divides, where it is recomputed from counts.
    pub quotient: Option<Quotient>,
    /// Where it stands.
    pub source: Source,
    /// What is uncertain about reading it.
    pub note: String,
}

/// The numerator and denominator of a claim; for a change, the later amount and the earlier.
#[derive(Clone, Debug, PartialEq)]
pub struct Quotient {
    /// What is divided.
    pub numerator: Amount,
    /// What it is divided by.
    pub denominator: Amount,
}

impl Claim {
    /// What it is about, in words: the subject, with the technology where that is another.
    #[must_use]
    pub fn about(&self) -> String {
        if self.technology.is_empty() || self.technology == self.subject {
            self.subject.clone()
        } else {
            format!("{}, {}", self.subject, self.technology)
        }
    }

    /// Whether evidence about `system` with `technology` (empty where none is named) is about what
    /// the claim is about: the same technology where both name one, or else the subject.
    #[must_use]
    pub fn meets(&self, system: &str, technology: &str) -> bool {
        match (self.technology.as_str(), technology) {
            ("", _) => self.subject == system,
            (named, "") => named == system || self.subject == system,
            (named, evidence) => named == evidence,
        }
    }

    /// The claims that come from the same part of the same test, this one included.
    #[must_use]
    pub fn same_test<'a>(&self, claims: &'a [Self]) -> Vec<&'a Self> {
        let same = |other: &&Self| {
            other.id == self.id
                || (!self.test.is_empty() && other.test == self.test && other.group == self.group)
        };
        claims.iter().filter(same).collect()
    }

    /// The share of violating items in the test, stated here or in another claim of the same test.
    #[must_use]
    pub fn prevalence_among(&self, claims: &[Self]) -> Option<Probability> {
        let stated = |claim: &&Self| claim.test_prevalence;
        self.test_prevalence.or_else(|| self.same_test(claims).iter().find_map(stated))
    }
}
