//! Columns of weights and of clusters.

use arrow_array::cast::AsArray as _;
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;

use super::ScoreOptions;
use super::fault::{Fault, shown};
use super::label_column::texts_of;
use super::number_column::reals;
use crate::error::{Error, Result};
use crate::quantity::Weight;
use crate::tally::Keys;

/// The names of these columns in a tally.
const WEIGHT: &str = "weight";
const CLUSTER: &str = "cluster";

/// Where the columns of weights and of clusters are, if they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct KeyColumns {
    pub(super) weight: Option<usize>,
    pub(super) cluster: Option<usize>,
}

impl KeyColumns {
    /// Returns where the columns are among those with these `names`; those of a tally are read in any case.
    pub(super) fn of(
        names: &[&str],
        options: &ScoreOptions,
        is_tally: bool,
        missing: impl Fn(&str, &str) -> Error,
    ) -> Result<Self> {
        let place = |name: &str| names.iter().position(|column| *column == name);
        let column = |option: &str, own: &str, given: Option<&str>| {
            let own = Some(own).filter(|_| is_tally);
            match (given.and_then(place).or_else(|| place(own?)), given) {
                (None, Some(name)) => Err(missing(option, name)),
                (found, _) => Ok(found),
            }
        };
        Ok(Self {
            weight: column("weight", WEIGHT, options.weight.as_deref())?,
            cluster: column("cluster", CLUSTER, options.cluster.as_deref())?,
        })
    }

    /// What tells rows with the same score apart.
    pub(super) fn keys(self) -> Keys {
        Keys { weights: self.weight.is_some(), clusters: self.cluster.is_some() }
    }

    /// Whether there are none.
    pub(super) fn is_none(self) -> bool {
        self.keys() == Keys::NONE
    }

    /// The same columns at other places.
    pub(super) fn moved(self, to: impl Fn(usize) -> usize) -> Self {
        Self { weight: self.weight.map(&to), cluster: self.cluster.map(&to) }
    }
}

/// The weights and clusters of a batch of rows.
pub(super) struct KeyValues {
    weights: Option<Vec<Option<f64>>>,
    clusters: Option<Vec<String>>,
}

impl KeyValues {
    /// Reads the columns at these places of `batch`, the first row of which is row `first`.
    pub(super) fn read(
        batch: &RecordBatch,
        columns: KeyColumns,
        options: &ScoreOptions,
        first: u64,
    ) -> std::result::Result<Self, Fault> {
        let weights = columns.weight.map(|place| {
            let remedy = "name the column of weights with --weight";
            reals(batch.column(place).as_ref(), weight_name(options), remedy, first)
        });
        let clusters = columns.cluster.map(|place| {
            let column = batch.column(place).as_ref();
            texts(column).ok_or_else(|| {
                let (name, found) = (cluster_name(options), column.data_type());
                let message = format!("{name} is of type {found}, expected text or whole numbers");
                Fault::at(first, message).with_remedy("name the column of clusters with --cluster")
            })
        });
        Ok(Self { weights: weights.transpose()?, clusters: clusters.transpose()? })
    }

    /// The cluster and the weight of the row at `place`, which is row `row` of the file.
    pub(super) fn get(
        &self,
        place: usize,
        options: &ScoreOptions,
        row: u64,
    ) -> std::result::Result<(&str, Weight), Fault> {
        let weight = match &self.weights {
            None => Weight::ONE,
            Some(weights) => {
                let found = weights[place];
                let text = found.map_or(String::new(), |weight| weight.to_string());
                weight(found, &text, options, row)?
            }
        };
        let cluster = match &self.clusters {
            None => "",
            Some(clusters) => cluster(&clusters[place], options, row)?,
        };
        Ok((cluster, weight))
    }
}

/// `found`, which was written as `text`, as a weight.
pub(super) fn weight(
    found: Option<f64>,
    text: &str,
    options: &ScoreOptions,
    row: u64,
) -> std::result::Result<Weight, Fault> {
    found.and_then(Weight::relative).ok_or_else(|| {
        let (name, text) = (weight_name(options), shown(text));
        let is_too_great = found.is_some_and(|weight| weight > 0.0 && weight.is_finite());
        let (expected, remedy) = if is_too_great {
            ("a number from 2⁻⁶⁴ to 2⁶⁴", "divide all weights by the same number")
        } else {
            (
                "a number above 0",
                "it is the inverse of the sampling probability: 1000 where one in 1000 was drawn",
            )
        };
        Fault::at(row, format!("{name} is {text}, expected {expected}")).with_remedy(remedy)
    })
}

/// `text` as the name of a cluster.
pub(super) fn cluster<'a>(
    text: &'a str,
    options: &ScoreOptions,
    row: u64,
) -> std::result::Result<&'a str, Fault> {
    let text = text.trim();
    if text.is_empty() {
        let message = format!("{} is empty, expected the name of a cluster", cluster_name(options));
        let remedy = "complete it; a row that belongs with no other is a cluster of its own";
        return Err(Fault::at(row, message).with_remedy(remedy));
    }
    Ok(text)
}

fn weight_name(options: &ScoreOptions) -> &str {
    options.weight.as_deref().unwrap_or(WEIGHT)
}

fn cluster_name(options: &ScoreOptions) -> &str {
    options.cluster.as_deref().unwrap_or(CLUSTER)
}

/// What each row of `array` holds as text, empty where it is missing; `None` where it holds neither text nor
/// whole numbers.
fn texts(array: &dyn Array) -> Option<Vec<String>> {
    let texts = |array: &dyn Array| -> Option<Vec<String>> {
        let texts = texts_of(array)?.into_iter();
        Some(texts.map(|text| String::from_utf8_lossy(&text).into_owned()).collect())
    };
    if !matches!(array.data_type(), DataType::Dictionary(..)) {
        return texts(array);
    }
    let dictionary = array.as_any_dictionary();
    let values = texts(dictionary.values().as_ref())?;
    let keys = if values.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
    let text = |row: usize| {
        let key = keys.get(row).filter(|_| !dictionary.keys().is_null(row));
        key.map_or(String::new(), |key| values[*key].clone())
    };
    Some((0..array.len()).map(text).collect())
}
