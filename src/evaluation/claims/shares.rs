//! What the numbers about one test imply together.

use super::Context;
use super::implied::{Implied, ImpliedShare};
use super::words::between;
use crate::claim::{CellShares, Claim, ClaimQuantity, Comparator, StatedShare};
use crate::confusion::Metric;
use crate::quantity::Probability;
use crate::quantity::display::rate;

/// How many times the least odds of an implied prevalence the greatest may be, for it to say something.
const NARROW: f64 = 10.0;

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
        let Ok(cells) = CellShares::with(&within_rounding(&stated)) else { return };
        let as_printed = CellShares::with(&as_stated(&stated)).ok();
        let mut words = Vec::new();
        for (metric, name) in WORKED_OUT {
            let is_stated = stated.iter().any(|share| share.metric == metric);
            let Ok((lower, upper)) = cells.range(metric) else { continue };
            if is_stated || (lower <= 0.0 && upper >= 1.0) {
                continue;
            }
            let printed = as_printed.as_ref().and_then(|cells| point(cells.range(metric).ok()?));
            let range = between((lower, upper), ClaimQuantity::FalsePositiveRate);
            words.push(match printed {
                Some(printed) => format!("{name} {} ({range} with rounding)", rate(printed)),
                None => format!("{name} {range}"),
            });
            implied.shares.push(ImpliedShare { quantity: metric.name(), printed, lower, upper });
        }
        if !words.is_empty() {
            implied
                .sentences
                .push(format!("The numbers of this test together imply: {}.", words.join("; ")));
        }
    }

    /// The share of violating items in the test of `claim` that its numbers imply, where its odds are
    /// known to within a power of ten.
    pub(super) fn implied_prevalence(&self, claim: &Claim) -> Option<(f64, f64)> {
        let cells = CellShares::with(&within_rounding(&self.stated_shares(claim))).ok()?;
        let (lower, upper) = cells.range(Metric::Prevalence).ok()?;
        let odds = |share: f64| share / (1.0 - share);
        (lower > 0.0 && upper < 1.0 && odds(upper) <= NARROW * odds(lower))
            .then_some((lower, upper))
    }

    /// Whether the share of violating items in the test of `claim` is stated, or follows, or does not
    /// matter because it is about the deployed stream.
    pub(super) fn knows_prevalence(&self, claim: &Claim) -> bool {
        claim.is_deployed
            || claim.prevalence_among(self.claims).is_some()
            || self.implied_prevalence(claim).is_some()
    }

    /// Whether no counts fit what is claimed of the test of `claim`.
    pub(super) fn contradicts_itself(&self, claim: &Claim) -> bool {
        let stated = self.stated_shares(claim);
        stated.len() > 1 && CellShares::with(&within_rounding(&stated)).is_err()
    }

    /// What the claims of the test other than false positive rates imply of that rate, where its share of
    /// violating items is known.
    pub(super) fn implied_fpr(&self, claim: &Claim) -> Option<(f64, f64)> {
        self.knows_prevalence(claim).then_some(())?;
        let stated = self.stated_shares(claim);
        let others: Vec<Claimed> = stated
            .into_iter()
            .filter(|share| {
                !matches!(share.metric, Metric::FalsePositiveRate | Metric::Specificity)
            })
            .collect();
        CellShares::with(&within_rounding(&others)).ok()?.range(Metric::FalsePositiveRate).ok()
    }

    /// The shares that are claimed of the test, every share of violating items among them.
    fn stated_shares(&self, claim: &Claim) -> Vec<Claimed> {
        let mut shares = Vec::new();
        for other in claim.same_test(self.claims) {
            // A rate of false matches is no share of items.
            let is_match_rate = other.quantity == ClaimQuantity::MatchRate;
            let metric = other.quantity.metric().filter(|_| !is_match_rate);
            if let (Some(metric), Some(stated)) = (metric, &other.stated) {
                let value = (stated.comparator == Comparator::Equal).then_some(stated.value);
                shares.push(Claimed { metric, range: stated.range(), value });
            }
            if let Some(prevalence) = other.test_prevalence.map(Probability::get) {
                let range = (prevalence, prevalence);
                shares.push(Claimed { metric: Metric::Prevalence, range, value: Some(prevalence) });
            }
        }
        shares
    }
}

/// A share that is claimed of a test.
struct Claimed {
    metric: Metric,
    /// All that its words allow.
    range: (f64, f64),
    /// The number itself, where that is what is claimed.
    value: Option<f64>,
}

fn within_rounding(claimed: &[Claimed]) -> Vec<StatedShare> {
    claimed.iter().filter_map(|share| between_shares(share.metric, share.range)).collect()
}

fn as_stated(claimed: &[Claimed]) -> Vec<StatedShare> {
    let range = |share: &Claimed| share.value.map_or(share.range, |value| (value, value));
    claimed.iter().filter_map(|share| between_shares(share.metric, range(share))).collect()
}

fn between_shares(metric: Metric, (least, greatest): (f64, f64)) -> Option<StatedShare> {
    let [least, greatest] = [least, greatest].map(|end| Probability::new(end).ok());
    Some(StatedShare::between(metric, least?, greatest?))
}

/// The value of a range that is one but for rounding errors.
fn point((lower, upper): (f64, f64)) -> Option<f64> {
    (upper - lower <= 1e-9 * upper).then_some(f64::midpoint(lower, upper))
}
