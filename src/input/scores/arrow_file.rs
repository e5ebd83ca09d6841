//! Arrow IPC files (Feather), whose batches are read by several threads.
//!
//! What a damaged file says of its parts is checked against what there is before room is made for them.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use arrow_ipc::convert::try_fb_to_schema;
use arrow_ipc::reader::{FileDecoder, read_footer_length};
use arrow_ipc::{Block, Footer, Message, RecordBatch, root_as_footer, root_as_message};
use arrow_schema::{ArrowError, Schema};

use super::ScoreOptions;
use super::arrow::{columns, damaged};
use super::batch::Batches;
use super::fault::Fault;
use super::gathered::Gathered;
use super::groups::{read_groups, starts};
use super::guard::guarded;
use super::layout::Columns;
use crate::error::{Error, Result};

/// The bytes with which a file ends: the length of its footer, and a mark.
const END: u64 = 10;

/// The bytes before the length of a message, and what comes after these where they are there.
const CONTINUED: [u8; 4] = [0xff; 4];

const NO_SENSE: &str = "its parts make no sense";

type Read<T> = std::result::Result<T, ArrowError>;

/// An Arrow file, and which of its columns are read.
struct Source<'a> {
    path: &'a Path,
    decoder: FileDecoder,
    columns: Columns,
    batches: Vec<Block>,
    /// The first row of each batch, counted from 1.
    starts: Vec<u64>,
    progress: &'a (dyn Fn(u64) + Sync),
}

/// Reads all rows of the Arrow file at `path`: what each thread gathered, with its first fault.
pub(super) fn read(
    path: &Path,
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<(Gathered, Option<Fault>)>> {
    let source = guarded(|| Source::open(path, options, progress));
    let source = source.unwrap_or_else(|| Err(damaged(path, &NO_SENSE)))?;
    let read = |batch: usize, batches: &mut Batches<'_>| source.batch(batch, batches);
    Ok(read_groups(&source.starts, source.columns, options, read))
}

/// The names of the columns of the Arrow file at `path`.
pub(super) fn names(path: &Path) -> Result<Vec<String>> {
    let names = |mut file: File| {
        let footer = footer(&mut file)?;
        let schema = schema(&parsed(&footer)?)?;
        Ok(schema.fields().iter().map(|field| field.name().clone()).collect())
    };
    let file = open(path)?;
    let read = guarded(|| names(file)).unwrap_or_else(|| Err(nonsense(&NO_SENSE)));
    read.map_err(|error: ArrowError| damaged(path, &error))
}

impl<'a> Source<'a> {
    fn open(
        path: &'a Path,
        options: &ScoreOptions,
        progress: &'a (dyn Fn(u64) + Sync),
    ) -> Result<Self> {
        let damaged = |error: ArrowError| damaged(path, &error);
        let mut file = open(path)?;
        let footer = footer(&mut file).map_err(damaged)?;
        let footer = parsed(&footer).map_err(damaged)?;
        let schema = schema(&footer).map_err(damaged)?;
        let (projection, columns) = columns(path, &schema, options)?.projected();
        let mut decoder =
            FileDecoder::new(Arc::new(schema), footer.version()).with_projection(projection);
        for block in footer.dictionaries().iter().flatten() {
            let read = dictionary(&mut file, block, &mut decoder);
            read.map_err(damaged)?;
        }
        let batches: Vec<Block> = footer.recordBatches().iter().flatten().copied().collect();
        let rows = batches.iter().map(|block| rows(&mut file, block)).collect::<Read<Vec<i64>>>();
        let starts = starts(rows.map_err(damaged)?.into_iter());
        Ok(Self { path, decoder, columns, batches, starts, progress })
    }

    /// Reads one batch.
    fn batch(&self, place: usize, batches: &mut Batches<'_>) -> std::result::Result<(), Fault> {
        let (start, block) = (self.starts[place], &self.batches[place]);
        let read = || {
            let bytes = whole_block(&mut File::open(self.path)?, block)?;
            let message = message(&bytes)?;
            let batch = message.header_as_record_batch().ok_or_else(|| nonsense(&"no batch"))?;
            check_packed(batch, body(&bytes, block)?)?;
            self.decoder.read_record_batch(block, &bytes.into())
        };
        let batch = read().map_err(|error| Fault::at(start, format!("cannot be read: {error}")))?;
        (self.progress)(u64::try_from(block.bodyLength()).unwrap_or(0));
        batch.map_or(Ok(()), |batch| batches.read(&batch, start))
    }
}

fn open(path: &Path) -> Result<File> {
    File::open(path).map_err(|error| Error::file(path, format!("cannot be read: {error}")))
}

fn nonsense(error: &dyn std::fmt::Display) -> ArrowError {
    ArrowError::IpcError(error.to_string())
}

/// So many bytes from `offset` on, which must be there.
fn bytes(file: &mut File, offset: u64, length: u64) -> Read<Vec<u8>> {
    let size = file.metadata()?.len();
    if offset.checked_add(length).is_none_or(|end| end > size) {
        return Err(nonsense(&"a part reaches beyond the end"));
    }
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn footer(file: &mut File) -> Read<Vec<u8>> {
    let size = file.metadata()?.len();
    let too_short = || nonsense(&"no room for a footer");
    let end = size.checked_sub(END).ok_or_else(too_short)?;
    let mark = bytes(file, end, END)?.try_into().map_err(|_| too_short())?;
    let length = u64::try_from(read_footer_length(mark)?).unwrap_or(u64::MAX);
    bytes(file, end.checked_sub(length).ok_or_else(too_short)?, length)
}

fn parsed(footer: &[u8]) -> Read<Footer<'_>> {
    root_as_footer(footer).map_err(|error| nonsense(&error))
}

fn schema(footer: &Footer<'_>) -> Read<Schema> {
    let schema = footer.schema().ok_or_else(|| nonsense(&"no schema"))?;
    if !schema.endianness().equals_to_target_endianness() {
        return Err(nonsense(&"numbers in another order of bytes"));
    }
    try_fb_to_schema(schema)
}

/// Where a block begins, how long its message is, and how long the block is with its body.
fn extent(block: &Block) -> Read<[u64; 3]> {
    let length = |length: i64| u64::try_from(length).map_err(|error| nonsense(&error));
    let (message, body) = (length(block.metaDataLength().into())?, length(block.bodyLength())?);
    Ok([length(block.offset())?, message, message.saturating_add(body)])
}

fn whole_block(file: &mut File, block: &Block) -> Read<Vec<u8>> {
    let [offset, _, length] = extent(block)?;
    bytes(file, offset, length)
}

/// The message with which a block begins.
fn message(block: &[u8]) -> Read<Message<'_>> {
    let start = if block.starts_with(&CONTINUED) { 8 } else { 4 };
    let message = block.get(start..).ok_or_else(|| nonsense(&"a message that is cut off"))?;
    root_as_message(message).map_err(|error| nonsense(&error))
}

