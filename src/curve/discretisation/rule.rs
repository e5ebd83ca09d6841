//! What a rule could attain with thresholds between those that bins leave.

use serde::Serialize;

use super::{Discretisation, Orders};
use crate::confusion::{Cells, ConfusionMatrix, Undefined};
use crate::curve::rule::Weights;
use crate::curve::{Point, Rule, choose};
use crate::quantity::{Probability, real};
use crate::tally::Ranking;

/// What a rule is to make as good as possible, and how good any threshold may make it.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Attained {
    /// What it is, as results name it: `recall`, `fpr`, `cost_per_item`, `youden_j` or `f_beta`.
    pub of: &'static str,
    /// What it comes to at the best edge of a bin, and at the best threshold of the best order.
    #[serde(flatten)]
    pub bounds: Discretisation,
}

impl Orders<'_> {
    /// Returns what `rule` attains with a threshold between the edges of bins, whatever the order there: at worst
    /// no more than at the best edge.
    #[must_use]
    pub fn attained(&self, rule: Rule, prevalence: Option<Probability>) -> Attained {
        self.attained_by(rule, prevalence, |ranking| choose(ranking, rule, prevalence))
    }

    /// The same with thresholds that `threshold` takes, such as those that keep their rate on new data.
    #[must_use]
    pub fn attained_by(
        &self,
        rule: Rule,
        prevalence: Option<Probability>,
        threshold: impl Fn(&Ranking) -> Result<Point, Undefined>,
    ) -> Attained {
        let weights = Weights::new(self.tied, prevalence);
        let value = |ranking: &Ranking| {
            let matrix = threshold(ranking).map_or(self.nothing_flagged(), |point| point.matrix);
            value(rule, weights, &matrix)
        };
        let best = match rule {
            Rule::FlagRateAtMost(most) => self.most_recall(weights, most),
            _ => value(&self.best),
        };
        Attained { of: name(rule), bounds: Discretisation::between(value(self.tied), best) }
    }

    fn nothing_flagged(&self) -> ConfusionMatrix {
        ConfusionMatrix::of_checked(Cells {
            false_negatives: self.tied.positives(),
            true_negatives: self.tied.negatives(),
            ..Cells::default()
        })
    }

    /// The most recall where no more than this share of all items is flagged; some positives of a bin may be
    /// flagged without the others.
    fn most_recall(&self, weights: Weights, most: Probability) -> f64 {
        let positives = real(self.tied.positives());
        let all = weights.positive * positives + weights.negative * real(self.tied.negatives());
        let (mut flagged, mut negatives, mut best) = (0.0, 0.0, 0.0_f64);
        for cell in self.best.cells() {
            let room = (most.get() * all - weights.negative * negatives) / weights.positive;
            flagged += real(cell.positives);
            negatives += real(cell.negatives);
            best = best.max(room.min(flagged) / positives);
        }
        best
    }
}

/// What `rule` is to make high or low.
fn name(rule: Rule) -> &'static str {
    match rule {
        Rule::FprAtMost(_) | Rule::PrecisionAtLeast(_) | Rule::FlagRateAtMost(_) => "recall",
        Rule::RecallAtLeast(_) => "fpr",
        Rule::LeastCost(_) => "cost_per_item",
        Rule::Youden => "youden_j",
        Rule::FBeta(_) => "f_beta",
    }
}

fn value(rule: Rule, weights: Weights, matrix: &ConfusionMatrix) -> f64 {
    let recall = real(matrix.true_positives()) / real(matrix.violating());
    let fpr = real(matrix.false_positives()) / real(matrix.innocent());
    match rule {
        Rule::FprAtMost(_) | Rule::PrecisionAtLeast(_) | Rule::FlagRateAtMost(_) => recall,
        Rule::RecallAtLeast(_) => fpr,
        Rule::LeastCost(ratio) => weights.cost(matrix, ratio) / weights.all(matrix),
        Rule::Youden => recall - fpr,
        Rule::FBeta(beta) => weights.f_beta(matrix, beta),
    }
}
