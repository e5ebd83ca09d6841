//! Reliability by bins, with what is reckoned from it.

use std::num::NonZeroU32;

use serde::Serialize;

use super::binning::edge;
use super::loss::uncertainty;
use super::sum::Sum;
use super::{Binning, Forecasts};
use crate::confusion::{Estimate, Undefined};
use crate::quantity::{Confidence, real, whole};
use crate::special::{Share, binomial_probability};

/// Neighbouring probabilities, with what they should be and what they are.
#[derive(Clone, Debug, PartialEq)]
pub struct Bin {
    /// The lower edge; of bins of equal mass the lowest probability.
    pub from: f64,
    /// The upper edge; of bins of equal mass the highest probability.
    pub to: f64,
    /// The mean of the probabilities.
    pub mean: f64,
    /// How many violating rows are in it.
    pub positives: u64,
    /// How many innocent rows are in it.
    pub negatives: u64,
    /// The share of its items that is violating.
    pub observed: Estimate,
}

/// What the Brier score is made of, exactly: `BS = reliability - resolution + uncertainty +
/// within_bin_variance - within_bin_covariance`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Decomposition {
    /// The mean squared difference of a bin's mean probability and its share of violating items.
    pub reliability: f64,
    /// The mean squared difference of a bin's share of violating items and that of all.
    pub resolution: f64,
    /// The score of the constant forecast that is right on average.
    pub uncertainty: f64,
    /// The variance of probabilities within bins.
    pub within_bin_variance: f64,
    /// Twice the covariance of probability and truth within bins.
    pub within_bin_covariance: f64,
}

/// Bins that hold items, the lowest first, with what is reckoned from them.
#[derive(Clone, Debug, PartialEq)]
pub struct Binned {
    /// The bins.
    pub bins: Vec<Bin>,
    /// The expected calibration error: the mean difference, without its sign, of a bin's mean probability and
    /// its share of violating items.
    pub ece: f64,
    /// What `ece` would come to on average in as many items if every one of a bin were violating with its mean
    /// probability. Absent where items are carried to another prevalence.
    pub ece_if_calibrated: Option<f64>,
    /// The maximum calibration error: the greatest of these differences.
    pub mce: f64,
    /// What the Brier score is made of.
    pub decomposition: Decomposition,
}

/// Returns reliability in so many bins, of which those without items are left out.
///
/// ```text
/// ECE = Σ nₖ/n·|f̄ₖ - ōₖ|,  MCE = max |f̄ₖ - ōₖ|
/// REL = Σ nₖ/n·(f̄ₖ - ōₖ)²,  RES = Σ nₖ/n·(ōₖ - ō)²,  UNC = ō(1 - ō)
/// WBV = Σ (p - f̄ₖ)²/n,  WBC = 2·Σ (y - ōₖ)(p - f̄ₖ)/n,  BS = REL - RES + UNC + WBV - WBC
/// ECE if calibrated = Σ 2·νₖ·(1 - f̄ₖ)·b(νₖ; nₖ, f̄ₖ)/n,  νₖ = ⌊nₖ·f̄ₖ⌋ + 1
/// ```
///
/// Here `p` is the probability of an item and `y` whether it is violating; of the `nₖ` items of bin `k`, `f̄ₖ`
/// is the mean probability and `ōₖ` the share that is violating; `b` is the binomial probability. The first
/// three terms alone are the Brier score only where all items of a bin have the same probability. ECE is never
/// below 0 and so comes out above it by chance even where scores are calibrated, the more the fewer items
/// a bin has: the last formula, the mean absolute deviation of a binomial, says by how much. It also depends on the
/// bins.
///
/// Sources: Murphy, *Journal of Applied Meteorology* 12, 1973; Stephenson, Coelho and Jolliffe, *Weather and
/// Forecasting* 23, 2008, on the terms within bins; Naeini, Cooper and Hauskrecht, *AAAI*, 2015, on ECE and
/// MCE; Diaconis and Zabell, *Statistical Science* 6, 1991, on de Moivre's formula.
///
/// # Errors
///
/// Where there are no items.
///
/// ```
/// use std::num::NonZeroU32;
///
/// use baserate::calibration::{Binning, Forecasts, binned};
/// use baserate::quantity::Confidence;
/// use baserate::tally::{Label, Tally};
///
/// let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
/// let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
/// let tally = Tally::new(rows, 0).unwrap();
/// let forecasts = Forecasts::new(&tally).unwrap();
/// let two = NonZeroU32::new(2).unwrap();
/// let found = binned(&forecasts, Binning::EqualWidth, two, Confidence::DEFAULT).unwrap();
/// // Three scores up to a half, 0.283 on average, of which a third is positive; and 0.8, which is.
/// assert_eq!((found.bins[0].positives, found.bins[0].negatives), (1, 2));
/// assert!((found.ece - (3.0 * 0.05 + 0.2) / 4.0).abs() < 1e-15);
/// assert!((found.mce - 0.2).abs() < 1e-15);
/// ```
pub fn binned(
    forecasts: &Forecasts,
    binning: Binning,
    bins: NonZeroU32,
    confidence: Confidence,
) -> Result<Binned, Undefined> {
    let mass = forecasts.checked_mass()?;
    let held = held(forecasts, binning, bins);
    let gap = |bin: &Held| (bin.mean() - bin.observed(forecasts).x()).abs();
    let sum = |each: &dyn Fn(&Held) -> f64| held.iter().map(each).collect::<Sum>().get();
    let if_calibrated = || sum(&|bin| bin.deviation_if_calibrated()) / mass;
    Ok(Binned {
        ece: sum(&|bin| bin.mass * gap(bin)) / mass,
        ece_if_calibrated: (!forecasts.is_weighted()).then(if_calibrated),
        mce: held.iter().map(gap).fold(0.0, f64::max),
        decomposition: decomposition(forecasts, binning, bins, &held, mass),
        bins: held.iter().map(|bin| bin.shown(forecasts, binning, bins, confidence)).collect(),
    })
}

