//! A block of text as HTML.

use maud::{Markup, PreEscaped, html};

use super::super::charts::Charts;
use crate::export::{Align, Block, Column};

/// Returns `block` as markup; `id` names it within the page.
pub(super) fn markup(block: &Block, charts: &Charts, id: &str) -> Markup {
    match block {
        Block::Heading(..=3, text) => html! { h3 { (words(text)) } },
        Block::Heading(_, text) => html! { h4 { (words(text)) } },
        Block::Paragraph(text) => html! { p { (code(text)) } },
        Block::List(items) => html! { ul { @for item in items { li { (words(item)) } } } },
        Block::Table { columns, rows } => table(columns, rows, id),
        Block::Picture { path, .. } => picture(charts, path),
    }
}

/// Text with what stands between backticks as code.
fn code(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (words(part)) }
        }
    }
}

/// Text in which no date is broken over two lines.
pub(super) fn words(text: &str) -> Markup {
    html! {
        @for word in text.split_inclusive(' ') {
            @if is_date(word) { span .whole { (word) } } @else { (word) }
        }
    }
}

/// Whether `word` holds a date as ISO 8601 writes it.
fn is_date(word: &str) -> bool {
    let digits = |part: &str, count: usize| {
        part.len() == count && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let bare = word.trim_matches(|c: char| !c.is_ascii_digit());
    let parts: Vec<&str> = bare.split('-').collect();
    matches!(parts[..], [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
}

/// The lines of a field, those after the first set off as remarks.
fn lines(field: &str) -> Markup {
    html! {
        @for (index, line) in field.lines().enumerate() {
            @if index == 0 { (words(line)) } @else { br; span .remark { (words(line)) } }
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
                                    th scope="row" { (words(field)) }
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
