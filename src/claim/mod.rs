//! Claims about detection technologies: what they say, what they imply, what would show them, and the
//! verdict of the evidence.

mod amount;
mod stated;
mod statement;
mod vocabulary;

pub use amount::{Amount, CountName, Term, Total, seconds};
pub use stated::{Against, Region, Stated};
pub use statement::{Claim, Quotient};
pub use vocabulary::{Better, ClaimQuantity, Comparator, Openness, Verdict};
