//! Every rung of the ladder against every hidden truth of small figures.
//!
//! For each small disclosure, all truths are enumerated that its figures allow, rounding included;
//! the rates under those that satisfy a rung's assumptions must all lie in its set, and its ends
//! must be attained up to rounding inward to a whole count.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use baserate::identification::{
    Counts, IdentifiedSet, KappaRange, LadderOptions, MissedAtMost, Rung, RungResult, Status,
    ladder,
};
use baserate::quantity::{CountRange, real};

/// The least and the greatest rate among the truths, and how far ends may be from them: what one
/// whole count makes.
#[derive(Clone, Copy, Debug, Default)]
struct Attained {
    range: Option<(f64, f64)>,
    step: f64,
}

impl Attained {
    fn add(&mut self, events: u64, trials: u64) {
        if trials == 0 {
            return;
        }
        let rate = real(events) / real(trials);
        self.step = self.step.max(1.0 / real(trials));
        self.range = match self.range {
            None => Some((rate, rate)),
            Some((low, high)) => Some((low.min(rate), high.max(rate))),
        };
    }

    fn check(&self, set: &IdentifiedSet, sharp: bool, what: &str) {
        match (self.range, set.ends()) {
            (None, None) => {}
            (Some((low, high)), Some((lower, upper))) => {
                let slack = 1e-9;
                assert!(
                    lower <= low + slack && high <= upper + slack,
                    "{what}: truths from {low} to {high} outside {lower} to {upper}"
                );
                // Two whole counts: one by rounding an end inward, one where no whole count fits κ.
                let step = if sharp { slack } else { 2.0 * self.step + slack };
                assert!(
                    low - lower < step && upper - high < step,
                    "{what}: truths from {low} to {high} do not fill {lower} to {upper}"
                );
            }
            // κ can be so narrow that no whole count satisfies it.
            (None, Some((lower, upper))) if !sharp => {
                assert!(upper - lower < 1.0, "{what}: no truth in {lower} to {upper}");
            }
            (found, expected) => panic!("{what}: truths {found:?}, set {expected:?}"),
        }
    }
}

fn range(low: u64, high: u64) -> CountRange {
    CountRange::new(low, Some(high)).unwrap()
}

fn each(range: CountRange) -> std::ops::RangeInclusive<u64> {
    range.low()..=range.high().unwrap()
}

fn find(rungs: &[RungResult], rung: Rung) -> &RungResult {
    rungs.iter().find(|result| result.rung == rung).unwrap()
}

/// A range of κ as fractions, so that it can be compared exactly.
#[derive(Clone, Copy)]
struct Kappa {
    low: (u64, u64),
    high: (u64, u64),
}

/// Whether `reversed` and `elsewhere`, the wrong ones among the unappealed, give a κ within `kappa`; a κ of 0/0 is any.
fn allows(kappa: Kappa, all: u64, appealed: u64, reversed: u64, elsewhere: u64) -> bool {
    if appealed == 0 {
        return true;
    }
    let over = reversed * (all - appealed - elsewhere);
    let under = elsewhere * (appealed - reversed);
    kappa.low.0 * under <= over * kappa.low.1 && over * kappa.high.1 <= kappa.high.0 * under
}

