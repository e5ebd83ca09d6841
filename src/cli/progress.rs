//! How far a long run has come, on standard error where that is a terminal.

use std::io::{IsTerminal as _, Stderr, Write as _};
use std::time::{Duration, Instant};

use crate::quantity::display::{SPACE, grouped};
use crate::quantity::{real, whole};

/// How often the line is written anew.
const INTERVAL: Duration = Duration::from_millis(250);

/// Goes back to the start of the line and clears it.
const CLEAR: &str = "\r\x1b[K";

/// A line that says how many of all are done, how fast, and how long the rest will take; it is gone
/// when this is dropped.
pub(super) struct Progress {
    /// What is counted, in the plural.
    unit: &'static str,
    all: u64,
    started: Instant,
    shown: Instant,
    line: Option<Stderr>,
}

impl Progress {
    pub(super) fn new(unit: &'static str, all: u64) -> Self {
        let (line, now) = (std::io::stderr(), Instant::now());
        let line = line.is_terminal().then_some(line);
        Self { unit, all, started: now, shown: now, line }
    }

    /// Shows that so many are done, unless that was shown a moment ago.
    pub(super) fn show(&mut self, done: u64) {
        let Some(line) = &mut self.line else { return };
        if self.shown.elapsed() >= INTERVAL {
            self.shown = Instant::now();
            let text = message(self.unit, self.all, done, self.started.elapsed());
            let _ = write!(line, "{CLEAR}{text}").and_then(|()| line.flush());
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(line) = &mut self.line {
            let _ = write!(line, "{CLEAR}").and_then(|()| line.flush());
        }
    }
}

fn message(unit: &str, all: u64, done: u64, elapsed: Duration) -> String {
    let rate = real(done) / elapsed.as_secs_f64().max(1e-3);
    let left = real(all.saturating_sub(done)) / rate.max(1e-9);
    let left = Duration::from_secs(whole(left.ceil()).min(u64::from(u32::MAX)));
    let (done, all) = (grouped(done), grouped(all));
    format!("{done} of {all} {unit}, {} a second, {} left", grouped(whole(rate)), time(left))
}

/// A time as a reader would say it: `45 s`, `2 min 5 s`, `3 h 4 min`.
fn time(time: Duration) -> String {
    let seconds = time.as_secs();
    match (seconds / 3600, seconds / 60 % 60, seconds % 60) {
        (0, 0, seconds) => format!("{seconds}{SPACE}s"),
        (0, minutes, seconds) => format!("{minutes}{SPACE}min {seconds}{SPACE}s"),
        (hours, minutes, _) => format!("{hours}{SPACE}h {minutes}{SPACE}min"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_how_fast_and_how_long() {
        let text = message("rows", 1_000_000, 250_000, Duration::from_millis(2500));
        let expected = "250 000 of 1 000 000 rows, 100 000 a second, 8 s left";
        assert_eq!(text.replace(SPACE, " "), expected);
        assert_eq!(time(Duration::from_secs(125)).replace(SPACE, " "), "2 min 5 s");
        assert_eq!(time(Duration::from_secs(11_100)).replace(SPACE, " "), "3 h 5 min");
        assert!(message("rows", 9, 0, Duration::ZERO).contains("left"));
    }
}
