//! Markdown.

use std::fmt::Write as _;

use super::{Align, Block, Column};

/// Returns `blocks` as Markdown, with tables as GitHub writes them.
#[must_use]
pub fn markdown(blocks: &[Block]) -> String {
    let texts: Vec<String> = blocks.iter().map(block).collect();
    texts.join("\n")
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading(level, text) => format!("{} {text}\n", "#".repeat(usize::from(*level))),
        Block::Paragraph(text) => format!("{text}\n"),
        Block::List(items) => items.iter().fold(String::new(), |mut list, item| {
            // Writing to a string cannot fail.
            let _ = writeln!(list, "- {item}");
            list
        }),
        Block::Table { columns, rows } => table(columns, rows),
        Block::Picture { path, text } => format!("![{text}]({path})\n"),
    }
}

fn table(columns: &[Column], rows: &[Vec<String>]) -> String {
    let titles: Vec<String> = columns.iter().map(|column| escape(&column.title)).collect();
    let rules: Vec<&str> = columns
        .iter()
        .map(|column| match column.align {
            Align::Left => ":---",
            Align::Right => "---:",
        })
        .collect();
    let mut text = format!("| {} |\n| {} |\n", titles.join(" | "), rules.join(" | "));
    for row in rows {
        let fields: Vec<String> = row.iter().map(|field| escape(field)).collect();
        let _ = writeln!(text, "| {} |", fields.join(" | "));
    }
    text
}

fn escape(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', "<br>")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_align_and_escape() {
        let blocks = [
            Block::Heading(2, "Title".into()),
            Block::Table {
                columns: vec![Column::text("a|b"), Column::number("n")],
                rows: vec![vec!["x".into(), "1".into()]],
            },
        ];
        assert_eq!(markdown(&blocks), "## Title\n\n| a\\|b | n |\n| :--- | ---: |\n| x | 1 |\n");
    }
}
