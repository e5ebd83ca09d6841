//! Columns of whole numbers.

use std::fmt::Display;

use arrow_array::Array;
use arrow_array::cast::AsArray as _;
use arrow_array::types::{
    Decimal128Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
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

/// Whole numbers as counts, none of which may be left open or below 0. Databases write sums of counts as
/// decimals or reals, too: these must be whole, and reals at most 2⁵³, to which they are exact.
pub(super) fn counts(array: &dyn Array, name: &str, first: u64) -> Result<Vec<u64>, Fault> {
    let expected = "a whole number of at least 0";
    match array.data_type() {
        DataType::Float64 => {
            let numbers = array.as_primitive::<Float64Type>().iter();
            let found = numbers.map(|number| (number.and_then(whole), number));
            checked(found, name, &format!("{expected} and at most {EXACT}"), first)
        }
        DataType::Decimal128(_, scale) => {
            let numbers = array.as_primitive::<Decimal128Type>();
            let whole = |number: i128| of_scale(number, *scale);
            let found = numbers.iter().enumerate().map(|(place, number)| {
                (number.and_then(whole), number.map(|_| numbers.value_as_string(place)))
            });
            checked(found, name, expected, first)
        }
        _ => {
            let numbers = wide(array).ok_or_else(|| {
                let found = array.data_type();
                Fault::at(first, format!("{name} is of type {found}, expected whole numbers"))
            })?;
            let count = |number: i128| u64::try_from(number).ok();
            let found = numbers.into_iter().map(|number| (number.and_then(count), number));
            checked(found, name, expected, first)
        }
    }
}

/// The counts among what was found: each where it is one, with the number itself where there is any.
fn checked<N: Display>(
    found: impl Iterator<Item = (Option<u64>, Option<N>)>,
    name: &str,
    expected: &str,
    first: u64,
) -> Result<Vec<u64>, Fault> {
    let count = |(row, (count, number)): (u64, (Option<u64>, Option<N>))| {
        count.ok_or_else(|| {
            let found = number.map_or("empty".to_owned(), |number: N| number.to_string());
            Fault::at(row, format!("{name} is {found}, expected {expected}"))
        })
    };
    (first..).zip(found).map(count).collect()
}

/// `number` as a count, if it is one that an `f64` tells from all others.
fn whole(number: f64) -> Option<u64> {
    let is_whole = (0.0..=real(EXACT)).contains(&number) && number.fract() == 0.0;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a whole number of at most 2⁵³"
    )]
    is_whole.then_some(number as u64)
}

/// `number` · 10⁻ˢᶜᵃˡᵉ as a count, if it is one.
fn of_scale(number: i128, scale: i8) -> Option<u64> {
    let power = 10_i128.checked_pow(scale.unsigned_abs().into())?;
    let number = match scale {
        0.. => (number % power == 0).then_some(number / power)?,
        _ => number.checked_mul(power)?,
    };
    u64::try_from(number).ok()
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use arrow_array::{ArrayRef, Decimal128Array, Float64Array};

    use super::*;

    fn read(array: &ArrayRef) -> Result<Vec<u64>, String> {
        counts(array.as_ref(), "n", 7).map_err(|fault| {
            let error = fault.error(|line, message| {
                crate::error::Error::line(std::path::Path::new("t"), line, message)
            });
            error.unwrap().to_string()
        })
    }

    fn decimals(numbers: Vec<Option<i128>>, scale: i8) -> ArrayRef {
        let array = Decimal128Array::from(numbers).with_precision_and_scale(38, scale);
        Arc::new(array.unwrap())
    }

    #[test]
    fn reals_are_counts_where_they_are_whole_and_exact() {
        let reals = |numbers: Vec<Option<f64>>| read(&(Arc::new(Float64Array::from(numbers)) as _));
        let greatest = 9_007_199_254_740_992.0;
        assert_eq!(reals(vec![Some(0.0), Some(3.0), Some(greatest)]), Ok(vec![0, 3, 1 << 53]));
        let expected = "expected a whole number of at least 0 and at most 9007199254740992";
        for (number, found) in [
            (Some(1.5), "1.5"),
            (Some(-1.0), "-1"),
            (Some(f64::NAN), "NaN"),
            (Some(greatest + 2.0), "9007199254740994"),
            (None, "empty"),
        ] {
            let error = reals(vec![Some(1.0), number]).unwrap_err();
            assert_eq!(error, format!("t:8: n is {found}, {expected}"));
        }
    }

    #[test]
    fn decimals_are_counts_where_they_are_whole() {
        let most = u64::MAX;
        assert_eq!(read(&decimals(vec![Some(0), Some(most.into())], 0)), Ok(vec![0, most]));
        assert_eq!(read(&decimals(vec![Some(1_200), Some(0)], 2)), Ok(vec![12, 0]));
        assert_eq!(read(&decimals(vec![Some(12)], -2)), Ok(vec![1_200]));
        for (number, scale, found) in [
            (Some(1_250), 2, "12.50"),
            (Some(-3), 0, "-3"),
            (Some(1 << 64), 0, "18446744073709551616"),
            (None, 0, "empty"),
        ] {
            assert_eq!(
                read(&decimals(vec![number], scale)).unwrap_err(),
                format!("t:7: n is {found}, expected a whole number of at least 0")
            );
        }
    }
}
