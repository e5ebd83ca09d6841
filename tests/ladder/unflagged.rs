//! Rung 9: the rates over all truths about flags and the estimate of what was missed, and how often their
//! limits hold.

use baserate::identification::{
    Assumption, Counts, IdentifiedSet, LadderOptions, Rung, RungResult, Status, ladder,
};
use baserate::quantity::{Confidence, ConfidenceInterval, CountRange, real};
use baserate::special::Draw;

use super::{Draws, each, range};

#[expect(clippy::unnecessary_wraps, reason = "counts that are given are written so")]
pub(super) fn exactly(count: u64) -> Option<CountRange> {
    Some(CountRange::exactly(count))
}

pub(super) fn samples(counts: &Counts, level: f64) -> Vec<RungResult> {
    let confidence = Confidence::new(level).unwrap();
    let options = LadderOptions { confidence, ..LadderOptions::default() };
    let rungs = ladder(counts, counts, &options).into_iter();
    rungs.filter(|result| result.rung == Rung::UnflaggedAudit).collect()
}

/// The least and the greatest of values added one by one.
#[derive(Default)]
struct Hull(Option<(f64, f64)>);

impl Hull {
    fn add(&mut self, over: f64, under: f64) {
        if under > 0.0 {
            let (low, high) = self.0.unwrap_or((f64::INFINITY, f64::NEG_INFINITY));
            let value = over / under;
            self.0 = Some((low.min(value), high.max(value)));
        }
    }

    fn check(&self, set: &IdentifiedSet, what: &str) {
        let Some((low, high)) = self.0 else {
            assert_eq!(set.status(), Status::Unidentified, "{what}");
            return;
        };
        let (lower, upper) = set.ends().unwrap();
        let near = (low - lower).abs() < 1e-12 && (high - upper).abs() < 1e-12;
        assert!(near, "{what}: {low} to {high}, but {lower} to {upper}");
        let limits = set.confidence().unwrap();
        assert!(limits.lower() <= lower && upper <= limits.upper(), "{what}");
    }
}

/// All numbers of wrong flags that review allows, with every estimate of what was missed.
#[test]
fn the_rates_over_all_counts() {
    let mut draws = Draws(8);
    let mut compared = 0;
    for round in 0..3_000 {
        // Every other time of nearly all, so that the sample bounds the flags.
        let most = if round % 2 == 0 { 2 } else { 15 };
        let (size, found) = (1 + draws.upto(most), draws.upto(2));
        let flagged = draws.range(4);
        let scanned = draws.range(5).plus(CountRange::exactly(11));
        let reviewed = flagged.low().min(draws.upto(3));
        let rejected = draws.upto(reviewed);
        let sample = (range(size, size + draws.upto(2)), range(found, found + draws.upto(1)));
        let counts = Counts {
            scanned: Some(scanned),
            flagged: Some(flagged),
            reviewed: exactly(reviewed),
            rejected: exactly(rejected),
            unflagged_audited: Some(sample.0),
            unflagged_audited_violating: Some(sample.1),
            ..Counts::default()
        };
        let (mut fpr, mut recall, mut prevalence) =
            (Hull::default(), Hull::default(), Hull::default());
        for all in each(scanned) {
            for flags in each(flagged) {
                for wrong in rejected..=flags - (reviewed - rejected) {
                    for drawn in each(sample.0).filter(|drawn| *drawn <= all - flags) {
                        for found in each(sample.1).filter(|found| *found <= drawn) {
                            let rest = real(all - flags);
                            let missed = rest * real(found) / real(drawn);
                            let (wrong, right) = (real(wrong), real(flags - wrong));
                            fpr.add(wrong, wrong + rest - missed);
                            recall.add(right, right + missed);
                            prevalence.add(right + missed, real(all));
                        }
                    }
                }
            }
        }
        let results = samples(&counts, 0.95);
        let Some(result) = results.first() else {
            assert!(prevalence.0.is_none() || flagged.high() == Some(0), "{counts:?}");
            continue;
        };
        fpr.check(&result.fpr, &format!("FPR of {counts:?}"));
        recall.check(&result.recall, &format!("recall of {counts:?}"));
        prevalence.check(&result.prevalence, &format!("prevalence of {counts:?}"));
        compared += 1;
    }
    assert!(compared > 2_000, "{compared}");
}

/// Whether the limits of `set` hold a rate, where it is defined; a rate that the estimates leave undefined
/// may be anything.
fn holds(set: &IdentifiedSet, over: u64, under: u64) -> bool {
    let truth = real(over) / real(under);
    let within = |l: ConfidenceInterval| l.lower() <= truth + 1e-12 && truth <= l.upper() + 1e-12;
    under == 0 || set.confidence().map_or(set.status() == Status::Unidentified, within)
}

/// Every number missed, with the chance of every outcome of the sample: each rate is within its limits at
/// least as often as these say, and so are all three at once.
#[test]
fn limits_hold_as_often_as_they_say() {
    let scanned = 24;
    for (flagged, rejected) in [(0, 0), (4, 0), (5, 2), (6, 6)] {
        let rest = scanned - flagged;
        for drawn in [1, 3, 8, rest] {
            for level in [0.5, 0.95] {
                let results: Vec<RungResult> = (0..=drawn)
                    .map(|found| {
                        let counts = Counts {
                            scanned: exactly(scanned),
                            flagged: exactly(flagged),
                            reviewed: exactly(flagged),
                            rejected: exactly(rejected),
                            unflagged_audited: exactly(drawn),
                            unflagged_audited_violating: exactly(found),
                            ..Counts::default()
                        };
                        samples(&counts, level).remove(0)
                    })
                    .collect();
                for missed in 0..=rest {
                    let draw = Draw::new(missed, rest - missed, drawn).unwrap();
                    let right = flagged - rejected;
                    let all_hold = |result: &RungResult| {
                        holds(&result.fpr, rejected, rejected + rest - missed)
                            && holds(&result.recall, right, right + missed)
                            && holds(&result.prevalence, right + missed, scanned)
                    };
                    let covered: f64 = (0..=drawn)
                        .zip(&results)
                        .filter(|(_, result)| all_hold(result))
                        .map(|(found, _)| draw.probability(found))
                        .sum();
                    let what = format!("{missed} missed, {drawn} drawn, {rejected} of {flagged}");
                    assert!(covered >= level - 1e-9, "{covered}: {what}");
                }
            }
        }
    }
}

