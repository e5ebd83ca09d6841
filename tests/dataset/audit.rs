//! Worked values of the audit. Where no other source is named, they are from the design's worked
//! values or computed by hand in the comment beside them.

use baserate::disclosure::Stage;
use baserate::evaluation::{AuditOptions, CaseResult};
use baserate::export::wording;
use baserate::identification::KappaRange;
use baserate::identification::{Assumption, IdentifiedSet, MissedAtMost, Rung, RungResult, Status};
use baserate::quantity::Probability;

use super::{assert_near, audit, case};

/// What six printed digits allow.
const DIGITS: f64 = 1e-5;
/// What the digits of `f64` allow after a few operations, and of the intervals.
const EXACT: f64 = 1e-12;

fn one_percent_missed() -> AuditOptions {
    let missed_at_most = Some(MissedAtMost::Share(Probability::new(0.01).unwrap()));
    AuditOptions { missed_at_most, ..AuditOptions::default() }
}

fn rung(case: &CaseResult, rung: Rung) -> &RungResult {
    let found = case.ladder.iter().find(|result| result.rung == rung);
    found.unwrap_or_else(|| panic!("no rung {rung} of {}", case.case.id))
}

fn proxy(case: &CaseResult, name: &str) -> Option<f64> {
    case.proxies.iter().find(|proxy| proxy.kind.name == name).unwrap().value()
}

fn assert_ends(found: Option<(f64, f64)>, expected: (f64, f64), relative: f64) {
    let (lower, upper) = found.unwrap();
    assert_near(lower, expected.0, relative);
    assert_near(upper, expected.1, relative);
}

fn assert_limits(set: &IdentifiedSet, expected: (f64, f64), relative: f64) {
    let limits = set.confidence().map(|interval| (interval.lower(), interval.upper()));
    assert_ends(limits, expected, relative);
}

/// 207 of 340 000 accounts, of which 4 900 appealed.
#[test]
fn meta_2021() {
    let (audit, _) = audit(&AuditOptions::default());
    let meta = case(&audit, "meta-2021-account-eu");
    assert_near(proxy(meta, "reversed_per_actioned").unwrap(), 0.000_608_824, DIGITS);
    assert_near(proxy(meta, "reversed_per_appealed").unwrap(), 0.042_244_9, DIGITS);

    let second = &rung(meta, Rung::Appeals).fdr;
    assert_near(second.printed_ends().unwrap().1, 0.986_197, DIGITS);
    // Rounded: 207/345000, and (207 + 345000 − 4850)/345000.
    assert_ends(second.ends(), (207.0 / 345_000.0, 340_357.0 / 345_000.0), EXACT);

    let third = &rung(meta, Rung::AppealMore).fdr;
    assert_ends(third.printed_ends(), (207.0 / 340_000.0, 207.0 / 4_900.0), EXACT);
    assert_ends(third.ends(), (207.0 / 345_000.0, 207.0 / 4_850.0), EXACT);
    assert_eq!(third.status(), Status::Interval);

    let first = &rung(meta, Rung::Reversals).fdr;
    assert_ends(first.printed_ends(), (207.0 / 340_000.0, 1.0), EXACT);
}

/// κ = r(A−a−W)/(W(a−r)) with W = xA − r. At x = 0.1 %: 207·(335100−133)/(133·4693) = 111.0888;
/// at A = 345000, a = 4950: 207·(340050−138)/(138·4743) = 107.4991; at A = 335000, a = 4850:
/// 207·(330150−128)/(128·4643) = 114.9488. At x = 1 %: 207·(335100−3193)/(3193·4693) = 4.584978.
#[test]
fn meta_2021_tipping_points() {
    let (audit, _) = audit(&AuditOptions::default());
    let meta = case(&audit, "meta-2021-account-eu");
    let [one_percent, one_in_a_thousand] = &meta.tipping_points[..] else { panic!() };
    assert_near(one_percent.fdr, 0.01, EXACT);
    assert_near(one_percent.kappa.unwrap(), 4.584_978, DIGITS);
    assert_near(one_in_a_thousand.fdr, 0.001, EXACT);
    assert_near(one_in_a_thousand.kappa.unwrap(), 111.088_8, DIGITS);
    assert_near(one_in_a_thousand.kappa_low.unwrap(), 107.499_1, DIGITS);
    assert_near(one_in_a_thousand.kappa_high.unwrap(), 114.948_8, DIGITS);
    let shown: Vec<String> =
        wording::tipping_points(meta).iter().map(|text| text.replace('\u{a0}', " ")).collect();
    assert!(shown[0].contains("κ ≥ 4.59 ("), "{shown:?}");
    assert!(shown[1].contains("κ ≥ 111.1 (107.4 to 115.0 with rounding)"), "{shown:?}");
}

