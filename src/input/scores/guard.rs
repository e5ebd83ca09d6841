//! Damaged files that make a decoder panic.
//!
//! The decoders of Parquet and Arrow check most of what they read, and panic at some of the rest. Such a
//! panic is an error of the file like any other.

use std::cell::Cell;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

thread_local! {
    static IS_GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Returns what `decode` does, or `None` where it panics; what it was changing is then in no sound state.
pub(super) fn guarded<T>(decode: impl FnOnce() -> T) -> Option<T> {
    IS_GUARDED.set(true);
    let decoded = catch_unwind(AssertUnwindSafe(decode)).ok();
    IS_GUARDED.set(false);
    decoded
}

/// Has panics that become errors of a damaged file say nothing on standard error; for the program to call
/// once, when it starts.
pub fn silence_guarded_panics() {
    let usual = take_hook();
    set_hook(Box::new(move |panic| {
        if !IS_GUARDED.get() {
            usual(panic);
        }
    }));
}
