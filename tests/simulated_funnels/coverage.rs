//! Limits by how often they hold the truth: where κ and the errors of re-review are probabilities and
//! not realised ratios, and where something was audited.
//!
//! Each case draws [`FUNNELS`] funnels of one design, and again a quarter as many whose figures are printed to
//! two digits. Limits of 95 % must hold the truth of the funnel in
//! at least 95 % of them, less what chance explains but for one seed in a million.

use baserate::disclosure::Stage;
use baserate::identification::{
    Assumption, IdentifiedSet, KappaRange, LadderOptions, Rereview, Rung, RungResult, ShareRange,
};
use baserate::quantity::real;
use baserate::simulation::funnel::{
    Appeals, Audits, Detector, FunnelDesign, FunnelDisclosure, FunnelTruth, Printing, Reversals,
    Review, TrueRatio,
};

use crate::{everything, rungs, share};

const FUNNELS: u64 = 2_000;

/// What is tested of a funnel: a set with limits, and the true rate.
type Case = (IdentifiedSet, TrueRatio);

/// Panics unless limits hold the truth as often as they say, in each of the cases that `cases` takes
/// from a ladder.
fn assert_covers<const N: usize>(
    design: &FunnelDesign,
    stages: &[Stage],
    options: &LadderOptions,
    cases: impl Fn(&[RungResult], &FunnelTruth) -> Option<[Case; N]>,
) {
    for (printing, funnels) in
        [(Printing::Exact, FUNNELS), (Printing::SignificantDigits(2), FUNNELS / 4)]
    {
        let covered = covered(design, stages, (printing, funnels), options, &cases);
        for (place, share) in covered.into_iter().enumerate() {
            // 4.9 standard deviations below 95 %.
            let least = 0.95 - 4.9 * (0.95 * 0.05 / real(funnels)).sqrt();
            assert!(share >= least, "case {place}: {share}, {printing:?}, {options:?}, {design:?}");
        }
    }
}

/// How often limits hold the truth, in each of the cases that `cases` takes from a ladder.
fn covered<const N: usize>(
    design: &FunnelDesign,
    stages: &[Stage],
    (printing, funnels): (Printing, u64),
    options: &LadderOptions,
    cases: impl Fn(&[RungResult], &FunnelTruth) -> Option<[Case; N]>,
) -> [f64; N] {
    let mut counts = [[0_u64; 2]; N];
    for number in 0..funnels {
        let funnel = design.draw(30, number);
        let disclosure =
            FunnelDisclosure { stages: Some(stages.to_vec()), printing, ..everything() };
        let rungs = rungs(design, &funnel, &disclosure, options);
        let Some(cases) = cases(&rungs, &funnel.truth()) else { continue };
        for ((set, truth), [held, all]) in cases.into_iter().zip(&mut counts) {
            let (Some(limits), Some(truth)) = (set.confidence(), truth.value()) else { continue };
            *held += u64::from(limits.lower() <= truth && truth <= limits.upper());
            *all += 1;
        }
    }
    counts.map(|[held, all]| {
        assert!(all >= funnels * 4 / 5, "only {all} funnels have limits and a truth: {design:?}");
        real(held) / real(all)
    })
}

/// Funnels in which all is right, nothing is reviewed and nothing audited.
fn design(volume: u64, kappa: f64) -> FunnelDesign {
    FunnelDesign {
        detector: Detector::new(volume, share(0.02), share(0.8), share(0.001)).unwrap(),
        review: Review {
            review_share: share(0.0),
            confirm_innocent: share(0.0),
            reject_violating: share(0.0),
            act_unreviewed: share(1.0),
        },
        appeals: Appeals::new(share(0.05), kappa, share(0.0), share(0.0)).unwrap(),
        reversals: Reversals {
            rereview_sensitivity: share(1.0),
            false_reversal: share(0.0),
            unprompted_reversal: share(0.0),
            unprompted_false_reversal: share(0.0),
        },
        audits: Audits { audit: 0, audit_unflagged: 0, audit_overlooks: share(0.0) },
    }
}

