//! Rungs 8 and 8': what the number scanned adds.
//!
//! # Derivation
//!
//! Of `N` scanned, `F` were flagged and `T = N − F` were not. Let the number of wrong flags lie in
//! `[L, U]` (from rung 7, or from rung 1 with `A` for `F`) and let `m` of the unflagged be violating.
//! Then, with `x` wrong flags,
//!
//! ```text
//! FPR = x / (x + T − m),   recall = (F−x) / (F−x+m),   prevalence = (F−x+m) / N.
//! ```
//!
//! With `m` anywhere in `[0, T]` (rung 8) these give `[L/(L+T), 1]`, `[(F−U)/(F−U+T), 1]` and
//! `[(F−U)/N, (F−L+T)/N]`. With `m ≤ M` (rung 8') they give `[L/(L+T), U/(U+T−M)]`,
//! `[(F−U)/(F−U+M), 1]` and `[(F−U)/N, (F−L+M)/N]`. Without wrong flags (`U = 0`) the false
//! positive rate is 0; without right ones (`L = F`) recall is 0; a rate of nothing is undefined.

use super::bounds::{lower_limit, upper_limit};
use super::set::hull;
use super::{IdentifiedSet, Population};
use crate::quantity::display::{grouped, short_percent};
use crate::quantity::{Confidence, Probability, real};

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

/// What was scanned, with bounds on the wrong flags, at one choice of all counts; `scanned` may be
/// infinite.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanPoint {
    /// `N`.
    pub(super) scanned: f64,
    /// `F`.
    pub(super) flagged: f64,
    /// `L`.
    pub(super) least_wrong: f64,
    /// `U`.
    pub(super) most_wrong: f64,
    /// `F − U`, which is known even where `F` is not bounded.
    pub(super) least_right: f64,
}

/// The rates over all that was scanned.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanSets {
    pub(super) fpr: IdentifiedSet,
    pub(super) recall: IdentifiedSet,
    pub(super) prevalence: IdentifiedSet,
}

/// How the unflagged may divide at one point: the most that are violating, and the least innocent.
#[derive(Clone, Copy, Debug)]
struct Unflagged {
    all: f64,
    missed: f64,
    innocent: f64,
    /// `missed` as a share of all scanned.
    missed_share: f64,
    bound: Option<MissedAtMost>,
}

/// The two ends of a rate, and limits for them.
type Ends = ((f64, f64), (f64, f64));

/// A rate of a point; nothing where it is undefined under every truth.
type Rate = fn(&ScanPoint, &Unflagged, Confidence) -> Option<Ends>;

/// So many trials that more of them change no limit of a count among them.
const MANY: f64 = 9e15;

/// The ends of a rate that nothing bounds.
const UNBOUNDED: Ends = ((0.0, 1.0), (0.0, 1.0));

impl ScanPoint {
    pub(super) fn is_possible(&self) -> bool {
        self.flagged <= self.scanned && self.least_wrong <= self.most_wrong
    }

    /// Whether neither the flags nor what was scanned is bounded, so that the unflagged may be any
    /// number.
    fn is_unbounded(&self) -> bool {
        self.flagged.is_infinite()
    }

    /// The least recall where the unflagged may be any number.
    fn unbounded_recall(&self, bound: Option<MissedAtMost>) -> f64 {
        match bound {
            Some(MissedAtMost::Count(0)) => 1.0,
            Some(MissedAtMost::Count(count)) => self.least_right / (self.least_right + real(count)),
            Some(MissedAtMost::Share(share)) if share.get() == 0.0 => 1.0,
            _ => 0.0,
        }
    }

    fn unflagged(&self, bound: Option<MissedAtMost>) -> Unflagged {
        let all = self.scanned - self.flagged;
        let share_of_scanned = |part: f64| match self.scanned {
            scanned if scanned.is_infinite() => 0.0,
            scanned => part / scanned,
        };
        match bound {
            Some(MissedAtMost::Count(count)) => {
                let missed = real(count).min(all);
                let innocent = all - missed;
                Unflagged { all, missed, innocent, missed_share: share_of_scanned(missed), bound }
            }
            Some(MissedAtMost::Share(share)) if share.get() < 1.0 => {
                let share = share.get();
                let missed_share = share * (1.0 - share_of_scanned(self.flagged));
                Unflagged {
                    all,
                    missed: share * all,
                    innocent: (1.0 - share) * all,
                    missed_share,
                    bound,
                }
            }
            _ => {
                let missed_share = 1.0 - share_of_scanned(self.flagged);
                Unflagged { all, missed: all, innocent: 0.0, missed_share, bound }
            }
        }
    }

