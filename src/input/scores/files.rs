//! Files one after another by several threads, or many files by one thread each.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::gathered::Gathered;
use super::settled::settled;
use super::stream::{Form, Stream};
use super::{Read, ScoreOptions, read_form};
use crate::error::{Error, Result};
use crate::input::Digest;

/// How many files there are for each thread where every file is left to one.
const MANY: usize = 4;

/// What was read of one file.
pub(super) struct OneFile {
    pub(super) gathered: Vec<Gathered>,
    /// The label that is negative because it is not the positive one.
    pub(super) second: Option<String>,
    pub(super) digest: Option<Digest>,
}

/// Reads all files; an error is that of the first file that has one.
pub(super) fn read_files(
    files: &[PathBuf],
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Read> {
    if files.len() >= MANY * options.threads.get() && options.threads > NonZeroUsize::MIN {
        return read_many(files, options, progress);
    }
    let mut read = Read::default();
    for path in files {
        read.add(read_file(path, options, progress)?, path, options)?;
    }
    Ok(read)
}

fn read_file(
    path: &Path,
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<OneFile> {
    let (form, mut stream) = Stream::open(path, options.with_digests, progress)?;
    let done = read_form(path, form, &mut stream, options, progress)?;
    let (gathered, second) = settled(done, options, |line, message| match form {
        Form::Parquet | Form::Arrow | Form::ArrowStream => {
            Error::file(path, format!("row {line}: {message}"))
        }
        Form::Text | Form::Gzip | Form::Zstd => Error::line(path, line, message),
    })?;
    Ok(OneFile { gathered, second, digest: stream.into_inner().1.finish(path)? })
}

/// Reads many files, each by one thread.
fn read_many(
    files: &[PathBuf],
    options: &ScoreOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Read> {
    let alone = ScoreOptions { threads: NonZeroUsize::MIN, ..options.clone() };
    let (next, in_order) = (AtomicUsize::new(0), Mutex::new(InOrder::default()));
    let work = || {
        let mut goes_on = true;
        while goes_on {
            let place = next.fetch_add(1, Ordering::Relaxed);
            let Some(path) = files.get(place) else { break };
            let file = read_file(path, &alone, progress);
            goes_on = in_order.lock().is_ok_and(|mut done| done.add(place, file, files, options));
        }
    };
    thread::scope(|scope| {
        for _ in 1..options.threads.get() {
            scope.spawn(work);
        }
        work();
    });
    let done = in_order.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    done.error.map_or(Ok(done.read), Err)
}

/// What was read of files, added in their order, whichever was done first.
#[derive(Default)]
struct InOrder {
    read: Read,
    waiting: BTreeMap<usize, Result<OneFile>>,
    added: usize,
    error: Option<Error>,
}

impl InOrder {
    /// Adds the file at `place` and those that waited for it; `false` where no more are wanted.
    fn add(
        &mut self,
        place: usize,
        file: Result<OneFile>,
        files: &[PathBuf],
        options: &ScoreOptions,
    ) -> bool {
        self.waiting.insert(place, file);
        while let Some(file) = self.waiting.remove(&self.added).filter(|_| self.error.is_none()) {
            let path = &files[self.added];
            self.error = file.and_then(|file| self.read.add(file, path, options)).err();
            self.added += 1;
        }
        self.error.is_none()
    }
}
