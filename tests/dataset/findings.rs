//! What the checks of the sources bring to light, and which printed ratios come out.

use std::collections::BTreeMap;

use baserate::disclosure::{Finding, FindingCode, Reproduction, Severity};
use baserate::evaluation::AuditOptions;

use super::audit;

/// The findings with this code, as the cases that they are about.
fn about(findings: &[Finding], code: FindingCode) -> Vec<Vec<&str>> {
    let found = findings.iter().filter(|finding| finding.code == code);
    found.map(|finding| finding.cases.iter().map(String::as_str).collect()).collect()
}

#[test]
fn every_finding_has_a_message_a_question_and_places() {
    let (audit, findings) = audit(&AuditOptions::default());
    for finding in &findings {
        assert!(finding.message.ends_with('.'), "{finding:?}");
        assert!(finding.ask.starts_with("Ask ") && finding.ask.ends_with('.'), "{finding:?}");
        assert!(!finding.places.is_empty(), "{finding:?}");
        for id in &finding.cases {
            assert!(audit.cases.iter().any(|case| case.case.id == *id), "{id}");
        }
    }
}

/// The figures are odd, but no two of them exclude each other.
#[test]
fn nothing_contradicts_itself() {
    let (_, findings) = audit(&AuditOptions::default());
    let worst = findings.iter().map(|finding| finding.severity).max();
    assert_eq!(worst, Some(Severity::Warning));
}

#[test]
fn appeals_and_reversals() {
    let (_, findings) = audit(&AuditOptions::default());
    assert_eq!(
        about(&findings, FindingCode::ReversedWithoutAppeal),
        [["microsoft-2022-decision-unknown", "microsoft-2022-decision-eu"]]
    );
    let of_microsoft = findings.iter().find(|f| f.code == FindingCode::ReversedWithoutAppeal);
    assert!(of_microsoft.unwrap().message.contains("17 reversals in 2022 beside 0 appeals"));
    assert_eq!(
        about(&findings, FindingCode::NoAppealsNoInformation),
        [
            ["linkedin-2021-decision-eu"],
            ["linkedin-2022-decision-eu"],
            ["microsoft-2021-decision-eu"],
            ["microsoft-2022-decision-eu"]
        ]
    );
    assert_eq!(
        about(&findings, FindingCode::ProxyIsLowerBound),
        [
            ["google-google-chat-2021-account-eu"],
            ["meta-2021-account-eu"],
            ["meta-2022-item-eu"],
            ["x-formerly-twitter-automated-mechanisms-2021-account-unknown"],
            ["x-formerly-twitter-2021-account-unknown"],
            ["x-formerly-twitter-2022-account-unknown"],
            ["x-formerly-twitter-automated-mechanisms-2022-account-unknown"]
        ]
    );
}

#[test]
fn units_and_scopes() {
    let (_, findings) = audit(&AuditOptions::default());
    let units = about(&findings, FindingCode::UnitMismatch);
    assert!(units.contains(&vec!["google-2022-account-eu", "google-2022-item-eu"]), "{units:?}");
    assert_eq!(
        about(&findings, FindingCode::ScopeMismatch),
        [
            ["microsoft-2021-item-eu", "microsoft-2021-item-world"],
            ["microsoft-2022-item-eu", "microsoft-2022-item-world"],
            ["microsoft-2022-decision-eu", "microsoft-2022-decision-unknown"]
        ]
    );
    let unknown = about(&findings, FindingCode::ScopeUnknown);
    let [of_microsoft, of_x] = &unknown[..] else { panic!("{unknown:?}") };
    assert_eq!(of_microsoft[..], ["microsoft-2022-decision-unknown"]);
    assert_eq!(of_x.iter().filter(|case| case.starts_with("x-formerly-twitter-")).count(), 4);
}

#[test]
fn two_populations_of_one_provider() {
    let (_, findings) = audit(&AuditOptions::default());
    assert_eq!(
        about(&findings, FindingCode::DefinitionDiffers),
        [
            [
                "x-formerly-twitter-automated-mechanisms-2021-account-unknown",
                "x-formerly-twitter-2021-account-unknown"
            ],
            [
                "x-formerly-twitter-2022-account-unknown",
                "x-formerly-twitter-automated-mechanisms-2022-account-unknown"
            ]
        ]
    );
}

/// LinkedIn's scan begins a day after its review; the providers began on different days of 2021.
#[test]
fn periods() {
    let (_, findings) = audit(&AuditOptions::default());
    let periods: Vec<&Finding> =
        findings.iter().filter(|f| f.code == FindingCode::PeriodMismatch).collect();
    let [one_day, providers] = &periods[..] else { panic!("{periods:?}") };
    assert_eq!(one_day.cases, ["linkedin-2021-item-eu"]);
    assert!(one_day.message.contains("2021-07-14") && one_day.message.contains("2021-07-13"));
    for provider in ["Google", "LinkedIn", "Meta", "Microsoft", "X (formerly Twitter)"] {
        assert!(providers.message.contains(provider), "{}", providers.message);
    }
}

/// Every case with a figure that is not exact, and no other.
#[test]
fn rounded_figures() {
    let (audit, findings) = audit(&AuditOptions::default());
    let mut rounded: Vec<&str> = about(&findings, FindingCode::RoundedFigure).concat();
    let inexact = audit
        .cases
        .iter()
        .filter(|result| result.case.figures.values().any(|figure| !figure.range.is_exact()));
    let mut expected: Vec<&str> = inexact.map(|result| result.case.id.as_str()).collect();
    rounded.sort_unstable();
    expected.sort_unstable();
    assert_eq!(rounded, expected);
    assert!(rounded.contains(&"meta-2021-account-eu"));
    assert!(!rounded.contains(&"google-google-chat-2021-account-eu"));
}

/// All 17 printed ratios: 11 come out, 3 are 0 of 0, 3 lack a figure.
#[test]
fn printed_ratios() {
    let (audit, findings) = audit(&AuditOptions::default());
    let mut found: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for result in &audit.cases {
        for proxy in &result.proxies {
            for reported in &proxy.reported {
                let kind = match reported.reproduction {
                    Reproduction::Exact => "exact",
                    Reproduction::ZeroDenominator => "undefined",
                    Reproduction::MissingFigure(_) => "no figure",
                    _ => "other",
                };
                found.entry(kind).or_default().push((result.case.id.as_str(), proxy.kind.name));
            }
        }
    }
    let (appealed, actioned) = ("reversed_per_appealed", "reversed_per_actioned");
    assert_eq!(
        found["undefined"],
        [
            ("linkedin-2021-decision-eu", appealed),
            ("linkedin-2022-decision-eu", appealed),
            ("microsoft-2021-decision-eu", appealed)
        ]
    );
    let without_figure = [
        ("google-2022-account-eu", actioned),
        ("linkedin-2021-decision-eu", actioned),
        ("linkedin-2022-decision-eu", actioned),
    ];
    assert_eq!(found["no figure"], without_figure);
    assert_eq!(found["exact"].len(), 11);
    assert_eq!(found.len(), 3, "{found:?}");
    assert_eq!(
        about(&findings, FindingCode::RatioNotReproduced).concat(),
        without_figure.map(|(case, _)| case)
    );
}