    fn false_positive_rate(&self, rest: &Unflagged, confidence: Confidence) -> Option<Ends> {
        if self.is_unbounded() {
            return Some(UNBOUNDED);
        }
        let (least, most) = (self.least_wrong, self.most_wrong);
        if rest.all == 0.0 {
            // Truths without innocent units have no such rate; with wrong flags only, it is 1.
            let upper = (most > 0.0).then_some(1.0)?;
            return Some(((1.0, upper), (1.0, upper)));
        }
        let upper = if most == 0.0 { 0.0 } else { most / (most + rest.innocent) };
        let ends = (least / (least + rest.all), upper);
        let innocent = if most == 0.0 { rest.all } else { rest.innocent };
        let limits = (
            lower_limit(least, least + rest.all, confidence).unwrap_or(ends.0),
            upper_limit(most, most + innocent, confidence).unwrap_or(ends.1),
        );
        Some((ends, limits))
    }

    fn recall(&self, rest: &Unflagged, confidence: Confidence) -> Option<Ends> {
        let (least, most) = (self.least_right, self.flagged - self.least_wrong);
        let missed = rest.missed;
        if self.is_unbounded() {
            let lower = self.unbounded_recall(rest.bound);
            return Some(((lower, 1.0), (lower, 1.0)));
        }
        if missed == 0.0 && most == 0.0 {
            return None;
        }
        // With none missed recall is 1 wherever it is defined; with no right flags it is 0.
        let recall = |right: f64| if missed == 0.0 { 1.0 } else { right / (right + missed) };
        let upper = if most == 0.0 { 0.0 } else { 1.0 };
        let ends = (recall(least), upper);
        // Right flags are few among all scanned; beyond so many it does not matter how many.
        let scanned = self.scanned.min(MANY);
        let right = lower_limit(least, scanned, confidence).map(|share| share * scanned);
        Some((ends, (right.map_or(ends.0, recall), 1.0)))
    }

    fn prevalence(&self, rest: &Unflagged, confidence: Confidence) -> Option<Ends> {
        if self.scanned == 0.0 {
            return None;
        }
        if self.is_unbounded() {
            return Some(UNBOUNDED);
        }
        let (least, most) = (self.least_right, self.flagged - self.least_wrong);
        let upper = if rest.innocent == 0.0 {
            1.0 - self.least_wrong / self.scanned
        } else {
            most / self.scanned + rest.missed_share
        };
        let ends = (least / self.scanned, upper);
        let lower = lower_limit(least, self.scanned, confidence).unwrap_or(ends.0);
        let upper = if rest.innocent == 0.0 {
            lower_limit(self.least_wrong, self.scanned, confidence).map(|wrong| 1.0 - wrong)
        } else {
            // What was missed is assumed, not drawn: chance is in the flags alone.
            upper_limit(most, self.scanned, confidence).map(|right| right + rest.missed_share)
        };
        Some((ends, (lower, upper.unwrap_or(ends.1).min(1.0))))
    }
}

/// The sets of the three rates over all of `points`, with limits where the wrong flags were
/// `measured`; a rate that is undefined at all of them is not known.
pub(super) fn rates(
    points: &[ScanPoint],
    missed: Option<MissedAtMost>,
    measured: Option<Confidence>,
) -> ScanSets {
    let set = |rate: Rate| {
        let ends = |point: &ScanPoint| {
            rate(point, &point.unflagged(missed), measured.unwrap_or(Confidence::DEFAULT))
        };
        let defined: Vec<Ends> = points.iter().filter_map(ends).collect();
        let limits = hull(defined.iter().map(|(_, limits)| *limits));
        match hull(defined.iter().map(|(ends, _)| *ends)) {
            None => IdentifiedSet::undefined(Population::Scanned),
            ends => IdentifiedSet::new(Population::Scanned, ends)
                .with_confidence(limits.filter(|_| measured.is_some())),
        }
    };
    ScanSets {
        fpr: set(ScanPoint::false_positive_rate),
        recall: set(ScanPoint::recall),
        prevalence: set(ScanPoint::prevalence),
    }
}

impl ScanSets {
    /// Nothing is known of any of the three.
    pub(super) fn unidentified() -> Self {
        let set = IdentifiedSet::unidentified(Population::Scanned);
        Self { fpr: set, recall: set, prevalence: set }
    }

    /// Only the lower end of the false positive rate is known.
    pub(super) fn floor_only(self) -> Self {
        let floor = self.fpr.ends().map(|(lower, _)| (lower, 1.0));
        Self { fpr: IdentifiedSet::new(Population::Scanned, floor), ..Self::unidentified() }
    }
}
