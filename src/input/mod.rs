//! Readers of the files that users hand over. Every error names the place, what was found, what
//! was expected and the remedy; nothing is repaired silently.

mod classes;
mod confusion;
mod dataset;
mod delimited;
mod figures;
mod keys;
mod number;
mod ratios;
mod readme;
mod reports;
mod scores;
mod table;

pub use classes::read_classes;
pub use confusion::{PositiveClass, Stratum, read_confusion, read_strata};
pub use dataset::{Disclosure, read_disclosure};
pub use figures::read_figures;
pub use number::{parse_count, parse_share};
pub use ratios::read_ratios;
pub use readme::{Readme, Sources, read_readme};
pub use reports::{CountryFiles, read_country_files};
pub use scores::{LabelWords, NotFinite, ScoreOptions, Scores, read_scores};
pub use table::{Digest, Table};
