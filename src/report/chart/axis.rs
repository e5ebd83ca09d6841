//! Logarithmic axes whose ticks are written out: 0.01 %, 0.1 %, 1 %; 1 000, 1 million.

use super::label::{Block, Style, centred};
use super::palette::Ink;
use super::scene::{Anchor, Scene};
use crate::quantity::display::{SPACE, grouped};

/// The least and greatest powers of ten that an axis goes to.
const POWERS: (i32, i32) = (-12, 20);

/// How far before the start of an axis its place for 0 is.
pub(super) const ZERO_ASIDE: f64 = 38.0;

/// A logarithmic axis over whole decades, laid between two places on the canvas.
///
/// `start` is where the smallest value is; for a vertical axis it is below `end`.
#[derive(Clone, Copy, Debug)]
pub(super) struct LogAxis {
    first: i32,
    last: i32,
    start: f64,
    end: f64,
    zero: Option<f64>,
}

impl LogAxis {
    /// The decades from at most `least` to at least `greatest`, both above 0, and at least one.
    pub(super) fn covering(least: f64, greatest: f64, start: f64, end: f64) -> Self {
        // A decade that is missed by rounding alone is not added.
        let first = power(least.log10() + 1e-9, f64::floor);
        let end_power = power(greatest.log10() - 1e-9, f64::ceil).max(first + 1);
        Self { first, last: end_power, start, end, zero: None }
    }

    /// The axis of shares: from 0.01 % or, where `shares` have less, lower, to 100 %.
    pub(super) fn shares(shares: impl IntoIterator<Item = f64>, start: f64, end: f64) -> Self {
        let least = shares.into_iter().filter(|&share| share > 0.0).fold(1e-4, f64::min);
        Self::covering(least, 1.0, start, end)
    }

    /// The same axis with a place for 0, which no logarithmic scale reaches: [`ZERO_ASIDE`] before
    /// its start, set off by a break.
    pub(super) fn with_zero(self) -> Self {
        Self { zero: Some(self.start - ZERO_ASIDE), ..self }
    }

    /// Where `value` is; what lies outside is put at the end of the axis.
    pub(super) fn at(self, value: f64) -> f64 {
        if let Some(zero) = self.zero.filter(|_| value <= 0.0) {
            return zero;
        }
        let decades = f64::from(self.last - self.first);
        let part = if value > 0.0 {
            ((value.log10() - f64::from(self.first)) / decades).clamp(0.0, 1.0)
        } else {
            0.0
        };
        self.start + part * (self.end - self.start)
    }

    /// Where the axis begins: at 0 where it has a place for it, else at the smallest value.
    pub(super) fn least(self) -> f64 {
        self.zero.unwrap_or(self.start)
    }

    /// Where the smallest value is.
    pub(super) fn start(self) -> f64 {
        self.start
    }

    /// Where the greatest value is.
    pub(super) fn end(self) -> f64 {
        self.end
    }

    /// The powers of ten on the axis.
    pub(super) fn powers(self) -> impl Iterator<Item = i32> {
        self.first..=self.last
    }

    /// Where the power of ten `power` is.
    pub(super) fn at_power(self, power: i32) -> f64 {
        let part = f64::from(power - self.first) / f64::from(self.last - self.first);
        self.start + part * (self.end - self.start)
    }

    /// Where the lines between the decades are, at 2 to 9 times each power of ten.
    pub(super) fn between(self) -> impl Iterator<Item = f64> {
        (self.first..self.last).flat_map(move |power| {
            let decade = self.at_power(power + 1) - self.at_power(power);
            (2..10).map(move |digit| self.at_power(power) + f64::from(digit).log10() * decade)
        })
    }

    /// Draws lines at the powers of ten from `top` to `bottom`, behind everything else.
    pub(super) fn grid(self, scene: &mut Scene, top: f64, bottom: f64) {
        for power in self.powers() {
            let x = self.at_power(power);
            scene.behind_line((x, top), (x, bottom), Ink::Grid);
        }
        if let Some(zero) = self.zero {
            scene.behind_line((zero, top), (zero, bottom), Ink::Grid);
        }
    }

