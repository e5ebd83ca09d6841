//! What the claimed error rates of automated detection systems are worth.

pub mod error;
pub mod quantity;
