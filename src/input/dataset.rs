//! What the paths on a command line hold: files, or folders of files with fixed names.

use std::path::{Path, PathBuf};

use super::{Digest, Table, ratios, read_figures, read_ratios};
use crate::disclosure::{Figure, PrintedRatio};
use crate::error::{Error, Result};

/// The figures and printed ratios of one or several files.
#[derive(Debug, Default)]
pub struct Disclosure {
    /// The figures, in the order read.
    pub figures: Vec<Figure>,
    /// The printed ratios, in the order read.
    pub ratios: Vec<PrintedRatio>,
    /// The files that were read.
    pub inputs: Vec<Digest>,
}

/// Returns all that the files at `paths` disclose. A folder means its `figures.csv` and, where
/// there is one, its `ratios.csv`; a file is known by its header; `-` is standard input.
///
/// # Errors
///
/// If a file cannot be read or is not in one of the two layouts, if a folder has no `figures.csv`,
/// if two of them have the same content, or if there is no figure in any of them.
pub fn read_disclosure(paths: &[PathBuf]) -> Result<Disclosure> {
    let mut disclosure = Disclosure::default();
    for path in paths {
        for file in files(path)? {
            add(&mut disclosure, &file)?;
        }
    }
    if disclosure.figures.is_empty() {
        return Err(Error::request("printed ratios without figures")
            .with_remedy("name the figures.csv that they were computed from, too"));
    }
    Ok(disclosure)
}

fn files(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(vec![path.to_path_buf()]);
    }
    let figures = path.join("figures.csv");
    if !figures.is_file() {
        return Err(Error::file(path, "a folder without figures.csv")
            .with_remedy("name a folder that has one, or the files themselves"));
    }
    let ratios = Some(path.join("ratios.csv")).filter(|ratios| ratios.is_file());
    Ok([Some(figures), ratios].into_iter().flatten().collect())
}

fn add(disclosure: &mut Disclosure, path: &Path) -> Result<()> {
    let table = Table::expected(path, "a CSV file or a folder with figures.csv")?;
    let same = |input: &&Digest| input.sha256 == table.digest().sha256;
    if let Some(earlier) = disclosure.inputs.iter().find(same) {
        let message = if earlier.path == table.digest().path {
            "named twice".to_owned()
        } else {
            format!("the same content as {}", earlier.path)
        };
        return Err(Error::file(path, message).with_remedy("name every file once"));
    }
    if ratios::is_ratios(&table) {
        disclosure.ratios.extend(read_ratios(&table)?);
    } else {
        disclosure.figures.extend(read_figures(&table)?);
    }
    disclosure.inputs.push(table.digest().clone());
    Ok(())
}
