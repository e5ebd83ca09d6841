//! How many rows have scores in each of some bins.

use super::{Label, Resolution, ScoreCounts, Tally};
use crate::quantity::{real, round_step};

/// The share of the rows of a label that may be beyond either end of the bins.
const TAIL: f64 = 0.005;

/// How many times as wide as the range without tails all scores may be spread for the bins to hold them all.
const SPREAD: f64 = 3.0;

/// Bins of equal width with round edges, and how many rows of each label are in them.
///
/// A bin holds the scores from its lower edge up to, and without, its upper one. The first and the last hold
/// what is beyond them, too, of which there is none unless tails are long.
#[derive(Clone, Debug, PartialEq)]
pub struct Histogram {
    edges: Vec<f64>,
    counts: [Vec<u64>; Label::COUNT],
    beyond: u64,
}

impl Histogram {
    /// Returns the histogram of `tally` in about `bins` bins, one or two more than that at the most, which reach to
    /// all of `shown`; `None` where no row has a label.
    ///
    /// Where scores are spread much wider than the middle 99 % of the positives and of the negatives, the bins
    /// reach no farther than these. Where there are no more distinct scores than bins, a round score is in the
    /// middle of its bin. Where a tally tells scores apart by some bits alone, edges are where its own bins begin, so
    /// that none of those is cut.
    ///
    /// ```
    /// use baserate::tally::{Histogram, Label, Tally};
    ///
    /// let rows = [(1.0, Label::Negative, 5), (2.0, Label::Negative, 3), (3.0, Label::Positive, 2)];
    /// let histogram = Histogram::of(&Tally::new(rows, 0).unwrap(), 10, &[]).unwrap();
    /// assert_eq!((histogram.edges()[0], histogram.edges()[1]), (0.9, 1.1));
    /// assert_eq!(histogram.counts(Label::Negative)[0], 5);
    /// assert_eq!(histogram.counts(Label::Positive).last(), Some(&2));
    /// ```
    #[must_use]
    pub fn of(tally: &Tally, bins: u8, shown: &[f64]) -> Option<Self> {
        let labelled = [tally.positives(), tally.negatives()];
        let (least, greatest) = range(labelled, shown)?;
        let few = labelled.iter().map(|counts| counts.distinct()).sum::<usize>() <= bins.into();
        let edges = match tally.resolution() {
            None => edges((least, greatest), bins.max(1), few),
            Some(resolution) => {
                starts((least, greatest), &edges((least, greatest), bins.max(1), false), resolution)
            }
        };
        let counts = Label::ALL.map(|label| counts(tally.with_label(label), &edges));
        let is_beyond = |score: f64| score < least || score > greatest;
        let beyond = labelled
            .iter()
            .flat_map(|counts| counts.iter())
            .filter(|(score, _)| is_beyond(*score))
            .map(|(_, count)| count)
            .sum();
        Some(Self { edges, counts, beyond })
    }

    /// The edges of the bins in ascending order, one more than there are bins.
    #[must_use]
    pub fn edges(&self) -> &[f64] {
        &self.edges
    }

    /// How many rows with this label are in each bin.
    #[must_use]
    pub fn counts(&self, label: Label) -> &[u64] {
        &self.counts[label.place()]
    }

    /// How many labelled rows have scores beyond the range that the bins were made for; they are counted in
    /// the first and the last bin.
    #[must_use]
    pub fn beyond(&self) -> u64 {
        self.beyond
    }
}

/// The range that is to be seen.
fn range(labelled: [&ScoreCounts; 2], shown: &[f64]) -> Option<(f64, f64)> {
    let wider = |one: (f64, f64), other: (f64, f64)| (one.0.min(other.0), one.1.max(other.1));
    let all = |counts: &ScoreCounts| Some((counts.iter().next()?.0, counts.iter().next_back()?.0));
    let over = |range: &dyn Fn(&ScoreCounts) -> Option<(f64, f64)>| {
        let ranges = labelled.iter().filter_map(|counts| range(counts));
        ranges.chain(shown.iter().map(|score| (*score, *score))).reduce(wider)
    };
    let (whole, middle) = (over(&all)?, over(&middle)?);
    // Thirds, so that no range is too wide for a number.
    let narrow = middle.1 / SPREAD - middle.0 / SPREAD;
    let is_spread = whole.1 / SPREAD.powi(2) - whole.0 / SPREAD.powi(2) > narrow;
    Some(if is_spread && narrow > 0.0 { middle } else { whole })
}

