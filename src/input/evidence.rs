//! Claims with the evidence that they are judged on: files that are known by their headers.

use std::path::{Path, PathBuf};

use super::{Digest, Table, claims, confusion, figures, ratios, reports, scores, technologies};
use super::{
    count_at_threshold, read_claims, read_confusion, read_figures, read_technologies,
    read_yearly_counts,
};
use crate::claim::Claim;
use crate::confusion::SystemCounts;
use crate::disclosure::{Figure, Technology, YearlyCount};
use crate::error::{Error, Result};

/// The files of a folder that are evidence.
const IN_FOLDER: [&str; 5] =
    ["figures.csv", "counts.csv", "scores.csv", "ncmec.csv", "technologies.csv"];
const CLAIMS: &str = "claims.csv";

/// What claims are judged on.
#[derive(Debug, Default)]
pub struct Evidence {
    /// Confusion counts of tests.
    pub tests: Vec<TestCounts>,
    /// Figures of disclosure funnels.
    pub figures: Vec<Figure>,
    /// Counts that claims of shares and changes are recomputed from.
    pub yearly: Vec<YearlyCount>,
    /// Who uses which technology.
    pub technologies: Vec<Technology>,
    /// The files that were read, the claims first.
    pub inputs: Vec<Digest>,
    /// Those among them that were named as evidence, and not found beside the claims.
    pub named: Vec<PathBuf>,
}

/// The counts of one test, and how they came about.
#[derive(Clone, Debug)]
pub struct TestCounts {
    /// The counts of a system.
    pub counts: SystemCounts,
    /// The threshold, where they were counted from scores.
    pub threshold: Option<f64>,
    /// The file.
    pub path: String,
}

impl TestCounts {
    /// The technology that was tested; empty where none is named.
    #[must_use]
    pub fn technology(&self) -> &str {
        self.counts.labels.get("technology").unwrap_or("")
    }
}

/// Returns the claims in `path`, a file in the layout of `claims.csv` or a folder with one, and the
/// evidence in `evidence` and in that folder.
///
/// A file of evidence is known by its header: figures, confusion counts, scores or a tally of
/// them (counted at `threshold`, also from Parquet and Arrow; rows that differ in columns that no claim names are
/// pooled), yearly counts, or technologies. A folder means those of its files that have the names
/// `figures.csv`, `counts.csv`, `scores.csv`, `ncmec.csv` and `technologies.csv`.
///
/// # Errors
///
/// If a file cannot be read, is in none of these layouts or is there twice, or if there are scores and
/// no threshold.
pub fn read_claims_and_evidence(
    path: &Path,
    evidence: &[PathBuf],
    threshold: Option<f64>,
) -> Result<(Vec<Claim>, Evidence)> {
    let file = if path.is_dir() { path.join(CLAIMS) } else { path.to_path_buf() };
    if path.is_dir() && !file.is_file() {
        return Err(Error::file(path, "a folder without claims.csv")
            .with_remedy("name a folder that has one, or a file of claims"));
    }
    let table = Table::expected(&file, "a CSV file of claims, or a folder with claims.csv")?;
    let claims = read_claims(&table)?;
    let mut read = Evidence { inputs: vec![table.digest().clone()], ..Evidence::default() };
    for path in path.is_dir().then(|| path.to_path_buf()).iter().chain(evidence) {
        let files = if path.is_dir() { in_folder(path)? } else { vec![path.clone()] };
        for file in files {
            read.add(&file, &claims, threshold)?;
            if evidence.contains(path) {
                read.named.push(file);
            }
        }
    }
    Ok((claims, read))
}

fn in_folder(path: &Path) -> Result<Vec<PathBuf>> {
    let files: Vec<PathBuf> =
        IN_FOLDER.iter().map(|name| path.join(name)).filter(|file| file.is_file()).collect();
    if files.is_empty() && !path.join(CLAIMS).is_file() {
        let message = format!("a folder without evidence, expected {}", IN_FOLDER.join(", "));
        return Err(Error::file(path, message).with_remedy("name the files themselves"));
    }
    Ok(files)
}

