//! Where a result goes: standard output, or a file that is written whole.

use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::error::{Error, Result};
use crate::export::write_whole;
use crate::report::Page;

/// Writes `text` to the file at `path`, or to `out` where there is none. A reader that closes the
/// pipe early is no error.
pub(super) fn deliver(text: &str, path: Option<&Path>, out: &mut impl Write) -> Result<()> {
    let Some(path) = path else {
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        return match written {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                Err(Error::request(format!("standard output cannot be written: {error}")))
            }
            _ => Ok(()),
        };
    };
    write_whole(path, text.as_bytes())
}

/// Writes `pages` into `folder`, and their paths to `out`.
pub(super) fn deliver_pages(pages: &[Page], folder: &Path, out: &mut impl Write) -> Result<()> {
    let mut written = Vec::new();
    for page in pages {
        let path = folder.join(&page.name);
        write_whole(&path, page.content.as_bytes())?;
        written.push(format!("{}\n", path.display()));
    }
    deliver(&written.concat(), None, out)
}
