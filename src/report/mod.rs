//! What a reader gets to see: the parts of the report that are made from plain results.

pub mod chart;
