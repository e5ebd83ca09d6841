//! What providers disclose: figures with their unit, period, scope, rounding and place, assembled
//! into one case per population, and the findings that the figures themselves give rise to.

mod case;
mod checks;
mod figure;
mod finding;
mod period;
mod ratio;
mod reconciliation;
mod rounding;
mod stage_figure;
mod technology;
pub(crate) mod vocabulary;

pub use case::{Case, CaseKey, assemble};
pub use checks::check_figures;
pub use figure::{Figure, Source};
pub use finding::{Finding, FindingCode, Severity};
pub use period::Period;
pub use ratio::{PrintedRatio, Reproduction};
pub use reconciliation::{
    Comparison, CountryReports, LeftOut, Reconciliation, YearlyCount, left_out, reconcile,
};
pub use rounding::Rounding;
pub use stage_figure::{StageFigure, Variant};
pub use technology::Technology;
pub(crate) use vocabulary::words;
pub use vocabulary::{Scope, Stage, Unit};
