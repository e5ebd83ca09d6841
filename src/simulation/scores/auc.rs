//! The area under the ROC curve of two laws.

use std::f64::consts::PI;

use super::Law;
use crate::special::normal_tails;

/// How far the points of the sum reach: beyond, nothing is left of the integral.
const REACH: f64 = 4.0;

/// How often the points are made twice as dense at the most.
const MOST_HALVINGS: u32 = 13;

/// How many points are not yet enough, however close two sums are.
const FEWEST_POINTS: u32 = 16;

/// How close two sums must be for the last to be taken.
const CLOSE: f64 = 1e-12;

/// Returns the probability that a score of `positives` exceeds one of `negatives`, the area under the
/// ROC curve.
///
/// ```text
/// normal: Φ((μ₁ - μ₀) / √(σ₁² + σ₀²))        otherwise: ∫₀¹ F₀(F₁⁻¹(u)) du
/// ```
///
/// The integral by the double exponential formula (Takahasi and Mori, *Publications of RIMS* 9, 1974),
/// about to ten digits for laws without atoms.
///
/// ```
/// use baserate::simulation::{Law, area_under_curve};
///
/// let area = area_under_curve(Law::normal(1.5, 1.0)?, Law::normal(0.0, 1.0)?);
/// assert!((area - 0.855_577_816_8).abs() < 1e-10);
/// # Ok::<(), baserate::error::Error>(())
/// ```
#[must_use]
pub fn area_under_curve(positives: Law, negatives: Law) -> f64 {
    if let Some(((mean, sd), (other, other_sd))) = positives.as_normal().zip(negatives.as_normal())
    {
        return normal_tails((mean - other) / sd.hypot(other_sd)).0;
    }
    let term = |t: f64| {
        // The smaller of the two shares into which the points divide the positives.
        let tail = 1.0 / (1.0 + (PI * t.sinh()).exp());
        let weight = PI * t.cosh() * tail * (1.0 - tail);
        let (below_upper, below_lower) = negatives.below_quantiles(positives, tail);
        weight * (below_upper + below_lower)
    };
    // Points on one side; the other is in the term. The odd ones are new where they are denser.
    let sum_of_odd = |points: u32| -> f64 {
        (1..=points).step_by(2).map(|k| term(REACH * f64::from(k) / f64::from(points))).sum()
    };
    let mut points = 1;
    let mut sum = f64::midpoint(term(0.0), term(REACH));
    let mut area = sum * REACH;
    for _ in 0..MOST_HALVINGS {
        points *= 2;
        sum += sum_of_odd(points);
        let coarser = std::mem::replace(&mut area, sum * REACH / f64::from(points));
        if points > FEWEST_POINTS && (area - coarser).abs() < CLOSE {
            break;
        }
    }
    area
}

#[cfg(test)]
mod tests {
    use super::*;

    /// By `mpmath.quad` of the density of the positives times the distribution of the negatives at 30
    /// digits; the first is 431/462.
    #[test]
    fn areas_that_another_program_computed() -> crate::error::Result<()> {
        let beta = (Law::beta(4.0, 2.0)?, Law::beta(2.0, 5.0)?);
        let steep = (Law::beta(0.5, 0.7)?, Law::beta(0.3, 3.0)?);
        let heavy = (Law::student_t(2.0, 1.0, 3.0)?, Law::student_t(0.0, 1.5, 3.0)?);
        let mixed = (Law::normal(2.0, 1.0)?, Law::student_t(0.0, 1.0, 2.0)?);
        for ((positives, negatives), expected) in [
            (beta, 0.932_900_432_900_432_9),
            (steep, 0.817_904_154_833_719_8),
            (heavy, 0.806_836_377_850_3),
            (mixed, 0.868_471_310_479_346_3),
        ] {
            let area = area_under_curve(positives, negatives);
            assert!((area - expected).abs() < 1e-10, "{positives} {negatives}: {area}");
            let other = area_under_curve(negatives, positives);
            assert!((area + other - 1.0).abs() < 1e-10, "{positives} {negatives}: {other}");
        }
        Ok(())
    }

    /// With a first shape of 1 for the positives, `B(a, b + β) / B(a, b)` by the mean of `(1 - x)^β` over
    /// the negatives; the quotients of gamma functions by `mpmath.beta`.
    #[test]
    fn scores_that_crowd_at_1() -> crate::error::Result<()> {
        for ((a, b), beta, expected) in [
            ((1.0, 0.2), 0.2, 0.5),
            ((1.0, 0.6), 0.2, 0.75),
            ((1.0, 0.2), 0.8, 0.2),
            ((0.5, 0.3), 0.2, 0.689_786_345_534_390_9),
            ((3.0, 0.25), 0.2, 0.439_831_104_855_735_4),
        ] {
            let (positives, negatives) = (Law::beta(1.0, beta)?, Law::beta(a, b)?);
            let area = area_under_curve(positives, negatives);
            assert!((area - expected).abs() < 1e-10, "{positives} {negatives}: {area}");
            let other = area_under_curve(negatives, positives);
            assert!((area + other - 1.0).abs() < 1e-10, "{positives} {negatives}: {other}");
        }
        for (a, b) in [(0.2, 0.2), (0.05, 0.3), (0.05, 4.0), (50.0, 0.25), (1e6, 0.4), (1e6, 1e6)] {
            let law = Law::beta(a, b)?;
            let area = area_under_curve(law, law);
            assert!((area - 0.5).abs() < 1e-10, "{law}: {area}");
        }
        Ok(())
    }

    #[test]
    fn apart_and_alike() -> crate::error::Result<()> {
        let law = Law::student_t(0.0, 1.0, 0.5)?;
        assert!((area_under_curve(law, law) - 0.5).abs() < 1e-10);
        let far = area_under_curve(Law::beta(2.0, 2.0)?, Law::normal(-50.0, 1.0)?);
        assert!((far - 1.0).abs() < 1e-10, "{far}");
        Ok(())
    }
}
