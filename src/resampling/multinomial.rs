//! Multinomial counts: items drawn with replacement, counted by the cell that they are in.
//!
//! The cells are halved again and again. How many of the items drawn are in the left half is binomial; where a
//! stretch of cells holds so few items that drawing them one by one is quicker, that is done.

use std::ops::Range;

use super::binomial::quick_binomial;
use crate::quantity::{Probability, real};
use crate::simulation::Stream;

/// The most items of a stretch that is drawn one by one: few enough for numbers of 16 bits.
const MOST_SINGLE: u64 = 1 << 12;

/// How many items are drawn one by one in the time of one binomial count.
const SINGLE_EACH: u64 = 32;

/// Cells of items from which some are drawn with replacement.
#[derive(Clone, Debug)]
pub(super) struct Multinomial {
    /// Stretches of cells, the left half of each right after it.
    stretches: Vec<Stretch>,
    /// The cells of the items that are drawn one by one.
    cells: Vec<u32>,
    items: u64,
}

#[derive(Clone, Debug)]
enum Stretch {
    /// A single cell.
    Cell(u32),
    /// Items drawn one by one, by where their cells are.
    Single(Range<usize>),
    /// Two halves.
    Halves {
        /// The share of the rarer half.
        share: Probability,
        /// Whether that is the left one.
        left_is_rarer: bool,
        /// Where the right one is.
        right: usize,
    },
}

impl Multinomial {
    /// Returns cells with so many items each.
    pub(super) fn new(counts: impl IntoIterator<Item = u64>) -> Self {
        let occupied: Vec<(u32, u64)> = (0..).zip(counts).filter(|(_, count)| *count > 0).collect();
        let mut cells = Self { stretches: Vec::new(), cells: Vec::new(), items: 0 };
        let mut ends = vec![0];
        for (_, count) in &occupied {
            cells.items += count;
            ends.push(cells.items);
        }
        if !occupied.is_empty() {
            cells.push(&occupied, &ends);
        }
        cells
    }

    /// How many items there are.
    pub(super) fn items(&self) -> u64 {
        self.items
    }

    /// Adds the stretch of the cells `occupied`, of which `ends` says how many items there are up to the
    /// beginning and to the end of each.
    fn push(&mut self, occupied: &[(u32, u64)], ends: &[u64]) {
        let place = self.stretches.len();
        let items = |cells: &[u64]| cells[cells.len() - 1] - cells[0];
        if let [(cell, _)] = occupied {
            self.stretches.push(Stretch::Cell(*cell));
            return;
        }
        let binomials = u64::try_from(occupied.len() - 1).unwrap_or(u64::MAX);
        if items(ends) <= MOST_SINGLE.min(binomials.saturating_mul(SINGLE_EACH)) {
            let start = self.cells.len();
            for (cell, count) in occupied {
                self.cells.extend((0..*count).map(|_| *cell));
            }
            self.stretches.push(Stretch::Single(start..self.cells.len()));
            return;
        }
        let middle = occupied.len() / 2;
        let (left, right) = (items(&ends[..=middle]), items(&ends[middle..]));
        let share = Probability::new(real(left.min(right)) / real(left + right));
        self.stretches.push(Stretch::Halves {
            share: share.unwrap_or(Probability::ONE),
            left_is_rarer: left <= right,
            right: 0,
        });
        self.push(&occupied[..middle], &ends[..=middle]);
        let next = self.stretches.len();
        if let Stretch::Halves { right, .. } = &mut self.stretches[place] {
            *right = next;
        }
        self.push(&occupied[middle..], &ends[middle..]);
    }

    /// Draws `number` items and adds them to the counts of their cells.
    pub(super) fn draw(&self, number: u64, counts: &mut [u64], stream: &mut Stream) {
        if !self.stretches.is_empty() {
            self.draw_stretch(0, number, counts, stream);
        }
    }