fn decomposition(
    forecasts: &Forecasts,
    binning: Binning,
    bins: NonZeroU32,
    held: &[Held],
    mass: f64,
) -> Decomposition {
    let all = forecasts.violating(forecasts.positives(), forecasts.negatives()).x();
    let [mut reliability, mut resolution] = [Sum::default(); 2];
    for bin in held {
        let observed = bin.observed(forecasts).x();
        reliability.add(bin.mass * (bin.mean() - observed).powi(2));
        resolution.add(bin.mass * (observed - all).powi(2));
    }
    let [mut variance, mut covariance] = [Sum::default(); 2];
    let mut rest = held;
    for (number, forecast) in binning.assigned(forecasts, bins) {
        while let [first, others @ ..] = rest
            && first.number < number
        {
            rest = others;
        }
        let Some(bin) = rest.first() else { break };
        let above = forecast.probability.x() - bin.mean();
        let observed = bin.observed(forecasts);
        let (violating, innocent) = (
            forecasts.of_positives(forecast.positives),
            forecasts.of_negatives(forecast.negatives),
        );
        variance.add((violating + innocent) * above * above);
        covariance.add((violating * observed.rest() - innocent * observed.x()) * above);
    }
    Decomposition {
        reliability: reliability.get() / mass,
        resolution: resolution.get() / mass,
        uncertainty: uncertainty(forecasts),
        within_bin_variance: variance.get() / mass,
        within_bin_covariance: 2.0 * covariance.get() / mass,
    }
}

/// What a bin holds.
#[derive(Clone, Copy, Debug)]
struct Held {
    number: u32,
    lowest: f64,
    highest: f64,
    positives: u64,
    negatives: u64,
    mass: f64,
    total: Sum,
}

impl Held {
    fn mean(&self) -> f64 {
        // Rounding alone can leave it outside.
        (self.total.get() / self.mass).clamp(self.lowest, self.highest)
    }

    fn observed(&self, forecasts: &Forecasts) -> Share {
        forecasts.violating(self.positives, self.negatives)
    }

    /// How far the number of violating items would be from its expectation on average.
    fn deviation_if_calibrated(&self) -> f64 {
        let (rows, share) = (self.positives + self.negatives, Share::new(self.mean()));
        let next = whole(real(rows) * share.x()).saturating_add(1);
        2.0 * real(next) * share.rest() * binomial_probability(next, rows, share)
    }

    fn shown(
        &self,
        forecasts: &Forecasts,
        binning: Binning,
        bins: NonZeroU32,
        confidence: Confidence,
    ) -> Bin {
        let (from, to) = match binning {
            Binning::EqualWidth => {
                (edge(self.number, bins.get()), edge(self.number + 1, bins.get()))
            }
            Binning::EqualMass => (self.lowest, self.highest),
        };
        Bin {
            from,
            to,
            mean: self.mean(),
            positives: self.positives,
            negatives: self.negatives,
            observed: forecasts.share(self.positives, self.negatives, confidence),
        }
    }
}

/// The bins that hold items.
fn held(forecasts: &Forecasts, binning: Binning, bins: NonZeroU32) -> Vec<Held> {
    let mut held: Vec<Held> = Vec::new();
    for (number, forecast) in binning.assigned(forecasts, bins) {
        let probability = forecast.probability.x();
        if held.last().is_none_or(|last| last.number != number) {
            held.push(Held {
                number,
                lowest: probability,
                highest: probability,
                positives: 0,
                negatives: 0,
                mass: 0.0,
                total: Sum::default(),
            });
        }
        let Some(bin) = held.last_mut() else { continue };
        let mass = forecasts.mass(forecast.positives, forecast.negatives);
        bin.highest = probability;
        bin.positives += forecast.positives;
        bin.negatives += forecast.negatives;
        bin.mass += mass;
        bin.total.add(mass * probability);
    }
    held
}
