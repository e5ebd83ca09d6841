//! Rung 6: the estimate over all counts, and how often its limits hold.

use baserate::identification::{
    Assumption, Counts, LadderOptions, Rung, RungResult, Status, ladder,
};
use baserate::quantity::{Confidence, CountRange, real};
use baserate::special::{Draw, Share, binomial_probability};

use super::rereview::{Case, errors, exact_shares, sharpness};
use super::{Draws, Sharpness, each, range};

const LEVELS: [f64; 3] = [0.5, 0.8, 0.95];

fn audits(counts: &Counts, options: &LadderOptions) -> Vec<RungResult> {
    let rungs = ladder(counts, counts, options).into_iter();
    rungs.filter(|result| result.rung == Rung::Audit).collect()
}

fn exact(all: u64, appealed: u64, reversed: u64, without: u64) -> Counts {
    Counts {
        actioned: Some(CountRange::exactly(all)),
        appealed: Some(CountRange::exactly(appealed)),
        reversed: Some(CountRange::exactly(reversed)),
        reversed_without_appeal: Some(CountRange::exactly(without)),
        ..Counts::default()
    }
}

fn at_level(level: f64) -> LadderOptions {
    LadderOptions { confidence: Confidence::new(level).unwrap(), ..LadderOptions::default() }
}

/// The estimates at all counts that fit each other, taken one by one.
fn estimates(counts: &Counts) -> Option<(f64, f64)> {
    let get = |count: Option<CountRange>| each(count.unwrap());
    let mut estimates: Vec<f64> = Vec::new();
    for all in get(counts.actioned).filter(|all| *all > 0) {
        for appealed in get(counts.appealed) {
            for without in get(counts.reversed_without_appeal) {
                let Some(pool) = all.checked_sub(appealed + without) else { continue };
                for audited in get(counts.audited).filter(|m| *m > 0 && *m <= pool) {
                    for found in get(counts.audited_wrong).filter(|y| *y <= audited) {
                        for reversed in get(counts.reversed).filter(|r| *r <= appealed) {
                            for open in get(counts.undecided) {
                                let wrong = reversed..=(reversed + open).min(appealed);
                                estimates.extend(wrong.map(|wrong| {
                                    let share = real(found) / real(audited);
                                    (real(wrong + without) + real(pool) * share) / real(all)
                                }));
                            }
                        }
                    }
                }
            }
        }
    }
    let low = estimates.iter().copied().reduce(f64::min)?;
    Some((low, estimates.iter().copied().reduce(f64::max)?))
}

/// With room for the audit at all counts, the ends are those of the estimates one by one.
#[test]
fn the_estimate_over_all_counts() {
    let mut draws = Draws(7);
    let mut compared = 0;
    for _ in 0..1_500 {
        let (audited, found) = (1 + draws.upto(2), draws.upto(2));
        let counts = Counts {
            actioned: Some(draws.range(9).plus(CountRange::exactly(12))),
            appealed: Some(draws.range(4)),
            reversed: Some(draws.range(2)),
            undecided: Some(CountRange::exactly(draws.upto(1))),
            reversed_without_appeal: Some(draws.range(1)),
            audited: Some(range(audited, audited + draws.upto(1))),
            audited_wrong: Some(range(found, found + draws.upto(1))),
            ..Counts::default()
        };
        let found = audits(&counts, &LadderOptions::default());
        match (estimates(&counts), found.first()) {
            (Some((low, high)), Some(audit)) => {
                let (lower, upper) = audit.fdr.ends().unwrap();
                let near = (low - lower).abs() < 1e-12 && (high - upper).abs() < 1e-12;
                assert!(near, "{low} to {high}, but {lower} to {upper} of {counts:?}");
                let limits = audit.fdr.confidence().unwrap();
                assert!(limits.lower() <= lower && upper <= limits.upper());
                compared += 1;
            }
            (estimates, audit) => {
                assert!(estimates.is_none() && audit.is_none(), "{estimates:?} of {counts:?}");
            }
        }
    }
    assert!(compared > 1_000, "{compared}");
}

