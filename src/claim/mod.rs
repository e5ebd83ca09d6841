//! Claims about detection technologies: what they say, what they imply, what would show them, and the
//! verdict of the evidence.

mod amount;
mod cone;
mod judgement;
mod label_error;
mod match_rate;
mod needed;
mod shares;
mod stated;
mod statement;
mod vocabulary;

pub use amount::{Amount, CountName, Term, Total, seconds};
pub use judgement::{
    CountsEvidence, CountsJudgement, FunnelJudgement, Judged, QuotientJudgement, SharesCompared,
    judge_counts, judge_funnel, judge_quotient,
};
pub use label_error::{LabelError, MislabelledTest};
pub use match_rate::{MatchRates, Matching, Prediction, Reading};
pub use needed::{Deployment, Needed, TestNeeded, allowed_error_rate, needed};
pub use shares::{CellShares, StatedShare};
pub(crate) use stated::complement;
pub use stated::{Against, Region, Stated};
pub use statement::{Claim, Quotient};
pub use vocabulary::{Better, ClaimQuantity, Comparator, Openness, Verdict};
