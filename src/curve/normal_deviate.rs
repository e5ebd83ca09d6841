//! The scale on which error rates are plotted against one another.

use crate::special::normal_upper_quantile;

/// Returns the normal deviate (probit) of `share`: the `z` with this probability below it in a standard normal
/// distribution; infinite at 0 and 1.
///
/// A detection error tradeoff is drawn on this scale, on which that of two normal laws is a straight line.
/// Source: Martin, Doddington, Kamm, Ordowski and Przybocki, *Eurospeech* 1997.
///
/// ```
/// use baserate::curve::normal_deviate;
///
/// assert!((normal_deviate(0.025) + 1.959963984540054).abs() < 1e-14);
/// assert!((normal_deviate(0.9) - 1.2815515655446004).abs() < 1e-14);
/// assert_eq!(normal_deviate(0.0), f64::NEG_INFINITY);
/// ```
#[must_use]
pub fn normal_deviate(share: f64) -> f64 {
    match share {
        ..=0.0 => f64::NEG_INFINITY,
        1.0.. => f64::INFINITY,
        share => -normal_upper_quantile(share),
    }
}
