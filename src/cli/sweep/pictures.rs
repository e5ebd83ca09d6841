//! Options that write charts and the report.

use std::ffi::OsString;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use clap::Args;

use super::no_curve;
use crate::cli::output::{check_folder, ending};
use crate::cli::picture::Picture;
use crate::cli::places::{Written, check_apart};
use crate::error::Result;
use crate::evaluation::{Outcome, Sweep};
use crate::export::Outputs;
use crate::report::{missing_pictures, sweep_page, sweep_pictures};

/// Charts, and the report with all of them.
#[derive(Debug, Args)]
#[command(next_help_heading = "Charts and report")]
pub(super) struct Pictures {
    /// Draw the charts, too, into this folder: ROC, precision and recall, precision by threshold, DET and the
    /// scores by label.
    #[arg(long, value_name = "DIR")]
    charts: Option<PathBuf>,
    /// What kind of pictures these are.
    #[arg(long, value_enum, value_name = "KIND", default_value_t = Picture::Svg, requires = "charts")]
    chart_format: Picture,
    /// Write everything, too, as one page with charts, methods and provenance, to this file, which ends in
    /// .html.
    #[arg(long, value_name = "PATH", value_parser = html_file)]
    report: Option<PathBuf>,
}

impl Pictures {
    /// Whether any are asked for: every distinct score is then needed.
    pub(super) fn are_wanted(&self) -> bool {
        self.charts.is_some() || self.report.is_some()
    }

    /// Whether the report is, which tells the fingerprints of files.
    pub(super) fn has_report(&self) -> bool {
        self.report.is_some()
    }

    /// Refuses a place where charts cannot go, before anything is read.
    pub(super) fn check(&self) -> Result<()> {
        self.charts.as_deref().map_or(Ok(()), check_folder)
    }

    /// The option that names the file of the report, and the file, if there is one.
    pub(super) fn written(&self) -> Option<Written<'_>> {
        self.report.as_deref().map(|path| ("--report", path))
    }

    /// Adds what is asked for, with charts of the scores in `files`, none of which a chart may replace.
    pub(super) fn add(
        &self,
        outcome: &Outcome<Sweep>,
        files: &[PathBuf],
        outputs: &mut Outputs,
    ) -> Result<()> {
        if let Some(folder) = &self.charts {
            let both = outcome.result.both_classes();
            both.map_err(|why| no_curve(files, "--charts", why))?;
            let pictures = self.pictures(outcome, folder)?;
            let places: Vec<Written<'_>> =
                pictures.iter().map(|(path, _)| ("--charts", path.as_path())).collect();
            check_apart(files, &places)?;
            pictures.iter().try_for_each(|(path, picture)| outputs.add(path, picture))?;
        }
        if let Some(path) = &self.report {
            let command = command(std::env::args_os().skip(1));
            outputs.add(path, sweep_page(outcome, &command)?.as_bytes())?;
        }
        Ok(())
    }

    /// Says which charts there are not.
    pub(super) fn tell_missing(&self, outcome: &Outcome<Sweep>) {
        if let Some(missing) = missing_pictures(&outcome.result).filter(|_| self.charts.is_some()) {
            let _ = writeln!(io::stderr(), "{missing}");
        }
    }

    fn pictures(&self, outcome: &Outcome<Sweep>, folder: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
        let ending = match self.chart_format {
            Picture::Svg => "svg",
            Picture::Png => "png",
        };
        let pages = sweep_pictures(outcome)?.into_iter();
        let path = |name: &str| folder.join(name).with_extension(ending);
        pages.map(|page| Ok((path(&page.name), self.chart_format.of(page.content)?))).collect()
    }
}

fn html_file(text: &str) -> std::result::Result<PathBuf, String> {
    let path = PathBuf::from(text);
    match ending(&path).as_deref() {
        Some("html" | "htm") => Ok(path),
        _ => Err("expected a file name that ends in .html".to_owned()),
    }
}

/// The command line that these arguments were, as a shell takes it.
fn command(arguments: impl Iterator<Item = OsString>) -> String {
    let quoted = |argument: OsString| {
        let text = argument.to_string_lossy().into_owned();
        let is_plain = |letter: char| letter.is_alphanumeric() || "-_./:=,%+@".contains(letter);
        if !text.is_empty() && text.chars().all(is_plain) {
            text
        } else {
            format!("'{}'", text.replace('\'', "'\\''"))
        }
    };
    std::iter::once("baserate".to_owned())
        .chain(arguments.map(quoted))
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_line_can_be_given_to_a_shell_again() {
        let arguments = ["sweep", "my scores.csv", "--prevalence", "1 in 1000", "it's", "", "5%"];
        assert_eq!(
            command(arguments.into_iter().map(OsString::from)),
            "baserate sweep 'my scores.csv' --prevalence '1 in 1000' 'it'\\''s' '' 5%"
        );
    }
}
