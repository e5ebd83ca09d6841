//! Statistics of counts, from one pass over blocks of them.

use super::Statistic;
use crate::curve::{AreaBetween, Crossing, LostPairs, PrecisionSum, standardised_area};
use crate::quantity::{Probability, real};
use crate::tally::Cell;

/// How many positives and negatives there are, or were so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Counts {
    pub(super) positives: u64,
    pub(super) negatives: u64,
}

impl Counts {
    fn with(self, positives: u64, negatives: u64) -> Self {
        Self { positives: self.positives + positives, negatives: self.negatives + negatives }
    }
}

/// Some cells that follow each other, the highest score first, by how many of each label were drawn.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    pub(super) positives: &'a [u64],
    pub(super) negatives: &'a [u64],
}

impl Block<'_> {
    fn cells(&self) -> impl Iterator<Item = (u64, u64)> {
        self.positives.iter().copied().zip(self.negatives.iter().copied())
    }

    fn sum(&self, cells: usize) -> Counts {
        let sum = |counts: &[u64]| counts[..cells].iter().sum();
        Counts { positives: sum(self.positives), negatives: sum(self.negatives) }
    }
}

/// Statistics on their way from the highest score to the lowest.
#[derive(Debug)]
pub(super) struct Sums {
    statistics: Vec<Sum>,
    all: Counts,
    cells: usize,
    so_far: Counts,
}

/// One statistic on its way.
#[derive(Debug)]
enum Sum {
    Auc(LostPairs),
    PartialAuc(AreaBetween, [Probability; 2], Scale),
    AveragePrecision(PrecisionSum),
    EqualErrorRate(Crossing, Option<f64>),
    RecallAtFpr(Probability, Counts),
    FprAtRecall(Probability, Option<u64>),
    /// What is flagged, in so many cells, and the rate that is wanted.
    Flagged(Rate, usize, Counts),
}

#[derive(Clone, Copy, Debug)]
enum Scale {
    Plain,
    Standardised,
}

#[derive(Clone, Copy, Debug)]
enum Rate {
    Recall,
    Fpr,
    Precision,
}

impl Sums {
    /// `statistics` of so many rows in all, whose cells have the scores of `cells`.
    pub(super) fn new(statistics: &[Statistic], cells: &[Cell], all: Counts) -> Self {
        let statistics = statistics.iter().map(|statistic| Sum::new(*statistic, cells)).collect();
        Self { statistics, all, cells: 0, so_far: Counts::default() }
    }

    /// Goes on to the next lower cells.
    pub(super) fn add(&mut self, block: Block) {
        let step = Step {
            all: self.all,
            before: self.so_far,
            after: self.so_far.with_counts(block.sum(block.positives.len())),
            first: self.cells,
            block,
        };
        for sum in &mut self.statistics {
            sum.add(&step);
        }
        self.so_far = step.after;
        self.cells += block.positives.len();
    }

    /// The statistics, each `None` where it is undefined.
    pub(super) fn values(self) -> Vec<Option<f64>> {
        let is_defined = self.all.positives > 0 && self.all.negatives > 0;
        let value = |sum: Sum| if is_defined { sum.value(self.all) } else { None };
        self.statistics.into_iter().map(value).collect()
    }
}

/// A block with what is around it.
struct Step<'a> {
    all: Counts,
    before: Counts,
    after: Counts,
    /// The place of its first cell.
    first: usize,
    block: Block<'a>,
}

impl Step<'_> {
    fn fpr(&self, counts: Counts) -> f64 {
        real(counts.negatives) / real(self.all.negatives)
    }

    fn recall(&self, counts: Counts) -> f64 {
        real(counts.positives) / real(self.all.positives)
    }

    fn fnr(&self, counts: Counts) -> f64 {
        real(self.all.positives - counts.positives) / real(self.all.positives)
    }

    /// What is flagged down to each cell of the block.
    fn points(&self) -> impl Iterator<Item = Counts> {
        self.block.cells().scan(self.before, |counts, (positives, negatives)| {
            *counts = counts.with(positives, negatives);
            Some(*counts)
        })
    }
}

impl Counts {
    fn with_counts(self, other: Self) -> Self {
        self.with(other.positives, other.negatives)
    }
}

