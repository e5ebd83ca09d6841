//! A block of text as HTML.

use maud::{Markup, PreEscaped, html};

use super::super::charts::Charts;
use crate::export::{Align, Block, Column};

/// Returns `block` as markup; `id` names it within the page.
pub(super) fn markup(block: &Block, charts: &Charts, id: &str) -> Markup {
    match block {
        Block::Heading(..=3, text) => html! { h3 { (text) } },
        Block::Heading(_, text) => html! { h4 { (text) } },
        Block::Paragraph(text) => html! { p { (code(text)) } },
        Block::List(items) => html! { ul { @for item in items { li { (item) } } } },
        Block::Table { columns, rows } => table(columns, rows, id),
        Block::Picture { path, .. } => picture(charts, path),
    }
}

/// Text with what stands between backticks as code.
fn code(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

/// The lines of a field, those after the first set off as remarks.
fn lines(field: &str) -> Markup {
    html! {
        @for (index, line) in field.lines().enumerate() {
            @if index == 0 { (line) } @else { br; span .remark { (line) } }
        }
    }
}

/// A table that scrolls inside itself where the page is narrow.
fn table(columns: &[Column], rows: &[Vec<String>], id: &str) -> Markup {
    let side = |column: &Column| match column.align {
        Align::Left => None,
        Align::Right => Some("number"),
    };
    let titles: Vec<&str> = columns.iter().map(|column| column.title.as_str()).collect();
    html! {
        div .table id=(id) role="region" aria-label={ "Table: " (titles.join(", ")) } tabindex="0" {
            table {
                thead {
                    tr { @for column in columns { th scope="col" class=[side(column)] { (column.title) } } }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (index, (field, column)) in row.iter().zip(columns).enumerate() {
                                @if index == 0 && !field.is_empty() {
                                    th scope="row" { (field) }
                                } @else {
                                    td class=[side(column)] { (lines(field)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A chart in both widths, of which the page shows the one that fits.
fn picture(charts: &Charts, path: &str) -> Markup {
    html! {
        @if let Some(chart) = charts.iter().find(|chart| chart.file == path) {
            figure {
                div .wide { (PreEscaped(&chart.wide)) }
                div .narrow { (PreEscaped(&chart.narrow)) }
            }
        }
    }
}
