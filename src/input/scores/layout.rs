//! The header of a text file: which columns hold what.

use std::path::Path;

use super::ScoreOptions;
use super::key_columns::KeyColumns;
use crate::error::{Error, Result};
use crate::input::delimited::{delimiter, lines};

/// The columns of a tally besides the score and the keys: how many rows have it, by label, how many had none
/// and were left out, and how many have a label of which nothing is known.
pub(super) const TALLY: [&str; 5] =
    ["positives", "negatives", "unlabelled", "dropped", "other_labels"];

/// How many columns are read at most.
pub(super) const MOST: usize = 8;

/// What is wrong with a row of a tally that counts `other_labels` rows with a label of which nothing is known,
/// and the remedy.
pub(in crate::input) fn unknown_labels(other_labels: u64) -> Option<(String, &'static str)> {
    let message = format!(
        "other_labels is {other_labels}, expected 0 rows whose label is neither positive nor negative"
    );
    let remedy = "make the tally again with --positive and --negative, which name every label";
    (other_labels > 0).then_some((message, remedy))
}

/// How the fields of a text are told apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Layout {
    pub(super) delimiter: u8,
    /// How many columns there are.
    pub(super) fields: usize,
    pub(super) columns: Columns,
}

/// Where the columns are that are read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Columns {
    pub(super) score: usize,
    pub(super) kind: Kind,
    pub(super) keys: KeyColumns,
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One item, with its label in this column.
    Item(usize),
    /// As many items as these columns say: positives, negatives, and perhaps unlabelled and dropped ones.
    Counts(CountColumns),
}

/// Where the columns of [`TALLY`] are; the first two are there.
pub(super) type CountColumns = [Option<usize>; TALLY.len()];

impl Columns {
    /// Returns where the columns are among those with these `names`; `refused` makes an error at their
    /// place.
    pub(super) fn of(
        names: &[&str],
        options: &ScoreOptions,
        refused: impl Fn(String) -> Error,
    ) -> Result<Self> {
        let ScoreOptions { score, label, .. } = options;
        let place = |name: &str| names.iter().position(|column| *column == name);
        let missing = |option: &str, name: &str| {
            let found = names.join(", ");
            refused(format!("no column \"{name}\", found {found}"))
                .with_remedy(format!("name the column with --{option}"))
        };
        let keys = [&options.weight, &options.cluster].into_iter().flatten();
        let read: Vec<&String> = [score, label].into_iter().chain(keys).collect();
        let wanted = |name: &&&str| read.iter().any(|column| column.as_str() == **name);
        let is_twice = |name: &&&str| names.iter().filter(|other| other == name).count() > 1;
        if let Some(name) = names.iter().filter(wanted).find(is_twice) {
            return Err(refused(format!("column \"{name}\" is there twice, expected once")));
        }
        let counts = TALLY.map(place);
        let keys = |is_tally| KeyColumns::of(names, options, is_tally, missing);
        match (place(label), counts[0].and(counts[1])) {
            (Some(label), _) => {
                let score = place(score).ok_or_else(|| missing("score", score))?;
                Ok(Self { score, kind: Kind::Item(label), keys: keys(false)? })
            }
            (None, Some(_)) => {
                // A tally has its own name for the score.
                let score = place("score").or_else(|| place(score));
                let score = score.ok_or_else(|| missing("score", "score"))?;
                Ok(Self { score, kind: Kind::Counts(counts), keys: keys(true)? })
            }
            // Where the score is missing, too, it is named first.
            (None, None) => match place(score) {
                None => Err(missing("score", score)),
                Some(_) => Err(missing("label", label)),
            },
        }
    }

    /// Whether rows are items without keys, so that score and label are all that is read.
    pub(super) fn are_two(self) -> bool {
        matches!(self.kind, Kind::Item(_)) && self.keys.is_none()
    }

    /// The columns that are read: the score, the label or the five counts, the weight and the cluster.
    pub(super) fn wanted(self) -> [usize; MOST] {
        let [one, two, three, four, five] = match self.kind {
            Kind::Item(label) => [Some(label), None, None, None, None],
            Kind::Counts(counts) => counts,
        };
        let KeyColumns { weight, cluster } = self.keys;
        [Some(self.score), one, two, three, four, five, weight, cluster]
            .map(|place| place.unwrap_or(NONE))
    }

    /// The places of the columns that are read, and where these columns are when no others are there.
    pub(super) fn projected(self) -> (Vec<usize>, Self) {
        let mut kept: Vec<usize> =
            self.wanted().into_iter().filter(|place| *place != NONE).collect();
        kept.sort_unstable();
        kept.dedup();
        let moved = |place: usize| kept.partition_point(|kept| *kept < place);
        let kind = match self.kind {
            Kind::Item(label) => Kind::Item(moved(label)),
            Kind::Counts(counts) => Kind::Counts(counts.map(|place| place.map(moved))),
        };
        let columns = Self { score: moved(self.score), kind, keys: self.keys.moved(moved) };
        (kept, columns)
    }
}

/// A place at which there is no column.
const NONE: usize = usize::MAX;

impl Layout {
    /// Returns the layout of the text that begins with `text`, and where its header ends.
    pub(super) fn read(path: &Path, text: &[u8], options: &ScoreOptions) -> Result<(Self, usize)> {
        let start = if text.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let text = &text[start..];
        if text.contains(&0) {
            let message = "binary data, expected CSV, TSV, Parquet or Arrow";
            return Err(Error::file(path, message));
        }
        let delimiter = delimiter(text);
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(delimiter)
            .has_headers(false)
            .flexible(true)
            .trim(csv::Trim::All)
            .from_reader(text);
        let mut header = csv::ByteRecord::new();
        let read = reader.read_byte_record(&mut header);
        if !read.map_err(|error| Error::file(path, error.to_string()))? {
            return Err(Error::file(path, "an empty file, expected a header line and rows"));
        }
        let names: Vec<_> = header.iter().map(String::from_utf8_lossy).collect();
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        let end = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let header = &text[..end.min(text.len())];
        let line = lines(header.trim_ascii_end()) + 1;
        let columns = Columns::of(&names, options, |message| Error::line(path, line, message))?;
        let layout = Self { delimiter, fields: names.len(), columns };
        Ok((layout, start + end))
    }
}
