//! Rung 5: every truth about appeals whose outcomes err.

use baserate::identification::{
    Assumption, Counts, KappaRange, LadderOptions, Rereview, RungResult, ShareRange, Status, ladder,
};
use baserate::quantity::{Confidence, CountRange, Probability, real};

use super::appeals::{Kappa, allows};
use super::audited::reversals;
use super::{Attained, Draws, Sharpness, each, range};

/// A range of shares as fractions, so that it can be compared exactly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Share {
    low: (u64, u64),
    high: (u64, u64),
}

impl Share {
    fn new(low: (u64, u64), high: (u64, u64)) -> Self {
        Self { low, high }
    }

    /// Whether `part` of `all` is such a share; of none, it always is.
    fn holds(self, part: u64, all: u64) -> bool {
        self.low.0 * all <= part * self.low.1 && part * self.high.1 <= self.high.0 * all
    }

    fn real(self) -> ShareRange {
        let share = |(part, all)| Probability::new(real(part) / real(all)).unwrap();
        ShareRange::new(share(self.low), share(self.high)).unwrap()
    }
}

/// What is said of appeals and of re-review.
#[derive(Clone, Copy, Debug)]
pub(super) struct Case {
    pub(super) all: CountRange,
    pub(super) appealed: CountRange,
    pub(super) reversed: CountRange,
    pub(super) undecided: CountRange,
    pub(super) without: CountRange,
    pub(super) upheld: Option<CountRange>,
    pub(super) sensitivity: Share,
    pub(super) false_reversal: Share,
}

impl Case {
    pub(super) fn counts(self) -> Counts {
        Counts {
            actioned: Some(self.all),
            appealed: Some(self.appealed),
            reversed: Some(self.reversed),
            undecided: Some(self.undecided),
            upheld: self.upheld,
            reversed_without_appeal: Some(self.without),
            ..Counts::default()
        }
    }

    pub(super) fn rereview(self) -> Rereview {
        Rereview::new(self.sensitivity.real(), self.false_reversal.real()).unwrap()
    }

    /// Calls `visit` with all actions, appeals, the wrong among these and the wrong among the others,
    /// for every truth.
    fn truths(self, mut visit: impl FnMut(u64, u64, u64, u64)) {
        for appealed in each(self.appealed) {
            let wrong = self.wrong_among(appealed);
            for all in each(self.all).filter(|all| *all > 0) {
                for without in each(self.without).filter(|w| appealed + w <= all) {
                    for elsewhere in without..=all - appealed {
                        for wrong in &wrong {
                            visit(all, appealed, *wrong, elsewhere);
                        }
                    }
                }
            }
        }
    }

    /// How many of so many appeals may have been about wrong decisions.
    pub(super) fn wrong_among(self, appealed: u64) -> Vec<u64> {
        let mut wrong: Vec<u64> = Vec::new();
        for undecided in each(self.undecided).filter(|u| *u <= appealed) {
            let decided = appealed - undecided;
            for found in (0..=decided).filter(|x| self.fits(decided, *x)) {
                wrong.extend(found..=found + undecided);
            }
        }
        wrong.sort_unstable();
        wrong.dedup();
        wrong
    }

    /// Whether re-review can have come to the figures with `wrong` of the `decided` appeals wrong.
    fn fits(self, decided: u64, wrong: u64) -> bool {
        let right = decided - wrong;
        each(self.reversed).filter(|reversed| *reversed <= decided).any(|reversed| {
            let upheld = decided - reversed;
            let fits = |found: u64| {
                found <= wrong
                    && reversed - found <= right
                    && self.sensitivity.holds(found, wrong)
                    && self.false_reversal.holds(reversed - found, right)
            };
            self.upheld.is_none_or(|range| each(range).contains(&upheld))
                && (0..=reversed).any(fits)
        })
    }

