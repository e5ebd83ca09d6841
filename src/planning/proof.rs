//! How many trials prove a rate, how many events they may hold, and how many would refute it.

use super::{ROUNDING, within_risk};
use crate::quantity::{Confidence, Probability, real};
use crate::special::{Share, binomial_tails, first_count};

/// How many events make an estimate good to about 30 % either way.
const EVENTS_TO_MEASURE: f64 = 30.0;

/// Returns how many trials without a single event prove that the rate is at most `rate`, or `None`
/// where no number does: at a rate of 0, or beyond what a `u64` holds.
///
/// ```text
/// the least n with (1 - q)^n <= 1 - confidence
/// ```
///
/// At 95 % it is near `3/q`, the rule of three. [`trials_allowing`] no events.
///
/// Source: Hanley and Lippman-Hand, *JAMA* 249, 1983.
///
/// ```
/// use baserate::planning::clean_trials;
/// use baserate::quantity::{Confidence, Probability};
///
/// // "1 in 50 billion" takes some 150 billion trials.
/// let rate = Probability::new(1.0 / 50e9).unwrap();
/// assert_eq!(clean_trials(rate, Confidence::DEFAULT), Some(149_786_613_677));
/// ```
#[must_use]
pub fn clean_trials(rate: Probability, confidence: Confidence) -> Option<u64> {
    trials_allowing(0, rate, confidence)
}

/// Returns how many trials prove that the rate is at most `rate` even if `events` of them are events,
/// or `None` where no number does: at a rate of 0, or beyond what a `u64` holds.
///
/// ```text
/// the least n with P(X <= c) <= 1 - confidence
/// ```
///
/// Here `X` is binomial with `n` trials and share `q`, the rate, and `c` is the number of events; so the
/// exact [`upper_bound`](crate::interval::upper_bound) of `c` in `n` is at most `q`. A rate of 1 needs no
/// proof: then it is `c` itself. To the last trial up to about 1e11 trials, and to 1e-12 of itself
/// above.
///
/// Source: Clopper and Pearson, *Biometrika* 26, 1934.
///
/// ```
/// use baserate::planning::trials_allowing;
/// use baserate::quantity::{Confidence, Probability};
///
/// let rate = Probability::new(0.001).unwrap();
/// assert_eq!(trials_allowing(0, rate, Confidence::DEFAULT), Some(2_995));
/// assert_eq!(trials_allowing(4, rate, Confidence::DEFAULT), Some(9_151));
/// ```
#[must_use]
pub fn trials_allowing(events: u64, rate: Probability, confidence: Confidence) -> Option<u64> {
    let proven = |trials| proves(events, trials, rate, confidence);
    proven(u64::MAX).then(|| first_count(events..=u64::MAX, proven))
}

/// Returns how many events `trials` trials may hold at the most and still prove that the rate is at most
/// `rate`, or `None` where even a clean run of so many would not.
///
/// ```text
/// the greatest c with P(X <= c) <= 1 - confidence
/// ```
///
/// The symbols and the source are those of [`trials_allowing`]; this is the acceptance number of a test.
///
/// ```
/// use baserate::planning::allowed_events;
/// use baserate::quantity::{Confidence, Probability};
///
/// let rate = Probability::new(0.001).unwrap();
/// assert_eq!(allowed_events(10_000, rate, Confidence::DEFAULT), Some(4));
/// assert_eq!(allowed_events(2_994, rate, Confidence::DEFAULT), None);
/// ```
#[must_use]
pub fn allowed_events(trials: u64, rate: Probability, confidence: Confidence) -> Option<u64> {
    if proves(trials, trials, rate, confidence) {
        return Some(trials);
    }
    first_count(0..=trials, |events| !proves(events, trials, rate, confidence)).checked_sub(1)
}

/// Returns how many events in `trials` trials would refute, with the stated confidence, that the rate
/// is at most `rate`, or `None` where even nothing but events would not.
///
/// ```text
/// the least k with P(X >= k) <= 1 - confidence
/// ```
///
/// Here `X` is binomial with the number of trials and share `rate`; so the exact
/// [`lower_bound`](crate::interval::lower_bound) of `k` in so many trials is at least `rate`.
///
/// Source: Clopper and Pearson, *Biometrika* 26, 1934.
///
/// ```
/// use baserate::planning::refuting_events;
/// use baserate::quantity::{Confidence, Probability};
///
/// // Of 12.3 billion items at 1 in 50 billion, two errors are too many, at 99 % three.
/// let rate = Probability::new(1.0 / 50e9).unwrap();
/// assert_eq!(refuting_events(12_300_000_000, rate, Confidence::DEFAULT), Some(2));
/// let strict = Confidence::new(0.99).unwrap();
/// assert_eq!(refuting_events(12_300_000_000, rate, strict), Some(3));
/// ```
#[must_use]
pub fn refuting_events(trials: u64, rate: Probability, confidence: Confidence) -> Option<u64> {
    let share = Share::new(rate.get());
    let refuted =
        |events| events > 0 && within_risk(binomial_tails(events, trials, share).1, confidence);
    refuted(trials).then(|| first_count(0..=trials, refuted))
}

