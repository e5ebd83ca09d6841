//! Rungs 1 to 4: every truth about appeals.

use baserate::identification::{Counts, KappaRange, LadderOptions, Rung, ladder};
use baserate::quantity::{CountRange, real};

use super::{Attained, Draws, Sharpness, each, find, range};

/// A range of κ as fractions, so that it can be compared exactly.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kappa {
    pub(super) low: (u64, u64),
    pub(super) high: (u64, u64),
}

impl Kappa {
    pub(super) fn real(self) -> KappaRange {
        let real = |(over, under): (u64, u64)| {
            if under == 0 { f64::INFINITY } else { real(over) / real(under) }
        };
        KappaRange::new(real(self.low), real(self.high)).unwrap()
    }
}

/// Whether `reversed` and `elsewhere`, the wrong ones among the unappealed, give a κ within `kappa`;
/// a κ of 0/0 is any.
pub(super) fn allows(kappa: Kappa, all: u64, appealed: u64, reversed: u64, elsewhere: u64) -> bool {
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
    let known = kappa.real();
    let kappas = [
        (Rung::AppealMore, Kappa { low: (1, 1), high: (1, 0) }, KappaRange::AT_LEAST_ONE),
        (Rung::AppealLess, Kappa { low: (0, 1), high: (1, 1) }, KappaRange::AT_MOST_ONE),
        (Rung::KappaKnown, kappa, known),
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
    let options = LadderOptions { kappa: Some(known), ..LadderOptions::default() };
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
