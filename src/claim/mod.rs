//! What claims about a detector imply, taken at their word: statements against each other, the readings of
//! "1 in N", and what errors in the test labels leave of a result.

mod cone;
mod label_error;
mod match_rate;
mod shares;

pub use label_error::{LabelError, MislabelledTest};
pub use match_rate::{MatchRates, Matching, Prediction, Reading};
pub use shares::{CellShares, StatedShare};
