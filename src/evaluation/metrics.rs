//! `metrics`: confusion counts to every metric with its interval.

use std::path::Path;

use serde::{Serialize, Serializer};

use super::classes::{self, by_class};
use super::grouping::Group;
use super::weighted::{WeightSummary, weighted};
use super::{Estimate, Grouping, Outcome};
use crate::confusion::{
    self, ConfusionMatrix, Labels, Method, Metric, Prevalence, SystemCounts, npv_at_prevalence,
    ppv_at_prevalence,
};
use crate::error::Result;
use crate::input::{Digest, PositiveClass, Table, read_confusion};
use crate::quantity::Confidence;

/// A prevalence to which predictive values are carried, with its words.
#[derive(Clone, Debug, PartialEq)]
pub struct PrevalenceGiven {
    /// As it was given: `1 in 1000`.
    pub text: String,
    /// What it is.
    pub prevalence: Prevalence,
}

/// Results have it as a share.
impl Serialize for PrevalenceGiven {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.prevalence.share())
    }
}

/// Which classes of the decisions are looked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Classes {
    /// The positive one of two.
    #[default]
    Binary,
    /// This one, against all others.
    One(PositiveClass),
    /// Each, against all others, with averages.
    Each,
}

impl Classes {
    /// The class that counts with these labels are about, where it has a name.
    pub(super) fn of(&self, labels: &Labels) -> Option<String> {
        match self {
            Self::Binary => None,
            Self::One(class) => Some(class.clone()),
            Self::Each => labels.get("class").map(str::to_owned),
        }
    }

    /// What does not travel to another stream, and what holds only of items drawn at random.
    pub(super) fn notes(&self) -> [&'static str; 2] {
        match self {
            Self::Binary => [DOES_NOT_TRAVEL, DRAWN_FROM_THE_STREAM],
            Self::One(_) | Self::Each => [classes::DOES_NOT_TRAVEL, classes::DRAWN_FROM_THE_STREAM],
        }
    }
}

/// What is computed, and how.
#[derive(Clone, Debug)]
pub struct MetricsOptions {
    /// The method for proportions, and for F1.
    pub method: Method,
    /// The confidence level of every interval.
    pub confidence: Confidence,
    /// The prevalences to which predictive values are carried.
    pub prevalences: Vec<PrevalenceGiven>,
    /// Which counts are added up.
    pub grouping: Grouping,
    /// Which classes are looked for.
    pub classes: Classes,
    /// The column with the inverse of the sampling probabilities, where counts are to be weighted. The
    /// method for proportions is then that of weighted counts.
    pub weight: Option<String>,
}

/// The metrics of every system.
#[derive(Debug, Serialize)]
pub struct Metrics {
    /// The method of the intervals of proportions.
    #[serde(skip)]
    pub method: &'static str,
    /// The systems, in the order of the file.
    pub systems: Vec<SystemMetrics>,
    /// The averages over the classes of each system, where there are several.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub averages: Vec<Averages>,
    /// What a reader of them should know.
    pub notes: Vec<String>,
}

/// The metrics of one system, or of a part of its items.
#[derive(Debug, Serialize)]
pub struct SystemMetrics {
    /// The name of the system, or the names of those that were pooled.
    pub system: String,
    /// What tells these counts from others of the same system.
    pub labels: Labels,
    /// The class that was looked for, where there are others than violating and innocent.
    #[serde(skip)]
    pub class: Option<String>,
    /// The counts, without weights.
    pub counts: ConfusionMatrix,
    /// What they stand for, where they are weighted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weights: Option<WeightSummary>,
    /// The metrics, in the order shown.
    #[serde(serialize_with = "by_name")]
    pub metrics: Vec<MetricResult>,
}

