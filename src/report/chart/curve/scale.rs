//! Scales of curves: shares evenly, by powers of ten or by normal deviates, and plain numbers.

use crate::curve::normal_deviate;
use crate::error::{Error, Result};
use crate::quantity::display::short_percent;
use crate::quantity::{round_step, whole};
use crate::report::chart::Mark;
use crate::report::chart::axis::Text;

/// The least share that an axis by powers of ten or by deviates goes to.
const LEAST_SHARE: f64 = 1e-12;

/// The shares that have a tick on an axis by deviates, besides smaller powers of ten.
const PROBIT_TICKS: [f64; 10] = [0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.95, 0.99];

/// About how many ticks an axis of numbers has.
const NUMBER_TICKS: f64 = 6.0;

/// What an axis measures, and how values are spread along it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scale {
    /// Shares from 0 to 1, evenly.
    Share,
    /// Shares from the power of ten at or below `least` to 1, each power of ten as long as the next.
    LogShare {
        /// The least share above 0 to be shown.
        least: f64,
        /// Whether 0 has a place of its own before the axis.
        has_zero: bool,
    },
    /// Shares by normal deviates, from about `least` to 99 %: curves of two normal laws are straight.
    ProbitShare {
        /// The least share above 0 to be shown.
        least: f64,
        /// Whether 0 has a place of its own before the axis.
        has_zero: bool,
    },
    /// Numbers, evenly.
    Number {
        /// The least number to be shown.
        least: f64,
        /// The greatest number to be shown.
        greatest: f64,
    },
}

impl Scale {
    /// Refuses a scale that has no ends.
    pub(super) fn check(self) -> Result<()> {
        let is_sound = match self {
            Self::Share => true,
            Self::LogShare { least, .. } | Self::ProbitShare { least, .. } => {
                least > 0.0 && least <= 1.0
            }
            Self::Number { least, greatest } => {
                least.is_finite() && greatest.is_finite() && least <= greatest
            }
        };
        if is_sound {
            Ok(())
        } else {
            Err(Error::request(format!("chart axis has no ends: {self:?}")))
        }
    }

    /// Whether 0 stands apart.
    pub(super) fn has_zero(self) -> bool {
        matches!(
            self,
            Self::LogShare { has_zero: true, .. } | Self::ProbitShare { has_zero: true, .. }
        )
    }

    /// Whether a straight line between two values is none on this scale.
    pub(super) fn bends(self) -> bool {
        matches!(self, Self::LogShare { .. } | Self::ProbitShare { .. })
    }

    /// Whether ticks are about as far from each other throughout.
    pub(super) fn is_even(self) -> bool {
        !matches!(self, Self::ProbitShare { .. })
    }

    /// The number whose distances are those on the axis.
    pub(super) fn along(self, value: f64) -> f64 {
        match self {
            Self::Share => value,
            Self::LogShare { .. } => value.log10(),
            Self::ProbitShare { .. } => normal_deviate(value),
            // Half of it, so that no range is too wide for a number.
            Self::Number { .. } => value / 2.0,
        }
    }

    /// The ticks in ascending order, the first and the last at the ends of the axis unless they are
    /// numbers.
    pub(super) fn ticks(self) -> Vec<Mark> {
        let share = |at: f64| Mark::new(at, short_percent(at));
        match self {
            Self::Share => (0..=5_u8).map(|fifth| share(f64::from(fifth) / 5.0)).collect(),
            Self::LogShare { least, .. } => powers(least)
                .chain([0])
                .map(|power| Mark::new(10_f64.powi(power), Text::Percent.of(power)))
                .collect(),
            Self::ProbitShare { least, .. } => {
                let least = least.min(PROBIT_TICKS[0]);
                let small = powers(least)
                    .filter(|power| *power < -2)
                    .map(|power| Mark::new(10_f64.powi(power), Text::Percent.of(power)));
                small.chain(PROBIT_TICKS.map(share)).collect()
            }
            Self::Number { least, greatest } => numbers(least, greatest),
        }
    }

    /// The values at the two ends of the axis.
    pub(super) fn ends(self) -> (f64, f64) {
        if let Self::Number { least, greatest } = self {
            return widened(least, greatest);
        }
        let ticks = self.ticks();
        (ticks.first().map_or(0.0, |tick| tick.at), ticks.last().map_or(1.0, |tick| tick.at))
    }
}

