//! The laws that scores follow.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::error::{Error, Result};
use crate::quantity::display::{rate, short_percent};
use crate::simulation::Stream;
use crate::special::{
    Share, beta_lower_quantile, beta_share, beta_tails, beta_tails_at, beta_upper_quantile,
    normal_tails, normal_upper_quantile, portable_exp, portable_ln, student_t_tails,
    student_t_upper_quantile,
};

/// The probability law of the scores of one label.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Law(Kind);

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Normal { mean: f64, sd: f64 },
    Beta { alpha: f64, beta: f64 },
    StudentT { location: f64, scale: f64, freedom: f64 },
}

/// Independent random pieces that add up to what a score is made of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pieces {
    /// A normal number.
    normal: f64,
    /// The logarithms of two gamma numbers.
    ln_gammas: [f64; 2],
}

/// No piece.
const NOTHING: Pieces = Pieces { normal: 0.0, ln_gammas: [f64::NEG_INFINITY; 2] };

impl Pieces {
    /// Returns both together.
    pub(super) fn plus(self, other: Self) -> Self {
        let [x, y] = self.ln_gammas;
        let [more_x, more_y] = other.ln_gammas;
        Self {
            normal: self.normal + other.normal,
            ln_gammas: [ln_sum(x, more_x), ln_sum(y, more_y)],
        }
    }
}

impl Law {
    /// Returns the normal law with this mean and standard deviation.
    ///
    /// # Errors
    ///
    /// Unless the mean is from -1e9 to 1e9 and the standard deviation from 1e-9 to 1e9.
    pub fn normal(mean: f64, sd: f64) -> Result<Self> {
        within("mean", mean, -MOST_SCORE, MOST_SCORE)?;
        within("standard deviation", sd, 1.0 / MOST_SCORE, MOST_SCORE)?;
        Ok(Self(Kind::Normal { mean, sd }))
    }

    /// Returns the beta law with these shapes, whose mean is `alpha / (alpha + beta)`.
    ///
    /// # Errors
    ///
    /// Unless both are from 0.05 to a million, and at most one score in a thousand is so near 1 that it
    /// counts as 1: `beta:1,0.2` has 0.06 % of these and is accepted, `beta:1,0.18` is not.
    pub fn beta(alpha: f64, beta: f64) -> Result<Self> {
        within("first shape", alpha, LEAST_SHAPE, MOST_SHAPE)?;
        within("second shape", beta, LEAST_SHAPE, MOST_SHAPE)?;
        let (_, at_one) = beta_tails_at(alpha, beta, Share::from_odds(ODDS_OF_ONE));
        if at_one > MOST_AT_ONE {
            let (found, most) = (rate(at_one), short_percent(MOST_AT_ONE));
            let message = format!(
                "beta:{alpha},{beta} has {found} of its scores so near 1 that they would be written as 1, \
                 expected {most} at most"
            );
            return Err(Error::request(message).with_remedy("take a larger second shape"));
        }
        Ok(Self(Kind::Beta { alpha, beta }))
    }

    /// Returns Student's t law with these degrees of freedom, moved and stretched: the fewer degrees,
    /// the heavier its tails.
    ///
    /// # Errors
    ///
    /// Unless the location and the scale are as for a normal law, and the degrees of freedom from 0.1
    /// to a million.
    pub fn student_t(location: f64, scale: f64, freedom: f64) -> Result<Self> {
        within("location", location, -MOST_SCORE, MOST_SCORE)?;
        within("scale", scale, 1.0 / MOST_SCORE, MOST_SCORE)?;
        within("number of degrees of freedom", freedom, 0.1, MOST_SHAPE)?;
        Ok(Self(Kind::StudentT { location, scale, freedom }))
    }

    /// The mean and standard deviation, where the law is normal.
    #[must_use]
    pub fn as_normal(self) -> Option<(f64, f64)> {
        match self.0 {
            Kind::Normal { mean, sd } => Some((mean, sd)),
            _ => None,
        }
    }

