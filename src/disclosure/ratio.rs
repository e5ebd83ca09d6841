//! Ratios that a source printed, and whether its figures give them.

use super::{Case, CaseKey, Period, Source, Stage};
use crate::quantity::real;

/// A ratio as a source printed it.
#[derive(Clone, Debug, PartialEq)]
pub struct PrintedRatio {
    /// The population that it is about.
    pub key: CaseKey,
    /// The days that it covers.
    pub period: Period,
    /// The stage that was divided.
    pub numerator: Stage,
    /// The stage that it was divided by.
    pub denominator: Stage,
    /// The ratio, as a fraction.
    pub value: f64,
    /// The ratio as it is written in the file, such as `4.22%`.
    pub text: String,
    /// Half a unit of the last printed digit, as a fraction.
    pub half_unit: f64,
    /// Where it stands.
    pub source: Source,
    /// What the source says beside it.
    pub note: String,
}

/// Whether the figures give a printed ratio.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Reproduction {
    /// The figures as printed give it, to the printed digits.
    Exact,
    /// Some of the numbers that the rounded figures stand for give it.
    WithinRounding,
    /// No numbers that the figures stand for give it; the printed ones give this fraction.
    Differs(f64),
    /// The denominator is zero: there is nothing to compute.
    ZeroDenominator,
    /// The source prints the ratio without a figure that it needs.
    MissingFigure(Stage),
}

impl PrintedRatio {
    /// Whether this ratio is about `case`.
    #[must_use]
    pub fn is_about(&self, case: &Case) -> bool {
        self.key == case.key && self.period.is_close_to(case.period)
    }

    /// Returns whether the figures of `case` give the printed ratio to its last printed digit.
    #[must_use]
    pub fn reproduction(&self, case: &Case) -> Reproduction {
        let Some(denominator) = case.figure(self.denominator) else {
            return Reproduction::MissingFigure(self.denominator);
        };
        if denominator.range.high() == Some(0) {
            return Reproduction::ZeroDenominator;
        }
        let Some(numerator) = case.figure(self.numerator) else {
            return Reproduction::MissingFigure(self.numerator);
        };
        let computed = real(numerator.value) / real(denominator.value);
        // A relative sliver beyond half a unit keeps exact halves, whichever way they were rounded.
        let tolerance = self.half_unit * (1.0 + 1e-9);
        let least = numerator.range.low_real() / denominator.range.high_real();
        let most = numerator.range.high_real() / denominator.range.low_real();
        if (computed - self.value).abs() <= tolerance {
            Reproduction::Exact
        } else if least <= self.value + tolerance && self.value - tolerance <= most {
            Reproduction::WithinRounding
        } else {
            Reproduction::Differs(computed)
        }
    }
}