/// Averages over the classes of one system.
#[derive(Debug, Serialize)]
pub struct Averages {
    /// The name of the system.
    pub system: String,
    /// What tells these counts from others of the same system.
    pub labels: Labels,
    /// How many classes there are.
    pub classes: usize,
    /// How many items there are.
    pub items: u64,
    /// The averages, in the order shown.
    #[serde(serialize_with = "by_name")]
    pub metrics: Vec<MetricResult>,
}

/// One metric of one system.
#[derive(Debug)]
pub struct MetricResult {
    /// What it is.
    pub quantity: Quantity,
    /// Its name as a key: that of the quantity, with the prevalence where there are several.
    pub key: String,
    /// Its value and interval.
    pub estimate: confusion::Estimate,
}

/// What a metric is.
#[derive(Clone, Debug, PartialEq)]
pub enum Quantity {
    /// A metric of the counts themselves.
    Metric(Metric),
    /// An average over classes, by its name.
    Average(&'static str),
    /// The positive predictive value at another prevalence.
    Ppv(PrevalenceGiven),
    /// The negative predictive value at another prevalence.
    Npv(PrevalenceGiven),
}

/// Returns the metrics of the counts in the file at `path`, or on standard input where that is `-`.
///
/// # Errors
///
/// If the file is refused, or its counts cannot be grouped as asked.
pub fn metrics(path: &Path, options: &MetricsOptions) -> Result<Outcome<Metrics>> {
    if let Some(column) = &options.weight {
        return weighted(path, column, options);
    }
    let (digest, rows, averages, mut notes) = match &options.classes {
        Classes::Each => by_class(path, options)?,
        Classes::One(class) => single(read_confusion(path, Some(class))?),
        Classes::Binary => single(read_confusion(path, None)?),
    };
    notes.extend(note_on_weights(rows.first()));
    let groups = options.grouping.groups(rows)?;
    notes.extend(notes_on_groups(&groups));
    notes.extend(options.classes.notes().map(str::to_owned));
    notes.extend(note_on_prevalence(&options.prevalences));
    let systems = groups.into_iter().map(|group| system(group, options)).collect();
    let result = Metrics { method: options.method.name, systems, averages, notes };
    Ok(Outcome::new("metrics", options.confidence, vec![digest], result, Vec::new()))
}

const DOES_NOT_TRAVEL: &str = "Precision, false discovery rate, negative predictive value, false omission rate, accuracy, F1, \
     Matthews correlation and flag rate, and averages of these, depend on the share of violating \
     items in these counts and do not travel to a stream with another share; --prevalence carries \
     PPV and NPV to one.";

const DRAWN_FROM_THE_STREAM: &str = "The limits of prevalence and of flag rate hold only if the items were drawn at random from the \
     stream; where the numbers of violating and of innocent items were chosen, they say nothing of it.";

/// What should be known of the rows that were added up, each note once.
pub(super) fn notes_on_groups(groups: &[Group]) -> Vec<String> {
    let mut notes = Vec::new();
    for note in groups.iter().flat_map(Group::notes) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// A label that is called like a column of weights.
fn note_on_weights(row: Option<&SystemCounts>) -> Option<String> {
    let labels = row.map_or(&[][..], |row| &row.labels.0);
    let (name, _) = labels.iter().find(|(name, _)| name.to_lowercase().starts_with("weight"))?;
    Some(format!(
        "Column {name} was kept as a label; --weight {name} takes it for the inverse of the sampling \
         probabilities."
    ))
}

/// What was taken for the prevalence elsewhere.
pub(super) fn note_on_prevalence(prevalences: &[PrevalenceGiven]) -> Option<String> {
    if prevalences.is_empty() {
        return None;
    }
    let (counted, exact): (Vec<_>, Vec<_>) =
        prevalences.iter().partition(|given| matches!(given.prevalence, Prevalence::Counted(_)));
    let texts = |given: &[&PrevalenceGiven]| {
        given.iter().map(|given| given.text.as_str()).collect::<Vec<_>>().join(", ")
    };
    let mut origin = Vec::new();
    if !exact.is_empty() {
        origin.push(format!("{}: taken as exact", texts(&exact)));
    }
    if !counted.is_empty() {
        origin.push(format!("{}: counted, its uncertainty included", texts(&counted)));
    }
    Some(format!(
        "Predictive values at another prevalence assume that recall and the false positive rate are \
         the same there as in these counts. Prevalence {}.",
        origin.join("; ")
    ))
}

/// What was read, as counts of two classes each.
pub(super) type Read = (Digest, Vec<SystemCounts>, Vec<Averages>, Vec<String>);

fn single((table, rows): (Table, Vec<SystemCounts>)) -> Read {
    (table.digest().clone(), rows, Vec::new(), Vec::new())
}

fn system(group: Group, options: &MetricsOptions) -> SystemMetrics {
    let counts = group.counts.matrix;
    let metric = |metric| MetricResult {
        key: Metric::name(metric).to_owned(),
        estimate: confusion::estimate(metric, &counts, &options.method, options.confidence),
        quantity: Quantity::Metric(metric),
    };
    let mut metrics: Vec<MetricResult> = Metric::ALL.into_iter().map(metric).collect();
    for given in &options.prevalences {
        metrics.extend(at_prevalence(given, &counts, options));
    }
    let SystemCounts { system, labels, .. } = group.counts;
    let class = options.classes.of(&labels);
    let metrics = metrics.into_iter().map(|metric| metric.about(class.as_ref())).collect();
    SystemMetrics { system, labels, class, counts, weights: None, metrics }
}

fn at_prevalence(
    given: &PrevalenceGiven,
    counts: &ConfusionMatrix,
    options: &MetricsOptions,
) -> [MetricResult; 2] {
    let (prevalence, confidence) = (given.prevalence, options.confidence);
    let ppv = ppv_at_prevalence(counts, prevalence, confidence);
    let npv = npv_at_prevalence(counts, prevalence, confidence);
    predictive_values(given, [ppv, npv], options)
}

/// The estimates of PPV and NPV at a prevalence, with their names.
pub(super) fn predictive_values(
    given: &PrevalenceGiven,
    [ppv, npv]: [confusion::Estimate; 2],
    options: &MetricsOptions,
) -> [MetricResult; 2] {
    let result = |quantity: Quantity, estimate| {
        let name = quantity.name();
        let several = options.prevalences.len() > 1;
        let share = given.prevalence.share();
        let key = if several { format!("{name}_{share}") } else { name.to_owned() };
        MetricResult { quantity, key, estimate }
    };
    [result(Quantity::Ppv(given.clone()), ppv), result(Quantity::Npv(given.clone()), npv)]
}

impl MetricResult {
    /// The same, with a reason in words of the class where it is about one.
    pub(super) fn about(self, class: Option<&String>) -> Self {
        match class {
            Some(_) => Self { estimate: self.estimate.reworded(classes::of_a_class), ..self },
            None => self,
        }
    }
}

impl Quantity {
    /// Its name in results, without a prevalence.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Metric(metric) => metric.name(),
            Self::Average(name) => name,
            Self::Ppv(_) => "ppv_at_prevalence",
            Self::Npv(_) => "npv_at_prevalence",
        }
    }

    /// The prevalence to which it was carried, if to any.
    #[must_use]
    pub fn prevalence(&self) -> Option<&PrevalenceGiven> {
        match self {
            Self::Metric(_) | Self::Average(_) => None,
            Self::Ppv(given) | Self::Npv(given) => Some(given),
        }
    }
}

fn by_name<S: Serializer>(
    metrics: &[MetricResult],
    serializer: S,
) -> std::result::Result<S::Ok, S::Error> {
    serializer.collect_map(metrics.iter().map(|metric| {
        let prevalence = metric.quantity.prevalence().map(|given| given.prevalence.share());
        (&metric.key, Estimate { prevalence, ..Estimate::from(&metric.estimate) })
    }))
}
