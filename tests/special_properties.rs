//! What holds for every argument of the special functions: they end soon, tails are complementary
//! and quantiles turn back into the tails they were asked for.

use std::time::{Duration, Instant};

use baserate::special::{
    Draw, Share, binomial_probability, binomial_tails, chi_squared_lower_quantile,
    chi_squared_tails, chi_squared_upper_quantile, normal_tails, normal_upper_quantile,
    student_t_tails, student_t_upper_quantile,
};
use proptest::prelude::*;

/// Rounding allowed where two ways to one number are compared.
const ROUNDING: f64 = 1e-11;

/// How long one call may take, in an unoptimised build on a busy machine; a hypergeometric tail of
/// four million terms is the slowest.
const LONGEST: Duration = Duration::from_millis(1_500);

/// Counts of every size alike, as no uniform draw would give.
fn any_count() -> impl Strategy<Value = u64> {
    (any::<u64>(), 0_u32..64).prop_map(|(bits, shift)| bits >> shift)
}

fn small_tail() -> impl Strategy<Value = f64> {
    (-21.4_f64..-0.7).prop_map(f64::exp)
}

fn is_probability_or_nan(x: f64) -> bool {
    x.is_nan() || (0.0..=1.0 + ROUNDING).contains(&x)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    #[test]
    fn any_numbers_at_all_end_the_search(a in any::<f64>(), b in any::<f64>()) {
        let start = Instant::now();
        let (t_tails, chi_tails, z_tails) =
            (student_t_tails(a, b), chi_squared_tails(a, b), normal_tails(a));
        for (below, above) in [t_tails, chi_tails, z_tails] {
            prop_assert!(is_probability_or_nan(below) && is_probability_or_nan(above));
        }
        let _ = student_t_upper_quantile(a, b);
        let x = chi_squared_upper_quantile(a, b);
        prop_assert!(x.is_nan() || x >= 0.0);
        prop_assert!(start.elapsed() < LONGEST);
    }

    #[test]
    fn any_freedom_and_tail_end_the_search(exponent in -30.0_f64..29.0, tail in small_tail()) {
        let freedom = exponent.exp();
        let start = Instant::now();
        prop_assert!(student_t_upper_quantile(freedom, tail) >= 0.0);
        prop_assert!(chi_squared_upper_quantile(freedom, tail) >= 0.0);
        prop_assert!(chi_squared_lower_quantile(freedom, tail) >= 0.0);
        prop_assert!(start.elapsed() < LONGEST);
    }

    #[test]
    fn quantiles_have_the_tail_asked_for(exponent in -0.7_f64..14.0, tail in small_tail()) {
        let freedom = exponent.exp();
        let t = student_t_upper_quantile(freedom, tail);
        prop_assert!((student_t_tails(freedom, t).1 / tail - 1.0).abs() < ROUNDING);
        let x = chi_squared_upper_quantile(freedom, tail);
        prop_assert!((chi_squared_tails(freedom, x).1 / tail - 1.0).abs() < ROUNDING);
        let x = chi_squared_lower_quantile(freedom, tail);
        prop_assert!((chi_squared_tails(freedom, x).0 / tail - 1.0).abs() < ROUNDING);
        let z = normal_upper_quantile(tail);
        prop_assert!((normal_tails(z).1 / tail - 1.0).abs() < ROUNDING);
    }

    /// A squared t with one more parameter is chi-squared: z² has one degree of freedom.
    #[test]
    fn chi_squared_is_a_squared_normal(tail in small_tail()) {
        let z = normal_upper_quantile(tail / 2.0);
        prop_assert!((chi_squared_upper_quantile(1.0, tail) / (z * z) - 1.0).abs() < ROUNDING);
    }

    #[test]
    fn binomial_tails_overlap_in_one_outcome(
        counts in (any_count(), any_count()), log_odds in -45.0_f64..45.0,
    ) {
        let (events, trials) = (counts.0.min(counts.1), counts.0.max(counts.1));
        let share = Share::from_odds(log_odds.exp());
        let start = Instant::now();
        let (at_most, at_least) = binomial_tails(events, trials, share);
        let exactly = binomial_probability(events, trials, share);
        prop_assert!(start.elapsed() < LONGEST);
        prop_assert!(is_probability_or_nan(at_most) && is_probability_or_nan(at_least));
        prop_assert!((at_most + at_least - exactly - 1.0).abs() < ROUNDING);
        let mirrored = binomial_tails(trials - events, trials, share.turned_round());
        prop_assert!((mirrored.0 - at_least).abs() < ROUNDING);
    }

    /// Drawing 20 of a pool is drawing 20 items, whether they are called sample or events.
    #[test]
    fn sample_and_events_change_places(events in 0_u64..400, others in 0_u64..400, permille in 0_u64..=1000) {
        let pool = events + others;
        let sample = pool * permille / 1000;
        let draw = Draw::new(events, others, sample).unwrap();
        let turned = Draw::new(sample, pool - sample, events).unwrap();
        for found in [draw.fewest(), u64::midpoint(draw.fewest(), draw.most()), draw.most()] {
            let (one, two) = (draw.tails(found), turned.tails(found));
            prop_assert!((one.0 - two.0).abs() < ROUNDING && (one.1 - two.1).abs() < ROUNDING);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn any_draw_ends(counts in (any_count(), any_count(), any_count()), z in -6_i64..=6) {
        let (events, others) = (counts.0 / 2, counts.1 / 2);
        let sample = counts.2.min(events + others);
        let draw = Draw::new(events, others, sample).unwrap();
        let (fewest, most) = (draw.fewest(), draw.most());
        // Somewhere near the mean, where sums are longest.
        let pool = u128::from((events + others).max(1));
        let mean = u64::try_from(u128::from(events) * u128::from(sample) / pool).unwrap();
        let away = i64::try_from(mean.isqrt()).unwrap() * z;
        let found = mean.saturating_add_signed(away).clamp(fewest, most);
        let start = Instant::now();
        let (at_most, at_least) = draw.tails(found);
        prop_assert!(start.elapsed() < LONGEST);
        prop_assert!((0.0..=1.0 + ROUNDING).contains(&at_most), "{at_most}");
        prop_assert!((0.0..=1.0 + ROUNDING).contains(&at_least), "{at_least}");
    }
}