    fn draw_stretch(&self, place: usize, number: u64, counts: &mut [u64], stream: &mut Stream) {
        if number == 0 {
            return;
        }
        match &self.stretches[place] {
            Stretch::Cell(cell) => counts[*cell as usize] += number,
            Stretch::Single(items) => {
                draw_single(&self.cells[items.clone()], number, counts, stream);
            }
            Stretch::Halves { share, left_is_rarer, right } => {
                let rarer = quick_binomial(stream, number, *share);
                let left = if *left_is_rarer { rarer } else { number - rarer };
                self.draw_stretch(place + 1, left, counts, stream);
                self.draw_stretch(*right, number - left, counts, stream);
            }
        }
    }
}

/// Draws `number` of at most [`MOST_SINGLE`] items one by one, each with the same probability.
///
/// ```text
/// item = ⌊x·items / 2¹⁶⌋, unless x·items mod 2¹⁶ < 2¹⁶ mod items
/// ```
///
/// Here `x` is a number of 16 bits, of which each 64 bits hold four. Source: Lemire, *ACM Transactions on
/// Modeling and Computer Simulation* 29, 2019.
fn draw_single(cells: &[u32], number: u64, counts: &mut [u64], stream: &mut Stream) {
    let items = cells.len() as u64;
    let refused = (1 << 16) % items;
    let mut left = number;
    while left > 0 {
        let mut bits = stream.bits();
        for _ in 0..left.min(4) {
            let product = (bits & 0xffff) * items;
            bits >>= 16;
            if product & 0xffff >= refused {
                counts[cells[(product >> 16) as usize] as usize] += 1;
                left -= 1;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::simulation::Purpose;

    /// Drawn one by one, halved down to single cells, and both.
    const CASES: [&[u64]; 5] = [
        &[1; 40],
        &[3, 0, 1, 7, 2, 0, 0, 5],
        &[500, 20_000, 1, 0, 77, 3_000_000],
        &[0, 9],
        &[1, 1, 1, 1, 1, 1, 6000, 1, 1, 1, 1, 200, 1, 1, 1, 1, 1],
    ];

    /// `n p`, `n p (1 - p)` and `-n p q`.
    #[test]
    fn counts_have_the_moments_of_the_distribution() {
        const RESAMPLES: u32 = 12_000;
        for (case, counts) in (0..).zip(CASES) {
            let cells = Multinomial::new(counts.iter().copied());
            let number = cells.items() + 3;
            let expected = |cell: usize| real(number) * real(counts[cell]) / real(cells.items());
            let mut stream = Stream::new(3, Purpose::Resampling, case);
            let deviations = (0..RESAMPLES).map(|_| {
                let mut drawn = vec![0; counts.len()];
                cells.draw(number, &mut drawn, &mut stream);
                assert_eq!(drawn.iter().sum::<u64>(), number);
                drawn
                    .iter()
                    .enumerate()
                    .map(|(cell, count)| real(*count) - expected(cell))
                    .collect()
            });
            let deviations: Vec<Vec<f64>> = deviations.collect();
            let mean = |of: &dyn Fn(&[f64]) -> f64| {
                deviations.iter().map(|cells| of(cells)).sum::<f64>() / f64::from(RESAMPLES)
            };
            let variance = |cell: usize| expected(cell) * (1.0 - expected(cell) / real(number));
            for one in 0..counts.len() {
                let error = (variance(one) / f64::from(RESAMPLES)).sqrt();
                assert!(mean(&|cells| cells[one]).abs() <= 4.5 * error, "{case} {one}");
                for two in 0..=one {
                    let product = -expected(one) * expected(two) / real(number);
                    let covariance = if one == two { variance(one) } else { product };
                    let found = mean(&|cells| cells[one] * cells[two]);
                    let scale = (variance(one) * variance(two)).sqrt();
                    assert!((found - covariance).abs() <= 0.05 * scale, "{case} {one} {two}");
                }
            }
        }
    }

    #[test]
    fn without_items_nothing_is_drawn() {
        let mut stream = Stream::new(3, Purpose::Resampling, 0);
        let mut drawn = [0; 2];
        Multinomial::new([0, 0]).draw(5, &mut drawn, &mut stream);
        assert_eq!(drawn, [0, 0]);
    }
}
