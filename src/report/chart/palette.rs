//! The colours of all charts, light and dark.
//!
//! They differ in lightness as well as in hue, so that they survive grey print and are told apart
//! by colour-blind readers; no meaning rests on colour alone. Text and paper differ by at least
//! 4.5 : 1 in both modes, and so does every colour that text is written in.

use std::fmt::Write as _;

/// A colour by what it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ink {
    /// The ground everything is drawn on.
    Paper,
    /// Text, axes and what must be seen first.
    Text,
    /// Text that comes second.
    Quiet,
    /// Lines that only guide the eye.
    Grid,
    /// The part of a set that a stated assumption leaves.
    Strong,
    /// The part of a set that the figures alone still allow.
    Pale,
    /// The rim of a pale part.
    Rim,
    /// Hatching where nothing is known.
    Hatch,
    /// Reversals as a share of all actions: the lower end.
    Lower,
    /// Reversals as a share of appeals.
    Upper,
    /// What would differ by chance.
    Chance,
}

/// Red, green and blue.
pub type Rgb = (u8, u8, u8);

impl Ink {
    /// All colours, in a fixed order.
    pub const ALL: [Self; 11] = [
        Self::Paper,
        Self::Text,
        Self::Quiet,
        Self::Grid,
        Self::Strong,
        Self::Pale,
        Self::Rim,
        Self::Hatch,
        Self::Lower,
        Self::Upper,
        Self::Chance,
    ];

    /// The colour on a light page, as the SVG carries it.
    #[must_use]
    pub fn light(self) -> Rgb {
        match self {
            Self::Paper => (0xFF, 0xFF, 0xFF),
            Self::Text => (0x1A, 0x1A, 0x1A),
            Self::Quiet => (0x55, 0x5A, 0x60),
            Self::Grid => (0xDF, 0xE2, 0xE6),
            Self::Strong => (0x3D, 0x6F, 0xA5),
            Self::Pale => (0xDC, 0xE6, 0xF1),
            Self::Rim => (0x6B, 0x82, 0x99),
            Self::Hatch => (0x95, 0xA0, 0xAC),
            Self::Lower => (0xB0, 0x30, 0x1C),
            Self::Upper => (0x12, 0x2B, 0x4A),
            Self::Chance => (0x8A, 0x54, 0x00),
        }
    }

    /// The colour on a dark page.
    #[must_use]
    pub fn dark(self) -> Rgb {
        match self {
            Self::Paper => (0x15, 0x18, 0x1C),
            Self::Text => (0xED, 0xEE, 0xF0),
            Self::Quiet => (0xB1, 0xB7, 0xBE),
            Self::Grid => (0x33, 0x38, 0x3F),
            Self::Strong => (0x58, 0x90, 0xC8),
            Self::Pale => (0x28, 0x38, 0x4A),
            Self::Rim => (0x8F, 0xA5, 0xBC),
            Self::Hatch => (0x65, 0x6F, 0x7B),
            Self::Lower => (0xFF, 0x92, 0x7A),
            Self::Upper => (0xE6, 0xF1, 0xFF),
            Self::Chance => (0xEC, 0xB6, 0x4B),
        }
    }
}

/// Returns `rgb` as the drawing crate writes it: `#1A1A1A`.
#[must_use]
pub fn hex((red, green, blue): Rgb) -> String {
    format!("#{red:02X}{green:02X}{blue:02X}")
}

/// Returns the rules that recolour inlined charts for a dark page, one line per colour.
///
/// They match the `fill` and `stroke` attributes of charts; opacity is an attribute of its own.
/// Put them inside `@media (prefers-color-scheme: dark) { … }`.
///
/// ```
/// use baserate::report::chart::palette::dark_css;
///
/// assert!(dark_css().contains("svg [fill=\"#1A1A1A\"] { fill: #EDEEF0; }"));
/// ```
#[must_use]
pub fn dark_css() -> String {
    let mut css = String::new();
    for ink in Ink::ALL {
        let (light, dark) = (hex(ink.light()), hex(ink.dark()));
        // Writing to a string cannot fail.
        let _ = writeln!(
            css,
            "svg [fill=\"{light}\"] {{ fill: {dark}; }} svg [stroke=\"{light}\"] {{ stroke: {dark}; }}"
        );
    }
    css
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The contrast of WCAG 2: `(L1 + 0.05) / (L2 + 0.05)` of the relative luminances.
    fn contrast(one: Rgb, other: Rgb) -> f64 {
        let luminance = |(r, g, b): Rgb| {
            let linear = |channel: u8| {
                let c = f64::from(channel) / 255.0;
                if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
            };
            0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05
        };
        let (a, b) = (luminance(one), luminance(other));
        a.max(b) / a.min(b)
    }

    #[test]
    fn text_is_readable_in_both_modes() {
        for ink in [Ink::Text, Ink::Quiet, Ink::Lower, Ink::Upper, Ink::Chance] {
            assert!(contrast(ink.light(), Ink::Paper.light()) >= 4.5, "{ink:?} light");
            assert!(contrast(ink.dark(), Ink::Paper.dark()) >= 4.5, "{ink:?} dark");
        }
    }

    #[test]
    fn shapes_stand_out_from_paper_and_strong_from_pale() {
        for mode in [Ink::light, Ink::dark] {
            for ink in [Ink::Strong, Ink::Rim] {
                assert!(contrast(mode(ink), mode(Ink::Paper)) >= 3.0, "{ink:?}");
            }
            assert!(contrast(mode(Ink::Strong), mode(Ink::Pale)) >= 3.0);
            assert!(contrast(mode(Ink::Rim), mode(Ink::Pale)) >= 3.0);
            assert!(contrast(mode(Ink::Upper), mode(Ink::Strong)) >= 2.5);
        }
    }

    #[test]
    fn no_two_roles_share_a_colour() {
        for (place, ink) in Ink::ALL.iter().enumerate() {
            assert!(Ink::ALL[..place].iter().all(|other| other.light() != ink.light()));
        }
    }
}
