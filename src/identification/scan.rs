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

use super::appeals::{lower_limit, upper_limit};
use super::set::hull;
use super::{IdentifiedSet, Population};
use crate::quantity::{Confidence, ConfidenceInterval, Probability};

/// A bound on how many violating units went unflagged.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum MissedAtMost {
    /// At most this many.
    Count(u64),
    /// At most this share of the unflagged.
    Share(Probability),
}

/// What was scanned, with bounds on the wrong flags, at one choice of all counts.
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
}

/// The rates over all that was scanned.
#[derive(Clone, Copy, Debug)]
pub(super) struct ScanSets {
    pub(super) fpr: IdentifiedSet,
    pub(super) recall: IdentifiedSet,
    pub(super) prevalence: IdentifiedSet,
}

/// One end of a set as a ratio of counts: part of a whole.
type End = (f64, f64);

/// A rate of a point under a bound on what was missed: its two ends, or nothing where undefined.
type Rate = fn(&ScanPoint, Option<MissedAtMost>) -> Option<(End, End)>;

impl ScanPoint {
    pub(super) fn is_possible(&self) -> bool {
        self.scanned.is_finite()
            && self.flagged <= self.scanned
            && self.least_wrong <= self.most_wrong
    }

    fn unflagged(&self) -> f64 {
        self.scanned - self.flagged
    }

    fn missed(&self, missed: Option<MissedAtMost>) -> f64 {
        let all = self.unflagged();
        match missed {
            None => all,
            Some(MissedAtMost::Count(count)) => crate::quantity::real(count).min(all),
            Some(MissedAtMost::Share(share)) => share.get() * all,
        }
    }

    fn false_positive_rate(&self, missed: Option<MissedAtMost>) -> Option<(End, End)> {
        let (unflagged, missed) = (self.unflagged(), self.missed(missed));
        // Truths without innocent units have no such rate; with wrong flags only, it is 1.
        let lower = match (self.least_wrong, unflagged) {
            (0.0, 0.0) => (self.most_wrong > 0.0).then_some((1.0, 1.0))?,
            (least, unflagged) => (least, least + unflagged),
        };
        let innocent = unflagged - missed;
        let upper = match (self.most_wrong, innocent) {
            (0.0, 0.0) => (0.0, unflagged),
            (most, innocent) => (most, most + innocent),
        };
        Some((lower, upper))
    }

    fn recall(&self, missed: Option<MissedAtMost>) -> Option<(End, End)> {
        let missed = self.missed(missed);
        let (least, most) = (self.flagged - self.most_wrong, self.flagged - self.least_wrong);
        // Truths without violating units have no recall; with none missed, it is 1.
        let lower = match (least, missed) {
            (0.0, 0.0) => (most > 0.0).then_some((most, most))?,
            (least, missed) => (least, least + missed),
        };
        let upper = if most == 0.0 { (0.0, missed) } else { (most, most) };
        Some((lower, upper))
    }

    fn prevalence(&self, missed: Option<MissedAtMost>) -> Option<(End, End)> {
        let least = self.flagged - self.most_wrong;
        let most = self.flagged - self.least_wrong + self.missed(missed);
        (self.scanned > 0.0).then_some(((least, self.scanned), (most, self.scanned)))
    }
}

/// The sets of the three rates over all of `points`; a rate that is undefined at all of them is
/// unidentified.
pub(super) fn rates(
    points: &[ScanPoint],
    missed: Option<MissedAtMost>,
    confidence: Confidence,
) -> ScanSets {
    let set = |rate: Rate| {
        let defined: Vec<(End, End)> =
            points.iter().filter_map(|point| rate(point, missed)).collect();
        let ends =
            hull(defined.iter().map(|(lower, upper)| (lower.0 / lower.1, upper.0 / upper.1)));
        let limits = hull(defined.iter().filter_map(|(lower, upper)| {
            let lower = lower_limit(lower.0, lower.1, confidence)?;
            Some((lower, upper_limit(upper.0, upper.1, confidence)?))
        }));
        match ends {
            None => IdentifiedSet::unidentified(Population::Scanned),
            ends => IdentifiedSet::new(Population::Scanned, ends).with_confidence(
                limits.map(|(lower, upper)| ConfidenceInterval::new(lower, upper)),
            ),
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
