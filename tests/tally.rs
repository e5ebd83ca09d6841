//! Tallies: the same whatever the order of the rows, the threads, and how scores are held.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeMap;
use std::num::NonZeroUsize;

use baserate::simulation::{Purpose, Stream};
use baserate::tally::{Collection, Collector, Key, Label, Ranking, Tally, TooMany};
use proptest::prelude::*;

fn threads(number: usize) -> NonZeroUsize {
    NonZeroUsize::new(number).unwrap()
}

/// How scores are held, and how close they are.
#[derive(Clone, Copy, Debug)]
enum Form {
    /// Rounded to so many decimals.
    Decimals(i32),
    /// As drawn.
    Full,
    /// In a narrow range.
    Narrow,
}

/// Normal scores with a share of positives that are higher.
fn rows(count: usize, prevalence: f64, form: Form) -> Vec<(f32, Label)> {
    let mut stream = Stream::new(5, Purpose::Scores, 0);
    let row = |_| {
        let label = match stream.unit() {
            unit if unit < prevalence => Label::Positive,
            unit if unit > 0.999 => Label::Unlabelled,
            _ => Label::Negative,
        };
        let score = stream.normal() + if label == Label::Positive { 1.5 } else { 0.0 };
        let score = match form {
            Form::Decimals(decimals) => {
                let scale = 10_f64.powi(decimals);
                (score * scale).round() / scale
            }
            Form::Full => score,
            Form::Narrow => 1.003 + score / 2e3,
        };
        (single(score), label)
    };
    (0..count).map(row).collect()
}

#[expect(clippy::cast_possible_truncation, reason = "the rounding is what is asked for")]
fn single(score: f64) -> f32 {
    score as f32
}

/// The tally by a map.
fn expected(rows: &[(f32, Label)]) -> Tally {
    let mut counts: BTreeMap<(u64, u8), u64> = BTreeMap::new();
    for (score, label) in rows {
        let label = [Label::Positive, Label::Negative].iter().position(|known| known == label);
        let label = u8::try_from(label.unwrap_or(2)).unwrap();
        *counts.entry((u64::of(f64::from(*score)).unwrap(), label)).or_default() += 1;
    }
    let labels = [Label::Positive, Label::Negative, Label::Unlabelled];
    let rows = counts
        .into_iter()
        .map(|((key, label), count)| (key.score(), labels[usize::from(label)], count));
    Tally::new(rows, 0).unwrap()
}

/// The rows dealt out to so many collectors.
fn collected<K: Key>(
    rows: &[(f32, Label)],
    collectors: usize,
    key: fn(f32) -> Option<K>,
) -> Collection<K> {
    let mut all = vec![Collector::default(); collectors];
    for (place, (score, label)) in rows.iter().enumerate() {
        all[place % collectors].add(key(*score).unwrap(), *label);
    }
    Collection::new(all)
}

fn wide(score: f32) -> Option<u64> {
    u64::of(f64::from(score))
}

#[test]
fn every_way_leads_to_the_same_tally_and_ranking() {
    // Few scores; many, few of them of positives; many of both; a few rows; several of each; close ones.
    for (count, prevalence, form) in [
        (40_000, 0.01, Form::Decimals(2)),
        (120_000, 0.004, Form::Full),
        (150_000, 0.5, Form::Full),
        (60, 0.3, Form::Full),
        (120_000, 0.01, Form::Decimals(4)),
        (150_000, 0.3, Form::Narrow),
    ] {
        let rows = rows(count, prevalence, form);
        let tally = expected(&rows);
        let ranking = Ranking::lumped(&tally);
        for number in [1, 3] {
            let (one, two) =
                (|| collected(&rows, number, u32::of), || collected(&rows, number, wide));
            assert!(one().tally(threads(number)) == tally, "{count} {form:?} {number}");
            assert!(two().tally(threads(number)) == tally, "{count} {form:?} {number}");
            assert!(one().ranking(threads(number)) == ranking, "{count} {form:?} {number}");
            assert!(two().ranking(threads(number)) == ranking, "{count} {form:?} {number}");
            for label in [Label::Positive, Label::Negative, Label::Unlabelled] {
                let of_label = rows.iter().filter(|row| row.1 == label).count();
                assert_eq!(one().rows(label), u64::try_from(of_label).unwrap());
            }
        }
        let (half, rest) = rows.split_at(count / 3);
        assert!(expected(half).merged(expected(rest)).unwrap() == tally);
        assert_eq!(tally.rows(), u64::try_from(count).unwrap());
    }
}

#[test]
fn scores_that_nearly_agree_are_apart_and_zero_has_no_sign() {
    let rows = [(0.1, true), (0.1 + 1e-12, false), (-0.0, true), (0.0, false), (0.1, true)];
    let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
    let tally = Tally::new(rows, 3).unwrap();
    let cells: Vec<_> = tally.cells().collect();
    assert_eq!(cells, [(0.0, [1, 1, 0]), (0.1, [2, 0, 0]), (0.1 + 1e-12, [0, 1, 0])]);
    assert!(cells[0].0.is_sign_positive());
    assert_eq!((tally.dropped(), tally.rows()), (3, 8));
    let mut collector = Collector::default();
    for (score, label, _) in rows {
        collector.add(u64::of(score).unwrap(), label);
    }
    assert_eq!(Collection::new(vec![collector]).tally(threads(1)).positives(), tally.positives());
}

#[test]
fn more_rows_than_a_count_holds_are_refused() {
    let most = |score| Tally::new([(score, Label::Positive, u64::MAX)], 0);
    assert_eq!(most(0.5).unwrap().merged(most(0.5).unwrap()), Err(TooMany));
    let two = [(0.5, Label::Positive, u64::MAX), (0.5, Label::Negative, 1)];
    assert_eq!(Tally::new(two, 0), Err(TooMany));
    assert_eq!(Tally::new([(0.5, Label::Positive, u64::MAX)], 1), Err(TooMany));
}

proptest! {
    #[test]
    fn merging_is_adding_rows(
        rows in prop::collection::vec((-5..5_i8, 0..3_usize, 0..4_u64), 0..40),
        place in 0..40_usize,
    ) {
        let labels = [Label::Positive, Label::Negative, Label::Unlabelled];
        let rows: Vec<_> =
            rows.into_iter().map(|(s, label, count)| (f64::from(s) / 4.0, labels[label], count)).collect();
        let whole = Tally::new(rows.iter().copied(), 2).unwrap();
        let (one, two) = rows.split_at(place.min(rows.len()));
        let [one, two] = [one, two].map(|part| Tally::new(part.iter().copied(), 1).unwrap());
        prop_assert_eq!(&one.clone().merged(two.clone()).unwrap(), &whole);
        prop_assert_eq!(&two.merged(one).unwrap(), &whole);
        let again = whole.cells().flat_map(|(score, counts)| {
            labels.into_iter().zip(counts).map(move |(label, count)| (score, label, count))
        });
        prop_assert_eq!(&Tally::new(again, 2).unwrap(), &whole);
    }
}
