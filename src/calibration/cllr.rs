//! The log-likelihood-ratio cost.

use std::f64::consts::LN_2;

use super::Forecasts;
use super::corp::calibrated_loss;
use super::loss::{log_loss, logarithmic};
use crate::confusion::{Estimate, Undefined};
use crate::quantity::Confidence;
use crate::special::Share;

const METHOD: &str = "normal";

/// Returns the log-likelihood-ratio cost in bits, with approximate limits: 0 at best, 1 for a ratio of 1
/// throughout, and above 1 where the ratios mislead.
///
/// ```text
/// Cllr = ½·[ mean of log₂(1 + 1/LR) over positives + mean of log₂(1 + LR) over negatives ]
/// LR = odds(p) / odds(π)
/// ```
///
/// A probability `p` holds the prevalence `π` of the rows that the scores were trained on, `trained_at`;
/// divided by its odds, a likelihood ratio is left that no longer does. So the cost is log loss at a prevalence of
/// one half, and is the same at every prevalence. Of probabilities that were moved, `trained_at` is the prevalence that
/// they were moved to.
///
/// Undefined where there are no positives or no negatives, or what came true had a probability of 0, so that it
/// is infinite.
///
/// Source: Brümmer and du Preez, *Computer Speech and Language* 20, 2006.
///
/// ```
/// use baserate::calibration::{Forecasts, cllr};
/// use baserate::quantity::Confidence;
/// use baserate::special::Share;
/// use baserate::tally::{Label, Tally};
///
/// // Scores that repeat what they were trained on are ratios of 1, and cost a bit each.
/// let tally = Tally::new([(0.1, Label::Negative, 9), (0.1, Label::Positive, 2)], 0).unwrap();
/// let cost = cllr(&Forecasts::new(&tally).unwrap(), Share::new(0.1), Confidence::DEFAULT);
/// assert!((cost.value().unwrap() - 1.0).abs() < 1e-15);
/// ```
#[must_use]
pub fn cllr(forecasts: &Forecasts, trained_at: Share, confidence: Confidence) -> Estimate {
    let half = Share::new(0.5);
    let ratios = forecasts.at_prevalence(half).and_then(|there| there.moved(trained_at, half));
    match ratios {
        Ok(ratios) => log_loss(&ratios, confidence).divided_by(LN_2),
        Err(reason) => Estimate::undefined(METHOD, reason),
    }
}

/// Returns the least log-likelihood-ratio cost in bits that any rising map of the scores has on these rows, that
/// of isotonic regression: what calibration cannot mend.
///
/// Source: Brümmer and du Preez, *Computer Speech and Language* 20, 2006.
///
/// # Errors
///
/// Where there are no positives or no negatives.
pub fn cllr_min(forecasts: &Forecasts) -> Result<f64, Undefined> {
    let there = forecasts.at_prevalence(Share::new(0.5))?;
    Ok(calibrated_loss(&there, logarithmic)? / LN_2)
}
