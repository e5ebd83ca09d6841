//! Decimals to the nearest `f64`, quickly where they are short.

use crate::quantity::real;

/// The greatest whole number to which all are exact in an `f64`.
const EXACT: u64 = 1 << 53;

/// Powers of ten that are exact in an `f64`.
const POWERS: [f64; 23] = [
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
];

/// How many characters hold no more digits than fit a `u64`.
const SHORT: usize = 19;

/// Returns the `f64` that is nearest to the number `text`, or `None` where it is none. Infinities and NaN
/// are numbers here.
pub(super) fn decimal(text: &[u8]) -> Option<f64> {
    short(text).or_else(|| std::str::from_utf8(text).ok()?.parse().ok())
}

/// A number without an exponent whose digits and power of ten are exact, so that one division rounds it.
///
/// Source: Clinger, *PLDI* 1990.
fn short(text: &[u8]) -> Option<f64> {
    let (is_negative, digits) = match text.split_first()? {
        (b'-', digits) => (true, digits),
        _ => (false, text),
    };
    if digits.len() > SHORT {
        return None;
    }
    let (mut number, mut decimals, mut has_point, mut has_digit) = (0_u64, 0, false, false);
    for byte in digits {
        match byte {
            b'0'..=b'9' => {
                number = number * 10 + u64::from(byte - b'0');
                decimals += usize::from(has_point);
                has_digit = true;
            }
            b'.' if !has_point => has_point = true,
            _ => return None,
        }
    }
    if number > EXACT || !has_digit {
        return None;
    }
    let size = real(number) / POWERS[decimals];
    Some(if is_negative { -size } else { size })
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
}