    /// Draws a horizontal axis line at `y` with its ticks and their text below; returns where the
    /// text ends.
    pub(super) fn below(self, scene: &mut Scene, y: f64, text: Text) -> f64 {
        scene.line((self.start, y), (self.end, y), Ink::Quiet, 1.0);
        for x in self.between() {
            scene.line((x, y), (x, y + 3.0), Ink::Quiet, 1.0);
        }
        for power in self.powers() {
            let x = self.at_power(power);
            scene.line((x, y), (x, y + 6.0), Ink::Quiet, 1.0);
        }
        if let Some(zero) = self.zero {
            scene.line((zero, y), (zero, y + 6.0), Ink::Quiet, 1.0);
            self.broken(scene, zero, y);
        }
        self.texts(scene, y + 8.0, text);
        y + 8.0 + Style::QUIET.line_height()
    }

    /// The stretch from 0 to the smallest value, broken by two slanting strokes.
    fn broken(self, scene: &mut Scene, zero: f64, y: f64) {
        let middle = f64::midpoint(zero, self.start);
        scene.line((zero, y), (middle - 3.0, y), Ink::Quiet, 1.0);
        scene.line((middle + 3.0, y), (self.start, y), Ink::Quiet, 1.0);
        for x in [middle - 3.0, middle + 3.0] {
            scene.line((x - 2.5, y + 5.0), (x + 2.5, y - 5.0), Ink::Quiet, 1.0);
        }
    }

    /// The width of the widest tick.
    pub(super) fn widest(self, text: Text) -> f64 {
        self.powers().map(|power| Style::QUIET.width(&text.of(power))).fold(0.0, f64::max)
    }

    /// Draws the ticks of a vertical axis, each with a line along `across` behind everything else.
    pub(super) fn beside(self, scene: &mut Scene, across: Self, text: Text) {
        let half = Style::QUIET.line_height() / 2.0;
        let mut free = f64::INFINITY;
        for power in self.powers() {
            let y = self.at_power(power);
            scene.behind_line((across.start, y), (across.end, y), Ink::Grid);
            let block = Block::new(&text.of(power), Style::QUIET, f64::INFINITY);
            // Where decades are many, a tick that would meet the one below stays unwritten.
            if y + half <= free {
                scene.block(&block, across.start - 6.0 - block.width, y - half, Anchor::End);
                free = y - half;
            }
        }
    }

    /// Writes the ticks of a horizontal axis on a line that begins at `top`.
    pub(super) fn texts(self, scene: &mut Scene, top: f64, text: Text) {
        let (from, to) = scene.sides();
        let labels = |step: usize| -> Vec<(f64, Block)> {
            let powers = self.powers().filter(|power| match text {
                // Shares are counted down from 100 %, so that 100 % is always written.
                Text::Percent | Text::OneIn => {
                    (self.last - power) % i32::try_from(step).unwrap_or(1) == 0
                }
                _ => (power - self.first) % i32::try_from(step).unwrap_or(1) == 0,
            });
            let powers = powers.map(|power| (self.at_power(power), text.of(power)));
            let zero = self.zero.map(|zero| (zero, "0".to_owned()));
            zero.into_iter()
                .chain(powers)
                .map(|(x, text)| {
                    let block = Block::new(&text, Style::QUIET, f64::INFINITY);
                    (centred(x, block.width, from, to), block)
                })
                .collect()
        };
        let apart = |labels: &[(f64, Block)]| {
            labels.windows(2).all(|pair| match pair {
                [(left, block), (next, _)] => left + block.width + 6.0 <= *next,
                _ => true,
            })
        };
        let fits = [1, 2, 3, 6, 12].into_iter().map(labels).find(|labels| apart(labels));
        for (left, block) in fits.unwrap_or_default() {
            scene.centred_block(&block, left, top);
        }
    }
}

