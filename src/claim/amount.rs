//! What a claim divides: counts by name, numbers, shares, or a stretch of time.

use std::fmt;

use crate::disclosure::{Period, YearlyCount};
use crate::quantity::{CountRange, Proportion, real};

/// The numerator or denominator of a claim that is recomputed from counts.
#[derive(Clone, Debug, PartialEq)]
pub enum Amount {
    /// A sum of counts.
    Sum(Vec<Term>),
    /// A counted share, such as 18 of 1576.
    Share(Proportion),
    /// Days, for a rate per second.
    Time(Period),
}

/// One addend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Term {
    /// A number as it is.
    Number(u64),
    /// A count of a region, year and quantity, to be looked up.
    Named(CountName),
}

/// Which yearly count is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountName {
    /// The region, such as `BE` or `world`.
    pub region: String,
    /// The calendar year.
    pub year: i16,
    /// What is counted, such as `reports`.
    pub quantity: String,
}

impl fmt::Display for CountName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {} {}", self.region, self.year, self.quantity)
    }
}

/// A sum of counts that was looked up.
#[derive(Clone, Debug, PartialEq)]
pub struct Total {
    /// As printed.
    pub value: u64,
    /// Every whole number that it may stand for.
    pub range: CountRange,
    /// Where the counts stand.
    pub places: Vec<String>,
}

impl Amount {
    /// Returns the sum of the counts among `counts`, `None` for what is no sum or is too large, or the
    /// name of the first that is not there.
    ///
    /// Where a count is printed several times, the numbers that all of them allow are used, or where
    /// there are none all that any allows.
    ///
    /// # Errors
    ///
    /// The name of the first count that is not among `counts`.
    pub fn total(&self, counts: &[YearlyCount]) -> Result<Option<Total>, CountName> {
        let Self::Sum(terms) = self else { return Ok(None) };
        let mut total = Total { value: 0, range: CountRange::exactly(0), places: Vec::new() };
        for term in terms {
            let part = term.total(counts)?;
            let Some(value) = total.value.checked_add(part.value) else { return Ok(None) };
            total.value = value;
            total.range = total.range.plus(part.range);
            total.places.extend(part.places);
        }
        Ok(Some(total))
    }
}

impl Term {
    fn total(&self, counts: &[YearlyCount]) -> Result<Total, CountName> {
        let name = match self {
            Self::Number(value) => {
                let range = CountRange::exactly(*value);
                return Ok(Total { value: *value, range, places: Vec::new() });
            }
            Self::Named(name) => name,
        };
        let printings: Vec<&YearlyCount> = counts.iter().filter(|count| count.is(name)).collect();
        let Some(first) = printings.first() else { return Err(name.clone()) };
        let range = printings.iter().skip(1).fold(first.range, |range, other| {
            range.intersection(other.range).unwrap_or(range.hull(other.range))
        });
        let places = printings.iter().map(|count| count.source.to_string()).collect();
        Ok(Total { value: first.value, range, places })
    }
}

impl YearlyCount {
    /// Whether `name` means this count.
    fn is(&self, name: &CountName) -> bool {
        self.code == name.region && self.year == name.year && self.quantity == name.quantity
    }
}

/// Returns the seconds in the days of `period`.
#[must_use]
pub fn seconds(period: Period) -> f64 {
    real(period.days()) * 86_400.0
}
