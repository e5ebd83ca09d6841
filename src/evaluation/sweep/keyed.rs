//! A sweep over rows with weights or clusters.

use std::path::PathBuf;

use super::areas::{self, Area, Areas, Further};
use super::design::Design;
use super::notes::{about_gain, notes};
use super::operating::{OperatingPoint, OperatingRule, choice};
use super::resampled::resample;
use super::{Bootstrap, Resampling, SplitResult, Sweep, SweepOptions};
use crate::confusion::{self, Undefined};
use crate::curve::{
    KeyedAuc, equal_error_rate, keyed_auc, keyed_average_precision, keyed_counts_at,
    keyed_ppv_at_prevalence, keyed_rates_at,
};
use crate::error::{Error, Result};
use crate::evaluation::Estimate;
use crate::quantity::Confidence;
use crate::resampling::Source;
use crate::simulation::split_keyed;
use crate::tally::{KeyedTally, Label, Ranking, TooMany};

const NO_BOUND: Undefined =
    "none: Hoeffding's limits hold for rows drawn alike and independently of each other";

/// Refuses what does not hold for rows with weights or clusters.
fn check(options: &SweepOptions) -> Result<()> {
    if options.guarantee.is_some() {
        let message = "a guarantee for rows with weights or clusters, expected rows without: the binomial \
                       tails that it rests on hold for rows drawn alike and independently of each other";
        return Err(Error::request(message).with_remedy("leave out --guarantee"));
    }
    if options.calibration.is_some() || options.decision {
        let message = "calibration or a decision curve of rows with weights or clusters, expected rows without";
        return Err(Error::request(message).with_remedy("leave out --weight and --cluster"));
    }
    Ok(())
}

/// Returns the sweep over the rows of `tally`.
pub(super) fn sweep(
    tally: &KeyedTally,
    options: &SweepOptions,
    skipped: &[PathBuf],
    resampled: &(dyn Fn(u64) + Sync),
) -> Result<Sweep> {
    check(options)?;
    let design = Design::of(tally);
    let (unlabelled, dropped) = (tally.count(Label::Unlabelled), tally.dropped());
    let ranking = tally.ranking();
    let parts = options.split.map(|by| split_keyed(tally, by.share, by.seed));
    let (choosing, counting) = match &parts {
        Some([choosing, counting]) => (choosing, counting),
        None => (tally, tally),
    };
    let choosing_ranking = parts.is_some().then(|| choosing.ranking());
    let chosen_on = choosing_ranking.as_ref().unwrap_or(&ranking);
    let point = |rule: &OperatingRule| point(chosen_on, counting, *rule, options);
    let operating_points: Vec<_> = options.rules.iter().map(point).collect();
    let bootstrap = options
        .bootstrap
        .map(|asked| bootstrap(tally, &operating_points, asked, options, resampled));
    let gain = about_gain(options, &ranking, tally.count(Label::Positive));
    Ok(Sweep {
        positives: tally.count(Label::Positive),
        negatives: tally.count(Label::Negative),
        unlabelled,
        resolution: None,
        dropped,
        areas: areas_of(tally, &ranking, options),
        prevalence: options.prevalence.as_ref().map(|given| given.prevalence.share()),
        split: options.split.map(|by| SplitResult {
            share: by.share.get(),
            chosen_on_positives: choosing.count(Label::Positive),
            chosen_on_negatives: choosing.count(Label::Negative),
            counted_on_positives: counting.count(Label::Positive),
            counted_on_negatives: counting.count(Label::Negative),
        }),
        operating_points,
        bootstrap: bootstrap.transpose()?,
        calibration: None,
        decision: None,
        notes: [notes(options, Some(&design), None, skipped, unlabelled, dropped), gain].concat(),
        design: Some(design),
        ranking,
        unit: tally.keys().weights.then(|| tally.unit()),
        tally: options.keeps_tally.then(|| tally.without_keys()),
        prevalence_given: options.prevalence.clone(),
    })
}

/// Resamples whole clusters, or rows with their weights where there are none; the rates at thresholds too, unless these were counted on some of the rows only.
fn bootstrap(
    tally: &KeyedTally,
    points: &[OperatingPoint],
    asked: Resampling,
    options: &SweepOptions,
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Bootstrap> {
    let drawn = tally.drawn_whole().map_err(|TooMany| {
        Error::request("more rows than can be counted, expected fewer than 2⁶⁴")
    })?;
    let thresholds = points.iter().filter_map(|point| point.threshold);
    let mut thresholds: Vec<f64> = thresholds.filter(|_| options.split.is_none()).collect();
    thresholds.sort_by(|one, two| two.total_cmp(one));
    thresholds.dedup();
    let found = resample(Source::Clusters(&drawn), asked, &thresholds, options, progress)?;
    Ok(Bootstrap { clusters: found.clusters.filter(|_| tally.keys().clusters), ..found })
}

fn areas_of(tally: &KeyedTally, ranking: &Ranking, options: &SweepOptions) -> Areas {
    let auc = keyed_auc(tally, ranking);
    let estimate = |method, of: &dyn Fn(&KeyedAuc) -> confusion::Estimate| {
        let undefined = |reason: &Undefined| confusion::Estimate::undefined(method, reason);
        Estimate::from(&auc.as_ref().map_or_else(undefined, of))
    };
    let without_limits =
        |auc: &KeyedAuc| confusion::Estimate::without_limits(auc.area().x(), "hoeffding", NO_BOUND);
    Areas {
        auc: Area {
            estimate: estimate("logit-linearised", &|auc| auc.estimate(options.confidence)),
            standard_error_discretisation: None,
            standard_error: auc.ok().and_then(|auc| auc.standard_error()),
        },
        auc_bound: estimate("hoeffding", &without_limits),
        partial_auc: options.partial.map(|range| areas::partial(ranking, range)),
        average_precision: (&keyed_average_precision(tally, ranking, options.confidence)).into(),
        further: Further::of(ranking, options),
        equal_error_rate: equal_error_rate(ranking).into(),
    }
}

/// The threshold that `rule` takes on the rows `choosing`, with its rates among the rows `counting`.
fn point(
    choosing: &Ranking,
    counting: &KeyedTally,
    rule: OperatingRule,
    options: &SweepOptions,
) -> OperatingPoint {
    let given = options.prevalence.as_ref();
    let threshold = choice(choosing, rule, options).map(|point| point.threshold);
    let rates = match threshold {
        Ok(threshold) => keyed_rates_at(counting, threshold, options.confidence),
        Err(reason) => [(); 3].map(|()| confusion::Estimate::undefined("korn-graubard", reason)),
    };
    let [recall, fpr, precision] = rates.each_ref().map(Estimate::from);
    let at_prevalence = |prevalence| match threshold {
        Ok(threshold) => {
            keyed_ppv_at_prevalence(counting, threshold, prevalence, options.confidence)
        }
        Err(reason) => confusion::Estimate::undefined("bonferroni", reason),
    };
    OperatingPoint {
        discretisation: None,
        rule,
        at_prevalence: rule.held_at(options),
        guarantee: options.guarantee.map(Confidence::level),
        threshold: threshold.ok(),
        counts: threshold.ok().map(|threshold| keyed_counts_at(counting, threshold)),
        recall,
        fpr,
        precision,
        simultaneous: None,
        ppv_at_prevalence: given.map(|given| (&at_prevalence(given.prevalence)).into()),
        reason: threshold.err(),
    }
}
