//! Columns of scores and labels, a batch of rows at a time.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float16Type, Float32Type, Float64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;

use super::ScoreOptions;
use super::fault::Fault;
use super::gathered::Gathered;
use super::key_columns::KeyValues;
use super::label_column::LabelColumn;
use super::layout::{Columns, Kind, TALLY, unknown_labels};
use super::number_column::reals;
use super::whole_column::counts;
use crate::tally::{Key, Label};

/// What one thread reads of a columnar file.
pub(super) struct Batches<'a> {
    options: &'a ScoreOptions,
    columns: Columns,
    pub(super) gathered: Gathered,
}

impl<'a> Batches<'a> {
    /// Reads batches with these columns.
    pub(super) fn new(options: &'a ScoreOptions, columns: Columns) -> Self {
        Self { options, columns, gathered: Gathered::new(options, columns.keys.keys()) }
    }

    /// Reads the rows of `batch`, the first of which is row `first` of the file, counted from 1.
    pub(super) fn read(&mut self, batch: &RecordBatch, first: u64) -> Result<(), Fault> {
        let scores = batch.column(self.columns.score).as_ref();
        match self.columns.kind {
            Kind::Item(label) => {
                let labels = LabelColumn::new(batch.column(label).as_ref(), self.options, first);
                let (labels, fault) = labels.read(&mut self.gathered.others);
                if self.columns.keys.is_none() {
                    self.items(scores, &labels, first)?;
                } else {
                    self.keyed_items(batch, &labels, first)?;
                }
                fault.map_or(Ok(()), Err)
            }
            Kind::Counts(places) => {
                let mut columns = [const { Vec::new() }; TALLY.len()];
                for ((column, place), name) in columns.iter_mut().zip(places).zip(TALLY) {
                    *column = match place {
                        Some(place) => counts(batch.column(place).as_ref(), name, first)?,
                        None => vec![0; batch.num_rows()],
                    };
                }
                let [positives, negatives, unlabelled, dropped, others] = columns;
                for (row, others) in (first..).zip(others) {
                    if let Some((message, remedy)) = unknown_labels(others) {
                        return Err(Fault::at(row, message).with_remedy(remedy));
                    }
                }
                self.gathered.dropped += dropped.iter().sum::<u64>();
                let rows = positives.into_iter().zip(negatives).zip(unlabelled);
                let rows = rows.map(|((positives, negatives), unlabelled)| {
                    [
                        (Label::Positive, positives),
                        (Label::Negative, negatives),
                        (Label::Unlabelled, unlabelled),
                    ]
                });
                self.counted(batch, rows, first)
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
            _ => {
                let scores = real_scores(scores, self.options, first)?;
                self.double(scores.into_iter(), labels, first)
            }
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

    /// Reads items with weights or clusters.
    fn keyed_items(
        &mut self,
        batch: &RecordBatch,
        labels: &[Label],
        first: u64,
    ) -> Result<(), Fault> {
        let scores = batch.column(self.columns.score).data_type();
        let is_single = matches!(scores, DataType::Float32 | DataType::Float16);
        self.gathered.keyed_items = Some(is_single);
        self.counted(batch, labels.iter().map(|label| [(*label, 1)]), first)
    }

    /// Reads rows, each of which stands for as many items as `counts` say.
    fn counted<const N: usize>(
        &mut self,
        batch: &RecordBatch,
        counts: impl Iterator<Item = [(Label, u64); N]>,
        first: u64,
    ) -> Result<(), Fault> {
        let scores = real_scores(batch.column(self.columns.score), self.options, first)?;
        let keys = KeyValues::read(batch, self.columns.keys, self.options, first)?;
        for ((place, score), counts) in scores.into_iter().enumerate().zip(counts) {
            let row = first + u64::try_from(place).unwrap_or(0);
            let Some(score) = score.filter(|score| score.is_finite()) else {
                let rows = counts.iter().map(|(_, count)| count).sum();
                // A row of a tally may be there to say only how many were left out.
                if rows > 0 || score.is_some() {
                    self.gathered.drop_row(score, rows, self.options, row)?;
                }
                continue;
            };
            if self.columns.keys.is_none() {
                for (label, count) in counts {
                    self.gathered.counts.add(score, label, count);
                }
            } else {
                let (cluster, weight) = keys.get(place, self.options, row)?;
                for (label, count) in counts {
                    self.gathered.keyed.add(cluster, weight, score, label, count);
                }
            }
        }
        Ok(())
    }
}

/// Scores of any type as `f64`.
fn real_scores(
    scores: &dyn Array,
    options: &ScoreOptions,
    first: u64,
) -> Result<Vec<Option<f64>>, Fault> {
    reals(scores, &options.score, "name the column of scores with --score", first)
}
