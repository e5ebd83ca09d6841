//! What a claim implies, with the claims that come from the same test.

use serde::Serialize;

use super::why::number;
use super::{Context, Predicted};
use crate::claim::{Claim, ClaimQuantity, Stated, per_account, per_item};
use crate::confusion::ppv;
use crate::prevalence::{break_even, fpr_implied, ppv_moved};
use crate::quantity::Probability;
use crate::quantity::display::{grouped, one_in, percent, rate, short_percent, significant};
use crate::input::parse_count;
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
    pub ppv: Vec<PpvAt>,
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
pub struct PpvAt {
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
struct Test<'a> {
    precision: Option<&'a Stated>,
    recall: Option<&'a Stated>,
    false_positive_rate: Option<f64>,
    prevalence: Option<Probability>,
}

impl Context<'_> {
    pub(super) fn implied(&self, claim: &Claim) -> Implied {
        let mut implied = Implied::default();
        let Some(stated) = &claim.stated else { return implied };
        match claim.quantity {
            ClaimQuantity::MatchRate => self.matching(claim, stated, &mut implied),
            ClaimQuantity::Share | ClaimQuantity::Change | ClaimQuantity::RatePerSecond => {}
            _ => self.detection(claim, stated, &mut implied),
        }
        implied
    }

    fn detection(&self, claim: &Claim, stated: &Stated, implied: &mut Implied) {
        let test = self.test_of(claim);
        self.shares(claim, implied);
        self.add_readings_of_pair(claim, implied);
        match claim.quantity {
            ClaimQuantity::Precision
            | ClaimQuantity::FalseDiscoveryRate
            | ClaimQuantity::Recall => self.from_precision(claim, &test, implied),
            ClaimQuantity::Unspecified => {
                implied.readings.extend(unspecified(stated));
                self.from_precision(claim, &test, implied);
            }
            ClaimQuantity::Accuracy => implied.sentences.push(accuracy(stated)),
            _ => {}
        }
        if let Some(fpr) = test.false_positive_rate {
            self.from_fpr(fpr, &test, implied);
        }
        if claim.quantity == ClaimQuantity::Recall {
            let missed = percent(1.0 - stated.value);
            implied.sentences.insert(0, format!("{missed} of the violating items are missed."));
        }
    }

    /// What is claimed together. A number without a quantity that stands beside a recall is taken for a
    /// precision, which is said.
    fn test_of(&self, claim: &Claim) -> Test<'_> {
        let same = claim.same_test(self.claims);
        let find = |quantity: ClaimQuantity| {
            let found = same.iter().find(|other| other.quantity == quantity);
            found.and_then(|other| other.stated.as_ref())
        };
        let recall = find(ClaimQuantity::Recall);
        let precision = find(ClaimQuantity::Precision)
            .or(recall.and_then(|_| find(ClaimQuantity::Unspecified)));
        let fpr = find(ClaimQuantity::FalsePositiveRate).map(|stated| stated.value);
        let specificity = find(ClaimQuantity::Specificity).map(|stated| 1.0 - stated.value);
        Test {
            // Found in the file again, for the claim itself may be a copy.
            precision: precision.and_then(|stated| self.stated(stated)),
            recall: recall.and_then(|stated| self.stated(stated)),
            false_positive_rate: fpr.or(specificity),
            prevalence: claim.prevalence_among(self.claims),
        }
    }

    fn stated(&self, stated: &Stated) -> Option<&Stated> {
        self.claims.iter().filter_map(|claim| claim.stated.as_ref()).find(|other| *other == stated)
    }

    /// From precision and recall at a share of violating items in the test: the false positive rate, and
    /// precision elsewhere.
    fn from_precision(&self, claim: &Claim, test: &Test<'_>, implied: &mut Implied) {
        let precision = match (test.precision, claim.quantity, &claim.stated) {
            (Some(stated), ..) => stated.value,
            (None, ClaimQuantity::FalseDiscoveryRate, Some(stated)) => 1.0 - stated.value,
            _ => return,
        };
        let read = test.precision.is_some_and(|stated| {
            self.claims.iter().any(|other| {
                other.quantity == ClaimQuantity::Unspecified && other.stated.as_ref() == Some(stated)
            })
        });
        let stated = test.prevalence.map(|share| vec![share.get()]);
        let illustration = stated.is_none();
        let recall = test.recall.map_or(1.0, |stated| stated.value);
        for own in stated.unwrap_or(ILLUSTRATED.to_vec()) {
            let shares = [precision, recall, own].map(Share::new);
            let points: Vec<PpvAt> = self.deployments().filter_map(|prevalence| {
                let ppv = ppv_moved(shares[0], shares[2], Share::new(prevalence)).ok()?.x();
                Some(PpvAt { test_prevalence: Some(own), illustration, prevalence, ppv })
            }).collect();
            let fpr = fpr_implied(shares[0], shares[1], shares[2]).map(|fpr| fpr.x());
            implied.sentences.push(from_precision_words(precision, test, read, own, illustration, fpr, &points));
            implied.ppv.extend(points);
        }
    }

    /// From a false positive rate: precision elsewhere, and where half the flags are wrong.
    fn from_fpr(&self, fpr: f64, test: &Test<'_>, implied: &mut Implied) {
        let recall = test.recall.map_or(1.0, |stated| stated.value);
        let point = |prevalence| {
            let [recall, fpr, at] = [recall, fpr, prevalence].map(Share::new);
            let ppv = ppv(recall, fpr, at).ok()?.x();
            Some(PpvAt { test_prevalence: None, illustration: false, prevalence, ppv })
        };
        let points: Vec<PpvAt> = self.deployments().filter_map(point).collect();
        let recall_words = match test.recall {
            Some(_) => format!("With a recall of {}", short_percent(recall)),
            None => "Even with a recall of 100\u{a0}%".to_owned(),
        };
        let half = break_even(Share::new(recall), Share::new(fpr)).map(|share| {
            format!(" Half of the flags are wrong where {} is violating.", rate(share.x()))
        });
        implied.sentences.push(format!(
            "{recall_words}, a false positive rate of {} makes precision {}.{}",
            rate(fpr),
            points_words(&points),
            half.unwrap_or_default()
        ));
        implied.ppv.extend(points);
    }

    fn deployments(&self) -> impl Iterator<Item = f64> {
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
        let item = list.map_or(per_comparison, |size| per_item(per_comparison, size));
        implied.readings.push(Reading {
            name: "per-item",
            meaning: match list {
                Some(size) => format!(
                    "Per item, compared with each of {} hashes: {}.",
                    grouped(size),
                    rate(item.get())
                ),
                None => format!(
                    "Per item: {text} if that is what the claim means; if it means a comparison, more by \
                     the size of the hash list, which is not stated."
                ),
            },
            value: Some(item.get()),
        });
        if let Some(items) = matching.items_per_account {
            let matches = matching.matches_per_account.unwrap_or(1);
            let account = per_account(item, items, matches);
            implied.readings.push(Reading {
                name: "per-account",
                meaning: format!(
                    "Per account with {} items, acted against from {} matches on: {}.",
                    grouped(items),
                    grouped(matches),
                    rate(account.get())
                ),
                value: Some(account.get()),
            });
        }
        implied.predictions = self.predicted(claim, item);
        implied.sentences.extend(implied.predictions.iter().map(predicted_words));
    }
}

