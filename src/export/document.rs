//! A document of headings, paragraphs, lists and tables, before it has a format.

/// A piece of a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading of this level, from 1.
    Heading(u8, String),
    /// A paragraph.
    Paragraph(String),
    /// A list of short texts.
    List(Vec<String>),
    /// A table.
    Table {
        /// The columns.
        columns: Vec<Column>,
        /// The rows, each with as many fields as there are columns.
        rows: Vec<Vec<String>>,
    },
    /// A picture beside the document, with a text that stands for it.
    Picture {
        /// The path, relative to the document.
        path: String,
        /// What it shows.
        text: String,
    },
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What it holds.
    pub title: String,
    /// On which side its fields stand.
    pub align: Align,
}

/// On which side of a column its fields stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

impl Column {
    /// A column of text.
    #[must_use]
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), align: Align::Left }
    }

    /// A column of numbers.
    #[must_use]
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), align: Align::Right }
    }
}
