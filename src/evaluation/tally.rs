//! `tally`: scores to the tally of them.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};
use crate::input::{ScoreOptions, read_scores};
use crate::tally::{KeyedTally, Resolution, Tally};

/// A tally, with weights or clusters where its rows have them.
#[derive(Clone, Debug, PartialEq)]
pub enum Tallied {
    /// Distinct scores.
    Plain(Tally),
    /// Distinct clusters, weights and scores.
    Keyed(KeyedTally),
}

impl Tallied {
    /// How finely scores were told apart, or `None` where all were.
    #[must_use]
    pub fn resolution(&self) -> Option<Resolution> {
        match self {
            Self::Plain(tally) => tally.resolution(),
            Self::Keyed(_) => None,
        }
    }
}

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
) -> Result<(Tallied, Vec<PathBuf>)> {
    let scores = read_scores(paths, options, progress)?;
    if only_tallies && scores.has_items {
        let name =
            paths.iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(", ");
        return Err(Error::file(Path::new(&name), "rows with labels, expected tallies alone")
            .with_remedy("leave out --merge to count them"));
    }
    let tallied = match scores.keyed {
        Some(keyed) => Tallied::Keyed(keyed),
        None => Tallied::Plain(scores.rows.tally(options.threads)),
    };
    Ok((tallied, scores.skipped))
}