/// What comes after the message.
fn body<'a>(bytes: &'a [u8], block: &Block) -> Read<&'a [u8]> {
    let [_, start, _] = extent(block)?;
    let start = usize::try_from(start).unwrap_or(usize::MAX);
    bytes.get(start..).ok_or_else(|| nonsense(&"a message that is cut off"))
}

/// How many rows a batch has.
fn rows(file: &mut File, block: &Block) -> Read<i64> {
    let [offset, length, _] = extent(block)?;
    let bytes = bytes(file, offset, length)?;
    let batch = message(&bytes)?.header_as_record_batch();
    batch.map(|batch| batch.length()).ok_or_else(|| nonsense(&"no batch"))
}

fn dictionary(file: &mut File, block: &Block, decoder: &mut FileDecoder) -> Read<()> {
    let bytes = whole_block(file, block)?;
    let batch = message(&bytes)?.header_as_dictionary_batch().and_then(|batch| batch.data());
    check_packed(batch.ok_or_else(|| nonsense(&"no dictionary"))?, body(&bytes, block)?)?;
    decoder.read_dictionary(block, &bytes.into())
}

/// Refuses packed columns that are to be longer than there is room for: each begins with its length.
fn check_packed(batch: RecordBatch<'_>, body: &[u8]) -> Read<()> {
    if batch.compression().is_none() {
        return Ok(());
    }
    for buffer in batch.buffers().iter().flatten() {
        let start = usize::try_from(buffer.offset()).unwrap_or(usize::MAX);
        let prefix = body.get(start..).and_then(|packed| packed.first_chunk::<8>());
        let Some(prefix) = prefix.filter(|_| buffer.length() > 0) else { continue };
        // Below 0 it stands for a column that is not packed, or is refused later.
        if let Ok(length) = usize::try_from(i64::from_le_bytes(*prefix)) {
            let room = Vec::<u8>::new().try_reserve_exact(length);
            room.map_err(|_| nonsense(&format!("a column of {length} bytes, too many to unpack")))?;
        }
    }
    Ok(())
}
