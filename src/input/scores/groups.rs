//! Groups of rows of a columnar file, read by several threads.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;

use super::ScoreOptions;
use super::batch::Batches;
use super::fault::{AGAIN, Fault};
use super::gathered::Gathered;
use super::guard::guarded;
use super::layout::Columns;

/// Reads all groups, the first rows of which are `starts`, counted from 1, by what `read` does with one: what
/// each thread gathered, with its first fault.
pub(super) fn read_groups(
    starts: &[u64],
    columns: Columns,
    options: &ScoreOptions,
    read: impl Fn(usize, &mut Batches<'_>) -> Result<(), Fault> + Sync,
) -> Vec<(Gathered, Option<Fault>)> {
    let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
    let done = Mutex::new(Vec::new());
    let work = || {
        let mut batches = Batches::new(options, columns);
        let mut fault = None;
        while fault.is_none() && !stop.load(Ordering::Relaxed) {
            let group = next.fetch_add(1, Ordering::Relaxed);
            let Some(start) = starts.get(group) else { break };
            let damaged =
                || Err(Fault::at(*start, "the file is damaged from here on").with_remedy(AGAIN));
            fault = guarded(|| read(group, &mut batches)).unwrap_or_else(damaged).err();
        }
        if fault.is_some() {
            stop.store(true, Ordering::Relaxed);
        }
        if let Ok(mut done) = done.lock() {
            done.push((batches.gathered, fault));
        }
    };
    thread::scope(|scope| {
        for _ in 1..options.threads.get().min(starts.len()) {
            scope.spawn(work);
        }
        work();
    });
    done.into_inner().unwrap_or_default()
}

/// The first row of each group, counted from 1, by how many rows each has.
pub(super) fn starts(rows: impl Iterator<Item = i64>) -> Vec<u64> {
    let mut next = 1;
    let start = |rows| {
        let start = next;
        next += u64::try_from(rows).unwrap_or(0);
        start
    };
    rows.map(start).collect()
}
