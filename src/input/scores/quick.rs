//! Rows of text that need no second look.

use super::decimal::short;
use super::layout::{Kind, Layout};

/// A row with a short number for a score.
pub(super) struct Quick<'a> {
    pub(super) score: f64,
    /// The label as it is written, perhaps with blanks.
    pub(super) label: &'a [u8],
    /// How long the row is, the end of its line included.
    pub(super) length: usize,
}

/// Returns the row of an item with which `text` begins, where it is whole and has as many fields as the header,
/// and its score is a short number without blanks; else it needs a second look.
#[inline]
pub(super) fn quick_row<'a>(text: &'a [u8], layout: &Layout) -> Option<Quick<'a>> {
    let Kind::Item(label_place) = layout.columns.kind else { return None };
    let mut row = Quick { score: 0.0, label: &[], length: 0 };
    for field in 0..layout.fields {
        let rest = text.get(row.length..)?;
        let mut length = if field == layout.columns.score {
            let (score, length) = short(rest)?;
            row.score = score;
            length
        } else {
            let length = rest.iter().position(|byte| [layout.delimiter, b'\n'].contains(byte))?;
            if field == label_place {
                let label = &rest[..length];
                row.label = label.strip_suffix(b"\r").unwrap_or(label);
            }
            length
        };
        let is_last = field + 1 == layout.fields;
        // Of a label this is already left behind.
        length += usize::from(is_last && rest.get(length) == Some(&b'\r'));
        let end = if is_last { b'\n' } else { layout.delimiter };
        if *rest.get(length)? != end {
            return None;
        }
        row.length += length + 1;
    }
    Some(row)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::ScoreOptions;

    #[test]
    fn rows_that_are_as_usual_are_read_and_others_left() {
        let layout = |header: &str| {
            let path = std::path::Path::new("scores.csv");
            Layout::read(path, header.as_bytes(), &ScoreOptions::default()).unwrap().0
        };
        let (usual, turned) = (layout("score,label\n"), layout("id;label;score\n"));
        let row = |text: &'static str, layout: &Layout| {
            let row = quick_row(text.as_bytes(), layout)?;
            Some((row.score, std::str::from_utf8(row.label).unwrap(), row.length))
        };
        assert_eq!(row("0.25,1\n0.5,0\n", &usual), Some((0.25, "1", 7)));
        assert_eq!(row("-0.25,spam\r\n0.5,0\n", &usual), Some((-0.25, "spam", 12)));
        assert_eq!(row("0.25,\n", &usual), Some((0.25, "", 6)));
        assert_eq!(row("a b;1;7.5\n", &turned), Some((7.5, "1", 10)));
        assert_eq!(row("a;1;7.5\r\nb", &turned), Some((7.5, "1", 9)));
        for text in [
            "0.25,1",
            "0.25\n",
            "0.25,1,2\n",
            " 0.25,1\n",
            "1e-3,1\n",
            "\n0.25,1\n",
            "x,1\n",
            ",1\n",
        ] {
            assert_eq!(row(text, &usual), None, "{text:?}");
        }
        for text in ["a;1;7.5 \n", "a;1\n2;7.5\n", "a;1;7.5\rb\n", "a;1;7.5;\n"] {
            assert_eq!(row(text, &turned), None, "{text:?}");
        }
    }
}
