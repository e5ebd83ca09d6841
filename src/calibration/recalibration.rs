//! Logistic recalibration: by which straight line of log odds scores would be mended.

use super::sum::Sum;
use super::{Forecast, Forecasts};
use crate::confusion::{Estimate, Limits, Undefined};
use crate::quantity::{Confidence, real};
use crate::special::{Share, normal_upper_quantile};

const WALD: &str = "wald";
const INFINITE: Undefined = "a probability is 0 or 1, so that its log odds are infinite";
const ONE_CLASS: Undefined = "all items are of one class";
const ONE_SCORE: Undefined = "all items have the same score";
const SEPARATED: Undefined = "no score of a positive is below one of a negative, or none above: \
                              the slope is infinite";
const NOT_FOUND: Undefined = "the fit does not converge";
/// Six or seven steps are usual.
const MOST_STEPS: usize = 100;
/// A step of this size is followed by one of its square, which rounding hides.
const LAST_STEP: f64 = 1e-9;

/// How log odds of the truth follow from those of the scores, each with approximate limits.
#[derive(Clone, Debug, PartialEq)]
pub struct Recalibration {
    /// The calibration slope: 1 where scores are calibrated, below 1 where they are too extreme.
    pub slope: Estimate,
    /// The intercept beside that slope: 0 where scores are calibrated.
    pub intercept: Estimate,
    /// Calibration in the large: the intercept where the slope is 1. Above 0 where scores are too low on
    /// the whole, below 0 where they are too high.
    pub in_the_large: Estimate,
}

/// Returns calibration slope, intercept and calibration in the large of these rows, by maximum likelihood.
///
/// ```text
/// logit P(violating) = a + b·logit p,  a ± z·SE,  b ± z·SE
/// ```
///
/// Here `p` is the probability of an item, and `SE` follows from the information at the maximum (Wald). They
/// are those of the rows, also where these are carried to another prevalence: carrying probabilities there adds
/// the same to both sides, so that a slope, and an intercept beside a slope of 1, are the same there.
///
/// Undefined where a probability is 0 or 1; the slope where scores of the classes do not overlap, or are all
/// equal.
///
/// Sources: Cox, *Biometrika* 45, 1958; Van Calster and others, *Journal of Clinical Epidemiology* 74, 2016.
///
/// ```
/// use baserate::calibration::{Forecasts, recalibration};
/// use baserate::quantity::Confidence;
/// use baserate::tally::{Label, Tally};
///
/// // Odds of 1/3 and 3, that should be 1/9 and 9: twice the log odds.
/// let rows = [(0.25, 1, 9), (0.75, 9, 1)];
/// let rows = rows.into_iter().flat_map(|(score, positives, negatives)| {
///     [(score, Label::Positive, positives), (score, Label::Negative, negatives)]
/// });
/// let tally = Tally::new(rows, 0).unwrap();
/// let line = recalibration(&Forecasts::new(&tally).unwrap(), Confidence::DEFAULT);
/// assert!((line.slope.value().unwrap() - 2.0).abs() < 1e-12);
/// assert!(line.intercept.value().unwrap().abs() < 1e-12);
/// ```
#[must_use]
pub fn recalibration(forecasts: &Forecasts, confidence: Confidence) -> Recalibration {
    let estimate = |fitted: Result<(f64, f64), Undefined>| match fitted {
        Ok((value, variance)) => {
            let half = normal_upper_quantile(confidence.tail()) * variance.sqrt();
            Estimate::new(value, Limits::around(value, half), WALD)
        }
        Err(reason) => Estimate::undefined(WALD, reason),
    };
    let line = fit(forecasts, true);
    let shift = fit(forecasts, false);
    Recalibration {
        slope: estimate(line.map(|fit| (fit.slope, fit.slope_variance()))),
        intercept: estimate(line.map(|fit| (fit.intercept(), fit.intercept_variance()))),
        in_the_large: estimate(shift.map(|fit| (fit.intercept(), fit.intercept_variance()))),
    }
}

/// A line of log odds, `height + slope·(x - centre)`, with the information on both numbers at its maximum.
#[derive(Clone, Copy, Debug)]
struct Fit {
    centre: f64,
    height: f64,
    slope: f64,
    information: Information,
    has_slope: bool,
}

impl Fit {
    fn intercept(&self) -> f64 {
        self.height - self.slope * self.centre
    }

    fn slope_variance(&self) -> f64 {
        self.information.height / self.information.determinant()
    }

    fn intercept_variance(&self) -> f64 {
        let Information { height, both, slope } = self.information;
        if !self.has_slope {
            return height.recip();
        }
        let centre = self.centre;
        (slope + 2.0 * centre * both + centre * centre * height) / self.information.determinant()
    }
}

/// The information on height and slope: minus the second derivatives of the log-likelihood.
#[derive(Clone, Copy, Debug, Default)]
struct Information {
    height: f64,
    both: f64,
    slope: f64,
}

