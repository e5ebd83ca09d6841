//! The interval joined from two score intervals and their correlation.

use super::PairedCounts;
use crate::interval::wilson::wilson_arms;
use crate::quantity::{Confidence, ConfidenceInterval, real};

/// Returns Newcombe's interval for first less second on the same items, a difference of fractions in
/// `[-1, 1]`.
///
/// ```text
/// d - √(x² - 2φxy + y²)  with  x = p₁ - l₁, y = u₂ - p₂
/// d + √(x² - 2φxy + y²)  with  x = u₁ - p₁, y = p₂ - l₂
/// ```
///
/// Here `d = p₁ - p₂`, `l` and `u` are the [`wilson`](crate::interval::wilson) limits of each share, and `φ` is the correlation
/// of the two verdicts, `(ad - bc) / √((a+b)(c+d)(a+c)(b+d))`; where its numerator is above 0 it is
/// brought towards 0 by `n/2`, and where a margin is empty it is 0. Everything from -1 to 1 where there
/// are no items. Where billions of items agree and few do not, `φ` is so near 1 that digits are lost;
/// [`tango`](super::tango) keeps them.
///
/// Source: Newcombe, *Statistics in Medicine* 17, 1998, pages 2635-2650, method 10.
///
/// ```
/// use baserate::interval::paired::{PairedCounts, newcombe};
/// use baserate::quantity::Confidence;
///
/// let counts = PairedCounts { both: 59, first_only: 6, second_only: 16, neither: 80 };
/// let interval = newcombe(counts, Confidence::DEFAULT);
/// assert!(interval.lower() < -0.0621 && -0.0621 < interval.upper());
/// ```
#[must_use]
pub fn newcombe(counts: PairedCounts, confidence: Confidence) -> ConfidenceInterval {
    let (Some(first), Some(second)) = (counts.first(), counts.exchanged().first()) else {
        return ConfidenceInterval::of_difference(-1.0, 1.0);
    };
    let (below1, above1) = wilson_arms(first, confidence);
    let (below2, above2) = wilson_arms(second, confidence);
    let phi = correlation(counts);
    let join = |x: f64, y: f64| (x * x - 2.0 * phi * x * y + y * y).max(0.0).sqrt();
    let difference = counts.difference();
    ConfidenceInterval::of_difference(
        difference - join(below1, above2),
        difference + join(above1, below2),
    )
}

/// The correlation of the two verdicts, corrected for continuity where it is above 0.
fn correlation(counts: PairedCounts) -> f64 {
    let [a, b, c, d] =
        [counts.both, counts.first_only, counts.second_only, counts.neither].map(real);
    let margins = (a + b) * (c + d) * (a + c) * (b + d);
    if margins == 0.0 {
        return 0.0;
    }
    let product = a * d - b * c;
    let corrected = if product > 0.0 { (product - counts.total() / 2.0).max(0.0) } else { product };
    corrected / margins.sqrt()
}