/// The scores between which all rows but the tails are.
fn middle(counts: &ScoreCounts) -> Option<(f64, f64)> {
    let tail = real(counts.total()) * TAIL;
    Some((first_beyond(counts.iter(), tail)?, first_beyond(counts.iter().rev(), tail)?))
}

/// The first of `scores` up to which there are more than `tail` rows.
fn first_beyond(mut scores: impl Iterator<Item = (f64, u64)>, tail: f64) -> Option<f64> {
    let mut rows = 0;
    scores.find_map(|(score, count)| {
        rows += count;
        (real(rows) > tail).then_some(score)
    })
}

/// Round edges around the range; with `in_middle` round numbers are in the middle of bins.
fn edges((least, greatest): (f64, f64), bins: u8, in_middle: bool) -> Vec<f64> {
    if least >= greatest {
        let half = (least.abs() / 20.0).max(0.5);
        return vec![least - half, least + half];
    }
    let step = round_step(greatest / f64::from(bins) - least / f64::from(bins));
    let aside = if in_middle { 0.5 } else { 0.0 };
    // The inverse of a step below 1 is a whole number, and so every edge is as round as can be.
    let edge = |number: f64| if step < 1.0 { number / step.recip().round() } else { number * step };
    let first = (least / step + aside).floor() - aside;
    let after_first = |place: u8| edge(first + f64::from(place));
    let most = bins.saturating_add(1);
    let reached = (1..=most).find(|place| after_first(*place) > greatest);
    (0..=reached.unwrap_or(most)).map(after_first).collect()
}

/// The starts of bins that are at `edges` or next below, and where the bin of the greatest score ends.
fn starts((least, greatest): (f64, f64), edges: &[f64], resolution: Resolution) -> Vec<f64> {
    let first = resolution.lowest(least);
    let between = edges.iter().map(|edge| resolution.lowest(*edge));
    let between = between.filter(|start| *start > first && *start <= greatest);
    let mut starts: Vec<f64> = std::iter::once(first)
        .chain(between)
        .chain([resolution.above(greatest).unwrap_or(f64::MAX)])
        .collect();
    starts.dedup();
    starts
}

