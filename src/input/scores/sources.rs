//! Which files are read.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The endings of the files in a folder that are read.
const ENDINGS: [&str; 9] =
    ["csv", "tsv", "csv.gz", "tsv.gz", "csv.zst", "tsv.zst", "parquet", "arrow", "feather"];

/// The files that paths stand for, and those beside them that are not read.
#[derive(Debug, Default)]
pub(super) struct Sources {
    pub(super) files: Vec<PathBuf>,
    pub(super) skipped: Vec<PathBuf>,
}

impl Sources {
    /// Returns the files that `paths` stand for: files, all score files in a folder, and patterns with `*`, `?`
    /// or `[…]`; in the order of the paths, and by name within one.
    pub(super) fn of(paths: &[PathBuf]) -> Result<Self> {
        let mut sources = Self::default();
        for path in paths {
            if path.is_dir() {
                sources.add_folder(path)?;
            } else if path == Path::new("-") || path.exists() {
                sources.files.push(path.clone());
            } else {
                sources.add_pattern(path)?;
            }
        }
        let mut seen: Vec<&PathBuf> = sources.files.iter().collect();
        seen.sort();
        match seen.windows(2).find(|pair| pair[0] == pair[1]) {
            Some(pair) => Err(Error::file(pair[0], "named twice, expected once")
                .with_remedy("its rows would be counted twice; leave out one")),
            None => Ok(sources),
        }
    }

    fn add_folder(&mut self, folder: &Path) -> Result<()> {
        let failed =
            |error: std::io::Error| Error::file(folder, format!("cannot be read: {error}"));
        let mut files = Vec::new();
        for entry in std::fs::read_dir(folder).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.is_file() {
                files.push(path);
            }
        }
        files.sort();
        let (scores, others): (Vec<_>, Vec<_>) =
            files.into_iter().partition(|path| is_scores(path));
        if scores.is_empty() {
            let endings = ENDINGS.join(", ");
            let message =
                format!("a folder without score files, expected one that ends in {endings}");
            let inside = folder.join("**").join("*.parquet");
            let remedy = format!(
                "to reach the folders in it, give a pattern such as '{}'",
                inside.display()
            );
            return Err(Error::file(folder, message).with_remedy(remedy));
        }
        self.files.extend(scores);
        self.skipped.extend(others);
        Ok(())
    }

    fn add_pattern(&mut self, pattern: &Path) -> Result<()> {
        let missing = || Error::file(pattern, "no such file, expected one with scores");
        let text = pattern.to_str().filter(|text| text.contains(['*', '?', '[']));
        let found = text.map(glob::glob).ok_or_else(missing)?;
        let found = found.map_err(|error| Error::file(pattern, format!("no pattern: {error}")))?;
        let mut files = Vec::new();
        for path in found {
            let path = path.map_err(|error| Error::file(error.path(), error.to_string()))?;
            if path.is_file() {
                files.push(path);
            }
        }
        if files.is_empty() {
            return Err(Error::file(pattern, "a pattern that no file fits, expected at least one"));
        }
        self.files.extend(files);
        Ok(())
    }
}

/// Whether a file in a folder is read; those with a leading dot or underscore are of no concern.
fn is_scores(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    !name.starts_with(['.', '_'])
        && ENDINGS.iter().any(|ending| name.ends_with(&format!(".{ending}")))
}
