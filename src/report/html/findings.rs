//! The findings as a list that a reader can order, without a script.

use maud::{Markup, html};

use super::super::document::count;
use super::block::words;
use crate::disclosure::Finding;
use crate::evaluation::{Outcome, Report};
use crate::export::audit::by_severity;

/// Returns the findings with a choice of order: by severity, or by provider.
pub(super) fn list(outcome: &Outcome<Report>) -> Markup {
    let sorted = by_severity(&outcome.findings);
    let providers = by_provider(outcome, &sorted);
    html! {
        @if sorted.is_empty() {
            p { (count(&outcome.findings)) }
        } @else {
            p {
                (count(&outcome.findings))
                " They ask, they do not accuse: most follow from how reporting is set up."
            }
            fieldset .order {
                legend { "Order" }
                label { input type="radio" name="order" id="by-severity" checked; " by severity" }
                label { input type="radio" name="order" id="by-provider"; " by provider" }
            }
            ol .findings {
                @for (finding, place) in sorted.iter().zip(&providers) {
                    li class=(finding.severity) style={ "--by-provider:" (place.0) } {
                        (entry(finding, &place.1))
                    }
                }
            }
        }
    }
}

fn entry(finding: &Finding, providers: &str) -> Markup {
    html! {
        p .tags {
            strong { (finding.severity) } " · " (finding.code)
            @if !providers.is_empty() { " · " (providers) }
        }
        p { (words(&finding.message)) }
        p .ask { (finding.ask) }
        details {
            summary { "Figures it rests on (" (finding.places.len()) ")" }
            ul { @for place in &finding.places { li { (place) } } }
        }
    }
}

/// The place of each finding in the order of providers, and the providers that it is about.
fn by_provider(outcome: &Outcome<Report>, findings: &[&Finding]) -> Vec<(usize, String)> {
    let names: Vec<String> = findings.iter().map(|finding| providers(outcome, finding)).collect();
    let mut order: Vec<usize> = (0..names.len()).collect();
    // Those about several or no providers come last.
    order.sort_by_key(|index| {
        (names[*index].is_empty() || names[*index].contains(';'), &names[*index])
    });
    names
        .iter()
        .enumerate()
        .map(|(index, name)| {
            (order.iter().position(|at| *at == index).unwrap_or(index), name.clone())
        })
        .collect()
}

fn providers(outcome: &Outcome<Report>, finding: &Finding) -> String {
    let mut names: Vec<&str> = Vec::new();
    for case in &outcome.result.audit.cases {
        let name = case.case.key.provider.as_str();
        if finding.cases.contains(&case.case.id) && !names.contains(&name) {
            names.push(name);
        }
    }
    names.join("; ")
}
