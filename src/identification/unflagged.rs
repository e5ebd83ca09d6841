//! How what was not flagged divides into what was missed and what is innocent.

use super::sample::Sample;
use crate::quantity::display::{grouped, short_percent};
use crate::quantity::{Probability, real};

/// A bound on how many violating units went unflagged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MissedAtMost {
    /// At most this many.
    Count(u64),
    /// At most this share of the unflagged.
    Share(Probability),
}

impl std::fmt::Display for MissedAtMost {
    /// The bound in words: `1 % of what was not flagged`, `1 000 of what was not flagged`.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let number = match self {
            Self::Count(count) => grouped(*count),
            Self::Share(share) => short_percent(share.get()),
        };
        write!(f, "{number} of what was not flagged")
    }
}

/// How many of the unflagged are taken to be violating.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Missed {
    /// Any number.
    Anything,
    /// At most so many.
    AtMost(MissedAtMost),
    /// From one share of the unflagged to another.
    Between(f64, f64),
    /// The share that was found in a sample of them.
    Found(Sample),
}

/// How the unflagged may divide at one point, from the least to the most of each kind.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unflagged {
    pub(super) missed: (f64, f64),
    pub(super) innocent: (f64, f64),
    /// `missed` as shares of all scanned.
    pub(super) missed_share: (f64, f64),
    missed_as: Missed,
}

/// `share` of `all`, which may be infinite.
fn part(share: f64, all: f64) -> f64 {
    if share == 0.0 { 0.0 } else { share * all }
}

/// Recall with so many right flags and so many missed, not both none.
pub(super) fn recall(right: f64, missed: f64) -> f64 {
    // With none missed recall is 1 wherever it is defined; with no right flags it is 0.
    if missed == 0.0 || right.is_infinite() { 1.0 } else { right / (right + missed) }
}

impl Unflagged {
    /// How what was not flagged of `scanned` divides.
    pub(super) fn of(scanned: f64, flagged: f64, missed: Missed) -> Self {
        let all = scanned - flagged;
        let share_of_scanned = |part: f64| match scanned {
            scanned if scanned.is_infinite() => 0.0,
            scanned => part / scanned,
        };
        let (least, most) = match missed {
            Missed::AtMost(MissedAtMost::Count(count)) => {
                let most = real(count).min(all);
                return Self {
                    missed: (0.0, most),
                    innocent: (all - most, all),
                    missed_share: (0.0, share_of_scanned(most)),
                    missed_as: missed,
                };
            }
            Missed::AtMost(MissedAtMost::Share(share)) => (0.0, share.get()),
            Missed::Anything => (0.0, 1.0),
            Missed::Between(least, most) => (least, most),
            Missed::Found(sample) => sample.ends_among(all),
        };
        let unflagged = 1.0 - share_of_scanned(flagged);
        Self {
            missed: (part(least, all), part(most, all)),
            innocent: (part(1.0 - most, all), part(1.0 - least, all)),
            missed_share: (least * unflagged, most * unflagged),
            missed_as: missed,
        }
    }

    /// The least recall with so many right flags where the unflagged may be any number.
    pub(super) fn unbounded_recall(&self, right: f64) -> f64 {
        match self.missed_as {
            Missed::AtMost(MissedAtMost::Count(count)) => recall(right, real(count)),
            Missed::AtMost(MissedAtMost::Share(share)) if share.get() == 0.0 => 1.0,
            Missed::Between(_, 0.0) => 1.0,
            Missed::Found(sample) if sample.ends_among(f64::INFINITY).1 == 0.0 => 1.0,
            _ => 0.0,
        }
    }
}
