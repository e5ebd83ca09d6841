//! Rungs 7, 8 and 8': every truth about flags and reviews.

use baserate::identification::{Counts, LadderOptions, MissedAtMost, Rung, Status, ladder};
use baserate::quantity::CountRange;

use super::{Attained, Draws, Sharpness, each, find, range};

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