/// Audits of nearly all that was neither appealed nor reversed, so that they bound the other counts.
#[test]
fn the_estimate_where_little_room_is_left() {
    let mut draws = Draws(11);
    let (mut compared, mut whole) = (0, 0);
    for _ in 0..4_000 {
        let all = draws.range(4).plus(CountRange::exactly(6));
        let (appealed, without) = (draws.range(5), draws.range(2));
        let pool = all.minus(appealed).minus(without);
        let least = pool.high().unwrap().saturating_sub(draws.upto(3)).max(1);
        let found = draws.upto(4);
        let counts = Counts {
            actioned: Some(all),
            appealed: Some(appealed),
            reversed: Some(draws.range(3)),
            undecided: Some(CountRange::exactly(draws.upto(1))),
            reversed_without_appeal: Some(without),
            audited: Some(range(least, least + draws.upto(3))),
            audited_wrong: Some(range(found, found + draws.upto(2))),
            ..Counts::default()
        };
        let audits = audits(&counts, &LadderOptions::default());
        let (Some((low, high)), Some(audit)) = (estimates(&counts), audits.first()) else {
            assert!(estimates(&counts).is_none() && audits.is_empty(), "{counts:?}");
            continue;
        };
        let (lower, upper) = audit.fdr.ends().unwrap();
        let near = (low - lower).abs() < 1e-12 && (high - upper).abs() < 1e-12;
        assert!(near, "{low} to {high}, but {lower} to {upper} of {counts:?}");
        compared += 1;
        whole += u64::from(pool.high() == Some(least));
    }
    assert!(compared > 2_000 && whole > 500, "{compared}, {whole}");
}

/// The same where re-review errs.
#[test]
fn the_estimate_where_outcomes_err_and_little_room_is_left() {
    let mut draws = Draws(12);
    let (mut compared, mut sharp) = (0, 0);
    for round in 0..4_000 {
        let errors = errors();
        let (sensitivity, false_reversal) = errors[round % errors.len()];
        let case = Case {
            all: draws.range(4).plus(CountRange::exactly(7)),
            appealed: draws.range(6),
            reversed: draws.range(3),
            undecided: range(0, draws.upto(1)),
            without: draws.range(1),
            upheld: None,
            sensitivity,
            false_reversal,
        };
        let pool = case.all.minus(case.appealed).minus(case.without);
        let least = pool.high().unwrap().saturating_sub(draws.upto(3)).max(1);
        let found = draws.upto(4);
        let audit = (range(least, least + draws.upto(2)), range(found, found + draws.upto(2)));
        let Some((low, high)) = erring_estimates(case, audit) else { continue };
        let counts =
            Counts { audited: Some(audit.0), audited_wrong: Some(audit.1), ..case.counts() };
        let options = LadderOptions { rereview: Some(case.rereview()), ..LadderOptions::default() };
        let audits = audits(&counts, &options);
        let erring = |audit: &&RungResult| audit.assumptions.contains(&Assumption::RereviewError);
        let set = audits.iter().find(erring).unwrap().fdr;
        let (lower, upper) = set.ends().unwrap();
        let what = format!("{low} to {high}, but {lower} to {upper} of {case:?} with {audit:?}");
        assert!(lower <= low + 1e-12 && high <= upper + 1e-12, "{what}");
        compared += 1;
        if sharpness(sensitivity, false_reversal) == Sharpness::WholeCounts {
            // By a whole appeal at each end, or two where no whole count has such shares.
            let step = 2.0 / case.all.low_real();
            assert!(low - lower < step && upper - high < step, "{what}");
            sharp += 1;
        }
    }
    assert!(compared > 1_000 && sharp > 200, "{compared}, {sharp}");
}

