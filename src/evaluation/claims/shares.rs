//! What the numbers about one test imply together.

use super::Context;
use super::implied::{Implied, ImpliedShare};
use super::why::between;
use crate::claim::{CellShares, Claim, ClaimQuantity, StatedShare};
use crate::confusion::Metric;
use crate::quantity::Probability;

/// The widest range of an implied prevalence that still says something.
const NARROW: f64 = 0.5;

/// The shares that are worked out, with their names for a reader.
const WORKED_OUT: [(Metric, &str); 5] = [
    (Metric::Prevalence, "the share of violating items"),
    (Metric::FalsePositiveRate, "false positive rate"),
    (Metric::Precision, "precision"),
    (Metric::Recall, "recall"),
    (Metric::Accuracy, "accuracy"),
];

impl Context<'_> {
    /// Adds the shares that follow from what is claimed of the test of `claim` and that nobody states.
    pub(super) fn add_shares(&self, claim: &Claim, implied: &mut Implied) {
        let stated = self.stated_shares(claim);
        if stated.len() < 2 {
            return;
        }
        let Ok(cells) = CellShares::with(&stated.iter().map(|share| share.1).collect::<Vec<_>>())
        else {
            implied.sentences.push(
                "No counts fit what is claimed of this test, even with its rounding.".to_owned(),
            );
            return;
        };
        let mut words = Vec::new();
        for (metric, name) in WORKED_OUT {
            let is_stated = stated.iter().any(|share| share.0 == metric);
            let Ok((lower, upper)) = cells.range(metric) else { continue };
            if is_stated || (lower <= 0.0 && upper >= 1.0) {
                continue;
            }
            words.push(format!(
                "{name} {}",
                between((lower, upper), ClaimQuantity::FalsePositiveRate)
            ));
            implied.shares.push(ImpliedShare { quantity: metric.name(), lower, upper });
        }
        if !words.is_empty() {
            implied.sentences.push(format!(
                "The numbers of this test together imply, with their rounding: {}.",
                words.join("; ")
            ));
        }
    }

    /// The share of violating items in the test of `claim` that its numbers imply, where they leave less
    /// than half of all values.
    pub(super) fn implied_prevalence(&self, claim: &Claim) -> Option<(f64, f64)> {
        let stated: Vec<StatedShare> =
            self.stated_shares(claim).into_iter().map(|share| share.1).collect();
        let (lower, upper) = CellShares::with(&stated).ok()?.range(Metric::Prevalence).ok()?;
        (upper - lower < NARROW).then_some((lower, upper))
    }

    /// Whether the share of violating items in the test of `claim` is stated, or follows.
    pub(super) fn knows_prevalence(&self, claim: &Claim) -> bool {
        claim.prevalence_among(self.claims).is_some() || self.implied_prevalence(claim).is_some()
    }

    /// Whether no counts fit what is claimed of the test of `claim`.
    pub(super) fn contradicts_itself(&self, claim: &Claim) -> bool {
        let stated: Vec<StatedShare> =
            self.stated_shares(claim).into_iter().map(|share| share.1).collect();
        stated.len() > 1 && CellShares::with(&stated).is_err()
    }

    /// The shares that are claimed of the test, its prevalence among them.
    fn stated_shares(&self, claim: &Claim) -> Vec<(Metric, StatedShare)> {
        let share = |other: &&Claim| {
            let metric = other.quantity.metric()?;
            let (least, greatest) = other.stated.as_ref()?.range();
            let [least, greatest] = [least, greatest].map(|end| Probability::new(end).ok());
            Some((metric, StatedShare::between(metric, least?, greatest?)))
        };
        let mut shares: Vec<_> = claim.same_test(self.claims).iter().filter_map(share).collect();
        if let Some(prevalence) = claim.prevalence_among(self.claims) {
            let stated = StatedShare::exactly(Metric::Prevalence, prevalence);
            shares.push((Metric::Prevalence, stated));
        }
        shares
    }
}
