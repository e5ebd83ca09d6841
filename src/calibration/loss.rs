//! Mean losses: the Brier score and log loss.

use super::Forecasts;
use super::sum::Sum;
use crate::confusion::{Estimate, Limits, Undefined};
use crate::quantity::{Confidence, real};
use crate::special::{Share, normal_upper_quantile};

const NORMAL: &str = "normal";
const TOO_FEW: Undefined = "no limits: too few items";
const ALL_EQUAL: Undefined = "no limits: all items of a class have the same loss";
const NO_SKILL: Undefined = "all items are of one class, which a constant forecast foretells";

/// What a probability costs that was given to what came true.
pub(super) type Loss = fn(Share) -> f64;

/// Returns the Brier score, the mean squared difference of probability and truth, from 0 to 1, with its
/// approximate limits.
///
/// ```text
/// BS = Σ w(y)·(y - p)² / Σ w(y),  BS ± z·SE
/// ```
///
/// Here `p` is the probability of an item, `y` is 1 where it is violating and 0 where it is not, and `w` how
/// many items of a stream it stands for, 1 in these rows. `SE` is the standard error of the mean; carried to
/// another prevalence, that of the two classes apart. `z` leaves half of what the confidence leaves in the
/// upper normal tail.
///
/// Source: Brier, *Monthly Weather Review* 78, 1950.
#[must_use]
pub fn brier(forecasts: &Forecasts, confidence: Confidence) -> Estimate {
    mean_loss(forecasts, squared, confidence)
}

/// Returns by how much the Brier score is better than that of the constant forecast that is right on
/// average: `1 - BS/(ō(1 - ō))`, with `ō` the share of violating items; 1 at best, below 0 where it is worse.
///
/// # Errors
///
/// Where there are no items, or all are of one class.
pub fn brier_skill(forecasts: &Forecasts) -> Result<f64, Undefined> {
    let score = mean(forecasts, squared)?;
    let uncertainty = uncertainty(forecasts);
    if uncertainty == 0.0 { Err(NO_SKILL) } else { Ok(1.0 - score / uncertainty) }
}

/// Returns log loss, the mean of `-ln` of the probability that was given to what came true, in nats, with
/// its approximate limits, those of [`brier`].
///
/// Undefined where what came true had a probability of 0, so that it is infinite: nothing is clipped.
///
/// Source: Good, *Journal of the Royal Statistical Society B* 14, 1952.
///
/// ```
/// use baserate::calibration::{Forecasts, log_loss};
/// use baserate::quantity::Confidence;
/// use baserate::tally::{Label, Tally};
///
/// let tally = Tally::new([(0.25, Label::Negative, 3), (0.25, Label::Positive, 1)], 0).unwrap();
/// let loss = log_loss(&Forecasts::new(&tally).unwrap(), Confidence::DEFAULT);
/// // -(ln 1/4 + 3 ln 3/4)/4
/// assert!((loss.value().unwrap() - 0.5623351446188083).abs() < 1e-15);
/// ```
#[must_use]
pub fn log_loss(forecasts: &Forecasts, confidence: Confidence) -> Estimate {
    match infinite(forecasts) {
        Some(reason) => Estimate::undefined(NORMAL, reason),
        None => mean_loss(forecasts, logarithmic, confidence),
    }
}

/// Why the logarithmic loss is infinite, if it is.
pub(super) fn infinite(forecasts: &Forecasts) -> Option<Undefined> {
    let positive = |f: &super::Forecast| f.positives > 0 && f.probability.x() == 0.0;
    let negative = |f: &super::Forecast| f.negatives > 0 && f.probability.rest() == 0.0;
    if forecasts.iter().any(|forecast| positive(&forecast)) {
        Some("infinite: a positive has a probability of 0")
    } else if forecasts.iter().any(|forecast| negative(&forecast)) {
        Some("infinite: a negative has a probability of 1")
    } else {
        None
    }
}

pub(super) fn squared(of_truth: Share) -> f64 {
    of_truth.rest() * of_truth.rest()
}