    /// Returns the probabilities that a score is below and above `score`.
    #[must_use]
    pub fn tails(self, score: f64) -> (f64, f64) {
        match self.0 {
            Kind::Normal { mean, sd } => normal_tails((score - mean) / sd),
            Kind::Beta { alpha, beta } => beta_tails(alpha, beta, score.clamp(0.0, 1.0)),
            Kind::StudentT { location, scale, freedom } => {
                student_t_tails(freedom, (score - location) / scale)
            }
        }
    }

    /// Returns the score that is exceeded with the probability `tail`, and the one below which a score
    /// is with that probability.
    #[must_use]
    pub fn quantiles(self, tail: f64) -> (f64, f64) {
        match self.0 {
            Kind::Normal { mean, sd } => {
                let distance = sd * normal_upper_quantile(tail);
                (mean + distance, mean - distance)
            }
            Kind::Beta { alpha, beta } => {
                (beta_upper_quantile(alpha, beta, tail), beta_lower_quantile(alpha, beta, tail))
            }
            Kind::StudentT { location, scale, freedom } => {
                let distance = scale * student_t_upper_quantile(freedom, tail);
                (location + distance, location - distance)
            }
        }
    }

    /// Returns the probabilities that a score of this law is below each of the [`quantiles`](Self::quantiles)
    /// of `other`.
    ///
    /// Between beta laws with what is missing to 1, of which a score near 1 keeps few digits.
    pub(super) fn below_quantiles(self, other: Self, tail: f64) -> (f64, f64) {
        if let (Kind::Beta { alpha, beta }, Kind::Beta { alpha: a, beta: b }) = (self.0, other.0) {
            let upper = beta_share(b, a, tail).turned_round();
            let lower = beta_share(a, b, tail);
            return (beta_tails_at(alpha, beta, upper).0, beta_tails_at(alpha, beta, lower).0);
        }
        let (upper, lower) = other.quantiles(tail);
        (self.tails(upper).0, self.tails(lower).0)
    }

    /// Draws pieces that make up this part, from 0 to 1, of the variance of what a score is made of.
    pub(super) fn pieces(self, part: f64, stream: &mut Stream) -> Pieces {
        let mut normal = || part.sqrt() * stream.normal();
        match self.0 {
            Kind::Normal { .. } => Pieces { normal: normal(), ..NOTHING },
            Kind::Beta { alpha, beta } => {
                let ln_gammas = [alpha, beta].map(|shape| ln_gamma(part * shape, stream));
                Pieces { ln_gammas, ..NOTHING }
            }
            Kind::StudentT { freedom, .. } => Pieces {
                normal: normal(),
                ln_gammas: [ln_gamma(part * freedom / 2.0, stream), f64::NEG_INFINITY],
            },
        }
    }

    /// Returns the score that is made of these pieces.
    ///
    /// ```text
    /// normal: μ + σZ        beta: X / (X + Y)        t: μ + σZ / √(X / (ν/2))
    /// ```
    pub(super) fn score(self, pieces: Pieces) -> f64 {
        let Pieces { normal, ln_gammas: [x, y] } = pieces;
        match self.0 {
            Kind::Normal { mean, sd } => mean + sd * normal,
            Kind::Beta { .. } => 1.0 / (1.0 + portable_exp(y - x)),
            Kind::StudentT { location, scale, freedom } => {
                location + scale * normal * portable_exp((portable_ln(freedom / 2.0) - x) / 2.0)
            }
        }
    }
}

/// The logarithm of a gamma number; of shape 0, of 0.
fn ln_gamma(shape: f64, stream: &mut Stream) -> f64 {
    if shape == 0.0 { f64::NEG_INFINITY } else { stream.ln_gamma(shape) }
}

