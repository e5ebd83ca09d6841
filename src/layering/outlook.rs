//! What layers mean for a stream.

use super::Stage;
use crate::confusion::{Limits, Undefined};
use crate::prevalence::{Expected, Rates, expected};
use crate::special::Share;

/// What to expect after some layers at one prevalence, or why that is undefined. Counts are expected
/// numbers, not whole ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Outlook {
    /// The share of flags that are wrong.
    pub fdr: Result<Range, Undefined>,
    /// Violating items that are flagged.
    pub true_positives: Result<Range, Undefined>,
    /// Innocent items that are flagged.
    pub false_positives: Result<Range, Undefined>,
    /// Items that are flagged.
    pub flags: Result<Range, Undefined>,
    /// Violating items that are not flagged.
    pub missed: Result<Range, Undefined>,
}

/// Every value that the rates of the layers allow, and points of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Range {
    /// The least value.
    pub lower: f64,
    /// The greatest value.
    pub upper: f64,
    /// The value if the layers were independent.
    pub independent: f64,
    /// The value at the dependence that was stated, where any was.
    pub stated: Option<f64>,
    /// What chance leaves open about the two ends, where rates were counted.
    pub limits: Option<Limits>,
}

/// Returns what to expect after `stage` among `volume` items of which the share `prevalence` is
/// violating.
///
/// How the layers agree on violating items says nothing of how they agree on innocent ones, so that the
/// two joint rates vary freely within their sets. Every quantity is monotone in both, so that its ends
/// are at ends of theirs ([`expected`](crate::prevalence::expected) has the formulas).
///
/// ```
/// use baserate::layering::{Join, Layer, joint, outlook};
/// use baserate::quantity::{Confidence, Probability, Rate};
/// use baserate::special::Share;
///
/// let rate = |share| Rate::Known(Probability::new(share).unwrap());
/// let classifier = Layer::new("classifier", rate(0.8), rate(1e-3));
/// let review = Layer { join: Join::Series, ..Layer::new("review", rate(0.9), rate(0.05)) };
/// let stages = joint(&[classifier, review], Confidence::DEFAULT);
/// let there = outlook(&stages[1], Share::new(1e-4), 1_000_000);
/// // Reviewers that err independently of the classifier leave 41 % wrong; if they let pass just the
/// // 0.1 % that it flags, 93 %; if none of these, nothing.
/// let fdr = there.fdr.unwrap();
/// assert!((fdr.independent - 0.4098).abs() < 5e-5);
/// assert!((fdr.upper - 0.9346).abs() < 5e-5 && fdr.lower == 0.0);
/// ```
#[must_use]
pub fn outlook(stage: &Stage, prevalence: Share, volume: u64) -> Outlook {
    let Stage { recall, fpr } = stage;
    let at = |recall, fpr| expected(Rates { recall, fpr }, prevalence, volume);
    let corners = |recall: (Share, Share), fpr: (Share, Share)| {
        let (low, high) = recall;
        [at(low, fpr.0), at(low, fpr.1), at(high, fpr.0), at(high, fpr.1)]
    };
    let truths = Truths {
        set: corners((recall.lower(), recall.upper()), (fpr.lower(), fpr.upper())),
        limits: recall.limits().zip(fpr.limits()).map(|(recall, fpr)| corners(recall, fpr)),
        independent: at(recall.independent(), fpr.independent()),
        stated: (recall.stated().is_some() || fpr.stated().is_some()).then(|| {
            let recall = recall.stated().unwrap_or(recall.independent());
            at(recall, fpr.stated().unwrap_or(fpr.independent()))
        }),
    };
    Outlook {
        fdr: truths.range(|there| Ok(there.ppv?.rest())),
        true_positives: truths.range(|there| Ok(there.true_positives)),
        false_positives: truths.range(|there| Ok(there.false_positives)),
        flags: truths.range(|there| Ok(there.flags)),
        missed: truths.range(|there| Ok(there.missed)),
    }
}

/// What is expected under the truths that decide a set: its corners, and its points.
struct Truths {
    set: [Expected; 4],
    limits: Option<[Expected; 4]>,
    independent: Expected,
    stated: Option<Expected>,
}

impl Truths {
    fn range(&self, quantity: fn(&Expected) -> Result<f64, Undefined>) -> Result<Range, Undefined> {
        let independent = quantity(&self.independent)?;
        // The point is in the set; a corner at which nothing is defined adds no value to it.
        let ends = |corners: &[Expected; 4]| {
            let values = corners.iter().filter_map(|corner| quantity(corner).ok());
            values.fold(Limits { lower: independent, upper: independent }, |ends, value| Limits {
                lower: ends.lower.min(value),
                upper: ends.upper.max(value),
            })
        };
        let Limits { lower, upper } = ends(&self.set);
        let stated = self.stated.as_ref().and_then(|there| quantity(there).ok());
        Ok(Range { lower, upper, independent, stated, limits: self.limits.as_ref().map(ends) })
    }
}
