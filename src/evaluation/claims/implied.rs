//! What a claim implies, with the claims that come from the same test.

use serde::Serialize;

use super::predicted::{account_rates, rates};
use super::why::stated_number;
use super::{Basis, Context, Piece, Predicted};
use crate::claim::{Claim, ClaimQuantity, Stated, complement};
use crate::confusion::ppv;
use crate::input::parse_count;
use crate::prevalence::{break_even, fpr_implied, ppv_moved};
use crate::quantity::Probability;
use crate::quantity::display::{grouped, one_in, percent, rate, short_percent};
use crate::special::Share;

/// Shares of violating items in a test that are shown where a claim states none.
const ILLUSTRATED: [f64; 3] = [0.5, 0.1, 0.01];

/// What a claim implies.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Implied {
    /// In plain sentences, the most important first.
    pub sentences: Vec<String>,
    /// What it may mean, one by one, where its words leave that open.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<Reading>,
    /// Shares of the test that follow from it and from the claims of the same test.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub shares: Vec<ImpliedShare>,
    /// Precision elsewhere, if recall and false positive rate stay what they are.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub ppv: Vec<ImpliedPpv>,
    /// How many false matches it predicts.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub predictions: Vec<Predicted>,
}

/// One reading of a claim.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Reading {
    /// A short name of the reading.
    pub name: &'static str,
    /// What it would mean, in one sentence.
    pub meaning: String,
    /// The value of its quantity, where there is one.
    pub value: Option<f64>,
}

/// A share of the test that the claims imply.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImpliedShare {
    /// Which share.
    pub quantity: &'static str,
    /// The least value that the rounding of the claims allows.
    pub lower: f64,
    /// The greatest.
    pub upper: f64,
}

/// Precision where another share of the items is violating.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct ImpliedPpv {
    /// The share of violating items in the test: stated, or an illustration where none is; `None`
    /// where it does not matter.
    pub test_prevalence: Option<f64>,
    /// Whether that is an illustration.
    pub illustration: bool,
    /// The share of violating items where the technology is used.
    pub prevalence: f64,
    /// Precision there; of a claim without a recall, with a recall of 1, the best there is.
    pub ppv: f64,
}

/// What the claims of one test state, as shares.
pub(super) struct Test {
    precision: Option<f64>,
    /// Whether the precision is a number without a quantity that stands beside a recall.
    read_as_precision: bool,
    pub(super) recall: Option<f64>,
    fpr: Option<f64>,
    prevalence: Option<Probability>,
}