    fn check(self, kappa: Kappa, sharpness: Sharpness) {
        let kappas = [
            (Assumption::WrongedAppealMore, Kappa { low: (1, 1), high: (1, 0) }),
            (Assumption::WrongedAppealLess, Kappa { low: (0, 1), high: (1, 1) }),
            (Assumption::KappaKnown, kappa),
        ];
        let mut attained = [Attained::default(); 4];
        self.truths(|all, appealed, wrong, elsewhere| {
            attained[0].add(wrong + elsewhere, all);
            for (slot, (_, kappa)) in (1..).zip(kappas) {
                if allows(kappa, all, appealed, wrong, elsewhere) {
                    attained[slot].add(wrong + elsewhere, all);
                }
            }
        });
        let options = LadderOptions {
            kappa: Some(kappa.real()),
            rereview: Some(self.rereview()),
            ..LadderOptions::default()
        };
        let counts = self.counts();
        let rungs = ladder(&counts, &counts, &options);
        let what = |name: &str| format!("{name} with {kappa:?} of {self:?}");
        let Some(outcomes) = erring(&rungs, None) else {
            assert!(attained[0].range.is_none(), "{}", what("no rung 5"));
            return;
        };
        // Hardly any whole counts have exactly such shares.
        let check = |attained: &Attained, result: &RungResult, sharpness, name: &str| {
            if attained.range.is_some() || sharpness != Sharpness::OuterOnly {
                attained.check(&result.fdr, sharpness, &what(name));
            }
        };
        check(&attained[0], outcomes, sharpness, "rung 5");
        for (slot, (assumption, _)) in (1..).zip(kappas) {
            let result = erring(&rungs, Some(assumption)).unwrap();
            // One whole count more or less among few appeals moves what κ allows by many others.
            check(&attained[slot], result, Sharpness::OuterOnly, assumption.word());
        }
    }
}

/// Rung 5 with `added`, or with nothing but the outcomes of appeals.
fn erring(rungs: &[RungResult], added: Option<Assumption>) -> Option<&RungResult> {
    let plain = [Assumption::RereviewError, Assumption::UnappealedReversalsCorrect];
    rungs.iter().find(|rung| {
        rung.rung.word() == "5"
            && match added {
                Some(added) => rung.assumptions.contains(&added),
                None => rung.assumptions.iter().all(|assumption| plain.contains(assumption)),
            }
    })
}

const KAPPAS: [Kappa; 4] = [
    Kappa { low: (1, 2), high: (3, 1) },
    Kappa { low: (0, 1), high: (1, 2) },
    Kappa { low: (2, 1), high: (2, 1) },
    Kappa { low: (1, 3), high: (1, 0) },
];

/// Shares `s` and `f` of re-review.
pub(super) fn errors() -> Vec<(Share, Share)> {
    let point = |part, all| Share::new((part, all), (part, all));
    vec![
        (point(1, 1), point(0, 1)),
        (point(1, 2), point(0, 1)),
        (point(2, 3), point(1, 4)),
        (Share::new((1, 2), (1, 1)), Share::new((0, 1), (1, 3))),
        (Share::new((2, 3), (3, 4)), Share::new((1, 5), (2, 5))),
        (Share::new((3, 4), (1, 1)), Share::new((0, 1), (0, 1))),
        (point(1, 1), Share::new((0, 1), (1, 2))),
    ]
}

/// Whole counts have shares in wide ranges only.
pub(super) fn sharpness(sensitivity: Share, false_reversal: Share) -> Sharpness {
    let wide = |share: Share| {
        let (low, high) = (share.low, share.high);
        3 * (high.0 * low.1 - low.0 * high.1) >= high.1 * low.1
    };
    let both = wide(sensitivity) && wide(false_reversal);
    if both { Sharpness::WholeCounts } else { Sharpness::OuterOnly }
}

