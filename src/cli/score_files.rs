//! Options of every command that reads scores.

use std::fs::Metadata;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Mutex;
use std::thread::available_parallelism;

use clap::{Args, ValueEnum};

use super::progress::Progress;
use crate::input::{LabelWords, NotFinite, ScoreOptions};
use crate::tally::Resolution;

/// Which scores are read, and how.
#[derive(Debug, Args)]
pub(super) struct ScoreFiles {
    /// Files of scores with labels, or tallies of them: Parquet, Arrow, CSV or TSV (also packed: .gz, .zst), a
    /// folder, a pattern such as 'scores-*.csv', or - for standard input.
    #[arg(required = true, value_name = "SCORES")]
    pub(super) files: Vec<PathBuf>,
    /// The column of scores; more is more likely violating.
    #[arg(long, value_name = "COLUMN", default_value = "score")]
    score: String,
    /// The column of labels: true, 1 or positive, or else false, 0 or negative. Rows with an empty one are
    /// unlabelled.
    #[arg(long, value_name = "COLUMN", default_value = "label")]
    label: String,
    /// The label that is positive; any other is then negative, if there is only one other.
    #[arg(long, value_name = "LABEL")]
    positive: Option<String>,
    /// The labels that are negative, several separated by commas.
    #[arg(long, value_name = "LABEL", value_delimiter = ',', requires = "positive")]
    negative: Vec<String>,
    /// What is done with a score that is NaN, infinite or empty.
    #[arg(long, value_enum, value_name = "WHAT", default_value_t = Nan::Refuse)]
    nan: Nan,
    /// Tell scores apart by so many leading bits alone, in memory that does not grow: of their 32-bit form, one is
    /// the sign, eight are the exponent and the rest are digits. Counts at thresholds stay exact; what
    /// depends on the order within a bin of scores gets bounds.
    #[arg(long, value_name = "BITS", value_parser = str::parse::<Resolution>)]
    resolution: Option<Resolution>,
    /// How many threads are used; the result is the same for any number. All that there are without this.
    #[arg(long, value_name = "NUMBER", value_parser = threads, allow_hyphen_values = true)]
    threads: Option<NonZeroUsize>,
}

/// Which columns tell rows with the same score apart.
#[derive(Debug, Default, Args)]
pub(super) struct KeyColumns {
    /// The column of weights, where rows were drawn with different probabilities: of how many each was drawn,
    /// such as 1000 for one in 1000.
    #[arg(long, value_name = "COLUMN")]
    pub(super) weight: Option<String>,
    /// The column of clusters, such as accounts, where rows of one cluster are not independent.
    #[arg(long, value_name = "COLUMN")]
    pub(super) cluster: Option<String>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Nan {
    /// It is an error.
    Refuse,
    /// The row is left out, and counted.
    Drop,
}

fn threads(text: &str) -> std::result::Result<NonZeroUsize, &'static str> {
    text.parse().map_err(|_| "expected a whole number of at least 1")
}

impl ScoreFiles {
    /// Shows how many bytes were read while `read` goes on, which is told of more of them.
    pub(super) fn with_progress<T>(&self, read: impl FnOnce(&(dyn Fn(u64) + Sync)) -> T) -> T {
        let size =
            |path: &PathBuf| path.metadata().ok().filter(Metadata::is_file).map(|file| file.len());
        // Of standard input, a folder or a pattern nothing is known before.
        let Some(all) = self.files.iter().map(size).sum::<Option<u64>>() else {
            return read(&|_| {});
        };
        let progress = Mutex::new((Progress::new("bytes", all), 0));
        read(&|more| {
            if let Ok(mut progress) = progress.lock() {
                progress.1 += more;
                let done = progress.1;
                progress.0.show(done);
            }
        })
    }

    /// The options, and whether files are fingerprinted.
    pub(super) fn options(&self, keys: &KeyColumns, with_digests: bool) -> ScoreOptions {
        let labels =
            LabelWords { positive: self.positive.clone(), negatives: self.negative.clone() };
        ScoreOptions {
            score: self.score.clone(),
            label: self.label.clone(),
            labels,
            weight: keys.weight.clone(),
            cluster: keys.cluster.clone(),
            not_finite: match self.nan {
                Nan::Refuse => NotFinite::Refuse,
                Nan::Drop => NotFinite::Drop,
            },
            resolution: self.resolution,
            threads: self
                .threads
                .or_else(|| available_parallelism().ok())
                .unwrap_or(NonZeroUsize::MIN),
            with_digests,
        }
    }
}