impl Context<'_> {
    pub(super) fn implied(&self, claim: &Claim, evidence: &[Piece]) -> Implied {
        let mut implied = Implied::default();
        let Some(stated) = &claim.stated else { return implied };
        match claim.quantity {
            ClaimQuantity::MatchRate => self.matching(claim, stated, &mut implied),
            ClaimQuantity::Share | ClaimQuantity::Change | ClaimQuantity::RatePerSecond => {}
            _ => self.detection(claim, stated, is_of_stream(evidence), &mut implied),
        }
        implied
    }

    fn detection(&self, claim: &Claim, stated: &Stated, is_of_stream: bool, implied: &mut Implied) {
        let test = self.test_of(claim);
        self.add_readings_of_pair(claim, implied);
        self.add_shares(claim, implied);
        match claim.quantity {
            ClaimQuantity::Precision
            | ClaimQuantity::FalseDiscoveryRate
            | ClaimQuantity::Recall
                if !is_of_stream =>
            {
                self.add_from_precision(&test, implied);
            }
            ClaimQuantity::Unspecified => {
                implied.readings.extend(unspecified(stated));
                self.add_from_precision(&test, implied);
            }
            ClaimQuantity::Accuracy => implied.sentences.push(accuracy(stated)),
            _ => {}
        }
        if let Some(fpr) = test.fpr {
            self.add_from_fpr(fpr, &test, implied);
        }
        if claim.quantity == ClaimQuantity::Recall {
            let missed = short_percent(complement(stated.value));
            implied.sentences.insert(0, format!("{missed} of the violating items are missed."));
        }
    }

    /// What is claimed together. A number without a quantity that stands beside a recall is taken for a
    /// precision, which is said.
    pub(super) fn test_of(&self, claim: &Claim) -> Test {
        let same = claim.same_test(self.claims);
        let find = |quantity: ClaimQuantity| {
            let found = same.iter().find(|other| other.quantity == quantity)?;
            found.stated.as_ref().map(|stated| stated.value)
        };
        let recall = find(ClaimQuantity::Recall);
        let named = find(ClaimQuantity::Precision)
            .or(find(ClaimQuantity::FalseDiscoveryRate).map(complement));
        let read = recall.and(find(ClaimQuantity::Unspecified));
        Test {
            precision: named.or(read),
            read_as_precision: named.is_none() && read.is_some(),
            recall,
            fpr: find(ClaimQuantity::FalsePositiveRate)
                .or(find(ClaimQuantity::Specificity).map(complement)),
            prevalence: claim.prevalence_among(self.claims),
        }
    }

    /// From precision and recall at a share of violating items in the test: the false positive rate, and
    /// precision elsewhere.
    fn add_from_precision(&self, test: &Test, implied: &mut Implied) {
        let Some(precision) = test.precision else { return };
        let stated = test.prevalence.map(|share| vec![share.get()]);
        let illustration = stated.is_none();
        for own in stated.unwrap_or(ILLUSTRATED.to_vec()) {
            let shares = [precision, test.recall.unwrap_or(1.0), own].map(Share::new);
            let point = |prevalence| {
                let ppv = ppv_moved(shares[0], shares[2], Share::new(prevalence)).ok()?.x();
                Some(ImpliedPpv { test_prevalence: Some(own), illustration, prevalence, ppv })
            };
            let points: Vec<ImpliedPpv> = self.deployments().filter_map(point).collect();
            let fpr = fpr_implied(shares[0], shares[1], shares[2]).map(Share::x);
            implied.sentences.push(test.sentence(own, fpr, &points));
            implied.ppv.extend(points);
        }
    }

    /// From a false positive rate: precision elsewhere, and where half the flags are wrong.
    fn add_from_fpr(&self, fpr: f64, test: &Test, implied: &mut Implied) {
        let recall = test.recall.unwrap_or(1.0);
        let point = |prevalence| {
            let [recall, fpr, at] = [recall, fpr, prevalence].map(Share::new);
            let ppv = ppv(recall, fpr, at).ok()?.x();
            Some(ImpliedPpv { test_prevalence: None, illustration: false, prevalence, ppv })
        };
        let points: Vec<ImpliedPpv> = self.deployments().filter_map(point).collect();
        let recall_words = match test.recall {
            Some(_) => format!("With a recall of {}", short_percent(recall)),
            None => "Even with a recall of 100\u{a0}%".to_owned(),
        };
        let half = break_even(Share::new(recall), Share::new(fpr)).map(|share| {
            format!(" Half of the flags are wrong where {} is violating.", rate(share.x()))
        });
        implied.sentences.push(format!(
            "{recall_words}, a false positive rate of {} gives a precision of {}.{}",
            stated_number(ClaimQuantity::FalsePositiveRate, fpr),
            points_words(&points),
            half.unwrap_or_default()
        ));
        implied.ppv.extend(points);
    }

    pub(super) fn deployments(&self) -> impl Iterator<Item = f64> {
        self.options.prevalences.iter().map(|given| given.prevalence.share())
    }

    /// The readings of a rate of false matches, and what each predicts.
    fn matching(&self, claim: &Claim, stated: &Stated, implied: &mut Implied) {
        let Ok(per_comparison) = Probability::new(stated.value) else { return };
        let matching = self.options.matching;
        let text = in_words(stated);
        implied.readings.push(Reading {
            name: "per-comparison",
            meaning: format!("Per comparison of two different items: {text}."),
            value: Some(stated.value),
        });
        let list = matching.list_size;
        let item = rates(per_comparison, list.unwrap_or(1)).per_item;
        implied.readings.push(Reading {
            name: "per-item",
            meaning: match list {
                Some(size) => format!(
                    "Per item, compared with each of {} hashes: {}.",
                    grouped(size),
                    rate(item)
                ),
                None => format!(
                    "Per item: {text} if that is what the claim means; if it means a comparison, more by \
                     the size of the hash list, which is not stated."
                ),
            },
            value: Some(item),
        });
        if let Some(items) = matching.items_per_account {
            let matches = matching.matches_per_account.unwrap_or(1);
            let account =
                account_rates(per_comparison, list.unwrap_or(1), items, matches).per_account;
            implied.readings.push(Reading {
                name: "per-account",
                meaning: format!(
                    "Per account with {} items, acted against from {} matches on: {}.",
                    grouped(items),
                    grouped(matches),
                    rate(account)
                ),
                value: Some(account),
            });
        }
        if let Ok(item) = Probability::new(item) {
            implied.predictions = self.predicted(claim, item);
        }
    }
}

