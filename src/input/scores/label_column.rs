//! A column of labels.

use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{Array, ArrowPrimitiveType, PrimitiveArray};
use arrow_schema::DataType;

use super::ScoreOptions;
use super::fault::Fault;
use super::labels::{Others, Said};
use crate::tally::Label;

/// The labels of a batch of rows.
pub(super) struct LabelColumn<'a> {
    array: &'a dyn Array,
    options: &'a ScoreOptions,
    first: u64,
}

/// The labels up to the first fault, and that fault.
type UpToFault = (Vec<Label>, Option<Fault>);

impl<'a> LabelColumn<'a> {
    /// The labels in `array`, the first of which is of row `first`.
    pub(super) fn new(array: &'a dyn Array, options: &'a ScoreOptions, first: u64) -> Self {
        Self { array, options, first }
    }

    /// Returns the labels of all rows, or of those before the first that has none that was expected.
    pub(super) fn read(&self, others: &mut Others<u64>) -> UpToFault {
        macro_rules! numbers {
            ($($name:ident $of:ident),*) => {
                match self.array.data_type() {
                    $(DataType::$name => {
                        self.numbers(self.array.as_primitive::<$of>(), others)
                    })*
                    _ => self.texts(others),
                }
            };
        }
        numbers!(
            Int8 Int8Type, Int16 Int16Type, Int32 Int32Type, Int64 Int64Type,
            UInt8 UInt8Type, UInt16 UInt16Type, UInt32 UInt32Type, UInt64 UInt64Type,
            Float32 Float32Type, Float64 Float64Type
        )
    }

    fn numbers<T: ArrowPrimitiveType>(
        &self,
        array: &PrimitiveArray<T>,
        others: &mut Others<u64>,
    ) -> UpToFault
    where
        T::Native: std::fmt::Display,
    {
        // There are few labels, and the last two are likely to come again.
        let mut last: Vec<(T::Native, Known)> = Vec::new();
        self.collect(others, array.iter(), |number, labels, others, row| {
            let place = last.iter().position(|(last, _)| *last == number);
            let place = place.unwrap_or_else(|| {
                // What is no number at all is missing.
                let text =
                    Some(number.to_string()).filter(|text| text != "NaN").unwrap_or_default();
                last.truncate(1);
                last.insert(0, (number, self.known(text.into_bytes())));
                0
            });
            self.take(&last[place].1, labels, others, row)
        })
    }

    fn texts(&self, others: &mut Others<u64>) -> UpToFault {
        match self.array.data_type() {
            DataType::Utf8 => self.bytes(self.array.as_string::<i32>().iter(), others),
            DataType::LargeUtf8 => self.bytes(self.array.as_string::<i64>().iter(), others),
            DataType::Utf8View => self.bytes(self.array.as_string_view().iter(), others),
            DataType::Boolean => {
                let known = [b"false".to_vec(), b"true".to_vec()].map(|text| self.known(text));
                let array = self.array.as_boolean();
                if let (0, [Said::Label(no), Said::Label(yes)]) =
                    (array.null_count(), known.each_ref().map(|known| known.said))
                {
                    let values = array.values().iter();
                    return (values.map(|value| if value { yes } else { no }).collect(), None);
                }
                self.collect(others, array.iter(), |value, labels, others, row| {
                    self.take(&known[usize::from(value)], labels, others, row)
                })
            }
            DataType::Null => (vec![Label::Unlabelled; self.array.len()], None),
            DataType::Dictionary(..) => self.dictionary(others),
            other => {
                let message = format!(
                    "{} is of type {other}, expected truth values, numbers or text",
                    self.options.label
                );
                let fault = Fault::at(self.first, message);
                (Vec::new(), Some(fault.with_remedy("name the column of labels with --label")))
            }
        }
    }

    fn bytes<'b>(
        &self,
        texts: impl Iterator<Item = Option<&'b str>>,
        others: &mut Others<u64>,
    ) -> UpToFault {
        self.collect(others, texts, |text, labels, others, row| {
            match self.options.labels.read(text.trim().as_bytes()) {
                Said::Label(label) => {
                    labels.push(label);
                    Ok(())
                }
                said => self.take(&Known { said, text: text.trim().into() }, labels, others, row),
            }
        })
    }

    fn dictionary(&self, others: &mut Others<u64>) -> UpToFault {
        let dictionary = self.array.as_any_dictionary();
        let values = dictionary.values();
        let Some(texts) = texts_of(values.as_ref()) else {
            let message = format!("{} is of type {}", self.options.label, self.array.data_type());
            return (Vec::new(), Some(Fault::at(self.first, message + ", expected text")));
        };
        let known: Vec<Known> = texts.into_iter().map(|text| self.known(text)).collect();
        let keys = if known.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
        let place = |row: usize| keys.get(row).copied().filter(|_| !dictionary.keys().is_null(row));
        self.collect(others, (0..self.array.len()).map(place), |place, labels, others, row| {
            self.take(&known[place], labels, others, row)
        })
    }

    /// The labels of `values`, each by `label`; those that are missing are unlabelled.
    fn collect<V>(
        &self,
        others: &mut Others<u64>,
        values: impl Iterator<Item = Option<V>>,
        mut label: impl FnMut(V, &mut Vec<Label>, &mut Others<u64>, u64) -> Result<(), Fault>,
    ) -> UpToFault {
        let mut labels = Vec::with_capacity(self.array.len());
        for (row, value) in (self.first..).zip(values) {
            let Some(value) = value else {
                labels.push(Label::Unlabelled);
                continue;
            };
            if let Err(fault) = label(value, &mut labels, others, row) {
                return (labels, Some(fault));
            }
        }
        (labels, None)
    }

    fn known(&self, text: Vec<u8>) -> Known {
        Known { said: self.options.labels.read(text.trim_ascii()), text }
    }

    fn take(
        &self,
        known: &Known,
        labels: &mut Vec<Label>,
        others: &mut Others<u64>,
        row: u64,
    ) -> Result<(), Fault> {
        labels.push(match known.said {
            Said::Label(label) => label,
            Said::Other if others.note(&known.text, row) => Label::Negative,
            Said::Other => return Err(Fault::third_label(row)),
            Said::Unknown => return Err(Fault::unknown_label(row, &known.text, self.options)),
        });
        Ok(())
    }
}

/// A label as text, and what it says.
struct Known {
    said: Said,
    text: Vec<u8>,
}

/// Text, or whole numbers as text; what is missing is empty, and `None` stands for any other type.
pub(super) fn texts_of(values: &dyn Array) -> Option<Vec<Vec<u8>>> {
    let text = |text: Option<&str>| text.unwrap_or_default().trim().as_bytes().to_vec();
    Some(match values.data_type() {
        DataType::Utf8 => values.as_string::<i32>().iter().map(text).collect(),
        DataType::LargeUtf8 => values.as_string::<i64>().iter().map(text).collect(),
        DataType::Utf8View => values.as_string_view().iter().map(text).collect(),
        _ => {
            let number = |number: Option<i128>| number.map(|n| n.to_string().into_bytes());
            let numbers = super::whole_column::wide(values)?.into_iter();
            numbers.map(|n| number(n).unwrap_or_default()).collect()
        }
    })
}
