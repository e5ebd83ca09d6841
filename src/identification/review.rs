//! Rung 7: what human review determines of the share of flags that were wrong.
//!
//! # Derivation
//!
//! Of `F` flags, `C` were reviewed, `B` of those rejected and `K` confirmed. If reviewers were right,
//! `B` flags are known to be wrong and `K` to be right; the others, unreviewed or undecided, may be
//! either. So the share of wrong flags lies in `[B/F, (F−K)/F]`. Where only one of `B` and `K` is
//! given the other is what is left of `C`, so that with `K = C − B` the upper end is `(B+F−C)/F`: a
//! point if all were reviewed. Where `C` is not given it is `B + K`. Where those reviewed are a random
//! sample of the flags, `[B/C, (C−K)/C]` estimates it. The "error rate" `B/A` of the standard form of
//! Implementing Regulation (EU) 2024/2916 is the lower end `B/F`: its `A` is the number flagged.

use super::bounds::{clipped, ends, lower_limit, upper_limit};
use super::scan::ScanPoint;
use super::set::hull;
use super::wrong::Wrong;
use super::{IdentifiedSet, Population};
use crate::quantity::{Confidence, CountRange};

/// Whole counts of a review that the figures may stand for; all but `rejected` and `confirmed`
/// together may be infinite.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub(super) struct ReviewPoint {
    pub(super) flagged: f64,
    pub(super) reviewed: f64,
    pub(super) rejected: f64,
    pub(super) confirmed: f64,
}

/// The ranges of the counts on rung 7; without a number flagged, all reviewed are all flagged.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReviewBox {
    pub(super) flagged: Option<CountRange>,
    pub(super) reviewed: Option<CountRange>,
    pub(super) rejected: Option<CountRange>,
    pub(super) confirmed: Option<CountRange>,
}

impl ReviewPoint {
    /// `B`: the least number of wrong flags.
    pub(super) fn least_wrong(&self) -> f64 {
        self.rejected
    }

    /// `F − K`: the greatest number of wrong flags.
    pub(super) fn most_wrong(&self) -> f64 {
        if self.flagged.is_infinite() { self.flagged } else { self.flagged - self.confirmed }
    }

    /// The least and the greatest share of `all` that was wrong, of flags or of those reviewed.
    fn among(&self, all: f64) -> (f64, f64) {
        if all.is_finite() {
            return (self.rejected / all, (all - self.confirmed) / all);
        }
        // Without end, what decides is whether the reviewed are nearly all of one kind.
        let nearly_all = self.reviewed.is_infinite();
        match (self.rejected.is_infinite(), self.confirmed.is_infinite()) {
            (true, false) if nearly_all => (1.0, 1.0),
            (false, true) if nearly_all => (0.0, 0.0),
            _ => (0.0, 1.0),
        }
    }

    fn limits_among(&self, all: f64, confidence: Confidence) -> Option<(f64, f64)> {
        if all.is_infinite() {
            return Some(self.among(all));
        }
        let lower = lower_limit(self.rejected, all, confidence)?;
        Some((lower, upper_limit(all - self.confirmed, all, confidence)?))
    }

    /// The flags with the wrong ones among them.
    pub(super) fn flags(&self) -> ScanPoint {
        ScanPoint {
            scanned: self.flagged,
            flagged: self.flagged,
            least_wrong: self.least_wrong(),
            most_wrong: self.most_wrong(),
            least_right: self.confirmed,
        }
    }

    /// The wrong flags if those reviewed are a random sample; `None` where none were.
    pub(super) fn sampled(&self) -> Option<Wrong> {
        (self.reviewed > 0.0).then(|| Wrong::share(self.flagged, self.among(self.reviewed)))
    }

    /// Their limits.
    pub(super) fn sampled_limits(&self, confidence: Confidence) -> Option<Wrong> {
        Some(Wrong::share(self.flagged, self.limits_among(self.reviewed, confidence)?))
    }

    fn is_possible(&self) -> bool {
        self.rejected >= 0.0
            && self.confirmed >= 0.0
            && (self.rejected + self.confirmed <= self.reviewed || self.reviewed.is_infinite())
            && self.reviewed <= self.flagged
    }
}

