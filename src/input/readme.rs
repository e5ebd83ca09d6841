//! `README.md` of a dataset folder: its title, its sources, and what is doubtful in reading them.

use std::path::Path;

use serde::Serialize;

use super::Digest;
use super::table::digest;
use crate::error::{Error, Result};

/// What the README.md of a dataset says about its sources.
#[derive(Debug, Default)]
pub struct Readme {
    /// The first heading; absent where there is none.
    pub title: Option<String>,
    /// The section `Sources`; absent where it has no table.
    pub sources: Option<Sources>,
    /// The list of the section `Doubtful`; empty where there is none.
    pub doubtful: Vec<String>,
    /// The file that was read; absent where there is none.
    pub input: Option<Digest>,
}

/// The documents that a dataset was taken from, as its README.md lists them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Sources {
    /// What stands around the table; may be empty.
    pub note: String,
    /// The titles of the columns.
    pub columns: Vec<String>,
    /// The rows, each with as many fields as there are columns.
    pub rows: Vec<Vec<String>>,
}

/// Returns what the README.md in the folder at `path` says; nothing where there is no such file.
///
/// Marks of emphasis and code are taken off. Sections that are not there are left empty.
///
/// # Errors
///
/// If the file is there and cannot be read, or is not UTF-8 text.
pub fn read_readme(path: &Path) -> Result<Readme> {
    let path = path.join("README.md");
    if !path.is_file() {
        return Ok(Readme::default());
    }
    let bytes = std::fs::read(&path)
        .map_err(|error| Error::file(&path, format!("cannot be read: {error}")))?;
    let Ok(text) = std::str::from_utf8(&bytes) else {
        return Err(
            Error::file(&path, "not UTF-8 text, expected Markdown").with_remedy("save it in UTF-8")
        );
    };
    Ok(Readme { input: Some(digest(&path, &bytes)), ..parse(text) })
}

fn parse(text: &str) -> Readme {
    let title = text.lines().find_map(|line| line.strip_prefix("# "));
    Readme {
        title: title.map(plain).filter(|title| !title.is_empty()),
        sources: sources(&section(text, "Sources")),
        doubtful: list(&section(text, "Doubtful")),
        input: None,
    }
}

/// The lines of the section `name`, up to the next heading of its level or above.
fn section<'a>(text: &'a str, name: &str) -> Vec<&'a str> {
    let heading = |line: &str| line.starts_with("# ") || line.starts_with("## ");
    let named = |line: &&str| line.strip_prefix("## ").is_none_or(|title| plain(title) != name);
    text.lines().skip_while(named).skip(1).take_while(|line| !heading(line)).collect()
}

/// The first table of a section with the text around it.
fn sources(lines: &[&str]) -> Option<Sources> {
    let (table, text): (Vec<&str>, Vec<&str>) =
        lines.iter().map(|line| line.trim()).partition(|line| line.starts_with('|'));
    let [header, _rule, rows @ ..] = table.as_slice() else { return None };
    let columns = fields(header);
    let row = |line: &&str| {
        let mut fields = fields(line);
        fields.resize(columns.len(), String::new());
        fields
    };
    let note = text.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ");
    Some(Sources { note: plain(&note), rows: rows.iter().map(row).collect(), columns })
}

/// The fields of a line of a table; `\|` does not part them.
fn fields(line: &str) -> Vec<String> {
    let line = line.replace("\\|", "\0");
    let inner = line.trim().trim_start_matches('|');
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    inner.split('|').map(|field| plain(&field.replace('\0', "|"))).collect()
}

/// The items of the list in a section, each in one line.
fn list(lines: &[&str]) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    let mut open = false;
    for line in lines {
        let item = line.strip_prefix("- ").or_else(|| line.strip_prefix("* "));
        if let Some(item) = item {
            items.push(item.trim().to_owned());
            open = true;
        } else if line.trim().is_empty() || !line.starts_with(' ') {
            open = false;
        } else if let Some(last) = items.last_mut().filter(|_| open) {
            *last += " ";
            *last += line.trim();
        }
    }
    items.iter().map(|item| plain(item)).collect()
}

/// `text` without marks of emphasis and code; what is code keeps its own characters.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for (index, part) in text.trim().split('`').enumerate() {
        if index % 2 == 1 {
            plain.push_str(part);
        } else {
            without_emphasis(part, &mut plain);
        }
    }
    plain
}

/// Adds `text` without the stars that touch a word, and without the underscores at its ends.
fn without_emphasis(text: &str, plain: &mut String) {
    let mut before = ' ';
    let mut rest = text;
    while let Some(mark) = rest.chars().next() {
        let run = rest.len() - rest.trim_start_matches(mark).len();
        let after = rest[run..].chars().next().unwrap_or(' ');
        let is_emphasis = match mark {
            '*' => !(before.is_whitespace() && after.is_whitespace()),
            '_' => before.is_alphanumeric() != after.is_alphanumeric(),
            _ => false,
        };
        if !is_emphasis {
            plain.push_str(&rest[..run]);
        }
        (before, rest) = (mark, &rest[run..]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Figures of *Example*\n\nText.\n\n## Sources\n\nAll are public.\n\n\
        | cited as | document |\n|---|---|\n| **Report** | Example, `a|b` `used_by`, 2 * 3 |\n\
        | Letter |\n\n## Doubtful\n\n- one, on\n  two lines\n- _second_ snake_case\n\nafter\n\
        \n## Next\n\n- not this\n";

    #[test]
    fn sections_are_read_without_their_marks() {
        let readme = parse(&TEXT.replace("a|b", "a\\|b"));
        assert_eq!(readme.title.as_deref(), Some("Figures of Example"));
        assert_eq!(readme.doubtful, ["one, on two lines", "second snake_case"]);
        let sources = readme.sources.unwrap();
        assert_eq!(sources.note, "All are public.");
        assert_eq!(sources.columns, ["cited as", "document"]);
        assert_eq!(
            sources.rows,
            [["Report", "Example, a|b used_by, 2 * 3"], ["Letter", ""]]
                .map(|row| row.map(str::to_owned))
        );
    }

    #[test]
    fn what_is_not_there_is_left_empty() {
        for text in ["", "text", "## Sources\n\nnone\n", "## Sources\n\n| a |\n", "## Doubtful\n"] {
            let readme = parse(text);
            assert!(readme.title.is_none() && readme.sources.is_none(), "{text}");
            assert!(readme.doubtful.is_empty(), "{text}");
        }
        let folder = tempfile::tempdir().unwrap();
        assert!(read_readme(folder.path()).unwrap().input.is_none());
        std::fs::write(folder.path().join("README.md"), b"# \xff").unwrap();
        let error = read_readme(folder.path()).unwrap_err().to_string();
        assert!(error.contains("README.md: not UTF-8 text"), "{error}");
    }
}
