//! What "a false match rate of 1 in N" may mean, and what each reading predicts.

use crate::quantity::{Probability, real};
use crate::special::{Share, beta_share, binomial_tails};

/// What a claimed false match rate is a rate of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Of comparisons: one innocent item against one entry of the list.
    PerComparison,
    /// Of innocent items, each compared with the whole list.
    PerItem,
    /// Of innocent accounts, each flagged when enough of its items match.
    PerAccount,
}

impl Reading {
    /// Every reading, from the smallest unit up.
    pub const ALL: [Self; 3] = [Self::PerComparison, Self::PerItem, Self::PerAccount];
}

/// How items are matched: against how many entries, how many to an account, and how many matches flag one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Matching {
    list_size: u64,
    items_per_account: u64,
    threshold: u64,
}

/// The false match rate of one way to match, by each reading; shares in `[0, 1]`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MatchRates {
    /// The share of comparisons that match falsely, `q`.
    pub per_comparison: f64,
    /// The share of innocent items that match some entry falsely.
    pub per_item: f64,
    /// The share of innocent accounts with enough false matches to be flagged.
    pub per_account: f64,
}

impl Matching {
    /// Returns the way to match with a list of `list_size` entries, accounts of `items_per_account` items
    /// and a flag from `threshold` matches on; `None` where one is 0, or more matches are needed than an
    /// account has items.
    #[must_use]
    pub fn new(list_size: u64, items_per_account: u64, threshold: u64) -> Option<Self> {
        let possible = list_size > 0 && threshold > 0 && threshold <= items_per_account;
        possible.then_some(Self { list_size, items_per_account, threshold })
    }

    /// Returns the rate by every reading where `rate` was meant by one of them.
    ///
    /// ```text
    /// item: 1 - (1 - q)^D        account: P(X >= t)
    /// ```
    ///
    /// Here `q` is the rate of a comparison, `D` the size of the list, and `X` is binomial: the false
    /// matches among the items of an account, at the rate of an item; `t` is the threshold. From a larger
    /// unit to a smaller one the same equations are solved, the second one by a beta quantile. Comparisons
    /// are taken as independent, which they are not where entries or items resemble each other; then the
    /// first equation gives the most that the rate of an item can be, about `D q`.
    ///
    /// ```
    /// use baserate::claim::{Matching, Reading};
    /// use baserate::quantity::Probability;
    ///
    /// let matching = Matching::new(1_000_000, 10_000, 2).unwrap();
    /// let rate = Probability::new(1e-12).unwrap();
    /// let rates = matching.rates(rate, Reading::PerComparison);
    /// assert!((rates.per_item / 1e-6 - 1.0).abs() < 1e-6);
    /// assert!((rates.per_account - 4.9663e-5).abs() < 5e-10);
    /// ```
    #[must_use]
    pub fn rates(self, rate: Probability, reading: Reading) -> MatchRates {
        let stated = Share::new(rate.get());
        let item = match reading {
            Reading::PerComparison => any_of(stated, real(self.list_size)),
            Reading::PerItem => stated,
            Reading::PerAccount => self.item_of_account(stated),
        };
        let comparison = || any_of(item, 1.0 / real(self.list_size)).x();
        let account = || binomial_tails(self.threshold, self.items_per_account, item).1;
        let or_stated = |at: Reading, other: &dyn Fn() -> f64| {
            if at == reading { rate.get() } else { other() }
        };
        MatchRates {
            per_comparison: or_stated(Reading::PerComparison, &comparison),
            per_item: item.x(),
            per_account: or_stated(Reading::PerAccount, &account),
        }
    }

    /// The rate of an item at which an account is flagged with the probability `account`.
    fn item_of_account(self, account: Share) -> Share {
        if account.x() == 0.0 || account.rest() == 0.0 {
            return account;
        }
        let (events, others) =
            (real(self.threshold), real(self.items_per_account - self.threshold));
        if account.x() <= 0.5 {
            beta_share(events, others + 1.0, account.x())
        } else {
            beta_share(others + 1.0, events, account.rest()).turned_round()
        }
    }
}

/// The probability that at least one of `times` independent trials is an event.
fn any_of(share: Share, times: f64) -> Share {
    let log_none = if share.x() <= 0.5 { (-share.x()).ln_1p() } else { share.rest().ln() };
    Share::from_log(times * log_none).turned_round()
}

/// What a rate predicts for a volume, beside what was seen in it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prediction {
    /// How many events the rate predicts on average.
    pub expected: f64,
    /// The probability of at most as many events as were seen.
    pub at_most_seen: f64,
    /// The probability of at least as many events as were seen: the one-sided p-value against the claim
    /// that the rate is no higher.
    pub at_least_seen: f64,
}

