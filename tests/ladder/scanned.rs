//! Rungs 8 and 8' on rungs 1 to 5: every truth about actions among all that was scanned.

use baserate::identification::{
    Assumption, Counts, LadderOptions, MissedAtMost, Rung, RungResult, Status, ladder,
};
use baserate::quantity::CountRange;

use super::appeals::{Kappa, allows};
use super::rereview::exact_shares;
use super::{Attained, Draws, Sharpness, each};

/// What is said of actions and appeals among all that was scanned.
#[derive(Clone, Copy, Debug)]
struct Case {
    scanned: CountRange,
    all: CountRange,
    appealed: CountRange,
    reversed: CountRange,
    without: CountRange,
}

/// One truth of a case: the actions, the appeals, those reversed, the wrong among the appeals and all the
/// wrong ones.
#[derive(Clone, Copy)]
struct Truth {
    scanned: u64,
    all: u64,
    appealed: u64,
    reversed: u64,
    wrong_appealed: u64,
    wrong: u64,
}

impl Case {
    fn truths(self) -> Vec<Truth> {
        let mut truths = Vec::new();
        for scanned in each(self.scanned) {
            for all in each(self.all).filter(|all| (1..=scanned).contains(all)) {
                for appealed in each(self.appealed) {
                    for without in each(self.without).filter(|w| appealed + w <= all) {
                        for reversed in each(self.reversed).filter(|r| *r <= appealed) {
                            for wrong_appealed in 0..=appealed {
                                for others in without..=all - appealed {
                                    let wrong = wrong_appealed + others;
                                    truths.push(Truth {
                                        scanned,
                                        all,
                                        appealed,
                                        reversed,
                                        wrong_appealed,
                                        wrong,
                                    });
                                }
                            }
                        }
                    }
                }
            }
        }
        truths
    }

    fn counts(self) -> Counts {
        Counts {
            scanned: Some(self.scanned),
            actioned: Some(self.all),
            appealed: Some(self.appealed),
            reversed: Some(self.reversed),
            reversed_without_appeal: Some(self.without),
            ..Counts::default()
        }
    }
}

/// `s = 3/4` and `f = 1/4`, as they are in [`holds`].
const SHARES: (f64, f64) = (0.75, 0.25);
const KAPPA: Kappa = Kappa { low: (1, 3), high: (2, 1) };

fn holds(assumption: Assumption, truth: &Truth) -> bool {
    let Truth { all, appealed, reversed, wrong_appealed, wrong, .. } = *truth;
    let kappa = |kappa| allows(kappa, all, appealed, wrong_appealed, wrong - wrong_appealed);
    match assumption {
        Assumption::ReversalsCorrect => wrong_appealed >= reversed,
        Assumption::UpheldCorrect => wrong_appealed <= reversed,
        Assumption::WrongedAppealMore => kappa(Kappa { low: (1, 1), high: (1, 0) }),
        Assumption::WrongedAppealLess => kappa(Kappa { low: (0, 1), high: (1, 1) }),
        Assumption::KappaKnown => kappa(KAPPA),
        // 3/4 of the wrong appeals and 1/4 of the others are whole numbers, and those reversed.
        Assumption::RereviewError => {
            let right = appealed - wrong_appealed;
            let whole = (3 * wrong_appealed) % 4 == 0 && right % 4 == 0;
            whole && (3 * wrong_appealed + right) == 4 * reversed
        }
        Assumption::UnappealedReversalsCorrect | Assumption::MissedAtMost => true,
        other => panic!("{other} is not assumed here"),
    }
}

/// The true rates under the assumptions of `rung`, with at most so many missed.
fn attained(truths: &[Truth], rung: &RungResult, missed: u64) -> [Attained; 3] {
    let mut rates = [Attained::default(); 3];
    let all_hold = |truth: &&Truth| rung.assumptions.iter().all(|each| holds(*each, truth));
    for truth in truths.iter().filter(all_hold) {
        let (right, rest) = (truth.all - truth.wrong, truth.scanned - truth.all);
        for missed in 0..=missed.min(rest) {
            rates[0].add(truth.wrong, truth.wrong + rest - missed);
            rates[1].add(right, right + missed);
            rates[2].add(right + missed, truth.scanned);
        }
    }
    rates
}

fn check(case: Case, bound: u64) -> usize {
    let options = LadderOptions {
        kappa: Some(KAPPA.real()),
        rereview: exact_shares(SHARES.0, SHARES.1),
        missed_at_most: Some(MissedAtMost::Count(bound)),
        ..LadderOptions::default()
    };
    let counts = case.counts();
    let truths = case.truths();
    let mut checked = 0;
    for rung in ladder(&counts, &counts, &options) {
        let (missed, floor) = match rung.rung {
            Rung::Scan => (u64::MAX, false),
            Rung::ScanBounded => (bound, false),
            Rung::Nothing => continue,
            _ => (u64::MAX, true),
        };
        let [fpr, recall, prevalence] = attained(&truths, &rung, missed);
        for (rate, set, name) in [
            (fpr, rung.fpr, "FPR"),
            (recall, rung.recall, "recall"),
            (prevalence, rung.prevalence, "prevalence"),
        ] {
            if rate.range.is_none() || (floor && set.status() == Status::Unidentified) {
                continue;
            }
            // Rungs 1 and 2 are sharp at exact figures; whole numbers need not have a given κ, s or f.
            let plain = rung.assumptions.iter().all(|assumption| {
                use Assumption::{MissedAtMost, ReversalsCorrect, UpheldCorrect};
                [ReversalsCorrect, UpheldCorrect, MissedAtMost].contains(assumption)
            });
            let sharp = plain && !floor;
            let sharpness = if sharp { Sharpness::Exact } else { Sharpness::OuterOnly };
            let what = format!("{name} of rung {} {:?} of {case:?}", rung.rung, rung.assumptions);
            rate.check(&set, sharpness, &what);
            checked += 1;
        }
    }
    checked
}

#[test]
fn rungs_8_on_the_rungs_below_at_exact_figures() {
    let exact = CountRange::exactly;
    let mut checked = 0;
    for scanned in 6..=9 {
        for all in 1..=6 {
            for appealed in 0..=all {
                for reversed in 0..=appealed {
                    for without in 0..=(all - appealed).min(2) {
                        let case = Case {
                            scanned: exact(scanned),
                            all: exact(all),
                            appealed: exact(appealed),
                            reversed: exact(reversed),
                            without: exact(without),
                        };
                        checked += check(case, 2);
                    }
                }
            }
        }
    }
    assert!(checked > 5_000, "{checked}");
}

#[test]
fn rungs_8_on_the_rungs_below_with_rounding() {
    let mut draws = Draws(9);
    let mut checked = 0;
    for _ in 0..400 {
        let case = Case {
            scanned: draws.range(9),
            all: draws.range(7),
            appealed: draws.range(5),
            reversed: draws.range(3),
            without: draws.range(2),
        };
        checked += check(case, draws.upto(3));
    }
    assert!(checked > 5_000, "{checked}");
}
