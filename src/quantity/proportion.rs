//! Events among trials.

use std::num::NonZeroU64;

use super::{ConfidenceInterval, real};

/// A count of events among trials: at least one trial, never more events than trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proportion {
    events: u64,
    trials: NonZeroU64,
}

impl Proportion {
    /// Returns the proportion of `events` among `trials`, or `None` when there are no trials or
    /// more events than trials.
    ///
    /// ```
    /// use baserate::quantity::Proportion;
    ///
    /// assert_eq!(Proportion::new(1, 4).unwrap().estimate(), 0.25);
    /// assert_eq!(Proportion::new(0, 0), None);
    /// assert_eq!(Proportion::new(5, 4), None);
    /// ```
    #[must_use]
    pub fn new(events: u64, trials: u64) -> Option<Self> {
        let trials = NonZeroU64::new(trials)?;
        (events <= trials.get()).then_some(Self { events, trials })
    }

    /// How many trials were events.
    #[must_use]
    pub fn events(self) -> u64 {
        self.events
    }

    /// How many trials there were, at least one.
    #[must_use]
    pub fn trials(self) -> u64 {
        self.trials.get()
    }

    /// How many trials were not events.
    #[must_use]
    pub fn non_events(self) -> u64 {
        self.trials.get() - self.events
    }

    /// The proportion of what were not events.
    #[must_use]
    pub fn turned_round(self) -> Self {
        Self { events: self.non_events(), trials: self.trials }
    }

    /// Returns by how much the share of events exceeds that of `other`, in `[-1, 1]`; from the
    /// non-events where these are rarer, so that two shares near 1 are told apart.
    #[must_use]
    pub fn excess_over(self, other: Self) -> f64 {
        let (one, two) = (self.estimate(), other.estimate());
        if one > 0.5 && two > 0.5 {
            other.turned_round().estimate() - self.turned_round().estimate()
        } else {
            one - two
        }
    }

    /// The share of trials that were events, in `[0, 1]`.
    #[must_use]
    pub fn estimate(self) -> f64 {
        real(self.events) / real(self.trials.get())
    }

    /// Returns the interval from `lower` to `upper`, with its lower end exactly 0 when there were
    /// no events and its upper end exactly 1 when there was nothing else, where rounding would
    /// miss by an ulp.
    #[must_use]
    pub fn interval(self, lower: f64, upper: f64) -> ConfidenceInterval {
        let lower = if self.events == 0 { 0.0 } else { lower };
        let upper = if self.non_events() == 0 { 1.0 } else { upper };
        ConfidenceInterval::new(lower, upper)
    }
}