#[test]
fn rung_5_at_exact_figures() {
    let exact = CountRange::exactly;
    for (sensitivity, false_reversal) in errors() {
        for all in 1..=7 {
            for appealed in 0..=all {
                for reversed in 0..=appealed {
                    for without in 0..=(all - appealed).min(2) {
                        for undecided in 0..=(appealed - reversed).min(2) {
                            let case = Case {
                                all: exact(all),
                                appealed: exact(appealed),
                                reversed: exact(reversed),
                                undecided: exact(undecided),
                                without: exact(without),
                                upheld: None,
                                sensitivity,
                                false_reversal,
                            };
                            case.check(KAPPAS[0], sharpness(sensitivity, false_reversal));
                            case.check(KAPPAS[1], Sharpness::OuterOnly);
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn drawn_figures_with_erring_outcomes() {
    let mut draws = Draws(5);
    for round in 0..3_000 {
        let errors = errors();
        let (sensitivity, false_reversal) = errors[round % errors.len()];
        let case = Case {
            all: draws.range(9),
            appealed: draws.range(7),
            reversed: draws.range(4),
            undecided: range(0, draws.upto(2)),
            without: draws.range(2),
            upheld: (draws.upto(2) == 0).then(|| draws.range(4)),
            sensitivity,
            false_reversal,
        };
        case.check(KAPPAS[round % KAPPAS.len()], Sharpness::OuterOnly);
    }
}

/// Re-review that never errs gives rungs 2, 3, 3' and 4.
#[test]
fn without_errors_it_is_the_rungs_below() {
    let mut draws = Draws(6);
    let mut compared = 0;
    for _ in 0..2_000 {
        let counts = Counts {
            actioned: Some(draws.range(40)),
            appealed: Some(draws.range(20)),
            reversed: Some(draws.range(6)),
            undecided: Some(range(0, draws.upto(2))),
            upheld: (draws.upto(1) == 0).then(|| draws.range(6)),
            reversed_without_appeal: Some(CountRange::exactly(draws.upto(2))),
            ..Counts::default()
        };
        let options = LadderOptions {
            kappa: KappaRange::new(0.5, 3.0),
            rereview: exact_shares(1.0, 0.0),
            ..LadderOptions::default()
        };
        let rungs = ladder(&counts, &counts, &options);
        let added = [
            ("2", None),
            ("3", Some(Assumption::WrongedAppealMore)),
            ("3'", Some(Assumption::WrongedAppealLess)),
            ("4", Some(Assumption::KappaKnown)),
        ];
        for (name, added) in added {
            let Some(plain) = rungs.iter().find(|rung| rung.rung.word() == name) else { continue };
            let erring = erring(&rungs, added).unwrap();
            let (one, other) = (plain.fdr.ends(), erring.fdr.ends());
            let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
            let same = match (one, other) {
                (Some(one), Some(other)) => near(one.0, other.0) && near(one.1, other.1),
                (one, other) => one == other,
            };
            assert!(same, "rung {name}: {one:?} and {other:?} of {counts:?}");
            compared += 1;
        }
    }
    assert!(compared > 2_000, "{compared}");
}

/// Re-review with exactly these shares.
pub(super) fn exact_shares(s: f64, f: f64) -> Option<Rereview> {
    let point = |share: f64| {
        let share = Probability::new(share).unwrap();
        ShareRange::new(share, share).unwrap()
    };
    Rereview::new(point(s), point(f))
}

/// Where `s` and `f` are probabilities: every number of wrong appeals, with the chance of every number
/// reversed. The limits hold for the least and the greatest share wrong that the others allow.
#[test]
fn limits_hold_as_often_as_they_say() {
    let (all, appealed) = (30_u64, 17_u64);
    for (s, f) in [(1.0, 0.0), (0.9, 0.0), (0.75, 0.125), (0.6, 0.4), (1.0, 0.3)] {
        for level in [0.5, 0.8, 0.95] {
            let options = LadderOptions {
                rereview: exact_shares(s, f),
                confidence: Confidence::new(level).unwrap(),
                ..LadderOptions::default()
            };
            let limits: Vec<_> = (0..=appealed)
                .map(|reversed| {
                    let counts = Counts {
                        actioned: Some(CountRange::exactly(all)),
                        appealed: Some(CountRange::exactly(appealed)),
                        reversed: Some(CountRange::exactly(reversed)),
                        ..Counts::default()
                    };
                    let rungs = ladder(&counts, &counts, &options);
                    erring(&rungs, None).unwrap().fdr.confidence()
                })
                .collect();
            for wrong in 0..=appealed {
                let least = real(wrong) / real(all);
                let most = real(wrong + all - appealed) / real(all);
                let holds = |reversed: &u64| {
                    let limits = limits[usize::try_from(*reversed).unwrap()];
                    limits.is_some_and(|l| l.lower() <= least + 1e-12 && most <= l.upper() + 1e-12)
                };
                let chance = |reversed| reversals(wrong, appealed - wrong, reversed, s, f);
                let covered: f64 = (0..=appealed).filter(holds).map(chance).sum();
                assert!(covered >= level - 1e-9, "{covered} of {level}: {wrong} wrong, {s}, {f}");
            }
        }
    }
}

/// By hand: of 300 appeals 45 were reversed; with s = 0.8 and f = 0.05 that is (45 − 15)/0.75 = 40 wrong
/// ones. Of 12 000, 6 were reversed without an appeal: 46 at the least, 11 700 + 40 at the most; κ = 2
/// gives 40 + 11 700·40/(40 + 2·260).
#[test]
fn a_worked_re_review() {
    let counts = Counts {
        actioned: Some(CountRange::exactly(12_000)),
        appealed: Some(CountRange::exactly(300)),
        reversed: Some(CountRange::exactly(45)),
        reversed_without_appeal: Some(CountRange::exactly(6)),
        ..Counts::default()
    };
    let options = LadderOptions {
        kappa: KappaRange::new(2.0, 2.0),
        rereview: exact_shares(0.8, 0.05),
        ..LadderOptions::default()
    };
    let rungs = ladder(&counts, &counts, &options);
    for (added, low, high) in [
        (None, 46.0, 11_740.0),
        (Some(Assumption::WrongedAppealMore), 46.0, 12_000.0 * 40.0 / 300.0),
        (Some(Assumption::WrongedAppealLess), 12_000.0 * 40.0 / 300.0, 11_740.0),
        (Some(Assumption::KappaKnown), 40.0 + 468_000.0 / 560.0, 40.0 + 468_000.0 / 560.0),
    ] {
        let (lower, upper) = erring(&rungs, added).unwrap().fdr.ends().unwrap();
        assert!((lower * 12_000.0 / low - 1.0).abs() < 1e-12, "{added:?}: {lower}");
        assert!((upper * 12_000.0 / high - 1.0).abs() < 1e-12, "{added:?}: {upper}");
    }
}

/// 45 of 300 reversed are fewer than a re-review makes that reverses a fifth of the right decisions, and
/// more than one that finds a tenth of the wrong ones.
#[test]
fn shares_that_the_figures_refute() {
    let counts = Counts {
        actioned: Some(CountRange::exactly(12_000)),
        appealed: Some(CountRange::exactly(300)),
        reversed: Some(CountRange::exactly(45)),
        ..Counts::default()
    };
    for (s, f) in [(0.9, 0.2), (0.1, 0.0)] {
        let options = LadderOptions { rereview: exact_shares(s, f), ..LadderOptions::default() };
        let rungs = ladder(&counts, &counts, &options);
        assert_eq!(erring(&rungs, None).unwrap().fdr.status(), Status::Empty);
    }
    // As a probability, a share of 17 % may be behind 15 %.
    let options = LadderOptions { rereview: exact_shares(0.9, 0.17), ..LadderOptions::default() };
    let rungs = ladder(&counts, &counts, &options);
    let outcomes = erring(&rungs, None).unwrap();
    assert_eq!(outcomes.fdr.ends(), None);
    assert!(outcomes.fdr.confidence().is_some());
}
