//! Decisions among several classes: each class against the rest, and averages over the classes.

use std::collections::BTreeMap;

use super::rates::NO_ITEMS;
use super::{Cells, ConfusionMatrix, Estimate, Limits, Undefined};
use crate::quantity::{Confidence, Proportion, real};
use crate::special::normal_upper_quantile;

const METHOD: &str = "delta-logit";

/// How often each class was decided for each true class.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClassMatrix {
    classes: Vec<ClassCounts>,
    /// By true and decided class, as places in `classes`; pairs without items are left out.
    pairs: BTreeMap<(usize, usize), u64>,
    total: u64,
}

/// The items of one class.
#[derive(Clone, Debug, PartialEq, Eq)]
struct ClassCounts {
    name: String,
    /// How many are of it.
    actual: u64,
    /// How many were decided to be of it.
    predicted: u64,
    /// How many are both.
    right: u64,
}

/// What is averaged over the classes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PerClass {
    /// The share of what was decided to be of the class that is.
    Precision,
    /// The share of the class that was decided to be of it.
    Recall,
    /// The harmonic mean of the two.
    F1,
}

/// How much each class counts in an average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weighting {
    /// Each class counts the same.
    Macro,
    /// Each class counts as its share of the items.
    Weighted,
}

impl ClassMatrix {
    /// Returns the matrix of the counts by true and decided class, or `None` where
    /// their total is more than a `u64` holds.
    ///
    /// ```
    /// use baserate::confusion::ClassMatrix;
    ///
    /// let pair = |actual: &str, predicted: &str| (actual.to_owned(), predicted.to_owned());
    /// let counts = [(pair("cat", "cat"), 8), (pair("cat", "dog"), 2), (pair("dog", "dog"), 5)];
    /// let matrix = ClassMatrix::new(&counts.into()).unwrap();
    /// assert_eq!(matrix.one_vs_rest("dog").unwrap().false_positives(), 2);
    /// assert_eq!(matrix.accuracy().unwrap().estimate(), 13.0 / 15.0);
    /// ```
    #[must_use]
    pub fn new(counts: &BTreeMap<(String, String), u64>) -> Option<Self> {
        let mut names: Vec<&String> = counts.keys().flat_map(|(a, b)| [a, b]).collect();
        names.sort();
        names.dedup();
        let place = |name: &String| names.binary_search(&name).ok();
        let empty = |name: &&String| ClassCounts::empty(name);
        let mut classes: Vec<ClassCounts> = names.iter().map(empty).collect();
        let mut total: u64 = 0;
        let mut pairs = BTreeMap::new();
        for ((actual, predicted), count) in counts {
            total = total.checked_add(*count)?;
            let pair = (place(actual)?, place(predicted)?);
            classes.get_mut(pair.0)?.actual += count;
            classes.get_mut(pair.1)?.predicted += count;
            if pair.0 == pair.1 {
                classes.get_mut(pair.0)?.right += count;
            }
            pairs.insert(pair, *count);
        }
        Some(Self { classes, pairs, total })
    }

    /// The names of the classes, in alphabetical order.
    pub fn classes(&self) -> impl Iterator<Item = &str> {
        self.classes.iter().map(|class| class.name.as_str())
    }

