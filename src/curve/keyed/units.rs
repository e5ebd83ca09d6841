//! Sums over what is independent: clusters, or rows where there are none.

use crate::quantity::real;
use crate::tally::{KeyedRow, KeyedTally, Label};

/// Sums over the clusters of what their positives and their negatives contribute to a statistic, or over rows.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Units {
    positives: Sum,
    negatives: Sum,
    /// Those with either, and the products of both.
    both: Sum,
}

/// How many clusters or rows there are, and the sum of squares, or of products.
#[derive(Clone, Copy, Debug, Default)]
struct Sum {
    units: u64,
    products: f64,
}

impl Sum {
    fn add(&mut self, units: u64, products: f64) {
        self.units += units;
        self.products += products;
    }

    /// The variance of a sum of so many independent contributions whose mean is 0, or `None` for one alone.
    fn variance(self) -> Option<f64> {
        let others = self.units.checked_sub(1).filter(|others| *others > 0)?;
        Some(self.products * (real(self.units) / real(others)))
    }
}

impl Units {
    /// Returns the sums where a positive and a negative of a row contribute what `values` says.
    pub(super) fn of(tally: &KeyedTally, values: impl Fn(&KeyedRow) -> [f64; 2]) -> Self {
        let mut units = Self::default();
        for rows in tally.by_cluster() {
            if tally.keys().clusters {
                units.add_cluster(rows, &values);
            } else {
                for row in rows {
                    units.add_rows(row, values(row));
                }
            }
        }
        units
    }

    fn add_cluster(&mut self, rows: &[KeyedRow], values: impl Fn(&KeyedRow) -> [f64; 2]) {
        let (mut counts, mut sums) = ([0, 0], [0.0, 0.0]);
        for row in rows {
            let of_row = [row.count(Label::Positive), row.count(Label::Negative)];
            let values = values(row);
            for place in 0..2 {
                counts[place] += of_row[place];
                sums[place] += real(of_row[place]) * values[place];
            }
        }
        let there = counts.map(|count| u64::from(count > 0));
        self.positives.add(there[0], sums[0] * sums[0]);
        self.negatives.add(there[1], sums[1] * sums[1]);
        self.both.add(there[0].max(there[1]), sums[0] * sums[1]);
    }

    fn add_rows(&mut self, row: &KeyedRow, [positive, negative]: [f64; 2]) {
        let (positives, negatives) = (row.count(Label::Positive), row.count(Label::Negative));
        self.positives.add(positives, real(positives) * positive * positive);
        self.negatives.add(negatives, real(negatives) * negative * negative);
        self.both.add(positives + negatives, 0.0);
    }

    /// The variance where positives and negatives are drawn apart, their numbers being given.
    pub(super) fn variance_by_class(&self) -> Option<f64> {
        let apart = self.positives.variance()? + self.negatives.variance()?;
        Some(apart + 2.0 * self.both.variance()?)
    }

    /// The variance where both are drawn together.
    pub(super) fn variance(&self) -> Option<f64> {
        let products = self.positives.products + self.negatives.products + 2.0 * self.both.products;
        Sum { units: self.both.units, products }.variance()
    }

    /// The sums of squares of positives and of negatives.
    pub(super) fn squares(&self) -> [f64; 2] {
        [self.positives.products, self.negatives.products]
    }

    /// How many clusters or rows have positives, negatives, and either.
    pub(super) fn numbers(&self) -> [u64; 3] {
        [self.positives.units, self.negatives.units, self.both.units]
    }
}
