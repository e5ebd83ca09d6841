//! Synthetic funnels: every stage is as large as its probability says, and what is printed is read
//! back.

use baserate::disclosure::{CaseKey, Period, Scope, Stage, Unit};
use baserate::export::simulation::figures_csv;
use baserate::input::read_disclosure;
use baserate::quantity::{Probability, real};
use baserate::simulation::funnel::{
    Appeals, Audits, Detector, Funnel, FunnelDesign, FunnelDisclosure, Printing, Reversals, Review,
    Split,
};

fn share(share: f64) -> Probability {
    Probability::new(share).unwrap()
}

/// A funnel in which everything happens.
fn design(volume: u64) -> FunnelDesign {
    FunnelDesign {
        detector: Detector::new(volume, share(0.01), share(0.84), share(0.002)).unwrap(),
        review: Review {
            review_share: share(0.7),
            confirm_innocent: share(0.25),
            reject_violating: share(0.04),
            act_unreviewed: share(0.9),
        },
        appeals: Appeals::new(share(0.05), 6.0, share(0.1), share(0.2)).unwrap(),
        reversals: Reversals {
            rereview_sensitivity: share(0.8),
            false_reversal: share(0.03),
            unprompted_reversal: share(0.15),
            unprompted_false_reversal: share(0.01),
        },
        audits: Audits { audit: 30_000, audit_unflagged: 50_000, audit_overlooks: share(0.3) },
    }
}

fn disclosure(printing: Printing) -> FunnelDisclosure {
    FunnelDisclosure {
        key: CaseKey {
            provider: "Simulated".to_owned(),
            service: "funnel, \"1\"".to_owned(),
            technology: String::new(),
            scope: Scope::Unknown,
            category: String::new(),
            unit: Unit::Account,
        },
        period: Period::calendar_year(2024).unwrap(),
        stages: None,
        printing,
        citation: "seed 1".to_owned(),
    }
}

/// Panics unless `part` of `whole` is within five standard deviations of its share.
fn assert_share(part: u64, whole: u64, share: f64, what: &str) {
    let (n, found) = (real(whole), real(part) / real(whole));
    let spread = (share * (1.0 - share) / n).sqrt();
    assert!((found - share).abs() < 5.0 * spread, "{what}: {part} of {whole}, expected {share}");
}

/// As [`assert_share`], for innocent and for violating items.
fn assert_shares(part: Split, whole: Split, [innocent, violating]: [f64; 2], what: &str) {
    assert_share(part.innocent, whole.innocent, innocent, what);
    assert_share(part.violating, whole.violating, violating, what);
}

fn minus(whole: Split, part: Split) -> Split {
    Split { innocent: whole.innocent - part.innocent, violating: whole.violating - part.violating }
}

#[test]
fn every_stage_is_as_large_as_its_probability_says() {
    let funnel = design(1_000_000_000).draw(1, 1);
    let Funnel { scanned, flagged, review, actioned, appeals, .. } = funnel;
    assert_eq!(scanned.total(), 1_000_000_000);
    assert_share(scanned.violating, scanned.total(), 0.01, "violating");
    assert_shares(flagged, scanned, [0.002, 0.84], "flagged");
    assert_shares(review.reviewed, flagged, [0.7, 0.7], "reviewed");
    assert_shares(review.confirmed, review.reviewed, [0.25, 0.96], "confirmed");
    assert_eq!(review.rejected, minus(review.reviewed, review.confirmed));
    let unreviewed = minus(flagged, review.reviewed);
    assert_shares(minus(actioned, review.confirmed), unreviewed, [0.9, 0.9], "acted against");
    // Odds of 1/19, six times as much: 6/25.
    assert_shares(appeals.appealed, actioned, [0.24, 0.05], "appealed");
    assert_shares(appeals.omitted, appeals.appealed, [0.1, 0.1], "omitted");
    let left = minus(appeals.appealed, appeals.omitted);
    assert_shares(appeals.pending, left, [0.2, 0.2], "pending");
    assert_eq!(appeals.decided(), minus(left, appeals.pending));
    assert_shares(appeals.reversed, appeals.decided(), [0.8, 0.03], "reversed");
    let unappealed = minus(actioned, appeals.appealed);
    assert_shares(funnel.reversed_without_appeal, unappealed, [0.15, 0.01], "unprompted");
    assert_eq!(funnel.undisputed(), minus(unappealed, funnel.reversed_without_appeal));
}

#[test]
fn audits_are_random_samples() {
    let funnel = design(1_000_000_000).draw(2, 1);
    let wrong = |pool: Split| real(pool.innocent) / real(pool.total());
    assert_eq!(funnel.audited.total(), 30_000);
    assert_share(funnel.audited.innocent, 30_000, wrong(funnel.undisputed()), "audited");
    assert_share(funnel.audited_wrong, funnel.audited.innocent, 0.7, "found");
    assert_eq!(funnel.unflagged_audited.total(), 50_000);
    let missed = 1.0 - wrong(funnel.unflagged());
    assert_share(funnel.unflagged_audited.violating, 50_000, missed, "audited and unflagged");
    let found = funnel.unflagged_audited_violating;
    assert_share(found, funnel.unflagged_audited.violating, 0.7, "found and unflagged");

    let small = design(1_000).draw(3, 1);
    assert_eq!(small.audited, small.undisputed(), "no more than there are");
    assert_eq!(small.unflagged_audited, small.unflagged());
}