/// What is printed of appeals and of audits of actions.
const ACTIONS: [Stage; 6] = [
    Stage::Actioned,
    Stage::Appealed,
    Stage::Reversed,
    Stage::ReversedWithoutAppeal,
    Stage::Audited,
    Stage::AuditedWrong,
];

/// What is printed of flags and of audits of what was not flagged.
const FLAGS: [Stage; 6] = [
    Stage::Scanned,
    Stage::Flagged,
    Stage::Reviewed,
    Stage::Rejected,
    Stage::UnflaggedAudited,
    Stage::UnflaggedAuditedViolating,
];

fn known(kappa: f64) -> LadderOptions {
    LadderOptions { kappa: KappaRange::new(kappa, kappa), ..LadderOptions::default() }
}

/// The rung with exactly these assumptions.
fn find<'a>(
    rungs: &'a [RungResult],
    rung: Rung,
    assumptions: &[Assumption],
) -> Option<&'a RungResult> {
    rungs.iter().find(|result| result.rung == rung && result.assumptions == assumptions)
}

const RIGHT: [Assumption; 2] = [Assumption::ReversalsCorrect, Assumption::UpheldCorrect];

fn right_and(more: &[Assumption]) -> Vec<Assumption> {
    [&RIGHT, more].concat()
}

#[test]
fn kappa_as_a_probability() {
    for (volume, kappa) in [(3_000, 1.0), (100_000, 0.3), (1_000_000, 3.0), (1_000_000, 20.0)] {
        assert_covers(&design(volume, kappa), &ACTIONS[..3], &known(kappa), |rungs, truth| {
            let rung = find(rungs, Rung::KappaKnown, &right_and(&[Assumption::KappaKnown]))?;
            Some([(rung.fdr, truth.actions.fdr)])
        });
    }
}

#[test]
fn kappa_and_the_errors_of_rereview_as_probabilities() {
    use Assumption::{KappaKnown, RereviewError};
    let point = |number| ShareRange::new(share(number), share(number)).unwrap();
    for (volume, kappa, s, f) in
        [(100_000, 3.0, 0.8, 0.05), (1_000_000, 1.0, 0.9, 0.02), (1_000_000, 8.0, 0.6, 0.1)]
    {
        let reversals = Reversals {
            rereview_sensitivity: share(s),
            false_reversal: share(f),
            ..design(volume, kappa).reversals
        };
        let options = LadderOptions { rereview: Rereview::new(point(s), point(f)), ..known(kappa) };
        let design = FunnelDesign { reversals, ..design(volume, kappa) };
        assert_covers(&design, &ACTIONS[..3], &options, |rungs, truth| {
            let alone = find(rungs, Rung::RereviewError, &[RereviewError])?;
            let with_kappa = find(rungs, Rung::RereviewError, &[RereviewError, KappaKnown])?;
            Some([(alone.fdr, truth.actions.fdr), (with_kappa.fdr, truth.actions.fdr)])
        });
    }
}

#[test]
fn audits_of_actions() {
    use Assumption::{AuditRandom, RereviewError};
    let point = |number| ShareRange::new(share(number), share(number)).unwrap();
    for (volume, kappa, audit) in [(3_000, 1.0, 20), (100_000, 0.2, 300), (1_000_000, 20.0, 2_000)]
    {
        let plain = design(volume, kappa);
        let reversals = Reversals { unprompted_reversal: share(0.1), ..plain.reversals };
        let audits = Audits { audit, ..plain.audits };
        let unprompted = FunnelDesign { reversals, audits, ..plain };
        let unappealed = Assumption::UnappealedReversalsCorrect;
        assert_covers(&unprompted, &ACTIONS, &LadderOptions::default(), |rungs, truth| {
            let rung = find(rungs, Rung::Audit, &right_and(&[AuditRandom]))?;
            Some([(rung.fdr, truth.actions.fdr)])
        });

        let erring = Reversals {
            rereview_sensitivity: share(0.8),
            false_reversal: share(0.05),
            ..reversals
        };
        let rereview = Rereview::new(point(0.8), point(0.05));
        let options = LadderOptions { rereview, ..LadderOptions::default() };
        let erring = FunnelDesign { reversals: erring, ..unprompted };
        assert_covers(&erring, &ACTIONS, &options, |rungs, truth| {
            let rung = find(rungs, Rung::Audit, &[RereviewError, unappealed, AuditRandom])?;
            Some([(rung.fdr, truth.actions.fdr)])
        });
    }
}

