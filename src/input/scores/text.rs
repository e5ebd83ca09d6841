//! Text files of scores, read by several threads.

use std::io::Read;
use std::panic::resume_unwind;
use std::path::Path;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::thread;

use super::ScoreOptions;
use super::blocks::{Block, Blocks};
use super::fault::Fault;
use super::gathered::Gathered;
use super::layout::Layout;
use super::parser::Parser;
use crate::error::{Error, Result};
use crate::input::delimited::lines;

/// How many blocks wait for each thread.
const WAITING: usize = 2;

/// Reads all rows of `text`, which is in the file at `path`: what each thread gathered, with its first fault.
///
/// Blocks are read in order and parsed by several threads; every block before the first fault of all is
/// parsed.
pub(super) fn read(
    path: &Path,
    text: impl Read,
    options: &ScoreOptions,
) -> Result<Vec<(Gathered, Option<Fault>)>> {
    let failed = |error: std::io::Error| Error::file(path, format!("cannot be read: {error}"));
    let mut blocks = Blocks::new(text);
    let Some(mut first) = blocks.next(Vec::new()).map_err(failed)? else {
        return Err(Error::file(path, "an empty file, expected a header line and rows"));
    };
    let (layout, end) = Layout::read(path, &first.text, options)?;
    first.line += lines(&first.text[..end]);
    first.text.drain(..end);
    let (sender, receiver) = sync_channel::<Block>(WAITING * options.threads.get());
    let (returned, used) = channel::<Vec<u8>>();
    let work = Work { receiver: Mutex::new(receiver), returned, stop: AtomicBool::new(false) };
    let (read, done) = thread::scope(|scope| {
        let workers: Vec<_> = (0..options.threads.get())
            .map(|_| scope.spawn(|| work.parse(Parser::new(&layout, options))))
            .collect();
        let mut next = Some(first);
        let read = loop {
            let Some(block) = next else { break Ok(()) };
            if work.stop.load(Ordering::Relaxed) || sender.send(block).is_err() {
                break Ok(());
            }
            next = match blocks.next(used.try_recv().unwrap_or_default()) {
                Ok(block) => block,
                Err(error) => break Err(failed(error)),
            };
        };
        drop(sender);
        let done = workers.into_iter().map(thread::ScopedJoinHandle::join);
        (
            read,
            done.map(|done| done.unwrap_or_else(|panic| resume_unwind(panic))).collect::<Vec<_>>(),
        )
    });
    read.map(|()| done)
}

/// What threads share.
struct Work {
    receiver: Mutex<Receiver<Block>>,
    /// Blocks whose room can be used again.
    returned: Sender<Vec<u8>>,
    stop: AtomicBool,
}

impl Work {
    /// Parses blocks until there are no more, or one has a fault.
    fn parse(&self, mut parser: Parser<'_>) -> (Gathered, Option<Fault>) {
        let next = || self.receiver.lock().ok().and_then(|receiver| receiver.recv().ok());
        while let Some(block) = next() {
            if let Err(fault) = parser.read(&block.text, block.line) {
                self.stop.store(true, Ordering::Relaxed);
                // Later blocks do not matter any more, but whoever sends them must not be kept waiting.
                while next().is_some() {}
                return (parser.gathered, Some(fault));
            }
            // Nobody has to want it.
            let _ = self.returned.send(block.text);
        }
        (parser.gathered, None)
    }
}
