//! Distinct scores with how many positives and negatives have them: all that a curve needs.
//!
//! Rows of scores and labels are gathered by [`Collector`]s, one to a thread, and become a [`Tally`],
//! which holds every distinct score once, can be merged with others and can be handed over in place of
//! the rows. [`Ranking`] is what curves are made from: the distinct scores from the highest down, where
//! runs of scores that only negatives have may be lumped, since no curve bends there.
//!
//! Rows that were drawn with different probabilities or that come in clusters, such as many of one
//! account, become a [`KeyedTally`], which also tells weights and clusters apart.
//!
//! Scores are real numbers, `f32` or `f64` or whole up to 2⁵³; -0 is 0, and what is not finite is
//! refused. Where memory is to stay flat, scores are counted in bins, as many as a [`Resolution`] says. Neither the order of the rows nor the number of threads changes anything.
//!
//! ```
//! use std::num::NonZeroUsize;
//!
//! use baserate::tally::{Collection, Collector, Key as _, Label, Ranking};
//!
//! let mut rows = Collector::default();
//! for (score, label) in [(0.1, false), (0.4, false), (0.35, true), (0.8, true)] {
//!     rows.add(u64::of(score).unwrap(), Label::from(label));
//! }
//! let tally = Collection::new(vec![rows]).tally(NonZeroUsize::MIN);
//! assert_eq!((tally.positives().total(), tally.negatives().total()), (2, 2));
//! let ranking = Ranking::of(&tally);
//! assert_eq!(ranking.cells()[0].score, 0.8);
//! ```

mod bins;
mod clusters;
mod collection;
mod collector;
mod counted;
mod counts;
mod few;
mod histogram;
mod key;
mod keyed;
mod keyed_scores;
mod label;
pub(crate) mod parallel;
mod placing;
mod ranking;
mod resolution;
mod rows;
mod sorting;
mod whole;

pub use clusters::{Clusters, Member};
pub use collection::Collection;
pub use collector::Collector;
pub use counted::CountedScores;
pub use counts::ScoreCounts;
pub use histogram::Histogram;
pub use key::Key;
pub use keyed::{KeyedRow, KeyedTally, Keys};
pub use keyed_scores::KeyedScores;
pub use label::Label;
pub use ranking::{Cell, Ranking};
pub use resolution::Resolution;
pub use rows::Rows;
pub use whole::{DROPPED_KEY, RESOLUTION_KEY, Tally, TooMany};
