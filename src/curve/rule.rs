//! Thresholds by a rule.

use super::{Point, missing_class, points};
use crate::confusion::{ConfusionMatrix, Undefined};
use crate::quantity::{Probability, real};
use crate::tally::Ranking;

/// What a threshold is chosen by. Of thresholds that are equally good the highest is taken.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rule {
    /// The most recall with a false positive rate of at most this.
    FprAtMost(Probability),
    /// The lowest false positive rate with a recall of at least this.
    RecallAtLeast(Probability),
    /// The most recall with a precision of at least this.
    PrecisionAtLeast(Probability),
    /// The most recall with at most this share of all items flagged.
    FlagRateAtMost(Probability),
    /// The lowest cost, where a missed item costs so many times what a wrong flag does.
    LeastCost(f64),
    /// The highest recall minus false positive rate.
    Youden,
    /// The highest weighted harmonic mean of precision and recall, with recall so many times as important.
    FBeta(f64),
}

/// How many items of the place where the threshold is used each item here stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weights {
    pub(super) positive: f64,
    pub(super) negative: f64,
}

impl Weights {
    pub(super) fn new(ranking: &Ranking, prevalence: Option<Probability>) -> Self {
        match prevalence {
            None => Self { positive: 1.0, negative: 1.0 },
            Some(prevalence) => Self {
                positive: prevalence.get() / real(ranking.positives()),
                negative: prevalence.turned_round().get() / real(ranking.negatives()),
            },
        }
    }

    /// The true and false positives and the false negatives, weighted.
    fn cells(self, matrix: &ConfusionMatrix) -> (f64, f64, f64) {
        (
            self.positive * real(matrix.true_positives()),
            self.negative * real(matrix.false_positives()),
            self.positive * real(matrix.false_negatives()),
        )
    }

    fn precision(self, matrix: &ConfusionMatrix) -> f64 {
        let (right, wrong, _) = self.cells(matrix);
        right / (right + wrong)
    }

    fn flag_rate(self, matrix: &ConfusionMatrix) -> f64 {
        let (right, wrong, _) = self.cells(matrix);
        (right + wrong) / self.all(matrix)
    }

    /// All items.
    pub(super) fn all(self, matrix: &ConfusionMatrix) -> f64 {
        self.positive * real(matrix.violating()) + self.negative * real(matrix.innocent())
    }

    pub(super) fn cost(self, matrix: &ConfusionMatrix, ratio: f64) -> f64 {
        let (_, wrong, missed) = self.cells(matrix);
        wrong + ratio * missed
    }

    pub(super) fn f_beta(self, matrix: &ConfusionMatrix, beta: f64) -> f64 {
        let (right, wrong, missed) = self.cells(matrix);
        let (right, squared) = ((1.0 + beta * beta) * right, beta * beta);
        right / (right + squared * missed + wrong)
    }
}

/// Returns the threshold that `rule` takes, with its counts in these rows. It is always the score of a
/// positive: any other flags more negatives than the next higher one, and no more positives.
///
/// With a `prevalence`, precision, flag rate, cost and F are those at that prevalence, recall and the
/// false positive rate being taken to be the same there; without, those of these rows.
///
/// # Errors
///
/// Where no threshold does what the rule asks for, flagging nothing costs least, or there are no positives
/// or no negatives.
///
/// ```
/// use baserate::curve::{Rule, choose};
/// use baserate::tally::{Label, Ranking, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
/// assert_eq!(choose(&ranking, Rule::Youden, None).unwrap().threshold, 0.8);
/// ```
pub fn choose(
    ranking: &Ranking,
    rule: Rule,
    prevalence: Option<Probability>,
) -> Result<Point, Undefined> {
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    let weights = Weights::new(ranking, prevalence);
    match rule {
        Rule::FprAtMost(most) => last(ranking, |matrix| {
            real(matrix.false_positives()) / real(matrix.innocent()) <= most.get()
        })
        .ok_or("no threshold with so low a false positive rate flags a positive"),
        Rule::PrecisionAtLeast(least) => {
            last(ranking, |matrix| weights.precision(matrix) >= least.get())
                .ok_or("no threshold has so high a precision")
        }
        Rule::FlagRateAtMost(most) => {
            last(ranking, |matrix| weights.flag_rate(matrix) <= most.get())
                .ok_or("no threshold flags so few items")
        }
        Rule::RecallAtLeast(least) => candidates(ranking)
            .find(|point| {
                let matrix = &point.matrix;
                real(matrix.true_positives()) / real(matrix.violating()) >= least.get()
            })
            .ok_or("no threshold has so high a recall"),
        Rule::LeastCost(ratio) => least_cost(ranking, weights, ratio),
        Rule::Youden => first_highest(ranking, youden).ok_or(NO_THRESHOLD),
        Rule::FBeta(beta) => {
            first_highest(ranking, |matrix| weights.f_beta(matrix, beta)).ok_or(NO_THRESHOLD)
        }
    }
}

const NO_THRESHOLD: Undefined = "there is no threshold";

/// The points at scores of positives, the highest first.
pub(super) fn candidates(ranking: &Ranking) -> impl Iterator<Item = Point> {
    let points = points(ranking).zip(ranking.cells());
    points.filter(|(_, cell)| cell.positives > 0).map(|(point, _)| point)
}

/// The lowest threshold that will do.
pub(super) fn last(ranking: &Ranking, will_do: impl Fn(&ConfusionMatrix) -> bool) -> Option<Point> {
    candidates(ranking).filter(|point| will_do(&point.matrix)).last()
}

/// The highest threshold of those with the highest value.
fn first_highest<T: PartialOrd>(
    ranking: &Ranking,
    value: impl Fn(&ConfusionMatrix) -> T,
) -> Option<Point> {
    let valued = candidates(ranking).map(|point| (value(&point.matrix), point));
    let better = |best: (T, Point), next: (T, Point)| if next.0 > best.0 { next } else { best };
    valued.reduce(better).map(|(_, point)| point)
}

/// Recall minus the false positive rate, times the numbers of positives and of negatives.
fn youden(matrix: &ConfusionMatrix) -> i128 {
    // Each count is below 2⁶⁴, and those of one product add up to less: it is below 2¹²⁶.
    let product = |one: u64, two: u64| i128::from(one) * i128::from(two);
    product(matrix.true_positives(), matrix.innocent())
        - product(matrix.false_positives(), matrix.violating())
}

fn least_cost(ranking: &Ranking, weights: Weights, ratio: f64) -> Result<Point, Undefined> {
    let point =
        first_highest(ranking, |matrix| -weights.cost(matrix, ratio)).ok_or(NO_THRESHOLD)?;
    let of_none = ratio * weights.positive * real(ranking.positives());
    if of_none <= weights.cost(&point.matrix, ratio) {
        return Err("flagging nothing costs least");
    }
    Ok(point)
}
