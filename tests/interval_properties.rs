//! What holds for every count: mirror symmetry, order, round trips, exact coverage.

use std::time::{Duration, Instant};

use baserate::interval::{
    agresti_coull, blaker, clopper_pearson, jeffreys, likelihood_ratio, mid_p, wald, wilson,
    wilson_with_correction,
};
use baserate::quantity::{Confidence, ConfidenceInterval, Proportion, real};
use baserate::special::{beta_lower_quantile, beta_tails, beta_upper_quantile};
use proptest::prelude::*;

type Method = fn(Proportion, Confidence) -> ConfidenceInterval;

const METHODS: [Method; 9] = [
    clopper_pearson,
    wilson,
    wilson_with_correction,
    agresti_coull,
    jeffreys,
    mid_p,
    blaker,
    likelihood_ratio,
    wald,
];

/// Rounding allowed where two ways to one number are compared.
const ROUNDING: f64 = 1e-12;

/// How long one interval may take, in an unoptimised build on a busy machine. The slowest seen took
/// well under a millisecond.
const LONGEST: Duration = Duration::from_millis(500);

/// Counts of every size alike, as no uniform draw would give.
fn any_count() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0_u32..64).prop_map(|(bits, shift)| bits >> shift)
}

fn any_proportion() -> impl Strategy<Value = Proportion> {
    (any_count(), any_count())
        .prop_filter_map("no trials", |(a, b)| Proportion::new(a.min(b), a.max(b)))
}

fn any_confidence() -> impl Strategy<Value = Confidence> {
    prop_oneof![0.0001..0.9999, (1e-12..0.5).prop_map(|missing| 1.0 - missing)]
        .prop_filter_map("not a level", |level| Confidence::new(level).ok())
}

fn any_parameter() -> impl Strategy<Value = f64> {
    (-0.7_f64..30.0).prop_map(f64::exp)
}

fn any_tail() -> impl Strategy<Value = f64> {
    (-21.4_f64..-0.7).prop_map(f64::exp)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn limits_are_ordered_around_the_estimate_and_soon_found(
        proportion in any_proportion(), confidence in any_confidence(),
    ) {
        for method in METHODS {
            let start = Instant::now();
            let interval = method(proportion, confidence);
            prop_assert!(start.elapsed() < LONGEST);
            // Some are centred on a median, which at little confidence leaves out the estimate.
            if confidence.level() < 0.5 {
                continue;
            }
            let estimate = proportion.estimate();
            prop_assert!(interval.lower() <= estimate * (1.0 + ROUNDING), "{interval:?}");
            prop_assert!(interval.upper() >= estimate * (1.0 - ROUNDING), "{interval:?}");
        }
    }

    #[test]
    fn events_and_non_events_are_mirror_images(
        proportion in any_proportion(), confidence in any_confidence(),
    ) {
        let mirrored = Proportion::new(proportion.non_events(), proportion.trials()).unwrap();
        for method in METHODS {
            let (interval, mirror) = (method(proportion, confidence), method(mirrored, confidence));
            prop_assert!((interval.lower() - (1.0 - mirror.upper())).abs() < ROUNDING);
            prop_assert!((interval.upper() - (1.0 - mirror.lower())).abs() < ROUNDING);
        }
    }

    #[test]
    fn one_more_event_never_lowers_a_limit(
        proportion in any_proportion(), confidence in any_confidence(),
    ) {
        let next = Proportion::new(proportion.events().saturating_add(1), proportion.trials());
        for method in METHODS {
            if let Some(next) = next {
                let (fewer, more) = (method(proportion, confidence), method(next, confidence));
                prop_assert!(fewer.lower() <= more.lower() * (1.0 + ROUNDING));
                prop_assert!(fewer.upper() <= more.upper() * (1.0 + ROUNDING));
            }
        }
    }

    #[test]
    fn more_confidence_never_narrows_an_interval(
        proportion in any_proportion(), levels in (any_confidence(), any_confidence()),
    ) {
        let (less, more) =
            if levels.0 < levels.1 { levels } else { (levels.1, levels.0) };
        for method in METHODS {
            let (inner, outer) = (method(proportion, less), method(proportion, more));
            prop_assert!(outer.lower() <= inner.lower() * (1.0 + ROUNDING));
            prop_assert!(outer.upper() >= inner.upper() * (1.0 - ROUNDING));
        }
    }

    #[test]
    fn blaker_and_mid_p_lie_within_the_exact_interval(
        proportion in any_proportion(), confidence in any_confidence(),
    ) {
        let exact = clopper_pearson(proportion, confidence);
        for method in [blaker, mid_p] {
            let inner = method(proportion, confidence);
            prop_assert!(exact.lower() <= inner.lower() * (1.0 + ROUNDING));
            prop_assert!(exact.upper() >= inner.upper() * (1.0 - ROUNDING));
        }
    }

    #[test]
    fn a_beta_quantile_has_the_tail_asked_for(
        a in any_parameter(), b in any_parameter(), tail in any_tail(),
    ) {
        // Rounding x moves the tail by more, the narrower the distribution.
        let allowed = ROUNDING * (1.0 + a.min(b).sqrt());
        let x = beta_lower_quantile(a, b, tail);
        if x < 0.5 {
            prop_assert!((beta_tails(a, b, x).0 / tail - 1.0).abs() < allowed);
        }
        let x = beta_upper_quantile(a, b, tail);
        if x < 0.5 {
            prop_assert!((beta_tails(a, b, x).1 / tail - 1.0).abs() < allowed);
        }
    }

    #[test]
    fn any_numbers_at_all_end_the_search(a in any::<f64>(), b in any::<f64>(), tail in any::<f64>()) {
        let start = Instant::now();
        let x = beta_lower_quantile(a, b, tail);
        prop_assert!(start.elapsed() < LONGEST);
        prop_assert!(x.is_nan() || (0.0..=1.0).contains(&x));
    }
}

#[test]
fn no_events_and_only_events_have_exact_ends() {
    for method in METHODS {
        for trials in [1, 8, 75, 150_000_000_000, u64::MAX] {
            let none = method(Proportion::new(0, trials).unwrap(), Confidence::DEFAULT);
            let all = method(Proportion::new(trials, trials).unwrap(), Confidence::DEFAULT);
            assert_eq!((none.lower(), all.upper()), (0.0, 1.0));
        }
    }
}

#[test]
fn clopper_pearson_covers_every_share_as_often_as_it_says() {
    for level in [0.8, 0.95, 0.99] {
        let confidence = Confidence::new(level).unwrap();
        for trials in 1..=40 {
            let intervals: Vec<_> = (0..=trials)
                .map(|events| clopper_pearson(Proportion::new(events, trials).unwrap(), confidence))
                .collect();
            for share in (1..200).map(|step| f64::from(step) / 200.0) {
                let coverage = coverage(&intervals, real(trials), share);
                assert!(coverage >= level - ROUNDING, "{coverage} at {share} of {trials}");
            }
        }
    }
}

/// The probability that the interval of a binomial count holds `share`, summed outcome by outcome.
fn coverage(intervals: &[ConfidenceInterval], trials: f64, share: f64) -> f64 {
    let mut probability = (trials * (-share).ln_1p()).exp();
    let (mut covered, mut events) = (0.0, 0.0);
    for interval in intervals {
        if interval.lower() <= share && share <= interval.upper() {
            covered += probability;
        }
        probability *= (trials - events) / (events + 1.0) * share / (1.0 - share);
        events += 1.0;
    }
    covered
}