/// The logarithm of the sum of two numbers whose logarithms are given.
fn ln_sum(x: f64, y: f64) -> f64 {
    let (less, more) = if x < y { (x, y) } else { (y, x) };
    if less == f64::NEG_INFINITY {
        more
    } else {
        more + portable_ln(1.0 + portable_exp(less - more))
    }
}

/// From this shape on, no score is so near 0 that it counts as 0.
const LEAST_SHAPE: f64 = 0.05;

/// From these odds on, a score is 1 as an `f64`.
const ODDS_OF_ONE: f64 = 2.0 / f64::EPSILON;

/// How much of a beta law may be so near 1.
const MOST_AT_ONE: f64 = 1e-3;

/// The largest shape and number of degrees of freedom.
const MOST_SHAPE: f64 = 1e6;

fn within(what: &str, value: f64, least: f64, most: f64) -> Result<()> {
    if (least..=most).contains(&value) {
        return Ok(());
    }
    Err(Error::request(format!("a {what} of {value}, expected a number from {least} to {most}")))
}

/// The largest location and scale, and the inverse of the smallest scale.
const MOST_SCORE: f64 = 1e9;

impl fmt::Display for Law {
    /// The law as it is written on the command line: `normal:1.5,1`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Kind::Normal { mean, sd } => write!(f, "normal:{mean},{sd}"),
            Kind::Beta { alpha, beta } => write!(f, "beta:{alpha},{beta}"),
            Kind::StudentT { location, scale, freedom } => {
                write!(f, "t:{location},{scale},{freedom}")
            }
        }
    }
}

impl Serialize for Law {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_of_logarithms() {
        assert!((ln_sum(2.0_f64.ln(), 3.0_f64.ln()) - 5.0_f64.ln()).abs() < 1e-15);
        assert!((ln_sum(-1e5, -1e5) + 1e5 - 2.0_f64.ln()).abs() < 1e-9);
        assert_eq!(ln_sum(f64::NEG_INFINITY, 7.0).to_bits(), 7.0_f64.to_bits());
    }

    #[test]
    fn parameters_out_of_range() {
        assert!(Law::normal(0.0, 0.0).is_err());
        assert!(Law::normal(f64::NAN, 1.0).is_err());
        assert!(Law::beta(0.0, 1.0).is_err());
        assert!(Law::beta(1.0, f64::INFINITY).is_err());
        assert!(Law::student_t(0.0, 1.0, 0.0).is_err());
    }

    /// `P(1 - X < y) = y^β` where the first shape is 1.
    #[test]
    fn scores_that_would_be_1() {
        let error = Law::beta(1.0, 0.05).unwrap_err().to_string();
        let share = rate(2_f64.powf(-53.0 * 0.05));
        assert!(error.starts_with(&format!("beta:1,0.05 has {share} of its scores so near 1")));
        assert!(Law::beta(1.0, 0.2).is_ok() && Law::beta(0.05, 1.0).is_ok());
        assert!(Law::beta(0.05, 0.05).is_err() && Law::beta(1e6, 0.2).is_err());
        let law = Law::beta(1.0, 1.0).unwrap();
        let at_log_odds = |odds| law.score(Pieces { normal: 0.0, ln_gammas: [odds, 0.0] });
        let edge = ODDS_OF_ONE.ln();
        assert!(at_log_odds(edge - 1e-9) < 1.0 && at_log_odds(edge + 1e-9) >= 1.0);
    }

    #[test]
    fn quantiles_are_where_the_tails_say() {
        let laws = [
            Law::normal(-2.0, 3.0).unwrap(),
            Law::beta(0.7, 4.0).unwrap(),
            Law::student_t(1.0, 0.5, 2.5).unwrap(),
        ];
        for law in laws {
            for tail in [1e-9, 0.1, 0.4] {
                let (upper, lower) = law.quantiles(tail);
                assert!((law.tails(upper).1 / tail - 1.0).abs() < 1e-9, "{law} {tail}");
                assert!((law.tails(lower).0 / tail - 1.0).abs() < 1e-9, "{law} {tail}");
            }
        }
    }
}
