//! The values of a statistic in all resamples.

use super::Statistic;
use crate::confusion::{Limits, Undefined};
use crate::quantity::{Confidence, real, whole};

const ALL_EQUAL: Undefined = "no limits: every resample has the same value";
const TOO_FEW: Undefined = "no limits: too few resamples for this confidence";
const OFTEN_UNDEFINED: Undefined = "no limits: undefined in too many resamples";

/// Returns how many resamples there must be for a [percentile](Resampled::percentile) interval at this
/// confidence: with fewer, what it leaves in each tail is less than one of them.
///
/// ```
/// use baserate::quantity::Confidence;
/// use baserate::resampling::fewest_resamples;
///
/// assert_eq!(fewest_resamples(Confidence::DEFAULT), 39);
/// ```
#[must_use]
pub fn fewest_resamples(confidence: Confidence) -> u64 {
    whole(near_whole(1.0 / confidence.tail()).ceil()) - 1
}

/// A statistic with its values in resamples.
#[derive(Clone, Debug, PartialEq)]
pub struct Resampled {
    /// The statistic.
    pub statistic: Statistic,
    /// Its value in the rows themselves, or `None` where it is undefined.
    pub estimate: Option<f64>,
    /// In ascending order.
    values: Vec<f64>,
    undefined: u64,
}

impl Resampled {
    pub(super) fn new(
        statistic: Statistic,
        estimate: Option<f64>,
        values: impl Iterator<Item = Option<f64>>,
    ) -> Self {
        let (mut defined, mut undefined) = (Vec::new(), 0);
        for value in values {
            match value {
                Some(value) => defined.push(value),
                None => undefined += 1,
            }
        }
        defined.sort_unstable_by(f64::total_cmp);
        Self { statistic, estimate, values: defined, undefined }
    }

    /// The values that are defined, in ascending order.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// In how many resamples it is undefined, such as for want of positives.
    #[must_use]
    pub fn undefined(&self) -> u64 {
        self.undefined
    }

    /// Returns the bootstrap standard error, the standard deviation of the values (with one less than their
    /// number below), or `None` where there are fewer than two.
    ///
    /// Source: Efron, *Annals of Statistics* 7, 1979.
    #[must_use]
    pub fn standard_error(&self) -> Option<f64> {
        let mean = self.mean()?;
        let squares: f64 = self.values.iter().map(|value| (value - mean).powi(2)).sum();
        let degrees = self.count().checked_sub(1).filter(|degrees| *degrees > 0)?;
        Some((squares / real(degrees)).sqrt())
    }

    /// Returns by how much the values exceed the estimate on average, or `None` where there are none.
    #[must_use]
    pub fn bias(&self) -> Option<f64> {
        Some(self.mean()? - self.estimate?)
    }

    /// Returns the percentile interval.
    ///
    /// ```text
    /// from the ((B + 1)·α/2)-th to the ((B + 1)·(1 - α/2))-th lowest of B values
    /// ```
    ///
    /// Here `α/2` is what the confidence leaves in each tail; between two whole places the value is on the
    /// straight line (type 6 of Hyndman and Fan). Of `B + 1` values that chance has put in order, a further
    /// one is below the `j`-th with probability `j/(B + 1)`; type 7, the usual one of R and `NumPy`, gives a
    /// narrower interval. Where the statistic is undefined in some resamples, these are counted as below all
    /// others for the lower limit, and as above them for the upper.
    ///
    /// # Errors
    ///
    /// Where every resample has the same value, as at an area of 1: that says nothing of what is possible;
    /// where there are too few resamples, or it is undefined in too many.
    ///
    /// Sources: Efron and Tibshirani, *An Introduction to the Bootstrap*, 1993, chapter 13; Hyndman and Fan,
    /// *The American Statistician* 50, 1996.
    pub fn percentile(&self, confidence: Confidence) -> Result<Limits, Undefined> {
        let all = self.count() + self.undefined;
        let place = near_whole((real(all) + 1.0) * confidence.tail());
        if place < 1.0 {
            return Err(TOO_FEW);
        }
        let (whole_place, part) = (whole(place), place.fract());
        let place = whole_place.checked_sub(self.undefined + 1).ok_or(OFTEN_UNDEFINED)?;
        let (Some(lower), Some(upper)) = (
            between(self.values.iter(), place, part),
            between(self.values.iter().rev(), place, part),
        ) else {
            return Err(OFTEN_UNDEFINED);
        };
        if self.values.first() == self.values.last() {
            return Err(ALL_EQUAL);
        }
        Ok(Limits { lower, upper })
    }

    fn mean(&self) -> Option<f64> {
        let first = self.values.first()?;
        // From the first, so that equal values have no deviation at all.
        let above: f64 = self.values.iter().map(|value| value - first).sum();
        Some(first + above / real(self.count()))
    }

    fn count(&self) -> u64 {
        self.values.len() as u64
    }
}

/// The whole number that only rounding is between, if there is one.
fn near_whole(place: f64) -> f64 {
    if (place - place.round()).abs() < 1e-9 * place { place.round() } else { place }
}

/// The value `part` of the way from the one at `place`, counted from 0, to the next.
fn between<'a>(mut values: impl Iterator<Item = &'a f64>, place: u64, part: f64) -> Option<f64> {
    let value = *values.nth(usize::try_from(place).ok()?)?;
    let next = values.next().copied();
    if part == 0.0 { Some(value) } else { next.map(|next| value + part * (next - value)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resampled(values: impl IntoIterator<Item = Option<f64>>) -> Resampled {
        Resampled::new(Statistic::Auc, Some(0.5), values.into_iter())
    }

    /// R: `quantile((1:99)^2, c(.05, .95), type = 6)` and `quantile((1:50)^2, c(.05, .95), type = 6)`.
    #[test]
    fn quantiles_are_of_type_6() {
        let confidence = Confidence::new(0.9).unwrap();
        for (values, lower, upper) in [(99, 25.0, 9025.0), (50, 6.75, 2347.65)] {
            let squares = (1..=values).rev().map(|value| Some(f64::from(value * value)));
            let limits = resampled(squares).percentile(confidence).unwrap();
            assert!((limits.lower - lower).abs() < 1e-9, "{limits:?}");
            assert!((limits.upper - upper).abs() < 1e-9, "{limits:?}");
        }
    }

    #[test]
    fn what_is_undefined_counts_against_both_limits() {
        let confidence = Confidence::new(0.9).unwrap();
        let values = |undefined: usize| {
            let defined = (0..99 - undefined).map(|value| Some(real(value as u64)));
            resampled(defined.chain(std::iter::repeat_n(None, undefined)))
        };
        assert_eq!(values(0).percentile(confidence), Ok(Limits { lower: 4.0, upper: 94.0 }));
        assert_eq!(values(4).percentile(confidence), Ok(Limits { lower: 0.0, upper: 94.0 }));
        assert_eq!(values(5).percentile(confidence), Err(OFTEN_UNDEFINED));
        assert_eq!(values(99).percentile(confidence), Err(OFTEN_UNDEFINED));
    }

    #[test]
    fn limits_that_say_nothing_are_not_given() {
        let same = resampled([Some(1.0); 199]);
        assert_eq!(same.percentile(Confidence::DEFAULT), Err(ALL_EQUAL));
        assert_eq!(same.standard_error(), Some(0.0));
        let few = resampled([Some(1.0), Some(2.0)]);
        assert_eq!(few.percentile(Confidence::DEFAULT), Err(TOO_FEW));
        assert_eq!(few.bias(), Some(1.0));
    }
}
