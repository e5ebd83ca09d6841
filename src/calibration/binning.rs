//! How neighbouring probabilities are put in bins.

use std::num::NonZeroU32;

use super::{Forecast, Forecasts};
use crate::quantity::real;

/// Where one bin ends and the next begins. Items with the same score are always in one bin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binning {
    /// Every bin is as wide as any other. What lies on an edge belongs to the bin below, also an edge in 32
    /// bits, so that the same numbers fall into the same bins in either.
    EqualWidth,
    /// Every bin holds about as many items as any other: the bin `k` of `n` ends with the first score at or
    /// below which `k/n` of all items lie. Where many share a score there are fewer bins.
    EqualMass,
}

impl Binning {
    /// Every distinct score with the number of its bin, from 0, the lowest score first.
    pub(super) fn assigned(
        self,
        forecasts: &Forecasts,
        bins: NonZeroU32,
    ) -> impl Iterator<Item = (u32, Forecast)> {
        let (bins, all) =
            (bins.get(), forecasts.mass(forecasts.positives(), forecasts.negatives()));
        let (mut bin, mut below) = (0, 0.0);
        forecasts.iter().map(move |forecast| {
            let reached = |number: u32| match self {
                Self::EqualWidth => is_above(forecast.probability.x(), edge(number, bins)),
                Self::EqualMass => below * f64::from(bins) >= all * f64::from(number),
            };
            while bin + 1 < bins && reached(bin + 1) {
                bin += 1;
            }
            below += forecasts.mass(forecast.positives, forecast.negatives);
            (bin, forecast)
        })
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the edge as scores of 32 bits have it")]
fn is_above(probability: f64, edge: f64) -> bool {
    probability > edge.max(f64::from(edge as f32))
}

/// The lower edge of a bin of equal width.
pub(super) fn edge(number: u32, bins: u32) -> f64 {
    real(number.into()) / real(bins.into())
}