/// φ(κ) = [r + r(A−a)/(r+κ(a−r))]/A, in a line of Python:
/// `[(207 + 207*335100/(207 + k*4693))/340000 for k in (2, 5, 10, 50)]`.
#[test]
fn meta_2021_at_known_kappa() {
    let expected = [
        (2.0, 0.021_876_077),
        (5.0, 0.009_227_308),
        (10.0, 0.004_936_990),
        (50.0, 0.001_477_508_6),
    ];
    for (kappa, share) in expected {
        let kappa = KappaRange::new(kappa, kappa);
        let (audit, _) = audit(&AuditOptions { kappa, ..AuditOptions::default() });
        let fourth = &rung(case(&audit, "meta-2021-account-eu"), Rung::KappaKnown).fdr;
        assert_ends(fourth.printed_ends(), (share, share), 1e-6);
    }
}

/// 3 700 of 6.6 million items, of which 29 000 appealed; each rounded.
#[test]
fn meta_2022() {
    let (audit, _) = audit(&AuditOptions::default());
    let meta = case(&audit, "meta-2022-item-eu");
    assert_near(proxy(meta, "reversed_per_actioned").unwrap(), 3_700.0 / 6_600_000.0, EXACT);
    assert_near(proxy(meta, "reversed_per_appealed").unwrap(), 3_700.0 / 29_000.0, EXACT);
    let third = &rung(meta, Rung::AppealMore).fdr;
    assert_ends(third.printed_ends(), (3_700.0 / 6_600_000.0, 3_700.0 / 29_000.0), EXACT);
    assert_ends(third.ends(), (3_650.0 / 6_650_000.0, 3_750.0 / 28_500.0), EXACT);
}

/// 100 of 166 000, of which 7 000 appealed: κ = 100·(159000−1560)/(1560·6900) = 1.462653 at 1 %.
#[test]
fn x_2021_automated() {
    let (audit, _) = audit(&AuditOptions::default());
    let x = case(&audit, "x-formerly-twitter-automated-mechanisms-2021-account-unknown");
    assert_near(proxy(x, "reversed_per_actioned").unwrap(), 0.000_602_41, DIGITS);
    assert_near(proxy(x, "reversed_per_appealed").unwrap(), 0.014_285_7, DIGITS);
    let second = &rung(x, Rung::Appeals).fdr;
    assert_near(second.printed_ends().unwrap().1, 0.958_434, DIGITS);
    assert_near(x.tipping_points[0].kappa.unwrap(), 1.462_653, DIGITS);
    assert!(wording::tipping_points(x)[0].contains("κ ≥ 1.47"));
}

/// Both years have two sets of figures, and neither is preferred.
#[test]
fn x_has_two_cases_in_each_year() {
    let (audit, _) = audit(&AuditOptions::default());
    for (year, actioned) in [(2021, [166_000, 532_898]), (2022, [501_000, 2_348_712])] {
        let mut found: Vec<u64> = audit
            .cases
            .iter()
            .filter(|result| result.case.key.provider.starts_with("X "))
            .filter(|result| result.case.period.year() == Some(year))
            .map(|result| result.case.figure(Stage::Actioned).unwrap().value)
            .collect();
        found.sort_unstable();
        assert_eq!(found, actioned, "{year}");
    }
}

/// 44 of 75 files were not confirmed. Limits from scipy 1:
/// `beta.ppf(.025, 44, 32), beta.ppf(.975, 45, 31)` is 0.4670271413, 0.6992463664; precision is the
/// rest, 0.3008 to 0.5330.
#[test]
fn linkedin_2021_review() {
    let (audit, _) = audit(&one_percent_missed());
    let linkedin = case(&audit, "linkedin-2021-item-eu");
    assert_near(proxy(linkedin, "rejected_per_reviewed").unwrap(), 44.0 / 75.0, EXACT);
    let review = rung(linkedin, Rung::Review);
    assert_eq!(review.assumptions, [Assumption::ReviewCorrect, Assumption::AllFlagsReviewed]);
    assert_eq!(review.fdr.status(), Status::Point);
    assert_ends(review.fdr.ends(), (44.0 / 75.0, 44.0 / 75.0), EXACT);
    assert_limits(&review.fdr, (0.467_027_141_3, 0.699_246_366_3), 1e-9);
    assert_eq!(wording::precision(linkedin).unwrap().matches("30.1").count(), 1);
}

