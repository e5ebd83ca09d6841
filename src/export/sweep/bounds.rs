//! Bounds of what depends on the order within bins, in words.

use crate::curve::{Attained, Discretisation};
use crate::export::wording::{self, share};

/// Returns the bounds of an area, rounded outward to as many decimals as tell them apart, at least four.
#[must_use]
pub fn of_area(bounds: Discretisation) -> String {
    let width = bounds.upper - bounds.lower;
    let decimals = (4..10).find(|decimals| width * 10_f64.powi(*decimals) >= 1.0).unwrap_or(10);
    let (scale, places) = (10_f64.powi(decimals), usize::try_from(decimals).unwrap_or(4));
    let lower = format!("{:.places$}", (bounds.lower * scale).floor() / scale);
    let upper = format!("{:.places$}", (bounds.upper * scale).ceil() / scale);
    if lower == upper { lower } else { format!("{lower} to {upper}") }
}

/// Bounds of a share.
pub(super) fn of_share(bounds: Discretisation) -> String {
    wording::range((bounds.lower, bounds.upper), share)
}

/// What finer thresholds could attain, by its name and as a range.
pub(super) fn of_attained(attained: &Attained) -> (String, String) {
    let name = match attained.of {
        "recall" => "recall, if finer",
        "fpr" => "FPR, if finer",
        "cost_per_item" => "cost an item, if finer",
        "youden_j" => "Youden's J, if finer",
        _ => "F, if finer",
    };
    let range = match attained.of {
        "recall" | "fpr" => of_share(attained.bounds),
        _ => of_area(attained.bounds),
    };
    (name.to_owned(), range)
}
