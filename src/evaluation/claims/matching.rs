//! What a rate of false matches may mean, and what it predicts.

use super::implied::{Implied, Reading};
use super::predicted::{account_rates, rates};
use super::{Context, MatchingOptions};
use crate::claim::{Claim, Stated};
use crate::input::parse_count;
use crate::quantity::Probability;
use crate::quantity::display::{grouped, rate};

impl Context<'_> {
    /// The readings of a rate of false matches, and what each predicts.
    pub(super) fn add_matching(&self, claim: &Claim, stated: &Stated, implied: &mut Implied) {
        let Ok(rate_claimed) = Probability::new(stated.value) else { return };
        let MatchingOptions { list_size, items_per_account, matches_per_account, .. } =
            self.options.matching;
        let text = in_words(stated);
        let reading = |name, meaning, per_item| Reading {
            name,
            meaning,
            value: Some(stated.value),
            per_item,
        };
        let per_item = list_size.map(|size| rates(rate_claimed, size).per_item);
        implied.readings.push(reading(
            "per-comparison",
            match list_size {
                Some(size) => format!(
                    "Per comparison of two different items: {text}, which is {} per item where comparisons \
                     with {} hashes err independently.",
                    rate(rates(rate_claimed, size).per_item),
                    grouped(size)
                ),
                None => format!(
                    "Per comparison of two different items: {text}; per item it is more, by up to the size \
                     of the hash list, which is not stated (--list-size)."
                ),
            },
            per_item,
        ));
        implied.readings.push(reading(
            "per-item",
            format!("Per item, compared with a whole list: {text}."),
            Some(stated.value),
        ));
        implied.readings.push(reading(
            "per-account",
            match items_per_account {
                Some(items) => {
                    let matches = matches_per_account.unwrap_or(1);
                    let size = list_size.unwrap_or(1);
                    let account = account_rates(rate_claimed, size, items, matches).per_account;
                    let from = if list_size.is_some() { "comparison" } else { "item" };
                    format!(
                        "Per account: {text} if that is meant; if it is meant per {from}, {} of the accounts \
                         with {} innocent items are acted against from {} matches on.",
                        rate(account),
                        grouped(items),
                        grouped(matches)
                    )
                }
                None => format!(
                    "Per account: {text} if that is meant; from a rate per item it follows with the items \
                     of an account and the matches needed (--items-per-account)."
                ),
            },
            None,
        ));
        implied.predictions = self.predicted(claim, "item", rate_claimed);
        if let Some(Ok(per_item)) = per_item.map(Probability::new) {
            implied.predictions.extend(self.predicted(claim, "comparison", per_item));
        }
    }
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
