//! Figures that are only bounded.

use baserate::identification::{Counts, LadderOptions, MissedAtMost, Rung, RungResult, ladder};
use baserate::quantity::CountRange;

use super::{find, range};

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
        for open in &open {
            let same = |closed: &&RungResult| {
                (closed.rung, &closed.assumptions) == (open.rung, &open.assumptions)
            };
            let closed = closed.iter().find(same).unwrap();
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
