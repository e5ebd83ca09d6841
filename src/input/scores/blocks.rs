//! A stream of text in blocks of whole rows.

use std::io::{self, Read};

use memchr::{memchr, memrchr};

use crate::input::delimited::lines;

/// How many bytes a block has, or as many more as its last row takes.
const SIZE: usize = 1 << 20;

/// How long a row may be.
const LONGEST_ROW: usize = 1 << 28;

/// Blocks of whole rows: each ends with the end of a line that is not within quotes, or with the text.
pub(super) struct Blocks<R> {
    reader: R,
    /// What comes after the last block.
    rest: Vec<u8>,
    line: u64,
    is_at_end: bool,
}

/// A block of whole rows, and the line on which it begins, counted from 1.
#[derive(Debug)]
pub(super) struct Block {
    pub(super) text: Vec<u8>,
    pub(super) line: u64,
}

impl<R: Read> Blocks<R> {
    pub(super) fn new(reader: R) -> Self {
        Self { reader, rest: Vec::new(), line: 1, is_at_end: false }
    }

    /// Reads the next block into `text`, of which only the room is used; `None` at the end.
    ///
    /// # Errors
    ///
    /// If the text cannot be read, a row is too long, or quotes do not end.
    pub(super) fn next(&mut self, mut text: Vec<u8>) -> io::Result<Option<Block>> {
        text.clear();
        text.append(&mut self.rest);
        let mut wanted = SIZE;
        let end = loop {
            self.fill(&mut text, wanted)?;
            if text.is_empty() {
                return Ok(None);
            }
            let (end, is_open) = whole_rows(&text);
            match (self.is_at_end, is_open) {
                (true, false) => break text.len(),
                (false, _) if end > 0 => break end,
                (false, _) if text.len() < LONGEST_ROW => {}
                _ => return Err(self.endless(&text[..end])),
            }
            wanted *= 2;
        };
        self.rest.extend_from_slice(&text[end..]);
        text.truncate(end);
        let block = Block { line: self.line, text };
        self.line += lines(&block.text);
        Ok(Some(block))
    }

    /// The error of a row that comes after `rows`.
    fn endless(&self, rows: &[u8]) -> io::Error {
        let line = self.line + lines(rows);
        let message = format!("the row that begins on line {line} does not end");
        io::Error::new(io::ErrorKind::InvalidData, message)
    }

    /// Reads on until `text` has `wanted` bytes, or to the end.
    fn fill(&mut self, text: &mut Vec<u8>, wanted: usize) -> io::Result<()> {
        let missing = wanted.saturating_sub(text.len());
        let limit = u64::try_from(missing).unwrap_or(u64::MAX);
        let read = self.reader.by_ref().take(limit).read_to_end(text)?;
        self.is_at_end |= read < missing;
        Ok(())
    }
}

/// Where the last row ends that is there whole with the end of its line, 0 where none is, and whether
/// quotes are open at the end.
fn whole_rows(text: &[u8]) -> (usize, bool) {
    if memchr(b'"', text).is_none() {
        return (memrchr(b'\n', text).map_or(0, |end| end + 1), false);
    }
    let (mut is_open, mut end) = (false, 0);
    for (place, byte) in text.iter().enumerate() {
        match byte {
            b'"' => is_open = !is_open,
            b'\n' if !is_open => end = place + 1,
            _ => {}
        }
    }
    (end, is_open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &str) -> io::Result<Vec<(u64, String)>> {
        let mut blocks = Blocks::new(text.as_bytes());
        let mut all = Vec::new();
        while let Some(block) = blocks.next(Vec::new())? {
            all.push((block.line, String::from_utf8(block.text).unwrap()));
        }
        Ok(all)
    }

    #[test]
    fn blocks_are_the_text_and_know_their_lines() {
        let row = "0.123456,1,\"a\nb\"\n";
        let text = row.repeat(2 * SIZE / row.len() + 7) + "0.5,0,x";
        let blocks = blocks(&text).unwrap();
        assert!(
            blocks.len() == 3
                && blocks.iter().map(|block| block.1.as_str()).collect::<String>() == text
        );
        let mut line = 1;
        for (first, text) in &blocks {
            assert!(*first == line && text.starts_with("0."), "{first} {line}");
            line += u64::try_from(text.matches('\n').count()).unwrap();
        }
    }

    #[test]
    fn quotes_that_do_not_end_are_an_error() {
        for rows in [0, 3, SIZE] {
            let error = blocks(&("1,2\n".repeat(rows) + "3,4\n\"5,6\n7,8\n")).unwrap_err();
            let line = rows + 2;
            assert_eq!(
                error.to_string(),
                format!("the row that begins on line {line} does not end")
            );
        }
        assert!(blocks("").unwrap().is_empty());
    }
}
