//! Precision over all prevalences, as a claim implies it.

use super::Context;
use super::predicted::rates;
use super::why::stated_number;
use crate::claim::{Claim, ClaimQuantity, complement};
use crate::confusion::ppv;
use crate::prevalence::{logarithmic, ppv_moved};
use crate::quantity::Probability;
use crate::quantity::display::{one_in, short_percent};
use crate::special::Share;

/// Precision against the share of violating items.
#[derive(Clone, Debug, PartialEq)]
pub struct ClaimCurve {
    /// How the claim is read, in a few words.
    pub reading: String,
    /// The share of violating items and precision there, in ascending order.
    pub points: Vec<(f64, f64)>,
    /// The share of violating items in the test and the precision claimed of it, where it is about one.
    pub claimed: Option<(f64, f64)>,
}

/// Where the curves begin and end: from one in ten million to half of the items.
const ENDS: (f64, f64) = (1e-7, 0.5);
const POINTS_PER_DECADE: u32 = 6;
/// The shares of violating items in a test for which a claim that states none is drawn.
const ILLUSTRATED: [f64; 2] = [0.5, 0.01];

impl Context<'_> {
    /// The curves of what `claim` says about precision or false positives, if it does.
    pub(super) fn curves(&self, claim: &Claim) -> Vec<ClaimCurve> {
        let Some(stated) = &claim.stated else { return Vec::new() };
        let test = self.test_of(claim);
        let recall = test.recall.unwrap_or(1.0);
        match claim.quantity {
            ClaimQuantity::FalsePositiveRate => {
                vec![of_rates(recall, stated.value, "false positives")]
            }
            ClaimQuantity::Specificity => {
                vec![of_rates(recall, complement(stated.value), "false positives")]
            }
            ClaimQuantity::MatchRate => {
                let size = self.options.matching.list_size.unwrap_or(1);
                let item = Probability::new(stated.value).map(|rate| rates(rate, size).per_item);
                item.map_or(Vec::new(), |item| vec![of_rates(1.0, item, "false matches per item")])
            }
            ClaimQuantity::Precision => self.of_precision(claim, stated.value, true),
            ClaimQuantity::FalseDiscoveryRate => {
                self.of_precision(claim, complement(stated.value), true)
            }
            ClaimQuantity::Accuracy => self.of_precision(claim, stated.value, false),
            ClaimQuantity::Unspecified => {
                let is_right = stated.value > 0.5;
                let right = if is_right { stated.value } else { complement(stated.value) };
                self.of_precision(claim, right, false)
            }
            _ => Vec::new(),
        }
    }

    fn of_precision(&self, claim: &Claim, precision: f64, is_named: bool) -> Vec<ClaimCurve> {
        let illustrated = if is_named { &ILLUSTRATED[..] } else { &ILLUSTRATED[..1] };
        let stated = claim.prevalence_among(self.claims).map(|share| vec![share.get()]);
        let tests = stated.unwrap_or(illustrated.to_vec());
        let read = if is_named { "precision" } else { "read as precision" };
        let curve = |own: f64| {
            let at = |prevalence: f64| {
                let [precision, own, there] = [precision, own, prevalence].map(Share::new);
                ppv_moved(precision, own, there).ok().map(Share::x)
            };
            ClaimCurve {
                reading: format!(
                    "{} {read}, {} of the test violating",
                    short_percent(precision),
                    short_percent(own)
                ),
                points: points(at),
                claimed: Some((own, precision)),
            }
        };
        tests.into_iter().map(curve).collect()
    }
}

fn of_rates(recall: f64, fpr: f64, what: &str) -> ClaimCurve {
    let at = |prevalence: f64| {
        let [recall, fpr, there] = [recall, fpr, prevalence].map(Share::new);
        ppv(recall, fpr, there).ok().map(Share::x)
    };
    let fpr_words = if fpr >= 1e-4 {
        stated_number(ClaimQuantity::FalsePositiveRate, fpr)
    } else {
        one_in(fpr)
    };
    ClaimCurve {
        reading: format!("{fpr_words} {what}, recall {}", short_percent(recall)),
        points: points(at),
        claimed: None,
    }
}

fn points(at: impl Fn(f64) -> Option<f64>) -> Vec<(f64, f64)> {
    let [low, high] = [ENDS.0, ENDS.1].map(Probability::new);
    let (Ok(low), Ok(high)) = (low, high) else { return Vec::new() };
    let shares = logarithmic(low, high, POINTS_PER_DECADE);
    shares.filter_map(|share| Some((share.get(), at(share.get())?))).collect()
}
