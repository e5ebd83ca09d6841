//! How numbers are written for a reader: thousands grouped, shares in per cent or in words.
//!
//! A no-break space groups thousands and stands before the per-cent sign, so that no number is
//! ever broken over two lines and no comma can be taken for a decimal point.

use super::real;

/// What groups thousands and stands between a number and its unit: a no-break space.
pub const SPACE: char = '\u{a0}';

/// Returns `count` with its thousands grouped: `340 000`.
///
/// ```
/// use baserate::quantity::display::grouped;
///
/// assert_eq!(grouped(12_300_000_000), "12\u{a0}300\u{a0}000\u{a0}000");
/// assert_eq!(grouped(207), "207");
/// ```
#[must_use]
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(SPACE);
        }
        text.push(digit);
    }
    text
}

/// Returns how many of something there are, by the word for one or for several: `1 row`, `1 000 rows`.
///
/// ```
/// use baserate::quantity::display::counted;
///
/// assert_eq!(counted(1, "row", "rows"), "1 row");
/// assert_eq!(counted(0, "row", "rows"), "0 rows");
/// ```
#[must_use]
pub fn counted(count: u64, one: &str, several: &str) -> String {
    format!("{} {}", grouped(count), if count == 1 { one } else { several })
}

/// Returns `share`, a number in `[0, 1]`, in per cent with three significant digits: `4.22 %`.
///
/// Near 100 % the digits go to what is missing (`99.982 %`), so that 100 % is written for exactly 1
/// and 0 % for exactly 0.
///
/// ```
/// use baserate::quantity::display::percent;
///
/// assert_eq!(percent(207.0 / 340_000.0), "0.0609\u{a0}%");
/// assert_eq!(percent(0.0), "0\u{a0}%");
/// assert_eq!(percent(0.99982), "99.982\u{a0}%");
/// ```
#[must_use]
pub fn percent(share: f64) -> String {
    let significant = if (0.9995..1.0).contains(&share) {
        fixed(share * 100.0, decimals_for((1.0 - share) * 100.0, 2).min(12))
    } else {
        significant(share * 100.0, 3)
    };
    format!("{significant}{SPACE}%")
}

/// Returns `share` in per cent without needless zeros, for round shares: `1 %`, `99.9 %`.
///
/// ```
/// use baserate::quantity::display::short_percent;
///
/// assert_eq!(short_percent(0.95), "95\u{a0}%");
/// assert_eq!(short_percent(0.001), "0.1\u{a0}%");
/// assert_eq!(short_percent(1.0), "100\u{a0}%");
/// ```
#[must_use]
pub fn short_percent(share: f64) -> String {
    // Twelve digits are more than anybody writes and fewer than binary fractions make up.
    let number = significant(share * 100.0, 12);
    let number = match number.split_once('.') {
        Some(_) => number.trim_end_matches('0').trim_end_matches('.'),
        None => &number,
    };
    format!("{number}{SPACE}%")
}

/// Returns `rate`, a number in `[0, 1]`, in per cent where it is at least one in ten thousand and
/// in words below: `5.5 in a million`, and with an exponent where no word is left: `2.0e-16`.
///
/// ```
/// use baserate::quantity::display::rate;
///
/// assert_eq!(rate(44.0 / 7_999_925.0), "5.5 in a million");
/// assert_eq!(rate(17.0 / 12.3e9), "1.4 in a billion");
/// assert_eq!(rate(2e-16), "2.0e-16");
/// assert_eq!(rate(0.05), "5.00\u{a0}%");
/// ```
#[must_use]
pub fn rate(rate: f64) -> String {
    if rate == 0.0 || rate >= 1e-4 {
        percent(rate)
    } else if rate >= 1e-7 {
        format!("{} in a million", significant(rate * 1e6, 2))
    } else if rate >= 1e-10 {
        format!("{} in a billion", significant(rate * 1e9, 2))
    } else if rate >= 1e-15 {
        format!("{} in a trillion", significant(rate * 1e12, 2))
    } else {
        format!("{rate:.1e}")
    }
}

/// Returns `share`, a number in `(0, 1]`, as `1 in 1 000` where that is what it is, and else as
/// [`rate`] does.
///
/// ```
/// use baserate::quantity::display::one_in;
///
/// assert_eq!(one_in(1e-3), "1\u{a0}in\u{a0}1\u{a0}000");
/// assert_eq!(one_in(0.03), "3.00\u{a0}%");
/// ```
#[must_use]
pub fn one_in(share: f64) -> String {
    let of = share.recip();
    match format!("{of:.0}").parse() {
        Ok(whole) if (of / real(whole) - 1.0).abs() < 1e-9 => {
            format!("1{SPACE}in{SPACE}{}", grouped(whole))
        }
        _ => rate(share),
    }
}

/// Returns `number`, at least 0, with three significant digits, or as a whole number with its
/// thousands grouped where it has more; with an exponent below one in a million.
///
/// ```
/// use baserate::quantity::display::expected_number;
///
/// assert_eq!(expected_number(12_299.99), "12\u{a0}300");
/// assert_eq!(expected_number(0.246), "0.246");
/// assert_eq!(expected_number(8.4e-9), "8.40e-9");
/// ```
#[must_use]
pub fn expected_number(number: f64) -> String {
    if number > 0.0 && number < 1e-6 {
        return format!("{number:.2e}");
    }
    let text = significant(number, 3);
    match text.parse() {
        Ok(whole) if number >= 999.5 => grouped(whole),
        _ => text,
    }
}