/// The estimates of an audit, so many drawn and so many found wrong, at all truths about appeals.
fn erring_estimates(case: Case, audit: (CountRange, CountRange)) -> Option<(f64, f64)> {
    let mut ends: Option<(f64, f64)> = None;
    for appealed in each(case.appealed) {
        let wrong = case.wrong_among(appealed);
        for (all, without) in
            each(case.all).flat_map(|all| each(case.without).map(move |without| (all, without)))
        {
            let Some(pool) = all.checked_sub(appealed + without) else { continue };
            for drawn in each(audit.0).filter(|drawn| *drawn <= pool) {
                for found in each(audit.1).filter(|found| *found <= drawn) {
                    let others = real(without) + real(pool) * real(found) / real(drawn);
                    for wrong in &wrong {
                        let share = (real(*wrong) + others) / real(all);
                        let (low, high) = ends.unwrap_or((share, share));
                        ends = Some((low.min(share), high.max(share)));
                    }
                }
            }
        }
    }
    ends
}

/// By hand: of 100 actions 45 to 50 were appealed, since 50 others were audited; (10 + (100 − a)/10)/100.
/// Of 265 to 274 actions 5 were appealed and 265 audited, so that there were 270 at least; 1/270 and 1/274.
#[test]
fn rounded_figures_beside_audits_of_nearly_all() {
    let audit = |counts: Counts| audits(&counts, &LadderOptions::default())[0].fdr.ends().unwrap();
    let near = |ends: (f64, f64), low: f64, high: f64| {
        assert!((ends.0 - low).abs() < 1e-12 && (ends.1 - high).abs() < 1e-12, "{ends:?}");
    };
    let audited = |drawn, found, counts| Counts {
        audited: Some(CountRange::exactly(drawn)),
        audited_wrong: Some(CountRange::exactly(found)),
        ..counts
    };
    let appealed = Counts { appealed: Some(range(45, 55)), ..exact(100, 50, 10, 0) };
    near(audit(audited(50, 5, appealed)), 0.15, 0.155);
    let actioned = Counts { actioned: Some(range(265, 274)), ..exact(270, 5, 1, 0) };
    near(audit(audited(265, 0, actioned)), 1.0 / 274.0, 1.0 / 270.0);
}

/// Every number of wrong ones in the pool, with the chance of every outcome of the audit.
#[test]
fn limits_hold_as_often_as_they_say() {
    for (all, appealed, reversed, without) in [(9, 2, 1, 0), (14, 3, 3, 2), (25, 0, 0, 1)] {
        let pool = all - appealed - without;
        for level in LEVELS {
            for audited in 1..=pool {
                let limits: Vec<_> = (0..=audited)
                    .map(|found| {
                        let counts = Counts {
                            audited: Some(CountRange::exactly(audited)),
                            audited_wrong: Some(CountRange::exactly(found)),
                            ..exact(all, appealed, reversed, without)
                        };
                        audits(&counts, &at_level(level))[0].fdr.confidence().unwrap()
                    })
                    .collect();
                for wrong in 0..=pool {
                    let truth = real(reversed + without + wrong) / real(all);
                    let draw = Draw::new(wrong, pool - wrong, audited).unwrap();
                    let holds = |found: &u64| {
                        let limits = limits[usize::try_from(*found).unwrap()];
                        limits.lower() <= truth + 1e-12 && truth <= limits.upper() + 1e-12
                    };
                    let covered: f64 =
                        (0..=audited).filter(holds).map(|found| draw.probability(found)).sum();
                    assert!(covered >= level - 1e-9, "{covered}: {wrong} of {pool}, {audited}");
                }
            }
        }
    }
}