fn power(log: f64, round: impl Fn(f64) -> f64) -> i32 {
    let rounded = round(log);
    (POWERS.0..=POWERS.1).find(|&power| f64::from(power) >= rounded).unwrap_or(POWERS.1)
}

/// How the ticks of an axis are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Text {
    /// Shares, as 0.01 %, 0.1 %, 1 %.
    Percent,
    /// Counts, as 1 000, 10 000, 1 million.
    Count,
    /// Factors, as 0.1, 1, 10.
    Factor,
    /// Shares, as 1 in 10 million, 1 in 1 000, all.
    OneIn,
}

impl Text {
    /// The tick at a power of ten.
    pub(super) fn of(self, power: i32) -> String {
        match self {
            Self::Percent => format!("{}{SPACE}%", decimal(power + 2)),
            Self::Factor => decimal(power),
            Self::Count => count(power),
            Self::OneIn if power == 0 => "all".to_owned(),
            Self::OneIn => format!("1{SPACE}in{SPACE}{}", count(-power)),
        }
    }
}

/// A power of ten written out: `0.01`, `1`, `1 000`.
fn decimal(power: i32) -> String {
    let Ok(zeros) = u32::try_from(power) else {
        let zeros = usize::try_from(-power - 1).unwrap_or(0);
        return format!("0.{}1", "0".repeat(zeros));
    };
    10_u64.checked_pow(zeros).map_or_else(|| count(power), grouped)
}

fn count(power: i32) -> String {
    let (name, lead) = match power {
        ..6 => return decimal(power),
        6..9 => ("million", power - 6),
        9..12 => ("billion", power - 9),
        _ => ("trillion", power - 12),
    };
    format!("{}{SPACE}{name}", decimal(lead))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ticks_are_written_out() {
        let shares: Vec<String> = (-5..=0).map(|power| Text::Percent.of(power)).collect();
        assert_eq!(shares.join("|").replace(SPACE, " "), "0.001 %|0.01 %|0.1 %|1 %|10 %|100 %");
        let counts: Vec<String> = [0, 3, 5, 6, 8, 9, 10, 13].map(|p| Text::Count.of(p)).into();
        assert_eq!(
            counts.join("|").replace(SPACE, " "),
            "1|1 000|100 000|1 million|100 million|1 billion|10 billion|10 trillion"
        );
        let shares: Vec<String> = [0, -1, -4, -7].map(|power| Text::OneIn.of(power)).into();
        assert_eq!(shares.join("|").replace(SPACE, " "), "all|1 in 10|1 in 10 000|1 in 10 million");
        assert_eq!(Text::Factor.of(-1), "0.1");
        assert_eq!(Text::Factor.of(20).replace(SPACE, " "), "100 000 000 trillion");
    }

    #[test]
    fn decades_are_whole_and_just_enough() {
        let axis = LogAxis::covering(1e-4, 1.0, 0.0, 400.0);
        assert_eq!(axis.powers().collect::<Vec<_>>(), [-4, -3, -2, -1, 0]);
        assert!((axis.at(0.01) - 200.0).abs() < 1e-9);
        assert!((axis.at(0.0)).abs() < 1e-9 && (axis.at(7.0) - 400.0).abs() < 1e-9);
        let axis = LogAxis::covering(5e-5, 0.3, 0.0, 1.0);
        assert_eq!(axis.powers().collect::<Vec<_>>(), [-5, -4, -3, -2, -1, 0]);
        assert!((axis.least()).abs() < 1e-9);
        let zero = LogAxis::covering(1e-4, 1.0, 100.0, 400.0).with_zero();
        assert_eq!((zero.at(0.0), zero.least()), (100.0 - ZERO_ASIDE, 100.0 - ZERO_ASIDE));
        assert!((zero.at(1e-4) - 100.0).abs() < 1e-9);
        assert_eq!(LogAxis::covering(1.0, 1.0, 0.0, 1.0).powers().count(), 2);
        assert_eq!(LogAxis::covering(1e-300, 1e300, 0.0, 1.0).powers().count(), 33);
    }
}