/// Returns how many trials measure a rate near `rate` instead of only bounding it, or `None` where no
/// `u64` holds the number.
///
/// ```text
/// the least n with n q >= 30
/// ```
///
/// The rule of 30: with 30 events expected, the share counted is within 30 % of the rate with a
/// probability of about 90 %.
///
/// Source: Doddington, Przybocki, Martin and Reynolds, *Speech Communication* 31, 2000.
///
/// ```
/// use baserate::planning::trials_to_measure;
/// use baserate::quantity::Probability;
///
/// assert_eq!(trials_to_measure(Probability::new(0.001).unwrap()), Some(30_000));
/// ```
#[must_use]
pub fn trials_to_measure(rate: Probability) -> Option<u64> {
    // A product that is 30 but for rounding is 30.
    let enough = |trials| real(trials) * rate.get() >= EVENTS_TO_MEASURE * (1.0 - ROUNDING);
    enough(u64::MAX).then(|| first_count(0..=u64::MAX, enough))
}

/// Whether so many events in so many trials prove that the rate is at most `rate`.
fn proves(events: u64, trials: u64, rate: Probability, confidence: Confidence) -> bool {
    let at_most = || binomial_tails(events, trials, Share::new(rate.get())).0;
    rate.get() >= 1.0 || within_risk(at_most(), confidence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::{lower_bound, upper_bound};
    use crate::quantity::Proportion;

    fn probability(value: f64) -> Probability {
        Probability::new(value).unwrap()
    }

    /// mpmath at 60 digits, the binomial terms added one by one and the number of trials halved out of
    /// its bracket: `s = 0; t = exp(n*log1p(-q))`, then `s += t; t *= (n-k)/(k+1) * q/(1-q)` for `k` up
    /// to `c`.
    #[test]
    fn mpmath() {
        for (events, rate, level, trials) in [
            (0, 1e-3, 0.95, 2_995),
            (5, 1e-3, 0.95, 10_511),
            (0, 0.16, 0.95, 18),
            (2, 1e-6, 0.99, 8_405_944),
            (0, 2e-11, 0.95, 149_786_613_677),
            (3, 2e-11, 0.95, 387_682_826_395),
            (0, 1e-12, 0.95, 2_995_732_273_553),
            (1, 1e-12, 0.99, 6_638_352_067_991),
            (10, 1e-12, 0.95, 16_962_219_235_719),
            (30, 0.01, 0.9, 3_828),
            (200, 0.5, 0.95, 436),
        ] {
            let confidence = Confidence::new(level).unwrap();
            let found = trials_allowing(events, probability(rate), confidence).unwrap();
            assert!(found.abs_diff(trials) <= trials / 1_000_000_000_000, "{found}, {trials}");
        }
    }

    /// By the bounds of every outcome of every small test.
    #[test]
    fn the_bounds_agree() {
        for level in [0.5, 0.9, 0.99] {
            let confidence = Confidence::new(level).unwrap();
            for rate in [0.013, 0.21, 0.5, 0.77] {
                let bounds = |k, n| {
                    let counted = Proportion::new(k, n).unwrap();
                    (lower_bound(counted, confidence), upper_bound(counted, confidence))
                };
                for trials in 1..=80 {
                    let passes = |k: &u64| bounds(*k, trials).1 <= rate + 1e-12;
                    let greatest = (0..=trials).take_while(passes).last();
                    assert_eq!(allowed_events(trials, probability(rate), confidence), greatest);
                    let fails = |k: &u64| bounds(*k, trials).0 >= rate - 1e-12;
                    let least = (0..=trials).find(fails);
                    assert_eq!(refuting_events(trials, probability(rate), confidence), least);
                }
                for events in 0..4 {
                    let least =
                        (events.max(1)..9999).find(|n| bounds(events, *n).1 <= rate + 1e-12);
                    assert_eq!(trials_allowing(events, probability(rate), confidence), least);
                }
            }
        }
    }

    #[test]
    fn a_rate_of_nought_is_never_proven_and_one_always() {
        let [never, always] = [0.0, 1.0].map(probability);
        assert_eq!(clean_trials(never, Confidence::DEFAULT), None);
        assert_eq!(trials_to_measure(never), None);
        assert_eq!(clean_trials(probability(1e-300), Confidence::DEFAULT), None);
        assert_eq!(allowed_events(9, never, Confidence::DEFAULT), None);
        assert_eq!(refuting_events(9, never, Confidence::DEFAULT), Some(1));
        assert_eq!(trials_allowing(7, always, Confidence::DEFAULT), Some(7));
        assert_eq!(allowed_events(9, always, Confidence::DEFAULT), Some(9));
        assert_eq!(refuting_events(9, always, Confidence::DEFAULT), None);
        assert_eq!(refuting_events(0, never, Confidence::DEFAULT), None);
    }

    /// scipy: `binom.cdf(39, 30000, .001) - binom.cdf(20, 30000, .001)` is 0.9186.
    #[test]
    fn thirty_events_measure_to_thirty_per_cent() {
        let rate = probability(0.001);
        let trials = trials_to_measure(rate).unwrap();
        let share = Share::new(rate.get());
        let [below, up_to] = [20, 39].map(|count| binomial_tails(count, trials, share).0);
        assert!((up_to - below - 0.918_613_062_580_532).abs() < 1e-12);
    }
}
