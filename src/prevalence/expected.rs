//! What exact rates mean at an exact prevalence.

use super::Rates;
use crate::confusion::{Undefined, npv, ppv};
use crate::quantity::real;
use crate::special::Share;

/// What to expect where everything is known. Counts are expected numbers, not whole ones.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// The share of flagged items that are violating, or why there is none.
    pub ppv: Result<Share, Undefined>,
    /// The share of unflagged items that are innocent, or why there is none.
    pub npv: Result<Share, Undefined>,
    /// Violating items that are flagged.
    pub true_positives: f64,
    /// Innocent items that are flagged.
    pub false_positives: f64,
    /// Items that are flagged.
    pub flags: f64,
    /// Violating items that are not flagged.
    pub missed: f64,
}

/// Returns what to expect of a detector with these `rates` among `volume` items of which the share
/// `prevalence` is violating.
///
/// ```text
/// true positives  = V · π · recall         missed = V · π · (1 - recall)
/// false positives = V · (1 - π) · FPR      flags  = true positives + false positives
/// ```
///
/// Here `V` is the volume and `π` the prevalence; for the predictive values see [`ppv`] and [`npv`].
///
/// ```
/// use baserate::prevalence::{Rates, expected};
/// use baserate::special::Share;
///
/// let rates = Rates { recall: Share::new(0.84), fpr: Share::new(1e-6) };
/// let there = expected(rates, Share::new(1e-7), 12_300_000_000);
/// assert!((there.true_positives - 1_033.2).abs() < 1e-9);
/// assert!((there.false_positives - 12_300.0).abs() < 0.01);
/// assert!((there.missed - 196.8).abs() < 1e-9);
/// ```
#[must_use]
pub fn expected(rates: Rates, prevalence: Share, volume: u64) -> Expected {
    let Rates { recall, fpr } = rates;
    let (violating, innocent) = (real(volume) * prevalence.x(), real(volume) * prevalence.rest());
    let (true_positives, false_positives) = (violating * recall.x(), innocent * fpr.x());
    Expected {
        ppv: ppv(recall, fpr, prevalence),
        npv: npv(recall, fpr, prevalence),
        true_positives,
        false_positives,
        flags: true_positives + false_positives,
        missed: violating * recall.rest(),
    }
}
