//! What the pages of a report say, on a small dataset with every part.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::collections::BTreeSet;
use std::fs;

use baserate::evaluation::{self, AuditOptions};
use baserate::identification::MissedAtMost;
use baserate::quantity::Probability;
use baserate::report::{Page, pages};
use tempfile::TempDir;

const KEYS: &str = "provider,scope,period_start,period_end,unit";
const ROW: &str = "Example,eu,2023-01-01,2023-12-31,account";

/// A figures.csv of these stages, values and roundings.
fn figures(rows: &[(&str, u64, &str)]) -> String {
    let row = |(stage, value, rounding): &(&str, u64, &str)| {
        format!("{ROW},{stage},{value},{rounding},table 1\n")
    };
    let rows: String = rows.iter().map(row).collect();
    format!("{KEYS},stage,value,rounding,source\n{rows}")
}

/// 5 of 2 000 reversed, "ca. 100" appeals; the source prints 0.9 % where its figures give 0.25 %.
fn dataset() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let figures = figures(&[
        ("scanned", 1_000_000, "exact"),
        ("actioned", 2_000, "exact"),
        ("appealed", 100, "nearest:100"),
        ("reversed", 5, "exact"),
    ]);
    let ratios = format!(
        "{KEYS},numerator_stage,denominator_stage,value,decimals,source\n\
         {ROW},reversed,actioned,0.9%,1,table 2\n{ROW},reversed,appealed,5%,0,table 2\n"
    );
    let states = "country_code,country,quantity,period_start,period_end,value,source,note\n\
                  XA,Atlantis,reports,2023-01-01,2023-12-31,60,table 3,from a hotline\n\
                  XB,Ys,reports,,,,table 3,not public\n\
                  XC,Lyonesse,offences,2023-01-01,2023-12-31,9,table 3,\n";
    let sent = "region,year,quantity,value,source\nXA,2023,reports,50,table 4\n";
    let readme = "# Figures of *Example*\n\n## Sources\n\n| cited as | document |\n|---|---|\n\
                  | table 1 | The **first** table |\n\n## Doubtful\n\n- The `stage` of one.\n";
    for (name, text) in [
        ("figures.csv", figures.as_str()),
        ("ratios.csv", &ratios),
        ("member-states.csv", states),
        ("ncmec.csv", sent),
        ("README.md", readme),
    ] {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn made(options: &AuditOptions) -> Vec<Page> {
    let folder = dataset();
    let outcome = evaluation::report(folder.path(), options).unwrap();
    pages(&outcome, None).unwrap()
}

fn page<'a>(pages: &'a [Page], name: &str) -> &'a str {
    &pages.iter().find(|page| page.name == name).unwrap().content
}

/// The Markdown with ordinary spaces.
fn text(pages: &[Page]) -> String {
    page(pages, "report.md").replace('\u{a0}', " ")
}

#[test]
fn sources_and_doubtful_readings_are_shown() {
    let pages = made(&AuditOptions::default());
    let markdown = text(&pages);
    assert!(markdown.contains("### Sources\n\n| cited as | document |"), "{markdown}");
    assert!(markdown.contains("| table 1 | The first table |"), "{markdown}");
    assert!(markdown.contains("### Doubtful readings\n\n- The stage of one.\n"), "{markdown}");
    assert!(markdown.contains("README.md | "), "its digest is among the inputs");
    let html = page(&pages, "index.html");
    assert!(html.contains("The first table") && html.contains("<li>The stage of one.</li>"));
    assert!(html.contains("<title>Figures of Example · baserate</title>"));
}

#[test]
fn the_bound_of_what_was_missed_says_whose_it_is() {
    let given = |share: f64| AuditOptions {
        missed_at_most: Some(MissedAtMost::Share(Probability::new(share).unwrap())),
        ..AuditOptions::default()
    };
    let dataset = |options: &AuditOptions| {
        let folder = tempfile::tempdir().unwrap();
        let stages = [("scanned", 9_000), ("flagged", 75), ("reviewed", 75), ("rejected", 44)];
        let figures = figures(&stages.map(|(stage, value)| (stage, value, "exact")));
        fs::write(folder.path().join("figures.csv"), figures).unwrap();
        text(&pages(&evaluation::report(folder.path(), options).unwrap(), None).unwrap())
    };
    let sentence = "Rung 8' assumes that at most 1 % of what was not flagged was violating";
    let illustrated = dataset(&AuditOptions::default());
    let wanted = format!("{sentence}: an illustration, no source bounds it.\n");
    assert!(illustrated.contains(&wanted), "{illustrated}");
    let stated = dataset(&given(0.01));
    assert!(stated.contains(&format!("{sentence}.\n")) && !stated.contains("illustration:"));
}