/// Both the outcomes of appeals and the audit are drawn; the limits hold for both together.
#[test]
fn limits_hold_where_outcomes_err_too() {
    let (s, f, level) = (0.75, 0.125, 0.8);
    let rereview = exact_shares(s, f);
    let (all, appealed, audited) = (16_u64, 7_u64, 4_u64);
    let pool = all - appealed;
    let options = LadderOptions { rereview, ..at_level(level) };
    let limits = |reversed, found| {
        let counts = Counts {
            audited: Some(CountRange::exactly(audited)),
            audited_wrong: Some(CountRange::exactly(found)),
            reversed_without_appeal: None,
            ..exact(all, appealed, reversed, 0)
        };
        let audits = audits(&counts, &options);
        assert!(audits[1].assumptions.contains(&Assumption::RereviewError));
        audits[1].fdr.confidence()
    };
    for wrong_appealed in 0..=appealed {
        for wrong_others in 0..=pool {
            let truth = real(wrong_appealed + wrong_others) / real(all);
            let draw = Draw::new(wrong_others, pool - wrong_others, audited).unwrap();
            let mut covered = 0.0;
            for reversed in 0..=appealed {
                let chance = reversals(wrong_appealed, appealed - wrong_appealed, reversed, s, f);
                for found in 0..=audited {
                    let holds = limits(reversed, found)
                        .is_some_and(|l| l.lower() <= truth + 1e-12 && truth <= l.upper() + 1e-12);
                    covered += if holds { chance * draw.probability(found) } else { 0.0 };
                }
            }
            assert!(covered >= level - 1e-9, "{covered}: {wrong_appealed} and {wrong_others}");
        }
    }
}

/// The chance that so many are reversed of so many wrong and right ones.
pub(super) fn reversals(wrong: u64, right: u64, reversed: u64, s: f64, f: f64) -> f64 {
    let of_wrong = |k: u64| binomial_probability(k, wrong, Share::new(s));
    let of_right = |k: u64| binomial_probability(k, right, Share::new(f));
    let found = (0..=reversed.min(wrong)).filter(|found| reversed - found <= right);
    found.map(|found| of_wrong(found) * of_right(reversed - found)).sum()
}

/// By hand: (45 + 6 + 11 694 · 30/1000) / 12 000 = 0.033 485. With scipy 1.17, the `K` with
/// `hypergeom.sf(29, 11694, K, 1000) > 0.025` and `hypergeom.cdf(30, 11694, K, 1000) > 0.025` run from
/// 243 to 491, so that the limits are 294 and 542 of 12 000.
#[test]
fn a_worked_audit() {
    let counts = Counts {
        audited: Some(CountRange::exactly(1_000)),
        audited_wrong: Some(CountRange::exactly(30)),
        ..exact(12_000, 300, 45, 6)
    };
    let audit = &audits(&counts, &LadderOptions::default())[0];
    let (lower, upper) = audit.fdr.ends().unwrap();
    assert!((lower - 0.033_485).abs() < 1e-12 && audit.fdr.status() == Status::Point);
    assert!((upper - lower).abs() < 1e-15);
    let limits = audit.fdr.confidence().unwrap();
    assert!((limits.lower() * 12_000.0 - 294.0).abs() < 1e-9, "{limits:?}");
    assert!((limits.upper() * 12_000.0 - 542.0).abs() < 1e-9, "{limits:?}");
}

#[test]
fn audits_that_settle_it_say_nothing_or_cannot_be() {
    let audit = |audited, found| {
        let counts = Counts {
            audited: Some(CountRange::exactly(audited)),
            audited_wrong: Some(CountRange::exactly(found)),
            ..exact(20, 4, 1, 2)
        };
        audits(&counts, &LadderOptions::default()).first().map(|audit| audit.fdr)
    };
    // All 14 others: (1 + 2 + 5) / 20, with nothing left to chance.
    let whole = audit(14, 5).unwrap();
    assert_eq!(whole.ends(), Some((0.4, 0.4)));
    let limits = whole.confidence().unwrap();
    assert!((limits.lower() - 0.4).abs() < 1e-15 && (limits.upper() - 0.4).abs() < 1e-15);
    assert_eq!(audit(0, 0), None);
    assert_eq!(audit(15, 5), None, "more than there are");
    assert_eq!(audit(4, 5), None, "more wrong than audited");
}