impl Sum {
    fn new(statistic: Statistic, cells: &[Cell]) -> Self {
        let flagged = |rate, threshold: f64| {
            let flagged = cells.partition_point(|cell| cell.score >= threshold);
            Self::Flagged(rate, flagged, Counts::default())
        };
        match statistic {
            Statistic::Auc => Self::Auc(LostPairs::default()),
            Statistic::PartialAuc(from, to) => {
                Self::PartialAuc(AreaBetween::new(from, to), [from, to], Scale::Plain)
            }
            Statistic::StandardisedPartialAuc(from, to) => {
                Self::PartialAuc(AreaBetween::new(from, to), [from, to], Scale::Standardised)
            }
            Statistic::AveragePrecision => Self::AveragePrecision(PrecisionSum::default()),
            Statistic::EqualErrorRate => Self::EqualErrorRate(Crossing::default(), None),
            Statistic::RecallAtFpr(most) => Self::RecallAtFpr(most, Counts::default()),
            Statistic::FprAtRecall(least) => Self::FprAtRecall(least, None),
            Statistic::Recall(threshold) => flagged(Rate::Recall, threshold),
            Statistic::Fpr(threshold) => flagged(Rate::Fpr, threshold),
            Statistic::Precision(threshold) => flagged(Rate::Precision, threshold),
        }
    }

    /// Most statistics need the inside of few blocks.
    fn add(&mut self, step: &Step) {
        match self {
            Self::Auc(lost) => {
                step.block
                    .cells()
                    .for_each(|(positives, negatives)| lost.add(positives, negatives));
            }
            Self::AveragePrecision(sum) => {
                step.block.cells().for_each(|(positives, negatives)| sum.add(positives, negatives));
            }
            Self::PartialAuc(area, [from, to], _) => {
                let mut reach = |counts| area.reach(step.fpr(counts), step.recall(counts));
                if step.fpr(step.after) <= from.get() {
                    reach(step.after);
                } else if step.fpr(step.before) < to.get() {
                    step.points().for_each(reach);
                }
            }
            Self::EqualErrorRate(crossing, None) if step.fnr(step.after) > step.fpr(step.after) => {
                crossing.reach(step.fpr(step.after), step.fnr(step.after));
            }
            Self::EqualErrorRate(crossing, rate @ None) => {
                let mut points = step.points();
                *rate = points.find_map(|point| crossing.reach(step.fpr(point), step.fnr(point)));
            }
            Self::RecallAtFpr(most, flagged) => {
                let allows = |counts: &Counts| step.fpr(*counts) <= most.get();
                if allows(&step.after) {
                    *flagged = step.after;
                } else if allows(&step.before) {
                    *flagged = step.points().take_while(allows).last().unwrap_or(step.before);
                }
            }
            Self::FprAtRecall(least, flagged @ None) => {
                let reaches = |counts: &Counts| step.recall(*counts) >= least.get();
                if reaches(&step.after) {
                    *flagged = step.points().find(reaches).map(|counts| counts.negatives);
                }
            }
            Self::Flagged(_, cells, flagged) => {
                let inside = cells.saturating_sub(step.first).min(step.block.positives.len());
                *flagged = flagged.with_counts(step.block.sum(inside));
            }
            Self::EqualErrorRate(..) | Self::FprAtRecall(..) => {}
        }
    }

    fn value(self, all: Counts) -> Option<f64> {
        let share = |part: u64, whole: u64| (whole > 0).then(|| real(part) / real(whole));
        match self {
            Self::Auc(lost) => Some(lost.area(all.positives, all.negatives).x()),
            Self::PartialAuc(area, _, Scale::Plain) => Some(area.area()),
            Self::PartialAuc(area, [from, to], Scale::Standardised) => {
                Some(standardised_area(area.area(), from, to))
            }
            Self::AveragePrecision(sum) => Some(sum.share(all.positives).x()),
            Self::EqualErrorRate(_, rate) => rate,
            Self::RecallAtFpr(_, flagged) | Self::Flagged(Rate::Recall, _, flagged) => {
                share(flagged.positives, all.positives)
            }
            Self::FprAtRecall(_, flagged) => share(flagged?, all.negatives),
            Self::Flagged(Rate::Fpr, _, flagged) => share(flagged.negatives, all.negatives),
            Self::Flagged(Rate::Precision, _, flagged) => {
                share(flagged.positives, flagged.positives + flagged.negatives)
            }
        }
    }
}
