//! Rung 7: what human review determines of the share of flags that were wrong.
//!
//! # Derivation
//!
//! Of `F` flags, `C` were reviewed, `B` of those rejected and `K` confirmed. If reviewers were right,
//! `B` flags are known to be wrong and `K` to be right; the others, unreviewed or undecided, may be
//! either. So the share of wrong flags lies in `[B/F, (F−K)/F]`. Where only one of `B` and `K` is
//! given the other is what is left of `C`, so that with `K = C − B` the upper end is `(B+F−C)/F`: a
//! point if all were reviewed. Where those reviewed are a random sample of the flags, `[B/C, (C−K)/C]`
//! estimates it. The "error rate" `B/A` of the standard form of Implementing Regulation (EU)
//! 2024/2916 is the lower end `B/F`: its `A` is the number flagged.

use super::bounds::{clipped, ends, lower_limit, upper_limit};
use super::set::hull;
use super::{IdentifiedSet, Population};
use crate::quantity::{Confidence, ConfidenceInterval, CountRange};

/// Whole counts of a review that the figures may stand for; `flagged` may be infinite.
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
    pub(super) reviewed: CountRange,
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
        self.flagged - self.confirmed
    }

    fn among(&self, all: f64) -> (f64, f64) {
        let upper = if all.is_infinite() { 1.0 } else { (all - self.confirmed) / all };
        (self.rejected / all, upper)
    }

    fn limits_among(&self, all: f64, confidence: Confidence) -> Option<(f64, f64)> {
        let lower = lower_limit(self.rejected, all, confidence)?;
        Some((lower, upper_limit(all - self.confirmed, all, confidence)?))
    }

    fn is_possible(&self) -> bool {
        self.flagged > 0.0
            && self.reviewed.is_finite()
            && self.rejected >= 0.0
            && self.confirmed >= 0.0
            && self.rejected + self.confirmed <= self.reviewed
            && self.reviewed <= self.flagged
    }
}

impl ReviewBox {
    /// The corners of all counts that respect `B + K ≤ C ≤ F`, each once.
    pub(super) fn corners(&self) -> Vec<ReviewPoint> {
        let all = [Some(self.reviewed), self.rejected, self.confirmed, self.flagged];
        let bounds: Vec<f64> = all.into_iter().flatten().flat_map(ends).collect();
        let mut corners = Vec::new();
        for reviewed in clipped(self.reviewed, self.reviewed_bounds(&bounds)) {
            for (rejected, confirmed) in self.outcomes(reviewed, &bounds) {
                let flagged = self.flagged.map(|flagged| clipped(flagged, bounds.clone()));
                for flagged in flagged.unwrap_or(vec![reviewed]) {
                    corners.push(ReviewPoint { flagged, reviewed, rejected, confirmed });
                }
            }
        }
        corners.retain(ReviewPoint::is_possible);
        corners.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
        corners.dedup();
        corners
    }

    /// What bounds the number reviewed: every other count, and both outcomes together.
    fn reviewed_bounds(&self, bounds: &[f64]) -> Vec<f64> {
        let sums = self.rejected.zip(self.confirmed).map(|(b, k)| ends(b.plus(k)));
        bounds.iter().copied().chain(sums.into_iter().flatten()).collect()
    }

    /// The numbers rejected and confirmed of those reviewed; where one is not given, what the other
    /// leaves.
    fn outcomes(&self, reviewed: f64, bounds: &[f64]) -> Vec<(f64, f64)> {
        let values = |range: CountRange, other: Option<CountRange>| {
            let left = other.into_iter().flat_map(ends).map(|other| reviewed - other);
            clipped(range, bounds.iter().copied().chain(left).chain([reviewed]))
        };
        match (self.rejected, self.confirmed) {
            (Some(rejected), Some(confirmed)) => {
                let confirmed_values = values(confirmed, Some(rejected));
                let pairs = values(rejected, Some(confirmed)).into_iter();
                pairs.flat_map(|b| confirmed_values.iter().map(move |k| (b, *k))).collect()
            }
            (Some(rejected), None) => {
                values(rejected, None).into_iter().map(|b| (b, reviewed - b)).collect()
            }
            (None, Some(confirmed)) => {
                values(confirmed, None).into_iter().map(|k| (reviewed - k, k)).collect()
            }
            (None, None) => Vec::new(),
        }
    }
}

fn set(
    points: &[ReviewPoint],
    all: fn(&ReviewPoint) -> f64,
    confidence: Confidence,
) -> IdentifiedSet {
    let limits = hull(points.iter().filter_map(|p| p.limits_among(all(p), confidence)));
    let limits = limits.map(|(lower, upper)| ConfidenceInterval::new(lower, upper));
    IdentifiedSet::new(Population::Flags, hull(points.iter().map(|p| p.among(all(p)))))
        .with_confidence(limits)
}

/// The share of flags that were wrong: `[B/F, (F−K)/F]`.
pub(super) fn review_correct(counts: &ReviewBox, confidence: Confidence) -> IdentifiedSet {
    set(&counts.corners(), |point| point.flagged, confidence)
}

/// The share of flags that were wrong where those reviewed are a random sample: `[B/C, (C−K)/C]`,
/// with Clopper–Pearson limits, which are conservative since the flags are a finite pool.
pub(super) fn reviewed_at_random(counts: &ReviewBox, confidence: Confidence) -> IdentifiedSet {
    let mut drawn = counts.corners();
    drawn.retain(|corner| corner.reviewed > 0.0);
    set(&drawn, |point| point.reviewed, confidence)
}