    /// How many items there are.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.total
    }

    /// How many pairs of a true and a decided class were not given.
    #[must_use]
    pub fn pairs_without_row(&self) -> usize {
        self.classes.len() * self.classes.len() - self.pairs.len()
    }

    /// The confusion matrix of one class against the rest, or `None` where there is no such class.
    #[must_use]
    pub fn one_vs_rest(&self, class: &str) -> Option<ConfusionMatrix> {
        let class = self.classes.iter().find(|known| known.name == class)?;
        let wrongly = class.predicted - class.right;
        ConfusionMatrix::new(Cells {
            true_positives: class.right,
            false_positives: wrongly,
            false_negatives: class.actual - class.right,
            true_negatives: self.total - class.actual - wrongly,
        })
    }

    /// The share of items decided rightly, `Σ right / N`.
    ///
    /// This is the micro average of precision, of recall and of F1 at once: added up over the classes
    /// before dividing, each wrong decision is one false positive and one false negative.
    ///
    /// # Errors
    ///
    /// Where there are no items.
    pub fn accuracy(&self) -> Result<Proportion, Undefined> {
        let right = self.classes.iter().map(|class| class.right).sum();
        Proportion::new(right, self.total).ok_or(NO_ITEMS)
    }

    /// Returns the average of `metric` over the classes, with an interval inside `[0, 1]`.
    ///
    /// ```text
    /// m = Σ c M,  c = 1/K (macro) or the share of items of the class (weighted)
    /// logit m ± z·s / (m (1 - m)),  s² = Σ n g² / N²
    /// ```
    ///
    /// Here `M` is the metric of a class and `K` the number of classes. The second sum runs over the
    /// pairs of true and decided class with their counts `n`; `g` is the influence of an item of that
    /// pair on `m`, its derivative with respect to the share of the pair. All `N` items are taken as
    /// drawn at random, so that the numbers by class vary, too. The interval is approximate and asks
    /// for more than a few items in each class that counts. A class whose metric is exactly 0 or 1 would
    /// add nothing to the error, however few its items: there are no limits where one is. Undefined where the metric of one class is: an average over the others would be about
    /// something else.
    ///
    /// Source: Takahashi, Yamamoto, Kuchiba and Koyama, *Applied Intelligence* 52, 2022, for the error by
    /// the delta method; the logit keeps it inside.
    ///
    /// ```
    /// use baserate::confusion::{ClassMatrix, PerClass, Weighting};
    /// use baserate::quantity::Confidence;
    ///
    /// let pair = |actual: &str, predicted: &str| (actual.to_owned(), predicted.to_owned());
    /// let counts = [(pair("cat", "cat"), 8), (pair("cat", "dog"), 2), (pair("dog", "dog"), 5)];
    /// let matrix = ClassMatrix::new(&counts.into()).unwrap();
    /// let recall = matrix.average(PerClass::Recall, Weighting::Macro, Confidence::DEFAULT);
    /// assert_eq!(recall.value(), Some(0.9));
    /// ```
    #[must_use]
    pub fn average(
        &self,
        metric: PerClass,
        weighting: Weighting,
        confidence: Confidence,
    ) -> Estimate {
        let values: Option<Vec<f64>> = self.classes.iter().map(|class| metric.of(class)).collect();
        let Some(values) = values else { return Estimate::undefined(METHOD, metric.reason()) };
        let at_an_end = values.iter().any(|value| *value <= 0.0 || *value >= 1.0);
        let weight = |class: &ClassCounts| match weighting {
            Weighting::Macro => 1.0 / real(u64::try_from(self.classes.len()).unwrap_or(u64::MAX)),
            Weighting::Weighted => real(class.actual) / real(self.total),
        };
        let weights: Vec<f64> = self.classes.iter().map(weight).collect();
        let mean: f64 = weights.iter().zip(&values).map(|(weight, value)| weight * value).sum();
        let squares = self.pairs.iter().map(|(pair, count)| {
            let of_weight = match weighting {
                Weighting::Macro => 0.0,
                Weighting::Weighted => values[pair.0] - mean,
            };
            let of_class =
                |k: usize| weights[k] * metric.influence(&self.classes[k], values[k], *pair, k);
            let other = if pair.0 == pair.1 { 0.0 } else { of_class(pair.1) };
            let influence = of_weight + (of_class(pair.0) + other) * real(self.total);
            real(*count) * influence * influence
        });
        let error = squares.sum::<f64>().sqrt() / real(self.total);
        if at_an_end || mean <= 0.0 || mean >= 1.0 || error == 0.0 {
            let mean = mean.clamp(0.0, 1.0);
            return Estimate::without_limits(mean, METHOD, "no limits: a class is at 0 or 1");
        }
        let scaled = normal_upper_quantile(confidence.tail()) * error / (mean * (1.0 - mean));
        let limits = Limits::around((mean / (1.0 - mean)).ln(), scaled);
        Estimate::new(mean, limits.map(|logit| 1.0 / (1.0 + (-logit).exp())), METHOD)
    }
}

impl ClassCounts {
    fn empty(name: &str) -> Self {
        Self { name: name.to_owned(), actual: 0, predicted: 0, right: 0 }
    }
}

impl PerClass {
    fn of(self, class: &ClassCounts) -> Option<f64> {
        let (part, whole) = match self {
            Self::Precision => (real(class.right), real(class.predicted)),
            Self::Recall => (real(class.right), real(class.actual)),
            Self::F1 => (2.0 * real(class.right), real(class.actual) + real(class.predicted)),
        };
        (whole > 0.0).then(|| part / whole)
    }

    /// The influence of one item of `pair` on `value`, the metric of class `k`, over the number of items.
    fn influence(self, class: &ClassCounts, value: f64, pair: (usize, usize), k: usize) -> f64 {
        let is = |condition: bool| if condition { 1.0 } else { 0.0 };
        let (actual, predicted) = (is(pair.0 == k), is(pair.1 == k));
        let right = actual * predicted;
        match self {
            Self::Precision if class.predicted == 0 => 0.0,
            Self::Recall if class.actual == 0 => 0.0,
            Self::Precision => predicted * (right - value) / real(class.predicted),
            Self::Recall => actual * (right - value) / real(class.actual),
            Self::F1 => {
                let both = real(class.actual) + real(class.predicted);
                (2.0 * right - value * (actual + predicted)) / both
            }
        }
    }

    fn reason(self) -> Undefined {
        match self {
            Self::Precision => "a class was never predicted",
            Self::Recall => "a class has no items",
            Self::F1 => "a class has no items and was never predicted",
        }
    }
}
