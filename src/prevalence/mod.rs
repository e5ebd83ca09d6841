//! What a detector's rates mean where another share of the items is violating.
//!
//! Recall and the false positive rate are taken to be the same at every prevalence: that is the
//! assumption under which a test says anything of a stream. Precision is not: it follows from them
//! and from the prevalence ([`ppv`](crate::confusion::ppv)), so that a precision without the
//! prevalence at which it was measured says nothing of another one.
//!
//! ```
//! use baserate::prevalence::{fpr_implied, ppv_moved};
//! use baserate::special::Share;
//!
//! // Precision 99.9 % and recall 84 % on a test set of which half is violating …
//! let [precision, recall, half] = [0.999, 0.84, 0.5].map(Share::new);
//! let fpr = fpr_implied(precision, recall, half).unwrap();
//! assert!((fpr.x() - 8.41e-4).abs() < 5e-7);
//! // … are a precision of 9.1 % where one item in 10 000 is.
//! let ppv = ppv_moved(precision, half, Share::new(1e-4));
//! assert!((ppv.unwrap().x() - 0.0908).abs() < 5e-5);
//! ```

mod detector;
mod expected;
mod grid;
mod projection;
mod travel;

pub use detector::{Detector, FalsePositives, Rates, ends};
pub use expected::{Expected, expected};
pub use grid::logarithmic;
pub use projection::{Projection, break_even_estimate, fpr_estimate, project, rate_estimate};
pub use travel::{break_even, fpr_implied, ppv_moved};
