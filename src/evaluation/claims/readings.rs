//! What a percentage means that is said to entail a false positive rate.

use super::Context;
use super::implied::{Implied, Reading};
use super::why::stated_number;
use crate::claim::{Claim, ClaimQuantity, Stated};
use crate::quantity::display::{percent, short_percent};

/// A percentage of right decisions, and a false positive rate claimed beside it.
pub(super) struct Pair<'a> {
    pub(super) right: (&'a Claim, &'a Stated),
    pub(super) fpr: (&'a Claim, &'a Stated),
}

impl Context<'_> {
    /// The percentage and the false positive rate of the test of `claim`, where it states both.
    pub(super) fn pair(&self, claim: &Claim) -> Option<Pair<'_>> {
        let same = claim.same_test(self.claims);
        let find = |quantities: &[ClaimQuantity]| {
            let found = same.iter().find(|other| quantities.contains(&other.quantity))?;
            Some((*found, found.stated.as_ref()?))
        };
        Some(Pair {
            right: find(&[
                ClaimQuantity::Precision,
                ClaimQuantity::Accuracy,
                ClaimQuantity::Unspecified,
            ])?,
            fpr: find(&[ClaimQuantity::FalsePositiveRate])?,
        })
    }

    /// Adds what a percentage beside a false positive rate may mean, if `claim` is one of the two.
    pub(super) fn add_readings_of_pair(&self, claim: &Claim, implied: &mut Implied) {
        let Some(pair) = self.pair(claim) else { return };
        if claim.id != pair.right.0.id && claim.id != pair.fpr.0.id {
            return;
        }
        implied.sentences.push(pair.sentence());
        implied.readings.extend(pair.readings());
    }
}

impl Pair<'_> {
    /// The share of violating items at which a precision entails the false positive rate, with `recall`.
    ///
    /// From `FPR = r π (1 - P) / (P (1 - π))` follows `π = FPR P / (r (1 - P) + FPR P)`.
    fn prevalence(&self, recall: f64) -> f64 {
        let (precision, fpr) = (self.right.1.value, self.fpr.1.value);
        fpr * precision / (recall * (1.0 - precision) + fpr * precision)
    }

    /// Whether the two add up to 1, as specificity and false positive rate do.
    pub(super) fn is_complementary(&self) -> bool {
        let slack = self.right.1.half_unit + self.fpr.1.half_unit;
        (self.right.1.value + self.fpr.1.value - 1.0).abs() <= slack
    }

    fn claimed(&self) -> String {
        stated_number(ClaimQuantity::FalsePositiveRate, self.fpr.1.value)
    }

    pub(super) fn sentence(&self) -> String {
        let (right, fpr) = (short_percent(self.right.1.value), self.claimed());
        if self.is_complementary() {
            format!(
                "A false positive rate of {fpr} follows from {right} only if that is the specificity; it is \
                 not what precision or accuracy entail."
            )
        } else {
            format!(
                "A false positive rate of {fpr} follows from {right} under no reading of it: not as \
                 precision, accuracy, specificity or recall."
            )
        }
    }

    fn readings(&self) -> Vec<Reading> {
        let (value, fpr) = (self.right.1.value, self.fpr.1.value);
        let (right, wrong) = (short_percent(value), short_percent(1.0 - value));
        let claimed = self.claimed();
        let least = (((1.0 - value) - fpr) / (1.0 - fpr)).max(0.0);
        let reading = |name, meaning: String, value: Option<f64>| Reading { name, meaning, value };
        vec![
            reading(
                "precision",
                format!(
                    "Read as precision, {right} is a false discovery rate of {wrong}. The false positive \
                     rate is then {claimed} only where {} of the test was violating (with a recall of \
                     100\u{a0}%) or {} (with a recall of 50\u{a0}%).",
                    percent(self.prevalence(1.0)),
                    percent(self.prevalence(0.5))
                ),
                Some(1.0 - value),
            ),
            reading(
                "accuracy",
                format!(
                    "Read as accuracy, {wrong} of all decisions are wrong. A false positive rate of \
                     {claimed} is then possible where at least {} of the test was violating, and the more \
                     was, the fewer of these are missed; it does not follow.",
                    percent(least)
                ),
                Some(1.0 - value),
            ),
            reading(
                "specificity",
                format!(
                    "Read as specificity, {right} is by definition a false positive rate of {wrong}."
                ),
                Some(1.0 - value),
            ),
            reading(
                "recall",
                format!("Read as recall, {right} says nothing of innocent items."),
                None,
            ),
        ]
    }
}
