//! `coverage`: how often the interval of each method holds the true share.

use std::num::NonZeroU64;

use super::Outcome;
use crate::confusion::Method;
use crate::interval::{Coverage, coverage, coverage_curve};
use crate::quantity::Confidence;

/// The number of trials at which coverage is drawn against the true share, or fewer where fewer
/// are asked for.
const TRIALS_OF_CURVES: NonZeroU64 = NonZeroU64::new(50).unwrap();

/// Coverages that differ by this much at the most do so by rounding alone.
const ROUNDING: f64 = 1e-12;

/// How often the intervals of several methods hold the true share.
#[derive(Clone, Debug)]
pub struct Coverages {
    /// The greatest number of trials.
    pub most_trials: u64,
    /// The number of trials of the curves.
    pub trials_of_curves: u64,
    /// The methods, in the order asked for.
    pub methods: Vec<MethodCoverage>,
}

/// How often the intervals of one method hold the true share.
#[derive(Clone, Debug)]
pub struct MethodCoverage {
    /// The name of the method in results, such as `wilson`.
    pub method: &'static str,
    /// The least and the mean coverage for every number of trials from 1 on.
    pub by_trials: Vec<Coverage>,
    /// True shares and how often each is covered, for one number of trials.
    pub curve: Vec<(f64, f64)>,
    /// Whether no share is covered less often than the confidence says, for any number of trials.
    pub keeps_confidence: bool,
}

impl Coverages {
    /// The methods that keep their confidence, in words: `clopper-pearson and blaker`; `None` where
    /// none does.
    #[must_use]
    pub fn keepers(&self) -> Option<String> {
        let keep = self.methods.iter().filter(|method| method.keeps_confidence);
        let names: Vec<&str> = keep.map(|method| method.method).collect();
        match names.split_last()? {
            (last, []) => Some((*last).to_owned()),
            (last, others) => Some(format!("{} and {last}", others.join(", "))),
        }
    }
}

impl MethodCoverage {
    /// The coverage for the number of trials at which some share is covered least; the smallest of
    /// several that differ by rounding alone.
    #[must_use]
    pub fn worst(&self) -> Option<&Coverage> {
        let lower = |worst: &Coverage, next: &Coverage| next.least < worst.least - ROUNDING;
        self.by_trials.iter().reduce(|worst, next| if lower(worst, next) { next } else { worst })
    }

    /// The coverage for this number of trials.
    #[must_use]
    pub fn at(&self, trials: u64) -> Option<&Coverage> {
        self.by_trials.iter().find(|coverage| coverage.trials == trials)
    }
}

/// Returns how often the intervals of `methods` hold the true share, for every number of trials from
/// 1 to `most_trials`: all reckoned, nothing simulated.
///
/// ```
/// use std::num::NonZeroU64;
///
/// use baserate::confusion::Method;
/// use baserate::evaluation::coverages;
/// use baserate::interval::wilson;
/// use baserate::quantity::Confidence;
///
/// let methods = [Method { name: "wilson", interval: wilson }];
/// let ten = NonZeroU64::new(10).unwrap();
/// let outcome = coverages(&methods, ten, Confidence::DEFAULT);
/// assert!(!outcome.result.methods[0].keeps_confidence);
/// ```
#[must_use]
pub fn coverages(
    methods: &[Method],
    most_trials: NonZeroU64,
    confidence: Confidence,
) -> Outcome<Coverages> {
    let trials_of_curves = most_trials.min(TRIALS_OF_CURVES);
    let of_method = |method: &Method| {
        let trials = (1..=most_trials.get()).filter_map(NonZeroU64::new);
        let by_trials = trials.map(|trials| coverage(method.interval, trials, confidence));
        let by_trials: Vec<Coverage> = by_trials.collect();
        let kept = confidence.level() - ROUNDING;
        MethodCoverage {
            method: method.name,
            keeps_confidence: by_trials.iter().all(|coverage| coverage.least >= kept),
            by_trials,
            curve: coverage_curve(method.interval, trials_of_curves, confidence),
        }
    };
    let result = Coverages {
        most_trials: most_trials.get(),
        trials_of_curves: trials_of_curves.get(),
        methods: methods.iter().map(of_method).collect(),
    };
    Outcome::new("coverage", confidence, Vec::new(), result, Vec::new())
}