impl Information {
    fn determinant(&self) -> f64 {
        self.height * self.slope - self.both * self.both
    }
}

/// The log-likelihood of a line with its derivatives.
struct Likelihood {
    value: f64,
    by_height: f64,
    by_slope: f64,
    information: Information,
}

/// The line with the greatest likelihood, with its slope free or 1, by Newton's method.
fn fit(forecasts: &Forecasts, has_slope: bool) -> Result<Fit, Undefined> {
    check(forecasts, has_slope)?;
    let rows = real(forecasts.rows());
    let log_odds = forecasts.iter().map(|f| rows_of(&f) * f.probability.log_odds());
    let centre = log_odds.collect::<Sum>().get() / rows;
    let share = real(forecasts.positives()) / real(forecasts.negatives());
    let (height, slope) = if has_slope { (share.ln(), 0.0) } else { (centre, 1.0) };
    let mut fit = Fit { centre, height, slope, information: Information::default(), has_slope };
    let mut here = likelihood(forecasts, &fit);
    for _ in 0..MOST_STEPS {
        let (height, slope) = step(&here, has_slope);
        let mut part = 1.0;
        let (mut next, mut there);
        loop {
            next =
                Fit { height: fit.height + part * height, slope: fit.slope + part * slope, ..fit };
            there = likelihood(forecasts, &next);
            // Near the maximum rounding alone may make it look lower.
            if there.value >= here.value - 1e-12 * here.value.abs() || part < 1e-6 {
                break;
            }
            part /= 2.0;
        }
        (fit, here) = (Fit { information: there.information, ..next }, there);
        let small = |change: f64, of: f64| (part * change).abs() <= LAST_STEP * (1.0 + of.abs());
        if small(height, fit.height) && small(slope, fit.slope) {
            return Ok(fit);
        }
    }
    Err(NOT_FOUND)
}

/// Newton's step of height and slope.
fn step(here: &Likelihood, has_slope: bool) -> (f64, f64) {
    let Information { height, both, slope } = here.information;
    if !has_slope {
        return (here.by_height / height, 0.0);
    }
    let determinant = here.information.determinant();
    (
        (slope * here.by_height - both * here.by_slope) / determinant,
        (height * here.by_slope - both * here.by_height) / determinant,
    )
}

fn likelihood(forecasts: &Forecasts, fit: &Fit) -> Likelihood {
    let [mut value, mut by_height, mut by_slope] = [Sum::default(); 3];
    let [mut height, mut both, mut slope] = [Sum::default(); 3];
    for forecast in forecasts.iter() {
        let x = forecast.probability.log_odds() - fit.centre;
        let line = fit.height + fit.slope * x;
        let share = Share::from_odds(line.exp());
        let (positives, negatives) = (real(forecast.positives), real(forecast.negatives));
        // ln P = -ln(1 + e⁻ˡ) and ln(1 - P) = -ln(1 + eˡ), without overflow.
        let rest = (-line.abs()).exp().ln_1p();
        value.add(-positives * ((-line).max(0.0) + rest) - negatives * (line.max(0.0) + rest));
        let excess = positives * share.rest() - negatives * share.x();
        by_height.add(excess);
        by_slope.add(excess * x);
        let weight = (positives + negatives) * share.x() * share.rest();
        height.add(weight);
        both.add(weight * x);
        slope.add(weight * x * x);
    }
    let information = Information { height: height.get(), both: both.get(), slope: slope.get() };
    Likelihood {
        value: value.get(),
        by_height: by_height.get(),
        by_slope: by_slope.get(),
        information,
    }
}

fn rows_of(forecast: &Forecast) -> f64 {
    real(forecast.positives + forecast.negatives)
}

/// Why there is no line, if there is none.
fn check(forecasts: &Forecasts, has_slope: bool) -> Result<(), Undefined> {
    let share = forecasts.share_of_positives()?;
    if share.x() == 0.0 || share.rest() == 0.0 {
        return Err(ONE_CLASS);
    }
    if forecasts.iter().any(|f| f.probability.x() == 0.0 || f.probability.rest() == 0.0) {
        return Err(INFINITE);
    }
    if has_slope { check_overlap(forecasts) } else { Ok(()) }
}

/// Whether some positive lies below some negative and some above, without which no slope is best.
fn check_overlap(forecasts: &Forecasts) -> Result<(), Undefined> {
    let ends = |has: fn(&Forecast) -> bool| {
        let scores = forecasts.iter().filter(has).map(|f| f.probability.x());
        scores.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), score| {
            (low.min(score), high.max(score))
        })
    };
    let (positives, negatives) = (ends(|f| f.positives > 0), ends(|f| f.negatives > 0));
    if positives == negatives && positives.0 >= positives.1 {
        Err(ONE_SCORE)
    } else if positives.0 >= negatives.1 || positives.1 <= negatives.0 {
        Err(SEPARATED)
    } else {
        Ok(())
    }
}