/// With N from 7.5 to 8.5 million, and at most 1 % of the rest violating:
/// 44/(44 + 8500000 − 75) = 5.1765e-6 and 44/(44 + 0.99·(7500000 − 75)) = 5.9259e-6.
#[test]
fn linkedin_2021_over_all_scanned() {
    let (audit, _) = audit(&one_percent_missed());
    let linkedin = case(&audit, "linkedin-2021-item-eu");
    let bounded = rung(linkedin, Rung::ScanBounded);
    assert_ends(bounded.fpr.ends(), (44.0 / 8_499_969.0, 44.0 / 7_424_969.75), EXACT);
    assert_ends(bounded.fpr.ends(), (5.176_5e-6, 5.925_9e-6), DIGITS);
    assert_ends(bounded.fpr.printed_ends(), (44.0 / 7_999_969.0, 44.0 / 7_919_969.75), EXACT);

    let scan = rung(linkedin, Rung::Scan);
    // 31/(31 + T) with T from 7499925 to 8499925, and nothing bounds it from above.
    assert_ends(scan.recall.ends(), (31.0 / 8_499_956.0, 1.0), EXACT);
    assert_ends(scan.fpr.ends(), (44.0 / 8_499_969.0, 1.0), EXACT);
    assert_near(scan.prevalence.ends().unwrap().0, 31.0 / 8_500_000.0, EXACT);
}

/// 0 of 0: neither ratio is a number.
#[test]
fn linkedin_2021_reversals() {
    let (audit, _) = audit(&AuditOptions::default());
    let linkedin = case(&audit, "linkedin-2021-decision-eu");
    assert_eq!(proxy(linkedin, "reversed_per_appealed"), None);
    assert_eq!(proxy(linkedin, "reversed_per_actioned"), None);
    assert!(!linkedin.has_rungs());
    assert!(linkedin.tipping_points.is_empty());
}

/// None of 8 appeals succeeded: 1 − 0.025^(1/8) = 0.3694166.
#[test]
fn google_2021() {
    let (audit, _) = audit(&AuditOptions::default());
    let google = case(&audit, "google-google-chat-2021-account-eu");
    let third = &rung(google, Rung::AppealMore).fdr;
    assert_eq!(third.ends(), Some((0.0, 0.0)));
    let limits = third.confidence().unwrap();
    assert_eq!(limits.lower().to_bits(), 0.0_f64.to_bits());
    assert_near(limits.upper(), 0.369_416_647_552_819_3, 1e-12);
    // (0 + 33 − 8)/33.
    let second = &rung(google, Rung::Appeals).fdr;
    assert_eq!(second.ends().unwrap().0.to_bits(), 0.0_f64.to_bits());
    assert_near(second.ends().unwrap().1, 25.0 / 33.0, EXACT);
    assert!(google.tipping_points.is_empty());
    let shown = wording::set(&third.clone(), baserate::quantity::display::percent);
    assert_eq!(shown.replace('\u{a0}', " "), "0 %, but up to 36.9 % by chance");
}

/// 17 reversals against 12.3 billion scanned and at least 50 000 flagged: a floor and no ceiling.
#[test]
fn microsoft_2022_worldwide() {
    let (audit, _) = audit(&AuditOptions::default());
    let microsoft = case(&audit, "microsoft-2022-item-world");
    let first = rung(microsoft, Rung::Reversals);
    assert_eq!(
        first.assumptions,
        [Assumption::ReversalsCorrect, Assumption::PartOfWhole, Assumption::OneUnitPerDecision]
    );
    let floor = 17.0 / (17.0 + 12.35e9 - 50_000.0);
    assert_ends(first.fpr.ends(), (floor, 1.0), EXACT);
    assert_ends(first.fpr.printed_ends(), (17.0 / (17.0 + 12.3e9 - 50_000.0), 1.0), EXACT);
    assert_eq!(first.recall.status(), Status::Unidentified);
    assert_eq!(first.prevalence.status(), Status::Unidentified);
}

/// Sets get smaller, never larger, as assumptions are added.
#[test]
fn rungs_are_nested_in_those_they_build_on() {
    let (audit, _) = audit(&one_percent_missed());
    let pairs = [
        (Rung::Nothing, Rung::Reversals),
        (Rung::Reversals, Rung::Appeals),
        (Rung::Appeals, Rung::AppealMore),
        (Rung::Appeals, Rung::AppealLess),
        (Rung::Scan, Rung::ScanBounded),
    ];
    let mut compared = 0;
    for result in &audit.cases {
        let find = |rung| result.ladder.iter().find(|found| found.rung == rung);
        for (wide, narrow) in pairs {
            let (Some(wide), Some(narrow)) = (find(wide), find(narrow)) else { continue };
            let sets = |rung: &RungResult| [rung.fdr, rung.fpr, rung.recall, rung.prevalence];
            for (outer, inner) in sets(wide).iter().zip(sets(narrow)) {
                let (outer, inner) = (outer.ends().unwrap(), inner.ends().unwrap());
                assert!(outer.0 <= inner.0 && inner.1 <= outer.1, "{}", result.case.id);
                compared += 1;
            }
        }
    }
    // Seven cases with appeals, one with a floor, one with a scan: 4·7 + 1 + 1 pairs of 4 sets.
    assert_eq!(compared, 4 * (4 * 7 + 1 + 1));
}
