//! Every rung of the ladder against every hidden truth of small figures.
//!
//! For each small disclosure, all truths are enumerated that its figures allow, rounding included;
//! the rates under those that satisfy a rung's assumptions must all lie in its set, and its ends
//! must be attained up to rounding inward to a whole count. Where a rung rests on draws, the chance that
//! its limits hold is summed over all that may be drawn.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

mod appeals;
mod audited;
mod limits;
mod open;
mod process;
mod rereview;
mod review;
mod scanned;
mod unflagged;

use baserate::identification::{IdentifiedSet, Rung, RungResult};
use baserate::quantity::{CountRange, real};

/// The least and the greatest rate among the truths, and how far ends may be from them: what one
/// whole count makes.
#[derive(Clone, Copy, Debug, Default)]
struct Attained {
    range: Option<(f64, f64)>,
    step: f64,
}

/// How closely truths must fill a set.
#[derive(Clone, Copy, PartialEq)]
enum Sharpness {
    /// From end to end.
    Exact,
    /// Up to whole counts, which a given κ need not hit.
    WholeCounts,
    /// Not at all: hardly any whole counts have exactly this κ.
    OuterOnly,
}

impl Attained {
    fn add(&mut self, events: u64, trials: u64) {
        if trials == 0 {
            return;
        }
        let rate = real(events) / real(trials);
        self.step = self.step.max(1.0 / real(trials));
        self.range = match self.range {
            None => Some((rate, rate)),
            Some((low, high)) => Some((low.min(rate), high.max(rate))),
        };
    }

    fn check(&self, set: &IdentifiedSet, sharpness: Sharpness, what: &str) {
        match (self.range, set.ends()) {
            (None, None) => {}
            (Some((low, high)), Some((lower, upper))) => {
                let slack = 1e-9;
                assert!(
                    lower <= low + slack && high <= upper + slack,
                    "{what}: truths from {low} to {high} outside {lower} to {upper}"
                );
                // Two whole counts: one by rounding an end inward, one where no whole count fits κ.
                let step = match sharpness {
                    Sharpness::Exact => slack,
                    Sharpness::WholeCounts => 2.0 * self.step + slack,
                    Sharpness::OuterOnly => f64::INFINITY,
                };
                assert!(
                    low - lower < step && upper - high < step,
                    "{what}: truths from {low} to {high} do not fill {lower} to {upper}"
                );
            }
            // κ can be so narrow that no whole count satisfies it.
            (None, Some((lower, upper))) if sharpness != Sharpness::Exact => {
                assert!(upper - lower < 1.0, "{what}: no truth in {lower} to {upper}");
            }
            (found, expected) => panic!("{what}: truths {found:?}, set {expected:?}"),
        }
    }
}

fn range(low: u64, high: u64) -> CountRange {
    CountRange::new(low, Some(high)).unwrap()
}

fn each(range: CountRange) -> std::ops::RangeInclusive<u64> {
    range.low()..=range.high().unwrap()
}

fn find(rungs: &[RungResult], rung: Rung) -> &RungResult {
    rungs.iter().find(|result| result.rung == rung).unwrap()
}

/// Small numbers from a fixed sequence, so that every run draws the same.
struct Draws(u64);

impl Draws {
    /// A number from 0 to `most`.
    fn upto(&mut self, most: u64) -> u64 {
        // Knuth's MMIX generator; its high bits are the good ones.
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % (most + 1)
    }

    fn range(&mut self, most: u64) -> CountRange {
        let (low, width) = (self.upto(most), self.upto(3));
        range(low, low + width)
    }
}
