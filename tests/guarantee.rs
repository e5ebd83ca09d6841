//! Thresholds with a guarantee: over many draws they fail no more often than they may.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::confusion::Undefined;
use baserate::curve::{Point, counts_at, guaranteed_fpr, guaranteed_precision, guaranteed_recall};
use baserate::quantity::{Confidence, Probability};
use baserate::simulation::{Purpose, Stream, split};
use baserate::tally::{Label, Ranking, Tally};

const DRAWS: u64 = 2_000;

fn share(value: f64) -> Probability {
    Probability::new(value).unwrap()
}

/// Scores of negatives that are uniform on [0, 1], and of positives with the distribution function `s³`;
/// rounded up to so many steps, or not at all.
fn draw(stream: &mut Stream, [positives, negatives]: [u32; 2], steps: Option<f64>) -> Ranking {
    let rounded = |score: f64| steps.map_or(score, |steps| (score * steps).ceil() / steps);
    let mut rows = Vec::new();
    for _ in 0..positives {
        rows.push((rounded(stream.unit().cbrt()), Label::Positive, 1));
    }
    for _ in 0..negatives {
        rows.push((rounded(stream.unit()), Label::Negative, 1));
    }
    Ranking::lumped(&Tally::new(rows, 0).unwrap())
}

/// The shares of negatives and of positives that are flagged in the long run: a rounded score is at least
/// `threshold` where the score itself is above the step below.
fn rates(threshold: f64, steps: Option<f64>) -> (f64, f64) {
    let below = steps.map_or(threshold, |steps| threshold - 1.0 / steps);
    (1.0 - below, 1.0 - below.powi(3))
}

/// The share of draws in which a threshold is taken that does not keep its promise, and of those in which
/// one is taken at all.
fn failures(
    steps: Option<f64>,
    rows: [u32; 2],
    choose: impl Fn(&mut Stream, Ranking) -> Result<Point, Undefined>,
    is_kept: impl Fn(f64, f64) -> bool,
) -> (f64, f64) {
    let mut stream = Stream::new(11, Purpose::Scores, 0);
    let (mut failed, mut taken) = (0, 0);
    for _ in 0..DRAWS {
        let ranking = draw(&mut stream, rows, steps);
        if let Ok(point) = choose(&mut stream, ranking) {
            let (fpr, recall) = rates(point.threshold, steps);
            taken += 1;
            failed += u32::from(!is_kept(fpr, recall));
        }
    }
    let draws = baserate::quantity::real(DRAWS);
    (f64::from(failed) / draws, f64::from(taken) / draws)
}

/// At most the risk, and three standard errors of 2 000 draws.
#[track_caller]
fn assert_at_most(failures: (f64, f64), risk: f64) {
    let (failed, taken) = failures;
    let error = (risk * (1.0 - risk) / baserate::quantity::real(DRAWS)).sqrt();
    assert!(failed <= risk + 3.0 * error, "{failed} failed, at most {risk}");
    assert!(taken > 0.5, "only {taken} taken");
}

#[test]
fn the_false_positive_rate_and_the_recall_are_kept() {
    for (steps, risk) in [(None, 0.1), (Some(50.0), 0.1), (None, 0.3)] {
        let confidence = Confidence::new(1.0 - risk).unwrap();
        let fpr = failures(
            steps,
            [150, 400],
            |_, ranking| guaranteed_fpr(&ranking, share(0.05), confidence),
            |fpr, _| fpr <= 0.05,
        );
        assert_at_most(fpr, risk);
        let recall = failures(
            steps,
            [150, 100],
            |_, ranking| guaranteed_recall(&ranking, share(0.9), confidence),
            |_, recall| recall >= 0.9,
        );
        assert_at_most(recall, risk);
    }
    // Without a guarantee, what looks best fails about as often as not.
    let naive = failures(
        None,
        [150, 400],
        |_, ranking| {
            let rule = baserate::curve::Rule::FprAtMost(share(0.05));
            baserate::curve::choose(&ranking, rule, None)
        },
        |fpr, _| fpr <= 0.05,
    );
    assert!(naive.0 > 0.25, "{naive:?}");
}

/// A quarter of the rows is positive, and precision at a threshold `t` is `(1 - t³)/(4 - t³ - 3t)`.
#[test]
fn the_precision_is_kept() {
    let confidence = Confidence::new(0.8).unwrap();
    let precision = failures(
        None,
        [300, 900],
        |stream, ranking| {
            let seed = u64::from(stream.unit() < 0.5);
            let [training, test] = split(&ranking, share(0.5), seed);
            guaranteed_precision(&training, &test, share(0.35), confidence)
        },
        |fpr, recall| recall / (recall + 3.0 * fpr) >= 0.35,
    );
    assert_at_most(precision, 0.2);
}

#[test]
fn both_parts_of_a_split_make_the_whole() {
    let mut stream = Stream::new(2, Purpose::Scores, 0);
    let whole = draw(&mut stream, [300, 2000], Some(200.0));
    for part in [0.5, 0.2] {
        let [one, two] = split(&whole, share(part), 7);
        assert_eq!(
            [&one, &two],
            [&split(&whole, share(part), 7)[0], &split(&whole, share(part), 7)[1]]
        );
        assert_ne!(one, split(&whole, share(part), 8)[0]);
        let near = |found: u64, of: u64| {
            (baserate::quantity::real(found) / baserate::quantity::real(of) - part).abs() < 0.1
        };
        assert!(near(one.positives(), 300) && near(one.negatives(), 2000));
        for cell in whole.cells() {
            let [all, first, second] =
                [&whole, &one, &two].map(|ranking| counts_at(ranking, cell.score));
            assert_eq!(Some(all), first.plus(&second));
        }
    }
}
