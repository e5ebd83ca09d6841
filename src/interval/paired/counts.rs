//! Two verdicts on each of many items.

use crate::quantity::{Proportion, real};

/// How many items were events to both, to one alone or to neither of two judges.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PairedCounts {
    /// Events to both.
    pub both: u64,
    /// Events to the first alone.
    pub first_only: u64,
    /// Events to the second alone.
    pub second_only: u64,
    /// Events to neither.
    pub neither: u64,
}

impl PairedCounts {
    /// All items, as a real number.
    pub(super) fn total(self) -> f64 {
        [self.both, self.first_only, self.second_only, self.neither].map(real).iter().sum()
    }

    /// The share of events to the first less that to the second; 0 where there are no items.
    #[must_use]
    pub fn difference(self) -> f64 {
        let total = self.total();
        if total > 0.0 { (real(self.first_only) - real(self.second_only)) / total } else { 0.0 }
    }

    /// The same items with the second called first.
    pub(super) fn exchanged(self) -> Self {
        Self { first_only: self.second_only, second_only: self.first_only, ..self }
    }

    /// The events to the first among all items; `None` where there are none or too many to count.
    pub(super) fn first(self) -> Option<Proportion> {
        let events = self.both.checked_add(self.first_only)?;
        let others = self.second_only.checked_add(self.neither)?;
        Proportion::new(events, events.checked_add(others)?)
    }
}