impl Prediction {
    /// Returns what `rate` predicts for `volume` units of which `seen` were events.
    ///
    /// ```text
    /// n q        P(X <= k)        P(X >= k)
    /// ```
    ///
    /// Here `X` is binomial with the volume `n` and the rate `q`; at rates this small it is Poisson in all
    /// but name. More events than units have the probability 0.
    ///
    /// ```
    /// use baserate::claim::Prediction;
    /// use baserate::quantity::Probability;
    ///
    /// // 12.3 billion items at 1 in 50 billion.
    /// let rate = Probability::new(1.0 / 50e9).unwrap();
    /// let two = Prediction::new(rate, 12_300_000_000, 2);
    /// assert!((two.expected - 0.246).abs() < 1e-12);
    /// assert!((two.at_least_seen - 0.026).abs() < 5e-4);
    /// assert!((Prediction::new(rate, 12_300_000_000, 3).at_least_seen - 0.002).abs() < 5e-4);
    /// ```
    #[must_use]
    pub fn new(rate: Probability, volume: u64, seen: u64) -> Self {
        let (at_most_seen, at_least_seen) = binomial_tails(seen, volume, Share::new(rate.get()));
        Self { expected: real(volume) * rate.get(), at_most_seen, at_least_seen }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::special::chi_squared_tails;

    fn probability(value: f64) -> Probability {
        Probability::new(value).unwrap()
    }

    /// mpmath at 40 digits: `1 - (1 - q)**D`, and `1` less the sum of `binomial(n, k) p**k (1-p)**(n-k)`
    /// for `k` below `t`.
    #[test]
    fn mpmath() {
        for (q, list_size, items, threshold, item, account) in [
            (1e-12, 1_000_000, 10_000, 2, 9.999_995_000_006_667e-07, 4.966_296_308_949_656e-05),
            (2e-11, 5_000_000, 30_000, 30, 9.999_500_016_766_24e-05, 4.221_357_820_989_440_4e-20),
            (1e-9, 1_000, 200, 1, 9.999_995_005_001_662e-07, 0.000_199_980_001_433_246_7),
            (0.001, 900, 40, 35, 0.593_613_377_454_795_5, 0.000_106_804_977_733_748_61),
        ] {
            let matching = Matching::new(list_size, items, threshold).unwrap();
            let rates = matching.rates(probability(q), Reading::PerComparison);
            assert_eq!(rates.per_comparison.to_bits(), q.to_bits());
            assert!((rates.per_item / item - 1.0).abs() < 1e-13, "{rates:?}");
            assert!((rates.per_account / account - 1.0).abs() < 1e-11, "{rates:?}");
        }
    }

    #[test]
    fn each_reading_leads_back_to_the_others() {
        for (list_size, items, threshold) in [(1, 1, 1), (1_000_000, 10_000, 2), (300, 40, 30)] {
            let matching = Matching::new(list_size, items, threshold).unwrap();
            for q in [0.0, 1e-12, 3e-6, 1e-3, 1.0] {
                let rates = matching.rates(probability(q), Reading::PerComparison);
                for (reading, rate) in
                    [(Reading::PerItem, rates.per_item), (Reading::PerAccount, rates.per_account)]
                {
                    // What is too near to 0 or 1 cannot be told from it.
                    if rate > 1e-290 && rate < 0.999 {
                        let back = matching.rates(probability(rate), reading).per_comparison;
                        assert!((back / q - 1.0).abs() < 1e-9, "{reading:?} {rate} {back} {q}");
                    }
                }
            }
        }
    }

    #[test]
    fn one_comparison_is_an_item_and_one_item_an_account() {
        let matching = Matching::new(1, 1, 1).unwrap();
        for reading in Reading::ALL {
            let rates = matching.rates(probability(0.3), reading);
            for rate in [rates.per_comparison, rates.per_item, rates.per_account] {
                assert!((rate - 0.3).abs() < 1e-15);
            }
        }
        assert_eq!(Matching::new(0, 1, 1), None);
        assert_eq!(Matching::new(1, 1, 0), None);
        assert_eq!(Matching::new(1, 2, 3), None);
    }

    /// `P(X >= k)` of a Poisson count is the lower tail of chi-squared with `2k` degrees of freedom at
    /// twice its mean; scipy: `poisson.sf(1, .246)`, `poisson.sf(2, .246)`.
    #[test]
    fn rare_events_are_poisson() {
        let rate = probability(2e-11);
        for (seen, expected) in [(2, 0.025_724_907_742_855_317), (3, 0.002_065_505_061_060_230_3)] {
            let found = Prediction::new(rate, 12_300_000_000, seen);
            assert!((found.expected - 0.246).abs() < 1e-15);
            assert!((found.at_least_seen / expected - 1.0).abs() < 1e-9, "{found:?}");
            let poisson = chi_squared_tails(2.0 * real(seen), 2.0 * found.expected).0;
            assert!((found.at_least_seen / poisson - 1.0).abs() < 1e-9);
        }
        let impossible = Prediction::new(rate, 3, 4);
        assert_eq!((impossible.at_most_seen, impossible.at_least_seen), (1.0, 0.0));
    }
}
