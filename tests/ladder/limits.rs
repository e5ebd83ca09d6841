//! Printed ends, sets and limits, one within the other.

use baserate::identification::{Counts, KappaRange, LadderOptions, MissedAtMost, ladder};
use baserate::quantity::CountRange;

use super::Draws;

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
