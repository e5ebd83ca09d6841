//! Rows of text to scores and labels.

use memchr::{memchr, memchr2_iter};

use super::ScoreOptions;
use super::decimal::decimal;
use super::fault::{Fault, shown};
use super::gathered::Gathered;
use super::key_columns::{cluster, weight};
use super::labels::Said;
use super::layout::{CountColumns, Kind, Layout, MOST, TALLY, unknown_labels};
use super::quick::{Quick, quick_row};
use crate::input::delimited::first_line;
use crate::input::number::{EXPECTED_COUNT, parse_count};
use crate::quantity::Weight;
use crate::tally::{Key as _, Label};

/// What one thread reads of a text.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    layout: &'a Layout,
    options: &'a ScoreOptions,
    pub(super) gathered: Gathered,
}

/// The fields of one row that are read, in the order of [`Columns::wanted`](super::layout::Columns::wanted): all
/// of them, or the first two.
type Wanted<'a, const N: usize> = [&'a [u8]; N];

/// The places among these fields.
const WEIGHT: usize = 6;
const CLUSTER: usize = 7;

impl<'a> Parser<'a> {
    pub(super) fn new(layout: &'a Layout, options: &'a ScoreOptions) -> Self {
        let gathered = Gathered::new(options, layout.columns.keys.keys());
        Self { layout, options, gathered }
    }

    /// Reads a block of whole rows that begins on `line`.
    pub(super) fn read(&mut self, text: &[u8], line: u64) -> Result<(), Fault> {
        match (memchr(b'"', text).is_some(), self.layout.columns.are_two()) {
            (false, true) => self.items(text, line),
            (false, false) => self.plain::<MOST>(text, line),
            (true, _) => self.quoted(text, line),
        }
    }

    /// Reads rows of items without quotes, most of which need no second look.
    fn items(&mut self, text: &[u8], mut line: u64) -> Result<(), Fault> {
        let mut rest = text;
        while !rest.is_empty() {
            let length = match quick_row(rest, self.layout) {
                Some(Quick { score, label, length }) if self.quick_item(score, label, line) => {
                    length
                }
                _ => {
                    let length = memchr(b'\n', rest).map_or(rest.len(), |end| end + 1);
                    self.plain::<2>(&rest[..length], line)?;
                    length
                }
            };
            (rest, line) = (&rest[length..], line + 1);
        }
        Ok(())
    }

    /// Adds an item, unless its label or score needs a second look.
    #[inline]
    fn quick_item(&mut self, score: f64, label: &[u8], line: u64) -> bool {
        let label = match self.options.labels.read(label) {
            Said::Label(label) => label,
            Said::Other
                if label == label.trim_ascii() && self.gathered.others.note(label, line) =>
            {
                Label::Negative
            }
            _ => return false,
        };
        u64::of(score).map(|key| self.gathered.double.add(key, label)).is_some()
    }

    /// Reads rows without quotes.
    fn plain<const N: usize>(&mut self, text: &[u8], mut line: u64) -> Result<(), Fault> {
        let places = self.layout.columns.wanted();
        let (mut start, mut field, mut wanted) = (0, 0, [&text[..0]; N]);
        let open_end = (!text.ends_with(b"\n")).then_some(text.len());
        for end in memchr2_iter(self.layout.delimiter, b'\n', text).chain(open_end) {
            let content = &text[start..end];
            for (wanted, place) in wanted.iter_mut().zip(places) {
                if place == field {
                    *wanted = content;
                }
            }
            field += 1;
            start = end + 1;
            if text.get(end).is_none_or(|byte| *byte == b'\n') {
                let is_blank = field == 1 && content.trim_ascii().is_empty();
                if !is_blank {
                    self.row(line, field, wanted)?;
                }
                (field, line) = (0, line + 1);
            }
        }
        Ok(())
    }

