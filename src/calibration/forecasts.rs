//! Scores read as probabilities.

use super::sum::Sum;
use crate::confusion::{Estimate, Limits, Method, Undefined};
use crate::curve::{Block, pooled};
use crate::interval::clopper_pearson;
use crate::quantity::{Confidence, Proportion, Rate, real};
use crate::special::Share;
use crate::tally::{Cell, Tally};

const EXACT: Method = Method { name: "clopper-pearson", interval: clopper_pearson };
pub(super) const NO_ITEMS: Undefined = "there are no items";
const ONE_CLASS: Undefined = "the rows have one class, which cannot be carried to a prevalence";
const AT_AN_EDGE: Undefined = "the prevalence is 0 or 1";

/// A distinct score with the probability that it gives, and how many items have it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Forecast {
    /// The probability of being violating that the score is taken for.
    pub probability: Share,
    /// How many violating items have the score.
    pub positives: u64,
    /// How many innocent items have the score.
    pub negatives: u64,
}

/// Some scores are no probabilities.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NotProbabilities {
    /// How many labelled rows have a score below 0 or above 1.
    pub rows: u64,
    /// The lowest score of a labelled row.
    pub lowest: f64,
    /// The highest score of a labelled row.
    pub highest: f64,
}

/// The labelled rows of a tally with their scores read as probabilities, in these rows or as they would
/// be in a stream with another prevalence.
#[derive(Clone, Debug)]
pub struct Forecasts<'a> {
    tally: &'a Tally,
    blocks: Vec<Block>,
    positives: u64,
    negatives: u64,
    weights: Option<Weights>,
    odds_factor: Option<f64>,
}

/// How many items of a stream each row stands for.
#[derive(Clone, Copy, Debug)]
struct Weights {
    positive: f64,
    negative: f64,
}

impl<'a> Forecasts<'a> {
    /// Returns the scores of `tally` as probabilities; unlabelled rows are left aside.
    ///
    /// # Errors
    ///
    /// If a score of a labelled row is below 0 or above 1.
    pub fn new(tally: &'a Tally) -> Result<Self, NotProbabilities> {
        if let Some(outside) = outside(tally) {
            return Err(outside);
        }
        let (positives, negatives) = (tally.positives().total(), tally.negatives().total());
        let blocks = pooled(cells(tally));
        Ok(Self { tally, blocks, positives, negatives, weights: None, odds_factor: None })
    }

    /// Returns the same forecasts in a stream of which the share `prevalence` is violating, recall and the
    /// false positive rate of every threshold being the same there: each violating item counts `π'/π`, each
    /// innocent one `(1 - π')/(1 - π)`, with `π` the share of positives in these rows and `π'` the prevalence.
    ///
    /// # Errors
    ///
    /// Where there are no positives or no negatives, or the prevalence is 0 or 1.
    pub fn at_prevalence(&self, prevalence: Share) -> Result<Self, Undefined> {
        let here = self.share_of_positives()?;
        if here.x() == 0.0 || here.rest() == 0.0 {
            return Err(ONE_CLASS);
        }
        if !inside(prevalence) {
            return Err(AT_AN_EDGE);
        }
        let weights = Weights {
            positive: prevalence.x() / here.x(),
            negative: prevalence.rest() / here.rest(),
        };
        Ok(Self { weights: Some(weights), ..self.clone() })
    }

    /// Returns the same items with their probabilities carried from the prevalence `from` to the
    /// prevalence `to`.
    ///
    /// ```text
    /// odds(p') = odds(p) · odds(to) / odds(from)
    /// ```
    ///
    /// Source: Elkan, *IJCAI*, 2001, theorem 2; Saerens, Latinne and Decaestecker, *Neural Computation* 14, 2002.
    ///
    /// # Errors
    ///
    /// Where one of them is 0 or 1.
    pub fn moved(&self, from: Share, to: Share) -> Result<Self, Undefined> {
        if !inside(from) || !inside(to) {
            return Err(AT_AN_EDGE);
        }
        let factor = self.odds_factor.unwrap_or(1.0) * to.odds() / from.odds();
        Ok(Self { odds_factor: Some(factor), ..self.clone() })
    }

    /// The share of positives in these rows, whatever the prevalence they are carried to.
    ///
    /// # Errors
    ///
    /// Where there are no labelled rows.
    pub fn share_of_positives(&self) -> Result<Share, Undefined> {
        let all = Proportion::new(self.positives, self.rows()).ok_or(NO_ITEMS)?;
        Ok(Share::from(Rate::Counted(all)))
    }

