//! Where a file goes: links are followed, and what is no regular file is written into.

use std::path::{Path, PathBuf};

use crate::error::{Error, Result};

/// The most links that are followed from one path.
const MOST_LINKS: usize = 40;

/// Where the content of a file goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// This file is made or replaced whole; no link leads further, and its folder is named without links.
    File(PathBuf),
    /// This device, pipe or open file is written into, and stays what it is.
    Stream(PathBuf),
}

impl Destination {
    /// Returns where what is written to `path` goes: of a link, where it leads, whether or not a file is there.
    ///
    /// # Errors
    ///
    /// If there is a folder, if a file is where a folder would be, or if links lead in a circle.
    pub fn of(path: &Path) -> Result<Self> {
        if path.is_dir() {
            let remedy = "name the file to write";
            return Err(Error::file(path, "a folder, expected a file").with_remedy(remedy));
        }
        check_above(path, path)?;
        let mut place = in_real_folder(path);
        for _ in 0..MOST_LINKS {
            let Ok(target) = place.read_link() else {
                check_above(&place, path)?;
                let is_stream = place.metadata().is_ok_and(|found| !found.is_file());
                return Ok(if is_stream { Self::Stream(place) } else { Self::File(place) });
            };
            // What such a link says of an open file is no path.
            if place.starts_with("/proc") {
                return Ok(Self::Stream(place));
            }
            place = in_real_folder(&place.parent().unwrap_or(Path::new("/")).join(target));
        }
        let remedy = "name another file to write";
        Err(Error::file(path, "a link that leads back to itself").with_remedy(remedy))
    }

    /// The file that is replaced whole, if one is.
    #[must_use]
    pub fn file(&self) -> Option<&Path> {
        match self {
            Self::File(path) => Some(path),
            Self::Stream(_) => None,
        }
    }
}

/// Returns what is at `path` or above it and is no folder, if there is such a file.
#[must_use]
pub fn not_a_folder(path: &Path) -> Option<&Path> {
    path.ancestors().find(|path| path.exists()).filter(|path| !path.is_dir())
}

/// Refuses a file where a folder of `place` would be, to which `path` led.
fn check_above(place: &Path, path: &Path) -> Result<()> {
    let Some(file) = place.parent().and_then(not_a_folder) else { return Ok(()) };
    let message = format!("{} is a file, expected a folder", file.display());
    Err(Error::file(path, message).with_remedy("name another file to write"))
}

/// The same path from the root, with its folder named without links where there is such a folder.
fn in_real_folder(path: &Path) -> PathBuf {
    let parent = path
        .parent()
        .map(|parent| if parent.as_os_str().is_empty() { Path::new(".") } else { parent });
    let folder =
        parent.filter(|parent| parent.is_dir()).and_then(|parent| parent.canonicalize().ok());
    match folder.zip(path.file_name()) {
        Some((folder, name)) => folder.join(name),
        None => std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn links_are_followed_to_their_end() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("deep")).unwrap();
        symlink("deep", at("folder")).unwrap();
        symlink("../second", at("deep/first")).unwrap();
        symlink(at("folder/new.csv"), at("second")).unwrap();
        let expected = Destination::File(real.join("deep/new.csv"));
        for name in ["deep/new.csv", "folder/new.csv", "deep/first", "folder/first", "second"] {
            assert_eq!(Destination::of(&at(name)).unwrap(), expected, "{name}");
        }
        assert_eq!(expected.file(), Some(real.join("deep/new.csv").as_path()));
    }

    #[test]
    fn what_cannot_be_a_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let refused = |name: &str| Destination::of(&at(name)).unwrap_err().to_string();
        std::fs::write(at("file"), "").unwrap();
        symlink("one", at("other")).unwrap();
        symlink("other", at("one")).unwrap();
        assert!(refused("").ends_with("a folder, expected a file; name the file to write"));
        assert!(refused("one").contains("a link that leads back to itself"));
        let error = refused("file/deep/result.csv");
        assert!(
            error.contains("result.csv: ") && error.contains("/file is a file, expected a folder"),
            "{error}"
        );
    }

    #[test]
    fn open_files_are_written_into() {
        if Path::new("/proc/self/fd/1").exists() {
            let found = Destination::of(Path::new("/proc/self/fd/1")).unwrap();
            assert_eq!(found.file(), None);
        }
    }
}
