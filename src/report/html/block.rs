//! A block of text as HTML.

use maud::{Markup, PreEscaped, html};

use super::super::charts::Charts;
use crate::export::{Align, Block, Column};

/// Returns `block` as markup; `id` stands for it within the page, `name` is read out for a table.
pub(super) fn markup(block: &Block, charts: &Charts, id: &str, name: &str) -> Markup {
    match block {
        Block::Heading(..=3, text) => html! { h3 { (words(text)) } },
        Block::Heading(_, text) => html! { h4 { (words(text)) } },
        Block::Paragraph(text) => html! { p { (code(text)) } },
        Block::List(items) => html! { ul { @for item in items { li { (words(item)) } } } },
        Block::Table { columns, rows } => table(columns, rows, id, name),
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

/// Text in which no date and no range in parentheses is broken over two lines.
pub(super) fn words(text: &str) -> Markup {
    html! {
        @for piece in pieces(text) {
            @if is_range(piece) || is_date(piece) || has_exponent(piece) {
                span .whole { (piece.trim_end_matches(' ')) }
                @if piece.ends_with(' ') { " " }
            } @else {
                (piece)
            }
        }
    }
}

/// The words of `text`, each with the space after it; a range in parentheses is one word.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let word = rest.find(' ').map_or(rest.len(), |space| space + 1);
        let range = rest.find(')').map(|end| end + 1).filter(|end| is_range(&rest[..*end]));
        let end = range.unwrap_or(word);
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

/// Whether `text` is a range in parentheses, short enough for one line: `(28 500 to 29 500)`.
fn is_range(text: &str) -> bool {
    const SHORT: usize = 40;
    let inner = text.strip_prefix('(').and_then(|text| text.strip_suffix(')'));
    inner.and_then(|inner| inner.split_once(" to ")).is_some_and(|(from, to)| {
        let number = |text: &str| {
            text.starts_with(|c: char| c.is_ascii_digit())
                && text.chars().all(|c| c.is_ascii_digit() || "\u{a0}.,%".contains(c))
        };
        number(from) && number(to) && text.chars().count() <= SHORT
    })
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

/// Whether `word` is a number with a hyphen in it: `1e-3`.
fn has_exponent(word: &str) -> bool {
    let bare = word.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    bare.contains('-') && bare.parse::<f64>().is_ok()
}

/// Whether `field` is a count out of another: `1 033 of 1 442`.
fn is_count(field: &str) -> bool {
    let is_number =
        |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit() || c == '\u{a0}');
    field.split_once(" of ").is_some_and(|(part, all)| is_number(part) && is_number(all))
}

/// The lines of a field, those after the first set off as remarks.
fn lines(field: &str) -> Markup {
    html! {
        @if is_count(field) { span .whole { (field) } } @else {
        @for (index, line) in field.lines().enumerate() {
            @if index == 0 { (words(line)) } @else { br; span .remark { (words(line)) } }
        }
        }
    }
}

/// A table that scrolls inside itself where the page is narrow.
fn table(columns: &[Column], rows: &[Vec<String>], id: &str, name: &str) -> Markup {
    let side = |column: &Column| match column.align {
        Align::Left => None,
        Align::Right => Some("number"),
    };
    // A table by rungs has long assumptions before its numbers, and narrow screens little room.
    let rungs = columns.first().is_some_and(|column| column.title == "rung");
    // So have the tables of a sweep, of which the rule or the quantity may be long.
    let quantities = columns.iter().any(|column| column.align == Align::Right)
        && columns
            .first()
            .is_some_and(|column| ["rule, threshold", "quantity"].contains(&column.title.as_str()));
    let class =
        |column: &Column, field: &str| if is_digest(field) { Some("digest") } else { side(column) };
    html! {
        section .table .rungs[rungs] .quantities[quantities] .few[columns.len() < 3] .many[columns.len() > 6] id=(id) aria-label=(name) tabindex="0" {
            table {
                thead {
                    tr { @for column in columns { th scope="col" class=[side(column)] { (words(&column.title)) } } }
                }
                tbody {
                    @for row in rows {
                        tr {
                            @for (index, (field, column)) in row.iter().zip(columns).enumerate() {
                                @if index == 0 && !field.is_empty() {
                                    th scope="row" { (lines(field)) }
                                } @else {
                                    td class=[class(column, field)] { (lines(field)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Whether `field` is the fingerprint of a file.
fn is_digest(field: &str) -> bool {
    field.len() == 64 && field.bytes().all(|byte| byte.is_ascii_hexdigit())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_and_dates_stay_whole() {
        let range = "29\u{a0}000 (28\u{a0}500 to 29\u{a0}500) since 2021-08-02, (not this one)";
        assert_eq!(
            words(range).into_string(),
            "29\u{a0}000 <span class=\"whole\">(28\u{a0}500 to 29\u{a0}500)</span> since \
             <span class=\"whole\">2021-08-02,</span> (not this one)"
        );
        assert_eq!(pieces("a (b) c").concat(), "a (b) c");
        let exponent = words("precision at 1e-3, not 1-3").into_string();
        assert_eq!(exponent, "precision at <span class=\"whole\">1e-3,</span> not 1-3");
        assert!(is_count("1\u{a0}033 of 1\u{a0}442") && !is_count("one of 3") && !is_count("3 of"));
        assert!(is_range("(0.653 to 2.48)") && !is_range("(see 1 to 2)") && !is_range("1 to 2"));
    }
}
