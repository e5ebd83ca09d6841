//! One function per command: from inputs to a plain result that can be written in any format.

mod audit;
mod outcome;
mod proxy;

pub use audit::{Audit, AuditOptions, CaseResult, FigureResult, audit};
pub use outcome::Outcome;
pub use proxy::{Estimate, Proxy, ProxyKind, Reported};