    /// Reads rows some of which may have quotes.
    fn quoted(&mut self, text: &[u8], first: u64) -> Result<(), Fault> {
        let places = self.layout.columns.wanted();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.layout.delimiter)
            .has_headers(false)
            .flexible(true)
            .from_reader(text);
        let mut record = csv::ByteRecord::new();
        loop {
            let start = reader.position().clone();
            let read = reader.read_byte_record(&mut record);
            let line = first + first_line(text, &start) - 1;
            if !read.map_err(|error| Fault::at(line, error.to_string()))? {
                return Ok(());
            }
            let is_blank = record.len() == 1 && record[0].trim_ascii().is_empty();
            if !is_blank {
                let wanted = places.map(|place| record.get(place).unwrap_or_default());
                self.row(line, record.len(), wanted)?;
            }
        }
    }

    #[inline]
    fn row<const N: usize>(
        &mut self,
        line: u64,
        fields: usize,
        wanted: Wanted<'_, N>,
    ) -> Result<(), Fault> {
        if fields != self.layout.fields {
            return Err(self.wrong_length(line, fields));
        }
        let wanted = trimmed(wanted);
        let Some(key) = decimal(wanted[0]).and_then(u64::of) else {
            return self.not_finite(line, &wanted);
        };
        if let Kind::Counts(columns) = self.layout.columns.kind {
            return self.counted(line, key.score(), columns, &wanted);
        }
        let label = match self.options.labels.read(wanted[1]) {
            Said::Label(label) => label,
            Said::Other if self.gathered.others.note(wanted[1], line) => Label::Negative,
            Said::Other => return Err(Fault::third_label(line)),
            Said::Unknown => return Err(Fault::unknown_label(line, wanted[1], self.options)),
        };
        if N == 2 || self.layout.columns.keys.is_none() {
            self.gathered.double.add(key, label);
            return Ok(());
        }
        self.gathered.keyed_items = Some(false);
        self.keyed(line, key.score(), &[(label, 1)], &wanted)
    }

    /// A row of a tally.
    fn counted(
        &mut self,
        line: u64,
        score: f64,
        columns: CountColumns,
        wanted: &[&[u8]],
    ) -> Result<(), Fault> {
        let (counts, dropped) = counts(line, columns, wanted)?;
        self.gathered.dropped += dropped;
        if !self.layout.columns.keys.is_none() {
            return self.keyed(line, score, &counts, wanted);
        }
        for (label, count) in counts {
            self.gathered.counts.add(score, label, count);
        }
        Ok(())
    }

    /// Rows with a weight or a cluster.
    fn keyed(
        &mut self,
        line: u64,
        score: f64,
        counts: &[(Label, u64)],
        wanted: &[&[u8]],
    ) -> Result<(), Fault> {
        let columns = self.layout.columns.keys;
        let text = |place: usize| String::from_utf8_lossy(wanted[place]);
        let weight = match columns.weight {
            Some(_) => weight(decimal(wanted[WEIGHT]), &text(WEIGHT), self.options, line)?,
            None => Weight::ONE,
        };
        let name = text(CLUSTER);
        let name = if columns.cluster.is_some() { cluster(&name, self.options, line)? } else { "" };
        for (label, count) in counts {
            self.gathered.keyed.add(name, weight, score, *label, *count);
        }
        Ok(())
    }

    #[cold]
    fn not_finite(&mut self, line: u64, wanted: &[&[u8]]) -> Result<(), Fault> {
        let score = decimal(wanted[0]);
        if score.is_none() && !wanted[0].is_empty() {
            let (name, text) = (&self.options.score, String::from_utf8_lossy(wanted[0]));
            let message = format!("{name} is \"{text}\", expected a finite number");
            return Err(
                Fault::at(line, message).with_remedy("name the column of scores with --score")
            );
        }
        let rows = match self.layout.columns.kind {
            Kind::Item(_) => 1,
            Kind::Counts(columns) => {
                let (counts, dropped) = counts(line, columns, wanted)?;
                self.gathered.dropped += dropped;
                counts.iter().map(|(_, count)| count).sum()
            }
        };
        let is_told = rows == 0 && score.is_none();
        if is_told { Ok(()) } else { self.gathered.drop_row(score, rows, self.options, line) }
    }

    #[cold]
    fn wrong_length(&self, line: u64, found: usize) -> Fault {
        let (fields, expected) = (if found == 1 { "field" } else { "fields" }, self.layout.fields);
        let message = format!("{found} {fields}, expected {expected} as in the header");
        Fault::at(line, message)
    }
}

/// The counts of a row of a tally by label, and of rows that were left out.
fn counts(
    line: u64,
    columns: CountColumns,
    wanted: &[&[u8]],
) -> Result<([(Label, u64); 3], u64), Fault> {
    let count = |place: usize| {
        if columns[place].is_none() {
            return Ok(0);
        }
        let text = String::from_utf8_lossy(wanted[place + 1]);
        parse_count(&text).ok_or_else(|| {
            let name = TALLY[place];
            Fault::at(line, format!("{name} is {}, expected {EXPECTED_COUNT}", shown(&text)))
        })
    };
    let counts = [
        (Label::Positive, count(0)?),
        (Label::Negative, count(1)?),
        (Label::Unlabelled, count(2)?),
    ];
    let dropped = count(3)?;
    match unknown_labels(count(4)?) {
        Some((message, remedy)) => Err(Fault::at(line, message).with_remedy(remedy)),
        None => Ok((counts, dropped)),
    }
}

/// The fields without blanks around them, of which there are mostly none.
#[inline]
fn trimmed<const N: usize>(wanted: Wanted<'_, N>) -> Wanted<'_, N> {
    wanted.map(|field| match field {
        [first, .., last] if *first > b' ' && *last > b' ' => field,
        _ => field.trim_ascii(),
    })
}
