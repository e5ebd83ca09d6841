//! The counts of one system, with what tells them from other counts of the same system.

use serde::{Serialize, Serializer};

use super::{ClassMatrix, ConfusionMatrix};

/// What tells the counts of a system apart, by name, in the order of the source.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Labels(pub Vec<(String, String)>);

/// The confusion matrix of one system, or of a part of its items.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemCounts {
    /// The name of the system.
    pub system: String,
    /// What tells these counts from others of the same system.
    pub labels: Labels,
    /// The counts.
    pub matrix: ConfusionMatrix,
}

/// The decisions of one system among several classes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SystemClasses {
    /// The name of the system.
    pub system: String,
    /// What tells these counts from others of the same system.
    pub labels: Labels,
    /// The counts by true and decided class.
    pub matrix: ClassMatrix,
}

impl Labels {
    /// The value of the label `name`.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(label, _)| label == name).map(|(_, value)| value.as_str())
    }

    /// The labels that are in `names`, in that order.
    #[must_use]
    pub fn only(&self, names: &[String]) -> Self {
        let label = |name: &String| Some((name.clone(), self.get(name)?.to_owned()));
        Self(names.iter().filter_map(label).collect())
    }
}

impl Serialize for Labels {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}
