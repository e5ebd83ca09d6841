//! Poisson counts.

use super::binomial::quick_binomial;
use crate::quantity::{Probability, real, whole};
use crate::simulation::Stream;
use crate::special::{portable_exp, portable_ln};

/// Below this mean, arrivals are counted one by one.
const FEW: f64 = 12.0;

/// Returns a number of the Poisson distribution with this mean.
///
/// The time of the `m`-th arrival has the gamma distribution with shape `m`, 7/8 of the mean. If it is before the
/// end, what comes after it is Poisson with the mean that is left; if not, those before the end are
/// binomial among the `m - 1` before it. Source: Ahrens and Dieter, *Computing* 12, 1974.
pub(super) fn poisson(stream: &mut Stream, mean: f64) -> u64 {
    let (mut left, mut count) = (mean, 0);
    while left >= FEW {
        let arrival = whole(left * 0.875);
        let time = portable_exp(stream.ln_gamma(real(arrival)));
        if time > left {
            return count + among(stream, arrival - 1, left / time);
        }
        (left, count) = (left - time, count + arrival);
    }
    count + few(stream, left)
}

/// Arrivals one by one until the time is over.
fn few(stream: &mut Stream, mean: f64) -> u64 {
    let (mut time, mut count) = (-portable_ln(stream.unit()), 0);
    while time < mean {
        time -= portable_ln(stream.unit());
        count += 1;
    }
    count
}

/// A binomial count; `share` is between 0 and 1.
fn among(stream: &mut Stream, trials: u64, share: f64) -> u64 {
    let is_rarer = share <= 0.5;
    let rarer = Probability::new(if is_rarer { share } else { 1.0 - share });
    let count = quick_binomial(stream, trials, rarer.unwrap_or(Probability::ONE));
    if is_rarer { count } else { trials - count }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Purpose;

    #[test]
    fn mean_and_variance_are_the_mean() {
        let mut stream = Stream::new(6, Purpose::Resampling, 0);
        let draws = 30_000_u32;
        for mean in [0.5, 3.0, 11.9, 12.1, 40.0, 1000.0, 123_456.0] {
            let counts: Vec<f64> = (0..draws).map(|_| real(poisson(&mut stream, mean))).collect();
            let average = counts.iter().sum::<f64>() / f64::from(draws);
            let variance = counts.iter().map(|count| (count - mean).powi(2)).sum::<f64>();
            assert!((average - mean).abs() < 4.0 * (mean / f64::from(draws)).sqrt(), "{mean}");
            assert!((variance / f64::from(draws) / mean - 1.0).abs() < 0.05, "{mean}");
        }
        assert_eq!(poisson(&mut stream, 0.0), 0);
    }

    /// Against the probabilities `e^-λ λᵏ / k!`, on either side of where the method changes.
    #[test]
    fn every_count_comes_up_as_often_as_it_should() {
        let mut stream = Stream::new(7, Purpose::Resampling, 0);
        let draws = 60_000_u32;
        for mean in [2.0, 14.0] {
            let mut seen = [0_u32; 64];
            for _ in 0..draws {
                seen[usize::try_from(poisson(&mut stream, mean)).unwrap().min(63)] += 1;
            }
            let mut probability = f64::exp(-mean);
            for (count, seen) in (0_u32..40).zip(seen) {
                let expected = f64::from(draws) * probability;
                let error = expected.sqrt().max(1.0);
                assert!((f64::from(seen) - expected).abs() < 4.5 * error, "{mean} {count}");
                probability *= mean / f64::from(count + 1);
            }
        }
    }
}
