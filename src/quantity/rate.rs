//! A rate with what it rests on.

use super::{Probability, Proportion};

/// A share of a population, such as a recall, a false positive rate or a prevalence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Rate {
    /// Taken as exact; its own uncertainty is part of no interval.
    Known(Probability),
    /// Estimated from the counts of an independent random sample.
    Counted(Proportion),
}

impl Rate {
    /// The share itself, in `[0, 1]`.
    #[must_use]
    pub fn share(self) -> f64 {
        match self {
            Self::Known(share) => share.get(),
            Self::Counted(proportion) => proportion.estimate(),
        }
    }

    /// The rate of everything else: of a specificity, the false positive rate.
    ///
    /// ```
    /// use baserate::quantity::{Proportion, Rate};
    ///
    /// let specificity = Rate::Counted(Proportion::new(99_998, 100_000).unwrap());
    /// let fpr = Rate::Counted(Proportion::new(2, 100_000).unwrap());
    /// assert_eq!(specificity.turned_round(), fpr);
    /// ```
    #[must_use]
    pub fn turned_round(self) -> Self {
        match self {
            Self::Known(share) => Self::Known(share.turned_round()),
            Self::Counted(proportion) => Self::Counted(proportion.turned_round()),
        }
    }

    /// The counts, where there are any.
    #[must_use]
    pub fn proportion(self) -> Option<Proportion> {
        match self {
            Self::Known(_) => None,
            Self::Counted(proportion) => Some(proportion),
        }
    }
}
