//! The report as one self-contained page: inline style and charts, nothing to load, no script.

mod block;
mod findings;

use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::chart::palette;
use super::charts::Charts;
use super::document::{self, FINDINGS, Section};
use crate::evaluation::{Outcome, Report};
use crate::export::Block;

const STYLE: &str = include_str!("style.css");

/// What a page has besides its sections.
struct Frame<'a> {
    /// The heading.
    title: &'a str,
    /// The name in the title bar of a browser.
    tab: &'a str,
    /// What stands below the heading.
    lede: Markup,
    /// The last line.
    foot: String,
}

/// Returns the page of a dataset.
pub(super) fn page(outcome: &Outcome<Report>, sections: &[Section], charts: &Charts) -> String {
    let lede = html! {
        p .lede {
            "Providers report reversals after an appeal as error rates. This report says \
             what such figures determine, what they leave open, and what to ask for."
        }
        p .words {
            "Words: actioned, FDR, κ, rung and the others are explained under "
            a href="#reading" { "How to read this" } "."
        }
    };
    let frame = Frame {
        title: &document::title(outcome),
        tab: &outcome.result.title,
        lede,
        foot: format!("baserate {}. Figures are facts from the documents cited.", outcome.version),
    };
    framed(&frame, sections, |section| match section.id.as_str() {
        FINDINGS => findings::list(outcome),
        _ => body(section, charts),
    })
}

/// Returns the page of sections in which nothing is laid out in a way of its own.
pub(super) fn plain_page<T>(
    outcome: &Outcome<T>,
    (title, lede): (&str, &str),
    sections: &[Section],
    charts: &Charts,
) -> String {
    let lede = html! { p .lede { (lede) } };
    let foot = format!("baserate {}.", outcome.version);
    let frame = Frame { title, tab: title, lede, foot };
    framed(&frame, sections, |section| body(section, charts))
}

fn framed(frame: &Frame, sections: &[Section], body: impl Fn(&Section) -> Markup) -> String {
    let style =
        format!("{STYLE}\n@media (prefers-color-scheme: dark) {{\n{}}}\n", palette::dark_css());
    let markup = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                title { (frame.tab) " · baserate" }
                style { (PreEscaped(style)) }
            }
            body {
                a .skip href="#answer" { "Skip to the answer" }
                header {
                    h1 { (frame.title) }
                    (frame.lede)
                }
                nav aria-label="Contents" { (contents(sections)) }
                main {
                    @for section in sections {
                        section id=(section.id) aria-labelledby={ (section.id) "-title" } {
                            h2 id={ (section.id) "-title" } { (section.title) }
                            (body(section))
                        }
                    }
                }
                footer { p { (frame.foot) } }
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

/// The blocks of a section, each table named by the headings that it stands under.
fn body(section: &Section, charts: &Charts) -> Markup {
    let mut headings: Vec<(u8, &str)> = Vec::new();
    let mut names: Vec<String> = Vec::new();
    let mut parts = Vec::new();
    for (index, item) in section.blocks.iter().enumerate() {
        match item {
            Block::Heading(level, text) => {
                headings.retain(|(above, _)| above < level);
                headings.push((*level, text));
            }
            Block::Table { .. } => names.push(name(section, &headings, &names)),
            _ => {}
        }
        let name = names.last().map_or("", String::as_str);
        parts.push(block::markup(item, charts, &format!("{}-{index}", section.id), name));
    }
    html! { @for part in parts { (part) } }
}

/// The accessible name of a table: its chapter and headings, with a number where those have one.
fn name(section: &Section, headings: &[(u8, &str)], taken: &[String]) -> String {
    let above = headings.iter().map(|(_, text)| *text);
    let path: Vec<&str> = std::iter::once(section.title.as_str()).chain(above).collect();
    let name = format!("Table: {}", path.join("; "));
    let numbered = (2..).map(|number| format!("{name} ({number})"));
    std::iter::once(name.clone())
        .chain(numbered)
        .find(|name| !taken.contains(name))
        .unwrap_or(name.clone())
}