    /// How many labelled rows there are.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.positives + self.negatives
    }

    /// How many rows are positive.
    #[must_use]
    pub fn positives(&self) -> u64 {
        self.positives
    }

    /// How many rows are negative.
    #[must_use]
    pub fn negatives(&self) -> u64 {
        self.negatives
    }

    /// The distinct scores, the lowest first.
    pub fn iter(&self) -> impl Iterator<Item = Forecast> {
        cells(self.tally).map(|cell| Forecast {
            probability: self.probability(cell.score),
            positives: cell.positives,
            negatives: cell.negatives,
        })
    }

    /// The mean of the probabilities.
    ///
    /// # Errors
    ///
    /// Where there are no items.
    pub fn mean(&self) -> Result<f64, Undefined> {
        let mass = self.checked_mass()?;
        let all = self.iter();
        let weighted = all.map(|f| self.mass(f.positives, f.negatives) * f.probability.x());
        Ok(weighted.collect::<Sum>().get() / mass)
    }

    /// Returns the share of violating items, with its exact limits: of all items, where this is not carried
    /// to another prevalence.
    #[must_use]
    pub fn observed(&self, confidence: Confidence) -> Estimate {
        match self.weights {
            None => self.share(self.positives, self.negatives, confidence),
            Some(_) => Estimate::without_limits(
                self.violating(self.positives, self.negatives).x(),
                "given",
                "taken as exact",
            ),
        }
    }

    /// The share of violating items among so many rows with neighbouring scores, with its exact limits.
    ///
    /// Carried to another prevalence, the limits are those of the rows with their odds multiplied by
    /// `odds(π')/odds(π)`; the share of positives in these rows, `π`, is taken as exact.
    pub(super) fn share(&self, positives: u64, negatives: u64, confidence: Confidence) -> Estimate {
        let counted = Proportion::new(positives, positives + negatives).ok_or(NO_ITEMS);
        let estimate = Estimate::of_proportion(counted, &EXACT, confidence);
        match (self.weights, estimate.limits()) {
            (Some(weights), Some(limits)) => {
                let ratio = weights.positive / weights.negative;
                let carried = |share: f64| Share::from_odds(Share::new(share).odds() * ratio).x();
                let Limits { lower, upper } = limits.map(carried);
                let value = self.violating(positives, negatives).x();
                Estimate::new(value, Limits { lower, upper }, EXACT.name)
            }
            _ => estimate,
        }
    }

    /// How many items so many rows stand for.
    pub(super) fn mass(&self, positives: u64, negatives: u64) -> f64 {
        self.of_positives(positives) + self.of_negatives(negatives)
    }

    /// How many items so many positive rows stand for.
    pub(super) fn of_positives(&self, rows: u64) -> f64 {
        real(rows) * self.weights.map_or(1.0, |weights| weights.positive)
    }

    /// How many items so many negative rows stand for.
    pub(super) fn of_negatives(&self, rows: u64) -> f64 {
        real(rows) * self.weights.map_or(1.0, |weights| weights.negative)
    }

    /// The share of violating items among those that so many rows stand for.
    pub(super) fn violating(&self, positives: u64, negatives: u64) -> Share {
        let (violating, innocent) = (self.of_positives(positives), self.of_negatives(negatives));
        let all = violating + innocent;
        Share::with_rest(violating / all, innocent / all)
    }

    /// How many items all rows stand for.
    pub(super) fn checked_mass(&self) -> Result<f64, Undefined> {
        let mass = self.mass(self.positives, self.negatives);
        if mass > 0.0 { Ok(mass) } else { Err(NO_ITEMS) }
    }

    /// Whether these are carried to another prevalence.
    pub(super) fn is_weighted(&self) -> bool {
        self.weights.is_some()
    }

    /// The pooled scores, the lowest first.
    pub(super) fn blocks(&self) -> &[Block] {
        &self.blocks
    }

    /// The probability that a score is taken for.
    pub(super) fn probability(&self, score: f64) -> Share {
        let probability = Share::new(score);
        match self.odds_factor {
            None => probability,
            Some(factor) => Share::from_odds(probability.odds() * factor),
        }
    }
}

fn inside(share: Share) -> bool {
    share.x() > 0.0 && share.rest() > 0.0
}

/// The distinct scores of labelled rows, the lowest first.
fn cells(tally: &Tally) -> impl Iterator<Item = Cell> {
    let cells = tally.cells().map(|(score, [positives, negatives, _])| Cell {
        score,
        positives,
        negatives,
    });
    cells.filter(|cell| cell.positives + cell.negatives > 0)
}

fn outside(tally: &Tally) -> Option<NotProbabilities> {
    let ends = |pick: fn(f64, f64) -> f64| {
        let [positives, negatives] = [tally.positives(), tally.negatives()];
        let ends = [positives, negatives].map(|counts| {
            let mut scores = counts.iter().map(|(score, _)| score);
            [scores.next(), scores.next_back()]
        });
        ends.into_iter().flatten().flatten().reduce(pick)
    };
    let (lowest, highest) = ends(f64::min).zip(ends(f64::max))?;
    let is_outside = |score: f64| !(0.0..=1.0).contains(&score);
    (is_outside(lowest) || is_outside(highest)).then(|| {
        let rows = cells(tally).filter(|cell| is_outside(cell.score));
        let rows = rows.map(|cell| cell.positives + cell.negatives).sum();
        NotProbabilities { rows, lowest, highest }
    })
}
