//! One function per command: from inputs to a plain result that can be written in any format.

mod advice;
mod answer;
mod audit;
mod outcome;
mod proxy;
mod report;

pub use advice::advice;
pub use answer::answer;
pub use audit::{Audit, AuditOptions, CaseResult, FigureResult, audit, audit_cases};
pub use outcome::Outcome;
pub use proxy::{Estimate, Proxy, ProxyKind, Reported};
pub use report::{CaseChapter, Report, report};
