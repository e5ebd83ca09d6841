//! What resampling says of areas and rates.

use serde::{Serialize, Serializer};

use super::{OperatingRule, SweepOptions};
use crate::confusion::{Limits, Undefined};
use crate::error::{Error, Result};
use crate::evaluation::Estimate;
use crate::quantity::Confidence;
use crate::quantity::display::{grouped, short_percent};
use crate::resampling::{Plan, Resampled, Scheme, Source, Statistic, bootstrap, fewest_resamples};

/// How resamples are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resampling {
    /// How many there are.
    pub resamples: usize,
    /// How rows are drawn; without this, stratified, or all together where there are weights or clusters.
    pub scheme: Option<Scheme>,
    /// The seed.
    pub seed: u64,
}

/// How much areas and rates differ from resample to resample.
#[derive(Debug, Serialize)]
pub struct Bootstrap {
    /// How many resamples there are.
    pub resamples: usize,
    /// How rows, or clusters, were drawn.
    pub resample: Scheme,
    /// How many clusters there are, if whole clusters were drawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clusters: Option<usize>,
    /// The seed.
    pub seed: u64,
    /// Areas and rates, each with its limits.
    pub statistics: Vec<ResampledStatistic>,
}

fn by_name<S: Serializer>(
    statistic: &Statistic,
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.serialize_str(statistic.name())
}

/// An area or a rate with what resampling says of it.
#[derive(Debug, Serialize)]
pub struct ResampledStatistic {
    /// Which it is.
    #[serde(serialize_with = "by_name")]
    pub statistic: Statistic,
    /// The rate or the threshold at which it is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<f64>,
    /// Its value in these rows, with the percentile interval.
    #[serde(flatten)]
    pub estimate: Estimate,
    /// The standard deviation of its values in the resamples.
    pub standard_error: Option<f64>,
    /// By how much these exceed the estimate on average.
    pub bias: Option<f64>,
    /// In how many resamples it is undefined.
    pub undefined: u64,
}

/// Resamples `source`. Of clusters, the rates at `thresholds` are resampled, too, since the exact limits of
/// these take rows for independent.
pub(super) fn resample(
    source: Source,
    asked: Resampling,
    thresholds: &[f64],
    options: &SweepOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Bootstrap> {
    let Resampling { resamples, scheme, seed } = asked;
    check(resamples, options.confidence)?;
    let (clusters, thresholds, scheme) = match (source, scheme) {
        (Source::Rows(_), _) => (None, &[][..], scheme.unwrap_or_default()),
        (Source::Clusters(_), Some(Scheme::Stratified)) => return Err(not_stratified()),
        (Source::Clusters(clusters), _) => {
            (Some(clusters.len()), thresholds, scheme.unwrap_or(Scheme::All))
        }
    };
    let statistics = statistics(options, thresholds);
    let plan = Plan { scheme, resamples, seed, threads: options.scores.threads };
    let shown = match bootstrap(source, &plan, &statistics, progress) {
        Ok(found) => found.iter().map(|found| shown(found, options.confidence)).collect(),
        Err(reason) => statistics.iter().map(|statistic| absent(*statistic, reason)).collect(),
    };
    Ok(Bootstrap { resamples, resample: scheme, clusters, seed, statistics: shown })
}

fn not_stratified() -> Error {
    let message = "--resample stratified for rows with weights or clusters, expected all or poisson: these are \
                   drawn whatever their labels";
    Error::request(message).with_remedy("leave out --resample stratified")
}

fn check(resamples: usize, confidence: Confidence) -> Result<()> {
    let fewest = fewest_resamples(confidence);
    if resamples as u64 >= fewest {
        return Ok(());
    }
    let message = format!(
        "{resamples} resamples, expected at least {} for limits of {}",
        grouped(fewest),
        short_percent(confidence.level())
    );
    let remedy = if fewest < 1000 { 1000 } else { fewest };
    Err(Error::request(message).with_remedy(format!("take {} or more", grouped(remedy))))
}

/// The areas, and the rate that each rule for the other one leaves.
fn statistics(options: &SweepOptions, thresholds: &[f64]) -> Vec<Statistic> {
    let mut statistics = vec![Statistic::Auc];
    statistics.extend(options.partial.into_iter().flat_map(|(from, to)| {
        [Statistic::PartialAuc(from, to), Statistic::StandardisedPartialAuc(from, to)]
    }));
    statistics.extend([Statistic::AveragePrecision, Statistic::EqualErrorRate]);
    statistics.extend(options.rules.iter().filter_map(|rule| match rule {
        OperatingRule::Fpr(most) => Some(Statistic::RecallAtFpr(*most)),
        OperatingRule::Recall(least) => Some(Statistic::FprAtRecall(*least)),
        _ => None,
    }));
    let rates = [Statistic::Recall, Statistic::Fpr, Statistic::Precision];
    statistics.extend(thresholds.iter().flat_map(|threshold| rates.map(|rate| rate(*threshold))));
    statistics
}

fn shown(found: &Resampled, confidence: Confidence) -> ResampledStatistic {
    ResampledStatistic {
        statistic: found.statistic,
        at: found.statistic.at(),
        estimate: estimate(found.estimate, found.percentile(confidence)),
        standard_error: found.standard_error(),
        bias: found.bias(),
        undefined: found.undefined(),
    }
}

fn absent(statistic: Statistic, reason: Undefined) -> ResampledStatistic {
    ResampledStatistic {
        statistic,
        at: statistic.at(),
        estimate: estimate(None, Err(reason)),
        standard_error: None,
        bias: None,
        undefined: 0,
    }
}

/// An estimate with limits that need not hold it, as where a statistic is biased.
fn estimate(value: Option<f64>, limits: std::result::Result<Limits, Undefined>) -> Estimate {
    let limits = limits.map(|limits| (limits.lower, limits.upper));
    Estimate {
        estimate: value,
        lower: limits.ok().map(|limits| limits.0),
        upper: limits.ok().map(|limits| limits.1),
        method: "percentile-bootstrap".into(),
        prevalence: None,
        events: None,
        trials: None,
        sampled_events: None,
        sampled_trials: None,
        design_effect: None,
        discretisation: None,
        reason: limits.err(),
    }
}