/// The powers of ten from at most `least` to a tenth.
fn powers(least: f64) -> impl Iterator<Item = i32> {
    // A power that is missed by rounding alone is not added.
    let first =
        (-12..=-1).rev().find(|power| 10_f64.powi(*power) <= least.max(LEAST_SHARE) * (1.0 + 1e-9));
    first.unwrap_or(-12)..=-1
}

/// The two ends, apart from one another.
fn widened(least: f64, greatest: f64) -> (f64, f64) {
    let step = (greatest / 2.0 - least / 2.0) / NUMBER_TICKS;
    if step > 0.0 && least + step > least && greatest - step < greatest {
        return (least, greatest);
    }
    let aside = (greatest.abs() / 10.0).max(0.5);
    ((least - aside).max(f64::MIN), (greatest + aside).min(f64::MAX))
}

/// Round numbers within the ends.
fn numbers(least: f64, greatest: f64) -> Vec<Mark> {
    let (least, greatest) = widened(least, greatest);
    let step = round_step((greatest - least) / NUMBER_TICKS);
    if !step.is_finite() {
        return vec![Mark::new(0.0, "0")];
    }
    let first = (least / step).ceil();
    let ticks = (0..=12_u8).map(|place| (first + f64::from(place)) * step);
    let inside = |at: &f64| *at >= least && *at <= greatest;
    ticks.filter(inside).map(|at| Mark::new(at, number(at, step))).collect()
}

/// A number with the decimals that `step` needs, or with an exponent where it is large or small.
fn number(at: f64, step: f64) -> String {
    if at.abs() < step / 2.0 {
        return "0".to_owned();
    }
    let power = |number: f64| number.abs().log10().floor();
    let digits = |powers: f64| usize::try_from(whole(powers.clamp(0.0, 15.0))).unwrap_or(15);
    let text = if (1e-4..1e7).contains(&at.abs()) {
        let decimals = digits(-power(step * (1.0 + 1e-9)));
        format!("{at:.decimals$}")
    } else {
        let decimals = digits(power(at) - power(step * (1.0 + 1e-9)));
        format!("{at:.decimals$e}")
    };
    text.replace('-', "−")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(scale: Scale) -> String {
        let texts: Vec<String> = scale.ticks().into_iter().map(|tick| tick.text).collect();
        texts.join("|").replace('\u{a0}', " ")
    }

    #[test]
    fn shares_have_ticks_that_are_written_out() {
        assert_eq!(texts(Scale::Share), "0 %|20 %|40 %|60 %|80 %|100 %");
        let log = |least| texts(Scale::LogShare { least, has_zero: true });
        assert_eq!(log(1.0 / 342.0), "0.1 %|1 %|10 %|100 %");
        assert_eq!(log(1e-3), "0.1 %|1 %|10 %|100 %");
        assert_eq!(log(1.0), "10 %|100 %");
        let probit = |least| texts(Scale::ProbitShare { least, has_zero: false });
        assert_eq!(probit(0.3), "1 %|5 %|10 %|20 %|40 %|60 %|80 %|90 %|95 %|99 %");
        assert!(probit(2e-5).starts_with("0.001 %|0.01 %|0.1 %|1 %|5 %"));
    }

    #[test]
    fn numbers_have_round_ticks() {
        let numbers = |least, greatest| texts(Scale::Number { least, greatest });
        assert_eq!(numbers(-3.71, 4.9), "−2|0|2|4");
        assert_eq!(numbers(0.0, 1.0), "0|0.2|0.4|0.6|0.8|1.0");
        assert_eq!(
            numbers(1.0, 1.000_000_05),
            "1.00000000|1.00000001|1.00000002|1.00000003|1.00000004|1.00000005"
        );
        assert_eq!(numbers(0.0, 5e300), "0|1e300|2e300|3e300|4e300|5e300");
        assert_eq!(numbers(2.4e-9, 4.6e-9), "2.5e−9|3.0e−9|3.5e−9|4.0e−9|4.5e−9");
        assert_eq!(numbers(f64::MIN, f64::MAX), "0");
        assert_eq!(numbers(7.0, 7.0), "6.5|7.0|7.5");
    }

    #[test]
    fn a_scale_without_ends_is_refused() {
        assert!(Scale::Number { least: 1.0, greatest: 0.0 }.check().is_err());
        assert!(Scale::Number { least: 1.0, greatest: f64::NAN }.check().is_err());
        assert!(Scale::LogShare { least: 0.0, has_zero: false }.check().is_err());
        assert!(Scale::ProbitShare { least: 1e-9, has_zero: false }.check().is_ok());
    }
}
