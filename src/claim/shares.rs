//! Three numbers fix a fourth: what stated shares of one table say of all its other shares.
//!
//! The four cells of a table, as shares of all items, are non-negative and add up to 1. A stated share, at
//! least or at most so much, is a linear condition on them: `part - v · whole >= 0`. All conditions
//! together leave a polytope, and every other share, a ratio of two sums of cells, takes its least and
//! greatest value at corners of it (a linear-fractional program: Charnes and Cooper, *Naval Research
//! Logistics Quarterly* 9, 1962). So the ranges are sharp: no smaller ones hold for all tables. With
//! accuracy, precision `P` and recall `R` as points they are
//!
//! ```text
//! π = (1 - accuracy) / ((1 - R) + R (1 - P)/P)      FPR = π R (1 - P) / (P (1 - π))
//! ```

use std::collections::BTreeMap;

use super::cone::{Cone, Ratio};
use crate::confusion::{Cells, ConfusionMatrix, Metric, Undefined};
use crate::quantity::Probability;

const CONTRADICTION: Undefined = "no table has all the stated shares";
const NOWHERE_DEFINED: Undefined = "it is 0/0 in every table that has the stated shares";
const NO_SHARE: Undefined = "it is not a share of items";

/// A share that a source states of a table, such as a precision, by its least and greatest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StatedShare {
    metric: Metric,
    least: f64,
    greatest: f64,
}

impl StatedShare {
    /// The share is from `least` to `greatest`; no table has it where these are the wrong way round.
    #[must_use]
    pub fn between(metric: Metric, least: Probability, greatest: Probability) -> Self {
        Self { metric, least: least.get(), greatest: greatest.get() }
    }

    /// The share is `value`, not rounded.
    #[must_use]
    pub fn exactly(metric: Metric, value: Probability) -> Self {
        Self::between(metric, value, value)
    }

    /// The share is `value` or more.
    #[must_use]
    pub fn at_least(metric: Metric, value: Probability) -> Self {
        Self { metric, least: value.get(), greatest: 1.0 }
    }

    /// The share is `value` or less.
    #[must_use]
    pub fn at_most(metric: Metric, value: Probability) -> Self {
        Self { metric, least: 0.0, greatest: value.get() }
    }

    /// The share was rounded to `value`, a fraction printed with so many `decimals`; half a unit of the
    /// last belongs to it either way.
    #[must_use]
    pub fn printed(metric: Metric, value: Probability, decimals: u8) -> Self {
        let half = 0.5 * 10_f64.powi(-i32::from(decimals));
        Self {
            metric,
            least: (value.get() - half).max(0.0),
            greatest: (value.get() + half).min(1.0),
        }
    }
}

/// The cells, as shares of all items, of every table that has the stated shares.
///
/// ```
/// use baserate::claim::{CellShares, StatedShare};
/// use baserate::confusion::Metric;
/// use baserate::quantity::Probability;
///
/// // Accuracy, precision and recall of one test, to three decimals, say what the test was.
/// let stated = [(Metric::Accuracy, 0.918), (Metric::Precision, 0.976), (Metric::Recall, 0.938)]
///     .map(|(metric, value)| {
///         StatedShare::printed(metric, Probability::new(value).unwrap(), 3)
///     });
/// let tables = CellShares::with(&stated).unwrap();
/// let (least, greatest) = tables.range(Metric::Prevalence).unwrap();
/// assert!((least - 0.9472).abs() < 5e-5 && (greatest - 0.9779).abs() < 5e-5);
/// let (least, greatest) = tables.range(Metric::FalsePositiveRate).unwrap();
/// assert!((least - 0.42).abs() < 5e-3 && greatest > 1.0 - 1e-9);
/// ```
#[derive(Clone, Debug)]
pub struct CellShares {
    cone: Cone<4>,
}

impl CellShares {
    /// Returns all tables that have every one of the `stated` shares; a share stated twice must keep both
    /// of its ranges.
    ///
    /// # Errors
    ///
    /// Where no table has them all, each with a denominator above 0, or where one is not a share of items.
    pub fn with(stated: &[StatedShare]) -> Result<Self, Undefined> {
        let mut ranges = BTreeMap::new();
        for &StatedShare { metric, least, greatest } in stated {
            let range = ranges.entry(metric).or_insert((0.0_f64, 1.0_f64));
            *range = (range.0.max(least), range.1.min(greatest));
        }
        let mut cone = Cone::new();
        for (metric, (least, greatest)) in &ranges {
            let ratio = ratio(*metric)?;
            let excess = |cell: usize, value: f64| ratio.part[cell] - value * ratio.whole[cell];
            cone = cone.where_at_least_0(&std::array::from_fn(|cell| excess(cell, *least)));
            cone = cone.where_at_least_0(&std::array::from_fn(|cell| -excess(cell, *greatest)));
        }
        for metric in ranges.keys() {
            if !cone.reaches(&ratio(*metric)?.whole) {
                return Err(CONTRADICTION);
            }
        }
        Ok(Self { cone })
    }

    /// Returns the least and the greatest value of a share over these tables; an end may be approached
    /// only, where it would leave a stated share 0/0.
    ///
    /// # Errors
    ///
    /// Where the share is 0/0 in all of these tables, or is not a share of items.
    pub fn range(&self, metric: Metric) -> Result<(f64, f64), Undefined> {
        self.cone.range(&ratio(metric)?).ok_or(NOWHERE_DEFINED)
    }
}

/// Which cells a share counts, and among which.
pub(super) fn ratio(metric: Metric) -> Result<Ratio<4>, Undefined> {
    let cells = [
        Cells { true_positives: 1, ..Cells::default() },
        Cells { false_positives: 1, ..Cells::default() },
        Cells { false_negatives: 1, ..Cells::default() },
        Cells { true_negatives: 1, ..Cells::default() },
    ];
    let mut ratio = Ratio { part: [0.0; 4], whole: [0.0; 4] };
    for (index, cells) in cells.into_iter().enumerate() {
        // A table of one item is in the denominator where the share is defined.
        let alone = ConfusionMatrix::new(cells).and_then(|matrix| metric.proportion(&matrix));
        if let Ok(share) = alone.ok_or(NO_SHARE)? {
            (ratio.part[index], ratio.whole[index]) = (share.estimate(), 1.0);
        }
    }
    Ok(ratio)
}