/// Returns `text` with no-break spaces within numbers that are grouped by plain ones, as remarks have
/// them: `about 3 700 items`.
#[must_use]
pub fn whole_numbers(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |place: usize| letters.get(place).is_some_and(char::is_ascii_digit);
    let groups = |place: usize| {
        let before = |count: usize| place.checked_sub(count).is_some_and(digit);
        // One to three digits before, so that a year is not taken for the head of a number.
        let head = before(1) && !(1..=4).all(before);
        head && (1..=3).all(|next| digit(place + next)) && !digit(place + 4)
    };
    let kept = |(place, letter): (usize, &char)| match letter {
        ' ' if groups(place) => SPACE,
        letter => *letter,
    };
    letters.iter().enumerate().map(kept).collect()
}

/// Returns `percentage`, as a file has it (`4.22%`), with a no-break space before its sign.
#[must_use]
pub fn spaced(percentage: &str) -> String {
    match percentage.strip_suffix('%') {
        Some(number) => format!("{}{SPACE}%", number.trim_end()),
        None => percentage.to_owned(),
    }
}

/// Returns `value`, at least 0, with `digits` significant digits and no exponent.
#[must_use]
pub fn significant(value: f64, digits: u32) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    // A hundred per cent is exact, and three digits are enough for it.
    if (value - 100.0).abs() < f64::EPSILON {
        return "100".to_owned();
    }
    fixed(value, decimals_for(value, digits))
}

/// Returns `value`, at least 0, rounded up to `digits` significant digits: a threshold that has to
/// be reached is never printed too low.
///
/// ```
/// use baserate::quantity::display::significant_up;
///
/// assert_eq!(significant_up(4.585, 3), "4.59");
/// assert_eq!(significant_up(111.09, 4), "111.1");
/// ```
#[must_use]
pub fn significant_up(value: f64, digits: u32) -> String {
    directed(value, digits, f64::ceil)
}

/// Returns `value`, at least 0, rounded down to `digits` significant digits: the least of a range is
/// never printed too high.
///
/// ```
/// use baserate::quantity::display::significant_down;
///
/// assert_eq!(significant_down(4.539, 3), "4.53");
/// ```
#[must_use]
pub fn significant_down(value: f64, digits: u32) -> String {
    directed(value, digits, f64::floor)
}

/// `value` with `digits` significant digits, of which `round` makes the last.
fn directed(value: f64, digits: u32, round: fn(f64) -> f64) -> String {
    let rounded = |decimals: usize| {
        let scale = 10_f64.powi(decimals.try_into().unwrap_or(i32::MAX));
        whole_or(value * scale, round) / scale
    };
    // Which decimals show so many digits depends on the result: 99.999 becomes 99.99 or 100.0.
    let decimals = decimals_for(rounded(decimals_for(value, digits)), digits);
    fixed(rounded(decimals), decimals)
}

/// A value that is a whole number but for rounding errors stays it; any other is rounded by `round`.
fn whole_or(scaled: f64, round: fn(f64) -> f64) -> f64 {
    let nearest = scaled.round();
    if (scaled - nearest).abs() < 1e-9 * scaled.abs() { nearest } else { round(scaled) }
}

fn fixed(value: f64, decimals: usize) -> String {
    format!("{value:.decimals$}")
}

/// How many decimals show `digits` significant digits of `value`, at least none.
fn decimals_for(value: f64, digits: u32) -> usize {
    // Formatting in scientific notation rounds first, so 9.996 counts as 10.0.
    let precision = usize::try_from(digits.saturating_sub(1)).unwrap_or(0);
    let text = format!("{value:.precision$e}");
    let exponent: i64 = text.split('e').nth(1).and_then(|e| e.parse().ok()).unwrap_or(0);
    usize::try_from(i64::from(digits) - 1 - exponent).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_digits_whatever_the_size() {
        for (share, text) in [
            (0.042_244_9, "4.22 %"),
            (0.986_197, "98.6 %"),
            (0.000_560_6, "0.0561 %"),
            (0.099_96, "10.0 %"),
            (0.5, "50.0 %"),
            (1.0, "100 %"),
            (0.999_996, "99.99960 %"),
        ] {
            assert_eq!(percent(share).replace(SPACE, " "), text);
        }
    }

    #[test]
    fn numbers_in_remarks_stay_whole() {
        assert_eq!(whole_numbers("207 of 340 000, 4 900"), "207 of 340\u{a0}000, 4\u{a0}900");
        assert_eq!(whole_numbers("in 2022 100 of 12 3456"), "in 2022 100 of 12 3456");
    }

    #[test]
    fn small_rates_in_words() {
        assert_eq!(rate(5.5e-6), "5.5 in a million");
        assert_eq!(rate(9.99e-8), "100 in a billion");
        assert_eq!(rate(2e-11), "20 in a trillion");
    }

    #[test]
    fn rounding_up_keeps_what_is_already_round() {
        assert_eq!(significant_up(1.47, 3), "1.47");
        assert_eq!(significant_up(1.4601, 3), "1.47");
        assert_eq!(significant_up(107.46, 3), "108");
        assert_eq!(significant_up(0.5, 3), "0.500");
        assert_eq!(significant_up(9.991, 3), "10.0");
        assert_eq!(significant_up(0.0, 3), "0.00");
    }

    #[test]
    fn rounding_down_keeps_all_digits() {
        for (value, digits, text) in [
            (99.999, 4, "99.99"),
            (9.996, 3, "9.99"),
            (0.099_999, 2, "0.099"),
            (100.0, 4, "100.0"),
            (1234.5, 3, "1234"),
            (0.3, 3, "0.300"),
        ] {
            assert_eq!(significant_down(value, digits), text);
        }
    }

    #[test]
    fn thousands_are_grouped_from_the_right() {
        assert_eq!(grouped(1_000).replace(SPACE, " "), "1 000");
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(u64::MAX).replace(SPACE, " "), "18 446 744 073 709 551 615");
    }
}