#[test]
fn true_rates_are_ratios_of_the_counts() {
    let funnel = design(1_000_000_000).draw(1, 1);
    let truth = funnel.truth();
    for (ratio, expected) in [
        (truth.prevalence, 0.01),
        (truth.flags.recall, 0.84),
        (truth.flags.fpr, 0.002),
        // 0.00198 of all are innocent and flagged, 0.0084 violating and flagged.
        (truth.flags.fdr, 0.00198 / (0.00198 + 0.0084)),
        // Of these, 0.445 and 0.942 are acted against.
        (truth.actions.fdr, 0.00198 * 0.445 / (0.00198 * 0.445 + 0.0084 * 0.942)),
        (truth.actions.recall, 0.84 * 0.942),
        (truth.actions.fpr, 0.002 * 0.445),
        (truth.rereview_sensitivity, 0.8),
        (truth.false_reversal, 0.03),
    ] {
        assert_share(ratio.events, ratio.trials, expected, &format!("{ratio:?}"));
    }
    assert!((truth.kappa.value().unwrap() - 6.0).abs() < 0.1, "{:?}", truth.kappa);
}

#[test]
fn a_share_of_nothing_is_undefined_with_its_reason() {
    let nothing = FunnelDesign {
        detector: Detector::new(50, share(0.0), share(0.5), share(0.0)).unwrap(),
        ..design(50)
    };
    let truth = nothing.draw(1, 1).truth();
    assert_eq!(truth.flags.fdr.value(), None);
    assert_eq!(truth.flags.fpr.value(), Some(0.0));
    assert_eq!(truth.kappa.value(), None);
    let json = serde_json::to_value(truth).unwrap();
    assert_eq!(json["flags"]["fdr"]["value"], serde_json::Value::Null);
    assert_eq!(json["flags"]["recall"]["reason"], "a share of nothing");
    assert!(json["kappa"]["reason"].as_str().unwrap().starts_with("0/0"));

    let appeals = Appeals::new(share(0.5), 0.0, share(0.0), share(0.0)).unwrap();
    assert_eq!(appeals.rates(), [0.0, 0.5].map(share));
    let appeals = Appeals::new(share(1.0), 0.5, share(0.0), share(0.0)).unwrap();
    assert_eq!(appeals.rates(), [1.0, 1.0].map(share));
    for kappa in [-1.0, f64::NAN, f64::INFINITY] {
        assert!(Appeals::new(share(0.5), kappa, share(0.0), share(0.0)).is_err());
    }
}

#[test]
fn funnels_differ_by_seed_and_number_alone() {
    let design = design(1_000_000);
    assert_eq!(design.draw(5, 1), design.draw(5, 1));
    assert_ne!(design.draw(5, 1), design.draw(5, 2));
    assert_ne!(design.draw(5, 1), design.draw(6, 1));
}

#[test]
fn what_is_printed_is_read_back() {
    let (design, folder) = (design(1_000_000), tempfile::tempdir().unwrap());
    let funnel = design.draw(1, 1);
    let path = folder.path().join("figures.csv");
    for printing in [Printing::Exact, Printing::SignificantDigits(2), Printing::Nearest(50)] {
        let figures = disclosure(printing).figures(&design, &funnel);
        assert_eq!(figures.len(), FunnelDisclosure::STAGES.len());
        std::fs::write(&path, figures_csv(&figures).unwrap()).unwrap();
        let read = read_disclosure(std::slice::from_ref(&path)).unwrap().figures;
        assert_eq!(read.len(), figures.len());
        for (figure, read) in figures.iter().zip(read) {
            let mut expected = figure.clone();
            expected.source.file.clone_from(&path);
            assert_eq!(read, expected);
            let range = read.range();
            let count = funnel.count(read.stage).unwrap();
            assert!(range.low() <= count && Some(count) <= range.high(), "{read:?}");
        }
    }
}

#[test]
fn only_what_can_happen_or_was_asked_for_is_printed() {
    let plain = FunnelDesign {
        review: Review { review_share: share(0.0), ..design(100).review },
        audits: Audits { audit: 0, audit_unflagged: 0, audit_overlooks: share(0.0) },
        ..design(100)
    };
    let funnel = plain.draw(1, 1);
    let stages = |disclosure: &FunnelDisclosure| -> Vec<Stage> {
        disclosure.figures(&plain, &funnel).iter().map(|figure| figure.stage).collect()
    };
    let printed = stages(&disclosure(Printing::Exact));
    assert!(printed.contains(&Stage::Pending) && !printed.contains(&Stage::Reviewed));
    assert!(!printed.contains(&Stage::Audited) && !printed.contains(&Stage::UnflaggedAudited));
    let asked = Some(vec![Stage::Reviewed, Stage::Scanned, Stage::Reported]);
    let asked = FunnelDisclosure { stages: asked, ..disclosure(Printing::Exact) };
    assert_eq!(stages(&asked), [Stage::Scanned, Stage::Reviewed]);
}
