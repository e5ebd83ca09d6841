//! Tests of whether two shares counted on different items are the same.
//!
//! Both are exact. [`fisher_exact`] is the one that readers know, for counts of any size. [`barnard`] does
//! not take the number of events as given, has more power where events are rare, and is reckoned for up
//! to 100 000 items a side. Choose before you see the counts. Neither says how large a difference is: see [`difference`](crate::interval::difference) for its interval. Items are taken as
//! drawn at random and independently of each other.

mod barnard;
mod fisher;

pub use barnard::{barnard, pooled_z};
pub use fisher::fisher_exact;

/// What would count as evidence against equal shares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alternative {
    /// The shares differ, either way.
    TwoSided,
    /// The first share is less than the second.
    Less,
    /// The first share is greater than the second.
    Greater,
}
