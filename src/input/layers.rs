//! `layers.csv`: one layer of detection a row.

use std::path::Path;

use super::number::{EXPECTED_RATE, parse_rate, parse_share};
use super::table::{Columns, Row, Table};
use crate::error::{Error, Result};
use crate::layering::{Dependence, Join, Layer, Measured};
use crate::quantity::{Probability, Rate};

const COLUMNS: Columns = Columns {
    required: &["layer", "recall", "fpr"],
    optional: &[
        "join",
        "measured_on",
        "share",
        "dependence_violating",
        "dependence_innocent",
        "source",
        "note",
    ],
    labels: false,
};

/// Returns the table and the layers in the file at `path`, or on standard input where that is `-`, from
/// the first that an item meets to the last.
///
/// - `layer`: its name. `recall` and `fpr`: the shares of violating and of innocent items that it flags,
///   as shares or as counts (`84 of 100`).
/// - `join`, empty for the first layer: `parallel` where it adds flags, `series` where flags stand only if
///   it confirms them.
/// - `measured_on`: `all` items or those that `reached` it; `all` where it is empty, which it must not be
///   in series.
/// - `share` of what reaches it that it handles, all without this.
/// - `dependence_violating`, `dependence_innocent`: from -1 to 1, see [`Dependence`].
///
/// # Errors
///
/// If the file cannot be read, at the first row with a value that is not allowed in its column, and where
/// a dependence is stated that has no meaning.
pub fn read_layers(path: &Path) -> Result<(Table, Vec<Layer>)> {
    let table = Table::expected(path, "a CSV file of layers")?;
    table.check(COLUMNS)?;
    let mut layers: Vec<Layer> = Vec::new();
    for row in table.rows() {
        let layer = layer(&row, layers.is_empty())?;
        if layers.iter().any(|other| other.name == layer.name) {
            let message = format!("layer \"{}\" is there twice, expected once", layer.name);
            return Err(row.error(message).with_remedy("give each layer a name of its own"));
        }
        layers.push(layer);
    }
    Ok((table, layers))
}

fn layer(row: &Row<'_>, is_first: bool) -> Result<Layer> {
    let join = join(row, is_first)?;
    let layer = Layer {
        name: row.required("layer")?.to_owned(),
        join,
        measured: measured(row, join)?,
        share: share(row)?,
        recall: rate(row, "recall")?,
        fpr: rate(row, "fpr")?,
        dependence_violating: dependence(row, "dependence_violating")?,
        dependence_innocent: dependence(row, "dependence_innocent")?,
    };
    let is_stated = layer.dependence_violating.is_some() || layer.dependence_innocent.is_some();
    let reason = match layer.measured {
        _ if is_first => "the first layer, which depends on none",
        Measured::Reached => "a layer measured on what reached it, whose rates hold the dependence",
        Measured::All => return Ok(layer),
    };
    if is_stated {
        let message = format!("a dependence of {reason}, expected none");
        return Err(row.error(message).with_remedy("leave it empty"));
    }
    Ok(layer)
}

fn join(row: &Row<'_>, is_first: bool) -> Result<Join> {
    let text = row.text("join");
    if is_first {
        return match text {
            "" => Ok(Join::Parallel),
            text => {
                let message = format!("join is \"{text}\", expected it empty in the first layer");
                Err(row.error(message).with_remedy("there is nothing before it to be joined to"))
            }
        };
    }
    let expected = "parallel (it adds flags) or series (flags stand only if it confirms them)";
    row.parsed("join", expected, |text| match text {
        "parallel" => Some(Join::Parallel),
        "series" => Some(Join::Series),
        _ => None,
    })
}

/// On which items the rates were measured. In series there is no default: reviewers are mostly tested on
/// flags, but they need not be, and the results differ much.
fn measured(row: &Row<'_>, join: Join) -> Result<Measured> {
    let expected = "all (all items) or reached (the items that reached this layer)";
    let measured = row.parsed("measured_on", expected, |text| match text {
        "" if join == Join::Parallel => Some(Measured::All),
        "all" => Some(Measured::All),
        "reached" => Some(Measured::Reached),
        _ => None,
    });
    measured.map_err(|error| match row.text("measured_on") {
        "" => error.with_remedy(
            "a layer in series must say it: reviewers who were tested on flags are measured on reached",
        ),
        _ => error,
    })
}

fn share(row: &Row<'_>) -> Result<Probability> {
    if row.text("share").is_empty() {
        return Ok(Probability::ONE);
    }
    let share = |text: &str| Probability::new(parse_share(text)?).ok();
    let expected = "a share from 0 to 1, such as 0.4 or 40%";
    row.parsed("share", expected, share).map_err(|error| with_point(row.text("share"), error))
}

fn rate(row: &Row<'_>, name: &str) -> Result<Rate> {
    row.parsed(name, EXPECTED_RATE, parse_rate).map_err(|error| with_point(row.text(name), error))
}

fn dependence(row: &Row<'_>, name: &str) -> Result<Option<Dependence>> {
    let text = row.text(name);
    if text.is_empty() {
        return Ok(None);
    }
    let expected = "a number from -1 to 1: 0 for independence, 1 for as much agreement and -1 for as \
                    little as the rates allow";
    let parse = |text: &str| text.parse().ok().and_then(Dependence::new);
    row.parsed(name, expected, parse).map(Some).map_err(|error| with_point(text, error))
}

/// The error with its remedy where `text` has a comma for a decimal point.
fn with_point(text: &str, error: Error) -> Error {
    if text.contains(',') { error.with_remedy("write a decimal point") } else { error }
}
