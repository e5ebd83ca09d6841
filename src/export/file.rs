//! Writing files whole or not at all.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Seek as _, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::destination::Destination;
use crate::error::{Error, Result};

/// Writes `content` to `path`, through a temporary file beside it that is then renamed: a killed
/// run never leaves half a file and never spoils an old one. Missing folders are made; a link stays one, and
/// where it leads is written; a file keeps its permissions; a device or a pipe is written into.
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
    let mut outputs = Outputs::default();
    let result = outputs.add_by(path, write)?;
    outputs.commit()?;
    Ok(result)
}

/// Several files of one result, of which none comes to be before all are written. What was not committed when
/// this is dropped leaves nothing behind.
#[derive(Debug, Default)]
pub struct Outputs {
    written: Vec<Written>,
    /// The folders that were made for them, each before those in it.
    folders: Vec<PathBuf>,
}

/// A file that was written and is not yet at its place.
#[derive(Debug)]
struct Written {
    path: PathBuf,
    destination: Destination,
    content: Content,
}

#[derive(Debug)]
enum Content {
    /// In a file beside its place, which is renamed.
    Beside(TempPath),
    /// In a file without a name, which is copied.
    Elsewhere(File),
}

impl Outputs {
    /// Adds a file with this content, to be at `path`.
    ///
    /// # Errors
    ///
    /// As [`Outputs::add_by`].
    pub fn add(&mut self, path: &Path, content: &[u8]) -> Result<()> {
        self.add_by(path, |file| file.write_all(content))
    }

    /// Adds a file with what `write` gives, to be at `path`; returns what `write` returns.
    ///
    /// # Errors
    ///
    /// If the file cannot be written, another is to be at the same place, or `write` fails.
    pub fn add_by<T>(
        &mut self,
        path: &Path,
        write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
    ) -> Result<T> {
        let destination = Destination::of(path)?;
        let is_there = |other: &Written| other.destination == destination;
        if destination.file().is_some() && self.written.iter().any(is_there) {
            let remedy = "name another file for one of them";
            return Err(
                Error::file(path, "two results in one file, expected one").with_remedy(remedy)
            );
        }
        let (result, content) =
            self.write(&destination, write).map_err(|error| failed(path, &error))?;
        self.written.push(Written { path: path.to_path_buf(), destination, content });
        Ok(result)
    }

    /// Puts all files to their places.
    ///
    /// # Errors
    ///
    /// If one cannot be.
    pub fn commit(mut self) -> Result<()> {
        // A rename hardly ever fails; what may goes first.
        let (files, streams): (Vec<_>, Vec<_>) = std::mem::take(&mut self.written)
            .into_iter()
            .partition(|one| one.destination.file().is_some());
        streams.into_iter().chain(files).try_for_each(|one| {
            let Written { path, destination, content } = one;
            put(content, &destination).map_err(|error| failed(&path, &error))
        })
    }

    /// Writes where nothing is replaced yet.
    fn write<T>(
        &mut self,
        destination: &Destination,
        write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
    ) -> io::Result<(T, Content)> {
        match destination {
            Destination::File(path) => {
                let folder = path.parent().unwrap_or(Path::new("."));
                self.make(folder)?;
                let beside = tempfile::Builder::new().prefix(".baserate-").tempfile_in(folder);
                let (file, beside) = beside.map_err(|error| unnamed(&error))?.into_parts();
                let (result, file) = written(file, write)?;
                file.sync_all()?;
                // A file keeps the permissions that it had.
                match path.metadata() {
                    Ok(old) => file.set_permissions(old.permissions())?,
                    Err(_) => readable(&file)?,
                }
                Ok((result, Content::Beside(beside)))
            }
            Destination::Stream(_) => {
                let file = tempfile::tempfile().map_err(|error| unnamed(&error))?;
                let (result, file) = written(file, write)?;
                Ok((result, Content::Elsewhere(file)))
            }
        }
    }

    /// Makes `folder` and those above it that are missing.
    fn make(&mut self, folder: &Path) -> io::Result<()> {
        let missing = folder.ancestors().take_while(|folder| !folder.exists());
        let missing: Vec<PathBuf> = missing.map(Path::to_path_buf).collect();
        self.folders.extend(missing.into_iter().rev());
        std::fs::create_dir_all(folder)
    }
}