/// Funnels of which so many flags are reviewed and so many others audited.
fn audited(volume: u64, review_share: f64, audit_unflagged: u64) -> FunnelDesign {
    let plain = design(volume, 1.0);
    FunnelDesign {
        review: Review { review_share: share(review_share), ..plain.review },
        audits: Audits { audit_unflagged, ..plain.audits },
        ..plain
    }
}

fn rates_of_flags(rung: &RungResult, truth: &FunnelTruth) -> [Case; 3] {
    [
        (rung.fpr, truth.flags.fpr),
        (rung.recall, truth.flags.recall),
        (rung.prevalence, truth.prevalence),
    ]
}

const VOLUMES: [(u64, u64); 3] = [(3_000, 200), (100_000, 3_000), (1_000_000, 1_000)];

#[test]
fn audits_of_what_was_not_flagged_beside_reviews() {
    use Assumption::{ReviewCorrect, ReviewedAtRandom, UnflaggedAuditRandom};
    for (volume, audit) in VOLUMES {
        for (review_share, assumptions) in [
            (1.0, &[ReviewCorrect, UnflaggedAuditRandom][..]),
            (0.4, &[ReviewCorrect, UnflaggedAuditRandom]),
            (0.4, &[ReviewCorrect, ReviewedAtRandom, UnflaggedAuditRandom]),
        ] {
            let design = audited(volume, review_share, audit);
            assert_covers(&design, &FLAGS, &LadderOptions::default(), |rungs, truth| {
                let rung = find(rungs, Rung::UnflaggedAudit, assumptions)?;
                Some(rates_of_flags(rung, truth))
            });
        }
    }
}

#[test]
fn audits_of_what_was_not_flagged_beside_appeals() {
    let assumptions = right_and(&[Assumption::UnflaggedAuditRandom]);
    let stages = [&ACTIONS[..3], &FLAGS[..2], &FLAGS[4..]].concat();
    for (volume, audit) in VOLUMES.into_iter().take(2) {
        let design = audited(volume, 0.0, audit);
        assert_covers(&design, &stages, &LadderOptions::default(), |rungs, truth| {
            let rung = find(rungs, Rung::UnflaggedAudit, &assumptions)?;
            Some(rates_of_flags(rung, truth))
        });
    }
}

/// Limits do not hold the truth where audits overlook errors.
#[test]
fn audits_that_overlook_errors_are_caught() {
    use Assumption::{AuditRandom, ReviewCorrect, UnflaggedAuditRandom};
    let options = LadderOptions::default();
    let plain = audited(1_000_000, 1.0, 30_000);
    let audits = Audits { audit: 3_000, audit_overlooks: share(0.5), ..plain.audits };
    let blind = FunnelDesign { audits, ..plain };
    let [_, recall, _] =
        covered(&blind, &FLAGS, (Printing::Exact, FUNNELS), &options, |rungs, truth| {
            let rung = find(rungs, Rung::UnflaggedAudit, &[ReviewCorrect, UnflaggedAuditRandom])?;
            Some(rates_of_flags(rung, truth))
        });
    let blind = FunnelDesign { review: audited(1, 0.0, 0).review, ..blind };
    let [fdr] = covered(&blind, &ACTIONS, (Printing::Exact, FUNNELS), &options, |rungs, truth| {
        let rung = find(rungs, Rung::Audit, &right_and(&[AuditRandom]))?;
        Some([(rung.fdr, truth.actions.fdr)])
    });
    assert!(recall < 0.1 && fdr < 0.1, "{recall} {fdr}");
}
