//! How the numbers of claims are written.

use crate::claim::{ClaimQuantity, Region};
use crate::quantity::display::{percent, rate, short_percent, significant};

/// Returns `value` as a number of this quantity is written.
pub(super) fn number(quantity: ClaimQuantity, value: f64) -> String {
    match quantity {
        ClaimQuantity::Change if value < 0.0 => format!("a fall of {}", percent(-value)),
        ClaimQuantity::Change => format!("an increase of {}", percent(value)),
        ClaimQuantity::RatePerSecond => format!("{} a second", significant(value, 3)),
        _ => rate(value),
    }
}

/// A number as it was stated, without needless digits.
pub(super) fn stated_number(quantity: ClaimQuantity, value: f64) -> String {
    match quantity {
        ClaimQuantity::Change if value < 0.0 => format!("a fall of {}", short_percent(-value)),
        ClaimQuantity::Change => format!("an increase of {}", short_percent(value)),
        ClaimQuantity::RatePerSecond => number(quantity, value),
        _ if value >= 1e-4 => short_percent(value),
        _ => rate(value),
    }
}

/// The values for which the claim is true: `at least 98.5 %`.
pub(super) fn region_words(quantity: ClaimQuantity, region: Region) -> String {
    if quantity == ClaimQuantity::Change {
        return change_words(region);
    }
    let number = |value| stated_number(quantity, value);
    match (region.low(), region.high()) {
        // A number within its rounding is written as it was stated.
        (Some(low), Some(high)) => number(f64::midpoint(low, high)),
        (Some(low), None) if region.contains(low) => format!("at least {}", number(low)),
        (Some(low), None) => format!("more than {}", number(low)),
        (None, Some(high)) if region.contains(high) => format!("at most {}", number(high)),
        (None, Some(high)) => format!("less than {}", number(high)),
        (None, None) => "anything".to_owned(),
    }
}

/// The same of a change, where "at most" would leave open in which direction.
fn change_words(region: Region) -> String {
    let size = |value: f64| short_percent(value.abs());
    match (region.low(), region.high()) {
        (Some(low), Some(high)) => stated_number(ClaimQuantity::Change, f64::midpoint(low, high)),
        (Some(0.0), None) if region.contains(0.0) => "no fall".to_owned(),
        (Some(0.0), None) => "an increase".to_owned(),
        (None, Some(0.0)) if region.contains(0.0) => "no increase".to_owned(),
        (None, Some(0.0)) => "a fall".to_owned(),
        (Some(low), None) if low > 0.0 => format!("an increase of {} or more", size(low)),
        (Some(low), None) => format!("an increase, or a fall of no more than {}", size(low)),
        (None, Some(high)) if high > 0.0 => {
            format!("a fall, or an increase of no more than {}", size(high))
        }
        (None, Some(high)) => format!("a fall of {} or more", size(high)),
        (None, None) => "any change".to_owned(),
    }
}

/// From one number to another.
pub(super) fn between((lower, upper): (f64, f64), quantity: ClaimQuantity) -> String {
    let (low, high) = (number(quantity, lower), number(quantity, upper));
    if low == high { low } else { format!("{low} to {high}") }
}

/// A lower bound, which is never printed too high.
pub(super) fn at_least(bound: f64) -> String {
    rate(outward(bound, f64::floor))
}

/// An upper bound, which is never printed too low.
pub(super) fn at_most(bound: f64) -> String {
    rate(outward(bound, f64::ceil))
}

/// A bound rounded in one direction to the digits with which [`rate`] writes it.
fn outward(bound: f64, round: fn(f64) -> f64) -> f64 {
    /// The share from which the digits go to what is missing to 1, and below which there are fewer.
    const NEAR_ONE: f64 = 0.9995;
    const RARE: f64 = 1e-4;
    let rounded = |value: f64, digits: i32, round: &dyn Fn(f64) -> f64| {
        if value <= 0.0 {
            return value;
        }
        #[expect(clippy::cast_possible_truncation, reason = "an exponent of ten")]
        let scale = 10_f64.powi(digits - 1 - value.log10().floor() as i32);
        // What is already round stays so.
        let whole = (value * scale).round();
        let is_round = (value * scale - whole).abs() < 1e-9 * whole;
        if is_round { whole / scale } else { round(value * scale) / scale }
    };
    let digits = if bound < RARE { 2 } else { 3 };
    if (NEAR_ONE..1.0).contains(&bound) {
        1.0 - rounded(1.0 - bound, 2, &|value| -round(-value))
    } else {
        rounded(bound, digits, &round).min(1.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::{Comparator, Stated};
    use crate::quantity::display::SPACE;

    #[test]
    fn bounds_are_rounded_outward() {
        for (bound, low, high) in [
            (0.949_887, "94.9 %", "95.0 %"),
            (0.000_999_7, "0.0999 %", "0.100 %"),
            (0.999_62, "99.962 %", "99.962 %"),
            (0.999_626, "99.962 %", "99.963 %"),
            (2.34e-6, "2.3 in a million", "2.4 in a million"),
            (0.5, "50.0 %", "50.0 %"),
            (0.0, "0 %", "0 %"),
            (1.0, "100 %", "100 %"),
        ] {
            let plain = |text: String| text.replace(SPACE, " ");
            assert_eq!((plain(at_least(bound)), plain(at_most(bound))), (low.into(), high.into()));
        }
    }

    #[test]
    fn a_change_says_in_which_direction() {
        let words = |comparator, value: f64| {
            let stated = Stated { text: value.to_string(), comparator, value, half_unit: 0.0 };
            region_words(ClaimQuantity::Change, stated.region(ClaimQuantity::Change))
                .replace(SPACE, " ")
        };
        for (comparator, value, text) in [
            (Comparator::AtMost, -0.8, "a fall of 80 % or more"),
            (Comparator::AtLeast, -0.8, "an increase, or a fall of no more than 80 %"),
            (Comparator::Below, 0.0, "a fall"),
            (Comparator::Above, 0.0, "an increase"),
            (Comparator::AtLeast, 2.0, "an increase of 200 % or more"),
            (Comparator::AtMost, 0.1, "a fall, or an increase of no more than 10 %"),
        ] {
            assert_eq!(words(comparator, value), text);
        }
    }
}
