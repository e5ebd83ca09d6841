//! Identified sets against the truth of every behaviour.

use std::collections::BTreeMap;

use baserate::identification::{
    Assumption, IdentifiedSet, KappaRange, LadderOptions, MissedAtMost, Population, Rereview, Rung,
    RungResult, ShareRange,
};
use baserate::simulation::funnel::{Funnel, FunnelTruth, TrueRatio};

use crate::behaviours::{ALL, behaviour};
use crate::{rungs, share};

/// Whether the counts that were drawn satisfy an assumption; `None` where that is not a matter of the
/// counts.
fn holds(assumption: Assumption, funnel: &Funnel, options: &LadderOptions) -> Option<bool> {
    let (review, appeals) = (&funnel.review, &funnel.appeals);
    let within = |range: KappaRange| {
        // κ is undefined where an assumption about it asks nothing.
        let kappa = funnel.truth().kappa.value();
        kappa.is_none_or(|kappa| range.low() <= kappa && kappa <= range.high())
    };
    Some(match assumption {
        Assumption::ReversalsCorrect => {
            appeals.reversed.violating == 0 && funnel.reversed_without_appeal.violating == 0
        }
        Assumption::UpheldCorrect => appeals.upheld.innocent == 0,
        Assumption::WrongedAppealMore => within(KappaRange::AT_LEAST_ONE),
        Assumption::WrongedAppealLess => within(KappaRange::AT_MOST_ONE),
        Assumption::KappaKnown => within(options.kappa.unwrap()),
        Assumption::ReviewCorrect => {
            review.rejected.violating == 0 && review.confirmed.innocent == 0
        }
        Assumption::AllFlagsActioned => funnel.actioned == funnel.flagged,
        Assumption::AllFlagsReviewed => review.reviewed == funnel.flagged,
        Assumption::RereviewError => {
            let (truth, given) = (funnel.truth(), options.rereview.unwrap());
            let within = |range: ShareRange, ratio: TrueRatio| {
                // A share of none is any.
                ratio.value().is_none_or(|share| range.low() <= share && share <= range.high())
            };
            within(given.sensitivity(), truth.rereview_sensitivity)
                && within(given.false_reversal(), truth.false_reversal)
        }
        Assumption::UnappealedReversalsCorrect => funnel.reversed_without_appeal.violating == 0,
        Assumption::MissedAtMost => match options.missed_at_most.unwrap() {
            MissedAtMost::Count(count) => missed(funnel) <= count,
            MissedAtMost::Share(_) => panic!("bounds are counts here"),
        },
        // A sample says nothing certain: its limits are tested by how often they cover.
        Assumption::ReviewedAtRandom
        | Assumption::AuditRandom
        | Assumption::UnflaggedAuditRandom => return None,
        Assumption::PartOfWhole | Assumption::OneUnitPerDecision => {
            panic!("no figures of other cases are used")
        }
    })
}

/// Violating items without an action; those without a flag are no more.
fn missed(funnel: &Funnel) -> u64 {
    funnel.scanned.violating - funnel.actioned.violating
}

/// The true rates that a rung is about: of flags where they were reviewed, else of actions.
fn truths<'a>(
    rung: &'a RungResult,
    truth: &FunnelTruth,
) -> [(&'static str, &'a IdentifiedSet, TrueRatio); 4] {
    let reviewed = rung.assumptions.contains(&Assumption::ReviewCorrect);
    let of = if reviewed { truth.flags } else { truth.actions };
    let fdr = match rung.fdr.of() {
        Population::Flags => truth.flags.fdr,
        _ => truth.actions.fdr,
    };
    [
        ("FDR", &rung.fdr, fdr),
        ("FPR", &rung.fpr, of.fpr),
        ("recall", &rung.recall, of.recall),
        ("prevalence", &rung.prevalence, truth.prevalence),
    ]
}

/// Whether `set` has the true rate; where that is undefined, any set does.
fn has(set: &IdentifiedSet, truth: TrueRatio) -> bool {
    let Some(rate) = truth.value() else { return true };
    set.ends().is_some_and(|(lower, upper)| {
        let slack = 1e-9 * rate;
        lower <= rate + slack && rate - slack <= upper
    })
}

/// Re-review with the shares of the wrong and of the right decisions that it reversed; none where it does
/// not tell them apart.
fn rereview(funnel: &Funnel) -> Option<Rereview> {
    let truth = funnel.truth();
    let point = |ratio: TrueRatio, otherwise| {
        let share = share(ratio.value().unwrap_or(otherwise));
        ShareRange::new(share, share)
    };
    Rereview::new(point(truth.rereview_sensitivity, 1.0)?, point(truth.false_reversal, 0.0)?)
}

