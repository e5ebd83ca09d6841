//! The report as one self-contained page: inline style and charts, nothing to load, no script.

mod block;
mod findings;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::chart::palette;
use super::charts::Charts;
use super::document::{self, FINDINGS, Section};
use crate::evaluation::{Outcome, Report};

const STYLE: &str = include_str!("style.css");

/// Returns the page.
pub(super) fn page(outcome: &Outcome<Report>, sections: &[Section], charts: &Charts) -> String {
    let title = document::title(outcome);
    let style =
        format!("{STYLE}\n@media (prefers-color-scheme: dark) {{\n{}}}\n", palette::dark_css());
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (title) }
                style { (PreEscaped(style)) }
            }
            body {
                a .skip href="#answer" { "Skip to the answer" }
                header {
                    h1 { (title) }
                    p .lede {
                        "Providers report reversals after an appeal as error rates. This report says \
                         what such figures determine, what they leave open, and what to ask for."
                    }
                }
                nav aria-label="Contents" { (contents(sections)) }
                main {
                    @for section in sections {
                        section id=(section.id) aria-labelledby={ (section.id) "-title" } {
                            h2 id={ (section.id) "-title" } { (section.title) }
                            @if section.id == FINDINGS {
                                (findings::list(outcome))
                            } @else {
                                (body(section, charts))
                            }
                        }
                    }
                }
                footer { p { "baserate " (outcome.version) ". Figures are facts from the documents cited." } }
            }
        }
    };
    markup.into_string()
}

fn contents(sections: &[Section]) -> Markup {
    html! {
        ol {
            @for section in sections {
                li { a href={ "#" (section.id) } { (section.title) } }
            }
        }
    }
}

fn body(section: &Section, charts: &Charts) -> Markup {
    html! {
        @for (index, item) in section.blocks.iter().enumerate() {
            (block::markup(item, charts, &format!("{}-{index}", section.id)))
        }
    }
}
