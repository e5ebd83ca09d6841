//! The bootstrap: how much areas and rates would differ by chance, from resamples of the counts themselves.
//!
//! A resample draws as many rows as there are from those that there are, with replacement. Rows of one cell
//! of a [`Ranking`](crate::tally::Ranking) are alike, so that counts are drawn and never rows: the resample is
//! multinomial over the cells, exactly, and takes time by the number of cells where these are few. Each
//! resample has a stream of random numbers of its own, so that neither the number of threads nor their pace
//! changes anything.
//!
//! ```
//! use std::num::NonZeroUsize;
//!
//! use baserate::quantity::Confidence;
//! use baserate::resampling::{Plan, Scheme, Source, Statistic, bootstrap};
//! use baserate::tally::{Label, Ranking, Tally};
//!
//! // Hanley and McNeil's ratings of 109 images, from definitely normal to definitely abnormal.
//! let [normal, abnormal] = [[33, 6, 6, 11, 2], [3, 2, 2, 11, 33]];
//! let rows = |label, counts: [u64; 5]| {
//!     (1..).map(f64::from).zip(counts).map(move |(rating, count)| (rating, label, count))
//! };
//! let rows = rows(Label::Negative, normal).chain(rows(Label::Positive, abnormal));
//! let ranking = Ranking::of(&Tally::new(rows, 0).unwrap());
//! let plan = Plan { scheme: Scheme::Stratified, resamples: 2000, seed: 1, threads: NonZeroUsize::MIN };
//! let auc = &bootstrap(Source::Rows(&ranking), &plan, &[Statistic::Auc], &|_| {}).unwrap()[0];
//! assert!((auc.estimate.unwrap() - 0.8931711).abs() < 5e-8);
//! // DeLong's standard error is 0.0307.
//! assert!((auc.standard_error().unwrap() - 0.0307).abs() < 0.0015);
//! assert!(auc.percentile(Confidence::DEFAULT).unwrap().lower > 0.8);
//! ```

mod binomial;
mod bootstrap;
mod clustered;
mod distribution;
mod multinomial;
mod poisson;
mod rows;
mod scheme;
mod statistic;
mod sums;

pub use bootstrap::{Plan, Source, bootstrap};
pub use distribution::{Resampled, fewest_resamples};
pub use scheme::Scheme;
pub use statistic::Statistic;
