//! Where a result goes: standard output, or a file that is written whole.

use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use serde::Serialize;

use super::args::Format;
use super::places::check_apart;
use crate::error::{Error, Result};
use crate::evaluation::Outcome;
use crate::export::{self, Block, Outputs, not_a_folder, write_whole};
use crate::report::Page;

/// How a result is written, and where.
#[derive(Debug, Args)]
pub(super) struct Delivery {
    /// The format of the result.
    #[arg(long, value_enum, default_value_t = Format::Table)]
    format: Format,
    /// Write the result to this file instead of standard output; folders that are missing are made.
    #[arg(long, short, value_name = "PATH")]
    output: Option<PathBuf>,
}

impl Delivery {
    /// Whether the result is written as JSON, the one format that tells fingerprints.
    pub(super) fn is_json(&self) -> bool {
        matches!(self.format, Format::Json)
    }

    /// The option that names the file of the result, and the file, if there is one.
    pub(super) fn output(&self) -> Option<(&'static str, &Path)> {
        self.output.as_deref().map(|path| ("--output", path))
    }

    /// Refuses a file of the result that is one of these, or cannot be written, before anything is read.
    pub(super) fn check(&self, inputs: &[PathBuf]) -> Result<()> {
        check_apart(inputs, self.output().as_slice())
    }

    /// Writes `outcome`, of which `document` and `csv` are two layouts.
    pub(super) fn deliver<T: Serialize>(
        &self,
        outcome: &Outcome<T>,
        document: fn(&Outcome<T>) -> Vec<Block>,
        csv: fn(&Outcome<T>) -> Result<String>,
        out: &mut impl Write,
    ) -> Result<()> {
        self.deliver_with(Outputs::default(), outcome, document, csv, out)
    }

    /// Writes `outcome` as [`Delivery::deliver`] does, and the other files of the same result: all or none.
    pub(super) fn deliver_with<T: Serialize>(
        &self,
        mut others: Outputs,
        outcome: &Outcome<T>,
        document: fn(&Outcome<T>) -> Vec<Block>,
        csv: fn(&Outcome<T>) -> Result<String>,
        out: &mut impl Write,
    ) -> Result<()> {
        let text = match self.format {
            Format::Table => export::terminal(&document(outcome)),
            Format::Json => export::json(outcome)?,
            Format::Csv => csv(outcome)?,
            Format::Markdown => export::markdown(&document(outcome)),
        };
        if let Some(path) = &self.output {
            others.add(path, text.as_bytes())?;
            return others.commit();
        }
        others.commit()?;
        deliver(&text, None, out)
    }

    /// Writes a document that is the same in every format.
    pub(super) fn deliver_document(&self, document: &[Block], out: &mut impl Write) -> Result<()> {
        deliver(&export::terminal(document), self.output.as_deref(), out)
    }
}

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

/// The ending of a file name in small letters, without the dot.
pub(super) fn ending(path: &Path) -> Option<String> {
    path.extension()?.to_str().map(str::to_ascii_lowercase)
}

/// Refuses a path on which there is a file, as where output of several files is to go.
pub(super) fn check_folder(path: &Path) -> Result<()> {
    not_a_folder(path).map_or(Ok(()), |file| {
        Err(Error::file(file, "a file, expected a folder")
            .with_remedy("name the folder to write to"))
    })
}

/// Writes `pages` into `folder`, and their paths to `out`.
pub(super) fn deliver_pages(pages: &[Page], folder: &Path, out: &mut impl Write) -> Result<()> {
    check_folder(folder)?;
    let (mut outputs, mut written) = (Outputs::default(), Vec::new());
    for page in pages {
        let path = folder.join(&page.name);
        outputs.add(&path, page.content.as_bytes())?;
        written.push(format!("{}\n", path.display()));
    }
    outputs.commit()?;
    deliver(&written.concat(), None, out)
}