impl ReviewBox {
    /// The corners of all counts that respect `B + K ≤ C ≤ F`, each once.
    pub(super) fn corners(&self) -> Vec<ReviewPoint> {
        let mut corners = Vec::new();
        for (reviewed, rejected, confirmed) in self.outcomes() {
            let flagged = self.flagged.map(|flagged| {
                let all = [self.reviewed, self.rejected, self.confirmed].into_iter().flatten();
                // 1 is the least number of flags of which there is a share.
                let bounds = all.flat_map(ends).chain([reviewed, rejected + confirmed, 1.0]);
                clipped(flagged, bounds)
            });
            for flagged in flagged.unwrap_or(vec![reviewed]) {
                corners.push(ReviewPoint { flagged, reviewed, rejected, confirmed });
            }
        }
        corners.retain(ReviewPoint::is_possible);
        corners.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        corners.dedup();
        corners
    }

    /// The numbers reviewed, rejected and confirmed at which one of them, or the flags, begin to bind;
    /// one that is not given is what the others leave.
    fn outcomes(&self) -> Vec<(f64, f64, f64)> {
        let flags: Vec<f64> = self.flagged.into_iter().flat_map(ends).collect();
        match (self.reviewed, self.rejected, self.confirmed) {
            (Some(reviewed), Some(one), None) => {
                let pairs = with_one(reviewed, one, &flags).into_iter();
                pairs.map(|(c, b)| (c, b, left(c, b))).collect()
            }
            (Some(reviewed), None, Some(one)) => {
                let pairs = with_one(reviewed, one, &flags).into_iter();
                pairs.map(|(c, k)| (c, left(c, k), k)).collect()
            }
            (Some(reviewed), Some(rejected), Some(confirmed)) => {
                with_both(reviewed, rejected, confirmed, &flags)
            }
            (None, Some(rejected), Some(confirmed)) => {
                let most = |other: CountRange| {
                    flags.iter().flat_map(move |f| ends(other).map(|o| f - o)).collect::<Vec<_>>()
                };
                let confirmed_values = clipped(confirmed, most(rejected));
                let rejected_values = clipped(rejected, most(confirmed)).into_iter();
                rejected_values
                    .flat_map(|b| confirmed_values.iter().map(move |k| (b + k, b, *k)))
                    .collect()
            }
            _ => Vec::new(),
        }
    }
}

/// The numbers reviewed with the one outcome that is given.
fn with_one(reviewed: CountRange, one: CountRange, flags: &[f64]) -> Vec<(f64, f64)> {
    let bounds = flags.iter().copied().chain(ends(one)).chain([1.0]);
    let values = clipped(reviewed, bounds).into_iter();
    values
        .flat_map(|c| {
            let ones = clipped(one, [c].into_iter().chain(flags.iter().copied()));
            ones.into_iter().filter(|one| one.is_finite()).map(move |one| (c, one))
        })
        .collect()
}

/// The numbers reviewed with both outcomes.
fn with_both(
    reviewed: CountRange,
    rejected: CountRange,
    confirmed: CountRange,
    flags: &[f64],
) -> Vec<(f64, f64, f64)> {
    let sums = ends(rejected).into_iter().flat_map(|b| ends(confirmed).map(|k| b + k));
    let bounds = flags.iter().copied().chain(sums).chain([1.0]);
    let mut outcomes = Vec::new();
    for c in clipped(reviewed, bounds) {
        let room = |other: CountRange| ends(other).map(|other| c - other);
        for b in clipped(rejected, room(confirmed)).into_iter().filter(|b| b.is_finite()) {
            let values = clipped(confirmed, room(rejected).into_iter().chain([c - b]));
            outcomes.extend(values.into_iter().filter(|k| k.is_finite()).map(|k| (c, b, k)));
        }
    }
    outcomes
}

/// What is left of `all` besides `part`.
fn left(all: f64, part: f64) -> f64 {
    if all.is_infinite() { all } else { all - part }
}

fn set(
    points: &[ReviewPoint],
    all: fn(&ReviewPoint) -> f64,
    confidence: Confidence,
) -> IdentifiedSet {
    let points = || points.iter().filter(|point| all(point) > 0.0);
    let limits = hull(points().filter_map(|p| p.limits_among(all(p), confidence)));
    IdentifiedSet::new(Population::Flags, hull(points().map(|p| p.among(all(p)))))
        .with_confidence(limits)
}

/// The share of flags that were wrong: `[B/F, (F−K)/F]`.
pub(super) fn review_correct(counts: &ReviewBox, confidence: Confidence) -> IdentifiedSet {
    set(&counts.corners(), |point| point.flagged, confidence)
}

/// The share of flags that were wrong where those reviewed are a random sample: `[B/C, (C−K)/C]`,
/// with Clopper–Pearson limits, which are conservative since the flags are a finite pool.
pub(super) fn reviewed_at_random(counts: &ReviewBox, confidence: Confidence) -> IdentifiedSet {
    set(&counts.corners(), |point| point.reviewed, confidence)
}
