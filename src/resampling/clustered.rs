//! Resamples of whole clusters.

use super::multinomial::Multinomial;
use super::sums::{Block, Counts, Sums};
use super::{Scheme, Statistic};
use crate::simulation::Stream;
use crate::tally::Clusters;

/// Clusters of rows, made ready to draw many resamples.
#[derive(Debug)]
pub(super) struct Clustered<'a> {
    clusters: &'a Clusters,
    draws: Multinomial,
}

impl<'a> Clustered<'a> {
    pub(super) fn new(clusters: &'a Clusters) -> Self {
        let draws = Multinomial::new(std::iter::repeat_n(1, clusters.len()));
        Self { clusters, draws }
    }

    /// The statistics of one resample, in which a cluster has all of its rows as often as it was drawn.
    pub(super) fn resample(
        &self,
        scheme: Scheme,
        statistics: &[Statistic],
        stream: &mut Stream,
    ) -> Vec<Option<f64>> {
        let mut times = vec![0; self.clusters.len()];
        let number = scheme.clusters(self.draws.items(), stream);
        self.draws.draw(number, &mut times, stream);
        let cells = self.clusters.ranking().cells();
        let [mut positives, mut negatives] = [const { Vec::new() }; 2];
        positives.resize(cells.len(), 0);
        negatives.resize(cells.len(), 0);
        for (cluster, times) in times.iter().enumerate().filter(|(_, times)| **times > 0) {
            for member in self.clusters.members(cluster) {
                positives[member.cell] += times * member.positives;
                negatives[member.cell] += times * member.negatives;
            }
        }
        let all = Counts { positives: positives.iter().sum(), negatives: negatives.iter().sum() };
        let mut sums = Sums::new(statistics, cells, all);
        sums.add(Block { positives: &positives, negatives: &negatives });
        sums.values()
    }
}
