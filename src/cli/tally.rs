//! `baserate tally`.

use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::Ending;
use super::output::{deliver, ending};
use super::score_files::{KeyColumns, ScoreFiles};
use crate::error::{Error, Result};
use crate::evaluation;
use crate::export::{self, write_whole_by};
use crate::tally::Resolution;

/// Count scores by label: all that curves need of them, much smaller than the rows, and mergeable.
///
/// For every distinct score, and cluster and weight if asked for, a tally says how many positives, negatives
/// and unlabelled rows have it. It can be handed over in place of the rows, and given to any command that
/// takes scores. Standard output takes CSV; with --output, the ending .parquet or .csv of the file chooses.
#[derive(Debug, Args)]
pub(super) struct TallyArguments {
    #[command(flatten)]
    scores: ScoreFiles,
    #[command(flatten)]
    keys: KeyColumns,
    /// Take tallies alone, and refuse rows with labels.
    #[arg(long)]
    merge: bool,
    /// Read nothing, and print the one SQL statement that makes the tally of this table or file inside a
    /// database. Its result can be written as CSV or Parquet; --positive needs --negative with it.
    #[arg(long, value_enum, value_name = "DIALECT", conflicts_with_all = ["merge", "output"])]
    sql: Option<Dialect>,
    /// Write the tally to this file, which ends in .parquet or .csv.
    #[arg(long, short, value_name = "PATH", value_parser = tally_file)]
    output: Option<TallyFile>,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Dialect {
    /// `DuckDB`, also on files.
    #[value(name = "duckdb")]
    DuckDb,
    /// Spark and Databricks, also on Parquet files.
    Spark,
    /// Standard SQL.
    Ansi,
}

/// Where a tally goes, and as what.
#[derive(Clone, Debug)]
struct TallyFile {
    path: PathBuf,
    is_parquet: bool,
}

fn tally_file(text: &str) -> std::result::Result<TallyFile, String> {
    let path = PathBuf::from(text);
    let is_parquet = match ending(&path).as_deref() {
        Some("parquet") => true,
        Some("csv") => false,
        _ => return Err("expected a file name that ends in .parquet or .csv".to_owned()),
    };
    Ok(TallyFile { path, is_parquet })
}

pub(super) fn run(arguments: &TallyArguments, out: &mut impl Write) -> Result<Ending> {
    if let Some(dialect) = arguments.sql {
        deliver(&statement(arguments, dialect)?, None, out)?;
        return Ok(Ending::Done);
    }
    let options = arguments.scores.options(&arguments.keys, false);
    check_form(options.resolution, arguments.output.as_ref())?;
    let (tally, skipped) = arguments.scores.with_progress(|progress| {
        evaluation::tally(&arguments.scores.files, &options, arguments.merge, progress)
    })?;
    check_form(tally.resolution(), arguments.output.as_ref())?;
    match &arguments.output {
        Some(TallyFile { path, is_parquet: true }) => {
            write_whole_by(path, |file| export::tally::write_parquet(&tally, file))?;
        }
        Some(TallyFile { path, is_parquet: false }) => {
            write_whole_by(path, |file| export::tally::write_csv(&tally, file))?;
        }
        None => match export::tally::write_csv(&tally, out).and_then(|()| out.flush()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => {
                let message = format!("standard output cannot be written: {error}");
                return Err(Error::request(message));
            }
            _ => {}
        },
    }
    let _ = writeln!(io::stderr(), "{}", export::tally::summary(&tally));
    for path in skipped {
        let _ = writeln!(
            io::stderr(),
            "not read, since its name does not end like one of scores: {}",
            path.display()
        );
    }
    Ok(Ending::Done)
}

/// Refuses to write a coarse tally as CSV, which does not say how coarse it is.
fn check_form(resolution: Option<Resolution>, output: Option<&TallyFile>) -> Result<()> {
    match resolution.filter(|_| !output.is_some_and(|file| file.is_parquet)) {
        None => Ok(()),
        Some(resolution) => {
            let bits = resolution.bits();
            let message = format!(
                "a tally with a resolution of {bits} bits as CSV, which has no place to say so"
            );
            Err(Error::request(message).with_remedy("write it with --output to a .parquet file"))
        }
    }
}

fn statement(arguments: &TallyArguments, dialect: Dialect) -> Result<String> {
    let [source] = arguments.scores.files.as_slice() else {
        return Err(Error::request("several sources for --sql, expected one table or file"));
    };
    let dialect = match dialect {
        Dialect::DuckDb => export::tally::Dialect::DuckDb,
        Dialect::Spark => export::tally::Dialect::Spark,
        Dialect::Ansi => export::tally::Dialect::Ansi,
    };
    let options = arguments.scores.options(&arguments.keys, false);
    if options.resolution.is_some() {
        let message = "--sql with --resolution, which is no part of SQL";
        let remedy = "give --resolution when the result of the statement is read";
        return Err(Error::request(message).with_remedy(remedy));
    }
    let source = export::tally::Source {
        name: &source.to_string_lossy(),
        score: &options.score,
        label: &options.label,
        weight: options.weight.as_deref(),
        cluster: options.cluster.as_deref(),
    };
    export::tally::statement(
        dialect,
        &source,
        options.labels.positive.as_deref(),
        &options.labels.negatives,
    )
}
