//! Decision curves: what flagging by a probability is worth.

use crate::confusion::{Cells, ConfusionMatrix, Undefined};
use crate::quantity::{Probability, Proportion, Rate};
use crate::special::Share;
use crate::tally::{ScoreCounts, Tally};

const NO_PROBABILITY: Undefined = "a score is below 0 or above 1, and so no probability";

/// What flagging from a probability on is worth.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NetBenefit {
    /// The threshold probability.
    pub probability: f64,
    /// The score that stands for it: an item is flagged from there on.
    pub threshold: f64,
    /// The counts.
    pub matrix: ConfusionMatrix,
    /// The net benefit, in right flags per item.
    pub net_benefit: f64,
    /// The net benefit of flagging everything; that of flagging nothing is 0.
    pub of_all: f64,
}

/// Returns the net benefit at each of `probabilities`, which are above 0 and below 1, in that order.
///
/// ```text
/// NB = π·recall - (1 - π)·FPR·t/(1 - t),  NB of all = π - (1 - π)·t/(1 - t)
/// ```
///
/// Here `t` is the threshold probability, at which a right flag is worth as much as `t/(1 - t)` is the harm of a wrong
/// one times, and `π` the prevalence: `there`, or that of these rows. Scores must be probabilities, since an item
/// is flagged where its own is at least `t`. With a prevalence `there`, a score `p` is first carried there from
/// `trained_at`, the share of positives that the scores were trained on (that of these rows if `None`):
/// `odds(p') = odds(p)·odds(there)/odds(trained_at)`.
///
/// Source: Vickers and Elkin, *Medical Decision Making* 26, 2006.
///
/// # Errors
///
/// Where there are no positives or no negatives, or a score is no probability.
///
/// ```
/// use baserate::curve::decision_curve;
/// use baserate::quantity::Probability;
/// use baserate::tally::{Label, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let tally = Tally::new(rows, 0).unwrap();
/// let fifth = Probability::new(0.2).unwrap();
/// let curve = decision_curve(&tally, &[fifth], None, None).unwrap();
/// // Two of four flags right, one wrong at a quarter of the worth.
/// assert!((curve[0].net_benefit - (2.0 / 4.0 - 1.0 / 4.0 * 0.25)).abs() < 1e-15);
/// ```
pub fn decision_curve(
    tally: &Tally,
    probabilities: &[Probability],
    there: Option<Rate>,
    trained_at: Option<Rate>,
) -> Result<Vec<NetBenefit>, Undefined> {
    let all = flagged(tally, tally.positives().total(), tally.negatives().total());
    if let Some(reason) = all.missing_truth() {
        return Err(reason);
    }
    if [tally.positives(), tally.negatives()].into_iter().any(has_no_probability) {
        return Err(NO_PROBABILITY);
    }
    let here = Rate::Counted(all.prevalence()?);
    let prevalence = Share::from(there.unwrap_or(here));
    let shares = probabilities.iter().map(|probability| Share::from(Rate::Known(*probability)));
    let shares: Vec<Share> = shares.collect();
    let threshold = |share: &Share| match there {
        None => share.x(),
        Some(there) => {
            let trained_at = Share::from(trained_at.unwrap_or(here));
            let odds = share.odds() * trained_at.odds() / Share::from(there).odds();
            to_fifteen_digits(Share::from_odds(odds).x())
        }
    };
    let thresholds: Vec<f64> = shares.iter().map(threshold).collect();
    let positives = at_least(tally.positives(), &thresholds);
    let negatives = at_least(tally.negatives(), &thresholds);
    let counts = thresholds.iter().zip(positives.into_iter().zip(negatives));
    let benefit = |(share, (threshold, (positives, negatives))): (&Share, (&f64, (u64, u64)))| {
        let matrix = flagged(tally, positives, negatives);
        let harm = prevalence.rest() * share.odds();
        let [recall, fpr] = [matrix.recall()?, matrix.fpr()?].map(Proportion::estimate);
        Ok(NetBenefit {
            probability: share.x(),
            threshold: *threshold,
            matrix,
            net_benefit: prevalence.x() * recall - harm * fpr,
            of_all: prevalence.x() - harm,
        })
    };
    shares.iter().zip(counts).map(benefit).collect()
}

/// Rounds away what the last digits gather on the way, so that a score of 0.22 is at a threshold of 0.22.
fn to_fifteen_digits(threshold: f64) -> f64 {
    format!("{threshold:.14e}").parse().unwrap_or(threshold)
}

fn has_no_probability(counts: &ScoreCounts) -> bool {
    counts.iter().any(|(score, _)| !(0.0..=1.0).contains(&score))
}

/// The counts where so many positives and negatives are flagged.
fn flagged(tally: &Tally, positives: u64, negatives: u64) -> ConfusionMatrix {
    ConfusionMatrix::of_checked(Cells {
        true_positives: positives,
        false_positives: negatives,
        false_negatives: tally.positives().total() - positives,
        true_negatives: tally.negatives().total() - negatives,
    })
}

/// How many rows have a score of at least each of `thresholds`.
fn at_least(counts: &ScoreCounts, thresholds: &[f64]) -> Vec<u64> {
    let mut ascending: Vec<usize> = (0..thresholds.len()).collect();
    ascending.sort_by(|one, two| thresholds[*one].total_cmp(&thresholds[*two]));
    let mut rest = counts.total();
    let mut scores = counts.iter().peekable();
    let mut above = vec![0; thresholds.len()];
    for place in ascending {
        while let Some((_, count)) = scores.next_if(|(score, _)| *score < thresholds[place]) {
            rest -= count;
        }
        above[place] = rest;
    }
    above
}

/// Returns usual threshold probabilities: every hundredth, and below the first hundredth nine to each factor of ten
/// down to one in a million, since few items are violating in most streams.
///
/// ```
/// use baserate::curve::usual_threshold_probabilities;
///
/// let all: Vec<f64> = usual_threshold_probabilities().map(|share| share.get()).collect();
/// assert_eq!((all[0], all[35], all[36], all[134], all.len()), (1e-6, 9e-3, 0.01, 0.99, 135));
/// ```
pub fn usual_threshold_probabilities() -> impl Iterator<Item = Probability> {
    let small = (3..=6).rev().flat_map(|exponent| (1..=9).map(move |digit| (digit, exponent)));
    let hundredths = (1..=99).map(|number| (number, 2));
    // Read from decimals, so that each is the number that a reader would write.
    small.chain(hundredths).filter_map(|(digits, exponent)| {
        Probability::new(format!("{digits}e-{exponent}").parse().ok()?).ok()
    })
}
