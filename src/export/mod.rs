//! Results to JSON, CSV, Markdown and terminal tables. No statistics here.

mod assumed;
pub mod audit;
mod document;
mod file;
mod json;
mod markdown;
pub mod metrics;
mod terminal;
pub mod wording;

pub use document::{Align, Block, Column};
pub use file::write_whole;
pub use json::json;
pub use markdown::markdown;
pub use terminal::terminal;