#[test]
fn the_reconciliation_names_shares_senders_and_whom_it_leaves_out() {
    let markdown = text(&made(&AuditOptions::default()));
    let row =
        "| Atlantis | 2023 | 60 | 50 | 120 % | more than NCMEC sent; others may have sent them";
    assert!(markdown.contains(row), "{markdown}");
    let left_out = "Not in the table, for want of a number of reports: Ys (not public); Lyonesse \
                    (offences, not reports).";
    assert!(markdown.contains(left_out), "{markdown}");
}

/// 5 of 2 000 are 0.25 %, not the 0.9 % printed; 5 of 100 are the 5 % printed.
#[test]
fn marks_carry_the_printed_ratio_only_where_the_counts_give_it() {
    let pages = made(&AuditOptions::default());
    let chart = page(&pages, "identified-sets.svg").replace('\u{a0}', " ");
    assert!(chart.contains(">0.250 % of actions (computed)<"), "{chart}");
    assert!(chart.contains(">5 % of appeals<") && !chart.contains("0.9 %"), "{chart}");
    // Of 50 to 150 appeals, 5 are 3.33 % to 10 %.
    assert!(chart.contains(">10.0 %<"), "the end with rounding is labelled: {chart}");
}

/// With appeals but no number of actions, only the assumption about who appeals bounds the share.
#[test]
fn appeals_without_actions_leave_everything_but_what_the_assumption_takes() {
    let folder = tempfile::tempdir().unwrap();
    let figures = figures(&[("appealed", 378, "exact"), ("reversed", 0, "exact")]);
    fs::write(folder.path().join("figures.csv"), figures).unwrap();
    let outcome = evaluation::report(folder.path(), &AuditOptions::default()).unwrap();
    let pages = pages(&outcome, None).unwrap();
    let chart = page(&pages, "identified-sets.svg").replace('\u{a0}', " ");
    assert!(chart.contains("0 % of appeals (computed), up to 0.971 % by chance"), "{chart}");
    assert!(chart.contains("actions not given") && chart.contains(">100 %<"), "{chart}");
    // No source prints a rate here, so the title does not speak of reported ones.
    assert!(!chart.contains("reported rates are the low end"), "{chart}");
}

#[test]
fn tables_have_names_of_their_own_and_findings_a_count() {
    let pages = made(&AuditOptions::default());
    let html = page(&pages, "index.html");
    let names: Vec<&str> =
        html.split("aria-label=\"").skip(1).map(|rest| rest.split('"').next().unwrap()).collect();
    let different: BTreeSet<&&str> = names.iter().collect();
    assert!(names.len() > 8 && different.len() == names.len(), "{names:?}");
    assert!(text(&pages).contains(" findings: "), "{}", text(&pages));
}

/// What audits at random found comes first, and nobody is asked for an audit that is there. The shares are
/// those of the tests of rungs 6 and 9.
#[test]
fn audits_come_first_in_the_answer() {
    let folder = std::path::Path::new("tests/cli/audited.in");
    let outcome = evaluation::report(folder, &AuditOptions::default()).unwrap();
    let answer: Vec<String> =
        outcome.result.answer.iter().map(|sentence| sentence.replace('\u{a0}', " ")).collect();
    assert!(answer[0].contains("found 20 wrong"), "{answer:?}");
    // 52 reversed and a tenth of the others that nobody appealed, of 8 905.
    assert!(answer[0].contains("10.4 % of all items acted against"), "{answer:?}");
    assert!(answer[1].contains("found 23 violating. So 77.8 % of the violating"), "{answer:?}");
    let advice = &outcome.result.chapters[0].advice;
    assert!(advice.iter().any(|ask| ask.starts_with("How the decisions that were audited")));
    assert!(advice.iter().all(|ask| !ask.contains("A blind re-review")), "{advice:?}");
}
