//! Columns of scores and labels, a batch of rows at a time.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float16Type, Float32Type, Float64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;

use super::ScoreOptions;
use super::fault::Fault;
use super::gathered::Gathered;
use super::label_column::LabelColumn;
use super::layout::{Columns, Kind, TALLY};
use super::whole_column::{counts, whole_numbers};
use crate::tally::{Key, Label};

/// What one thread reads of a columnar file.
pub(super) struct Batches<'a> {
    options: &'a ScoreOptions,
    columns: Columns,
    pub(super) gathered: Gathered,
}

impl<'a> Batches<'a> {
    /// Reads batches with these columns, and goes on with what was gathered.
    pub(super) fn new(options: &'a ScoreOptions, columns: Columns, gathered: Gathered) -> Self {
        Self { options, columns, gathered }
    }

    /// Reads the rows of `batch`, the first of which is row `first` of the file, counted from 1.
    pub(super) fn read(&mut self, batch: &RecordBatch, first: u64) -> Result<(), Fault> {
        let scores = batch.column(self.columns.score).as_ref();
        match self.columns.kind {
            Kind::Item(label) => {
                let labels = LabelColumn::new(batch.column(label).as_ref(), self.options, first);
                let (labels, fault) = labels.read(&mut self.gathered.others);
                self.items(scores, &labels, first)?;
                fault.map_or(Ok(()), Err)
            }
            Kind::Counts(positives, negatives, unlabelled) => {
                let labels = [Label::Positive, Label::Negative, Label::Unlabelled];
                let places = [Some(positives), Some(negatives), unlabelled];
                let mut columns = Vec::new();
                for ((label, place), name) in labels.into_iter().zip(places).zip(TALLY) {
                    if let Some(place) = place {
                        columns.push((label, counts(batch.column(place).as_ref(), name, first)?));
                    }
                }
                self.counted(scores, &columns, first)
            }
        }
    }

    fn items(&mut self, scores: &dyn Array, labels: &[Label], first: u64) -> Result<(), Fault> {
        match scores.data_type() {
            DataType::Float32 => {
                let scores = scores.as_primitive::<Float32Type>();
                if scores.null_count() == 0 {
                    self.single(scores.values().iter().map(|score| Some(*score)), labels, first)
                } else {
                    self.single(scores.iter(), labels, first)
                }
            }
            DataType::Float16 => {
                let scores = scores.as_primitive::<Float16Type>().iter();
                self.single(scores.map(|score| score.map(f32::from)), labels, first)
            }
            DataType::Float64 => {
                let scores = scores.as_primitive::<Float64Type>();
                if scores.null_count() == 0 {
                    self.double(scores.values().iter().map(|score| Some(*score)), labels, first)
                } else {
                    self.double(scores.iter(), labels, first)
                }
            }
            _ => self.double(real_scores(scores, self.options, first)?, labels, first),
        }
    }

    fn single(
        &mut self,
        scores: impl Iterator<Item = Option<f32>>,
        labels: &[Label],
        first: u64,
    ) -> Result<(), Fault> {
        for ((row, score), label) in (first..).zip(scores).zip(labels) {
            match score.and_then(u32::of) {
                Some(key) => self.gathered.single.add(key, *label),
                None => self.gathered.drop_row(score.map(f64::from), 1, self.options, row)?,
            }
        }
        Ok(())
    }

    fn double(
        &mut self,
        scores: impl Iterator<Item = Option<f64>>,
        labels: &[Label],
        first: u64,
    ) -> Result<(), Fault> {
        for ((row, score), label) in (first..).zip(scores).zip(labels) {
            match score.and_then(u64::of) {
                Some(key) => self.gathered.double.add(key, *label),
                None => self.gathered.drop_row(score, 1, self.options, row)?,
            }
        }
        Ok(())
    }

    /// Reads rows of a tally.
    fn counted(
        &mut self,
        scores: &dyn Array,
        columns: &[(Label, Vec<u64>)],
        first: u64,
    ) -> Result<(), Fault> {
        for (place, score) in real_scores(scores, self.options, first)?.enumerate() {
            let row = first + u64::try_from(place).unwrap_or(0);
            let counts = columns.iter().map(|(label, counts)| (*label, counts[place]));
            if let Some(score) = score.filter(|score| score.is_finite()) {
                for (label, count) in counts {
                    self.gathered.counts.add(score, label, count);
                }
            } else {
                let rows = counts.map(|(_, count)| count).sum();
                self.gathered.drop_row(score, rows, self.options, row)?;
            }
        }
        Ok(())
    }
}

/// Scores of any type as `f64`, each of which it holds exactly.
fn real_scores(
    scores: &dyn Array,
    options: &ScoreOptions,
    first: u64,
) -> Result<std::vec::IntoIter<Option<f64>>, Fault> {
    let scores = match scores.data_type() {
        DataType::Float32 => {
            scores.as_primitive::<Float32Type>().iter().map(|score| score.map(f64::from)).collect()
        }
        DataType::Float64 => scores.as_primitive::<Float64Type>().iter().collect(),
        DataType::Dictionary(..) => {
            let dictionary = scores.as_any_dictionary();
            let values = dictionary.values();
            let values: Vec<_> = real_scores(values.as_ref(), options, first)?.collect();
            let place = |row| (!dictionary.keys().is_null(row)).then_some(row);
            let keys = if values.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
            (0..scores.len()).map(|row| values[*keys.get(place(row)?)?]).collect()
        }
        _ => whole_numbers(scores, &options.score, first)?,
    };
    Ok(scores.into_iter())
}
