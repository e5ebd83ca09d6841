//! Findings on small disclosures, each with one thing wrong with it.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;

use baserate::disclosure::{Finding, FindingCode, Severity};
use baserate::evaluation::{self, AuditOptions};
use baserate::identification::{Rereview, ShareRange};
use baserate::quantity::Probability;

/// Service, category, part, stage and value of a figure.
type Row = (&'static str, &'static str, &'static str, &'static str, u64);

/// The findings on these figures of one provider, year, unit and scope.
fn findings(figures: &[Row]) -> Vec<Finding> {
    findings_if(figures, &AuditOptions::default())
}

/// The findings on figures without a service, category or part, by stage.
fn findings_by_stage(figures: &[(&'static str, u64)]) -> Vec<Finding> {
    findings(&figures.iter().map(|(stage, value)| ("", "", "", *stage, *value)).collect::<Vec<_>>())
}

/// The same under assumptions with numbers.
fn findings_if(figures: &[Row], options: &AuditOptions) -> Vec<Finding> {
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
    evaluation::audit(&[path], options).unwrap().findings
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

/// The finding on re-review that reverses 90 % of the wrong decisions and 5 % of the right ones.
fn refuted_rereview(actioned: u64, appealed: u64, reversed: u64) -> Finding {
    let point = |share| {
        let share = Probability::new(share).unwrap();
        ShareRange::new(share, share).unwrap()
    };
    let rereview = Rereview::new(point(0.9), point(0.05));
    let figures = [("actioned", actioned), ("appealed", appealed), ("reversed", reversed)];
    let figures = figures.map(|(stage, value)| ("", "", "", stage, value));
    let findings = findings_if(&figures, &AuditOptions { rereview, ..AuditOptions::default() });
    let mut finding = only(&findings, FindingCode::AssumptionRefuted).clone();
    finding.message = finding.message.replace('\u{a0}', " ");
    finding
}

/// Of 4 among 100 the Clopper–Pearson limits are 1.10 % and 9.93 % (scipy 1.17, `beta.ppf`): at most
/// (9.93 − 5) / (90 − 5) = 5.8 % of the appeals were about wrong decisions, and so at most 5.8 + 900 of
/// 1 000 actions wrong.
#[test]
fn shares_that_chance_may_explain_are_no_contradiction() {
    let few = refuted_rereview(1_000, 100, 4);
    assert_eq!(few.severity, Severity::Warning);
    assert_eq!(
        few.message,
        "Rung 5 does not fit the figures of Example, 2023, items, EU: 4 of 100 appeals were reversed, \
         fewer than the 5 % assumed for right decisions. As exact shares in these counts this cannot \
         be; as rates of a process chance may explain it, and leaves open that 0 % to 90.6 % of the \
         actions were wrong (95 % limits)."
    );
    let many = refuted_rereview(1_000, 100, 93);
    assert_eq!(many.severity, Severity::Warning);
    let why = "93 of 100 appeals were reversed, more than the 90 % assumed for wrong decisions.";
    assert!(many.message.contains(why), "{}", many.message);
}

/// Of 4 among 10 000 the upper limit is 0.102 %, far below 5 %.
#[test]
fn shares_that_chance_does_not_explain_are_a_contradiction() {
    let finding = refuted_rereview(100_000, 10_000, 4);
    assert_eq!(finding.severity, Severity::Contradiction);
    let why = "re-review reverses 90 % of the wrong decisions and 5 % of the right ones";
    assert!(finding.message.contains(why), "{}", finding.message);
}

#[test]
fn samples_larger_than_what_they_were_drawn_from_are_found() {
    for (figures, parts) in [
        (
            &[("actioned", 1_000), ("appealed", 900), ("reversed", 40), ("audited", 101)][..],
            "900 appealed and 101 audited are together more than the 1 000 actioned",
        ),
        (&[("actioned", 50), ("audited", 51)], "51 items were audited but only 50 actioned"),
        (
            &[("scanned", 5_000), ("flagged", 90), ("unflagged_audited", 4_911)],
            "90 flagged and 4 911 audited among the unflagged are together more than the 5 000 scanned",
        ),
        (
            &[("actioned", 100), ("appealed", 90), ("reversed_without_appeal", 11), ("audited", 5)],
            "90 appealed and 11 reversed without an appeal are together more than the 100 actioned",
        ),
    ] {
        let findings = findings_by_stage(figures);
        let finding = only(&findings, FindingCode::FunnelNotMonotone);
        let message = finding.message.replace('\u{a0}', " ");
        assert!(message.contains(parts), "{message}");
    }
    let fits = findings_by_stage(&[("actioned", 1_000), ("appealed", 900), ("audited", 100)]);
    assert!(fits.iter().all(|finding| finding.code != FindingCode::FunnelNotMonotone));
}

#[test]
fn audits_that_prove_nothing_say_why() {
    let actions = [("actioned", 1_000), ("appealed", 100), ("reversed", 40)];
    let flags = [("scanned", 5_000), ("flagged", 90)];
    let cases: [(&[_], &[_], &str); 8] = [
        (&actions, &[("audited", 200)], "rung 6 is left out, since it needs audited_wrong"),
        (&actions, &[("audited_wrong", 2)], "rung 6 is left out, since it needs audited"),
        (
            &[],
            &[("audited", 9), ("audited_wrong", 2)],
            "it needs actioned and appealed and reversed",
        ),
        (&actions, &[("audited", 0), ("audited_wrong", 0)], "since audited may be 0"),
        (&actions, &[("audited", 901), ("audited_wrong", 2)], "do not fit each other"),
        (&flags, &[("unflagged_audited", 50)], "since it needs unflagged_audited_violating"),
        (&flags, &[("unflagged_audited_violating", 5)], "since it needs unflagged_audited"),
        (
            &flags[..1],
            &[("unflagged_audited", 50), ("unflagged_audited_violating", 5)],
            "rung 9 is left out, since it needs flagged",
        ),
    ];
    for (figures, audit, why) in cases {
        let findings = findings_by_stage(&[figures, audit].concat());
        let finding = only(&findings, FindingCode::AuditUnused);
        assert_eq!(finding.severity, Severity::Note);
        assert!(finding.message.ends_with(&format!("{why}.")), "{}", finding.message);
    }
    for (figures, audit) in [
        (&actions[..], [("audited", 900), ("audited_wrong", 2)]),
        (&flags, [("unflagged_audited", 4_910), ("unflagged_audited_violating", 0)]),
    ] {
        let findings = findings_by_stage(&[figures, &audit].concat());
        assert!(findings.iter().all(|finding| finding.code != FindingCode::AuditUnused));
    }
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
