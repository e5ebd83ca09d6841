//! How many rows a resample has.

use serde::Serialize;

use super::binomial::quick_binomial;
use super::poisson::poisson;
use super::sums::Counts;
use crate::quantity::{Probability, real};
use crate::simulation::Stream;

/// How rows are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Scheme {
    /// As many positives and as many negatives as there are, each from their own. For rows of which it was
    /// fixed beforehand how many of each there would be.
    #[default]
    Stratified,
    /// As many as there are from all rows together, so that the share of positives differs from resample to
    /// resample.
    All,
    /// Each row as often as a Poisson number with mean 1 says, so that the number of rows differs, too.
    Poisson,
}

impl Scheme {
    /// How many of each label a resample of rows has. Given these, all schemes draw alike.
    pub(super) fn rows(self, all: Counts, stream: &mut Stream) -> Counts {
        let Counts { positives, negatives } = all;
        match self {
            Self::Stratified => all,
            Self::All => {
                let share = real(positives.min(negatives)) / real(positives + negatives);
                let share = Probability::new(share).unwrap_or(Probability::ONE);
                let rarer = quick_binomial(stream, positives + negatives, share);
                let others = positives + negatives - rarer;
                let (positives, negatives) =
                    if positives <= negatives { (rarer, others) } else { (others, rarer) };
                Counts { positives, negatives }
            }
            Self::Poisson => Counts {
                positives: poisson(stream, real(positives)),
                negatives: poisson(stream, real(negatives)),
            },
        }
    }

    /// How many clusters a resample has.
    pub(super) fn clusters(self, all: u64, stream: &mut Stream) -> u64 {
        match self {
            Self::Stratified | Self::All => all,
            Self::Poisson => poisson(stream, real(all)),
        }
    }
}
