//! Whether scores that are given as probabilities are what they say.
//!
//! Of items with the score 0.2, one in five should be violating. [`Forecasts`] are the scores of a tally
//! read as probabilities, in these rows or carried to a stream with another prevalence; everything else
//! follows from them: reliability by bins ([`binned`]) or by [`isotonic`] regression, the [`brier`] score
//! and its decompositions, [`log_loss`], the log-likelihood-ratio cost ([`cllr`]) and logistic
//! [`recalibration`]. Every sum is over distinct scores from the lowest up, so that the same tally always
//! gives the same digits.
//!
//! ```
//! use baserate::calibration::{Forecasts, brier, corp};
//! use baserate::quantity::Confidence;
//! use baserate::tally::{Label, Tally};
//!
//! let rows = [(0.1, false), (0.4, false), (0.35, true), (0.8, true)];
//! let rows = rows.map(|(score, positive)| (score, Label::from(positive), 1));
//! let tally = Tally::new(rows, 0).unwrap();
//! let forecasts = Forecasts::new(&tally).unwrap();
//! let score = brier(&forecasts, Confidence::DEFAULT).value().unwrap();
//! assert!((score - 0.158125).abs() < 1e-15);
//! let parts = corp(&forecasts).unwrap();
//! let sum = parts.miscalibration - parts.discrimination + parts.uncertainty;
//! assert!((sum - score).abs() < 1e-15);
//! ```

mod binned;
mod binning;
mod cllr;
mod corp;
mod forecasts;
mod isotonic;
mod loss;
mod recalibration;
mod sum;

pub use binned::{Bin, Binned, Decomposition, binned};
pub use binning::Binning;
pub use cllr::{cllr, cllr_min};
pub use corp::{Corp, corp};
pub use forecasts::{Forecast, Forecasts, NotProbabilities};
pub use isotonic::{Step, isotonic};
pub use loss::{brier, brier_skill, log_loss};
pub use recalibration::{Recalibration, recalibration};