impl Evidence {
    fn add(&mut self, path: &Path, claims: &[Claim], threshold: Option<f64>) -> Result<()> {
        if path == Path::new("-") {
            return Err(Error::request("evidence from standard input, expected a file")
                .with_remedy("only the claims themselves may come from there"));
        }
        if scores::is_columnar(path) {
            return self.add_columnar(path, threshold);
        }
        let table = Table::expected(path, "a CSV file of evidence")?;
        self.check_new(path, table.digest())?;
        self.take(&table, claims, threshold)?;
        self.inputs.push(table.digest().clone());
        Ok(())
    }

    /// Scores or a tally as Parquet or Arrow.
    fn add_columnar(&mut self, path: &Path, threshold: Option<f64>) -> Result<()> {
        let threshold = wanted(path, threshold)?;
        let (counts, inputs) = scores::count_columnar(path, threshold)?;
        for input in inputs {
            self.check_new(path, &input)?;
            self.inputs.push(input);
        }
        self.add_tests(path, vec![counts], Some(threshold));
        Ok(())
    }

    /// Refuses content that is there already.
    fn check_new(&self, path: &Path, digest: &Digest) -> Result<()> {
        let same = |input: &&Digest| input.sha256 == digest.sha256;
        match self.inputs.iter().find(same) {
            Some(earlier) => {
                let message = format!("the same content as {}", earlier.path);
                Err(Error::file(path, message).with_remedy("name every file once"))
            }
            None => Ok(()),
        }
    }

    fn take(&mut self, table: &Table, claims: &[Claim], threshold: Option<f64>) -> Result<()> {
        if claims::is_claims(table) {
            return Err(Error::file(table.path(), "claims, expected evidence")
                .with_remedy("name one file of claims, and evidence after --evidence"));
        }
        if confusion::is_confusion(table) {
            let (_, counts) = read_confusion(table.path(), None)?;
            self.add_tests(table.path(), counts, None);
        } else if scores::is_scores(table) {
            let threshold = wanted(table.path(), threshold)?;
            let is_label = |column: &str| is_named(table, column, claims);
            let counts = count_at_threshold(table, threshold, is_label)?;
            self.add_tests(table.path(), counts, Some(threshold));
        } else if figures::is_figures(table) {
            self.figures.extend(read_figures(table)?);
        } else if reports::is_yearly_counts(table) {
            self.yearly.extend(read_yearly_counts(table)?);
        } else if technologies::is_technologies(table) {
            self.technologies.extend(read_technologies(table)?);
        } else {
            return Err(unknown(table));
        }
        Ok(())
    }

    fn add_tests(&mut self, path: &Path, counts: Vec<SystemCounts>, threshold: Option<f64>) {
        let path = path.display().to_string();
        let test = |counts| TestCounts { counts, threshold, path: path.clone() };
        self.tests.extend(counts.into_iter().map(test));
    }
}

/// Whether a further column of scores tells tests apart: it names what was tested, or a claim names it or one of
/// its values.
fn is_named(table: &Table, column: &str, claims: &[Claim]) -> bool {
    let has_value = |value: &str| table.rows().any(|row| row.text(column) == value);
    let names = |claim: &Claim| {
        claim.each == column || (!claim.group.is_empty() && has_value(&claim.group))
    };
    ["technology", "test"].contains(&column) || claims.iter().any(names)
}

/// The threshold at which scores are flags.
fn wanted(path: &Path, threshold: Option<f64>) -> Result<f64> {
    threshold.ok_or_else(|| {
        let message = "scores, expected a threshold at which they are flags";
        Error::file(path, message).with_remedy("add --threshold")
    })
}

fn unknown(table: &Table) -> Error {
    if ratios::is_ratios(table) {
        let message = "printed ratios, which are no evidence of their own";
        return Error::file(table.path(), message)
            .with_remedy("name the figures.csv that they were computed from");
    }
    let found = table.header().join(", ");
    table.header_error(format!(
        "no evidence in these columns: {found}; expected confusion counts (system, tp, fp, fn, tn), \
         scores (score, label) or a tally of them (score, positives, negatives), figures (provider, …, stage, unit, value), yearly counts (region, \
         year, quantity, value) or technologies (name, used_by)"
    ))
}
