//! Rung 9 about the process: how often its limits hold the chances with which violating and innocent units
//! are flagged, and are violating, summed over all that may be flagged, reviewed and audited.

use std::collections::BTreeMap;

use baserate::identification::{Assumption, Counts, IdentifiedSet, RungResult, Status};
use baserate::special::{Draw, Share, binomial_probability};

use super::unflagged::{exactly, samples};

/// Chances of being flagged, and of being violating.
const CHANCES: [f64; 5] = [0.0, 0.08, 0.5, 0.9, 1.0];

/// All that is scanned, of the flags so many reviewed and of the others so many audited, at most.
#[derive(Clone, Copy, Debug)]
struct Design {
    scanned: u64,
    reviewed: u64,
    audited: u64,
    level: f64,
}

/// What was flagged, rejected of the reviewed and found in the audit.
type Outcome = (u64, u64, u64);

impl Design {
    fn results(self, (flagged, rejected, found): Outcome) -> Vec<RungResult> {
        let counts = Counts {
            scanned: exactly(self.scanned),
            flagged: exactly(flagged),
            reviewed: exactly(flagged.min(self.reviewed)),
            rejected: exactly(rejected),
            unflagged_audited: exactly((self.scanned - flagged).min(self.audited)),
            unflagged_audited_violating: exactly(found),
            ..Counts::default()
        };
        samples(&counts, self.level)
    }

    /// Calls `visit` with every outcome and its chance, where so many are violating and these and the
    /// innocent flagged with such chances.
    fn outcomes(self, violating: u64, flagging: [f64; 2], visit: &mut dyn FnMut(f64, Outcome)) {
        let innocent = self.scanned - violating;
        for right in 0..=violating {
            for wrong in 0..=innocent {
                let chance = binomial_probability(right, violating, Share::new(flagging[0]))
                    * binomial_probability(wrong, innocent, Share::new(flagging[1]));
                let (flagged, missed) = (right + wrong, violating - right);
                let reviewed = flagged.min(self.reviewed);
                let audited = (self.scanned - flagged).min(self.audited);
                let review = Draw::new(wrong, right, reviewed).unwrap();
                let audit = Draw::new(missed, innocent - wrong, audited).unwrap();
                for rejected in 0..=reviewed.min(wrong) {
                    for found in 0..=audited.min(missed) {
                        let chance =
                            chance * review.probability(rejected) * audit.probability(found);
                        visit(chance, (flagged, rejected, found));
                    }
                }
            }
        }
    }
}

/// Whether the limits hold a chance; where nothing is known, or nothing was left to audit, they do.
fn holds(set: Option<IdentifiedSet>, chance: f64) -> bool {
    let limits = set.and_then(|set| set.confidence());
    limits.is_none_or(|l| l.lower() <= chance + 1e-12 && chance <= l.upper() + 1e-12)
}

fn check(design: Design, pick: fn(&[RungResult]) -> Option<&RungResult>) {
    let mut known: BTreeMap<Outcome, Option<[IdentifiedSet; 3]>> = BTreeMap::new();
    for flagging in CHANCES.iter().flat_map(|recall| CHANCES.map(|fpr| [*recall, fpr])) {
        let mut of_prevalence = [0.0; CHANCES.len()];
        for violating in 0..=design.scanned {
            let mut of_rates = [0.0; 2];
            design.outcomes(violating, flagging, &mut |chance, outcome| {
                let sets = known.entry(outcome).or_insert_with(|| {
                    let results = design.results(outcome);
                    pick(&results).map(|result| [result.recall, result.fpr, result.prevalence])
                });
                let covers = |place: usize, rate| {
                    if holds(sets.map(|sets| sets[place]), rate) { chance } else { 0.0 }
                };
                of_rates[0] += covers(0, flagging[0]);
                of_rates[1] += covers(1, flagging[1]);
                for (covered, prevalence) in of_prevalence.iter_mut().zip(CHANCES) {
                    let weight =
                        binomial_probability(violating, design.scanned, Share::new(prevalence));
                    *covered += weight * covers(2, prevalence);
                }
            });
            let least = of_rates[0].min(of_rates[1]);
            assert!(
                least >= design.level - 1e-9,
                "{of_rates:?}: {violating}, {flagging:?}, {design:?}"
            );
        }
        let least = of_prevalence.into_iter().fold(1.0, f64::min);
        assert!(least >= design.level - 1e-9, "{of_prevalence:?}: {flagging:?}, {design:?}");
    }
}

