//! Rungs 8, 8' and 9: what the number scanned adds, and a sample of what was not flagged.
//!
//! # Derivation
//!
//! Of `N` scanned, `F` were flagged and `T = N − F` were not. Let the number of wrong flags lie in
//! `[L, U]` (from rung 7, or from rungs 1 to 6 with `A` for `F`) and let `m` of the unflagged be
//! violating. Then, with `x` wrong flags,
//!
//! ```text
//! FPR = x / (x + T − m),   recall = (F−x) / (F−x+m),   prevalence = (F−x+m) / N.
//! ```
//!
//! With `m` in `[m₁, m₂]` these give
//!
//! ```text
//! FPR ∈ [L/(L+T−m₁), U/(U+T−m₂)],
//! recall ∈ [(F−U)/(F−U+m₂), (F−L)/(F−L+m₁)],
//! prevalence ∈ [(F−U+m₁)/N, (F−L+m₂)/N].
//! ```
//!
//! On rung 8 `m` may be anything in `[0, T]`, on rung 8' anything in `[0, M]`. On rung 9 a simple random
//! sample of the unflagged, `v` of `n` violating, estimates `m` by `T·v/n`, so that the rates are
//! points where the number of wrong flags is one. Without wrong flags (`U = 0`) the false positive rate
//! is 0; without right ones (`L = F`) recall is 0; a rate of nothing is undefined.
//!
//! # Chance
//!
//! Limits beside reviewed flags, and all limits on rung 9, are about the process that flags. Of `R + m`
//! violating units, `R = F − x`, it flags each with one chance, recall, and of the `x + T − m` innocent
//! ones each with another, the false positive rate. So each rate has the limits of Clopper and Pearson of
//! its own events among its own trials: `R` of `R + m`, `x` of `x + T − m`, and for prevalence `R + m` of
//! `N`; as they hold the ratios themselves they hold for exactly these units, too. Over all `x` and `m`
//! the lower limit is least at the least `R` beside the most `m`, and so on; of no units nothing is known.
//!
//! On rung 9 `m` itself is known within limits only, hypergeometric where `T` is known. The sample is
//! drawn apart from the flags, and so is what bounds the wrong flags where that is an estimate or a κ:
//! two or three draws. Each has the square or cubic root of the confidence, so that all hold together at
//! the confidence itself; where all unflagged were audited they are no draw.
//!
//! On rungs 8 and 8', where an estimate or a κ bounds the wrong flags, the limits of their number take
//! its place.

use super::bounds::{lower_limit, upper_limit};
use super::set::hull;
use super::unflagged::{Missed, Unflagged, recall};
use super::{IdentifiedSet, Population};
use crate::quantity::Confidence;

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

