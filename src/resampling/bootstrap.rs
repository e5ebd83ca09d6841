//! Many resamples, on many threads.

use std::num::NonZeroUsize;

use super::clustered::Clustered;
use super::rows::Rows;
use super::sums::{Block, Counts, Sums};
use super::{Resampled, Scheme, Statistic};
use crate::confusion::Undefined;
use crate::curve::missing_class;
use crate::simulation::{MOST_ITEMS, Purpose, Stream};
use crate::tally::{Clusters, Ranking, parallel};

/// How many resamples a thread draws before it takes the next task.
const EACH_TASK: usize = 16;

/// What resamples are drawn from.
#[derive(Clone, Copy, Debug)]
pub enum Source<'a> {
    /// Rows that are independent of each other.
    Rows(&'a Ranking),
    /// Clusters that are independent of each other: each is drawn whole or not, whatever the labels of its
    /// rows, so that a stratified resample has as many clusters and not as many of each label.
    Clusters(&'a Clusters),
}

/// How resamples are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// How rows are drawn.
    pub scheme: Scheme,
    /// How many resamples there are.
    pub resamples: usize,
    /// The seed.
    pub seed: u64,
    /// How many threads are used, which changes nothing.
    pub threads: NonZeroUsize,
}

/// Returns each of `statistics` with its values in resamples of `source`; `progress` is told how many more
/// resamples were drawn.
///
/// # Errors
///
/// Where there are no positives or no negatives, or more rows than 2⁵³.
pub fn bootstrap(
    source: Source,
    plan: &Plan,
    statistics: &[Statistic],
    progress: &(dyn Fn(u64) + Sync),
) -> Result<Vec<Resampled>, Undefined> {
    let ranking = source.ranking();
    if let Some(reason) = missing_class(ranking) {
        return Err(reason);
    }
    if ranking.positives() + ranking.negatives() > MOST_ITEMS {
        return Err("more rows than can be resampled");
    }
    let pool = Pool::new(source);
    let tasks = plan.resamples.div_ceil(EACH_TASK);
    let values = parallel::map(tasks, plan.threads, |task| {
        let end = plan.resamples.min((task + 1) * EACH_TASK);
        let numbers = task * EACH_TASK..end;
        let values: Vec<_> =
            numbers.map(|number| pool.resample(plan, statistics, number)).collect();
        progress(values.len() as u64);
        values
    });
    let values: Vec<_> = values.into_iter().flatten().collect();
    let resampled = |(place, estimate): (usize, Option<f64>)| {
        Resampled::new(statistics[place], estimate, values.iter().map(|values| values[place]))
    };
    Ok(of_all(ranking, statistics).into_iter().enumerate().map(resampled).collect())
}

/// The statistics of the rows themselves.
fn of_all(ranking: &Ranking, statistics: &[Statistic]) -> Vec<Option<f64>> {
    let cells = ranking.cells();
    let all = Counts { positives: ranking.positives(), negatives: ranking.negatives() };
    let (positives, negatives): (Vec<_>, Vec<_>) =
        cells.iter().map(|cell| (cell.positives, cell.negatives)).unzip();
    let mut sums = Sums::new(statistics, cells, all);
    sums.add(Block { positives: &positives, negatives: &negatives });
    sums.values()
}

impl<'a> Source<'a> {
    fn ranking(self) -> &'a Ranking {
        match self {
            Self::Rows(ranking) => ranking,
            Self::Clusters(clusters) => clusters.ranking(),
        }
    }
}

/// A source made ready.
enum Pool<'a> {
    Rows(Rows<'a>),
    Clustered(Clustered<'a>),
}

impl<'a> Pool<'a> {
    fn new(source: Source<'a>) -> Self {
        match source {
            Source::Rows(ranking) => Self::Rows(Rows::new(ranking)),
            Source::Clusters(clusters) => Self::Clustered(Clustered::new(clusters)),
        }
    }

    /// The statistics of resample `number`.
    fn resample(&self, plan: &Plan, statistics: &[Statistic], number: usize) -> Vec<Option<f64>> {
        let mut stream = Stream::new(plan.seed, Purpose::Resampling, number as u64);
        match self {
            Self::Rows(rows) => rows.resample(plan.scheme, statistics, &mut stream),
            Self::Clustered(clusters) => clusters.resample(plan.scheme, statistics, &mut stream),
        }
    }
}
