//! Layers of detection, such as a hash match, then a classifier, then human review: what they do
//! together, and how far that depends on what nobody measured.
//!
//! Two layers *in parallel* flag an item when either does; *in series* a flag stands only where the
//! second confirms it. Rates that were measured for each layer alone do not determine the joint rate:
//! it depends on whether the layers err on the same items. What they leave open is a set with sharp
//! ends (Fréchet bounds). Independence is one point of it, and a stated [`Dependence`] another. Where a
//! layer was measured on the very items that reach it, as review mostly is, nothing is left open.
//!
//! ```
//! use baserate::layering::{Join, Layer, Measured, joint};
//! use baserate::quantity::{Confidence, Probability, Rate};
//!
//! let rate = |share| Rate::Known(Probability::new(share).unwrap());
//! // Two tests in series, the second done on those that the first flags (Gordis, *Epidemiology*):
//! // sensitivity 70 % and 90 %, specificity 80 % and 90 %.
//! let first = Layer::new("first", rate(0.7), rate(0.2));
//! let second = Layer {
//!     join: Join::Series,
//!     measured: Measured::Reached,
//!     ..Layer::new("second", rate(0.9), rate(0.1))
//! };
//! let stages = joint(&[first, second], Confidence::DEFAULT);
//! let last = stages.last().unwrap();
//! assert!((last.recall.independent().x() - 0.63).abs() < 1e-12);
//! assert!((last.fpr.independent().x() - 0.02).abs() < 1e-12);
//! assert_eq!(last.recall.lower(), last.recall.upper());
//! ```

mod coupling;
mod joint;
mod layer;
mod outlook;

pub use coupling::Dependence;
pub use joint::{JointRate, Stage, joint};
pub use layer::{Join, Layer, Measured};
pub use outlook::{Outlook, Range, outlook};
