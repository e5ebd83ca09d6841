//! How often simultaneous limits hold: exactly where that can be reckoned, by simulation elsewhere.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::curve::{Band, Bands, RateLimits, Rule, choose, pointwise};
use baserate::quantity::{Confidence, ConfidenceInterval, Probability, real};
use baserate::simulation::{Law, ScoresDesign};
use baserate::special::{Share, binomial_probability};
use baserate::tally::{Label, Ranking, Tally};

/// The probability that a band holds at every threshold, where no two scores are equal.
///
/// With `j` of the uniform numbers below the share at a threshold, that share is anything from the `j`-th number
/// to the next. So the band holds if each number is between the lower limit at its rank and the upper one at
/// the rank before. The number of them up to `x` is a Markov chain in `x` with binomial steps, which is followed
/// through all limits (Noé, *Annals of Mathematical Statistics* 43, 1972).
fn coverage(trials: u64, confidence: Confidence) -> f64 {
    let band = Band::new(trials, confidence).unwrap();
    // Up to here at most `rank - 1` numbers may be there, or from here on at least `rank`.
    let mut places: Vec<(f64, bool, u64)> = Vec::new();
    for rank in 1..=trials {
        places.push((band.limits(rank).lower(), false, rank));
        places.push((band.limits(rank - 1).upper(), true, rank));
    }
    places.sort_by(|one, two| one.0.total_cmp(&two.0));
    let size = usize::try_from(trials).unwrap() + 1;
    let mut chance = vec![0.0; size];
    chance[0] = 1.0;
    let mut at = 0.0;
    for (place, is_upper, rank) in places {
        let step = if at < 1.0 { ((place - at) / (1.0 - at)).clamp(0.0, 1.0) } else { 0.0 };
        let mut next = vec![0.0; size];
        for (from, chance) in chance.iter().enumerate().filter(|(_, chance)| **chance > 0.0) {
            for (to, next) in next.iter_mut().enumerate().skip(from) {
                let more = (to - from) as u64;
                *next +=
                    chance * binomial_probability(more, trials - from as u64, Share::new(step));
            }
        }
        for (count, chance) in next.iter_mut().enumerate() {
            let count = count as u64;
            if (is_upper && count < rank) || (!is_upper && count >= rank) {
                *chance = 0.0;
            }
        }
        (chance, at) = (next, place);
    }
    chance.iter().sum()
}

#[test]
fn the_chain_gives_a_known_coverage() {
    // Of one item, the band is the two limits of its uniform number.
    let band = Band::new(1, Confidence::DEFAULT).unwrap();
    let known = band.limits(0).upper() - band.limits(1).lower();
    assert!((coverage(1, Confidence::DEFAULT) - known).abs() < 1e-12);
}

#[test]
fn the_band_holds_as_often_as_it_says() {
    for level in [0.5, 0.8, 0.95, 0.999] {
        for trials in [1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 25, 40] {
            let found = coverage(trials, Confidence::new(level).unwrap());
            assert!(found >= level, "{trials} items, {level}: {found}");
        }
    }
}

/// Every sample of items with four scores, ties and all.
#[test]
fn the_band_holds_with_tied_scores() {
    let confidence = Confidence::new(0.8).unwrap();
    for trials in [1_u64, 2, 5, 9, 14] {
        let band = Band::new(trials, confidence).unwrap();
        for law in
            [[0.1, 0.2, 0.3, 0.4], [0.02, 0.03, 0.05, 0.9], [0.25; 4], [0.6, 0.05, 0.05, 0.3]]
        {
            let mut covered = 0.0;
            for first in 0..=trials {
                for second in 0..=trials - first {
                    for third in 0..=trials - first - second {
                        let counts = [first, second, third];
                        let probability = multinomial(trials, counts, law);
                        let holds = (1..4).all(|cells: usize| {
                            let limits = band.limits(counts[..cells].iter().sum());
                            let share: f64 = law[..cells].iter().sum();
                            limits.lower() <= share && share <= limits.upper()
                        });
                        covered += if holds { probability } else { 0.0 };
                    }
                }
            }
            assert!(covered >= 0.8, "{trials} {law:?}: {covered}");
        }
    }
}

/// The probability of the first three counts, one after the other.
fn multinomial(trials: u64, counts: [u64; 3], law: [f64; 4]) -> f64 {
    let (mut left, mut rest, mut probability) = (trials, 1.0, 1.0);
    for (count, share) in counts.into_iter().zip(law) {
        probability *= binomial_probability(count, left, Share::new(share / rest));
        left -= count;
        rest -= share;
    }
    probability
}

/// A threshold that is chosen because its rates look best: limits for a fixed one miss the truth more often than
/// they say, those for all thresholds do not.
#[test]
fn limits_hold_at_a_threshold_chosen_on_the_same_rows() {
    let (law, share) =
        (|mean| Law::normal(mean, 1.0).unwrap(), |share| Probability::new(share).unwrap());
    let [positives, negatives] = [1.0, 0.0].map(law);
    let design = ScoresDesign::new(600, share(0.3), positives, negatives, None).unwrap();
    let draws = 1000_u64;
    let [mut all_hold, mut fixed_hold] = [0_u32; 2];
    for seed in 0..draws {
        let rows = (0..design.blocks()).flat_map(|number| design.block(seed, number));
        let tally =
            Tally::new(rows.map(|row| (row.score, Label::from(row.positive), 1)), 0).unwrap();
        let ranking = Ranking::lumped(&tally);
        let chosen = choose(&ranking, Rule::Youden, None).unwrap();
        let truth = [positives, negatives].map(|law| law.tails(chosen.threshold).1);
        let bands = Bands::new(&ranking, Confidence::DEFAULT).unwrap();
        let fixed = pointwise(&chosen.matrix, Confidence::DEFAULT.of_each(2)).unwrap();
        let holds = |RateLimits { recall, fpr }: RateLimits| {
            let within = |limits: ConfidenceInterval, truth: f64| {
                limits.lower() <= truth && truth <= limits.upper()
            };
            within(recall, truth[0]) && within(fpr, truth[1])
        };
        all_hold += u32::from(holds(bands.at(&chosen.matrix)));
        fixed_hold += u32::from(holds(fixed));
    }
    // 95 % less four standard errors.
    assert!(f64::from(all_hold) / real(draws) > 0.92, "{all_hold}");
    assert!(f64::from(fixed_hold) / real(draws) < 0.92, "{fixed_hold}");
}
