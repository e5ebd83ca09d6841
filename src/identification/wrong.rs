//! Bounds on how many of the actions, or of the flags, were wrong.

use super::scan::ScanPoint;
use super::set::hull;
use super::{IdentifiedSet, Population};

/// Bounds on the wrong ones among `all`, at one choice of all counts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wrong {
    all: f64,
    share: (f64, f64),
    count: (f64, f64),
    least_right: f64,
}

/// Bounds on the wrong actions over all that the figures allow; no `ends` where they refute what was
/// assumed.
#[derive(Clone, Debug, Default)]
pub(super) struct WrongActions {
    /// What the figures allow.
    pub(super) ends: Vec<Wrong>,
    /// What chance leaves open; nothing where nothing was drawn.
    pub(super) limits: Vec<Wrong>,
}

impl Wrong {
    /// From `share.0` to `share.1` of `all`, which are `count.0` to `count.1`, so that at least
    /// `least_right` were right.
    pub(super) fn new(all: f64, share: (f64, f64), count: (f64, f64), least_right: f64) -> Self {
        Self { all, share, count, least_right }
    }

    /// From `share.0` to `share.1` of `all`.
    pub(super) fn share(all: f64, share: (f64, f64)) -> Self {
        if all.is_infinite() {
            // Whatever part of it is right is without end as well.
            return Self::new(all, share, (all, all), if share.1 < 1.0 { all } else { 0.0 });
        }
        Self::new(all, share, (share.0 * all, share.1 * all), all * (1.0 - share.1))
    }

    /// The same as flags among all that was scanned, of which there are no others yet.
    pub(super) fn flags(&self) -> ScanPoint {
        ScanPoint {
            scanned: self.all,
            flagged: self.all,
            least_wrong: self.count.0,
            most_wrong: self.count.1,
            least_right: self.least_right,
        }
    }
}

impl WrongActions {
    /// What is known without anything drawn by chance.
    pub(super) fn known(ends: impl Iterator<Item = Wrong>) -> Self {
        Self { ends: ends.collect(), limits: Vec::new() }
    }

    /// The share wrong: every value from the least to the greatest.
    pub(super) fn set(&self, of: Population) -> IdentifiedSet {
        let counted = |wrong: &&Wrong| wrong.all > 0.0;
        let hull = |points: &[Wrong]| hull(points.iter().filter(counted).map(|wrong| wrong.share));
        IdentifiedSet::new(of, hull(&self.ends)).with_confidence(hull(&self.limits))
    }
}
