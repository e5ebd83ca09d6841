//! What a claim implies, with the claims that come from the same test.

use serde::Serialize;

use super::words::stated_number;
use super::{Basis, Context, Piece, Predicted};
use crate::claim::{Claim, ClaimQuantity, Comparator, Stated, complement};
use crate::confusion::ppv;
use crate::prevalence::{break_even, fpr_implied, ppv_moved};
use crate::quantity::display::{one_in, percent, rate, short_percent};
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
    /// Of a rate of false matches, what it is per item, where that follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per_item: Option<f64>,
}

/// A share of the test that the claims imply.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImpliedShare {
    /// Which share.
    pub quantity: &'static str,
    /// Its value where every number is just as printed and these fix it.
    pub printed: Option<f64>,
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

/// A number that is claimed, and whether it is all that is claimed, or the least or the most.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Number {
    value: f64,
    side: Side,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    AtLeast,
    Exactly,
    AtMost,
}

impl Number {
    fn of(stated: &Stated) -> Self {
        let side = match stated.comparator {
            Comparator::AtLeast | Comparator::Above => Side::AtLeast,
            Comparator::Equal => Side::Exactly,
            Comparator::AtMost | Comparator::Below => Side::AtMost,
        };
        Self { value: stated.value, side }
    }

    /// What is missing to 1.
    fn rest(self) -> Self {
        Self { value: complement(self.value), side: self.side.turned() }
    }

    fn words(self) -> String {
        format!("{}{}", self.side.words(), short_percent(self.value))
    }
}

impl Side {
    fn turned(self) -> Self {
        match self {
            Self::AtLeast => Self::AtMost,
            Self::Exactly => Self::Exactly,
            Self::AtMost => Self::AtLeast,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::AtLeast => "at least ",
            Self::Exactly => "",
            Self::AtMost => "at most ",
        }
    }
}

/// What the claims of one test state, as shares.
pub(super) struct Test {
    precision: Option<Number>,
    /// Whether the precision is a number without a quantity that stands beside a recall.
    read_as_precision: bool,
    recall: Option<Number>,
    fpr: Option<Number>,
    /// The shares of violating items for which its precision is drawn.
    prevalences: Vec<f64>,
    /// Whether these are illustrations.
    illustration: bool,
}

impl Test {
    /// The recall that is claimed, where one is.
    pub(super) fn recall(&self) -> Option<f64> {
        self.recall.map(|recall| recall.value)
    }
}

impl Context<'_> {
    pub(super) fn implied(&self, claim: &Claim, evidence: &[Piece]) -> Implied {
        let mut implied = Implied::default();
        let Some(stated) = &claim.stated else { return implied };
        match claim.quantity {
            ClaimQuantity::MatchRate => self.add_matching(claim, stated, &mut implied),
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
            let missed = Number::of(stated).rest().words();
            let sentence = format!("Of the violating items, {missed} are missed.");
            implied.sentences.insert(0, sentence);
        }
    }

    /// What is claimed together. A number without a quantity that stands beside a recall is taken for a
    /// precision, which is said.
    pub(super) fn test_of(&self, claim: &Claim) -> Test {
        let same = claim.same_test(self.claims);
        let find = |quantity: ClaimQuantity| {
            let found = same.iter().find(|other| other.quantity == quantity)?;
            found.stated.as_ref().map(Number::of)
        };
        let recall = find(ClaimQuantity::Recall)
            .or(find(ClaimQuantity::FalseNegativeRate).map(Number::rest));
        let named = find(ClaimQuantity::Precision)
            .or(find(ClaimQuantity::FalseDiscoveryRate).map(Number::rest));
        let read = recall.and(find(ClaimQuantity::Unspecified));
        let stated = claim.prevalence_among(self.claims).map(|share| vec![share.get()]);
        let implied = || self.implied_prevalence(claim).map(|(low, high)| vec![low, high]);
        let prevalences = stated.or_else(implied);
        Test {
            precision: named.or(read),
            read_as_precision: named.is_none() && read.is_some(),
            recall,
            fpr: find(ClaimQuantity::FalsePositiveRate)
                .or(find(ClaimQuantity::Specificity).map(Number::rest)),
            illustration: prevalences.is_none(),
            prevalences: prevalences.unwrap_or(ILLUSTRATED.to_vec()),
        }
    }

    /// From precision and recall at a share of violating items in the test: the false positive rate, and
    /// precision elsewhere.
    fn add_from_precision(&self, test: &Test, implied: &mut Implied) {
        let Some(precision) = test.precision else { return };
        for own in &test.prevalences {
            let [right, there] = [precision.value, *own].map(Share::new);
            let point = |prevalence| {
                let ppv = ppv_moved(right, there, Share::new(prevalence)).ok()?.x();
                let illustration = test.illustration;
                Some(ImpliedPpv { test_prevalence: Some(*own), illustration, prevalence, ppv })
            };
            let points: Vec<ImpliedPpv> = self.deployments().filter_map(point).collect();
            implied.sentences.push(test.sentence(precision, *own, &points));
            implied.ppv.extend(points);
        }
    }

    /// From a false positive rate: precision elsewhere, and where half the flags are wrong.
    fn add_from_fpr(&self, fpr: Number, test: &Test, implied: &mut Implied) {
        let recall = test.recall.filter(|recall| recall.side != Side::AtLeast);
        let recall = recall.map_or(1.0, |recall| recall.value);
        let point = |prevalence| {
            let [recall, fpr, at] = [recall, fpr.value, prevalence].map(Share::new);
            let ppv = ppv(recall, fpr, at).ok()?.x();
            Some(ImpliedPpv { test_prevalence: None, illustration: false, prevalence, ppv })
        };
        let points: Vec<ImpliedPpv> = self.deployments().filter_map(point).collect();
        let half = break_even(Share::new(recall), Share::new(fpr.value)).map(|share| {
            format!(" Half of the flags are wrong where {} is violating.", rate(share.x()))
        });
        implied.sentences.push(format!(
            "With a recall of {}, a false positive rate of {} gives a precision of {}.{}",
            short_percent(recall),
            stated_number(ClaimQuantity::FalsePositiveRate, fpr.value),
            points_words("", &points),
            half.unwrap_or_default()
        ));
        implied.ppv.extend(points);
    }

    pub(super) fn deployments(&self) -> impl Iterator<Item = f64> {
        self.options.prevalences.iter().map(|given| given.prevalence.share())
    }
}

