//! One layer of detection.

use super::Dependence;
use crate::quantity::{Probability, Rate};

/// A layer: a detector, or people who review.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// What it is called.
    pub name: String,
    /// How it is joined to the layers before it; of no meaning for the first.
    pub join: Join,
    /// On which items its rates were measured.
    pub measured: Measured,
    /// The share of the items that reach it which it handles, drawn at random; the others stay as
    /// they are. In series, a flag that is not reviewed stands.
    pub share: Probability,
    /// The share of violating items that it flags or confirms.
    pub recall: Rate,
    /// The share of innocent items that it flags or confirms.
    pub fpr: Rate,
    /// Its dependence on the layers before it among violating items, where it is stated.
    pub dependence_violating: Option<Dependence>,
    /// The same among innocent items.
    pub dependence_innocent: Option<Dependence>,
}

/// How a layer is joined to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Join {
    /// It adds flags: an item is flagged when this layer or those before flag it.
    Parallel,
    /// It confirms flags: an item is flagged when those before flag it and this layer does, too.
    Series,
}

/// On which items the rates of a layer were measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Measured {
    /// On all items, whatever the other layers say of them.
    All,
    /// On the items that reach it: in series those that are flagged so far, in parallel those that
    /// are not.
    Reached,
}

impl Layer {
    /// A layer that handles everything, adds flags and was measured on all items.
    #[must_use]
    pub fn new(name: impl Into<String>, recall: Rate, fpr: Rate) -> Self {
        Self {
            name: name.into(),
            join: Join::Parallel,
            measured: Measured::All,
            share: Probability::ONE,
            recall,
            fpr,
            dependence_violating: None,
            dependence_innocent: None,
        }
    }
}
