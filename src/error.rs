//! The public error: where something is wrong, what was found, what was expected, and the remedy.

use std::fmt;
use std::path::{Path, PathBuf};

/// A result whose error is [`Error`].
pub type Result<T> = std::result::Result<T, Error>;

/// Why an input was refused or an output could not be written.
///
/// Its text names the place, what was found there, what was expected and, where there is one, the
/// remedy: `figures.csv:17: rounding is "approx", expected exact, nearest:N, …`.
#[derive(Debug)]
pub struct Error {
    place: Place,
    message: String,
    remedy: Option<String>,
}

/// Where an error is: nowhere in particular, a file, or a line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The command line or the request as a whole.
    Request,
    /// A file or folder as a whole.
    File(PathBuf),
    /// One line of a file, counted from 1.
    Line(PathBuf, u64),
}

impl Error {
    /// An error at `place`, saying what was found and what was expected.
    #[must_use]
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), remedy: None }
    }

    /// An error of the request itself, such as an option out of range.
    #[must_use]
    pub fn request(message: impl Into<String>) -> Self {
        Self::new(Place::Request, message)
    }

    /// An error of a whole file or folder.
    #[must_use]
    pub fn file(path: &Path, message: impl Into<String>) -> Self {
        Self::new(Place::File(path.to_path_buf()), message)
    }

    /// An error at one line of a file, counted from 1.
    #[must_use]
    pub fn line(path: &Path, line: u64, message: impl Into<String>) -> Self {
        Self::new(Place::Line(path.to_path_buf(), line), message)
    }

    /// The same error with a sentence that says what to do.
    #[must_use]
    pub fn with_remedy(mut self, remedy: impl Into<String>) -> Self {
        self.remedy = Some(remedy.into());
        self
    }

    /// What to do, where the error says so.
    #[must_use]
    pub fn remedy(&self) -> Option<&str> {
        self.remedy.as_deref()
    }

    /// Where the error is.
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.place
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request => Ok(()),
            Self::File(path) => write!(f, "{}: ", path.display()),
            Self::Line(path, line) => write!(f, "{}:{line}: ", path.display()),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.place, self.message)?;
        match &self.remedy {
            Some(remedy) => write!(f, "; {remedy}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_names_place_found_expected_and_remedy() {
        let error = Error::line(Path::new("figures.csv"), 17, "value is \"340,000\"")
            .with_remedy("write 340000");
        assert_eq!(error.to_string(), "figures.csv:17: value is \"340,000\"; write 340000");
        assert_eq!(Error::request("no such rung").to_string(), "no such rung");
    }
}
