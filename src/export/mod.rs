//! Results to JSON, CSV, Markdown and terminal tables. No statistics here.

mod assumed;
pub mod audit;
pub mod claims;
pub mod coverage;
mod destination;
mod document;
mod file;
mod json;
pub mod layers;
mod markdown;
pub mod metrics;
mod rows;
pub mod scenario;
pub mod scores;
pub mod simulation;
pub mod sweep;
pub mod tally;
mod terminal;
pub mod wording;

pub use destination::{Destination, not_a_folder};
pub use document::{Align, Block, Column};
pub use file::{Outputs, write_whole, write_whole_by};
pub use json::json;
pub use markdown::markdown;
pub use terminal::terminal;