fn counts(scores: &ScoreCounts, edges: &[f64]) -> Vec<u64> {
    let mut counts = vec![0; edges.len() - 1];
    for (score, count) in scores.iter() {
        let bin = edges.partition_point(|edge| *edge <= score).clamp(1, counts.len()) - 1;
        counts[bin] += count;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tally(negatives: &[(f64, u64)], positives: &[(f64, u64)]) -> Tally {
        let with = |rows: &[(f64, u64)], label| {
            rows.iter().map(|(score, count)| (*score, label, *count)).collect::<Vec<_>>()
        };
        let rows = [with(negatives, Label::Negative), with(positives, Label::Positive)].concat();
        Tally::new(rows, 0).unwrap()
    }

    #[test]
    fn every_row_is_in_one_bin() {
        let many: Vec<(f64, u64)> = (0..997_u16).map(|k| (f64::from(k) / 997.0, 1)).collect();
        let histogram = Histogram::of(&tally(&many, &[(0.5, 7)]), 50, &[]).unwrap();
        assert_eq!(histogram.edges().len(), 51);
        assert_eq!((histogram.edges()[0], histogram.edges()[50]), (0.0, 1.0));
        // Of k/997 those below 0.02 are 0 to 19, and those from 0.98 on 978 to 996.
        let negatives = histogram.counts(Label::Negative);
        assert_eq!((negatives[0], negatives[49], negatives.iter().sum::<u64>()), (20, 19, 997));
        assert_eq!((histogram.counts(Label::Positive)[25], histogram.beyond()), (7, 0));
    }

    #[test]
    fn round_scores_that_are_few_are_in_the_middle_of_bins() {
        // 0.7 as an f32 is a little below 0.7, and 0.3 a little above.
        let scores: Vec<(f64, u64)> =
            (0..=10_u8).map(|k| (f64::from(f32::from(k) / 10.0), 1)).collect();
        let histogram = Histogram::of(&tally(&scores, &[(0.7, 3)]), 12, &[]).unwrap();
        assert_eq!(histogram.counts(Label::Negative), [1; 11]);
        assert_eq!(histogram.counts(Label::Positive)[7], 3);
    }

    #[test]
    fn long_tails_are_in_the_last_bins_and_thresholds_in_view() {
        let mut scores: Vec<(f64, u64)> =
            (0..1000_u16).map(|k| (f64::from(k) / 100.0, 1)).collect();
        scores.push((1e9, 2));
        let long = tally(&scores, &[(5.0, 1)]);
        let histogram = Histogram::of(&long, 40, &[]).unwrap();
        assert!(histogram.edges()[0] <= 0.05 && *histogram.edges().last().unwrap() < 11.0);
        // Five in a thousand at either end, of which the two far ones are part.
        assert_eq!(histogram.beyond(), 5 + 5);
        assert_eq!(histogram.counts(Label::Negative).iter().sum::<u64>(), 1002);
        let histogram = Histogram::of(&long, 40, &[17.0]).unwrap();
        assert!(*histogram.edges().last().unwrap() > 17.0);
    }

    /// With 11 bits the bins from 0.5 to 2 begin at 4, 5, 6 and 7 eighths, and then quarters.
    #[test]
    fn bins_of_a_coarse_tally_are_not_cut() {
        let scores: Vec<(f64, u64)> = (500..1300_u16).map(|k| (f64::from(k) / 1000.0, 1)).collect();
        let coarse = |bits| tally(&scores, &[(0.7, 3)]).coarsened(Resolution::new(bits));
        let histogram = Histogram::of(&coarse(11), 70, &[]).unwrap();
        assert_eq!(histogram.edges(), [0.5, 0.625, 0.75, 0.875, 1.0, 1.25, 1.5]);
        assert_eq!(histogram.counts(Label::Negative), [125, 125, 125, 125, 250, 50]);
        assert_eq!(histogram.counts(Label::Positive), [0, 3, 0, 0, 0, 0]);
        for bits in 1..=Resolution::MOST {
            let (resolution, tally) = (Resolution::new(bits).unwrap(), coarse(bits));
            let histogram = Histogram::of(&tally, 20, &[]).unwrap();
            let starts = histogram.edges()[..histogram.edges().len() - 1].iter();
            assert!(starts.clone().all(|start| resolution.lowest(*start).total_cmp(start).is_eq()));
            assert!(histogram.edges().len() <= 23 && histogram.edges().is_sorted_by(|a, b| a < b));
            assert_eq!(histogram.counts(Label::Negative).iter().sum::<u64>(), 800);
        }
    }

    #[test]
    fn odd_scores_do_no_harm() {
        assert_eq!(Histogram::of(&tally(&[], &[]), 40, &[]), None);
        let tied = Histogram::of(&tally(&[(3.0, 5)], &[(3.0, 2)]), 40, &[]).unwrap();
        assert_eq!((tied.edges(), tied.counts(Label::Negative)), (&[2.5, 3.5][..], &[5][..]));
        for scores in [
            [(f64::MIN, 1), (f64::MAX, 1)],
            [(5e-324, 1), (1e-323, 1)],
            [(1e300, 1), (1.000_000_000_000_000_2e300, 1)],
            [(-1e-300, 1), (1e300, 1)],
        ] {
            let histogram = Histogram::of(&tally(&scores, &[]), 40, &[]).unwrap();
            assert_eq!(histogram.counts(Label::Negative).iter().sum::<u64>(), 2, "{scores:?}");
        }
    }
}
