//! Decimals to the nearest `f64`, quickly where they are short.

use crate::quantity::real;

/// The greatest whole number to which all are exact in an `f64`.
const EXACT: u64 = 1 << 53;

/// Powers of ten that are exact in an `f64`.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// How many digits fit a `u64`, whatever they are.
const SHORT: usize = 19;

/// Returns the `f64` that is nearest to the number `text`, or `None` where it is none. Infinities and NaN
/// are numbers here.
pub(super) fn decimal(text: &[u8]) -> Option<f64> {
    let short = short(text).filter(|(_, length)| *length == text.len());
    short.map(|(number, _)| number).or_else(|| std::str::from_utf8(text).ok()?.parse().ok())
}

/// The number without an exponent with which `text` begins, and its length, where its digits and power of
/// ten are exact, so that one division rounds it.
///
/// Source: Clinger, *PLDI* 1990.
#[expect(clippy::inline_always, reason = "a call takes as long as half of what it does")]
#[inline(always)]
pub(super) fn short(text: &[u8]) -> Option<(f64, usize)> {
    let is_negative = *text.first()? == b'-';
    let start = usize::from(is_negative);
    let (number, whole) = digits(0, &text[start..]);
    let mut end = start + whole;
    let (mut number, mut decimals) = (number, 0);
    if text.get(end) == Some(&b'.') {
        (number, decimals) = digits(number, &text[end + 1..]);
        end += 1 + decimals;
    }
    if !(1..=SHORT).contains(&(whole + decimals)) || number > EXACT {
        return None;
    }
    let size = real(number) / POWERS[decimals];
    Some((if is_negative { -size } else { size }, end))
}

/// What becomes of `number` when the digits with which `text` begins are written behind it, and how many they
/// are. It wraps around beyond what a `u64` holds.
#[inline]
fn digits(mut number: u64, text: &[u8]) -> (u64, usize) {
    let mut length = 0;
    while let Some(eight) = text.get(length..length + 8).and_then(|eight| eight.try_into().ok()) {
        let (value, found) = up_to_eight(u64::from_le_bytes(eight));
        number = number.wrapping_mul(TENS[found]).wrapping_add(value);
        length += found;
        if found < 8 {
            return (number, length);
        }
    }
    while let Some(digit @ b'0'..=b'9') = text.get(length) {
        number = number.wrapping_mul(10).wrapping_add(u64::from(digit - b'0'));
        length += 1;
    }
    (number, length)
}

/// Powers of ten by which up to eight digits move a number.
const TENS: [u64; 9] = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000];

/// The number that the first digits of eight characters write, and how many they are; the first character is
/// in the lowest byte.
///
/// All at once: digits next to each other are joined to pairs, these to fours, and these to all. Source:
/// Lemire, *Software: Practice and Experience* 51, 2021.
#[inline]
fn up_to_eight(characters: u64) -> (u64, usize) {
    const EACH: u64 = 0x0101_0101_0101_0101;
    let values = characters ^ (0x30 * EACH);
    // The high bit of every byte that is above 9; beyond the first, a carry may set others.
    let others = (values.wrapping_add(0x76 * EACH) | values) & (0x80 * EACH);
    let found = others.trailing_zeros() / 8;
    if found == 0 {
        return (0, 0);
    }
    // Zeros take the place of the characters that are missing before the first.
    let values = values << (64 - 8 * found);
    let pairs = values.wrapping_mul(10).wrapping_add(values >> 8);
    let low = (pairs & 0x0000_00FF_0000_00FF).wrapping_mul(0x000F_4240_0000_0064);
    let high = ((pairs >> 16) & 0x0000_00FF_0000_00FF).wrapping_mul(0x0000_2710_0000_0001);
    (low.wrapping_add(high) >> 32, found as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_the_nearest_one() {
        for text in [
            "0",
            "-0",
            "1",
            "0.1",
            "-12.75",
            ".5",
            "5.",
            "0.30000000000000004",
            "1e-300",
            "3.4028235e38",
            "9007199254740993",
            "9007199254740992",
            "0.000001",
            "123456.789",
            "1234567890.123456789",
            "-2.2250738585072014e-308",
            "+7",
            "1E5",
            "12345678",
            "123456789.12345678",
            "0.12345678901234567",
            "1234567890123456789",
            "12345678901234567890",
            "99999999999999999999999",
            "0.0000000000000000000000001",
            "-1234567.1234567",
            "18446744073709551617",
        ] {
            let expected = text.parse::<f64>().unwrap().to_bits();
            assert_eq!(decimal(text.as_bytes()).map(f64::to_bits), Some(expected), "{text}");
        }
        for text in ["", "-", ".", "1,5", "0x1", "1 2", "--1", "1.2.3", "e5", "\u{ff11}"] {
            assert_eq!(decimal(text.as_bytes()), None, "{text}");
        }
        assert!(decimal(b"NaN").is_some_and(f64::is_nan));
        assert_eq!(decimal(b"-inf"), Some(f64::NEG_INFINITY));
    }
    #[test]
    fn a_short_number_ends_where_another_character_is() {
        for (text, expected) in [
            ("0.8270775,0\n", Some((0.827_077_5, 9))),
            ("-12.5\n", Some((-12.5, 5))),
            ("12345678,1", Some((12_345_678.0, 8))),
            ("1234567890.5\r\n", Some((1_234_567_890.5, 12))),
            ("7", Some((7.0, 1))),
            (",1", None),
            ("-,1", None),
            (".", None),
            ("9007199254740993,1", None),
            ("12345678901234567890,1", None),
            ("\u{ff11}", None),
        ] {
            assert_eq!(short(text.as_bytes()), expected, "{text}");
        }
        // Every character that is none of the digits ends them, wherever it is.
        for byte in (0..=u8::MAX).filter(|byte| !byte.is_ascii_digit() && *byte != b'.') {
            for place in 1..12 {
                let mut text = *b"314159265358979";
                text[place] = byte;
                let number: f64 = std::str::from_utf8(&text[..place]).unwrap().parse().unwrap();
                assert_eq!(short(&text), Some((number, place)), "{byte} {place}");
            }
        }
    }
}
