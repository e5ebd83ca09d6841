//! Numbers as people write them: `340000`, `12.3e9`, `0.1%`, `1 in 1000`.

use crate::quantity::{Probability, Proportion, Rate, real};

/// What a count may look like, for messages.
pub(super) const EXPECTED_COUNT: &str = "a whole number of at least 0, such as 340000 or 12.3e9";

/// Returns the whole number that `text` stands for, exactly, or `None` when it is not one.
///
/// Digits with an optional fraction and exponent; the result must be whole and fit a `u64`. A point
/// before exactly three digits is refused, since it may have been meant to separate thousands.
///
/// ```
/// use baserate::input::parse_count;
///
/// assert_eq!(parse_count("12.3e9"), Some(12_300_000_000));
/// assert_eq!(parse_count("1.5"), None);
/// assert_eq!(parse_count("340,000"), None);
/// assert_eq!(parse_count("-5"), None);
/// ```
#[must_use]
pub fn parse_count(text: &str) -> Option<u64> {
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    if fraction.len() == 3 && mantissa.len() == text.len() {
        // 12.000 is twelve to some and twelve thousand to others.
        return None;
    }
    let digits = [whole, fraction].concat();
    if whole.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let shift = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
    shifted(&digits, shift)
}

/// Returns the number that `text` stands for, written as a number, per cent or one count in another:
/// `0.001`, `1e-3`, `0.1%`, `1 in 1000`; or `None` when it is none of these. It may lie outside
/// `[0, 1]`.
///
/// ```
/// use baserate::input::parse_share;
///
/// assert_eq!(parse_share("1 in 50e9"), Some(2e-11));
/// assert_eq!(parse_share("0.1 %"), Some(0.001));
/// assert_eq!(parse_share("one"), None);
/// ```
#[must_use]
pub fn parse_share(text: &str) -> Option<f64> {
    let text = text.trim();
    if let Some((events, trials)) = text.split_once(" in ") {
        let (events, trials) = (parse_count(events.trim())?, parse_count(trials.trim())?);
        return Some(real(events) / real(trials));
    }
    match text.strip_suffix('%').map(str::trim_end) {
        // Moving the point in the text keeps the digits that a division may not.
        Some(percent) if percent.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') => {
            format!("{percent}e-2").parse().ok()
        }
        Some(percent) => Some(percent.parse::<f64>().ok()? / 100.0),
        None => text.parse().ok(),
    }
}

/// What a rate may look like, for messages.
pub const EXPECTED_RATE: &str =
    "a share from 0 to 1, such as 0.84, 84%, 1 in 1000 or the counts 84 of 100";

/// Returns the rate that `text` stands for: a share from 0 to 1 as [`parse_share`] reads it, or the
/// counts of a sample; or `None` when it is neither.
///
/// ```
/// use baserate::input::parse_rate;
/// use baserate::quantity::{Probability, Proportion, Rate};
///
/// let counted = Proportion::new(84, 100).unwrap();
/// assert_eq!(parse_rate("84 of 100"), Some(Rate::Counted(counted)));
/// assert_eq!(parse_rate("84%"), Some(Rate::Known(Probability::new(0.84).unwrap())));
/// assert_eq!(parse_rate("101 of 100"), None);
/// ```
#[must_use]
pub fn parse_rate(text: &str) -> Option<Rate> {
    match text.split_once(" of ") {
        Some((events, trials)) => {
            let (events, trials) = (parse_count(events.trim())?, parse_count(trials.trim())?);
            Proportion::new(events, trials).map(Rate::Counted)
        }
        None => Probability::new(parse_share(text)?).ok().map(Rate::Known),
    }
}

/// The number with these digits, moved `shift` places to the left.
fn shifted(digits: &str, shift: i32) -> Option<u64> {
    let significant = digits.trim_start_matches('0');
    if significant.is_empty() {
        return Some(0);
    }
    let places = usize::try_from(shift.unsigned_abs()).ok()?;
    if shift >= 0 {
        let number: u64 = significant.parse().ok()?;
        number.checked_mul(10_u64.checked_pow(u32::try_from(places).ok()?)?)
    } else {
        let (kept, dropped) =
            significant.split_at_checked(significant.len().checked_sub(places)?)?;
        dropped.bytes().all(|byte| byte == b'0').then(|| kept.parse().ok())?
    }
}

/// The remedy for a count that could not be read, where the text gives one away.
pub(crate) fn count_remedy(text: &str) -> Option<&'static str> {
    let grouped = text.contains([' ', '\u{a0}', '\u{202f}', '\'', '_']);
    let is_too_large =
        || text.parse::<f64>().is_ok_and(|number| number.is_finite() && number >= 1.8e19);
    if text.starts_with('-') {
        Some("a count cannot be negative")
    } else if text.contains(',') && text.contains(['e', 'E']) {
        Some("write the decimal with a point, as in 12.3e9")
    } else if text.contains(',') {
        Some("counts are whole; write thousands without a separator, as in 340000")
    } else if grouped {
        Some("write it without separators, such as 340000")
    } else if is_thousands_or_fraction(text) {
        Some("write twelve thousand as 12000 and twelve as 12, without a point")
    } else if is_too_large() {
        Some("the largest count is 18446744073709551615")
    } else {
        None
    }
}

/// Whether `text` has a point before exactly three digits.
fn is_thousands_or_fraction(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('.')
        .is_some_and(|(whole, fraction)| digits(whole) && digits(fraction) && fraction.len() == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_however_written() {
        for (text, count) in [
            ("0", 0),
            ("207", 207),
            ("8e6", 8_000_000),
            ("6.6E6", 6_600_000),
            ("1.50e1", 15),
            ("100e-2", 1),
            ("5.0", 5),
            ("0e99", 0),
            ("18446744073709551615", u64::MAX),
        ] {
            assert_eq!(parse_count(text), Some(count), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "",
            " ",
            "-1",
            "+1",
            "1.5",
            "1e-1",
            "NaN",
            "inf",
            "1,000",
            "1 000",
            "1e",
            "e5",
            ".5",
            "18446744073709551616",
            "1e20",
            "0x10",
            "12.3e9.1",
            "12.000",
        ] {
            assert_eq!(parse_count(text), None, "{text}");
        }
    }

    #[test]
    fn shares_and_counts() {
        let counted = Rate::Counted(Proportion::new(2, 100_000).unwrap());
        assert_eq!(parse_rate("2 of 1e5"), Some(counted));
        for (text, share) in [("84%", 0.84), ("1 in 50e9", 2e-11), (" 0 ", 0.0), ("1", 1.0)] {
            let known = Rate::Known(Probability::new(share).unwrap());
            assert_eq!(parse_rate(text), Some(known), "{text}");
        }
        for text in ["", "-1%", "101%", "1.1", "3 of 2", "1 of 0", "1.5 of 3", "2/100", "NaN"] {
            assert_eq!(parse_rate(text), None, "{text}");
        }
    }
}
