//! How much rows with weights or clusters are worth.

use super::units::Units;
use crate::tally::{KeyedTally, Label};

/// How many independent rows drawn alike would be worth as much, and how many clusters there are.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Effective {
    /// The positives, or `None` where there are none.
    pub positives: Option<f64>,
    /// The negatives, or `None` where there are none.
    pub negatives: Option<f64>,
    /// How many clusters, or rows where there are none, have positives, negatives, and either.
    pub units: [u64; 3],
}

/// Returns Kish's effective numbers of positives and of negatives.
///
/// ```text
/// (Σ u)² / Σ u²
/// ```
///
/// Here `u` is what the rows of one label in a cluster stand for, or a row where there are no clusters. It is
/// what weights alone leave where rows vary independently of them; of clusters it is the least that they may
/// be worth, as if their rows were all alike.
///
/// Source: Kish, *Survey Sampling*, 1965.
///
/// ```
/// use baserate::curve::effective;
/// use baserate::quantity::Weight;
/// use baserate::tally::{KeyedScores, Keys, Label};
///
/// let mut rows = KeyedScores::new(Keys { weights: true, clusters: false });
/// rows.add("", Weight::ONE, 0.5, Label::Positive, 4);
/// rows.add("", Weight::new(4.0).unwrap(), 0.2, Label::Positive, 1);
/// // (4 + 4)² / (4 + 16)
/// assert_eq!(effective(&rows.tally(0).unwrap()).positives, Some(3.2));
/// ```
#[must_use]
pub fn effective(tally: &KeyedTally) -> Effective {
    let units = Units::of(tally, |row| [row.weight.get(); 2]);
    let [positives, negatives] = units.squares();
    let number = |label, squares: f64| {
        let total = tally.total(label);
        (squares > 0.0).then(|| total / squares * total)
    };
    Effective {
        positives: number(Label::Positive, positives),
        negatives: number(Label::Negative, negatives),
        units: units.numbers(),
    }
}
