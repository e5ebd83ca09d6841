//! Tables for a terminal.

use comfy_table::{
    Cell, CellAlignment, ColumnConstraint, ContentArrangement, LineStyle, Table, TableStyle,
    Width::Fixed,
};

use super::{Align, Block, Column};

/// The width in which tables are laid out, in characters: that of the output does not matter, so
/// that the same inputs give the same bytes.
const WIDTH: u16 = 100;

/// The characters on both sides of each field.
const PADDING: u16 = 2;

/// A rule below the header and nothing else.
const RULED: TableStyle =
    TableStyle::new().header_separator(LineStyle::none().fill('─').junction('─'));

/// Returns `blocks` as plain text with ruled tables, 100 characters wide.
#[must_use]
pub fn terminal(blocks: &[Block]) -> String {
    let texts: Vec<String> = blocks.iter().map(block).collect();
    texts.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(1, text) => {
            format!("{}\n{}\n", text.to_uppercase(), "=".repeat(text.chars().count()))
        }
        Block::Heading(2, text) => format!("\n{text}\n{}\n", "-".repeat(text.chars().count())),
        Block::Heading(_, text) => format!("{text}\n"),
        Block::Paragraph(text) => wrap(text, "", ""),
        Block::List(items) => items.iter().map(|item| wrap(item, "- ", "  ")).collect(),
        Block::Table { columns, rows } => table(columns, rows),
        Block::Picture { path, text } => wrap(&format!("{text}: {path}"), "", ""),
    }
}

fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let mut table = Table::new();
    table.load_style(RULED).set_content_arrangement(ContentArrangement::Dynamic).set_width(WIDTH);
    let cell = |text: &str, column: &Column| {
        Cell::new(text).set_alignment(match column.align {
            Align::Left => CellAlignment::Left,
            Align::Right => CellAlignment::Right,
        })
    };
    table.set_header(columns.iter().map(|column| cell(&column.title, column)));
    for row in rows {
        table.add_row(row.iter().zip(columns).map(|(field, column)| cell(field, column)));
    }
    for (place, column) in columns.iter().enumerate() {
        if let Some((least, laid_out)) =
            least_width(place, column, rows).zip(table.column_mut(place))
        {
            laid_out.set_constraint(least);
        }
    }
    let lines: Vec<String> =
        table.lines().map(|line| line.trim_end_matches(' ').to_owned()).collect();
    lines.join("\n") + "\n"
}

/// The least width of `column`, the one at `place`, where its widest field is one word or number, which is
/// not to be broken.
fn least_width(place: usize, column: &Column, rows: &[Vec<String>]) -> Option<ColumnConstraint> {
    let fields = rows.iter().filter_map(|row| row.get(place)).chain([&column.title]);
    let widest = fields.max_by_key(|field| field.chars().count())?;
    let width = u16::try_from(widest.chars().count()).ok()?.checked_add(PADDING)?;
    let is_one = !widest.contains(' ') && width < WIDTH / 2;
    is_one.then_some(ColumnConstraint::LowerBoundary(Fixed(width)))
}

/// Breaks `text` at plain spaces into lines of at most [`WIDTH`] characters.
fn wrap(text: &str, first: &str, next: &str) -> String {
    let mut lines = vec![first.to_owned()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { continue };
        let fresh = *line == first || *line == next;
        if fresh || line.chars().count() + 1 + word.chars().count() <= usize::from(WIDTH) {
            if !fresh {
                line.push(' ');
            }
            line.push_str(word);
        } else {
            lines.push(format!("{next}{word}"));
        }
    }
    lines.join("\n") + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_broken_at_spaces() {
        let text = "word ".repeat(40);
        let wrapped = wrap(text.trim_end(), "- ", "  ");
        assert!(wrapped.lines().all(|line| line.chars().count() <= 100));
        assert!(wrapped.starts_with("- word word"));
        assert_eq!(wrapped.matches("word").count(), 40);
    }
}