impl Test {
    fn sentence(&self, own: f64, fpr: Result<f64, &'static str>, points: &[ImpliedPpv]) -> String {
        let own = short_percent(own);
        let given = match self.prevalence {
            Some(_) => format!("With {own} of the test violating"),
            None => format!("Had {own} of the test been violating"),
        };
        let precision = short_percent(self.precision.unwrap_or_default());
        let precision = if self.read_as_precision {
            format!("{precision}, read as a precision,")
        } else {
            format!("a precision of {precision}")
        };
        let fpr = match fpr {
            Ok(fpr) => rate(fpr),
            Err(reason) => return format!("{given}, {precision} cannot be: {reason}."),
        };
        let rates = match self.recall {
            Some(recall) => format!(
                "{precision} and a recall of {} give a false positive rate of {fpr}",
                short_percent(recall)
            ),
            None => format!("{precision} gives a false positive rate of at most {fpr}"),
        };
        format!("{given}, {rates}, and a precision of {}.", points_words(points))
    }
}

fn points_words(points: &[ImpliedPpv]) -> String {
    let point = |point: &ImpliedPpv| {
        format!("{} where {} is violating", percent(point.ppv), one_in(point.prevalence))
    };
    points.iter().map(point).collect::<Vec<_>>().join(", ")
}

/// Whether the evidence is about the deployed stream alone, so that no test is meant.
fn is_of_stream(evidence: &[Piece]) -> bool {
    !evidence.is_empty() && evidence.iter().all(|piece| matches!(piece.basis, Basis::Funnel { .. }))
}

/// The value as it was written, with its digits grouped: `1 in 50 000 000 000`.
fn in_words(stated: &Stated) -> String {
    match stated.text.split_once(" in ") {
        Some((events, trials)) => {
            let count = |text: &str| parse_count(text.trim()).map_or(text.to_owned(), grouped);
            format!("{} in {}", count(events), count(trials))
        }
        None => rate(stated.value),
    }
}

/// What a number without a quantity may mean, as an error rate or as what is left of it.
fn unspecified(stated: &Stated) -> Vec<Reading> {
    let is_right = stated.value > 0.5;
    let errors = if is_right { complement(stated.value) } else { stated.value };
    let number = stated_number(ClaimQuantity::FalseDiscoveryRate, errors);
    let number = if is_right { number } else { format!("{}{number}", stated.comparator.label()) };
    let reading = |name, of: &str, meaning: &str| Reading {
        name,
        meaning: format!("Read as a share of {of}, {number} {meaning}."),
        value: Some(errors),
    };
    vec![
        reading(
            "fdr",
            "the flags (false discovery rate)",
            "of them are wrong, and elsewhere more are, \
            the fewer items are violating there",
        ),
        reading(
            "fpr",
            "the innocent items (false positive rate)",
            "of them are flagged, and most flags \
            are wrong wherever still fewer are violating",
        ),
        reading(
            "fnr",
            "the violating items (false negative rate)",
            "of them are missed, which says \
            nothing of wrong flags",
        ),
        reading(
            "error-rate",
            "all items",
            "of the decisions are wrong, which flagging nothing betters \
            wherever fewer are violating",
        ),
    ]
}

fn accuracy(stated: &Stated) -> String {
    format!(
        "A detector that flags nothing reaches this accuracy wherever at most {} is violating.",
        stated_number(ClaimQuantity::FalseDiscoveryRate, complement(stated.value))
    )
}