fn appeals_case(all: CountRange, appealed: CountRange, reversed: CountRange, without: CountRange) {
    let kappas = [
        (Rung::AppealMore, Kappa { low: (1, 1), high: (1, 0) }, KappaRange::AT_LEAST_ONE),
        (Rung::AppealLess, Kappa { low: (0, 1), high: (1, 1) }, KappaRange::AT_MOST_ONE),
        (Rung::KappaKnown, Kappa { low: (1, 2), high: (3, 1) }, KappaRange::new(0.5, 3.0).unwrap()),
    ];
    let mut attained = [Attained::default(); 5];
    for (a_all, a_appealed, a_reversed, a_without) in points(all, appealed, reversed, without) {
        let rest = a_all - a_appealed;
        for elsewhere in a_without..=rest {
            attained[1].add(a_reversed + elsewhere, a_all);
            for (slot, (_, kappa, _)) in (2..).zip(kappas) {
                if allows(kappa, a_all, a_appealed, a_reversed, elsewhere) {
                    attained[slot].add(a_reversed + elsewhere, a_all);
                }
            }
            for upheld_wrong in 0..=(a_appealed - a_reversed) {
                attained[0].add(a_reversed + upheld_wrong + elsewhere, a_all);
            }
        }
    }
    let counts = Counts {
        actioned: Some(all),
        appealed: Some(appealed),
        reversed: Some(reversed),
        reversed_without_appeal: Some(without),
        ..Counts::default()
    };
    let options = LadderOptions { kappa: KappaRange::new(0.5, 3.0), ..LadderOptions::default() };
    let rungs = ladder(&counts, &counts, &options);
    let what = |rung: Rung| format!("rung {rung} of {counts:?}");
    if attained[0].range.is_none() {
        return;
    }
    attained[0].check(&find(&rungs, Rung::Reversals).fdr, true, &what(Rung::Reversals));
    attained[1].check(&find(&rungs, Rung::Appeals).fdr, true, &what(Rung::Appeals));
    for (slot, (rung, _, _)) in (2..).zip(kappas) {
        attained[slot].check(&find(&rungs, rung).fdr, false, &what(rung));
    }
}

fn points(
    all: CountRange,
    appealed: CountRange,
    reversed: CountRange,
    without: CountRange,
) -> Vec<(u64, u64, u64, u64)> {
    let mut points = Vec::new();
    for a_all in each(all).filter(|all| *all > 0) {
        for a_appealed in each(appealed) {
            for a_reversed in each(reversed).filter(|reversed| *reversed <= a_appealed) {
                for a_without in each(without).filter(|without| a_appealed + without <= a_all) {
                    points.push((a_all, a_appealed, a_reversed, a_without));
                }
            }
        }
    }
    points
}

#[test]
fn rungs_1_to_4_at_exact_figures() {
    for all in 1..=9 {
        for appealed in 0..=all {
            for reversed in 0..=appealed {
                for without in 0..=(all - appealed) {
                    let exact = CountRange::exactly;
                    appeals_case(exact(all), exact(appealed), exact(reversed), exact(without));
                }
            }
        }
    }
}

#[test]
fn rungs_1_to_4_with_rounding() {
    for (all, width) in [(4, 2), (7, 3), (9, 1)] {
        for appealed in 0..=all {
            for reversed in 0..=appealed {
                for without in 0..=2 {
                    appeals_case(
                        range(all, all + width),
                        range(appealed, appealed + 2),
                        range(reversed, reversed + 1),
                        range(without, without + 1),
                    );
                }
            }
        }
    }
}

#[test]
fn rungs_7_8_and_8_with_a_bound() {
    let bounds = [None, Some(MissedAtMost::Count(2))];
    for scanned in [range(6, 6), range(7, 9)] {
        for flagged in [range(0, 0), range(1, 1), range(3, 4), range(6, 6)] {
            for reviewed in [range(0, 0), range(1, 2), range(3, 3), range(6, 6)] {
                for rejected in [range(0, 0), range(1, 1), range(0, 2), range(3, 3)] {
                    for bound in bounds {
                        review_case(scanned, flagged, reviewed, rejected, bound);
                    }
                }
            }
        }
    }
}

#[derive(Default)]
struct Rates {
    fdr: Attained,
    fpr: Attained,
    recall: Attained,
    prevalence: Attained,
}

