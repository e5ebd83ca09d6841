//! Rows of text to scores and labels.

use memchr::{memchr, memchr2_iter};

use super::ScoreOptions;
use super::decimal::decimal;
use super::fault::{Fault, shown};
use super::gathered::Gathered;
use super::labels::Said;
use super::layout::{Kind, Layout};
use crate::input::delimited::first_line;
use crate::input::number::{EXPECTED_COUNT, parse_count};
use crate::tally::{Key as _, Label};

/// What one thread reads of a text.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    layout: &'a Layout,
    options: &'a ScoreOptions,
    pub(super) gathered: Gathered,
}

/// The fields of one row that are read.
type Wanted<'a> = [&'a [u8]; 4];

impl<'a> Parser<'a> {
    pub(super) fn new(layout: &'a Layout, options: &'a ScoreOptions) -> Self {
        Self { layout, options, gathered: Gathered::new(options) }
    }

    /// Reads a block of whole rows that begins on `line`.
    pub(super) fn read(&mut self, text: &[u8], line: u64) -> Result<(), Fault> {
        if memchr(b'"', text).is_some() { self.quoted(text, line) } else { self.plain(text, line) }
    }

    /// Reads rows without quotes.
    fn plain(&mut self, text: &[u8], mut line: u64) -> Result<(), Fault> {
        let places = self.layout.columns.wanted();
        let (mut start, mut field, mut wanted) = (0, 0, Wanted::default());
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
    fn row(&mut self, line: u64, fields: usize, wanted: Wanted<'_>) -> Result<(), Fault> {
        if fields != self.layout.fields {
            return Err(self.wrong_length(line, fields));
        }
        let wanted = trimmed(wanted);
        let Some(key) = decimal(wanted[0]).and_then(u64::of) else {
            return self.not_finite(line, wanted);
        };
        match self.layout.columns.kind {
            Kind::Item(_) => match self.options.labels.read(wanted[1]) {
                Said::Label(label) => self.gathered.double.add(key, label),
                Said::Other if self.gathered.others.note(wanted[1], line) => {
                    self.gathered.double.add(key, Label::Negative);
                }
                Said::Other => return Err(Fault::third_label(line)),
                Said::Unknown => return Err(Fault::unknown_label(line, wanted[1], self.options)),
            },
            Kind::Counts(..) => {
                for (label, count) in self.counts(line, wanted)? {
                    self.gathered.counts.add(key.score(), label, count);
                }
            }
        }
        Ok(())
    }

    /// The counts of a row of a tally by label.
    fn counts(&self, line: u64, wanted: Wanted<'_>) -> Result<[(Label, u64); 3], Fault> {
        let count = |place: usize| {
            let text = String::from_utf8_lossy(wanted[place]);
            parse_count(&text).ok_or_else(|| {
                let name = super::layout::TALLY[place - 1];
                Fault::at(line, format!("{name} is {}, expected {EXPECTED_COUNT}", shown(&text)))
            })
        };
        let has_unlabelled = matches!(self.layout.columns.kind, Kind::Counts(_, _, Some(_)));
        let unlabelled = if has_unlabelled { count(3)? } else { 0 };
        Ok([
            (Label::Positive, count(1)?),
            (Label::Negative, count(2)?),
            (Label::Unlabelled, unlabelled),
        ])
    }

    #[cold]
    fn not_finite(&mut self, line: u64, wanted: Wanted<'_>) -> Result<(), Fault> {
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
            Kind::Counts(..) => self.counts(line, wanted)?.iter().map(|(_, count)| count).sum(),
        };
        self.gathered.drop_row(score, rows, self.options, line)
    }

    #[cold]
    fn wrong_length(&self, line: u64, found: usize) -> Fault {
        let (fields, expected) = (if found == 1 { "field" } else { "fields" }, self.layout.fields);
        let message = format!("{found} {fields}, expected {expected} as in the header");
        Fault::at(line, message)
    }
}

/// The fields without blanks around them, of which there are mostly none.
#[inline]
fn trimmed(wanted: Wanted<'_>) -> Wanted<'_> {
    wanted.map(|field| match field {
        [first, .., last] if *first > b' ' && *last > b' ' => field,
        _ => field.trim_ascii(),
    })
}