/// What chance leaves open of the wrong flags, and of what was missed beside them.
#[derive(Clone, Copy, Debug)]
pub(super) enum Drawn<'a> {
    /// The process that flagged: how many it flags is drawn as well, with limits of this confidence.
    Flagging(&'a [ScanPoint], Missed, Confidence),
    /// Only what bounds the wrong flags.
    WrongFlags(&'a [ScanPoint], Missed),
}

/// The two ends of a rate.
type Ends = (f64, f64);

/// A rate of a point; nothing where it is undefined under every truth.
type Rate = fn(&ScanPoint, &Unflagged) -> Option<Ends>;

/// The limits of a rate of a point.
type Limits = fn(&ScanPoint, &Unflagged, Confidence) -> Option<Ends>;

/// The ends of a rate that nothing bounds.
const UNBOUNDED: Ends = (0.0, 1.0);

impl ScanPoint {
    pub(super) fn is_possible(&self) -> bool {
        self.flagged <= self.scanned && self.least_wrong <= self.most_wrong
    }

    /// Whether neither the flags nor what was scanned is bounded, so that the unflagged may be any
    /// number.
    fn is_unbounded(&self) -> bool {
        self.flagged.is_infinite()
    }

    fn unflagged(&self, missed: Missed) -> Unflagged {
        Unflagged::of(self.scanned, self.flagged, missed)
    }

    /// The most right flags.
    fn most_right(&self) -> f64 {
        self.flagged - self.least_wrong
    }

    fn false_positive_rate(&self, rest: &Unflagged) -> Option<Ends> {
        if self.is_unbounded() {
            return Some(UNBOUNDED);
        }
        let (least, most) = (self.least_wrong, self.most_wrong);
        if rest.innocent.1 == 0.0 {
            // Truths without innocent units have no such rate; with wrong flags only, it is 1.
            return (most > 0.0).then_some((1.0, 1.0));
        }
        let upper = if most == 0.0 { 0.0 } else { most / (most + rest.innocent.0) };
        Some((least / (least + rest.innocent.1), upper))
    }

    fn recall(&self, rest: &Unflagged) -> Option<Ends> {
        let most = self.most_right();
        if self.is_unbounded() {
            return Some((rest.unbounded_recall(self.least_right), 1.0));
        }
        if rest.missed.1 == 0.0 && most == 0.0 {
            return None;
        }
        let upper = if most == 0.0 { 0.0 } else { recall(most, rest.missed.0) };
        Some((recall(self.least_right, rest.missed.1), upper))
    }

    fn prevalence(&self, rest: &Unflagged) -> Option<Ends> {
        if self.scanned == 0.0 {
            return None;
        }
        if self.is_unbounded() {
            return Some(UNBOUNDED);
        }
        let upper = if rest.innocent.0 == 0.0 {
            1.0 - self.least_wrong / self.scanned
        } else {
            self.most_right() / self.scanned + rest.missed_share.1
        };
        Some((self.least_right / self.scanned + rest.missed_share.0, upper))
    }

    /// Limits of the wrong flags among the innocent, of which there may be any number in their range.
    fn limits_of_false_positive_rate(
        &self,
        rest: &Unflagged,
        confidence: Confidence,
    ) -> Option<Ends> {
        let ends = self.false_positive_rate(rest)?;
        if self.is_unbounded() {
            return Some(ends);
        }
        Some(limits(
            among(self.least_wrong, rest.innocent.1),
            among(self.most_wrong, rest.innocent.0),
            confidence,
        ))
    }

    /// Limits of the right flags among the violating.
    fn limits_of_recall(&self, rest: &Unflagged, confidence: Confidence) -> Option<Ends> {
        let ends = self.recall(rest)?;
        if self.is_unbounded() {
            return Some(ends);
        }
        Some(limits(
            among(self.least_right, rest.missed.1),
            among(self.most_right(), rest.missed.0),
            confidence,
        ))
    }

    /// Limits of the violating among all scanned.
    fn limits_of_prevalence(&self, rest: &Unflagged, confidence: Confidence) -> Option<Ends> {
        let ends = self.prevalence(rest)?;
        if self.scanned.is_infinite() {
            return Some(ends);
        }
        Some(limits(
            (self.least_right + rest.missed.0, self.scanned),
            (self.most_right() + rest.missed.1, self.scanned),
            confidence,
        ))
    }
}

/// So many events, to the nearest whole count, among these and the `others`.
fn among(events: f64, others: f64) -> (f64, f64) {
    (events.round(), events.round() + others)
}

/// Clopper–Pearson limits: the lower of the first and the upper of the second of two numbers of events
/// among trials. Of none nothing is known.
fn limits(low: (f64, f64), high: (f64, f64), confidence: Confidence) -> Ends {
    let lower = lower_limit(low.0, low.1, confidence).unwrap_or(0.0);
    (lower, upper_limit(high.0, high.1, confidence).unwrap_or(1.0))
}

/// The sets of the three rates over all of `points`, with limits where something was `drawn`; a rate
/// that is undefined at all of them is not known.
pub(super) fn rates(points: &[ScanPoint], missed: Missed, drawn: Option<Drawn>) -> ScanSets {
    let set = |rate: Rate, limits: Limits| {
        let over = |points: &[ScanPoint], missed| {
            hull(points.iter().filter_map(|point| rate(point, &point.unflagged(missed))))
        };
        let limits = match drawn {
            None => None,
            Some(Drawn::WrongFlags(points, missed)) => over(points, missed),
            Some(Drawn::Flagging(points, missed, confidence)) => {
                let limits = |p: &ScanPoint| limits(p, &p.unflagged(missed), confidence);
                hull(points.iter().filter_map(limits))
            }
        };
        match over(points, missed) {
            None => IdentifiedSet::undefined(Population::Scanned),
            ends => IdentifiedSet::new(Population::Scanned, ends).with_confidence(limits),
        }
    };
    ScanSets {
        fpr: set(ScanPoint::false_positive_rate, ScanPoint::limits_of_false_positive_rate),
        recall: set(ScanPoint::recall, ScanPoint::limits_of_recall),
        prevalence: set(ScanPoint::prevalence, ScanPoint::limits_of_prevalence),
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
