//! Who uses which detection technology.

/// A detection technology and the providers that use it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Technology {
    /// Its name.
    pub name: String,
    /// The providers that are said to use it.
    pub used_by: Vec<String>,
}
