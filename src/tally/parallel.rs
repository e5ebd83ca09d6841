//! Work spread over threads, with results in the order of the tasks.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Returns what `work` makes of each of `0..tasks`, in order. Each thread takes the next task when it
/// has done one.
pub(crate) fn map<T: Send>(
    tasks: usize,
    threads: NonZeroUsize,
    work: impl Fn(usize) -> T + Sync,
) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let run = || {
        let tasks = std::iter::repeat_with(|| next.fetch_add(1, Ordering::Relaxed))
            .take_while(|task| *task < tasks);
        tasks.map(|task| (task, work(task))).collect::<Vec<_>>()
    };
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..threads.get().min(tasks)).map(|_| scope.spawn(run)).collect();
        let mut done = run();
        for other in others {
            done.extend(other.join().unwrap_or_else(|panic| resume_unwind(panic)));
        }
        done
    });
    done.sort_unstable_by_key(|(task, _)| *task);
    done.into_iter().map(|(_, result)| result).collect()
}
