//! Findings on small disclosures, each with one thing wrong with it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;

use baserate::disclosure::{Finding, FindingCode, Severity};
use baserate::evaluation::{self, AuditOptions};

/// Service, category, part, stage and value of a figure.
type Row = (&'static str, &'static str, &'static str, &'static str, u64);

/// The findings on these figures of one provider, year, unit and scope.
fn findings(figures: &[Row]) -> Vec<Finding> {
    let header = "provider,service,category,part,stage,value,scope,period_start,period_end,unit,\
                  rounding,source";
    let row = |(row, (service, category, part, stage, value)): (usize, &Row)| {
        let rest = format!("eu,2023-01-01,2023-12-31,item,exact,table {row}");
        format!("Example,\"{service}\",{category},{part},{stage},{value},{rest}")
    };
    let rows: Vec<String> = figures.iter().enumerate().map(row).collect();
    let text = format!("{header}\n{}\n", rows.join("\n"));
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("figures.csv");
    fs::write(&path, text).unwrap();
    evaluation::audit(&[path], &AuditOptions::default()).unwrap().findings
}

fn only(findings: &[Finding], code: FindingCode) -> &Finding {
    let found: Vec<&Finding> = findings.iter().filter(|finding| finding.code == code).collect();
    let [finding] = found[..] else { panic!("{code}: {findings:#?}") };
    finding
}

#[test]
fn a_part_printed_with_two_values_is_a_contradiction() {
    let findings = findings(&[
        ("", "", "images", "scanned", 70),
        ("", "", "images", "scanned", 90),
        ("", "", "videos", "scanned", 5),
    ]);
    let finding = only(&findings, FindingCode::FiguresDisagree);
    assert_eq!(finding.severity, Severity::Contradiction);
    assert_eq!(
        finding.message,
        "The number of items of Example scanned (images) in 2023 is printed differently in \
         different places: 70 (table 0) and 90 (table 1)."
    );
}

#[test]
fn exact_figures_that_disagree_are_not_called_rounded() {
    let findings = findings(&[("", "", "", "actioned", 70), ("", "", "", "actioned", 90)]);
    only(&findings, FindingCode::FiguresDisagree);
    assert!(findings.iter().all(|finding| finding.code != FindingCode::RoundedFigure));
}

/// What one policy counts says nothing about the appeals of another.
#[test]
fn reversals_without_appeals_name_their_own_case_first() {
    let findings = findings(&[
        ("Chat", "spam", "", "appealed", 0),
        ("Chat", "spam", "", "reversed", 7),
        ("Chat", "fraud", "", "appealed", 0),
        ("Mail", "spam", "", "reversed", 3),
    ]);
    let found: Vec<(&[String], Severity)> = findings
        .iter()
        .filter(|finding| finding.code == FindingCode::ReversedWithoutAppeal)
        .map(|finding| (&finding.cases[..], finding.severity))
        .collect();
    let chat = ["example-chat-spam-2023-item-eu".to_owned()];
    let mail = ["example-mail-spam-2023-item-eu".to_owned()];
    assert_eq!(found, [(&chat[..], Severity::Contradiction), (&mail[..], Severity::Warning)]);
}

/// 12 reversals of 9 appeals refute rung 2, and with it all that build on it.
#[test]
fn a_refuted_assumption_is_named_once() {
    let findings = findings(&[
        ("", "", "", "actioned", 100),
        ("", "", "", "appealed", 50),
        ("", "", "", "reversed", 1),
        ("", "", "", "reversed_without_appeal", 10),
    ]);
    // 11 of 100 were wrong at the least, but only 1 of 50 appeals was reversed: κ cannot be 1 or more.
    let finding = only(&findings, FindingCode::AssumptionRefuted);
    assert!(finding.message.contains("all of rung 3 holds"), "{}", finding.message);
}

#[test]
fn figures_that_cannot_be_refute_no_assumption() {
    let findings = findings(&[
        ("", "", "", "actioned", 500),
        ("", "", "", "appealed", 9),
        ("", "", "", "reversed", 12),
    ]);
    let backlog = only(&findings, FindingCode::Backlog);
    assert!(backlog.message.starts_with("12 reversals of Example in 2023 exceed the 9 appeals"));
    assert!(findings.iter().all(|finding| finding.code != FindingCode::AssumptionRefuted));
}

