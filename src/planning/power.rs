//! The chance that a test is passed, and the smallest test that is passed often enough.

use super::proof::trials_allowing;
use crate::quantity::{Confidence, Probability};
use crate::special::{Share, binomial_tails, first_count};

/// How far the chance of passing is searched for a dip: whole trials make it rise with the number of
/// events allowed like the teeth of a saw.
const TEETH: u64 = 200;

/// A test of a claim "the rate is at most so much": passed if there are no more events than allowed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TestPlan {
    /// How many items are tested.
    pub trials: u64,
    /// With how many events the test still proves the claim.
    pub allowed_events: u64,
    /// How probable it is that the test is passed at the true rate it was planned for.
    pub pass_probability: f64,
}

/// Returns the probability that `trials` trials hold at most `allowed` events where the true rate is
/// `true_rate`: the power of a test, and its operating characteristic over all rates.
///
/// ```text
/// P(X <= c)
/// ```
///
/// Here `X` is binomial with the number of trials and share `true_rate`, and `c` is the number allowed.
///
/// ```
/// use baserate::planning::pass_probability;
/// use baserate::quantity::Probability;
///
/// // A detector at half the claimed rate of 1 in 1000 fails a test without errors mostly.
/// let true_rate = Probability::new(0.0005).unwrap();
/// assert!((pass_probability(2_995, 0, true_rate) - 0.2236).abs() < 5e-5);
/// assert!((pass_probability(10_000, 4, true_rate) - 0.4404).abs() < 5e-5);
/// ```
#[must_use]
pub fn pass_probability(trials: u64, allowed: u64, true_rate: Probability) -> f64 {
    binomial_tails(allowed, trials, Share::new(true_rate.get())).0
}

/// Returns the smallest test that proves "the rate is at most `rate`" and is passed with a probability
/// of at least `power` where the true rate is `true_rate`; `None` unless the true rate is below the
/// other, or where a `u64` does not hold the trials.
///
/// For each number of events the fewest trials that still prove the claim are taken, see
/// [`trials_allowing`]; the first number of events with enough power gives the test. Where
/// the two rates are large and within a hundredth of each other, a test smaller by a few trials in ten
/// thousand may exist.
///
/// Source: Chernick and Liu, *The American Statistician* 56, 2002, on the saw teeth of exact power.
///
/// ```
/// use baserate::planning::smallest_test;
/// use baserate::quantity::{Confidence, Probability};
///
/// let [rate, true_rate, power] = [0.001, 0.0005, 0.8].map(|p| Probability::new(p).unwrap());
/// let test = smallest_test(rate, true_rate, Confidence::DEFAULT, power).unwrap();
/// assert_eq!((test.trials, test.allowed_events), (19_439, 12));
/// ```
#[must_use]
pub fn smallest_test(
    rate: Probability,
    true_rate: Probability,
    confidence: Confidence,
    power: Probability,
) -> Option<TestPlan> {
    if true_rate >= rate {
        return None;
    }
    let plan = |allowed_events| {
        let trials = trials_allowing(allowed_events, rate, confidence)?;
        let pass_probability = pass_probability(trials, allowed_events, true_rate);
        Some(TestPlan { trials, allowed_events, pass_probability })
    };
    let enough = |test: &TestPlan| test.pass_probability >= power.get();
    // A number of events whose trials no longer fit ends the search.
    let ends = |events: u64| plan(events).is_none_or(|test| enough(&test));
    let most = (0..u64::BITS).map(|doublings| 1 << doublings).find(|events| ends(*events))?;
    let first = first_count(0..=most, ends);
    let earlier = first.saturating_sub(TEETH)..=first;
    earlier.into_iter().filter_map(plan).find(enough)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planning::allowed_events;

    fn smallest(rate: f64, true_rate: f64, level: f64, power: f64) -> Option<(u64, u64)> {
        let [rate, true_rate, power] =
            [rate, true_rate, power].map(|p| Probability::new(p).unwrap());
        let confidence = Confidence::new(level).unwrap();
        let test = smallest_test(rate, true_rate, confidence, power)?;
        Some((test.trials, test.allowed_events))
    }

    /// scipy, every size in turn: the first `n` with `binom.cdf(c, n, true_rate) >= power` for the
    /// greatest `c` with `binom.cdf(c, n, rate) <= 1 - level`.
    #[test]
    fn scipy() {
        assert_eq!(smallest(0.001, 0.0005, 0.95, 0.8), Some((19_439, 12)));
        assert_eq!(smallest(0.16, 0.10, 0.95, 0.9), Some((278, 34)));
        assert_eq!(smallest(0.5, 0.4, 0.95, 0.9), Some((213, 94)));
        assert_eq!(smallest(0.05, 0.001, 0.99, 0.8), Some((90, 0)));
    }

    /// Every size in turn, near a half, where the teeth of the saw are longest.
    #[test]
    fn no_smaller_test_has_the_power() {
        let confidence = Confidence::new(0.9).unwrap();
        for (rate, true_rate) in [(0.5, 0.44), (0.6, 0.53), (0.9, 0.85), (0.3, 0.1)] {
            let [claimed, truth] = [rate, true_rate].map(|p| Probability::new(p).unwrap());
            let passes = |trials: &u64| {
                let allowed = allowed_events(*trials, claimed, confidence);
                allowed.is_some_and(|allowed| pass_probability(*trials, allowed, truth) >= 0.7)
            };
            let trials = (1..9999).find(passes);
            assert_eq!(smallest(rate, true_rate, 0.9, 0.7).map(|test| test.0), trials);
        }
    }

    #[test]
    fn what_is_no_better_than_claimed_has_no_test() {
        assert_eq!(smallest(0.001, 0.001, 0.95, 0.8), None);
        assert_eq!(smallest(0.001, 0.002, 0.95, 0.01), None);
        assert_eq!(smallest(0.001, 0.0, 0.95, 1.0), Some((2_995, 0)));
        assert_eq!(smallest(1e-18, 0.999e-18, 0.95, 0.8), None);
    }
}
