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
use super::labels::Others;
use super::layout::Layout;
use super::parser::{Gathered, Parser};
use crate::error::{Error, Result};
use crate::input::delimited::lines;

/// How many blocks wait for each thread.
const WAITING: usize = 2;

/// Reads all rows of `text`, which is in the file at `path`: what each thread gathered, and the label that
/// is negative because it is not the positive one.
///
/// Blocks are read in order and parsed by several threads. Of several faults the first is reported,
/// whichever thread came upon it: every block before it was parsed.
pub(super) fn read(
    path: &Path,
    text: impl Read,
    options: &ScoreOptions,
) -> Result<(Vec<Gathered>, Option<String>)> {
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
    let gathered = without_faults(path, options, done)?;
    read.map(|()| gathered)
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

/// What was gathered, or the first fault.
fn without_faults(
    path: &Path,
    options: &ScoreOptions,
    done: Vec<(Gathered, Option<Fault>)>,
) -> Result<(Vec<Gathered>, Option<String>)> {
    let mut others = Others::default();
    let (mut gathered, mut first) = (Vec::new(), None::<Fault>);
    for (mut one, fault) in done {
        others.add(std::mem::take(&mut one.others));
        gathered.push(one);
        first = first.into_iter().chain(fault).min_by_key(Fault::line);
    }
    let line = first.as_ref().map_or(u64::MAX, Fault::line);
    let mut labels = others.in_order().into_iter();
    let second = labels.next().map(|(label, _)| label);
    if let (Some(second), Some((third, place))) = (&second, labels.next())
        && place <= line
    {
        let at = |message| Error::line(path, place, message);
        return Err(third_label(options, second, &third, at));
    }
    match first.and_then(|fault| fault.error(path)) {
        Some(error) => Err(error),
        None => Ok((gathered, second)),
    }
}

/// The error of a label besides the positive one and another.
pub(super) fn third_label(
    options: &ScoreOptions,
    second: &str,
    third: &str,
    at: impl FnOnce(String) -> Error,
) -> Error {
    let positive = options.labels.positive.as_deref().unwrap_or_default();
    let name = &options.label;
    at(format!("{name} is \"{third}\", besides \"{positive}\" and \"{second}\", expected no third"))
        .with_remedy("name every label that is negative with --negative")
}
