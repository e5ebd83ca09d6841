//! Sums that keep their digits.

/// A sum of real numbers with the part that rounding left out.
///
/// A million small numbers added one by one lose six digits at worst; this loses none. Source: Neumaier,
/// *Zeitschrift für Angewandte Mathematik und Mechanik* 54, 1974.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Sum {
    sum: f64,
    lost: f64,
}

impl Sum {
    pub(super) fn add(&mut self, number: f64) {
        let sum = self.sum + number;
        self.lost += if self.sum.abs() >= number.abs() {
            (self.sum - sum) + number
        } else {
            (number - sum) + self.sum
        };
        self.sum = sum;
    }

    pub(super) fn get(self) -> f64 {
        // What is infinite has lost infinity less infinity.
        if self.sum.is_finite() { self.sum + self.lost } else { self.sum }
    }
}

impl FromIterator<f64> for Sum {
    fn from_iter<T: IntoIterator<Item = f64>>(numbers: T) -> Self {
        let mut sum = Self::default();
        numbers.into_iter().for_each(|number| sum.add(number));
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_numbers_beside_large_ones_are_kept() {
        let sum: Sum = [1.0, 1e100, 1.0, -1e100].into_iter().collect();
        assert!((sum.get() - 2.0).abs() < f64::EPSILON);
        let tenths: Sum = std::iter::repeat_n(0.1, 10_000_000).collect();
        // A million times the double next to 0.1, to the nearest.
        assert!((tenths.get() - 1e6).abs() < 1e-9);
        let infinite: Sum = [1.0, f64::INFINITY, 1.0].into_iter().collect();
        assert!(infinite.get().is_infinite());
    }
}