/// Assumptions with the numbers that hold: κ, the misses and the errors of re-review as drawn.
pub(crate) fn as_drawn(funnel: &Funnel) -> LadderOptions {
    let kappa = match funnel.truth().kappa.value() {
        Some(kappa) if kappa.is_finite() => KappaRange::new(kappa, kappa),
        _ => KappaRange::new(2.0, f64::INFINITY),
    };
    LadderOptions {
        kappa,
        rereview: rereview(funnel),
        missed_at_most: Some(MissedAtMost::Count(missed(funnel))),
        ..LadderOptions::default()
    }
}

/// How often each rung was checked, and how often an assumption that alone was broken was caught.
#[derive(Default)]
struct Tally {
    checked: BTreeMap<Rung, u64>,
    caught: BTreeMap<Assumption, u64>,
}

impl Tally {
    /// Checks one rung, unless its assumptions are not a matter of the counts.
    fn add(&mut self, rung: &RungResult, funnel: &Funnel, options: &LadderOptions, what: &str) {
        let hold = rung.assumptions.iter().map(|one| Some((*one, holds(*one, funnel, options)?)));
        let Some(hold) = hold.collect::<Option<Vec<_>>>() else { return };
        let broken: Vec<_> = hold.iter().filter(|(_, holds)| !holds).map(|(one, _)| *one).collect();
        let truths = truths(rung, &funnel.truth());
        let outside = truths.iter().find(|(_, set, truth)| !has(set, *truth));
        match (&broken[..], outside) {
            ([], None) => *self.checked.entry(rung.rung).or_default() += 1,
            ([], Some((name, set, truth))) => {
                panic!("{what}: rung {} lacks {name} {truth:?}: {set:?}, {funnel:?}", rung.rung)
            }
            ([one], Some(_)) => *self.caught.entry(*one).or_default() += 1,
            _ => {}
        }
    }
}

/// Checks every fifth behaviour, from `first` on; each rung must have been checked, and each broken
/// assumption caught, at least so often.
fn check(first: usize) {
    let mut tally = Tally::default();
    for number in (first..ALL).step_by(PARTS) {
        let behaviour = behaviour(number);
        let funnel = behaviour.design.draw(20, number.try_into().unwrap());
        let known = as_drawn(&funnel);
        // Every tenth time with numbers that are wrong.
        let options = if (number / PARTS).is_multiple_of(10) { mistaken(known) } else { known };
        let what = format!("behaviour {number} with {options:?}");
        for rung in rungs(&behaviour.design, &funnel, &behaviour.disclosure, &options) {
            tally.add(&rung, &funnel, &options, &what);
        }
    }
    // What rests on audits is an estimate.
    let certain = Rung::ALL.iter().filter(|r| ![Rung::Audit, Rung::UnflaggedAudit].contains(r));
    for rung in certain {
        let checked = tally.checked.get(rung).copied().unwrap_or(0);
        assert!(checked >= 100, "rung {rung} was checked {checked} times");
    }
    for assumption in BREAKABLE {
        let caught = tally.caught.get(&assumption).copied().unwrap_or(0);
        assert!(caught >= 5, "{assumption} was caught {caught} times");
    }
}

/// Into how many tests the behaviours are divided, so that they run side by side; it shares no divisor
/// with the sides of the grid, so that each has all of them.
const PARTS: usize = 5;

/// κ a hundred times as large, half as many misses, and a re-review that finds half of the errors.
fn mistaken(options: LadderOptions) -> LadderOptions {
    let kappa = options.kappa.unwrap();
    LadderOptions {
        kappa: KappaRange::new(100.0 * kappa.low().max(0.01), f64::INFINITY),
        rereview: options.rereview.and_then(|rereview| {
            let half = share(rereview.sensitivity().low() / 2.0);
            Rereview::new(ShareRange::new(half, half)?, rereview.false_reversal())
        }),
        missed_at_most: options.missed_at_most.map(|missed| match missed {
            MissedAtMost::Count(count) => MissedAtMost::Count(count / 2),
            share @ MissedAtMost::Share(_) => share,
        }),
        ..options
    }
}

/// The assumptions that some behaviour breaks alone.
const BREAKABLE: [Assumption; 9] = [
    Assumption::ReversalsCorrect,
    Assumption::UpheldCorrect,
    Assumption::WrongedAppealMore,
    Assumption::WrongedAppealLess,
    Assumption::KappaKnown,
    Assumption::ReviewCorrect,
    Assumption::MissedAtMost,
    Assumption::RereviewError,
    Assumption::UnappealedReversalsCorrect,
];

#[test]
fn the_truth_lies_in_every_set_whose_assumptions_hold_1() {
    check(0);
}

#[test]
fn the_truth_lies_in_every_set_whose_assumptions_hold_2() {
    check(1);
}

#[test]
fn the_truth_lies_in_every_set_whose_assumptions_hold_3() {
    check(2);
}

#[test]
fn the_truth_lies_in_every_set_whose_assumptions_hold_4() {
    check(3);
}

#[test]
fn the_truth_lies_in_every_set_whose_assumptions_hold_5() {
    check(4);
}
