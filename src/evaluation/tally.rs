//! `tally`: scores to the tally of them.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::input::{ScoreOptions, read_scores};
use crate::tally::Tally;

/// Returns the tally of the scores in all files that `paths` stand for, and the files in folders that were
/// not read; `progress` is told how many bytes were read since it was last told.
///
/// # Errors
///
/// If the scores are refused, or only tallies are to be merged and a file is none.
pub fn tally(
    paths: &[PathBuf],
    options: &ScoreOptions,
    only_tallies: bool,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<(Tally, Vec<PathBuf>)> {
    let scores = read_scores(paths, options, progress)?;
    if only_tallies && scores.rows.has_items() {
        let name =
            paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Error::file(Path::new(&name), "rows with labels, expected tallies alone")
            .with_remedy("leave out --merge to count them"));
    }
    Ok((scores.rows.tally(options.threads), scores.skipped))
}
