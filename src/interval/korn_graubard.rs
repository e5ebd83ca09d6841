//! The interval of a share among rows that come in clusters.

use crate::quantity::{Confidence, ConfidenceInterval, real};
use crate::special::{Share, beta_share, student_t_upper_quantile};

/// A share among rows that come in clusters, with what its interval rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClusteredShare {
    /// The share itself.
    pub share: Share,
    /// Its variance, in which clusters rather than rows are independent.
    pub variance: f64,
    /// How many rows there are, at least one.
    pub rows: u64,
    /// How many clusters they are in, at least one.
    pub clusters: u64,
    /// How many clusters of equal size are worth as much: `(Σ m)² / Σ m²`, with `m` the sizes (Kish).
    pub effective_clusters: f64,
}

/// Returns the interval of a share among rows that come in clusters: fractions in `[0, 1]`; `None` where all
/// are in one.
///
/// ```text
/// n* = min(n, p (1 - p) / V · (t(n - 1) / t(c - 1))²)
/// lower: the α/2 quantile of Beta(p n*, (1 - p) n* + 1),  upper: the 1 - α/2 quantile of Beta(p n* + 1, (1 - p) n*)
/// ```
///
/// Here `p` is the share, `V` its variance, `n` the number of rows, `c` that of clusters, and `t(d)` the point
/// that leaves `α/2`, half of what the confidence leaves, above it in Student's distribution with `d` degrees
/// of freedom. It is the interval of Clopper and Pearson for as many independent rows as would vary as much. A
/// share of 0 or 1 has no variance to reckon with, and each cluster then counts as one row, as if all rows of a
/// cluster were alike. It is approximate, the more so the fewer clusters have events.
///
/// Source: Korn and Graubard, *Survey Methodology* 24, 1998.
///
/// ```
/// use baserate::interval::{ClusteredShare, clopper_pearson, korn_graubard};
/// use baserate::quantity::{Confidence, Proportion};
/// use baserate::special::Share;
///
/// // No event in 500 rows of 20 accounts: as if none in 20.
/// let none = ClusteredShare {
///     share: Share::new(0.0),
///     variance: 0.0,
///     rows: 500,
///     clusters: 20,
///     effective_clusters: 20.0,
/// };
/// let limits = korn_graubard(&none, Confidence::DEFAULT).unwrap();
/// let exact = clopper_pearson(Proportion::new(0, 20).unwrap(), Confidence::DEFAULT);
/// assert!((limits.upper() - exact.upper()).abs() < 1e-12);
/// ```
#[must_use]
pub fn korn_graubard(
    clustered: &ClusteredShare,
    confidence: Confidence,
) -> Option<ConfidenceInterval> {
    let (x, rest) = (clustered.share.x(), clustered.share.rest());
    let tail = confidence.tail();
    let rows = effective_rows(clustered, tail)?;
    let lower = |events: f64, others: f64| {
        if events > 0.0 { beta_share(events, others + 1.0, tail) } else { Share::new(0.0) }
    };
    let (low, high) = (lower(x * rows, rest * rows), lower(rest * rows, x * rows));
    Some(ConfidenceInterval::new(low.x(), high.rest()))
}

/// How many independent rows would vary as much.
fn effective_rows(clustered: &ClusteredShare, tail: f64) -> Option<f64> {
    let freedom = |number: u64| number.checked_sub(1).filter(|freedom| *freedom > 0).map(real);
    let t = |number: u64| Some(student_t_upper_quantile(freedom(number)?, tail));
    let ratio = t(clustered.rows)? / t(clustered.clusters)?;
    let (x, rest) = (clustered.share.x(), clustered.share.rest());
    if x == 0.0 || rest == 0.0 {
        return Some(clustered.effective_clusters);
    }
    Some((x * rest / clustered.variance * ratio * ratio).min(real(clustered.rows)))
}
