//! DeLong's interval over all orders within bins.
//!
//! Of an item, `L` is the share of the other class on its losing side: for a positive the negatives above
//! it, for a negative the positives below. Both kinds have the mean `m = 1 - A`, and DeLong's variance is
//! the sum of both variances of a mean. In some order, `L` is between its values `l` with the whole bin of the
//! item in its favour and `h` with all against it. The variance of orders with `a ≤ m ≤ b` is then at most
//!
//! ```text
//! (Σ L² - k·a²) / (k(k - 1)),  Σ L² ≤ min(Σ h², Σ l² + r·min(max (l + h), 2·max l + r)),  r = k·b - Σ l
//! ```
//!
//! of `k` items, since `L² - l² = (L - l)(L + l)`, and `L - l` is at most `h - l` and, alone, at most what is
//! left of the sum of all. With a constant variance, either limit on the scale of log odds changes its direction
//! at most once in `m`, and away from the outside, so that over `a ≤ m ≤ b` it is farthest out at an end.
//! The range that `m` may have is cut into many, and the farthest limits of all are taken.

use super::{Discretisation, Orders, joined};
use crate::confusion::Limits;
use crate::curve::auc::{Auc, auc_bound, logit_limits};
use crate::quantity::{Confidence, real};
use crate::special::Share;
use crate::tally::Ranking;

/// Into how many parts the range of areas is cut.
const PARTS: u32 = 256;

impl Orders<'_> {
    /// The bounds of DeLong's standard error, or `None` where a class has a single item.
    ///
    /// They may be somewhat wider than any order makes them.
    #[must_use]
    pub fn standard_error(&self) -> Option<Discretisation> {
        let losses = self.losses().filter(|_| self.has_error())?;
        let least: f64 = losses.iter().map(Losses::least_variance).sum();
        let most = self.parts().map(|[from, to]| variance(&losses, from, to)).fold(0.0, f64::max);
        Some(Discretisation::between(least.sqrt(), most.sqrt()))
    }

    /// The limits of [`auc_logit_delong`](crate::curve::auc_logit_delong) over all orders.
    ///
    /// They may be somewhat wider than any order makes them.
    #[must_use]
    pub fn auc_logit_delong(&self, confidence: Confidence) -> Option<Limits> {
        let Some(losses) = self.losses().filter(|_| self.has_error()) else {
            return self.auc_bound(confidence);
        };
        let of_parts = self.parts().flat_map(|[from, to]| {
            let error = variance(&losses, from, to).sqrt();
            [from, to].map(|missing| logit_limits(missing.turned_round(), error, confidence))
        });
        // Where the error says nothing, other limits take the place of DeLong's.
        let all_tied = Some(self.tied).filter(|tied| tied.cells().len() == 1);
        let all_tied = all_tied.and_then(|tied| super::auc(tied).ok());
        let separated = [self.highest, self.lowest].into_iter().filter(Auc::is_separated);
        let others = separated.chain(all_tied);
        joined(of_parts.chain(others.filter_map(|auc| auc_bound(&auc, confidence).limits())))
    }

    fn has_error(&self) -> bool {
        self.highest.standard_error().is_some()
    }

    /// The range of what is missing to an area of 1 where that is neither 0 nor 1, in parts.
    fn parts(&self) -> impl Iterator<Item = [Share; 2]> + use<> {
        let pairs = real(self.tied.positives()) * real(self.tied.negatives());
        // The least that can be missing is a single tie.
        let least = Share::with_rest(0.5 / pairs, 1.0 - 0.5 / pairs);
        let from = self.highest.area().turned_round();
        let from = if from.x() > 0.0 { from } else { least };
        let to = self.lowest.area().turned_round();
        let to = if to.rest() > 0.0 { to } else { least.turned_round() };
        let width = (to.log_odds() - from.log_odds()) / f64::from(PARTS);
        let at = move |place: u32| match place {
            0 => from,
            PARTS => to,
            _ => Share::from_odds((from.log_odds() + width * f64::from(place)).exp()),
        };
        let parts = if from.x() <= to.x() { PARTS } else { 0 };
        (0..parts).map(move |place| [at(place), at(place + 1)])
    }

    /// The losses of positives and of negatives.
    fn losses(&self) -> Option<[Losses; 2]> {
        let range = [&self.highest, &self.lowest].map(|auc| auc.area().rest());
        Losses::of(self.tied, range)
    }
}

/// The greatest variance where so much is missing to an area of 1.
fn variance(losses: &[Losses; 2], from: Share, to: Share) -> f64 {
    losses.iter().map(|losses| losses.most_variance(from.x(), to.x())).sum()
}

/// What all items of a class lose, summed up; of each it is known between which values it is.
#[derive(Clone, Copy, Debug, Default)]
struct Losses {
    items: f64,
    least: f64,
    squares_of_least: f64,
    squares_of_most: f64,
    /// The highest sum of least and most of an item of which they differ.
    steepest: f64,
    /// The highest least of such an item.
    highest: f64,
    /// The squares of how far each is from every mean that there may be.
    distances: f64,
}

impl Losses {
    /// Those of positives and of negatives, whose mean is in `range`; `None` without items.
    fn of(ranking: &Ranking, range: [f64; 2]) -> Option<[Self; 2]> {
        let (positives, negatives) = (ranking.positives(), ranking.negatives());
        let (mut above, mut below) = (0, positives);
        let mut losses = [Self::default(); 2];
        for cell in ranking.cells() {
            let lost = [above, above + cell.negatives].map(|lost| real(lost) / real(negatives));
            losses[0].add(cell.positives, lost, range);
            above += cell.negatives;
            let lost = [below - cell.positives, below].map(|lost| real(lost) / real(positives));
            losses[1].add(cell.negatives, lost, range);
            below -= cell.positives;
        }
        losses.iter().all(|losses| losses.items > 0.0).then_some(losses)
    }

    fn add(&mut self, items: u64, [least, most]: [f64; 2], [from, to]: [f64; 2]) {
        let count = real(items);
        self.items += count;
        self.least += count * least;
        self.squares_of_least += count * least * least;
        self.squares_of_most += count * most * most;
        self.distances += count * (least - to).max(from - most).max(0.0).powi(2);
        if items > 0 && least < most {
            self.steepest = self.steepest.max(least + most);
            self.highest = self.highest.max(least);
        }
    }

    fn least_variance(&self) -> f64 {
        self.distances / (self.items * (self.items - 1.0))
    }

    /// The greatest variance of the mean where that is between `from` and `to`.
    fn most_variance(&self, from: f64, to: f64) -> f64 {
        let room = (self.items * to - self.least).max(0.0);
        let gained = room * self.steepest.min(2.0 * self.highest + room);
        let squares = self.squares_of_most.min(self.squares_of_least + gained);
        (squares - self.items * from * from).max(0.0) / (self.items * (self.items - 1.0))
    }
}
