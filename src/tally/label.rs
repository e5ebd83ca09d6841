//! What is known of an item.

/// The label of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Label {
    /// The item is violating.
    Positive,
    /// The item is innocent.
    Negative,
    /// Nobody said which.
    Unlabelled,
}

impl Label {
    /// How many labels there are.
    pub(super) const COUNT: usize = 3;

    /// Every label, in the order of [`Label::place`].
    pub(super) const ALL: [Self; Self::COUNT] = [Self::Positive, Self::Negative, Self::Unlabelled];

    /// The place of its counts among those of all labels.
    pub(super) fn place(self) -> usize {
        match self {
            Self::Positive => 0,
            Self::Negative => 1,
            Self::Unlabelled => 2,
        }
    }
}

impl From<bool> for Label {
    fn from(positive: bool) -> Self {
        if positive { Self::Positive } else { Self::Negative }
    }
}
