//! Rung 7: what human review determines of the share of flags that were wrong.
//!
//! # Derivation
//!
//! Of `F` flags, `C` were reviewed and `B` of those rejected. If reviewers were right, `B` flags are
//! known to be wrong and `C − B` to be right; the `F − C` others may be either. So the share of wrong
//! flags lies in `[B/F, (B+F−C)/F]`, a point if all were reviewed. Where those reviewed are a random
//! sample of the flags, `B/C` estimates it. The "error rate" `B/A` of the standard form of
//! Implementing Regulation (EU) 2024/2916 is the lower end `B/F`: its `A` is the number flagged.

use super::appeals::{ends, lower_limit, upper_limit};
use super::set::hull;
use super::{IdentifiedSet, Population};
use crate::quantity::{Confidence, ConfidenceInterval, CountRange};

/// Whole counts of a review that the figures may stand for; `flagged` may be infinite.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReviewPoint {
    pub(super) flagged: f64,
    pub(super) reviewed: f64,
    pub(super) rejected: f64,
}

/// The ranges of the counts on rung 7; without a number flagged, all reviewed are all flagged.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReviewBox {
    pub(super) flagged: Option<CountRange>,
    pub(super) reviewed: CountRange,
    pub(super) rejected: CountRange,
}

impl ReviewPoint {
    /// `B`: the least number of wrong flags.
    pub(super) fn least_wrong(&self) -> f64 {
        self.rejected
    }

    /// `B + F − C`: the greatest number of wrong flags.
    pub(super) fn most_wrong(&self) -> f64 {
        self.rejected + (self.flagged - self.reviewed)
    }

    fn shares(&self) -> (f64, f64) {
        (self.rejected / self.flagged, 1.0 - (self.reviewed - self.rejected) / self.flagged)
    }

    fn limits(&self, confidence: Confidence) -> Option<(f64, f64)> {
        let lower = lower_limit(self.least_wrong(), self.flagged, confidence)?;
        let upper = upper_limit(self.most_wrong(), self.flagged, confidence)?;
        Some((lower, upper))
    }
}

impl ReviewBox {
    /// The corners of all counts that respect `B ≤ C ≤ F`.
    pub(super) fn corners(&self) -> Vec<ReviewPoint> {
        let mut corners = Vec::new();
        for reviewed in self.values(self.reviewed) {
            let flagged = self.flagged.map_or(vec![reviewed], |flagged| self.values(flagged));
            for flagged in flagged {
                for rejected in self.values(self.rejected) {
                    corners.push(ReviewPoint { flagged, reviewed, rejected });
                }
            }
        }
        corners.retain(|p| p.flagged > 0.0 && p.rejected <= p.reviewed && p.reviewed <= p.flagged);
        corners.retain(|p| p.reviewed.is_finite());
        corners
    }

    /// The ends of `range` and of every other count that may bound it.
    fn values(&self, range: CountRange) -> Vec<f64> {
        let all = [Some(self.reviewed), Some(self.rejected), self.flagged];
        let bounds = all.into_iter().flatten().flat_map(ends);
        let inside = bounds.filter(|v| range.low_real() <= *v && *v <= range.high_real());
        ends(range).into_iter().chain(inside).collect()
    }
}

/// The share of flags that were wrong: `[B/F, (B+F−C)/F]`.
pub(super) fn review_correct(counts: &ReviewBox, confidence: Confidence) -> IdentifiedSet {
    let corners = counts.corners();
    let limits = hull(corners.iter().filter_map(|corner| corner.limits(confidence)));
    let limits = limits.map(|(lower, upper)| ConfidenceInterval::new(lower, upper));
    IdentifiedSet::new(Population::Flags, hull(corners.iter().map(ReviewPoint::shares)))
        .with_confidence(limits)
}

/// The share of flags that were wrong where those reviewed are a random sample: `B/C`, with
/// Clopper–Pearson limits, which are conservative since the flags are a finite pool.
pub(super) fn reviewed_at_random(counts: &ReviewBox, confidence: Confidence) -> IdentifiedSet {
    let drawn: Vec<ReviewPoint> =
        counts.corners().into_iter().filter(|corner| corner.reviewed > 0.0).collect();
    let shares = hull(drawn.iter().map(|p| (p.rejected / p.reviewed, p.rejected / p.reviewed)));
    let limits = hull(drawn.iter().filter_map(|p| {
        let lower = lower_limit(p.rejected, p.reviewed, confidence)?;
        Some((lower, upper_limit(p.rejected, p.reviewed, confidence)?))
    }));
    let limits = limits.map(|(lower, upper)| ConfidenceInterval::new(lower, upper));
    IdentifiedSet::new(Population::Flags, shares).with_confidence(limits)
}
