//! Synthetic confusion counts.

use std::num::NonZeroU64;

use serde::Serialize;

use super::{Purpose, Stream, binomial, check_items};
use crate::confusion::{Cells, ConfusionMatrix, Labels, SystemCounts};
use crate::error::Result;
use crate::quantity::Probability;

/// A system with the rates at which it flags.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SimulatedSystem {
    /// Its name.
    pub system: String,
    /// P(flagged given violating).
    pub recall: Probability,
    /// P(flagged given not violating).
    pub fpr: Probability,
}

/// What confusion counts are drawn from: items of which each is violating with the same probability,
/// and systems that flag each independently of all others.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfusionDesign {
    volume: u64,
    prevalence: Probability,
    systems: Vec<SimulatedSystem>,
    draws: u64,
}

/// One test of all systems on the same items.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ConfusionTest {
    /// Its number, from 1.
    pub draw: u64,
    /// How many of the items are violating, a binomial number.
    pub violating: u64,
    /// How many are not.
    pub innocent: u64,
    /// The counts of each system, of which the flagged are binomial numbers; labelled with the number
    /// of the test where there are several.
    #[serde(skip)]
    pub systems: Vec<SystemCounts>,
}

impl ConfusionDesign {
    /// Returns the design of `draws` tests of all `systems` on the same `volume` of items.
    ///
    /// # Errors
    ///
    /// If there are no items, or more than [`MOST_ITEMS`](super::MOST_ITEMS).
    pub fn new(
        volume: u64,
        prevalence: Probability,
        systems: Vec<SimulatedSystem>,
        draws: NonZeroU64,
    ) -> Result<Self> {
        check_items("--volume", volume)?;
        Ok(Self { volume, prevalence, systems, draws: draws.get() })
    }

    /// Returns all tests, in order.
    pub fn tests(&self, seed: u64) -> impl Iterator<Item = ConfusionTest> {
        (1..=self.draws).map(move |draw| self.test(seed, draw))
    }

    fn test(&self, seed: u64, draw: u64) -> ConfusionTest {
        let mut stream = Stream::new(seed, Purpose::Confusion, draw);
        let violating = binomial(&mut stream, self.volume, self.prevalence);
        let innocent = self.volume - violating;
        let label = (self.draws > 1).then(|| ("draw".to_owned(), draw.to_string()));
        let labels = Labels(label.into_iter().collect());
        let counts = |system: &SimulatedSystem| {
            let true_positives = binomial(&mut stream, violating, system.recall);
            let false_positives = binomial(&mut stream, innocent, system.fpr);
            let matrix = ConfusionMatrix::new(Cells {
                true_positives,
                false_positives,
                false_negatives: violating - true_positives,
                true_negatives: innocent - false_positives,
            })?;
            Some(SystemCounts { system: system.system.clone(), labels: labels.clone(), matrix })
        };
        let systems = self.systems.iter().filter_map(counts).collect();
        ConfusionTest { draw, violating, innocent, systems }
    }
}