#[test]
fn outcomes_that_exceed_their_whole_or_fall_short_of_it_are_found() {
    let over = findings(&[
        ("", "", "", "appealed", 100),
        ("", "", "", "upheld", 95),
        ("", "", "", "reversed", 10),
    ]);
    let finding = only(&over, FindingCode::FunnelNotMonotone);
    assert!(finding.message.contains("95 upheld and 10 reversed are together more than the 100"));
    let under = findings(&[
        ("", "", "", "appealed", 100),
        ("", "", "", "upheld", 60),
        ("", "", "", "reversed", 10),
    ]);
    let finding = only(&under, FindingCode::OutcomesOmitted);
    assert!(finding.message.starts_with("30 appeals to Example in 2023 have no known outcome"));
}

#[test]
fn parts_and_channels_that_do_not_add_up_are_found() {
    let found = findings(&[
        ("", "", "images", "scanned", 70),
        ("", "", "videos", "scanned", 5),
        ("", "", "", "scanned", 80),
    ]);
    only(&found, FindingCode::TotalOutsideParts);
}

/// 5 + 40 of 300 are known to be wrong, not 5.
#[test]
fn the_least_share_counts_reversals_without_an_appeal() {
    let findings = findings(&[
        ("", "", "", "actioned", 300),
        ("", "", "", "reversed", 5),
        ("", "", "", "reversed_without_appeal", 40),
    ]);
    let finding = only(&findings, FindingCode::ProxyIsLowerBound);
    let message = finding.message.replace('\u{a0}', " ");
    assert!(message.contains("after an appeal and 40 without one (15.0 %)"), "{message}");
}

/// A list of findings is read without the cases beside it.
#[test]
fn every_message_names_its_provider() {
    let findings = findings(&[
        ("Chat", "", "", "actioned", 300),
        ("Chat", "", "", "appealed", 20),
        ("Chat", "", "", "reversed", 25),
        ("Chat", "", "", "reversed_without_appeal", 9),
        ("Chat", "", "", "pending", 2),
        ("Chat", "", "", "notice_declined_reversed", 4),
        ("Chat", "", "", "flagged", 10),
        ("Chat", "", "", "reviewed", 11),
        ("Mail", "", "", "appealed", 0),
        ("Mail", "", "images", "scanned", 3),
        ("Mail", "", "", "scanned", 4),
    ]);
    let codes: std::collections::BTreeSet<&str> =
        findings.iter().map(|finding| finding.code.word()).collect();
    assert!(codes.len() >= 8, "{codes:?}");
    for finding in findings {
        assert!(finding.message.contains("Example"), "{}: {}", finding.code, finding.message);
    }
}

/// Findings point at cases by name, so names that differ only in signs are kept apart.
#[test]
fn names_of_cases_are_unique() {
    let findings = findings(&[
        ("Chat & Mail", "", "", "appealed", 0),
        ("Chat, Mail", "", "", "appealed", 0),
        ("Chat Mail", "", "", "appealed", 0),
    ]);
    let mut ids: Vec<String> = findings.into_iter().flat_map(|finding| finding.cases).collect();
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((ids.len(), all), (3, 3), "{ids:?}");
}

#[test]
fn audits_that_cannot_be_used_are_named() {
    let findings = findings(&[
        ("", "", "", "actioned", 800),
        ("", "", "", "audited", 50),
        ("", "", "", "audited_wrong", 2),
    ]);
    let finding = only(&findings, FindingCode::AuditUnused);
    assert!(finding.message.contains("these numbers are not given: appealed, reversed"));
    assert!(finding.ask.ends_with("where there were no appeals, enter 0."), "{}", finding.ask);
}

#[test]
fn audits_larger_than_what_they_are_drawn_from_are_contradictions() {
    let findings = findings(&[
        ("", "", "", "scanned", 2_000),
        ("", "", "", "flagged", 900),
        ("", "", "", "actioned", 800),
        ("", "", "", "appealed", 90),
        ("", "", "", "reversed", 9),
        ("", "", "", "reversed_without_appeal", 5),
        ("", "", "", "audited", 706),
        ("", "", "", "audited_wrong", 2),
        ("", "", "", "unflagged_audited", 1_101),
        ("", "", "", "unflagged_audited_violating", 2),
    ]);
    let sums = findings.iter().filter(|finding| finding.code == FindingCode::FunnelNotMonotone);
    let messages: Vec<String> =
        sums.map(|finding| finding.message.replace('\u{a0}', " ")).collect();
    let [flags, actions] = &messages[..] else { panic!("{messages:?}") };
    let (one, other) = if flags.contains("flagged") { (flags, actions) } else { (actions, flags) };
    assert!(one.contains("are together more than the 2 000 scanned"), "{one}");
    assert!(other.contains("and 706 audited are together more than the 800 actioned"), "{other}");
}