impl Test {
    /// What a precision at `own` violating implies, in words.
    fn sentence(&self, precision: Number, own: f64, points: &[ImpliedPpv]) -> String {
        let share = short_percent(own);
        let (place, verb) = if self.illustration {
            (format!("Had {share} of the test been violating"), "would give")
        } else {
            (format!("With {share} of the test violating"), "gives")
        };
        let what = if self.read_as_precision {
            format!("{}, read as a precision,", precision.words())
        } else {
            format!("a precision of {}", precision.words())
        };
        let elsewhere = format!("a precision of {}", points_words(precision.side.words(), points));
        match self.fpr_words(precision, own) {
            Err(reason) => format!("{place}, {what} cannot be: {reason}."),
            Ok(None) => format!("{place}, {what} {verb} {elsewhere}."),
            Ok(Some((with, fpr))) => {
                format!("{place}, {what}{with} {verb} {fpr}, and {elsewhere}.")
            }
        }
    }

    /// The recall that it goes with, and the false positive rate that follows; nothing where neither end
    /// of that does. It rises with recall and falls with precision.
    fn fpr_words(
        &self,
        precision: Number,
        own: f64,
    ) -> Result<Option<(String, String)>, &'static str> {
        let fpr = |recall: f64| {
            let [right, recall, own] = [precision.value, recall, own].map(Share::new);
            fpr_implied(right, recall, own).map(|fpr| rate(fpr.x()))
        };
        let with = self
            .recall
            .map_or(String::new(), |recall| format!(" with a recall of {}", recall.words()));
        let recall = self.recall.map_or((0.0, 1.0), |recall| match recall.side {
            Side::AtLeast => (recall.value, 1.0),
            Side::Exactly => (recall.value, recall.value),
            Side::AtMost => (0.0, recall.value),
        });
        let is_exact = recall.0.to_bits() == recall.1.to_bits();
        let words = match precision.side {
            Side::Exactly if is_exact => format!("a false positive rate of {}", fpr(recall.0)?),
            Side::Exactly | Side::AtLeast => {
                format!("a false positive rate of at most {}", fpr(recall.1)?)
            }
            Side::AtMost if recall.0 > 0.0 => {
                format!("a false positive rate of at least {}", fpr(recall.0)?)
            }
            Side::AtMost => return Ok(None),
        };
        Ok(Some((with, words)))
    }
}

fn points_words(side: &str, points: &[ImpliedPpv]) -> String {
    let point = |point: &ImpliedPpv| {
        format!("{side}{} where {} is violating", percent(point.ppv), one_in(point.prevalence))
    };
    points.iter().map(point).collect::<Vec<_>>().join(", ")
}

/// Whether the evidence is about the deployed stream alone, so that no test is meant.
fn is_of_stream(evidence: &[Piece]) -> bool {
    !evidence.is_empty() && evidence.iter().all(|piece| matches!(piece.basis, Basis::Funnel { .. }))
}

/// What a number without a quantity may mean, as an error rate or as what is left of it.
fn unspecified(stated: &Stated) -> Vec<Reading> {
    let number = Number::of(stated);
    let errors = if stated.value > 0.5 { number.rest() } else { number };
    let words = errors.words();
    let even = break_even(Share::new(1.0), Share::new(errors.value)).map_or(1.0, Share::x);
    let reading = |name, of: &str, meaning: String| Reading {
        name,
        meaning: format!("Read as a share of {of}, {words} {meaning}."),
        value: Some(errors.value),
        per_item: None,
    };
    vec![
        reading(
            "fdr",
            "the flags (false discovery rate)",
            "of them are wrong, and elsewhere more are, the fewer items are violating there".to_owned(),
        ),
        reading(
            "fpr",
            "the innocent items (false positive rate)",
            format!(
                "of them are flagged, and at {} most flags are wrong wherever less than {} is violating, \
                 even if nothing is missed",
                short_percent(errors.value),
                percent(even)
            ),
        ),
        reading(
            "fnr",
            "the violating items (false negative rate)",
            "of them are missed, which says nothing of wrong flags".to_owned(),
        ),
        reading(
            "error-rate",
            "all items",
            "of the decisions are wrong, which flagging nothing betters wherever fewer are violating"
                .to_owned(),
        ),
    ]
}

fn accuracy(stated: &Stated) -> String {
    let fewer = if stated.comparator == Comparator::Above { "less than" } else { "at most" };
    format!(
        "A detector that flags nothing reaches this accuracy wherever {fewer} {} is violating.",
        short_percent(complement(stated.value))
    )
}
