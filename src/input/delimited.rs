//! Rows and lines of delimited text.

use memchr::memchr_iter;

/// How many lines end in `text`.
pub(super) fn lines(text: &[u8]) -> u64 {
    count(b'\n', text)
}

fn count(byte: u8, text: &[u8]) -> u64 {
    u64::try_from(memchr_iter(byte, text).count()).unwrap_or(u64::MAX)
}

/// The line on which the record that is read from `position` on begins, after any blank lines.
///
/// The csv crate counts from the end of the record before, so blank lines are added here.
pub(super) fn first_line(text: &[u8], position: &csv::Position) -> u64 {
    let start = usize::try_from(position.byte()).unwrap_or(0);
    let rest = text.get(start..).unwrap_or_default();
    let blank = rest.iter().position(|byte| !matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
    position.line() + lines(&rest[..blank])
}

/// What stands between the fields of the header: comma, semicolon or tab, whichever there is most.
pub(super) fn delimiter(text: &[u8]) -> u8 {
    let header = text.split(|byte| *byte == b'\n').find(|line| !line.trim_ascii().is_empty());
    let header = header.unwrap_or_default();
    let most = |delimiter: &u8| count(*delimiter, header);
    [b'\t', b';', b','].into_iter().max_by_key(most).unwrap_or(b',')
}
