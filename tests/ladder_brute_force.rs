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

/// How closely truths must fill a set.
#[derive(Clone, Copy, PartialEq)]
enum Sharpness {
    /// From end to end.
    Exact,
    /// Up to whole counts, which a given κ need not hit.
    WholeCounts,
    /// Not at all: hardly any whole counts have exactly this κ.
    OuterOnly,
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

    fn check(&self, set: &IdentifiedSet, sharpness: Sharpness, what: &str) {
        match (self.range, set.ends()) {
            (None, None) => {}
            (Some((low, high)), Some((lower, upper))) => {
                let slack = 1e-9;
                assert!(
                    lower <= low + slack && high <= upper + slack,
                    "{what}: truths from {low} to {high} outside {lower} to {upper}"
                );
                // Two whole counts: one by rounding an end inward, one where no whole count fits κ.
                let step = match sharpness {
                    Sharpness::Exact => slack,
                    Sharpness::WholeCounts => 2.0 * self.step + slack,
                    Sharpness::OuterOnly => f64::INFINITY,
                };
                assert!(
                    low - lower < step && upper - high < step,
                    "{what}: truths from {low} to {high} do not fill {lower} to {upper}"
                );
            }
            // κ can be so narrow that no whole count satisfies it.
            (None, Some((lower, upper))) if sharpness != Sharpness::Exact => {
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

/// Whether `reversed` and `elsewhere`, the wrong ones among the unappealed, give a κ within `kappa`;
/// a κ of 0/0 is any.
fn allows(kappa: Kappa, all: u64, appealed: u64, reversed: u64, elsewhere: u64) -> bool {
    if appealed == 0 {
        return true;
    }
    let over = reversed * (all - appealed - elsewhere);
    let under = elsewhere * (appealed - reversed);
    kappa.low.0 * under <= over * kappa.low.1 && over * kappa.high.1 <= kappa.high.0 * under
}

/// The counts of one disclosure of appeals.
#[derive(Clone, Copy)]
struct Appeals {
    all: CountRange,
    appealed: CountRange,
    reversed: CountRange,
    undecided: CountRange,
    without: CountRange,
    /// Given, every appeal that was neither reversed nor undecided was upheld.
    upheld: Option<CountRange>,
}

fn appeals_case(case: Appeals) {
    let kappas =
        [((1, 2), (3, 1)), ((0, 1), (0, 1)), ((2, 1), (2, 1)), ((1, 3), (1, 0)), ((0, 1), (1, 2))];
    for (low, high) in kappas {
        appeals_case_with(case, Kappa { low, high });
    }
}

fn appeals_case_with(case: Appeals, kappa: Kappa) {
    let Appeals { all, appealed, reversed, undecided, without, upheld } = case;
    let real_kappa = |(over, under): (u64, u64)| {
        if under == 0 { f64::INFINITY } else { real(over) / real(under) }
    };
    let known = KappaRange::new(real_kappa(kappa.low), real_kappa(kappa.high));
    let kappas = [
        (Rung::AppealMore, Kappa { low: (1, 1), high: (1, 0) }, KappaRange::AT_LEAST_ONE),
        (Rung::AppealLess, Kappa { low: (0, 1), high: (1, 1) }, KappaRange::AT_MOST_ONE),
        (Rung::KappaKnown, kappa, known.unwrap()),
    ];
    let mut attained = [Attained::default(); 5];
    for (a_all, a_appealed, a_reversed, a_without) in points(all, appealed, reversed, without) {
        let rest = a_all - a_appealed;
        for elsewhere in a_without..=rest {
            for a_undecided in each(undecided).filter(|u| {
                let rest = a_appealed.checked_sub(a_reversed + u);
                rest.is_some_and(|rest| upheld.is_none_or(|upheld| each(upheld).contains(&rest)))
            }) {
                for open_wrong in 0..=a_undecided {
                    let found = a_reversed + open_wrong;
                    attained[1].add(found + elsewhere, a_all);
                    for (slot, (_, kappa, _)) in (2..).zip(kappas) {
                        if allows(kappa, a_all, a_appealed, found, elsewhere) {
                            attained[slot].add(found + elsewhere, a_all);
                        }
                    }
                }
            }
            let fits = |u: u64| {
                let rest = a_appealed.checked_sub(a_reversed + u);
                rest.is_some_and(|rest| upheld.is_none_or(|upheld| each(upheld).contains(&rest)))
            };
            if each(undecided).any(fits) {
                for upheld_wrong in 0..=(a_appealed - a_reversed) {
                    attained[0].add(a_reversed + upheld_wrong + elsewhere, a_all);
                }
            }
        }
    }
    let counts = Counts {
        actioned: Some(all),
        appealed: Some(appealed),
        reversed: Some(reversed),
        undecided: Some(undecided),
        upheld,
        reversed_without_appeal: Some(without),
        ..Counts::default()
    };
    let options = LadderOptions { kappa: known, ..LadderOptions::default() };
    let rungs = ladder(&counts, &counts, &options);
    let what = |rung: Rung| format!("rung {rung} with {known:?} of {counts:?}");
    if attained[0].range.is_none() {
        // With a number upheld, what fits pair by pair need not fit all together.
        let none = rungs.len() == 1 || upheld.is_some();
        assert!(none, "counts that cannot be have no rungs: {counts:?}");
        return;
    }
    // What is upheld bounds what was reversed, which rung 1 does not use.
    let plain = if upheld.is_some() { Sharpness::OuterOnly } else { Sharpness::Exact };
    attained[0].check(&find(&rungs, Rung::Reversals).fdr, plain, &what(Rung::Reversals));
    attained[1].check(&find(&rungs, Rung::Appeals).fdr, plain, &what(Rung::Appeals));
    for (slot, (rung, _, _)) in (2..).zip(kappas) {
        let point = kappa.low == kappa.high && kappa.low.0 > 0;
        let loose = undecided.high() > Some(0) || upheld.is_some();
        // With rounding, errors found without an appeal need not fit κ at every count.
        let exact = [all, appealed, reversed, without].iter().all(|range| range.is_exact());
        let unfit = without.high() > Some(0) && (!exact || upheld.is_some());
        let narrow = unfit || rung == Rung::KappaKnown && (point || loose);
        let sharpness = if narrow { Sharpness::OuterOnly } else { Sharpness::WholeCounts };
        attained[slot].check(&find(&rungs, rung).fdr, sharpness, &what(rung));
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
    for all in 1..=7 {
        for appealed in 0..=all {
            for reversed in 0..=appealed {
                for without in 0..=(all - appealed) {
                    for undecided in 0..=(appealed - reversed).min(2) {
                        let exact = CountRange::exactly;
                        appeals_case(Appeals {
                            all: exact(all),
                            appealed: exact(appealed),
                            reversed: exact(reversed),
                            undecided: exact(undecided),
                            without: exact(without),
                            upheld: None,
                        });
                    }
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
                    appeals_case(Appeals {
                        all: range(all, all + width),
                        appealed: range(appealed, appealed + 2),
                        reversed: range(reversed, reversed + 1),
                        undecided: CountRange::exactly(0),
                        without: range(without, without + 1),
                        upheld: None,
                    });
                }
            }
        }
    }
}

#[test]
fn rungs_7_8_and_8_with_a_bound() {
    let bounds = [None, Some(MissedAtMost::Count(2)), Some(MissedAtMost::Count(0))];
    let outcomes = [
        (Some(range(0, 0)), None),
        (Some(range(1, 1)), None),
        (Some(range(0, 2)), None),
        (None, Some(range(0, 1))),
        (None, Some(range(2, 2))),
        (Some(range(1, 1)), Some(range(1, 2))),
        (Some(range(0, 2)), Some(range(3, 3))),
    ];
    for scanned in [range(6, 6), range(7, 9), range(3, 6)] {
        for flagged in
            [Some(range(0, 0)), Some(range(1, 1)), Some(range(3, 4)), Some(range(5, 8)), None]
        {
            for reviewed in [range(0, 0), range(1, 2), range(3, 3), range(3, 5), range(6, 6)] {
                for (rejected, confirmed) in outcomes {
                    for bound in bounds {
                        review_case(
                            Review { scanned, flagged, reviewed, rejected, confirmed },
                            bound,
                        );
                    }
                }
            }
        }
    }
}

/// The counts of one disclosure of human review.
#[derive(Clone, Copy)]
struct Review {
    scanned: CountRange,
    flagged: Option<CountRange>,
    reviewed: CountRange,
    rejected: Option<CountRange>,
    confirmed: Option<CountRange>,
}

#[derive(Default)]
struct Rates {
    fdr: Attained,
    fpr: Attained,
    recall: Attained,
    prevalence: Attained,
}

fn review_case(case: Review, bound: Option<MissedAtMost>) {
    let mut rates = Rates::default();
    let most_scanned = case.scanned.high().unwrap();
    for (flags, wrong) in wrong_flags(case).into_iter().filter(|(flags, _)| *flags <= most_scanned)
    {
        rates.fdr.add(wrong, flags);
        for all in each(case.scanned).filter(|all| *all >= flags) {
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
        scanned: Some(case.scanned),
        flagged: case.flagged,
        reviewed: Some(case.reviewed),
        rejected: case.rejected,
        confirmed: case.confirmed,
        ..Counts::default()
    };
    let options = LadderOptions { missed_at_most: bound, ..LadderOptions::default() };
    let rungs = ladder(&counts, &counts, &options);
    let what = |rate: &str| format!("{rate} of {counts:?} with {bound:?}");
    let Some(review) = rungs.iter().find(|result| result.rung == Rung::Review) else {
        assert!(rates.fdr.range.is_none(), "no rung 7 for {counts:?}");
        return;
    };
    rates.fdr.check(&review.fdr, Sharpness::Exact, &what("FDR"));
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
            rate.check(set, Sharpness::Exact, &what(name));
        }
    }
}

/// Small numbers from a fixed sequence, so that every run draws the same.
struct Draws(u64);

impl Draws {
    /// A number from 0 to `most`.
    fn upto(&mut self, most: u64) -> u64 {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % (most + 1)
    }

    fn range(&mut self, most: u64) -> CountRange {
        let (low, width) = (self.upto(most), self.upto(3));
        range(low, low + width)
    }
}

#[test]
fn drawn_reviews() {
    let mut draws = Draws(1);
    for _ in 0..1_500 {
        let scanned = draws.range(8);
        let flagged = (draws.upto(3) > 0).then(|| draws.range(6));
        let reviewed = draws.range(5);
        let (rejected, confirmed) = match draws.upto(2) {
            0 => (Some(draws.range(4)), None),
            1 => (None, Some(draws.range(4))),
            _ => (Some(draws.range(3)), Some(draws.range(3))),
        };
        let bounds = [None, Some(MissedAtMost::Count(draws.upto(3)))];
        for bound in bounds {
            review_case(Review { scanned, flagged, reviewed, rejected, confirmed }, bound);
        }
    }
}

#[test]
fn drawn_appeals_with_upheld() {
    let mut draws = Draws(2);
    for _ in 0..1_500 {
        appeals_case(Appeals {
            all: draws.range(8),
            appealed: draws.range(6),
            reversed: draws.range(3),
            undecided: range(0, draws.upto(2)),
            without: draws.range(2),
            upheld: Some(draws.range(4)),
        });
    }
}

#[test]
fn drawn_appeals() {
    let mut draws = Draws(3);
    for _ in 0..1_500 {
        appeals_case(Appeals {
            all: draws.range(8),
            appealed: draws.range(6),
            reversed: draws.range(4),
            undecided: CountRange::exactly(0),
            without: draws.range(3),
            upheld: None,
        });
    }
}

/// Every number of flags with every number of wrong ones among them.
fn wrong_flags(case: Review) -> Vec<(u64, u64)> {
    let mut truths = Vec::new();
    for looked_at in each(case.reviewed) {
        let flags = case.flagged.unwrap_or(CountRange::exactly(looked_at));
        for flags in each(flags).filter(|flags| looked_at <= *flags) {
            for rejected in each(case.rejected.unwrap_or(range(0, looked_at))) {
                for confirmed in each(case.confirmed.unwrap_or(range(0, looked_at))) {
                    let both = case.rejected.is_some() && case.confirmed.is_some();
                    let sum = rejected + confirmed;
                    if sum > looked_at || (!both && sum != looked_at) {
                        continue;
                    }
                    truths.extend((rejected..=flags - confirmed).map(|wrong| (flags, wrong)));
                }
            }
        }
    }
    truths
}

/// Open figures against closed ones that are merely large: the sets must agree in the limit.
#[test]
fn open_figures_are_the_limit_of_large_ones() {
    let far = 1_000_000_000_000;
    for (scanned, flagged, bound) in [
        (CountRange::at_least(1000), range(10, 10), None),
        (CountRange::at_least(1000), range(10, 10), Some(MissedAtMost::Count(5))),
        (range(1000, 1000), CountRange::at_least(10), Some(MissedAtMost::Count(5))),
        (CountRange::at_least(1000), CountRange::at_least(10), Some(MissedAtMost::Count(5))),
    ] {
        let close =
            |open: CountRange| CountRange::new(open.low(), open.high().or(Some(far))).unwrap();
        let counts = |scanned, flagged| Counts {
            scanned: Some(scanned),
            flagged: Some(flagged),
            reviewed: Some(CountRange::exactly(10)),
            rejected: Some(CountRange::exactly(5)),
            ..Counts::default()
        };
        let options = LadderOptions { missed_at_most: bound, ..LadderOptions::default() };
        let open = counts(scanned, flagged);
        let closed = counts(close(scanned), close(flagged));
        let (open, closed) = (ladder(&open, &open, &options), ladder(&closed, &closed, &options));
        for (open, closed) in open.iter().zip(&closed) {
            let sets = |rung: &RungResult| [rung.fdr, rung.fpr, rung.recall, rung.prevalence];
            for (open, closed) in sets(open).into_iter().zip(sets(closed)) {
                let (a, b) = (open.ends().unwrap(), closed.ends().unwrap());
                assert!((a.0 - b.0).abs() < 1e-6 && (a.1 - b.1).abs() < 1e-6, "{a:?} and {b:?}");
            }
        }
    }
}

/// Actions and appeals that are both only bounded from below.
#[test]
fn open_appeals_leave_the_share_of_appeals_open() {
    let counts = Counts {
        actioned: Some(CountRange::at_least(1000)),
        appealed: Some(CountRange::at_least(100)),
        reversed: Some(CountRange::exactly(10)),
        ..Counts::default()
    };
    let rungs = ladder(&counts, &counts, &LadderOptions::default());
    assert_eq!(find(&rungs, Rung::AppealLess).fdr.ends(), Some((0.0, 1.0)));
    assert_eq!(find(&rungs, Rung::AppealMore).fdr.ends(), Some((0.0, 0.1)));
}

/// Without a number acted against, κ still bounds the share from one side.
#[test]
fn appeals_alone_give_one_end() {
    let counts = Counts {
        appealed: Some(CountRange::exactly(50)),
        reversed: Some(CountRange::exactly(4)),
        ..Counts::default()
    };
    let rungs = ladder(&counts, &counts, &LadderOptions::default());
    assert!(!rungs.iter().any(|rung| [Rung::Reversals, Rung::Appeals].contains(&rung.rung)));
    let ends = |rung| find(&rungs, rung).fdr.ends().unwrap();
    let near = |a: (f64, f64), b: (f64, f64)| (a.0 - b.0).abs() + (a.1 - b.1).abs() < 1e-12;
    assert!(near(ends(Rung::AppealMore), (0.0, 0.08)));
    assert!(near(ends(Rung::AppealLess), (0.08, 1.0)));
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
        fpr.check(&find(&rungs, Rung::Reversals).fpr, Sharpness::Exact, &format!("{counts:?}"));
        fpr.check(&find(&rungs, Rung::Scan).fpr, Sharpness::Exact, &format!("{counts:?}"));
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

fn review_ends(case: &Counts, rung: usize) -> Option<(f64, f64)> {
    let rungs = ladder(case, case, &LadderOptions::default());
    rungs.iter().filter(|result| result.rung == Rung::Review).nth(rung)?.fdr.ends()
}

/// Reviews that are only bounded: what is left of an unbounded number may be anything.
#[test]
fn open_reviews() {
    let at_least = |count| Some(CountRange::at_least(count));
    let exactly = |count| Some(CountRange::exactly(count));
    let confirmed_of_many =
        Counts { reviewed: at_least(100), confirmed: exactly(30), ..Counts::default() };
    assert_eq!(review_ends(&confirmed_of_many, 0), Some((0.7, 1.0)));
    let rejected_unbounded =
        Counts { rejected: at_least(40), confirmed: exactly(30), ..Counts::default() };
    assert_eq!(review_ends(&rejected_unbounded, 0), Some((40.0 / 70.0, 1.0)));
    let sample = Counts {
        flagged: at_least(1000),
        reviewed: at_least(100),
        rejected: exactly(40),
        ..Counts::default()
    };
    assert_eq!(review_ends(&sample, 1), Some((0.0, 0.4)));
    let few = Counts {
        scanned: exactly(1000),
        reviewed: Some(range(0, 100)),
        rejected: exactly(0),
        ..Counts::default()
    };
    let rungs = ladder(&few, &few, &LadderOptions::default());
    assert_eq!(find(&rungs, Rung::Scan).recall.ends(), Some((0.0, 1.0)));
}

/// The set at the printed figures is part of the set over all that they may stand for, and limits
/// never lie inside a set.
#[test]
fn printed_ends_and_limits_bracket_the_set() {
    let mut draws = Draws(4);
    for _ in 0..1_000 {
        let ranges: Vec<CountRange> = (0..8).map(|_| draws.range(9)).collect();
        let counts = |pick: fn(CountRange) -> CountRange| Counts {
            scanned: Some(pick(ranges[0])),
            flagged: Some(pick(ranges[1])),
            reviewed: Some(pick(ranges[2])),
            confirmed: Some(pick(ranges[3])),
            actioned: Some(pick(ranges[4])),
            appealed: Some(pick(ranges[5])),
            reversed: Some(pick(ranges[6])),
            reversed_without_appeal: Some(pick(ranges[7])),
            ..Counts::default()
        };
        let printed = counts(|range| CountRange::exactly(range.low()));
        let options = LadderOptions {
            kappa: KappaRange::new(0.0, 0.5),
            missed_at_most: Some(MissedAtMost::Count(draws.upto(3))),
            ..LadderOptions::default()
        };
        for rung in ladder(&counts(|range| range), &printed, &options) {
            for set in [rung.fdr, rung.fpr, rung.recall, rung.prevalence] {
                let Some((lower, upper)) = set.ends() else { continue };
                assert!(lower <= upper, "{rung:?}");
                if let Some((low, high)) = set.printed_ends() {
                    assert!(lower <= low + 1e-12 && high <= upper + 1e-12, "{rung:?}");
                }
                if let Some(limits) = set.confidence() {
                    assert!(limits.lower() <= lower && upper <= limits.upper(), "{rung:?}");
                }
            }
        }
    }
}