pub(super) fn logarithmic(of_truth: Share) -> f64 {
    // The one of the two that is not rounded.
    if of_truth.rest() < 0.5 { -(-of_truth.rest()).ln_1p() } else { -of_truth.x().ln() }
}

/// The squared loss of the constant forecast that is right on average.
pub(super) fn uncertainty(forecasts: &Forecasts) -> f64 {
    let all = forecasts.violating(forecasts.positives(), forecasts.negatives());
    all.x() * all.rest()
}

/// The losses of positives and of negatives, summed up by `each`: of a loss and of whether it is a positive's.
fn by_class(forecasts: &Forecasts, loss: Loss, each: impl Fn(f64, bool) -> f64) -> [f64; 2] {
    let mut sums = [Sum::default(); 2];
    for forecast in forecasts.iter() {
        // A class without items has no loss, which may be infinite.
        if forecast.positives > 0 {
            sums[0].add(real(forecast.positives) * each(loss(forecast.probability), true));
        }
        if forecast.negatives > 0 {
            let of_truth = forecast.probability.turned_round();
            sums[1].add(real(forecast.negatives) * each(loss(of_truth), false));
        }
    }
    sums.map(Sum::get)
}

/// The mean loss by class, and over both.
fn means(forecasts: &Forecasts, loss: Loss) -> Result<([f64; 2], f64), Undefined> {
    let mass = forecasts.checked_mass()?;
    let [positives, negatives] = by_class(forecasts, loss, |loss, _| loss);
    let share = |sum: f64, rows: u64, items: f64| {
        let mean = if rows == 0 { 0.0 } else { sum / real(rows) };
        (mean, items * mean / mass)
    };
    let rows = (forecasts.positives(), forecasts.negatives());
    let (of_positives, one) = share(positives, rows.0, forecasts.of_positives(rows.0));
    let (of_negatives, two) = share(negatives, rows.1, forecasts.of_negatives(rows.1));
    Ok(([of_positives, of_negatives], one + two))
}

/// The mean loss over all items.
pub(super) fn mean(forecasts: &Forecasts, loss: Loss) -> Result<f64, Undefined> {
    means(forecasts, loss).map(|(_, mean)| mean)
}

/// The mean loss over all items, with limits by the normal distribution that no mean loss passes.
pub(super) fn mean_loss(forecasts: &Forecasts, loss: Loss, confidence: Confidence) -> Estimate {
    let (by_class, mean) = match means(forecasts, loss) {
        Ok(means) => means,
        Err(reason) => return Estimate::undefined(NORMAL, reason),
    };
    let variance = match variance(forecasts, loss, by_class, mean) {
        Ok(variance) => variance,
        Err(reason) => return Estimate::without_limits(mean, NORMAL, reason),
    };
    let half = normal_upper_quantile(confidence.tail()) * variance.sqrt();
    let Limits { lower, upper } = Limits::around(mean, half);
    let greatest = loss(Share::new(0.0));
    Estimate::new(mean, Limits { lower: lower.max(0.0), upper: upper.min(greatest) }, NORMAL)
}

/// The variance of the mean: of rows drawn together, or of the two classes drawn apart.
fn variance(
    forecasts: &Forecasts,
    loss: Loss,
    means: [f64; 2],
    mean: f64,
) -> Result<f64, Undefined> {
    let centres = if forecasts.is_weighted() { means } else { [mean; 2] };
    let squares = by_class(forecasts, loss, |loss, positive| {
        (loss - centres[usize::from(!positive)]).powi(2)
    });
    let of_mean = |squares: f64, rows: u64| {
        if squares == 0.0 {
            return Err(ALL_EQUAL);
        }
        let others = rows.checked_sub(1).filter(|others| *others > 0).ok_or(TOO_FEW)?;
        Ok(squares / real(rows) / real(others))
    };
    if !forecasts.is_weighted() {
        return of_mean(squares[0] + squares[1], forecasts.rows());
    }
    let all = forecasts.violating(forecasts.positives(), forecasts.negatives());
    let violating = of_mean(squares[0], forecasts.positives())?;
    let innocent = of_mean(squares[1], forecasts.negatives())?;
    Ok(all.x().powi(2) * violating + all.rest().powi(2) * innocent)
}
