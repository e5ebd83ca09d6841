//! Readers of the files that users hand over. Every error names the place, what was found, what
//! was expected and the remedy; nothing is repaired silently.

mod alike;
mod claims;
mod classes;
mod confusion;
mod dataset;
mod delimited;
mod evidence;
mod figures;
mod keys;
mod layers;
mod number;
mod ratios;
mod readme;
mod reports;
mod scores;
mod stated;
mod table;
mod technologies;

pub use claims::read_claims;
pub use classes::read_classes;
pub use confusion::{PositiveClass, Stratum, read_confusion, read_strata};
pub use dataset::{Disclosure, read_disclosure};
pub use evidence::{Evidence, TestCounts, read_claims_and_evidence};
pub use figures::read_figures;
pub use layers::read_layers;
pub(crate) use number::count_remedy;
pub use number::{EXPECTED_RATE, parse_count, parse_rate, parse_share};
pub use ratios::read_ratios;
pub use readme::{Readme, Sources, read_readme};
pub use reports::{CountryFiles, read_country_files, read_yearly_counts};
pub use scores::{
    LabelWords, NotFinite, ScoreOptions, Scores, count_at_threshold, read_scores, score_files,
    silence_guarded_panics,
};
pub use table::{Digest, Table};
pub use technologies::read_technologies;