fn is_sampled(result: &RungResult) -> bool {
    result.assumptions.contains(&Assumption::ReviewedAtRandom)
}

#[test]
fn limits_hold_the_process_where_all_flags_are_reviewed() {
    for (scanned, audited) in [(9, 3), (9, 9), (10, 1)] {
        for level in [0.5, 0.95] {
            check(Design { scanned, reviewed: scanned, audited, level }, <[RungResult]>::first);
        }
    }
}

#[test]
fn limits_hold_the_process_where_some_flags_are_reviewed() {
    for (audited, level) in [(3, 0.5), (8, 0.9)] {
        let design = Design { scanned: 8, reviewed: 2, audited, level };
        check(design, <[RungResult]>::first);
        check(design, |results| {
            results.iter().find(|result| is_sampled(result)).or(results.first())
        });
    }
}

/// All others audited and none violating: 36 of 36 violating units were flagged, and .025^(1/36) is the
/// exact lower limit of such a process; FPR is 4 of 164 (scipy 1.17: `beta.ppf(.025, 4, 161)`,
/// `beta.ppf(.975, 5, 160)`).
#[test]
fn nothing_missed_is_no_certainty_about_the_process() {
    let counts = Counts {
        scanned: exactly(200),
        flagged: exactly(40),
        reviewed: exactly(40),
        rejected: exactly(4),
        unflagged_audited: exactly(160),
        unflagged_audited_violating: exactly(0),
        ..Counts::default()
    };
    let result = &samples(&counts, 0.95)[0];
    assert_eq!(result.recall.ends(), Some((1.0, 1.0)));
    near(result.recall, 0.902_606_244_085_508, 1.0);
    near(result.fpr, 0.006_684_615_085_905, 0.061_268_895_957_439);
}

/// No flag at all among 12.3 billion, 3 of 1 000 audited violating. With mpmath 1.3 at 40 digits, each
/// draw at √.95: 5 863 965 to 119 175 283 were missed; limits 1 − q^(1/(N − 119 175 283)) of the false
/// positive rate and 1 − q^(1/5 863 965) of recall, q = (1 − √.95)/2.
#[test]
fn no_flags_are_no_certainty_about_the_process() {
    let counts = Counts {
        scanned: exactly(12_300_000_000),
        flagged: exactly(0),
        unflagged_audited: exactly(1_000),
        unflagged_audited_violating: exactly(3),
        ..Counts::default()
    };
    let result = &samples(&counts, 0.95)[0];
    assert_eq!((result.fpr.ends(), result.recall.ends()), (Some((0.0, 0.0)), Some((0.0, 0.0))));
    near(result.fpr, 0.0, 3.587_019_457_521_828e-10);
    near(result.recall, 0.0, 7.451_074_315_491_405e-7);
}

fn near(set: IdentifiedSet, lower: f64, upper: f64) {
    let limits = set.confidence().unwrap();
    let near = |found: f64, expected: f64| (found - expected).abs() <= 1e-10 * expected;
    assert!(near(limits.lower(), lower) && near(limits.upper(), upper), "{limits:?}");
}

#[test]
fn recall_of_perhaps_none_is_not_known() {
    let counts = Counts {
        scanned: exactly(30),
        flagged: exactly(0),
        unflagged_audited: exactly(10),
        unflagged_audited_violating: exactly(0),
        ..Counts::default()
    };
    let result = &samples(&counts, 0.95)[0];
    // Perhaps none is violating, so that recall may be anything; most are innocent.
    assert_eq!(result.recall.status(), Status::Unidentified);
    assert!(result.fpr.confidence().unwrap().upper() < 0.3);
}
