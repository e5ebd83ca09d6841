//! Claims about detection technologies: what they say, what they imply, what would show them, and the
//! verdict of the evidence.

mod amount;
mod judgement;
mod match_rate;
mod needed;
mod stated;
mod statement;
mod vocabulary;

pub use amount::{Amount, CountName, Term, Total, seconds};
pub use judgement::{
    CountsEvidence, CountsJudgement, FunnelJudgement, Judged, QuotientJudgement, SharesCompared,
    judge_counts, judge_funnel, judge_quotient,
};
pub use match_rate::{expected_events, per_account, per_item, probability_of_at_least};
pub use needed::{Deployment, Needed, TestNeeded, allowed_error_rate, needed};
pub use stated::{Against, Region, Stated};
pub use statement::{Claim, Quotient};
pub use vocabulary::{Better, ClaimQuantity, Comparator, Openness, Verdict};
