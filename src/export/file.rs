//! Writing a file whole or not at all.

use std::io::{self, BufWriter, Write};
use std::path::Path;

use crate::error::{Error, Result};

/// Writes `content` to `path`, through a temporary file beside it that is then renamed: a killed
/// run never leaves half a file and never spoils an old one. Missing folders are made.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_whole(path: &Path, content: &[u8]) -> Result<()> {
    write_whole_by(path, |file| file.write_all(content))
}

/// Writes to `path` what `write` gives, as [`write_whole`] does, without holding it in memory; returns
/// what `write` returns.
///
/// # Errors
///
/// If the file cannot be written, or `write` fails.
pub fn write_whole_by<T>(
    path: &Path,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
) -> Result<T> {
    if path.is_dir() {
        let remedy = "name the file to write";
        return Err(Error::file(path, "a folder, expected a file").with_remedy(remedy));
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    let written = || -> io::Result<T> {
        std::fs::create_dir_all(folder)?;
        let file = tempfile::Builder::new().prefix(".baserate-").tempfile_in(folder)?;
        let mut file = BufWriter::new(file);
        let result = write(&mut file)?;
        let file = file.into_inner()?;
        file.as_file().sync_all()?;
        readable(file.as_file())?;
        file.persist(path)?;
        Ok(result)
    };
    written().map_err(|error| Error::file(path, format!("cannot be written: {error}")))
}

/// Gives a temporary file, which only its owner can read, the permissions of an ordinary one.
#[cfg(unix)]
fn readable(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_old_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/result.txt");
        write_whole(&path, b"first").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(std::fs::read_dir(path.parent().unwrap()).unwrap().count(), 1);
    }

    #[test]
    fn a_path_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_whole(folder.path(), b"x").unwrap_err().to_string();
        assert!(error.ends_with("a folder, expected a file; name the file to write"), "{error}");
        let below_a_file = folder.path().join("file/result.txt");
        write_whole(&folder.path().join("file"), b"x").unwrap();
        let error = write_whole(&below_a_file, b"x").unwrap_err().to_string();
        assert!(error.contains("result.txt: cannot be written"), "{error}");
    }
}
