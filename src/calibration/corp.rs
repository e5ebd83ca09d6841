//! The decomposition of the Brier score that needs no bins.

use serde::Serialize;

use super::Forecasts;
use super::loss::{Loss, mean, squared, uncertainty};
use super::sum::Sum;
use crate::confusion::Undefined;

/// What the Brier score is made of: `BS = miscalibration - discrimination + uncertainty`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Corp {
    /// By how much isotonic regression would lower the score; 0 where it has nothing to mend.
    pub miscalibration: f64,
    /// By how much the recalibrated scores are better than a constant; 0 where they tell nothing apart.
    pub discrimination: f64,
    /// The score of the constant forecast that is right on average.
    pub uncertainty: f64,
}

/// Returns the CORP decomposition of the Brier score.
///
/// ```text
/// MCB = BS - BS(r),  DSC = UNC - BS(r),  UNC = ō(1 - ō)
/// ```
///
/// Here `r` are the probabilities after isotonic regression on the same items, and `ō` the share of violating
/// items. Neither of the first two is ever below 0. Miscalibration is that of these items, and so is above 0
/// by chance even where scores are calibrated.
///
/// Source: Dimitriadis, Gneiting and Jordan, *Proceedings of the National Academy of Sciences* 118, 2021.
///
/// # Errors
///
/// Where there are no items.
pub fn corp(forecasts: &Forecasts) -> Result<Corp, Undefined> {
    let mass = forecasts.checked_mass()?;
    let all = forecasts.violating(forecasts.positives(), forecasts.negatives());
    let gains = forecasts.blocks().iter().map(|block| {
        let share = forecasts.violating(block.positives, block.negatives);
        forecasts.mass(block.positives, block.negatives) * (share.x() - all.x()).powi(2)
    });
    let calibrated = calibrated_loss(forecasts, squared)?;
    Ok(Corp {
        // Rounding alone can leave what is 0 below it.
        miscalibration: (mean(forecasts, squared)? - calibrated).max(0.0),
        discrimination: gains.collect::<Sum>().get() / mass,
        uncertainty: uncertainty(forecasts),
    })
}

/// The mean loss after isotonic regression: no rising map of the scores has a lower one.
pub(super) fn calibrated_loss(forecasts: &Forecasts, loss: Loss) -> Result<f64, Undefined> {
    let mass = forecasts.checked_mass()?;
    let losses = forecasts.blocks().iter().flat_map(|block| {
        let share = forecasts.violating(block.positives, block.negatives);
        let of = |items: f64, share| if items > 0.0 { items * loss(share) } else { 0.0 };
        [
            of(forecasts.of_positives(block.positives), share),
            of(forecasts.of_negatives(block.negatives), share.turned_round()),
        ]
    });
    Ok(losses.collect::<Sum>().get() / mass)
}
