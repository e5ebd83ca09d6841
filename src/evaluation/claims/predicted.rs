//! How many false matches a rate predicts for a volume, beside what was reversed there.

use serde::Serialize;

use super::Context;
use crate::claim::{Claim, MatchRates, Matching, Prediction, Reading};
use crate::disclosure::Stage;
use crate::evaluation::CaseResult;
use crate::quantity::display::{expected_number, grouped, rate};
use crate::quantity::{Confidence, Probability};

/// What a false match rate predicts for one volume.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Predicted {
    /// Whose volume it is.
    pub name: String,
    /// How the rate is read: per `item` or per `comparison`.
    pub reading: &'static str,
    /// How many items passed through.
    pub volume: u64,
    /// How many false matches are expected.
    pub expected: f64,
    /// How likely so many false matches or more are.
    pub at_least: Vec<AtLeast>,
    /// How many flags were not confirmed, or decisions reversed, each perhaps for a false match.
    pub perhaps_false: u64,
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
    /// What a rate predicts for the volumes at hand if `per_item` of the items match falsely, where it is
    /// read per `reading`: for the volume that was asked for, and those of providers that use the technology.
    pub(super) fn predicted(
        &self,
        claim: &Claim,
        reading: &'static str,
        per_item: Probability,
    ) -> Vec<Predicted> {
        let asked = self.options.matching.volume.map(|volume| {
            let seen = Seen { count: 0, words: String::new() };
            self.predict(("the volume asked for", reading), volume, &seen, per_item)
        });
        let cases = self.audit.cases.iter().filter_map(|case| {
            let key = &case.case.key;
            let named = claim.meets(&key.provider, &key.technology);
            if !named && !self.uses(&key.provider, claim) {
                return None;
            }
            let scanned = case.case.figure(Stage::Scanned)?.value;
            let title = case.case.title();
            Some(self.predict((&title, reading), scanned, &seen(case), per_item))
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

    fn predict(
        &self,
        (name, reading): (&str, &'static str),
        volume: u64,
        seen: &Seen,
        per_item: Probability,
    ) -> Predicted {
        let at_least = |count| AtLeast {
            count,
            probability: Prediction::new(per_item, volume, count).at_least_seen,
        };
        let expected = Prediction::new(per_item, volume, 0).expected;
        let at_least = COUNTS.map(at_least).to_vec();
        let sentence = format!(
            "Read per {reading} it predicts {} false matches among the {} items of {name}, if it was used on \
             all of them.{}",
            expected_number(expected),
            grouped(volume),
            contradicted(seen, &at_least, self.confidence())
        );
        Predicted {
            name: name.to_owned(),
            reading,
            volume,
            expected,
            at_least,
            perhaps_false: seen.count,
            sentence,
        }
    }
}

/// What was seen of which some may be false matches.
struct Seen {
    count: u64,
    words: String,
}

/// The flags that review did not confirm, or else the decisions that were reversed.
fn seen(case: &CaseResult) -> Seen {
    let value = |stage| case.case.figure(stage).map(|figure| figure.value);
    let confirmed = value(Stage::Reviewed).zip(value(Stage::Confirmed));
    let unconfirmed = confirmed.map(|(reviewed, confirmed)| reviewed.saturating_sub(confirmed));
    if let Some(count) = value(Stage::Rejected).or(unconfirmed) {
        let words = format!("Review did not confirm {} of the flags there", grouped(count));
        return Seen { count, words };
    }
    if let Some(count) = value(Stage::Reversed) {
        return Seen { count, words: format!("{} decisions were reversed there", grouped(count)) };
    }
    case.counts.borrowed.as_ref().map_or(Seen { count: 0, words: String::new() }, |floor| {
        let assumptions: Vec<&str> =
            floor.assumptions.iter().map(|assumption| assumption.sentence()).collect();
        let words = format!(
            "{} decisions were reversed (if {})",
            grouped(floor.reversed),
            assumptions.join(", and if ")
        );
        Seen { count: floor.reversed, words }
    })
}

/// How few of what was seen would have to be false matches to contradict the rate.
fn contradicted(seen: &Seen, at_least: &[AtLeast], confidence: Confidence) -> String {
    let improbable =
        |k: &&AtLeast| k.count <= seen.count && k.probability < confidence.one_sided_tail();
    let few: Vec<String> = at_least
        .iter()
        .filter(improbable)
        .take(2)
        .map(|k| format!("{} of them (probability {})", k.count, rate(k.probability)))
        .collect();
    if few.is_empty() {
        return String::new();
    }
    format!(
        " {}; if only {} were false matches, that would already contradict this reading.",
        seen.words,
        few.join(" or ")
    )
}
