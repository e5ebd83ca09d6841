//! No file of the project has the marks that a merge leaves where two sides disagree.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

const MARKS: [&[u8]; 3] = [b"<<<<<<< ", b"||||||| ", b">>>>>>> "];

/// Every file below `folder` but for what is built or belongs to git.
fn files(folder: &Path) -> Vec<PathBuf> {
    let paths = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let own = paths.filter(|path| !path.ends_with("target") && !path.ends_with(".git"));
    own.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// The number of the first line of `text` with such a mark.
fn marked_line(text: &[u8]) -> Option<usize> {
    let marked = |line: &[u8]| MARKS.iter().any(|mark| line.starts_with(mark));
    text.split(|byte| *byte == b'\n').position(marked).map(|line| line + 1)
}

#[test]
fn no_file_has_merge_marks() {
    let files = files(Path::new(env!("CARGO_MANIFEST_DIR")));
    assert!(files.len() > 100, "{} files", files.len());
    for path in files {
        let line = marked_line(&fs::read(&path).unwrap());
        assert_eq!(line, None, "{}", path.display());
    }
}

#[test]
fn marks_are_seen_at_the_start_of_a_line_only() {
    for mark in MARKS {
        assert_eq!(marked_line(&[b"a\n", mark, b"main\n"].concat()), Some(2));
        assert_eq!(marked_line(&[b"a ", mark, b"main\n"].concat()), None);
    }
}