impl Drop for Outputs {
    fn drop(&mut self) {
        self.written.clear();
        // A folder with files in it stays.
        for folder in self.folders.iter().rev() {
            let _ = std::fs::remove_dir(folder);
        }
    }
}

/// What `write` returns, and the file to which it wrote.
fn written<T>(
    file: File,
    write: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<T>,
) -> io::Result<(T, File)> {
    let mut file = BufWriter::new(file);
    let result = write(&mut file)?;
    Ok((result, file.into_inner()?))
}

/// Puts what was written to its place. A reader that closes a pipe early is no error.
fn put(content: Content, destination: &Destination) -> io::Result<()> {
    match (content, destination) {
        (Content::Beside(file), Destination::File(path) | Destination::Stream(path)) => {
            file.persist(path).map_err(|error| error.error)
        }
        (Content::Elsewhere(mut file), Destination::File(path) | Destination::Stream(path)) => {
            file.rewind()?;
            let mut stream = OpenOptions::new().append(true).open(path)?;
            match io::copy(&mut file, &mut stream) {
                Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error),
                _ => Ok(()),
            }
        }
    }
}

fn failed(path: &Path, error: &io::Error) -> Error {
    Error::file(path, format!("cannot be written: {error}"))
}

/// The same error without the name of the temporary file, which nobody asked for.
fn unnamed(error: &io::Error) -> io::Error {
    error.kind().into()
}

/// Gives a temporary file, which only its owner can read, the permissions of an ordinary one.
#[cfg(unix)]
fn readable(file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let entries = std::fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn an_old_file_is_replaced_whole_and_nothing_is_left_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/result.txt");
        write_whole(&path, b"first").unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!(std::fs::read(&path).unwrap(), b"second");
        assert_eq!(names(path.parent().unwrap()), ["result.txt"]);
    }

    #[test]
    fn a_path_that_cannot_be_written_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let error = write_whole(folder.path(), b"x").unwrap_err().to_string();
        assert!(error.ends_with("a folder, expected a file; name the file to write"), "{error}");
        let below_a_file = folder.path().join("file/result.txt");
        write_whole(&folder.path().join("file"), b"x").unwrap();
        let error = write_whole(&below_a_file, b"x").unwrap_err().to_string();
        assert!(error.contains("file is a file, expected a folder"), "{error}");
    }

    #[test]
    fn of_several_files_all_come_to_be_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("old"), "old").unwrap();
        let mut outputs = Outputs::default();
        outputs.add(&at("old"), b"new").unwrap();
        outputs.add(&at("made/deep/chart"), b"chart").unwrap();
        let error = outputs.add(&at("made/../old"), b"other").unwrap_err().to_string();
        assert!(error.ends_with(
            "old: two results in one file, expected one; name another file for one of them"
        ));
        assert!(outputs.add(&at("old/page"), b"page").is_err());
        drop(outputs);
        assert_eq!(
            (names(folder.path()), std::fs::read(at("old")).unwrap()),
            (vec!["old".into()], b"old".into())
        );
        let mut outputs = Outputs::default();
        outputs.add(&at("old"), b"new").unwrap();
        outputs.add(&at("made/deep/chart"), b"chart").unwrap();
        outputs.commit().unwrap();
        assert_eq!(std::fs::read(at("old")).unwrap(), b"new");
        assert_eq!(names(&at("made/deep")), ["chart"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_file_keeps_its_permissions() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("private");
        let mode = || std::fs::metadata(&path).unwrap().permissions().mode() & 0o777;
        write_whole(&path, b"first").unwrap();
        assert_eq!(mode(), 0o644);
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        write_whole(&path, b"second").unwrap();
        assert_eq!((mode(), std::fs::read(&path).unwrap()), (0o600, b"second".into()));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_to_what_was_written() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::create_dir(at("deep")).unwrap();
        std::fs::write(at("deep/target"), "old").unwrap();
        std::os::unix::fs::symlink("deep/target", at("link")).unwrap();
        std::os::unix::fs::symlink("deep/later", at("dangling")).unwrap();
        write_whole(&at("link"), b"new").unwrap();
        write_whole(&at("dangling"), b"made").unwrap();
        assert!(at("link").is_symlink() && at("dangling").is_symlink());
        assert_eq!(std::fs::read(at("deep/target")).unwrap(), b"new");
        assert_eq!(std::fs::read(at("deep/later")).unwrap(), b"made");
        assert_eq!(names(&at("deep")), ["later", "target"]);
    }
}
