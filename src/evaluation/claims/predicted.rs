//! How many false matches a rate predicts for a volume, beside what was reversed there.

use serde::Serialize;

use super::Context;
use crate::claim::{Claim, MatchRates, Matching, Prediction, Reading};
use crate::disclosure::Stage;
use crate::quantity::display::{grouped, significant};
use crate::quantity::{Confidence, Probability};

/// What a false match rate predicts for one volume, read as a rate per item.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Predicted {
    /// Whose volume it is.
    pub name: String,
    /// How many items passed through.
    pub volume: u64,
    /// How many false matches are expected.
    pub expected: f64,
    /// How likely so many false matches or more are.
    pub at_least: Vec<AtLeast>,
    /// How many decisions were reversed there, each perhaps a false match.
    pub reversed: Option<u64>,
    /// The same in a sentence.
    pub sentence: String,
}

/// The probability of at least so many false matches.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct AtLeast {
    /// How many.
    pub count: u64,
    /// The probability, by the binomial distribution.
    pub probability: f64,
}

/// How many false matches the probabilities are given for.
const COUNTS: [u64; 3] = [1, 2, 3];

/// The rates of comparisons with a list of `list_size` hashes, `per_comparison` of which match falsely.
pub(super) fn rates(per_comparison: Probability, list_size: u64) -> MatchRates {
    account_rates(per_comparison, list_size, 1, 1)
}

/// The same with accounts of `items` items that are acted against from `matches` matches on.
pub(super) fn account_rates(
    per_comparison: Probability,
    list_size: u64,
    items: u64,
    matches: u64,
) -> MatchRates {
    let share = per_comparison.get();
    let unchanged = MatchRates { per_comparison: share, per_item: share, per_account: 0.0 };
    // More matches than an account has items are never found.
    Matching::new(list_size, items, matches)
        .map_or(unchanged, |matching| matching.rates(per_comparison, Reading::PerComparison))
}

impl Context<'_> {
    /// What the rate `per_item` predicts for the volumes at hand: the one that was asked for, and those
    /// of providers that use the technology.
    pub(super) fn predicted(&self, claim: &Claim, per_item: Probability) -> Vec<Predicted> {
        let asked =
            self.options.matching.volume.map(|volume| {
                self.predict("the volume asked for".to_owned(), volume, None, per_item)
            });
        let cases = self.audit.cases.iter().filter_map(|case| {
            let key = &case.case.key;
            let named = claim.meets(&key.provider, &key.technology);
            if !named && !self.uses(&key.provider, claim) {
                return None;
            }
            let scanned = case.case.figure(Stage::Scanned)?.value;
            let reversed = case.case.figure(Stage::Reversed).map(|figure| figure.value);
            let floor = case.counts.borrowed.as_ref().map(|floor| floor.reversed);
            Some(self.predict(case.case.title(), scanned, reversed.or(floor), per_item))
        });
        asked.into_iter().chain(cases).collect()
    }

    /// Whether `provider` is said to use the technology of `claim`.
    fn uses(&self, provider: &str, claim: &Claim) -> bool {
        self.evidence.technologies.iter().any(|technology| {
            technology.name == claim.technology
                && technology.used_by.iter().any(|user| user == provider)
        })
    }
}

impl Context<'_> {
    fn predict(
        &self,
        name: String,
        volume: u64,
        reversed: Option<u64>,
        per_item: Probability,
    ) -> Predicted {
        let at_least = |count| AtLeast {
            count,
            probability: Prediction::new(per_item, volume, count).at_least_seen,
        };
        let expected = Prediction::new(per_item, volume, 0).expected;
        let at_least = COUNTS.map(at_least).to_vec();
        let sentence = format!(
            "Read per item it predicts {} false matches among the {} items of {name}.{}",
            significant(expected, 3),
            grouped(volume),
            contradicted(reversed.unwrap_or(0), &at_least, self.confidence())
        );
        Predicted { name, volume, expected, at_least, reversed, sentence }
    }
}

/// How few of the reversals would have to be false matches to contradict the rate.
fn contradicted(reversed: u64, at_least: &[AtLeast], confidence: Confidence) -> String {
    let improbable =
        |k: &&AtLeast| k.count <= reversed && k.probability < confidence.one_sided_tail();
    let few: Vec<String> = at_least
        .iter()
        .filter(improbable)
        .map(|k| format!("{} of them (probability {})", k.count, significant(k.probability, 2)))
        .collect();
    if few.is_empty() {
        return String::new();
    }
    format!(
        " {} decisions were reversed there; if only {} were false matches, that would already contradict \
         this reading.",
        grouped(reversed),
        few.join(" or ")
    )
}
