//! The report: one self-contained page for a reader who must decide something, with Markdown, JSON
//! and the charts beside it. It formats plain results and computes nothing.

pub mod chart;
mod charts;
mod claims;
mod coverage;
mod document;
mod explained;
mod html;
mod pages;
mod received;
mod scenario;
mod sweep;

pub use coverage::coverage_pages;
pub use pages::{Page, Part, pages};
pub use scenario::ppv_chart;
pub use sweep::{missing_pictures, sweep_page, sweep_pictures};
