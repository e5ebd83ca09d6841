//! Columns of numbers.

use arrow_array::Array;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{Float16Type, Float32Type, Float64Type};
use arrow_schema::DataType;

use super::fault::Fault;
use super::whole_column::whole_numbers;

/// Returns what each row of a column `name` of any type of number holds as an `f64`, which holds each exactly.
/// `remedy` says how to name another column, and the first row is row `first` of the file.
pub(super) fn reals(
    numbers: &dyn Array,
    name: &str,
    remedy: &'static str,
    first: u64,
) -> Result<Vec<Option<f64>>, Fault> {
    Ok(match numbers.data_type() {
        DataType::Float16 => {
            let halves = numbers.as_primitive::<Float16Type>().iter();
            halves.map(|half| half.map(f64::from)).collect()
        }
        DataType::Float32 => {
            let singles = numbers.as_primitive::<Float32Type>().iter();
            singles.map(|single| single.map(f64::from)).collect()
        }
        DataType::Float64 => numbers.as_primitive::<Float64Type>().iter().collect(),
        DataType::Dictionary(..) => {
            let dictionary = numbers.as_any_dictionary();
            let values = reals(dictionary.values().as_ref(), name, remedy, first)?;
            let place = |row| (!dictionary.keys().is_null(row)).then_some(row);
            let keys = if values.is_empty() { Vec::new() } else { dictionary.normalized_keys() };
            (0..numbers.len()).map(|row| values[*keys.get(place(row)?)?]).collect()
        }
        _ => whole_numbers(numbers, name, remedy, first)?,
    })
}