fn review_case(
    scanned: CountRange,
    flagged: CountRange,
    reviewed: CountRange,
    rejected: CountRange,
    bound: Option<MissedAtMost>,
) {
    let mut rates = Rates::default();
    for (flags, wrong) in wrong_flags(flagged, reviewed, rejected) {
        rates.fdr.add(wrong, flags);
        for all in each(scanned).filter(|all| *all >= flags) {
            let most = match bound {
                Some(MissedAtMost::Count(count)) => count.min(all - flags),
                _ => all - flags,
            };
            for missed in 0..=most {
                rates.fpr.add(wrong, wrong + all - flags - missed);
                rates.recall.add(flags - wrong, flags - wrong + missed);
                rates.prevalence.add(flags - wrong + missed, all);
            }
        }
    }
    let counts = Counts {
        scanned: Some(scanned),
        flagged: Some(flagged),
        reviewed: Some(reviewed),
        rejected: Some(rejected),
        ..Counts::default()
    };
    let options = LadderOptions { missed_at_most: bound, ..LadderOptions::default() };
    let rungs = ladder(&counts, &counts, &options);
    let what = |rate: &str| format!("{rate} of {counts:?} with {bound:?}");
    let Some(review) = rungs.iter().find(|result| result.rung == Rung::Review) else {
        assert!(rates.fdr.range.is_none(), "no rung 7 for {counts:?}");
        return;
    };
    rates.fdr.check(&review.fdr, true, &what("FDR"));
    let rung = if bound.is_some() { Rung::ScanBounded } else { Rung::Scan };
    let scan = find(&rungs, rung);
    for (rate, set, name) in [
        (&rates.fpr, &scan.fpr, "FPR"),
        (&rates.recall, &scan.recall, "recall"),
        (&rates.prevalence, &scan.prevalence, "prevalence"),
    ] {
        if rate.range.is_none() {
            assert_eq!(set.status(), Status::Unidentified, "{}", what(name));
        } else {
            rate.check(set, true, &what(name));
        }
    }
}

fn wrong_flags(flagged: CountRange, reviewed: CountRange, rejected: CountRange) -> Vec<(u64, u64)> {
    let mut truths = Vec::new();
    for flags in each(flagged) {
        for looked_at in each(reviewed).filter(|reviewed| *reviewed <= flags) {
            for found in each(rejected).filter(|rejected| *rejected <= looked_at) {
                truths.extend((0..=(flags - looked_at)).map(|unseen| (flags, found + unseen)));
            }
        }
    }
    truths
}

/// With N and rung 1 alone, the false positive rate has a floor and no ceiling.
#[test]
fn rung_1_gives_a_floor_of_the_false_positive_rate() {
    for (all, actioned, reversed) in [(10, 4, 1), (10, 4, 0), (12, 12, 3), (7, 1, 1)] {
        let counts = Counts {
            scanned: Some(CountRange::exactly(all)),
            actioned: Some(CountRange::exactly(actioned)),
            reversed: Some(CountRange::exactly(reversed)),
            ..Counts::default()
        };
        let mut fpr = Attained::default();
        for wrong in reversed..=actioned {
            for missed in 0..=(all - actioned) {
                fpr.add(wrong, wrong + all - actioned - missed);
            }
        }
        let rungs = ladder(&counts, &counts, &LadderOptions::default());
        fpr.check(&find(&rungs, Rung::Reversals).fpr, true, &format!("{counts:?}"));
        fpr.check(&find(&rungs, Rung::Scan).fpr, true, &format!("{counts:?}"));
    }
}

/// The test itself must be able to fail: a truth that breaks an assumption lies outside somewhere.
#[test]
fn a_broken_assumption_is_caught() {
    let counts = Counts {
        actioned: Some(CountRange::exactly(10)),
        appealed: Some(CountRange::exactly(4)),
        reversed: Some(CountRange::exactly(2)),
        ..Counts::default()
    };
    let rungs = ladder(&counts, &counts, &LadderOptions::default());
    let (_, upper) = find(&rungs, Rung::AppealMore).fdr.ends().unwrap();
    // Six of six unappealed wrong: the wronged appealed less, which rung 3 excludes.
    assert!(0.8 > upper);
}
