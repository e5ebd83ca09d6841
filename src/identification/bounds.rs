//! Ranges of counts as real numbers, and Clopper–Pearson limits of ratios of them.
//!
//! The ladder computes with real numbers, in which an open range ends at infinity, so that a figure
//! such as "more than 50 000" needs no formula of its own.

use crate::interval::clopper_pearson;
use crate::quantity::{Confidence, ConfidenceInterval, CountRange, Proportion, whole};

/// The ends of `range` and those of `values` that lie in it, each once.
pub(super) fn clipped(range: CountRange, values: impl IntoIterator<Item = f64>) -> Vec<f64> {
    let inside = values.into_iter().filter(|value| holds(range, *value));
    let mut values: Vec<f64> = ends(range).into_iter().chain(inside).collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values
}

/// The ends of `range` as real numbers; an open end is infinite.
pub(super) fn ends(range: CountRange) -> [f64; 2] {
    [range.low_real(), range.high_real()]
}

/// Whether `range` holds `value`.
pub(super) fn holds(range: CountRange, value: f64) -> bool {
    range.low_real() <= value && value <= range.high_real()
}

/// The lower Clopper–Pearson limit of `events` among `trials`; 0 for infinite trials, `None` for
/// none.
pub(super) fn lower_limit(events: f64, trials: f64, confidence: Confidence) -> Option<f64> {
    if trials.is_infinite() {
        return Some(0.0);
    }
    interval(events, trials, confidence).map(ConfidenceInterval::lower)
}

/// The upper Clopper–Pearson limit of `events` among `trials`; `None` for no trials.
pub(super) fn upper_limit(events: f64, trials: f64, confidence: Confidence) -> Option<f64> {
    if trials.is_infinite() {
        return Some(if events.is_finite() { 0.0 } else { 1.0 });
    }
    interval(events, trials, confidence).map(ConfidenceInterval::upper)
}

/// The Clopper–Pearson interval of the whole count nearest to `events` among as many as `trials` or one
/// more; `None` for no trials.
pub(super) fn interval(
    events: f64,
    trials: f64,
    confidence: Confidence,
) -> Option<ConfidenceInterval> {
    let proportion = Proportion::new(count(events)?, count(whole_up(trials))?)?;
    Some(clopper_pearson(proportion, confidence))
}

/// The least whole number that is no less, but for what computing leaves in the last bits.
fn whole_up(value: f64) -> f64 {
    let near = (value - value.round()).abs() <= 1e-9 + 1e-14 * value;
    if near { value.round() } else { value.ceil() }
}

/// The whole count nearest to a real number.
pub(super) fn count(value: f64) -> Option<u64> {
    (0.0..18_446_744_073_709_551_616.0).contains(&value).then(|| whole(value.round()))
}