fn predicted_words(predicted: &Predicted) -> String {
    let probabilities: Vec<String> = predicted
        .at_least
        .iter()
        .map(|at_least| format!("{} or more {}", at_least.count, rate(at_least.probability)))
        .collect();
    let reversed = match predicted.reversed {
        Some(reversed) if reversed > 0 => format!(
            " Of the {} reversals there, so many false matches would contradict it that are this \
             improbable.",
            grouped(reversed)
        ),
        _ => String::new(),
    };
    format!(
        "{}: {} items; read per item it predicts {} false matches (the probability of {}).{reversed}",
        predicted.name,
        grouped(predicted.volume),
        significant(predicted.expected, 3),
        probabilities.join(", of ")
    )
}

fn from_precision_words(
    precision: f64,
    test: &Test<'_>,
    read: bool,
    own: f64,
    illustration: bool,
    fpr: Result<f64, &'static str>,
    points: &[PpvAt],
) -> String {
    let given = if illustration {
        format!("Had {} of the test been violating", short_percent(own))
    } else {
        format!("With {} of the test violating", short_percent(own))
    };
    let what = if read { "read as a precision, " } else { "" };
    let recall = match test.recall {
        Some(recall) => format!("a recall of {}", short_percent(recall.value)),
        None => "a recall of at most 100\u{a0}%".to_owned(),
    };
    let fpr = match fpr {
        Ok(fpr) if test.recall.is_some() => format!("a false positive rate of {}", rate(fpr)),
        Ok(fpr) => format!("a false positive rate of at most {}", rate(fpr)),
        Err(reason) => return format!("{given}, {what}{} cannot be: {reason}.", short_percent(precision)),
    };
    format!(
        "{given}, {what}{} and {recall} give {fpr}, and precision {}.",
        short_percent(precision),
        points_words(points)
    )
}

fn points_words(points: &[PpvAt]) -> String {
    let point = |point: &PpvAt| format!("{} where {} is violating", percent(point.ppv), one_in(point.prevalence));
    points.iter().map(point).collect::<Vec<_>>().join(", ")
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
    let errors = if stated.value > 0.5 { 1.0 - stated.value } else { stated.value };
    let error = number(ClaimQuantity::FalseDiscoveryRate, errors);
    let comparator = if stated.value > 0.5 { String::new() } else { stated.comparator.label().to_owned() };
    let reading = |name, meaning: &str| Reading {
        name,
        meaning: format!("{comparator}{error} {meaning}"),
        value: Some(errors),
    };
    vec![
        reading("fdr", "of the flags are wrong: precision is the rest, and what it is elsewhere depends on the share of violating items."),
        reading("fpr", "of the innocent items are flagged: of a million innocent items that many hundredths."),
        reading("fnr", "of the violating items are missed: it says nothing of wrong flags."),
        reading("error-rate", "of all decisions are wrong: where few items are violating, flagging nothing does as well."),
    ]
}

fn accuracy(stated: &Stated) -> String {
    format!(
        "A detector that flags nothing reaches this accuracy wherever at most {} is violating.",
        rate(1.0 - stated.value)
    )
}