/// A random sample of the flags and one of the rest: two draws, whose limits hold together.
#[test]
fn limits_hold_where_flags_are_sampled_too() {
    let (scanned, flagged, reviewed, drawn, level) = (22_u64, 9_u64, 4_u64, 5_u64, 0.8);
    let rest = scanned - flagged;
    let result = |rejected, found| {
        let counts = Counts {
            scanned: exactly(scanned),
            flagged: exactly(flagged),
            reviewed: exactly(reviewed),
            rejected: exactly(rejected),
            unflagged_audited: exactly(drawn),
            unflagged_audited_violating: exactly(found),
            ..Counts::default()
        };
        let results = samples(&counts, level);
        let sampled =
            |result: &&RungResult| result.assumptions.contains(&Assumption::ReviewedAtRandom);
        results.iter().find(sampled).unwrap().clone()
    };
    let results: Vec<Vec<RungResult>> =
        (0..=reviewed).map(|b| (0..=drawn).map(|v| result(b, v)).collect()).collect();
    for wrong in 0..=flagged {
        let flags = Draw::new(wrong, flagged - wrong, reviewed).unwrap();
        for missed in 0..=rest {
            let others = Draw::new(missed, rest - missed, drawn).unwrap();
            let right = flagged - wrong;
            let mut covered = 0.0;
            for (rejected, results) in (0..).zip(&results) {
                for (found, result) in (0..).zip(results) {
                    let hold = holds(&result.fpr, wrong, wrong + rest - missed)
                        && holds(&result.recall, right, right + missed)
                        && holds(&result.prevalence, right + missed, scanned);
                    let chance = flags.probability(rejected) * others.probability(found);
                    covered += if hold { chance } else { 0.0 };
                }
            }
            assert!(covered >= level - 1e-9, "{covered}: {wrong} wrong, {missed} missed");
        }
    }
}

/// By hand: of 1 000 000 scanned 500 were flagged and 200 of them rejected; of 4 000 others 2 were
/// violating, so 999 500 · 2/4000 = 499.75 were missed. FPR 200 / (200 + 999 000.25), recall
/// 300 / 799.75, prevalence 799.75 / 1 000 000.
#[test]
fn a_worked_sample() {
    let counts = Counts {
        scanned: exactly(1_000_000),
        flagged: exactly(500),
        reviewed: exactly(500),
        rejected: exactly(200),
        unflagged_audited: exactly(4_000),
        unflagged_audited_violating: exactly(2),
        ..Counts::default()
    };
    let [result] = &samples(&counts, 0.95)[..] else { panic!("one rung 9") };
    for (set, value) in [
        (result.fpr, 200.0 / 999_200.25),
        (result.recall, 300.0 / 799.75),
        (result.prevalence, 799.75e-6),
    ] {
        let (lower, upper) = set.ends().unwrap();
        assert!((lower / value - 1.0).abs() < 1e-12, "{lower} for {value}");
        assert!((upper / value - 1.0).abs() < 1e-12, "{upper} for {value}");
    }
    // Beside so many innocent units what was missed hardly matters; to recall it is everything.
    let recall = result.recall.confidence().unwrap();
    assert!(recall.lower() < 0.16 && recall.upper() > 0.85, "{recall:?}");
}

/// Without review or reversals any number of flags may be wrong, but prevalence is bounded.
#[test]
fn a_sample_alone() {
    let counts = Counts {
        scanned: exactly(1_000),
        flagged: exactly(100),
        unflagged_audited: exactly(90),
        unflagged_audited_violating: exactly(9),
        ..Counts::default()
    };
    let [result] = &samples(&counts, 0.95)[..] else { panic!("one rung 9") };
    assert_eq!(result.assumptions, [Assumption::UnflaggedAuditRandom]);
    let near = |set: IdentifiedSet, low: f64, high: f64| {
        let (lower, upper) = set.ends().unwrap();
        (lower - low).abs() < 1e-12 && (upper - high).abs() < 1e-12
    };
    assert!(near(result.prevalence, 0.09, 0.19), "{:?}", result.prevalence);
    assert!(near(result.fpr, 0.0, 100.0 / 910.0), "{:?}", result.fpr);
    assert!(near(result.recall, 0.0, 100.0 / 190.0), "{:?}", result.recall);
}

/// A sample larger than what was not flagged is none.
#[test]
fn samples_that_cannot_be() {
    let counts = |drawn, found| Counts {
        scanned: exactly(50),
        flagged: exactly(20),
        reviewed: exactly(20),
        rejected: exactly(5),
        unflagged_audited: exactly(drawn),
        unflagged_audited_violating: exactly(found),
        ..Counts::default()
    };
    assert_eq!(samples(&counts(30, 2), 0.95).len(), 1);
    assert!(samples(&counts(31, 2), 0.95).is_empty());
    assert!(samples(&counts(4, 5), 0.95).is_empty());
    assert!(samples(&counts(0, 0), 0.95).is_empty());
}
