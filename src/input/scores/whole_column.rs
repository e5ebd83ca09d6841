//! Columns of whole numbers.

use arrow_array::Array;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type, UInt32Type, UInt64Type,
};
use arrow_schema::DataType;

use super::fault::Fault;
use crate::quantity::real;

/// The greatest whole number to which all are exact in an `f64`.
const EXACT: u64 = 1 << 53;

/// What each row of `array` holds, or `None` where it is no column of whole numbers.
pub(super) fn wide(array: &dyn Array) -> Option<Vec<Option<i128>>> {
    macro_rules! widened {
        ($($name:ident $of:ident),*) => {
            match array.data_type() {
                $(DataType::$name => {
                    array.as_primitive::<$of>().iter().map(|n| n.map(i128::from)).collect()
                })*
                _ => return None,
            }
        };
    }
    Some(widened!(
        Int8 Int8Type, Int16 Int16Type, Int32 Int32Type, Int64 Int64Type,
        UInt8 UInt8Type, UInt16 UInt16Type, UInt32 UInt32Type, UInt64 UInt64Type
    ))
}

/// Whole numbers as scores or weights; each must be one that an `f64` holds exactly. `remedy` says how to name
/// another column.
pub(super) fn whole_numbers(
    array: &dyn Array,
    name: &str,
    remedy: &'static str,
    first: u64,
) -> Result<Vec<Option<f64>>, Fault> {
    let Some(numbers) = wide(array) else {
        let found = array.data_type();
        return Err(Fault::at(first, format!("{name} is of type {found}, expected numbers"))
            .with_remedy(remedy));
    };
    let exact = |(row, number): (u64, Option<i128>)| match number {
        None => Ok(None),
        Some(number) => {
            let size = u64::try_from(number.unsigned_abs()).ok().filter(|size| *size <= EXACT);
            let size = size.ok_or_else(|| {
                let message =
                    format!("{name} is {number}, expected at most {EXACT} on either side of 0");
                Fault::at(row, message)
            })?;
            Ok(Some(if number < 0 { -real(size) } else { real(size) }))
        }
    };
    (first..).zip(numbers).map(exact).collect()
}

/// Whole numbers as counts, none of which may be left open or below 0.
pub(super) fn counts(array: &dyn Array, name: &str, first: u64) -> Result<Vec<u64>, Fault> {
    let Some(numbers) = wide(array) else {
        let found = array.data_type();
        return Err(Fault::at(first, format!("{name} is of type {found}, expected whole numbers")));
    };
    let count = |(row, number): (u64, Option<i128>)| {
        number.and_then(|number| u64::try_from(number).ok()).ok_or_else(|| {
            let found = number.map_or("empty".to_owned(), |number| number.to_string());
            Fault::at(row, format!("{name} is {found}, expected a whole number of at least 0"))
        })
    };
    (first..).zip(numbers).map(count).collect()
}
